import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";
import type { SlipKind } from "#dossiers";
import { readZip, UnpacksTooLarge, type ZipEntry } from "#platform/files/zip.ts";
import { docxFault } from "./docx-fault.rules.ts";
import { addQr, QR_PARAGRAPH } from "./docx-qr.ts";
import { type KnownTags, knownTags, QR_TAG, tagValues } from "./docx-tags.ts";
import { formsRefusal } from "./forms.errors.ts";
import type { SlipDataOf } from "./slip.ts";

const DOCUMENT = "word/document.xml";
const FIELD = { field: "tep" } as const;
const MOST_UNPACKED_BYTES = 20 * 1_048_576;

interface TagFault {
  readonly properties?: { readonly id?: string; readonly xtag?: string; readonly errors?: readonly TagFault[] };
}
interface Part {
  readonly type: string;
  readonly value: string;
  readonly module?: string;
  readonly subparsed?: readonly Part[];
}

/** What the library found in a file of the document, part by part. */
interface Inspected {
  readonly inspect?: { readonly filePath?: string; readonly postparsed?: readonly Part[] };
}

/** A module of the library that only listens: which placeholders stand in which file of the document. */
class TagListener {
  readonly name = "motcua-tags";
  readonly files = new Map<string, readonly Part[]>();
  #file = "";

  set({ inspect }: Inspected): void {
    if (inspect?.filePath !== undefined) this.#file = inspect.filePath;
    if (inspect?.postparsed !== undefined) this.files.set(this.#file, placeholdersIn(inspect.postparsed));
  }
}

const placeholdersIn = (parts: readonly Part[]): readonly Part[] => parts.filter(({ type }) => type === "placeholder");

function compile(bytes: Buffer, listener: TagListener): Docxtemplater {
  try {
    return new Docxtemplater(new PizZip(bytes), {
      paragraphLoop: true,
      linebreaks: true,
      nullGetter: () => "",
      errorLogging: false,
      modules: [listener],
    });
  } catch (error) {
    const { properties } = error as TagFault;
    if (properties === undefined) throw error;
    const faults = properties.errors ?? [error as TagFault];
    const tags = [...new Set(faults.map(({ properties: it }) => it?.xtag).filter((tag) => tag !== undefined && tag !== ""))];
    throw formsRefusal("template_broken_tag", { ...FIELD, values: { tags: tags.join(", ") || "{ }" } });
  }
}

/** Placeholders that nothing stands for, with the lists that they stand in. */
function unknownIn(parts: readonly Part[], known: ReadonlySet<string>, lists: KnownTags["lists"]): string[] {
  return parts.flatMap(({ value, subparsed = [] }) => {
    const items = lists.get(value);
    if (items === undefined && !known.has(value)) return [value];
    const scope = items === undefined ? known : new Set([...known, ...items]);
    return unknownIn(placeholdersIn(subparsed), scope, lists);
  });
}

const withInner = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part) => [part, ...withInner(placeholdersIn(part.subparsed ?? []))]);

/** The QR code alone is put in as it is; whatever else people typed stays text, and the picture stands in the body. */
function assertQrAlone(found: TagListener): void {
  for (const [file, parts] of found.files) {
    for (const { module, value } of withInner(parts)) {
      const raw = module === "rawxml";
      if (raw && value !== QR_TAG) throw formsRefusal("template_raw_tag", { ...FIELD, values: { tag: value } });
      if (value === QR_TAG && (!raw || file !== DOCUMENT)) throw formsRefusal("template_qr_place", FIELD);
    }
  }
}

function assertKnown(found: TagListener, kind: SlipKind): void {
  const { texts, lists } = knownTags(kind);
  const unknown = new Set(unknownIn([...found.files.values()].flat(), new Set([...texts, QR_TAG]), lists));
  if (unknown.size > 0) {
    const tags = [...unknown].map((name) => `{${name}}`).join(", ");
    throw formsRefusal("template_unknown_tag", { ...FIELD, values: { tags } });
  }
}

async function unpacked(path: string): Promise<readonly ZipEntry[]> {
  try {
    return await readZip(path, MOST_UNPACKED_BYTES);
  } catch (error) {
    throw formsRefusal(error instanceof UnpacksTooLarge ? "template_too_large" : "template_no_document", FIELD);
  }
}

/**
 * Judges a template for a slip before it is kept. Refuses what is no whole Word document, what fetches or runs something by
 * itself, broken placeholders and placeholders that the slip does not know; each says what to do.
 */
export async function assertTemplate(kind: SlipKind, path: string, bytes: Buffer): Promise<void> {
  const entries = await unpacked(path);
  if (!entries.some(({ name }) => name === DOCUMENT)) throw formsRefusal("template_no_document", FIELD);
  for (const { name, text } of entries) {
    const fault = docxFault(name, text);
    if (fault !== undefined) throw formsRefusal(fault, { ...FIELD, values: { part: name } });
  }
  const found = new TagListener();
  const document = compile(bytes, found);
  assertQrAlone(found);
  assertKnown(found, kind);
  document.render({});
}

/** The template filled for a slip. */
export async function fillTemplate<K extends SlipKind>(kind: K, template: Buffer, data: SlipDataOf[K]): Promise<Buffer> {
  const found = new TagListener();
  const document = compile(template, found);
  const { trackingUrl } = data;
  document.render({ ...tagValues(kind, data), [QR_TAG]: trackingUrl === undefined ? "<w:p/>" : QR_PARAGRAPH });
  const zip = document.getZip() as PizZip;
  const shown = withInner(found.files.get(DOCUMENT) ?? []).some(({ value }) => value === QR_TAG);
  if (trackingUrl !== undefined && shown) await addQr(zip, trackingUrl);
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}
