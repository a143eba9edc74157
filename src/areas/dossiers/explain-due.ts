import { computeDeadline } from "#core/deadline/deadline.ts";
import { type Desk, findDesk } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { DerivationProps } from "./derivation.tsx";
import type { Dossier, DossierEventRow } from "./dossier.ts";
import { clockTerm, deadlineInput } from "./dossier.clock.ts";
import { findDossier, listEvents } from "./dossier.store.ts";

export type CountedDue = Pick<DerivationProps, "input" | "deadline">;

/** How the due date was counted, from the same events as the date itself; a date that a source gave was not counted. */
export function derivationOf(
  dossier: Dossier,
  events: readonly DossierEventRow[],
  desk: Desk | undefined,
  now: Date,
): CountedDue | undefined {
  if (desk === undefined || dossier.dueAt === null) return undefined;
  const facts = events.map((row) => ({ type: row.type, at: row.occurredAt.getTime(), payload: row.payload }));
  const asOf = Math.max(now.getTime(), dossier.lastEventAt.getTime());
  const input = deadlineInput(clockTerm(dossier.termValue, dossier.termUnit), desk, facts, asOf);
  const deadline = computeDeadline(input);
  return deadline.ok ? { input, deadline: deadline.value } : undefined;
}

/** How the due date of a dossier came about; undefined where it has none, or a source gave it. */
export async function explainDue(tx: Tx, dossierId: number, now: Date): Promise<CountedDue | undefined> {
  const [dossier, events] = await Promise.all([findDossier(tx, dossierId), listEvents(tx, dossierId)]);
  if (dossier === undefined) return undefined;
  return derivationOf(dossier, events, await findDesk(tx, dossier.unitId, localDay(now)), now);
}
