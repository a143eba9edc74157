import { z } from "zod";
import { ACTIONS, type ActionName } from "#core/workflow/dossier-action.ts";
import { LEGAL_STATES, type LegalState } from "#core/workflow/dossier-state.ts";
import { addDays } from "#core/plain-date.ts";
import { findPersonNames, listLeaves, listPostHolders, withDelegates } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { formatDay, localDay } from "#platform/i18n/dates.ts";
import { integer, many, requiredText } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { actOnEach, MOST_PICKED, Pick } from "./act-on-each.ts";
import { BulkReport } from "./bulk.page.tsx";
import { dossierRefusal } from "./dossier.errors.ts";
import type { DossierSummary } from "./dossier-list.ts";
import { listDossiers } from "./dossier-list.store.ts";
import { soonFrom } from "./due-soon.ts";
import { PASS_ON, PassOnPage, type PassOnPageProps } from "./pass-on.page.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});
/** Those to whom "reassign" is given. */
const roles = ["division_head", "leader", "one_stop_head"] as const;
const person = () => integer(1, Number.MAX_SAFE_INTEGER);
const Whose = z.looseObject({ holder: person() });

/** What is nobody's to pass on any more, such as a result that was returned, is not in the list. */
const PASSED_ON: readonly LegalState[] = LEGAL_STATES.filter((state) =>
  (ACTIONS[state] as readonly ActionName[]).includes("reassign"),
);

/** What is due first comes first; what has no due date is somebody's work all the same, and comes last. */
const byDue = (a: DossierSummary, b: DossierSummary): number =>
  (a.dueAt?.getTime() ?? Number.POSITIVE_INFINITY) - (b.dueAt?.getTime() ?? Number.POSITIVE_INFINITY) || a.id - b.id;

async function show(
  c: RequestContext<unknown, unknown, unknown>,
  personId: number,
  errors: readonly FieldRefusal[] = [],
  typed: PassOnPageProps["typed"] = {},
): Promise<Reply> {
  const { agencies, agencyId } = c.actor as Actor;
  const today = localDay(c.now);
  const soon = soonFrom(c.now);
  const found = await c.read(async (tx) => {
    const filter = { agencies, holderPersonId: personId, states: PASSED_ON, sort: "received", limit: MOST_PICKED + 1 } as const;
    const [rows, names, holders, leaves] = await Promise.all([
      listDossiers(tx, filter),
      findPersonNames(tx, [personId]),
      agencyId === null ? [] : listPostHolders(tx, agencyId, today),
      listLeaves(tx, [personId], today),
    ]);
    const standIn = holders.find((holder) => holder.personId === personId && holder.standIn !== null)?.standIn;
    return {
      rows,
      name: names.get(personId),
      holders,
      standIn,
      leave: leaves.find((one) => one.revokedAt === null && one.until > today),
    };
  });
  const { leave, name } = found;
  // Who neither works here nor holds a dossier of this agency is nobody whose name is told.
  const isKnown = found.rows.length > 0 || found.holders.some((holder) => holder.personId === personId);
  if (name === undefined || !isKnown) throw platformRefusal("not_found");
  const title = text(c.locale, "pass_on.title", { name });
  return page(
    c.shell(
      { title, errors, wide: true, breadcrumbs: [{ label: text(c.locale, "list.title"), href: "/ho-so" }, { label: title }] },
      <PassOnPage
        locale={c.locale}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        now={c.now}
        soon={soon}
        from={{ personId, name }}
        rows={found.rows.slice(0, MOST_PICKED).toSorted(byDue)}
        more={found.rows.length > MOST_PICKED}
        receivers={withDelegates(found.holders).filter((holder) => holder.personId !== personId)}
        substituteId={leave?.substituteId ?? found.standIn?.personId ?? undefined}
        reason={
          leave === undefined
            ? ""
            : text(c.locale, "pass_on.leave", { name, from: formatDay(leave.from), until: formatDay(addDays(leave.until, -1)) })
        }
        typed={typed}
      />,
    ),
  );
}

const preview = route({
  method: "GET",
  path: PASS_ON,
  roles,
  scope: "agency-rows",
  auditName: "dossiers.pass_on.preview",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: Whose, body: nothing },
  handler: (c) => show(c, c.query.holder),
});

/** Each dossier by its own command, as one of them alone: what one refuses stops no other, and the report says why. */
const passOn = route({
  method: "POST",
  path: PASS_ON,
  roles,
  scope: "agency-rows",
  auditName: "dossiers.pass_on",
  rate: "write",
  schema: {
    params: nothing,
    query: nothing,
    body: z.object({ holder: person(), toPersonId: person(), reason: requiredText(2000), pick: many(Pick, MOST_PICKED) }),
  },
  onRefusal: (c, refusal, errors, typed) => {
    const whose = Whose.safeParse(typed);
    if (!whose.success) throw refusal;
    return show(c, whose.data.holder, errors, typed);
  },
  handler: async (c) => {
    const { toPersonId, reason, pick } = c.body;
    if (pick.length === 0) throw dossierRefusal("nothing_selected");
    const results = await actOnEach(c, c.actor as Actor, pick, { action: "reassign", toPersonId, reason });
    return page(
      c.shell(
        {
          title: text(c.locale, "bulk.title"),
          breadcrumbs: [{ label: text(c.locale, "list.title"), href: "/ho-so" }, { label: text(c.locale, "pass_on.report") }],
        },
        <BulkReport locale={c.locale} action="reassign" results={results} />,
      ),
    );
  },
});

export const passOnPages = [preview, passOn];
