import { findDossier } from "#dossiers";
import { digitiseComponent } from "#papers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { filingRefusal } from "./filing.errors.ts";
import { getFiling } from "./get-filing.ts";
import { insertReply } from "./reply.store.ts";

export type ReplyInput = { readonly id: number; readonly message: string; readonly componentCode?: string | undefined };

/** States in which somebody still works on a dossier and reads what its applicant sends. */
const OPEN = new Set(["ACCEPTED", "PROCESSING", "SUPPLEMENT_WAIT", "FINANCE_WAIT"]);

/**
 * The applicant answers a supplement, or writes to the office, after the acceptance. What is uploaded becomes papers of the
 * dossier for an officer to review; that it is complete, and so the clock, is the officer's to say (T10). Runs with the
 * agency in scope; refuses a filing that is not the account's own, and a dossier that is closed.
 */
export async function replyToOffice(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: ReplyInput,
  uploads: readonly Upload[],
  now: Date,
): Promise<{ reply: number }> {
  const { filing } = await getFiling(tx, input.id, true);
  if (filing.accountId !== accountId) throw filingRefusal("filing_not_found");
  const dossier = filing.dossierId === null ? undefined : await findDossier(tx, filing.dossierId);
  if (dossier === undefined || !OPEN.has(dossier.state)) throw filingRefusal("dossier_takes_nothing");
  if (uploads.length > 0) {
    const componentCode = input.componentCode ?? "";
    if (!dossier.components.some(({ code }) => code === componentCode))
      throw filingRefusal("component_not_chosen", { field: "componentCode" });
    const by = { accountId, personId: null, name: filing.filerName, role: "citizen" as const, unitId: dossier.unitId };
    await digitiseComponent(tx, unit, by, dossier.id, { componentCode, way: "uploaded" }, uploads, now);
  }
  const files = uploads.map(({ name, sha256 }) => ({ name, sha256 }));
  const about = { id: filing.id, accountId, agencyId: filing.agencyId, dossierId: dossier.id };
  const reply = await insertReply(tx, about, { message: input.message, files }, now);
  unit.subject(`dossier:${dossier.id}`);
  unit.emit("filing.replied", String(filing.id), { dossier: dossier.id, reply });
  return { reply };
}
