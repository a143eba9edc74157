import { findDossier, listEvents, type SlipKind } from "#dossiers";
import { listFeeLines } from "#fees";
import { findOffice, listNamesOn, listPostHolders } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { findVersion } from "#procedures";
import { findOwnTemplate, type OwnTemplate } from "./own-template.store.ts";
import type { SlipDataOf } from "./slip.ts";
import { getSlipEvent, slipData } from "./slip-data.ts";
import { recordPrint } from "./slip-print.store.ts";
import { getTemplate } from "./templates.ts";

export interface PrintRequest<K extends SlipKind = SlipKind> {
  readonly dossierId: number;
  readonly kind: K;
  /** The number of the event, where it is not the last of its kind. */
  readonly eventSeq?: number | undefined;
  readonly accountId: number;
  readonly publicUrl: string;
  readonly now: Date;
}

/**
 * Gathers what a slip says and records the print, so that a later one is marked. Refuses `not_found` for a dossier that
 * the actor does not see, `slip_not_applicable` and `form_not_known`; the caller draws the pages after the commit.
 */
export async function printSlip<K extends SlipKind>(tx: Tx, unit: UnitOfWork, request: PrintRequest<K>): Promise<SlipDataOf[K]> {
  const { dossierId, kind, accountId, publicUrl, now } = request;
  const [dossier, events] = await Promise.all([findDossier(tx, dossierId), listEvents(tx, dossierId)]);
  if (dossier === undefined) throw platformRefusal("not_found");
  const event = getSlipEvent(kind, events, request.eventSeq);
  const on = localDay(event.occurredAt, dossier.timeZone);
  getTemplate(kind, on);
  const unitIds = [...new Set([dossier.holderUnitId, ...events.map((it) => it.actorUnitId)].filter((id) => id !== null))];
  const [procedure, feeLines, office, unitNames, holders, holdersThen, reprintNumber] = await Promise.all([
    findVersion(tx, dossier.procedureVersionId),
    listFeeLines(tx, dossierId),
    findOffice(tx, dossier, on),
    listNamesOn(tx, unitIds, on),
    listPostHolders(tx, dossier.agencyId, localDay(now, dossier.timeZone)),
    listPostHolders(tx, dossier.agencyId, on),
    recordPrint(tx, { agencyId: dossier.agencyId, dossierId, kind, eventSeq: event.seq, accountId, at: now }),
  ]);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ slip: kind, reprint: reprintNumber });
  const holderName = holders.find((holder) => holder.personId === dossier.holderPersonId)?.name;
  const leaderName = holdersThen.find(({ role }) => role === "leader")?.name;
  const people = { holderName, leaderName };
  const facts = { dossier, events, procedure, feeLines, office, unitNames, ...people, publicUrl, printedAt: now, reprintNumber };
  return slipData(kind, facts, event);
}

/** The template of the agency's own that held on the day that a slip is about. */
export async function findTemplateOfPrint(
  tx: Tx,
  dossierId: number,
  kind: SlipKind,
  { eventAt, timeZone }: Pick<SlipDataOf[SlipKind], "eventAt" | "timeZone">,
): Promise<OwnTemplate | undefined> {
  const dossier = await findDossier(tx, dossierId);
  return dossier === undefined ? undefined : findOwnTemplate(tx, dossier.agencyId, kind, localDay(eventAt, timeZone));
}
