import { localDateOf } from "#core/instant.ts";
import type { Share } from "#core/money/ledger.ts";
import type { Dossier } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, FeeLine, Method, Payer, Receipt, ReceiptLine } from "./fee.ts";
import { nextSeries } from "./next-series.ts";
import { insertReceipt } from "./receipt.store.ts";

const linesOf = (lines: readonly FeeLine[], shares: readonly Share[]): readonly ReceiptLine[] =>
  shares.flatMap(({ lineId, amountVnd }) => {
    const line = lines.find((it) => it.lineId === lineId);
    if (line === undefined) return [];
    const { kind, name, budgetCode } = line;
    return [{ kind, name, amountVnd, budgetCode }];
  });

/** One electronic receipt for one payment, with the next number of the agency's series. Refuses `series_exhausted`. */
export async function issueReceipt(
  tx: Tx,
  it: { readonly dossier: Dossier; readonly lines: readonly FeeLine[] },
  payment: {
    readonly movementId: number;
    readonly shares: readonly Share[];
    readonly payer: Payer;
    readonly method: Method;
    readonly by: Cashier;
  },
  now: Date,
): Promise<Pick<Receipt, "id" | "number" | "serial">> {
  const { dossier, lines } = it;
  const { form, serial, firstNumber } = await nextSeries(tx, dossier.agencyId, localDateOf(now.getTime()));
  const issued = await insertReceipt(tx, {
    provinceId: dossier.provinceId,
    agencyId: dossier.agencyId,
    dossierId: dossier.id,
    movementId: payment.movementId,
    form,
    serial,
    firstNumber,
    amountVnd: payment.shares.reduce((sum, { amountVnd }) => sum + amountVnd, 0),
    payer: payment.payer,
    lines: linesOf(lines, payment.shares),
    method: payment.method,
    issuedAt: now,
    issuedBy: payment.by.name,
  });
  return { ...issued, serial };
}
