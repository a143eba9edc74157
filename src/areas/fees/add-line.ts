import { amountFor } from "#core/money/fee-rules.ts";
import { book } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findVersion } from "#procedures";
import { localDateOf } from "#core/instant.ts";
import { contentCodes } from "./content-codes.ts";
import type { AddLineInput, Cashier } from "./fee.ts";
import { bookFor, loadFeeCase, tellPayment } from "./fee-case.ts";
import { insertFeeLines } from "./fee-line.store.ts";
import { assertTakesFees } from "./takes-fees.ts";

/** "Phí chứng thực (5 trang)" */
const nameOf = (name: string, quantity: number, per: string | undefined): string =>
  quantity === 1 && per === undefined ? name : `${name} (${[quantity, per].filter((part) => part !== undefined).join(" ")})`;

/**
 * Adds a fee that the procedure's version leaves open (its amount depends on something, or a provincial resolution sets
 * it). Answers the line's id. Refusals: `dossier_not_found`, `dossier_takes_no_fees`.
 */
export async function addLine(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  input: AddLineInput,
  now: Date,
): Promise<{ readonly lineId: number }> {
  const it = await loadFeeCase(tx, dossierId, by);
  assertTakesFees(it.dossier.state);
  const procedure = await findVersion(tx, it.dossier.procedureVersionId);
  const rule = procedure?.definition.fees.find((fee) => fee.kind === input.kind && fee.amountVnd === input.amountVnd);
  const amountVnd = amountFor({ ...rule, amountVnd: input.amountVnd }, input.quantity);
  const codes = await contentCodes(tx);
  const budgetCode =
    input.budgetCode ?? rule?.budgetCode ?? codes.forField(it.dossier.field, input.kind, localDateOf(now.getTime()));
  const { kind, name, timing, basis } = input;
  const line = {
    kind,
    name: nameOf(name, input.quantity, rule?.per),
    amountVnd,
    timing,
    basis: basis ?? rule?.basis,
    budgetCode,
  };
  const fee = { ...line, discountVnd: 0, discountBasis: undefined };
  const [lineId = 0] = await insertFeeLines(tx, { ...it.dossier, dossierId }, [fee], {
    name: by.name,
    origin: "officer",
    at: now,
  });
  const entries = book("receivable", "income", [{ lineId, amountVnd }]);
  await bookFor(tx, it, by, { kind: "assess", basis: input.basis, entries }, now);
  await tellPayment(tx, unit, it, by, now);
  return { lineId };
}
