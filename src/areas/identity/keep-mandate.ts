import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { identityRefusal } from "./identity.errors.ts";
import type { MandateInput } from "./mandate.ts";
import { endMandateRow, insertMandate } from "./mandate.store.ts";

/** Records for whom else a citizen files, and on what basis; the office sees both with every filing. */
export async function addMandate(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: MandateInput,
  now: Date,
): Promise<{ id: number }> {
  const { relation, name, basis } = input;
  const id = await insertMandate(
    tx,
    accountId,
    {
      relation,
      name,
      basis,
      idNumber: input.idNumber ?? null,
      dateOfBirth: input.dateOfBirth ?? null,
      validUntil: input.validUntil ?? null,
    },
    now,
  );
  unit.subject(`mandate:${id}`);
  return { id };
}

/** Ends it for filings to come; those that name it keep it. */
export async function endMandate(tx: Tx, unit: UnitOfWork, id: number, now: Date): Promise<null> {
  if (!(await endMandateRow(tx, id, now))) throw identityRefusal("mandate_not_found");
  unit.subject(`mandate:${id}`);
  return null;
}
