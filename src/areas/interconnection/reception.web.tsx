import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { actingFor, dossierPath, Parties, ReceiveInput, showDossierPage, soonFrom } from "#dossiers";
import { listNamesOn } from "#organisation";
import { type Actor, findPost, hasRole } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, many, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { getOpenProcedure, searchProcedures } from "#procedures";
import { COUNTER, oneStopOptions, READERS } from "./bundle.web.tsx";
import type { Typed } from "./file-bundle.page.tsx";
import { agenciesOf } from "./file-bundle.ts";
import { handBackPages } from "./hand-back.web.tsx";
import { linkRefusal } from "./interconnection.errors.ts";
import { type MoveInput, movePapers } from "./move-papers.ts";
import { receiveForAnother } from "./receive-elsewhere.ts";
import { MATRIX, MatrixPage } from "./matrix.page.tsx";
import { ChooseElsewherePage, ReceiveElsewherePage, RECEPTIONS, ReceptionListPage } from "./reception.page.tsx";
import { CONFIRMED_LEGS, legForm } from "./reception.ts";
import { countReceptions, findReception, listReceptions } from "./reception.store.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const PAGE = 50;
const FOUND = 30;
const VersionParams = z.object({ versionId: integer(1, 2_147_483_647) });

const list = route({
  method: "GET",
  path: RECEPTIONS,
  roles: READERS,
  scope: "agency-rows",
  auditName: "interconnection.receptions",
  rate: "page",
  recordsReads: true,
  schema: {
    params: nothing,
    query: z.object({ huong: choice(["in", "out"]).default("out"), page: integer(1, 10_000).default(1) }),
    body: nothing,
  },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const { huong, page: at } = c.query;
    const { rows, names } = await c.read(async (tx) => {
      const found = await listReceptions(tx, actor.agencies, huong, { limit: PAGE + 1, offset: (at - 1) * PAGE });
      const ids = found.flatMap(({ receivingAgencyId, decidingAgencyId }) => [receivingAgencyId, decidingAgencyId]);
      return { rows: found, names: await listNamesOn(tx, [...new Set(ids)], localDay(c.now)) };
    });
    const href = (to: number): string => `${RECEPTIONS}?huong=${huong}&page=${to}`;
    return page(
      c.shell(
        { title: text(c.locale, "elsewhere.title"), wide: true },
        <ReceptionListPage
          locale={c.locale}
          rows={rows.slice(0, PAGE)}
          names={names}
          direction={huong}
          mayReceive={hasRole(actor, ...COUNTER)}
          now={c.now}
          soon={soonFrom(c.now)}
          previousHref={at > 1 ? href(at - 1) : undefined}
          nextHref={rows.length > PAGE ? href(at + 1) : undefined}
        />,
      ),
    );
  },
});

const crumbs = (c: Context) => [{ label: text(c.locale, "elsewhere.title"), href: RECEPTIONS }];

const choose = route({
  method: "GET",
  path: `${RECEPTIONS}/moi`,
  roles: COUNTER,
  scope: "reference",
  auditName: "interconnection.choose_elsewhere",
  rate: "page",
  schema: { params: nothing, query: z.object({ q: z.string().max(200).default("") }), body: nothing },
  handler: async (c) => {
    const found = await c.read((tx) => searchProcedures(tx, { q: c.query.q, limit: FOUND }, localDay(c.now)));
    return page(
      c.shell(
        { title: text(c.locale, "elsewhere.new"), breadcrumbs: crumbs(c) },
        <ChooseElsewherePage locale={c.locale} q={c.query.q} found={found} />,
      ),
    );
  },
});

async function form(c: Context, versionId: number, typed: Typed, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const actor = c.actor as Actor;
  const [procedure, desks] = await Promise.all([
    c.read((tx) => getOpenProcedure(tx, versionId, localDay(c.now))),
    oneStopOptions(c, actor.provinceId),
  ]);
  const given = typed["caseCode"];
  const caseCode = (Array.isArray(given) ? given[0] : given) ?? procedure.definition.cases[0]?.code ?? "default";
  return page(
    c.shell(
      { title: procedure.name, errors, breadcrumbs: [...crumbs(c), { label: procedure.name }] },
      <ReceiveElsewherePage
        locale={c.locale}
        procedure={procedure}
        caseCode={caseCode}
        desks={desks.filter(({ agencyId }) => agencyId !== actor.agencyId)}
        typed={typed}
        csrf={c.csrfToken}
      />,
    ),
  );
}

const showForm = route({
  method: "GET",
  path: `${RECEPTIONS}/moi/:versionId(^\\d+$)`,
  roles: COUNTER,
  scope: "reference",
  auditName: "interconnection.elsewhere_form",
  rate: "page",
  schema: { params: VersionParams, query: nothing, body: nothing },
  handler: (c) => form(c, c.params.versionId, {}),
});

export const ElsewhereBody = z.object({
  unitId: integer(1, 2_147_483_647),
  caseCode: z.string().max(80).default("default"),
  parties: Parties,
  subject: optional(requiredText(500)),
  papers: many(requiredText(80), 100),
  identityResult: choice(["matched", "mismatched", "not_checked"]).default("matched"),
  form: choice(["electronic", "paper"]),
});

/** Receives for another agency, for a page or the API, in a transaction that is open for that agency too. */
export async function runElsewhere(c: Context, versionId: number, body: z.output<typeof ElsewhereBody>) {
  const actor = c.actor as Actor;
  const post = findPost(actor, COUNTER);
  if (post === undefined) throw linkRefusal("not_the_receiving_agency");
  const by = { ...actingFor(actor, "receive", post.agencyId), unitId: post.unitId };
  const input = validate(ReceiveInput, {
    unitId: body.unitId,
    procedureVersionId: versionId,
    caseCode: body.caseCode,
    parties: body.parties,
    subject: body.subject,
    components: body.papers.map((code) => ({ code, original: 1, certified: 0, photo: 0 })),
    identityCheck: { method: "cccd_card", result: body.identityResult },
  });
  const others = await c.read((tx) => agenciesOf(tx, [body.unitId], localDay(c.now)));
  const scope = { accountId: actor.accountId, agencies: [...new Set([...actor.agencies, ...others])] };
  const how = { electronic: body.form === "electronic" };
  return c.execute(
    "interconnection.receive_elsewhere",
    JSON.parse(JSON.stringify({ ...body, versionId })),
    (tx, unit) => receiveForAnother(tx, unit, by, input, how, c.now),
    { scope },
  );
}

const receive = route({
  method: "POST",
  path: `${RECEPTIONS}/moi/:versionId(^\\d+$)`,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.receive_elsewhere",
  rate: "write",
  schema: { params: VersionParams, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const { id, code } = await runElsewhere(c, c.params.versionId, validate(ElsewhereBody, nestFields(c.body)));
    return redirect(`/ho-so/${id}`, text(c.locale, "elsewhere.done", { code }));
  },
  onRefusal: (c, refusal, errors, typed) =>
    form(c, c.params.versionId, typed, errors.length > 0 ? errors : [{ field: "unitId", message: refusal.text(c.locale) }]),
});

const LEG_PATHS = CONFIRMED_LEGS.map((leg) => leg.replaceAll("_", "-")) as unknown as readonly [string, ...string[]];
const LegParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER), leg: choice(LEG_PATHS) });

const legOf = (path: string) => path.replaceAll("-", "_") as MoveInput["leg"];
export const LegBody = z.object({ note: optional(requiredText(500)), givenTo: optional(requiredText(200)) });

/** Takes a leg in a transaction that is open for the deciding agency too: where its dossier's papers are is its own record. */
export async function runLeg(c: Context, input: MoveInput): Promise<{ code: string }> {
  const actor = c.actor as Actor;
  const reception = await c.read((tx) => findReception(tx, input.dossierId));
  if (reception === undefined) throw linkRefusal("reception_not_found");
  const scope = { accountId: actor.accountId, agencies: [...new Set([...actor.agencies, reception.decidingAgencyId])] };
  return c.execute("interconnection.move_papers", { ...input }, (tx, unit) => movePapers(tx, unit, actor, input, c.now), {
    scope,
  });
}

const move = route({
  method: "POST",
  path: `${RECEPTIONS}/:id(^\\d+$)/:leg`,
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.move_papers",
  rate: "write",
  schema: { params: LegParams, query: nothing, body: LegBody },
  handler: async (c) => {
    const leg = legOf(c.params.leg);
    const { code } = await runLeg(c, { dossierId: c.params.id, leg, ...c.body });
    const done = text(c.locale, "leg.done", { leg: text(c.locale, `leg.${leg}`), code });
    return redirect(dossierPath(c.params.id, "interconnection"), done);
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    const shown = errors.length > 0 ? errors : [{ field: refusal.field ?? "note", message: refusal.text(c.locale) }];
    return showDossierPage(c, c.params.id, {
      panel: "interconnection",
      action: legForm(legOf(c.params.leg)),
      typed,
      errors: shown,
    });
  },
});

const matrix = route({
  method: "GET",
  path: MATRIX,
  roles: ["leader", "one_stop_head", "division_head", "home_affairs_officer", "inspector"],
  scope: "agency-rows",
  auditName: "interconnection.matrix",
  rate: "page",
  schema: { params: nothing, query: z.object({ from: optional(plainDay()), to: optional(plainDay()) }), body: nothing },
  handler: async (c) => {
    const to = c.query.to ?? localDateOf(c.now.getTime());
    const from = c.query.from ?? `${to.slice(0, 4)}-01-01`;
    const { cells, names } = await c.read(async (tx) => {
      const found = await countReceptions(tx, from, to);
      const ids = found.flatMap(({ receivingAgencyId, decidingAgencyId }) => [receivingAgencyId, decidingAgencyId]);
      return { cells: found, names: await listNamesOn(tx, [...new Set(ids)], to) };
    });
    return page(
      c.shell(
        { title: text(c.locale, "matrix.title"), wide: true },
        <MatrixPage locale={c.locale} cells={cells} names={names} from={from} to={to} />,
      ),
    );
  },
});

export const receptionPages = [list, choose, showForm, receive, move, matrix, ...handBackPages];
