import type { Attempt, DossierExtension, DossierPanel } from "#dossiers";
import { findUnitNames } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { findPost } from "#platform/http/actor.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { PAPER_ROLES } from "./acting-in.ts";
import { findEntry } from "./archive.store.ts";
import { findScanningRule, listCopies } from "./digital-copy.store.ts";
import { componentFacts } from "./digitisation.ts";
import { lackingComponents } from "./digitisation.rules.ts";
import { listSheetsOf } from "./hand-over.store.ts";
import { listOriginals } from "./original.store.ts";
import { papersRefusal } from "./papers.errors.ts";
import { PapersPanel } from "./papers-panel.page.tsx";
import { proposedClass, retention } from "./retention.ts";
import { listShipments } from "./shipment.store.ts";
import { giveBack, remainingPapers } from "./give-back.ts";
import { assertScanned } from "./hand-out-result.ts";
import { listHandings } from "./handing.store.ts";
import { isStored, listStored } from "./storage.store.ts";
import { mayBeStored } from "./store-result.ts";
import { listLosses } from "./receipt-loss.store.ts";
import { text } from "./texts.ts";

const panel: DossierPanel = {
  order: 30,
  title: (locale) => text(locale, "panel.title"),
  brief: ({ locale, dossier }) => text(locale, `custody.${dossier.facts.custody.place}`),
  load: async (tx, view) => {
    const { dossier } = view;
    const { unitId, place } = dossier.facts.custody;
    const at = place === "none" ? dossier.unitId : unitId;
    const [components, copies, originals, sheets, entry, losses, shipments, stored, handings, storable, names] =
      await Promise.all([
        componentFacts(tx, dossier),
        listCopies(tx, dossier.id),
        listOriginals(tx, dossier.id),
        listSheetsOf(tx, dossier.id),
        findEntry(tx, dossier.id),
        listLosses(tx, dossier.id),
        listShipments(tx, dossier.id),
        listStored(tx, dossier.id),
        listHandings(tx, dossier.id),
        mayBeStored(tx, dossier, view.now),
        findUnitNames(tx, at === null ? [] : [at], localDay(view.now)),
      ]);
    const writes = dossier.origin !== "imported" && findPost(view.actor, PAPER_ROLES, dossier.agencyId) !== undefined;
    const custodyUnit = at === null ? undefined : names.get(at);
    return (
      <PapersPanel
        facts={{
          view,
          components,
          copies,
          originals,
          sheets,
          custodyUnit,
          writes,
          losses,
          shipments,
          stored,
          handings,
          storable,
          entry,
          proposed: proposedClass(retention(), dossier.field)?.code,
        }}
      />
    );
  },
};

/** What was put away is taken out before it is handed over, so that nobody looks for it at the counter. */
async function guardStored(tx: Tx, { action, dossier }: Attempt): Promise<void> {
  if (action !== "return" || dossier === undefined) return;
  if (await isStored(tx, dossier.id)) throw papersRefusal("result_in_storage");
}

/** where the agency scans at receipt, nothing leaves the counter before what must be digital is so, or is excused. */
async function guardScans(tx: Tx, { action, dossier }: Attempt): Promise<void> {
  if (action !== "hand_over" || dossier === undefined) return;
  const rule = await findScanningRule(tx, dossier.agencyId);
  if (rule?.required !== true) return;
  const [components, copies] = await Promise.all([componentFacts(tx, dossier), listCopies(tx, dossier.id)]);
  const lacking = lackingComponents(components, copies);
  if (lacking.length > 0) {
    throw papersRefusal("components_not_digitised", { values: { names: lacking.map(({ name }) => name).join("; ") } });
  }
}

export const dossierExtension: DossierExtension = {
  name: "papers",
  guard: async (tx, attempt) => {
    assertScanned(attempt);
    await guardScans(tx, attempt);
    await guardStored(tx, attempt);
  },
  follow: async (tx, _unit, happened) =>
    happened.type === "withdrawn" || happened.type === "stopped" ? giveBack(tx, happened) : [],
  remaining: remainingPapers,
  panel,
};
