import { addDays, type PlainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { Editor } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";
import {
  changeMember,
  deleteDuty,
  dissolveTeam,
  endMember,
  findMember,
  findTeam,
  insertDuties,
  insertMember,
  insertTeam,
  insertVisit,
  withdrawVisit,
} from "./team.store.ts";
import type { ChangeMemberInput, DutyInput, MemberInput, SwapInput, Team, TeamInput, TeamMember, VisitInput } from "./team.ts";

/** The longest stretch of days that is planned at once. */
const MOST_DAYS = 92;

async function openTeam(tx: Tx, { agencyId }: Editor, id: number): Promise<Team> {
  const team = await findTeam(tx, agencyId, id);
  if (team === undefined) throw siteRefusal("team_unknown");
  if (team.dissolvedOn !== null) throw siteRefusal("team_dissolved");
  return team;
}

async function openMember(tx: Tx, teamId: number, id: number): Promise<TeamMember> {
  const member = await findMember(tx, teamId, id);
  if (member === undefined) throw siteRefusal("member_unknown", { field: "memberId" });
  return member;
}

const wasIn = ({ from, until }: TeamMember, on: string): boolean => from <= on && (until === null || on < until);

/** Forms a support team of an agency. */
export async function formTeam(tx: Tx, unit: UnitOfWork, by: Editor, input: TeamInput): Promise<{ readonly teamId: number }> {
  const teamId = await insertTeam(tx, by.agencyId, input);
  if (teamId === undefined) throw siteRefusal("team_exists", { field: "name" });
  unit.subject(`team:${teamId}`);
  return { teamId };
}

/** Dissolves a team on a day, with everyone's part in it. */
export async function endTeam(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, on }: { readonly teamId: number; readonly on: string },
): Promise<{ readonly teamId: number }> {
  const team = await openTeam(tx, by, teamId);
  if (on <= team.formedOn) throw siteRefusal("release_short", { field: "on" });
  await dissolveTeam(tx, teamId, on);
  unit.subject(`team:${teamId}`);
  unit.note({ on });
  return { teamId };
}

/** Takes somebody into a team from a day on. */
export async function addMember(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, ...input }: MemberInput & { readonly teamId: number },
): Promise<{ readonly memberId: number }> {
  const team = await openTeam(tx, by, teamId);
  if (input.from < team.formedOn) throw siteRefusal("member_early", { field: "from" });
  const memberId = await insertMember(tx, by.agencyId, teamId, input);
  if (memberId === undefined) throw siteRefusal("member_exists", { field: "name" });
  unit.subject(`team:${teamId}`);
  unit.note({ member: memberId });
  return { memberId };
}

/** Puts right the name, the part or the title of a member; since when they are in it stays. */
export async function editMember(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, ...input }: ChangeMemberInput & { readonly teamId: number },
): Promise<{ readonly memberId: number }> {
  await openTeam(tx, by, teamId);
  await openMember(tx, teamId, input.memberId);
  if (!(await changeMember(tx, teamId, input))) throw siteRefusal("member_exists", { field: "name" });
  unit.subject(`team:${teamId}`);
  unit.note({ member: input.memberId });
  return { memberId: input.memberId };
}

/** Who was on duty on a day that is over stays written down. */
function assertAhead(on: string, field: "on" | "from", now: Date): void {
  if (on < localDay(now)) throw siteRefusal("duty_past", { field });
}

/** Gives a day of the rota that is not over from one member to another who is in the team then and not on duty yet. */
export async function swapDuty(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, memberId, toMemberId, on }: SwapInput & { readonly teamId: number },
  now: Date,
): Promise<{ readonly memberId: number }> {
  await openTeam(tx, by, teamId);
  assertAhead(on, "on", now);
  if (memberId === toMemberId) throw siteRefusal("duty_same", { field: "toMemberId" });
  const next = await findMember(tx, teamId, toMemberId);
  if (next === undefined || !wasIn(next, on)) throw siteRefusal("member_absent", { field: "toMemberId" });
  if (!(await deleteDuty(tx, teamId, memberId, on))) throw siteRefusal("duty_unknown");
  const added = await insertDuties(tx, by.agencyId, { teamId, memberId: toMemberId, days: [on] });
  if (added === 0) throw siteRefusal("duty_none", { field: "toMemberId" });
  unit.subject(`team:${teamId}`);
  unit.note({ from: memberId, to: toMemberId, on });
  return { memberId: toMemberId };
}

/** Ends somebody's part in a team; their duties from that day on are taken out of the rota. */
export async function leaveTeam(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, memberId, until }: { readonly teamId: number; readonly memberId: number; readonly until: string },
): Promise<{ readonly memberId: number }> {
  await openTeam(tx, by, teamId);
  const member = await openMember(tx, teamId, memberId);
  if (member.until !== null) throw siteRefusal("member_unknown", { field: "memberId" });
  if (until <= member.from) throw siteRefusal("release_short", { field: "until" });
  await endMember(tx, memberId, until);
  unit.subject(`team:${teamId}`);
  unit.note({ member: memberId, until });
  return { memberId };
}

/** Puts a member on duty on every day of a stretch ahead on which they are in the team. */
export async function planDuty(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, memberId, from, until }: DutyInput & { readonly teamId: number },
  now: Date,
): Promise<{ readonly days: number }> {
  await openTeam(tx, by, teamId);
  assertAhead(from, "from", now);
  const member = await openMember(tx, teamId, memberId);
  if (until < from) throw siteRefusal("release_short", { field: "until" });
  const days: string[] = [];
  for (let day = from as PlainDate; day <= until; day = addDays(day, 1)) {
    if (days.length === MOST_DAYS) throw siteRefusal("duty_long", { field: "until", values: { most: MOST_DAYS } });
    days.push(day);
  }
  const fitting = days.filter((day) => wasIn(member, day));
  const added = fitting.length === 0 ? 0 : await insertDuties(tx, by.agencyId, { teamId, memberId, days: fitting });
  if (added === 0) throw siteRefusal("duty_none", { field: "from" });
  unit.subject(`team:${teamId}`);
  unit.note({ member: memberId, days: added });
  return { days: added };
}

/** Takes a member off duty on a day that is not over. */
export async function dropDuty(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, memberId, on }: { readonly teamId: number; readonly memberId: number; readonly on: string },
  now: Date,
): Promise<{ readonly memberId: number }> {
  await openTeam(tx, by, teamId);
  assertAhead(on, "on", now);
  if (!(await deleteDuty(tx, teamId, memberId, on))) throw siteRefusal("duty_unknown");
  unit.subject(`team:${teamId}`);
  unit.note({ member: memberId, on });
  return { memberId };
}

/** Records where a team went on a day that has come, who of it, and how often somebody was helped. */
export async function recordVisit(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, ...input }: VisitInput & { readonly teamId: number },
  now: Date,
): Promise<{ readonly visitId: number }> {
  const team = await findTeam(tx, by.agencyId, teamId);
  if (team === undefined) throw siteRefusal("team_unknown");
  if (input.on > localDay(now)) throw siteRefusal("visit_ahead", { field: "on" });
  const member = await openMember(tx, teamId, input.memberId);
  if (!wasIn(member, input.on)) throw siteRefusal("member_absent", { field: "memberId" });
  const visitId = await insertVisit(tx, by.agencyId, { ...input, teamId, accountId: by.accountId }, now);
  unit.subject(`visit:${visitId}`);
  unit.note({ helped: input.helped });
  return { visitId };
}

/** Withdraws a visit that was recorded by mistake; it stays to be read, and counts no more. */
export async function takeBackVisit(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { teamId, id, why }: { readonly teamId: number; readonly id: number; readonly why: string },
): Promise<{ readonly id: number }> {
  if ((await findTeam(tx, by.agencyId, teamId)) === undefined) throw siteRefusal("team_unknown");
  if (!(await withdrawVisit(tx, teamId, id, why))) throw siteRefusal("visit_unknown");
  unit.subject(`visit:${id}`);
  return { id };
}
