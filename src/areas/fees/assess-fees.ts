import { localDateOf } from "#core/instant.ts";
import { type AssessedFee, assessFees, outstandingOf, whoPaysLess } from "#core/money/fee-rules.ts";
import { book } from "#core/money/ledger.ts";
import type { FactEvent } from "#core/workflow/dossier-facts.ts";
import type { Channel, Happened } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findVersion } from "#procedures";
import { contentCodes } from "./content-codes.ts";
import type { Booked, Cashier, FeeLine } from "./fee.ts";
import { loadFeeCase, tellPayment } from "./fee-case.ts";
import { insertFeeLines, listFeeLines } from "./fee-line.store.ts";
import { insertMovement } from "./ledger.store.ts";
import { insertProposal } from "./proposal.store.ts";
import { feeRefusal } from "./fees.errors.ts";
import { reliefOn, reliefsOf } from "./stated-reliefs.ts";
import { paymentOf } from "./payment-fact.ts";

/** A dossier as far as its fees depend on it. */
interface Assessable extends Booked, Pick<Happened, "known"> {
  readonly dossierId: number;
  readonly procedureVersionId: number;
  readonly caseCode: string;
  readonly channel: Channel;
}

/** The lines that the version of the procedure gives a dossier of this case and channel. */
async function feesOf(tx: Tx, dossier: Assessable, on: string): Promise<readonly AssessedFee[]> {
  const procedure = dossier.known?.procedure ?? (await findVersion(tx, dossier.procedureVersionId));
  if (procedure === undefined) return [];
  const assessed = assessFees(procedure.definition.fees, { ...dossier, on });
  if (assessed.length === 0) return [];
  const codes = await contentCodes(tx);
  return assessed.map((fee) => ({
    ...fee,
    budgetCode: fee.budgetCode ?? codes.forField(procedure.field, fee.kind, on),
  }));
}

/** Writes the lines with what is owed, and takes a discount of the channel off at once; answers the lines' ids. */
async function writeFees(
  tx: Tx,
  dossier: Assessable,
  by: Pick<Cashier, "personId" | "accountId" | "name">,
  now: Date,
): Promise<readonly number[]> {
  const day = localDateOf(now.getTime());
  const fees = await feesOf(tx, dossier, day);
  if (fees.length === 0) return [];
  const { provinceId, agencyId, dossierId } = dossier;
  const of = { provinceId, agencyId, dossierId };
  const lineIds = await insertFeeLines(tx, of, fees, { name: by.name, origin: "procedure", at: now });
  const shares = fees.map((fee, index) => ({ lineId: lineIds[index] ?? 0, amountVnd: fee.amountVnd }));
  const common = { ...of, day, at: now, cashierId: by.personId, actorName: by.name, accountId: by.accountId };
  await insertMovement(tx, { ...common, kind: "assess", entries: book("receivable", "income", shares) });
  const discounted = fees.flatMap((fee, index) =>
    fee.discountVnd > 0 ? [{ lineId: lineIds[index] ?? 0, amountVnd: fee.discountVnd }] : [],
  );
  if (discounted.length > 0) {
    const basis = [...new Set(fees.flatMap((fee) => fee.discountBasis ?? []))].join("; ");
    await insertMovement(tx, { ...common, kind: "discount", basis, entries: book("waived", "receivable", discounted) });
  }
  return lineIds;
}

/** The counter named for whom the procedure waives or reduces its fees: one proposal a line, for the leader to decide. */
async function proposeStated(tx: Tx, happened: Happened, lines: readonly FeeLine[]): Promise<void> {
  const { dossierId, provinceId, agencyId, attempt } = happened;
  const who = attempt.input["feeRelief"];
  if (typeof who !== "string" || who === "") return;
  const procedure = happened.known?.procedure ?? (await findVersion(tx, happened.procedureVersionId));
  const [rules, on] = [procedure?.definition.fees ?? [], localDateOf(attempt.at)];
  if (!whoPaysLess(rules, on).includes(who)) throw feeRefusal("relief_not_stated", { field: "feeRelief" });
  const by = { proposedAt: new Date(attempt.at), proposedBy: attempt.by.name, proposerId: attempt.by.personId };
  for (const line of lines) {
    const relief = reliefsOf(rules, line, on).find((one) => one.who === who);
    const stated = relief === undefined ? undefined : reliefOn(line, relief);
    if (stated === undefined || stated.amountVnd === 0) continue;
    await insertProposal(tx, { provinceId, agencyId, dossierId, lineId: line.lineId, ...stated, ...by });
  }
}

/**
 * A dossier was received: its fees are written with it and booked as owed, a discount of its channel taken off at once.
 * What the version says for the applicant that the counter named is proposed to the leader at once. Answers what the dossier is told.
 * A dossier whose version states no amount gets no line: an officer assesses it. Refuses `relief_not_stated`.
 */
export async function assessOnReceipt(tx: Tx, happened: Happened, channel: Channel): Promise<readonly FactEvent[]> {
  const { dossierId, attempt } = happened;
  const lineIds = await writeFees(tx, { ...happened, channel }, attempt.by, new Date(attempt.at));
  const lines = lineIds.length === 0 ? [] : await listFeeLines(tx, dossierId);
  await proposeStated(tx, happened, lines);
  return lines.length === 0 ? [] : [{ type: "payment_changed", at: attempt.at, payment: paymentOf(lines, false) }];
}

/**
 * Gives a dossier that came with its history the lines that its procedure states, once. Answers its lines and what is
 * outstanding. Refuses `dossier_not_found`.
 */
export async function assessDossier(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  now: Date,
): Promise<{ readonly lineIds: readonly number[]; readonly outstandingVnd: number }> {
  const it = await loadFeeCase(tx, dossierId, by);
  if (it.lines.length === 0) {
    const written = await writeFees(tx, { ...it.dossier, dossierId }, by, now);
    if (written.length > 0) await tellPayment(tx, unit, it, by, now);
  }
  const lines = await listFeeLines(tx, dossierId);
  return {
    lineIds: lines.map(({ lineId }) => lineId),
    outstandingVnd: lines.reduce((sum, line) => sum + outstandingOf(line), 0),
  };
}
