import { z } from "zod";
import { addDays, type PlainDate } from "#core/plain-date.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, plainDay, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, editorOf, PUBLISHERS } from "./access.ts";
import { openPublicSite } from "./get-site.ts";
import {
  addMember,
  dropDuty,
  editMember,
  endTeam,
  formTeam,
  leaveTeam,
  planDuty,
  recordVisit,
  swapDuty,
  takeBackVisit,
} from "./keep-team.ts";
import { answer, open, SlugParams } from "./public.web.tsx";
import { siteRefusal } from "./sites.errors.ts";
import { PublicTeamsPage } from "./public-team.page.tsx";
import { TeamPage, TeamsPage } from "./team.page.tsx";
import { findTeam, listAllTeams, listDuties, listMembers, listTeams, listVisits, sumVisits } from "./team.store.ts";
import { ChangeMemberInput, DutyInput, MemberInput, SwapInput, TEAM_ID, TeamInput, VisitInput } from "./team.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const TeamParams = z.object({ id: TEAM_ID });
export const TEAM_READERS = [
  "home_affairs_officer",
  "specialist",
  "division_head",
  "one_stop_head",
  "receiving_officer",
  "leader",
  "inspector",
] as const;
const RECORDERS = TEAM_READERS.filter((role) => role !== "inspector") as unknown as typeof TEAM_READERS;
const read = { roles: TEAM_READERS, scope: "agency-rows", rate: "page", method: "GET" } as const;
const write = { roles: PUBLISHERS, scope: "agency-rows", rate: "write", method: "POST" } as const;
const DAYS_SHOWN = 30;
const DAYS_PUBLIC = 7;
const VISITS_SHOWN = 50;

const common = (c: AnyContext) => ({
  locale: c.locale,
  today: localDay(c.now),
  publishes: editorOf(c).publishes,
  csrf: c.csrfToken,
  newKey: newFormKey,
});

async function teamsPage(c: AnyContext, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const teams = await c.read((tx) => listAllTeams(tx, editorOf(c).agencyId));
  return page(c.shell({ title: text(c.locale, "teams.title"), errors }, <TeamsPage {...common(c)} teams={teams} />));
}

const teams = route({
  ...read,
  path: "/to-ho-tro",
  auditName: "sites.teams",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => teamsPage(c),
});

const form = route({
  ...write,
  path: "/to-ho-tro",
  auditName: "sites.team_form",
  schema: { params: nothing, query: nothing, body: TeamInput },
  handler: async (c) => {
    const { teamId } = await c.execute("sites.team_form", JSON.parse(JSON.stringify(c.body)), (tx, unit) =>
      formTeam(tx, unit, editorOf(c), c.body),
    );
    return redirect(`/to-ho-tro/${teamId}`, text(c.locale, "did.team"));
  },
  onRefusal: (c, _refusal, errors) => teamsPage(c, errors),
});

async function teamPage(c: AnyContext, id: number, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { agencyId } = editorOf(c);
  const today = localDay(c.now);
  const found = await c.read(async (tx) => {
    const team = await findTeam(tx, agencyId, id);
    if (team === undefined) throw siteRefusal("team_unknown");
    const [members, duties, visits, year] = await Promise.all([
      listMembers(tx, id, today),
      listDuties(tx, id, today, addDays(today as PlainDate, DAYS_SHOWN)),
      listVisits(tx, id, VISITS_SHOWN),
      sumVisits(tx, id, `${today.slice(0, 4)}-01-01`, today),
    ]);
    return { team, members, duties, visits, year };
  });
  const breadcrumbs = [{ label: text(c.locale, "teams.title"), href: "/to-ho-tro" }, { label: found.team.name }];
  return page(c.shell({ title: found.team.name, errors, breadcrumbs }, <TeamPage {...common(c)} {...found} />));
}

const team = route({
  ...read,
  path: "/to-ho-tro/:id(^\\d+$)",
  auditName: "sites.team",
  schema: { params: TeamParams, query: nothing, body: nothing },
  handler: (c) => teamPage(c, c.params.id),
});

const join = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/thanh-vien",
  auditName: "sites.team_member",
  schema: { params: TeamParams, query: nothing, body: MemberInput },
  handler: async (c) => {
    const input = { ...c.body, teamId: c.params.id };
    await c.execute("sites.team_member", JSON.parse(JSON.stringify(input)), (tx, unit) =>
      addMember(tx, unit, editorOf(c), input),
    );
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.member"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const leave = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/thoi",
  auditName: "sites.team_leave",
  schema: { params: TeamParams, query: nothing, body: z.object({ memberId: TEAM_ID, until: plainDay() }) },
  handler: async (c) => {
    const input = { ...c.body, teamId: c.params.id };
    await c.execute("sites.team_leave", input, (tx, unit) => leaveTeam(tx, unit, editorOf(c), input));
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.left"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const edit = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/sua-thanh-vien",
  auditName: "sites.team_member_edit",
  schema: { params: TeamParams, query: nothing, body: ChangeMemberInput },
  handler: async (c) => {
    const input = { ...c.body, teamId: c.params.id };
    await c.execute("sites.team_member_edit", JSON.parse(JSON.stringify(input)), (tx, unit) =>
      editMember(tx, unit, editorOf(c), input),
    );
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.member_edited"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const swap = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/doi-truc",
  auditName: "sites.team_duty_swap",
  schema: { params: TeamParams, query: nothing, body: SwapInput },
  handler: async (c) => {
    const input = { ...c.body, teamId: c.params.id };
    await c.execute("sites.team_duty_swap", input, (tx, unit) => swapDuty(tx, unit, editorOf(c), input, c.now));
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.duty_swapped"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const dissolve = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/giai-the",
  auditName: "sites.team_end",
  schema: { params: TeamParams, query: nothing, body: z.object({ on: plainDay() }) },
  handler: async (c) => {
    const input = { teamId: c.params.id, on: c.body.on };
    await c.execute("sites.team_end", input, (tx, unit) => endTeam(tx, unit, editorOf(c), input));
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.dissolved"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const plan = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/lich-truc",
  auditName: "sites.team_duty",
  schema: { params: TeamParams, query: nothing, body: DutyInput },
  handler: async (c) => {
    const input = { ...c.body, teamId: c.params.id };
    const { days } = await c.execute("sites.team_duty", input, (tx, unit) => planDuty(tx, unit, editorOf(c), input, c.now));
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.duty", { count: days }));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const drop = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/bo-truc",
  auditName: "sites.team_duty_drop",
  schema: { params: TeamParams, query: nothing, body: z.object({ memberId: TEAM_ID, on: plainDay() }) },
  handler: async (c) => {
    const input = { ...c.body, teamId: c.params.id };
    await c.execute("sites.team_duty_drop", input, (tx, unit) => dropDuty(tx, unit, editorOf(c), input, c.now));
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.duty_dropped"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const visit = route({
  ...write,
  roles: RECORDERS,
  path: "/to-ho-tro/:id(^\\d+$)/di-ho-tro",
  auditName: "sites.team_visit",
  schema: { params: TeamParams, query: nothing, body: VisitInput },
  handler: async (c) => {
    const input = { ...c.body, teamId: c.params.id };
    await c.execute("sites.team_visit", input, (tx, unit) => recordVisit(tx, unit, editorOf(c), input, c.now));
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.visit"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const withdraw = route({
  ...write,
  path: "/to-ho-tro/:id(^\\d+$)/rut-luot",
  auditName: "sites.team_visit_withdraw",
  schema: { params: TeamParams, query: nothing, body: z.object({ id: chosenId(), why: requiredText(300) }) },
  handler: async (c) => {
    const input = { teamId: c.params.id, ...c.body };
    await c.execute("sites.team_visit_withdraw", input, (tx, unit) => takeBackVisit(tx, unit, editorOf(c), input));
    return redirect(`/to-ho-tro/${c.params.id}`, text(c.locale, "did.visit_withdrawn"));
  },
  onRefusal: (c, _refusal, errors) => teamPage(c, c.params.id, errors),
});

const publicTeams = route({
  ...open,
  path: "/trang/:slug/to-ho-tro",
  auditName: "sites.public_team",
  schema: { params: SlugParams, query: nothing, body: nothing },
  handler: async (c) => {
    const opened = await openPublicSite(c, c.params.slug);
    const today = localDay(c.now);
    const until = addDays(today as PlainDate, DAYS_PUBLIC);
    const found = await opened.read(async (tx) => {
      const standing = await listTeams(tx, opened.site.agencyId, today);
      return Promise.all(standing.map(async (one) => ({ team: one, duties: await listDuties(tx, one.id, today, until) })));
    });
    const content = <PublicTeamsPage locale={c.locale} teams={found} />;
    return answer(c, opened, { title: text(c.locale, "teams.title") }, content);
  },
});

export const teamRoutes = [teams, form, team, join, leave, dissolve, plan, drop, visit, withdraw, publicTeams, edit, swap];
