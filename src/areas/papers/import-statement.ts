import { remitFromCarrier } from "#fees";
import type { Acting } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import { papersRefusal } from "./papers.errors.ts";
import { slipText } from "./shipment.ts";
import { addRemitted, lockShipmentBySlip } from "./shipment.store.ts";
import { type AcceptLineInput, isOpenLine, type ReadLine, type StatementInput } from "./statement.ts";
import {
  findStatement,
  insertLine,
  insertStatement,
  type LineFinding,
  listStatementLines,
  updateLine,
} from "./statement.store.ts";

export type StatementKeeper = Acting & { readonly accountId: number; readonly agencyId: number };

interface Stated {
  readonly slipNo: string;
  readonly amountVnd: number;
}

/**
 * Books what the carrier hands over where it is what the office waits for; else says what is not so. A slip whose money was handed over
 * before (`settled_before`) books nothing and waits for nobody: a statement that repeats it is no money. What really came a second time
 * is in the account, and is settled where the bank's word of it is.
 */
async function reconcile(tx: Tx, by: StatementKeeper, carrier: string, line: Stated, now: Date): Promise<LineFinding> {
  const shipment = await lockShipmentBySlip(tx, by.agencyId, carrier, line.slipNo);
  if (shipment === undefined) return { outcome: "unknown_slip", expectedVnd: null, shipmentId: null, movementId: null };
  const expectedVnd = (shipment.collectedVnd ?? 0) - shipment.remittedVnd;
  const found = { expectedVnd, shipmentId: shipment.id, movementId: null };
  if (shipment.state !== "delivered") return { ...found, outcome: "not_delivered" };
  if (expectedVnd === 0 && shipment.remittedVnd > 0) return { ...found, outcome: "settled_before" };
  if (expectedVnd !== line.amountVnd) return { ...found, outcome: "differs" };
  return { ...found, outcome: "matched", movementId: await remit(tx, by, shipment, line.amountVnd, now) };
}

async function remit(
  tx: Tx,
  by: StatementKeeper,
  shipment: NonNullable<Awaited<ReturnType<typeof lockShipmentBySlip>>>,
  amountVnd: number,
  now: Date,
): Promise<number | null> {
  if (amountVnd === 0) return null;
  const { movementId } = await remitFromCarrier(tx, by, shipment.dossierId, { amountVnd, slip: slipText(shipment) }, now);
  await addRemitted(tx, shipment.id, amountVnd);
  return movementId;
}

/**
 * Takes a carrier's statement once: each line that says what the office waits for is booked as handed over; each other stays with
 * what is not so, and a line that could not be read stays with its number and problem. Answers how many are which. Refuses a
 * statement that was imported before (`statement_known`).
 */
export async function importStatement(
  tx: Tx,
  unit: UnitOfWork,
  by: StatementKeeper,
  input: StatementInput,
  source: { readonly upload: Upload; readonly lines: readonly ReadLine[] },
  now: Date,
): Promise<{ readonly id: number; readonly matched: number; readonly open: number; readonly rejected: number }> {
  const { upload, lines } = source;
  await rememberFiles(tx, [upload], now);
  const file = { fileSha256: upload.sha256, fileName: upload.name };
  const who = { accountId: by.accountId, importedBy: by.name, importedAt: now };
  const id = await insertStatement(tx, { agencyId: by.agencyId, ...input, ...file, ...who });
  if (id === undefined) throw papersRefusal("statement_known", { field: "statementNo" });
  const found = { matched: 0, open: 0, rejected: 0 };
  for (const read of lines) {
    const about = { statementId: id, agencyId: by.agencyId, line: read.line };
    if (read.problem !== undefined) {
      found.rejected += 1;
      const nothing = { outcome: "rejected", expectedVnd: null, shipmentId: null, movementId: null } as const;
      await insertLine(tx, about, { slipNo: null, amountVnd: null, problem: read.problem }, nothing);
      continue;
    }
    const finding = await reconcile(tx, by, input.carrier, read, now);
    if (isOpenLine(finding)) found.open += 1;
    if (finding.outcome === "matched") found.matched += 1;
    await insertLine(tx, about, { ...read, problem: null }, finding);
  }
  unit.subject(`carrier_statement:${id}`);
  unit.note({ statement: id, ...found });
  return { id, ...found };
}

/** Looks at the lines that wait anew: deliveries may have been recorded meanwhile. Answers how many were booked. */
export async function reconcileAgain(
  tx: Tx,
  unit: UnitOfWork,
  by: StatementKeeper,
  statementId: number,
  now: Date,
): Promise<{ readonly matched: number }> {
  const statement = await findStatement(tx, statementId);
  if (statement === undefined || statement.agencyId !== by.agencyId) throw papersRefusal("statement_not_found");
  let matched = 0;
  for (const { line, slipNo, amountVnd, ...rest } of await listStatementLines(tx, statementId, true)) {
    if (!isOpenLine(rest) || slipNo === null || amountVnd === null) continue;
    const finding = await reconcile(tx, by, statement.carrier, { slipNo, amountVnd }, now);
    if (finding.outcome === "matched") matched += 1;
    await updateLine(tx, { statementId, line }, finding);
  }
  unit.subject(`carrier_statement:${statementId}`);
  unit.note({ matched });
  return { matched };
}

/**
 * A person accepts a line that differs, with the reason: what was handed over is booked up to what was collected; what is missing
 * stays with the carrier, what is too much is the carrier's to take back. Refuses a line that does not wait
 * (`statement_line_settled`) and one whose slip or delivery nobody knows (`statement_line_nothing_to_book`).
 */
export async function acceptLine(
  tx: Tx,
  unit: UnitOfWork,
  by: StatementKeeper,
  statementId: number,
  input: AcceptLineInput,
  now: Date,
): Promise<null> {
  const statement = await findStatement(tx, statementId);
  if (statement === undefined || statement.agencyId !== by.agencyId) throw papersRefusal("statement_not_found");
  const line = (await listStatementLines(tx, statementId, true)).find((one) => one.line === input.line);
  if (line === undefined) throw papersRefusal("statement_not_found");
  if (!isOpenLine(line)) throw papersRefusal("statement_line_settled", { field: "note" });
  const shipment = await lockShipmentBySlip(tx, by.agencyId, statement.carrier, line.slipNo ?? "");
  if (shipment === undefined || shipment.state !== "delivered")
    throw papersRefusal("statement_line_nothing_to_book", { field: "note" });
  const expectedVnd = (shipment.collectedVnd ?? 0) - shipment.remittedVnd;
  const movementId = await remit(tx, by, shipment, Math.min(expectedVnd, line.amountVnd ?? 0), now);
  const finding = { outcome: "accepted", expectedVnd, shipmentId: shipment.id, movementId } as const;
  await updateLine(tx, { statementId, line: line.line }, finding, { note: input.note, by: by.name, at: now });
  unit.subject(`carrier_statement:${statementId}`);
  unit.note({ line: line.line });
  return null;
}
