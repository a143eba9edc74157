import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { deleteSession, deleteSessionsOf } from "./session.store.ts";
import { hashToken } from "./session-token.ts";

/** Ends the session of this token; it opens nothing from the commit on. */
export async function signOut(tx: Tx, unit: UnitOfWork, token: string): Promise<null> {
  unit.subject("session");
  await deleteSession(tx, hashToken(token));
  return null;
}

/** Ends every session of the account but this one; returns how many ended. */
export async function signOutElsewhere(tx: Tx, unit: UnitOfWork, accountId: number, token: string): Promise<number> {
  unit.subject(`account:${accountId}`);
  return deleteSessionsOf(tx, accountId, hashToken(token));
}
