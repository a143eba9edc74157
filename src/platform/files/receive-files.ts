import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../refusal.ts";
import { platformRefusal } from "../refusals.ts";
import type { FileFolder } from "./file-folder.ts";
import type { FilesRule } from "./file-kind.ts";
import { fileRefusal } from "./files.errors.ts";
import type { Incoming } from "./inspect-file.ts";

const MOST_FIELDS = 1_000;
const MOST_FIELD_BYTES = 65_536;
const FIELDS_BYTES = 1_048_576;
const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

/** The fields of a form in the shape that other forms have, and its files, which lie aside. */
export interface ReceivedForm {
  readonly fields: Record<string, string | string[]>;
  readonly files: Incoming[];
  /** Why the rest was not read; the fields that came before are there, so that the form can be shown again. */
  refusal: Refusal | undefined;
}

/**
 * Reads a form with files as a stream: what is longer than the rule allows is never written. Fields stand before files in
 * every form of ours; a request that declares too much ends at its first file.
 */
export async function receiveForm(request: FastifyRequest, folder: FileFolder, rule: FilesRule): Promise<ReceivedForm> {
  const form: ReceivedForm = { fields: {}, files: [], refusal: undefined };
  const declared = Number(request.headers["content-length"] ?? 0);
  const tooMuch = declared > rule.maxBytes * rule.most + FIELDS_BYTES;
  const limits = {
    fields: MOST_FIELDS,
    fieldSize: rule.maxFieldBytes ?? MOST_FIELD_BYTES,
    fileSize: rule.maxBytes,
    files: rule.most,
  };
  let fieldBytes = 0;
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === "file") {
        const name = harmlessName(part.filename);
        if (tooMuch) {
          form.refusal = fileRefusal("file_too_large", {
            field: part.fieldname,
            values: { name, most: megabytes(rule.maxBytes) },
          });
          part.file.resume();
          break;
        }
        await receiveFile(part, name, folder, rule, form);
      } else {
        fieldBytes += String(part.value).length;
        if (part.valueTruncated || part.fieldnameTruncated || fieldBytes > FIELDS_BYTES) throw platformRefusal("body_too_large");
        addField(form.fields, part.fieldname, String(part.value));
      }
    }
  } catch (error) {
    form.refusal ??= refusalOf(error, rule);
  }
  return form;
}

/** A field that nobody chose a file for comes as an empty part without a name. */
async function receiveFile(part: MultipartFile, name: string, folder: FileFolder, rule: FilesRule, form: ReceivedForm) {
  const { fieldname: field, file, filename } = part;
  const path = await folder.newIncoming();
  const incoming = { field, name, path, bytes: 0, sha256: "" };
  form.files.push(incoming);
  const hash = createHash("sha256");
  file.on("data", (chunk: Buffer) => {
    hash.update(chunk);
    incoming.bytes += chunk.length;
  });
  await pipeline(file, createWriteStream(path, { mode: 0o600 }));
  incoming.sha256 = hash.digest("hex");
  if (file.truncated) form.refusal ??= fileRefusal("file_too_large", { field, values: { name, most: megabytes(rule.maxBytes) } });
  if (incoming.bytes === 0 && filename === "") await dropIncoming(form.files.splice(-1));
}

/** Takes away what lies aside; what was put to its place is not there any more. */
export async function dropIncoming(files: readonly Incoming[]): Promise<void> {
  await Promise.all(files.map(({ path }) => rm(path, { force: true })));
}

function addField(fields: Record<string, string | string[]>, name: string, value: string): void {
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (known === undefined) Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
  else fields[name] = [...(Array.isArray(known) ? known : [known]), value];
}

function refusalOf(error: unknown, rule: FilesRule): Refusal {
  if (error instanceof Refusal) return error;
  const { code } = error as { code?: string };
  switch (code) {
    case "FST_REQ_FILE_TOO_LARGE":
      return fileRefusal("file_too_large", { values: { name: "…", most: megabytes(rule.maxBytes) } });
    case "FST_FILES_LIMIT":
      return fileRefusal("file_too_many", { values: { most: rule.most } });
    case "FST_FIELDS_LIMIT":
    case "FST_PARTS_LIMIT":
      return platformRefusal("body_too_large");
    case "ENOSPC":
    case "EDQUOT":
      return fileRefusal("no_room");
    default:
      return fileRefusal("upload_broken_off");
  }
}

// oxlint-disable-next-line no-control-regex -- they are what is taken out
const HARMFUL = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF<>:"|?*]/gu;

/** The last part of the name, without what a file system or a page could stumble over. */
export function harmlessName(sent: string | undefined): string {
  const last = (sent ?? "").replaceAll("\\", "/").split("/").at(-1) ?? "";
  const name = last
    .normalize("NFC")
    .replace(HARMFUL, "")
    .replace(/^[.\s]+|\s+$/g, "");
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  const stem = name.slice(0, name.length - ending.length).slice(0, 120 - ending.length);
  return stem === "" ? `tep${ending}` : `${stem}${ending}`;
}
