import type { FactEvent } from "#core/workflow/dossier-facts.ts";
import type { Dossier, Happened, PanelView, Remaining } from "#dossiers";
import { findDesk } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { endOriginal, listOriginals, type Who } from "./original.store.ts";
import { text } from "./texts.ts";

/** Whether the paper dossier lies where it was received: only then can it be given back over the counter. */
const isAtCounter = ({ facts: { custody }, unitId }: Pick<Dossier, "facts" | "unitId">): boolean =>
  custody.place === "none" || custody.place === "person" || (custody.place === "unit" && custody.unitId === unitId);

/** Settles every original that is held as given to a named person. */
export async function giveHeld(tx: Tx, dossierId: number, givenTo: string, who: Who): Promise<void> {
  const held = (await listOriginals(tx, dossierId)).filter(({ endedAt }) => endedAt === null);
  for (const { id } of held) await endOriginal(tx, id, { givenTo, keptReason: null }, who);
}

/**
 * A dossier that ended early goes back in the same act where the officer says so: every original that is held is given to
 * the named person, and the paper dossier with it where it lies at the counter.
 */
export async function giveBack(tx: Tx, { attempt, dossierId }: Happened): Promise<readonly FactEvent[]> {
  const { dossier, by, at, input } = attempt;
  if (input["giveOriginals"] !== "yes" || dossier === undefined || by.accountId === null) return [];
  const givenTo = typeof input["givenTo"] === "string" ? input["givenTo"] : dossier.parties.owner.name;
  await giveHeld(tx, dossierId, givenTo, { accountId: by.accountId, name: by.name, at: new Date(at) });
  const { custody } = dossier.facts;
  const moved = isAtCounter(dossier) ? ({ place: "returned", unitId: null, personId: null } as const) : {};
  return [{ type: "custody_changed", at, custody: { ...custody, ...moved, originalsHeld: 0 } }];
}

/** What is still to be done with the papers of a dossier that ended early. */
export async function remainingPapers(tx: Tx, { dossier, locale, now }: PanelView): Promise<readonly Remaining[]> {
  const { custody } = dossier.facts;
  const remaining: Remaining[] = [];
  if (custody.originalsHeld > 0) {
    remaining.push({ text: text(locale, "remaining.originals", { count: custody.originalsHeld }), href: "#ban-chinh" });
  }
  if (custody.place === "in_transit" || (custody.place === "unit" && custody.unitId !== dossier.unitId)) {
    const desk = custody.unitId === null ? undefined : await findDesk(tx, custody.unitId, localDay(now));
    // What is with another agency, or on the way there, is a leg of the reception: it says so itself.
    if (desk !== undefined && desk.agencyId !== dossier.agencyId) return remaining;
    const place = desk?.unitName ?? text(locale, "custody.in_transit");
    remaining.push({ text: text(locale, "remaining.paper_elsewhere", { place }), href: "#noi-giu" });
  }
  return remaining;
}
