import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { formsRefusal } from "./forms.errors.ts";
import { canonicalRegister, sha256Of } from "./register.ts";
import { findClosedRegister, insertRegister, listRegisterEntries } from "./register.store.ts";

const AT_ONCE = 5_000;

export interface RegisterContent {
  readonly content: string;
  readonly entries: number;
}

/** The canonical content of a year's register as of an instant, read piece by piece: a province has a hundred thousand entries. */
export async function registerContent(
  tx: Tx,
  of: { readonly agencyId: number; readonly year: number; readonly asOf: Date },
): Promise<RegisterContent> {
  let [content, entries] = ["", 0];
  for (;;) {
    const part = await listRegisterEntries(tx, { ...of, after: entries, most: AT_ONCE });
    content += canonicalRegister(part);
    entries += part.length;
    if (part.length < AT_ONCE) return { content, entries };
  }
}

/**
 * Closes the register of a year that is over: its content as it stands now is kept with its SHA-256. Refuses
 * `register_not_over`, `register_closed` and `register_empty`.
 */
export async function closeRegister(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number; readonly name: string; readonly agencyId: number },
  year: number,
  now: Date,
): Promise<{ readonly entries: number; readonly sha256: string }> {
  const { agencyId, accountId } = by;
  if (localDay(now) <= `${year}-12-31`) throw formsRefusal("register_not_over", { values: { year: String(year) } });
  if ((await findClosedRegister(tx, agencyId, year)) !== undefined) throw formsRefusal("register_closed");
  const { content, entries } = await registerContent(tx, { agencyId, year, asOf: now });
  if (entries === 0) throw formsRefusal("register_empty", { values: { year: String(year) } });
  const kept = { year, closedAt: now, closedBy: by.name, entries, sha256: sha256Of(content) };
  if (!(await insertRegister(tx, { ...kept, agencyId, accountId, content }))) throw formsRefusal("register_closed");
  unit.subject(`register:${year}`);
  unit.note({ entries: kept.entries, sha256: kept.sha256 });
  return { entries: kept.entries, sha256: kept.sha256 };
}
