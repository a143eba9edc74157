import { findDossier } from "#dossiers";
import type { Acting, Dossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { findVersion } from "#procedures";
import type { DigitiseInput } from "./digital-copy.ts";
import { findReusable, insertCopies, type NewCopy } from "./digital-copy.store.ts";
import { papersRefusal } from "./papers.errors.ts";

const HAS_FILE = new Set(["scanned", "uploaded"]);

/** What each way needs. */
function check(input: DigitiseInput, uploads: readonly Upload[], replaceableBy: string | undefined): void {
  const hasFile = HAS_FILE.has(input.way);
  if (hasFile && uploads.length === 0) throw papersRefusal("scan_missing", { field: "scan" });
  if (!hasFile && uploads.length > 0) throw papersRefusal("scan_not_expected", { field: "scan" });
  if (input.way === "excused" && input.reason === undefined) throw papersRefusal("reason_missing", { field: "reason" });
  if (input.way === "reused" && input.resultCode === undefined)
    throw papersRefusal("result_code_missing", { field: "resultCode" });
  if (input.way === "from_database" && input.source === undefined && replaceableBy === undefined)
    throw papersRefusal("not_replaceable", { field: "source" });
}

async function reusedFacts(tx: Tx, dossier: Dossier, input: DigitiseInput): Promise<Partial<NewCopy>> {
  const { idNumber } = dossier.parties.owner;
  if (input.way !== "reused" || input.resultCode === undefined || idNumber === undefined) return {};
  return (await findReusable(tx, dossier.agencyId, idNumber, input.resultCode)) ?? {};
}

/**
 * Records how a component is digital: scanned, uploaded, an earlier result by its code (its file is taken over where it is
 * the same person's and was approved), known to a database, or excused with a reason. Returns the new rows' ids.
 */
export async function digitiseComponent(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  dossierId: number,
  input: DigitiseInput,
  uploads: readonly Upload[],
  now: Date,
): Promise<{ readonly ids: readonly number[] }> {
  const dossier = await findDossier(tx, dossierId);
  if (dossier === undefined) throw papersRefusal("dossier_not_found");
  if (!dossier.components.some(({ code }) => code === input.componentCode))
    throw papersRefusal("unknown_component", { field: "componentCode" });
  const version = await findVersion(tx, dossier.procedureVersionId);
  const replaceableBy = version?.definition.components.find(({ code }) => code === input.componentCode)?.replaceableByData;
  check(input, uploads, replaceableBy);
  await rememberFiles(tx, uploads, now);
  const { componentCode, way, documentNo, issuedOn, issuer, resultCode, reason } = input;
  const given = { documentNo, issuedOn, issuer, resultCode, reason };
  const about = {
    ...(await reusedFacts(tx, dossier, input)),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(way === "from_database" ? { source: input.source ?? replaceableBy ?? "" } : {}),
    componentCode,
    way,
    accountId: by.accountId,
    recordedBy: by.name,
    recordedAt: now,
  };
  const rows: readonly NewCopy[] =
    uploads.length === 0
      ? [about]
      : uploads.map(({ sha256, sentSha256, name, pages }) => ({ ...about, sha256, sentSha256, fileName: name, pages }));
  const ids = await insertCopies(tx, { agencyId: dossier.agencyId, dossierId }, rows);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ component: componentCode, way, files: uploads.map(({ sha256 }) => sha256) });
  unit.emit("papers.digitised", String(dossierId), { code: dossier.code, component: componentCode, way });
  return { ids };
}
