import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeFrom } from "#core/results/result-life.ts";
import { findDossier } from "#dossiers";
import { findOffice } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { formatDate, localDay } from "#platform/i18n/dates.ts";
import { packageFolder } from "#platform/package-folder.ts";
import type { Official } from "./acting-in.ts";
import type { DraftInput, ResultKind } from "./result.ts";
import { insertDocument, insertResultEvent, insertVersion, listOfDossier } from "./result.store.ts";
import { resultRefusal } from "./results.errors.ts";
import { fillTemplate, type Placeholder } from "./template.rules.ts";

type Templates = Readonly<Record<ResultKind, string>>;
let templates: Templates | undefined;

const readTemplates = (): Templates =>
  (templates ??= JSON.parse(readFileSync(join(packageFolder, "db/reference/results/templates.json"), "utf8")) as Templates);

/**
 * Drafts a result or a refusal of a dossier: from the template with the dossier's facts, or from a PDF that is ready. Answers
 * the document's id. Refusals: `dossier_not_found`, `version_open` where one of its kind is not finished.
 */
export async function draftResult(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  dossierId: number,
  input: DraftInput,
  uploads: readonly Upload[],
  now: Date,
): Promise<{ readonly id: number }> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined || dossier.agencyId !== by.agencyId) throw resultRefusal("dossier_not_found");
  const known = await listOfDossier(tx, dossierId);
  if (known.some(({ kind, state }) => kind === input.kind && state !== "voided" && state !== "replaced"))
    throw resultRefusal("version_open");
  const office = await findOffice(tx, { agencyId: dossier.agencyId, unitId: dossier.unitId }, localDay(now));
  const { owner } = dossier.parties;
  const facts: Partial<Record<Placeholder, string>> = {
    chu_ho_so: owner.name,
    so_dinh_danh: owner.idNumber ?? "không có",
    dia_chi: owner.address ?? "không ghi",
    thu_tuc: dossier.procedureName,
    noi_dung: dossier.subject ?? dossier.procedureName,
    ma_ho_so: dossier.code,
    ngay_nhan: formatDate(dossier.receivedAt),
    co_quan: office.agency,
  };
  const [upload] = uploads;
  await rememberFiles(tx, uploads, now);
  const title = input.title ?? dossier.procedureName.slice(0, 300);
  const code = codeFrom(randomBytes(12));
  const { agencyId } = dossier;
  const id = await insertDocument(tx, { agencyId, dossierId, kind: input.kind, title, code, agencyName: office.agency }, now);
  const of = { agencyId, documentId: id };
  await insertVersion(tx, of, {
    version: 1,
    origin: upload === undefined ? "template" : "uploaded",
    body: upload === undefined ? fillTemplate(readTemplates()[input.kind], facts) : null,
    sourceSha256: upload?.sha256 ?? null,
    reason: null,
    writtenBy: by.name,
    writtenAt: now,
  });
  const event = { version: 1, type: "drafted", reason: null, receiver: null, byName: by.name, accountId: by.accountId, at: now };
  await insertResultEvent(tx, of, event);
  unit.subject(`result:${id}`);
  unit.note({ dossier: dossier.code, kind: input.kind });
  return { id };
}
