import { z } from "zod";
import { type Definition, definitionSchema } from "../definition.ts";
import type { ProcedureEntry } from "../procedure.ts";
import { UNKNOWN_TERM } from "../term.ts";
import { readPortalFees } from "./portal-fees.ts";
import { type PortalTerm, readPortalTerm } from "./portal-term.ts";

const words = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? "");
const amount = z
  .union([z.number(), z.string(), z.null()])
  .optional()
  .transform((value) => (value === null || value === undefined ? "" : String(value).trim()));

/** One record of the details file; fields that are not used are ignored. */
export const detailSchema = z.object({
  code: z.string(),
  field_code: words,
  kind: words,
  channels: z
    .array(
      z.object({
        method: words,
        time: amount,
        unit: words,
        note: words,
        fees: z.array(z.object({ type: words, vnd: z.number().nullish(), text: words })).default([]),
      }),
    )
    .default([]),
  cases: z.array(z.object({ code: words, name: words, time: amount, unit: words })).default([]),
  documents: z
    .array(
      z.object({
        group: words,
        name: words,
        code: words,
        original: z.number().nullish(),
        copy: z.number().nullish(),
        eform: z.boolean().default(false),
        attachments: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  legal_basis: z.array(z.object({ code: words, name: words })).default([]),
  results: z.array(z.string()).default([]),
  requirements: words,
  steps: words,
  source: words,
  crawled: words,
});
export type PortalDetail = z.output<typeof detailSchema>;

/** Things in a detail that could not be read and were left open rather than guessed. */
export interface DetailDoubts {
  copiesUnreadable: number;
  emptyDocuments: number;
  feesUnclear: number;
  /** Records in which no channel has a usable term: the portal's placeholder, a note, or nothing. */
  detailsWithoutTerm: number;
}

const CHANNELS = { "Trực tiếp": "counter", "Dịch vụ bưu chính": "post", "Trực tuyến": "online" } as const;
/** Words of a note that speak of time; notes on fees do not belong to the term. */
const TIME = /\d\s*(?:ngày|giờ|tháng|phút)|trong (?:ngày|buổi|thời hạn)|thời hạn|ngay sau/iu;
const MOST_COPIES = 20;
const bullet = /^[\s\-+•*–]+/;

/** The entry of the catalogue's row with what the detail record adds to it. */
export function addDetail(row: ProcedureEntry, detail: PortalDetail, doubts: DetailDoubts): ProcedureEntry {
  const channelTerms = detail.channels.map((channel) => readPortalTerm(channel.time, channel.unit));
  if (channelTerms.every((t) => t.term.unit === "unknown")) doubts.detailsWithoutTerm += 1;
  const definition: Definition = definitionSchema.parse({
    ...row.definition,
    fieldCode: detail.field_code || undefined,
    kind: detail.kind || row.definition.kind,
    conditions: detail.requirements || undefined,
    steps: detail.steps || undefined,
    channels: readChannels(detail, channelTerms),
    postAllowed: detail.channels.length === 0 ? null : detail.channels.some((c) => c.method === "Dịch vụ bưu chính"),
    terms: { ...row.definition.terms, note: noteOfTerms(row, detail) },
    cases: readCases(detail),
    components: readComponents(detail, doubts),
    fees: readPortalFees(
      detail.channels.flatMap((c) => c.fees),
      doubts,
    ),
    results: [...new Set(detail.results.map((r) => r.trim().replace(bullet, "")))]
      .filter((name) => name !== "")
      .map((name) => ({ name })),
    legalBases: detail.legal_basis.filter((b) => b.code !== "").map((b) => ({ no: b.code, title: b.name || undefined })),
    sourceDetail: { note: detail.source || undefined, retrieved: detail.crawled || undefined },
  });
  return { ...row, definition, hasDetail: true, term: row.term.unit === "unknown" ? agreedTerm(row, channelTerms) : row.term };
}

/** The catalogue's row is silent, but every channel of the record gives the same usable term. */
function agreedTerm(row: ProcedureEntry, terms: readonly PortalTerm[]) {
  const [first] = terms;
  const silent = row.definition.terms.stated === undefined;
  const agreed = terms.every((t) => t.term.value === first?.term.value && t.term.unit === first?.term.unit);
  return silent && first !== undefined && agreed ? first.term : UNKNOWN_TERM;
}

/** The real term often stands in the note of a channel: people must be able to read it where the number is unknown. */
function noteOfTerms(row: ProcedureEntry, detail: PortalDetail): string | undefined {
  if (row.term.unit !== "unknown") return undefined;
  const said = [...new Set(detail.channels.flatMap((c) => [/\D{6}/.test(c.time) ? c.time : "", c.note]))].filter((text) =>
    TIME.test(text),
  );
  return said.length === 0 ? undefined : said.join("\n").slice(0, 4000);
}

function readChannels(detail: PortalDetail, terms: readonly PortalTerm[]): unknown[] {
  return detail.channels.flatMap((given, index) => {
    const channel = CHANNELS[given.method as keyof typeof CHANNELS] as string | undefined;
    const read = terms[index];
    if (channel === undefined || read === undefined) return [];
    const feeText = [...new Set(given.fees.map((f) => f.text))].filter((t) => t !== "" && t !== "Không có thông tin").join("\n");
    return [{ channel, term: read.term, termText: read.stated, feeText: feeText || undefined, note: given.note || undefined }];
  });
}

function readCases(detail: PortalDetail): unknown[] {
  const seen = new Map<string, number>();
  return [...new Map(detail.cases.map((c) => [JSON.stringify(c), c])).values()]
    .filter((c) => c.code !== "" && c.name !== "")
    .map((c) => {
      const times = (seen.get(c.code) ?? 0) + 1;
      seen.set(c.code, times);
      const read = readPortalTerm(c.time, c.unit);
      return { code: times === 1 ? c.code : `${c.code}-${times}`, name: c.name, term: read.term, note: read.stated };
    });
}

function readComponents(detail: PortalDetail, doubts: DetailDoubts): unknown[] {
  return detail.documents.flatMap((document, index) => {
    const name = document.name.replace(bullet, "").trim();
    if (name.length < 3) {
      doubts.emptyDocuments += 1;
      return [];
    }
    const original = readCopies(document.original, doubts);
    const photo = readCopies(document.copy, doubts);
    const isNote = original === 0 && photo === 0;
    const isForm = document.eform || document.attachments.length > 0;
    return [
      {
        code: String(index + 1).padStart(2, "0"),
        name,
        copies: { original, certified: 0, photo },
        kind: isNote ? "note" : isForm ? "form" : "document",
        required: !isNote,
        group: document.group.replace(bullet, "") || undefined,
        form: document.attachments.join("; ").slice(0, 1000) || undefined,
        note: document.code === "" ? undefined : document.code,
      },
    ];
  });
}

/** Numbers such as 20261 are a year and a count that ran together: the count is then not known. */
function readCopies(given: number | null | undefined, doubts: DetailDoubts): number | null {
  if (given === null || given === undefined) return 0;
  if (Number.isInteger(given) && given >= 0 && given <= MOST_COPIES) return given;
  doubts.copiesUnreadable += 1;
  return null;
}
