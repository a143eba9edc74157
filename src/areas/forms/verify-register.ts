import type { Tx } from "#platform/db/tx.ts";
import { formsRefusal } from "./forms.errors.ts";
import { registerContent } from "./close-register.ts";
import { type ClosedRegister, compareRegisters, type RegisterDifference, sha256Of } from "./register.ts";
import { findClosedRegister, findRegisterContent } from "./register.store.ts";

export interface RegisterVerdict {
  readonly register: ClosedRegister;
  /** The hash of what was kept, computed again. */
  readonly keptSha256: string;
  /** The hash of the register written again from the dossiers, as of the moment of closing. */
  readonly todaySha256: string;
  readonly agrees: boolean;
  readonly differences: readonly RegisterDifference[];
}

/** Whether a closed register still agrees: what was kept with its hash, and the dossiers with what was kept. Refuses `register_open`. */
export async function verifyRegister(tx: Tx, agencyId: number, year: number): Promise<RegisterVerdict> {
  const register = await findClosedRegister(tx, agencyId, year);
  if (register === undefined) throw formsRefusal("register_open", { values: { year: String(year) } });
  const [kept = "", { content: today }] = await Promise.all([
    findRegisterContent(tx, agencyId, year),
    registerContent(tx, { agencyId, year, asOf: register.closedAt }),
  ]);
  const [keptSha256, todaySha256] = [sha256Of(kept), sha256Of(today)];
  const agrees = keptSha256 === register.sha256 && todaySha256 === register.sha256;
  return { register, keptSha256, todaySha256, agrees, differences: compareRegisters(kept, today) };
}
