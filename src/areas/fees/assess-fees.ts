import { localDateOf } from "#core/instant.ts";
import { type AssessedFee, assessFees } from "#core/money/fee-rules.ts";
import { book } from "#core/money/ledger.ts";
import type { FactEvent } from "#core/workflow/dossier-facts.ts";
import type { Channel, Happened } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { findVersion, type Procedure } from "#procedures";
import { codeForField } from "./content-codes.ts";
import { insertFeeLines, listFeeLines } from "./fee-line.store.ts";
import { insertMovement } from "./ledger.store.ts";
import { paymentOf } from "./payment-fact.ts";

/** The lines that the version of the procedure gives a dossier of this case and channel. */
export function feesOf(
  procedure: Procedure,
  dossier: { readonly caseCode: string; readonly channel: Channel; readonly on: string },
): readonly AssessedFee[] {
  return assessFees(procedure.definition.fees, dossier).map((fee) => ({
    ...fee,
    budgetCode: fee.budgetCode ?? codeForField(procedure.field, fee.kind),
  }));
}

/**
 * A dossier was received: its fees are written with it and booked as owed, a discount of its channel taken off at once.
 * Answers what the dossier is told. A dossier whose version states no amount gets no line: an officer assesses it.
 */
export async function assessOnReceipt(tx: Tx, happened: Happened, channel: Channel): Promise<readonly FactEvent[]> {
  const { dossierId, provinceId, agencyId, attempt } = happened;
  const { by, at } = attempt;
  const day = localDateOf(at);
  const procedure = await findVersion(tx, happened.procedureVersionId);
  const fees = procedure === undefined ? [] : feesOf(procedure, { caseCode: happened.caseCode, channel, on: day });
  if (fees.length === 0) return [];
  const now = new Date(at);
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
  return [{ type: "payment_changed", at, payment: paymentOf(await listFeeLines(tx, dossierId), false) }];
}
