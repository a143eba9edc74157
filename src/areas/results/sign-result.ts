import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { afterAction } from "#core/results/result-life.ts";
import { findDossier } from "#dossiers";
import { findOffice, type Office } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { FileFolder } from "#platform/files/file-folder.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { Official } from "./acting-in.ts";
import { assertFilled, loadForAction } from "./act-on-result.ts";
import type { ResultDocument, ResultVersion } from "./result.ts";
import { changeVersion, findWriter, insertResultEvent, takeNumber } from "./result.store.ts";
import { resultRefusal } from "./results.errors.ts";

export interface Numbered {
  readonly document: ResultDocument;
  readonly version: ResultVersion & { readonly year: number; readonly number: number };
  readonly office: Office;
}

/**
 * Gives a version under review its number, before it is drawn and signed: the paper carries it. Where signing does not come
 * off, the next attempt has the same number; a version that is voided keeps it. Refuses the writer as signer of their own.
 */
export async function numberResult(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  about: { readonly documentId: number; readonly version: number },
  now: Date,
): Promise<{ readonly year: number; readonly number: number }> {
  const { document, version } = await loadForAction(tx, by, about.documentId, about.version);
  if (afterAction(version.state, "sign") === undefined) throw resultRefusal("action_not_allowed");
  // Two people of an office may have one name; only where no account is known the name has to do.
  const writer = await findWriter(tx, document.id, version.version);
  if (writer === null ? version.writtenBy === by.name : writer === by.accountId) throw resultRefusal("signer_is_writer");
  assertFilled(version);
  unit.subject(`result:${document.id}`);
  if (version.year !== null && version.number !== null) return { year: version.year, number: version.number };
  const year = Number(localDay(now).slice(0, 4));
  const number = await takeNumber(tx, document.agencyId, year);
  await changeVersion(tx, version.id, { year, number });
  const event = {
    version: version.version,
    type: "numbered",
    reason: null,
    receiver: null,
    byName: by.name,
    accountId: by.accountId,
    at: now,
  };
  await insertResultEvent(tx, { agencyId: document.agencyId, documentId: document.id }, event);
  return { year, number };
}

/** Writes down that the service would not sign: until somebody signs, sends back or voids it, the dossier is in breach. */
export async function noteSigningRefused(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  about: { readonly documentId: number; readonly version: number },
  reason: string,
  now: Date,
): Promise<null> {
  const { document, version } = await loadForAction(tx, by, about.documentId, about.version);
  const event = {
    version: version.version,
    type: "signing_refused",
    reason,
    receiver: null,
    byName: by.name,
    accountId: by.accountId,
    at: now,
  };
  await insertResultEvent(tx, { agencyId: document.agencyId, documentId: document.id }, event);
  unit.subject(`result:${document.id}`);
  unit.note({ version: version.version, reason });
  return null;
}

/** What the paper is drawn from, after its number was given. */
export async function findNumbered(
  tx: Tx,
  by: Official,
  about: { readonly documentId: number; readonly version: number },
  now: Date,
): Promise<Numbered> {
  const { document, version } = await loadForAction(tx, by, about.documentId, about.version, false);
  const { year, number } = version;
  const dossier = await findDossier(tx, document.dossierId);
  if (year === null || number === null || dossier === undefined) throw resultRefusal("changed_meanwhile");
  const office = await findOffice(tx, { agencyId: document.agencyId, unitId: dossier.unitId }, localDay(now));
  return { document, version: { ...version, year, number }, office };
}

export interface Signature {
  readonly signerName: string;
  readonly signerTitle: string;
  readonly certificateSerial: string | undefined;
  readonly certificateIssuer: string | undefined;
  readonly standIn: boolean;
}

/** Puts a document that was made here among the files: on the disk before any row names it. */
export async function keepPdf(files: FileFolder, pdf: Buffer, name: string): Promise<Upload> {
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  const incoming = await files.newIncoming();
  await writeFile(incoming, pdf, { mode: 0o600 });
  await files.keep(incoming, sha256);
  return {
    field: "result",
    name,
    kind: "pdf",
    bytes: pdf.length,
    sha256,
    sentSha256: sha256,
    pages: null,
    width: null,
    height: null,
    scan: "clean",
    signatures: [],
  };
}

export const readKept = (files: FileFolder, sha256: string): Promise<Buffer> => readFile(files.pathOf(sha256));

/** A file with its signature, and the version as it stood when the file was drawn. */
export interface SignedFile {
  readonly file: Upload;
  readonly signature: Signature;
  readonly of: Pick<ResultVersion, "body" | "sourceSha256" | "validUntil">;
}

/**
 * Records a signed file as what the version is from now on; its bytes are never changed again. Refuses a version that was sent
 * back and written anew while the service was asked (`changed_meanwhile`): what was signed would say something else.
 */
export async function sealResult(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  about: { readonly documentId: number; readonly version: number },
  { file, signature, of }: SignedFile,
  now: Date,
): Promise<{ readonly version: number }> {
  const { document, version } = await loadForAction(tx, by, about.documentId, about.version);
  const state = afterAction(version.state, "sign");
  if (state === undefined) throw resultRefusal("action_not_allowed");
  const isSame = version.body === of.body && version.sourceSha256 === of.sourceSha256 && version.validUntil === of.validUntil;
  if (!isSame) throw resultRefusal("changed_meanwhile");
  await rememberFiles(tx, [file], now);
  await changeVersion(tx, version.id, { state, sha256: file.sha256, signedAt: now, ...signature });
  const event = {
    version: version.version,
    type: "signed",
    reason: null,
    receiver: null,
    byName: by.name,
    accountId: by.accountId,
    at: now,
  };
  await insertResultEvent(tx, { agencyId: document.agencyId, documentId: document.id }, event);
  unit.subject(`result:${document.id}`);
  unit.note({ version: version.version, sha256: file.sha256, serial: signature.certificateSerial ?? "" });
  unit.emit("result.signed", String(document.id), {
    dossier: document.dossierCode,
    code: document.code,
    version: version.version,
  });
  return { version: version.version };
}
