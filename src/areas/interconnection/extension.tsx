import type { Attempt, DossierExtension } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { findObstacle } from "./bundle.rules.ts";
import { findByDossier, followStatements } from "./bundle.store.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { loadLinkPanel, remainingLegs } from "./link-panel.tsx";
import { endEarly, findStalledPapers } from "./papers-back.ts";
import { closeReception } from "./reception.store.ts";
import { text } from "./texts.ts";

/** What ends a dossier with a result; what ends at once ends in favour. */
const DECIDING: ReadonlySet<Attempt["action"]> = new Set(["sign", "complete_at_once"]);

/** A member is not decided in favour before what it depends on is (Decree 61/2018 article 19.6). */
async function guardDecision(tx: Tx, { action, dossier }: Attempt): Promise<void> {
  if (dossier === undefined || !DECIDING.has(action) || dossier.proposal === "refuse") return;
  const found = await findByDossier(tx, dossier.id);
  const mine = found?.members.find(({ dossierId }) => dossierId === dossier.id);
  if (found === undefined || mine === undefined) return;
  const obstacle = findObstacle(mine, found.members);
  if (obstacle === undefined) return;
  const other = found.members.find(({ position }) => position === obstacle.position);
  throw linkRefusal(obstacle.code, { values: { name: other?.procedureName ?? "" } });
}

export const dossierExtension: DossierExtension = {
  name: "interconnection",
  guard: guardDecision,
  follow: async (tx, unit, { dossierId, attempt, type }) => {
    // Whichever of the two sides hands the result over, the other has nothing left to do with it.
    if (type === "returned" || type === "completed_at_once")
      await closeReception(tx, dossierId, new Date(attempt.at), attempt.by.name);
    if (type === "withdrawn" || type === "stopped") await endEarly(tx, dossierId, attempt);
    // A dossier that is only now received becomes a member afterwards.
    if (attempt.dossier !== undefined) for (const statement of followStatements(tx, dossierId)) unit.write(statement);
    return [];
  },
  remaining: remainingLegs,
  watch: findStalledPapers,
  panel: { order: 15, title: (locale) => text(locale, "panel.title"), load: loadLinkPanel },
};
