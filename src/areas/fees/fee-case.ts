import { allocate, outstandingOf } from "#core/money/fee-rules.ts";
import { localDateOf } from "#core/instant.ts";
import type { Entry, Share } from "#core/money/ledger.ts";
import { type Dossier, findDossier, recordFact } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, FeeLine, Method, MovementKind, Payer, Receipt } from "./fee.ts";
import { listFeeLines } from "./fee-line.store.ts";
import { feeRefusal } from "./fees.errors.ts";
import { insertMovement, isClosed } from "./ledger.store.ts";
import { paymentOf } from "./payment-fact.ts";
import { isHeld } from "./held.ts";
import { listHeldFor } from "./held.store.ts";
import { hasOpenRefund } from "./proposal.store.ts";
import { dropStaleRequest } from "./request.store.ts";
import { issueReceipt } from "./issue-receipt.ts";

/** A dossier under lock with its fees: two who collect at once come one after the other. */
export interface FeeCase {
  readonly dossier: Dossier;
  readonly lines: readonly FeeLine[];
}

/** Refuses `dossier_not_found` for a dossier outside the transaction's agencies, or of another agency than the cashier's. */
export async function loadFeeCase(tx: Tx, dossierId: number, cashier?: Cashier): Promise<FeeCase> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined || (cashier !== undefined && dossier.agencyId !== cashier.agencyId))
    throw feeRefusal("dossier_not_found");
  return { dossier, lines: await listFeeLines(tx, dossierId) };
}

/** What is entered about a booking beside its amounts. */
export interface BookingFacts {
  readonly kind: MovementKind;
  readonly method?: Method | undefined;
  readonly reason?: string | undefined;
  readonly basis?: string | undefined;
  readonly reference?: string | undefined;
  readonly reverses?: number | undefined;
  readonly entries: readonly Entry[];
}

/** Books for a dossier in today's books; cash is refused on a day that its cashier has closed. */
export async function bookFor(tx: Tx, { dossier }: FeeCase, by: Cashier, facts: BookingFacts, now: Date): Promise<number> {
  const day = localDateOf(now.getTime());
  const touchesCash = facts.entries.some(({ account }) => account === "cash");
  if (touchesCash && by.personId !== null && (await isClosed(tx, dossier.agencyId, by.personId, day)))
    throw feeRefusal("day_closed");
  return insertMovement(tx, {
    provinceId: dossier.provinceId,
    agencyId: dossier.agencyId,
    dossierId: dossier.id,
    day,
    at: now,
    cashierId: by.personId,
    actorName: by.name,
    accountId: by.accountId,
    ...facts,
  });
}

/** Tells the dossier what its fees have come to (an event that disturbs nobody who has the page open), and withdraws a code for more. */
export async function tellPayment(tx: Tx, unit: UnitOfWork, { dossier }: FeeCase, by: Cashier, now: Date): Promise<void> {
  const [lines, refundOpen, held] = await Promise.all([
    listFeeLines(tx, dossier.id),
    hasOpenRefund(tx, dossier.id),
    listHeldFor(tx, dossier.id),
  ]);
  await dropStaleRequest(
    tx,
    dossier.id,
    lines.reduce((sum, line) => sum + outstandingOf(line), 0),
    now,
  );
  const acting = {
    accountId: by.accountId,
    personId: by.personId,
    name: by.name,
    role: by.role,
    unitId: by.unitId ?? dossier.unitId,
    onBehalfOfPersonId: by.onBehalfOfPersonId,
  };
  await recordFact(
    tx,
    unit,
    acting,
    dossier.id,
    { type: "payment_changed", payment: paymentOf(lines, refundOpen || held.some(isHeld)) },
    now,
  );
  unit.subject(`dossier:${dossier.id}`);
  // Who has the code on the screen, and who pays it, sees it at once.
  unit.announce(`dossier:${dossier.id}`);
}

/** Shares a payment out over the lines; refuses where nothing, or less, is owed. */
export function sharesOf({ lines }: FeeCase, amountVnd: number, field = "amountVnd"): readonly Share[] {
  const shares = allocate(amountVnd, lines);
  if (shares === undefined) throw feeRefusal("more_than_outstanding", { field });
  if (shares.length === 0) throw feeRefusal("nothing_outstanding");
  return shares;
}

/** The applicant, or whom the cashier names, as the receipt says. */
export function payerOf({ dossier }: FeeCase, name?: string): Payer {
  const { owner, submitter } = dossier.parties;
  const person = submitter ?? owner;
  if (name !== undefined && name !== person.name) return { name };
  return { name: person.name, idNumber: person.idNumber, address: person.address };
}

/** Books money that came in and issues its receipt. */
export async function settlePayment(
  tx: Tx,
  it: FeeCase,
  by: Cashier,
  payment: BookingFacts & { readonly method: Method; readonly shares: readonly Share[]; readonly payer: Payer },
  now: Date,
): Promise<{ readonly movementId: number; readonly receipt: Pick<Receipt, "id" | "number" | "serial"> }> {
  const { shares, payer, method, ...facts } = payment;
  const booked: BookingFacts = facts.kind === "match" ? facts : { ...facts, method };
  const movementId = await bookFor(tx, it, by, booked, now);
  const receipt = await issueReceipt(tx, it, { movementId, shares, payer, method, by }, now);
  return { movementId, receipt };
}
