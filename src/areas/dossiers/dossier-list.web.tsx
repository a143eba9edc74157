import { csvFile } from "#platform/files/csv.ts";
import { assertWhole } from "#platform/files/whole-list.ts";
import { z } from "zod";
import { findPersonNames, listPostHolders, withDelegates } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { listFields } from "#procedures";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { formatInstant, localDay, OFFICE_TIME_ZONE } from "#platform/i18n/dates.ts";
import { integer, requiredText } from "#platform/input/fields.ts";
import { bulkActionsOf } from "./bulk.web.tsx";
import { DossierListPage } from "./dossier-list.page.tsx";
import {
  countDossiers,
  listDossierFields,
  listDossiers,
  planForValues,
  resolveSearch,
  workFigures,
} from "./dossier-list.store.ts";
import { filterOf, ListQuery } from "./dossier-list.ts";
import { READERS } from "./dossier.web.tsx";
import { dossierRefusal } from "./dossier.errors.ts";
import { soonFrom } from "./due-soon.ts";
import { listOverdueInquiries } from "./inquiry.store.ts";
import { MyWorkPage } from "./my-work.page.tsx";
import { deleteSavedFilter, insertSavedFilter, listSavedFilters } from "./saved-filter.store.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const MOST_EXPORTED = 10_000;
const FEW_AGENCIES = 20;

export const canReceive = (actor: Actor): boolean => hasRole(actor, "receiving_officer", "one_stop_head");

const holderIds = (rows: readonly { readonly holderPersonId: number | null }[]): number[] => [
  ...new Set(rows.flatMap((row) => (row.holderPersonId === null ? [] : [row.holderPersonId]))),
];

const list = route({
  method: "GET",
  path: "/ho-so",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.list",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: ListQuery, body: nothing },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const soon = soonFrom(c.now);
    const filter = filterOf(c.query, actor, c.now, soon);
    const bulkActions = bulkActionsOf(actor);
    const found = await c.read(async (tx) => {
      const [, searched] = await Promise.all([planForValues(tx), resolveSearch(tx, filter)]);
      const [rows, count, fields, saved, people] = await Promise.all([
        listDossiers(tx, searched),
        countDossiers(tx, searched),
        fieldsFor(tx, actor.agencies, c.now),
        listSavedFilters(tx, actor.accountId),
        bulkActions.length === 0 || actor.agencyId === null ? [] : listPostHolders(tx, actor.agencyId, localDay(c.now)),
      ]);
      return { rows, count, fields, saved, people: withDelegates(people), holders: await findPersonNames(tx, holderIds(rows)) };
    });
    return page(
      c.shell(
        { title: text(c.locale, "list.title"), wide: true },
        <DossierListPage
          {...found}
          locale={c.locale}
          query={c.query}
          canReceive={canReceive(actor)}
          now={c.now}
          soon={soon}
          csrf={c.csrfToken}
          formKey={newFormKey()}
          bulkActions={bulkActions}
        />,
      ),
    );
  },
});

/** Of one office, the fields in which it has dossiers; of many, those in which there are procedures at all. */
const fieldsFor = async (tx: Tx, agencies: readonly number[], now: Date): Promise<readonly string[]> =>
  agencies.length <= FEW_AGENCIES
    ? listDossierFields(tx, agencies)
    : (await listFields(tx, localDay(now))).map(({ field }) => field);

const exportCsv = route({
  method: "GET",
  path: "/ho-so/xuat.csv",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.export",
  rate: "export",
  recordsReads: true,
  schema: { params: nothing, query: ListQuery, body: nothing },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const filter = { ...filterOf(c.query, actor, c.now, soonFrom(c.now)), after: undefined, limit: MOST_EXPORTED + 1 };
    const rows = await c.read(async (tx) => listDossiers(tx, await resolveSearch(tx, filter)));
    assertWhole(rows, MOST_EXPORTED, "from");
    const head = (["code", "owner", "procedure", "field", "received", "due", "list.state"] as const).map((key) =>
      text(c.locale, key),
    );
    const body = rows.map((row) => [
      row.code,
      row.ownerName,
      row.procedureName,
      row.field,
      formatInstant(row.receivedAt),
      row.dueAt === null ? "" : formatInstant(row.dueAt),
      text(c.locale, `state.${row.state}`),
    ]);
    return csvFile([head, ...body], `ho-so-${localDay(c.now)}.csv`);
  },
});

const saveFilter = route({
  method: "POST",
  path: "/ho-so/bo-loc",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.save_filter",
  rate: "write",
  schema: {
    params: nothing,
    query: nothing,
    body: z.object({ name: requiredText(100), query: z.string().max(2000).default("") }),
  },
  handler: async (c) => {
    const actor = c.actor as Actor;
    await c.execute("dossiers.save_filter", c.body, async (tx, unit) => {
      unit.subject(`account:${actor.accountId}`);
      const agencyId = actor.agencyId ?? actor.agencies[0];
      if (agencyId === undefined) throw dossierRefusal("unknown_unit");
      if (!(await insertSavedFilter(tx, { agencyId, accountId: actor.accountId, ...c.body })))
        throw dossierRefusal("filter_name_taken", { field: "name" });
      return null;
    });
    const address = c.body.query === "" ? "/ho-so" : `/ho-so?${new URLSearchParams(c.body.query)}`;
    return redirect(address, text(c.locale, "list.was_saved", { name: c.body.name }));
  },
});

const forgetFilter = route({
  method: "POST",
  path: "/ho-so/bo-loc/:id(^\\d+$)/xoa",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.forget_filter",
  rate: "write",
  schema: { params: z.object({ id: integer(1, 2_147_483_647) }), query: nothing, body: nothing },
  handler: async (c) => {
    const actor = c.actor as Actor;
    await c.execute("dossiers.forget_filter", { id: c.params.id }, async (tx) => {
      await deleteSavedFilter(tx, actor.accountId, c.params.id);
      return null;
    });
    return redirect("/ho-so", text(c.locale, "list.was_forgotten"));
  },
});

const LIST_ON_WORK_PAGE = 10;

const myWork = route({
  method: "GET",
  path: "/viec-cua-toi",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.my_work",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const soon = soonFrom(c.now);
    const base = { agencies: actor.agencies, states: [], limit: LIST_ON_WORK_PAGE } as const;
    const startOfToday = new Date(`${localDay(c.now, OFFICE_TIME_ZONE)}T00:00:00+07:00`);
    const work = await c.read(async (tx) => {
      const [figures, held, counter, late, overdue] = await Promise.all([
        workFigures(tx, actor.agencies, actor.personId, { now: c.now, soon, startOfToday }),
        listDossiers(tx, { ...base, holderPersonId: actor.personId, sort: "received" }),
        canReceive(actor)
          ? listDossiers(tx, {
              ...base,
              states: ["SUBMITTED", "DECIDED", "SUPPLEMENT_WAIT", "INTAKE_SUPPLEMENT"],
              sort: "received",
            })
          : [],
        listDossiers(tx, { ...base, due: { kind: "late", now: c.now }, sort: "due" }),
        hasRole(actor, "specialist", "division_head", "leader", "one_stop_head")
          ? listOverdueInquiries(tx, actor.agencies, c.now)
          : [],
      ]);
      return {
        figures,
        held,
        counter,
        late,
        overdue,
        holders: await findPersonNames(tx, holderIds([...held, ...counter, ...late])),
      };
    });
    return page(
      c.shell(
        { title: text(c.locale, "work.title"), wide: true },
        <MyWorkPage {...work} locale={c.locale} name={actor.name} canReceive={canReceive(actor)} now={c.now} soon={soon} />,
      ),
    );
  },
});

export const listPages = [myWork, list, exportCsv, saveFilter, forgetFilter];
