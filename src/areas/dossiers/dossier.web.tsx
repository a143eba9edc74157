import { z } from "zod";
import type { Role } from "#core/roles.ts";
import { ACTION_NAMES, type ActionName } from "#core/workflow/dossier-action.ts";
import { findDesk, findPersonNames, findUnitNames, listPostHolders, withDelegates } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { type Actor, findPost, hasRole } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import { ActionInput } from "./action-input.ts";
import { actOnDossier } from "./act-on-dossier.ts";
import { actingOn } from "./acting.ts";
import { DossierDetailPage } from "./dossier-detail.page.tsx";
import { stateOf } from "./dossier-case.ts";
import { dossierRefusal, refusalOfTransition } from "./dossier.errors.ts";
import { type Offer, offeredActions } from "./dossier.policy.ts";
import { findDossier, listEvents, listCorrecting } from "./dossier.store.ts";
import { derivationOf } from "./explain-due.ts";
import { soonFrom } from "./due-soon.ts";
import { loadPanels, loadRemaining, type RefusedForm } from "./extension.ts";
import { slipsOf } from "./slips.ts";
import { DESK } from "./inquiry.ts";
import { listInquiries } from "./inquiry.store.ts";
import { text } from "./texts.ts";
import { listVersions } from "./version.store.ts";

type Context = RequestContext<unknown, unknown, unknown>;

/** Those who see dossiers of their agency, or of the agencies that they oversee. An administrator is not among them. */
export const READERS: readonly [Role, ...Role[]] = [
  "receiving_officer",
  "specialist",
  "division_head",
  "leader",
  "one_stop_head",
  "home_affairs_officer",
  "inspector",
];

/** What lives in another system is handled there. */
const NOTHING_OFFERED: Offer = { actions: [], heldBack: [] };

const IdParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });

interface Shown {
  readonly refused?: RefusedForm | undefined;
  /** The section that stands open because something was just done in it. */
  readonly opened?: string | undefined;
}

/** Everything that the page of a dossier shows, in two round trips. */
async function loadPage(tx: Tx, c: Context, actor: Actor, id: number, { refused, opened }: Shown) {
  const { locale, now } = c;
  const [dossier, events] = await Promise.all([findDossier(tx, id), listEvents(tx, id)]);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  const unitIds = [
    ...new Set(
      events.flatMap((event) => (event.actorUnitId === null ? [] : [event.actorUnitId])).concat(dossier.holderUnitId ?? []),
    ),
  ];
  const today = localDay(c.now);
  const view = { locale, dossier, events, actor, now, csrf: c.csrfToken, newKey: newFormKey, refused };
  const [desk, holders, unitNames, persons, panels, versions, inquiries, correctedBy, remaining] = await Promise.all([
    findDesk(tx, dossier.unitId, today),
    listPostHolders(tx, dossier.agencyId, today),
    findUnitNames(tx, unitIds, today),
    findPersonNames(tx, dossier.holderPersonId === null ? [] : [dossier.holderPersonId]),
    loadPanels(tx, view, opened),
    listVersions(tx, id),
    listInquiries(tx, id),
    dossier.state === "RETURNED" ? listCorrecting(tx, dossier) : [],
    loadRemaining(tx, view),
  ]);
  return { dossier, events, desk, holders, unitNames, persons, panels, versions, inquiries, correctedBy, remaining };
}

/** The page of a dossier; `refused` shows one of its forms again, an action's by its name or a panel's by the panel's own. */
export const showDossierPage = (c: Context, id: number, refused?: RefusedForm): Promise<Reply> => show(c, id, { refused });

async function show(c: Context, id: number, shown: Shown): Promise<Reply> {
  const { refused, opened } = shown;
  const { actor, locale, now } = c;
  if (actor === undefined) throw dossierRefusal("dossier_not_found");
  const it = await c.read((tx) => loadPage(tx, c, actor, id, shown));
  const { dossier } = it;
  const history = { ...dossier, events: it.events };
  const here = dossier.origin !== "external";
  const offer = here ? offeredActions(actor, dossier, stateOf(dossier), history, now.getTime()) : NOTHING_OFFERED;
  const holder = [it.persons.get(dossier.holderPersonId ?? -1), it.unitNames.get(dossier.holderUnitId ?? -1)]
    .filter((part) => part !== undefined)
    .join(", ");
  return page(
    c.shell(
      {
        title: `${text(c.locale, "dossier")} ${dossier.code}`,
        errors: refused?.errors ?? [],
        breadcrumbs: [{ label: text(c.locale, "list.title"), href: "/ho-so" }, { label: dossier.code }],
      },
      <DossierDetailPage
        locale={c.locale}
        dossier={dossier}
        events={it.events}
        holders={withDelegates(it.holders)}
        unitNames={it.unitNames}
        holderName={holder === "" ? undefined : holder}
        actions={offer.actions}
        heldBack={offer.heldBack.map(({ action, objection }) => ({ action, why: refusalOfTransition(objection).text(locale) }))}
        csrf={c.csrfToken}
        newKey={newFormKey}
        refused={refused}
        now={c.now}
        soon={soonFrom(c.now)}
        slips={here ? slipsOf(c.locale, dossier, it.events) : []}
        panels={here ? it.panels : []}
        versions={it.versions}
        remaining={it.remaining}
        inquiries={it.inquiries}
        correctedBy={it.correctedBy}
        mayAsk={here && findPost(actor, DESK, dossier.agencyId) !== undefined}
        mayCopy={here && hasRole(actor, "receiving_officer", "one_stop_head")}
        derivation={derivationOf(dossier, it.events, it.desk, c.now)}
        fresh={c.flash !== undefined && it.events.length === 1}
        opened={opened}
      />,
    ),
  );
}

const showDossier = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.show",
  rate: "page",
  recordsReads: true,
  schema: { params: IdParams, query: z.object({ mo: z.string().max(40).optional() }), body: z.object({}) },
  handler: (c) => show(c, c.params.id, { opened: c.query.mo }),
});

const ActionParams = IdParams.extend({ action: choice(ACTION_NAMES) });

/** Runs one action for a page or the API: the same command behind both doors. */
export function runAction(c: Context, id: number, action: ActionName, seq: number, raw: Readonly<Record<string, unknown>>) {
  const { actor } = c;
  if (actor === undefined) throw dossierRefusal("dossier_not_found");
  const input = validate(ActionInput, { ...raw, action });
  return c.execute(`dossiers.${action}`, { id, seq, ...JSON.parse(JSON.stringify(input)) }, async (tx, unit) => {
    const by = await actingOn(tx, actor, action, id);
    return actOnDossier(tx, unit, actor, by, { dossierId: id, expectedSeq: seq }, input, c.now);
  });
}

const act = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/:action",
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.act",
  rate: "write",
  schema: { params: ActionParams, query: z.object({}), body: z.looseObject({ seq: integer(1, 100_000) }) },
  handler: async (c) => {
    const { seq, ...fields } = c.body;
    const { id, action } = c.params;
    await runAction(c, id, action, seq, nestFields(fields));
    return redirect(`/ho-so/${id}`, text(c.locale, "action.done", { action: text(c.locale, `action.${action}`) }));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { action: c.params.action, typed, errors });
  },
});

export const dossierPages = [showDossier, act];

export const navigation: readonly NavEntry[] = [
  {
    href: "/viec-cua-toi",
    label: (l) => text(l, "work.title"),
    group: (l) => text(l, "work.group"),
    roles: READERS,
    key: "g v",
    order: 10,
  },
  {
    href: "/ho-so/tiep-nhan",
    label: (l) => text(l, "receive.title"),
    group: (l) => text(l, "work.group"),
    roles: ["receiving_officer", "one_stop_head"],
    key: "g t",
    order: 11,
  },
  {
    href: "/ho-so",
    label: (l) => text(l, "list.nav"),
    group: (l) => text(l, "work.group"),
    roles: READERS,
    key: "g h",
    order: 12,
  },
  {
    href: "/ho-so/vuong-mac",
    label: (l) => text(l, "breach.title"),
    group: (l) => text(l, "work.group"),
    roles: ["one_stop_head", "leader", "division_head", "home_affairs_officer"],
    order: 13,
  },
];
