import { createHash } from "node:crypto";

/** Room for a signature with its certificates, in bytes. */
const ROOM = 12_288;
export const MOST_SIGNATURES = 20;

export interface SignatureNote {
  readonly name: string;
  readonly reason: string;
  readonly place: string;
  readonly at: Date;
}

/** A document with a hole for its signature, and the SHA-256 of everything around the hole. */
export interface PreparedPdf {
  readonly pdf: Buffer;
  readonly digest: Buffer;
}

/** One signature as it stands in a file: what it covers, its CMS bytes, the time that its author claims. */
export interface FoundSignature {
  readonly ranges: readonly [number, number, number, number];
  /** The ranges are as they must be: from the start, around the signature alone. */
  readonly wellFormed: boolean;
  readonly cms: Buffer;
  readonly subFilter: string | undefined;
  readonly claimedAt: Date | undefined;
}

const latin = (pdf: Buffer): string => pdf.toString("latin1");
const LAST_RANGE = /\/ByteRange\s*\[[^\]]*\]/g;

/** The file does not have the classic table of objects that is needed to add a signature (its objects are compressed). */
export class NotSignable extends Error {}

/**
 * Adds an empty signature as a new revision: what stood in the document before stays. Throws NotSignable for a file whose
 * structure cannot be continued.
 */
export async function preparePdf(document: Buffer, note: SignatureNote): Promise<PreparedPdf> {
  const { plainAddPlaceholder } = await import("@signpdf/placeholder-plain");
  let withHole: Buffer;
  try {
    withHole = plainAddPlaceholder({
      pdfBuffer: document,
      reason: note.reason,
      name: note.name,
      location: note.place,
      contactInfo: "",
      signingTime: note.at,
      signatureLength: ROOM,
      subFilter: "ETSI.CAdES.detached",
    });
  } catch (error) {
    throw new NotSignable(error instanceof Error ? error.message : "unreadable");
  }
  return fillRange(withHole);
}

function fillRange(pdf: Buffer): PreparedPdf {
  const text = latin(pdf);
  const last = [...text.matchAll(LAST_RANGE)].at(-1);
  if (last === undefined) throw new NotSignable("no range");
  const hole = text.indexOf(`<${"0".repeat(64)}`, text.lastIndexOf("obj", last.index));
  const end = text.indexOf(">", hole) + 1;
  if (hole < 0 || end <= 0) throw new NotSignable("no room");
  const range = `/ByteRange [0 ${hole} ${end} ${pdf.length - end}]`;
  if (range.length > last[0].length) throw new NotSignable("no room");
  const filled = Buffer.from(pdf);
  filled.write(range.padEnd(last[0].length), last.index, "latin1");
  return { pdf: filled, digest: digestAround(filled, [0, hole, end, pdf.length - end]) };
}

function digestAround(pdf: Buffer, [a, b, c, d]: FoundSignature["ranges"]): Buffer {
  return createHash("sha256")
    .update(pdf.subarray(a, a + b))
    .update(pdf.subarray(c, c + d))
    .digest();
}

/** Puts the signature into the hole; the length of the file does not change. */
export function embedSignature(prepared: Buffer, cms: Buffer): Buffer {
  const last = findSignatures(prepared).at(-1);
  if (last === undefined || !last.wellFormed) throw new Error("the document has no room for a signature");
  const [, hole, end] = last.ranges;
  const hex = cms.toString("hex");
  const room = end - hole - 2;
  if (hex.length > room) throw new Error("the signature is larger than its room");
  const signed = Buffer.from(prepared);
  signed.write(hex.padEnd(room, "0"), hole + 1, "latin1");
  return signed;
}

/** What a signature covers, for comparison with what it says. */
export function coveredDigest(pdf: Buffer, { ranges: [a, b, c, d] }: FoundSignature, algorithm: string): Buffer {
  return createHash(algorithm)
    .update(pdf.subarray(a, a + b))
    .update(pdf.subarray(c, c + d))
    .digest();
}

const TIME = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?)?/;

function claimedTime(dictionary: string): Date | undefined {
  const found = TIME.exec(dictionary);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, sign, zoneHour = "00", zoneMinute = "00"] = found;
  const zone = sign === undefined ? "Z" : `${sign}${zoneHour}:${zoneMinute}`;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** DER says its own length; the zeros that fill the room are no part of it. */
function derOf(hex: string): Buffer {
  const bytes = Buffer.from(hex, "hex");
  const first = bytes[1] ?? 0;
  if (first < 0x80) return bytes.subarray(0, 2 + first);
  const count = first & 0x7f;
  if (count === 0 || count > 4) return bytes;
  return bytes.subarray(0, 2 + count + bytes.readUIntBE(2, Math.min(count, bytes.length - 2)));
}

/** All signatures of a file in the order of what they cover; a document's own text cannot pose as one (`wellFormed`). */
export function findSignatures(pdf: Buffer): readonly FoundSignature[] {
  const text = latin(pdf);
  const found: FoundSignature[] = [];
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)) {
    if (found.length >= MOST_SIGNATURES) break;
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number);
    const from = Math.max(0, text.lastIndexOf("obj", match.index));
    const until = text.indexOf("endobj", match.index);
    const dictionary = text.slice(from, until < 0 ? match.index + 65_536 : until);
    const hole = text.slice(b, c);
    const wellFormed =
      a === 0 && b < c && c + d <= pdf.length && /^<[0-9a-fA-F\s]*>$/.test(hole) && from < b && c <= from + dictionary.length + 8;
    found.push({
      ranges: [a, b, c, d],
      wellFormed,
      cms: wellFormed ? derOf(hole.replaceAll(/[<>\s]/g, "")) : Buffer.alloc(0),
      subFilter: /\/SubFilter\s*\/([\w.]+)/.exec(dictionary)?.[1],
      claimedAt: claimedTime(dictionary),
    });
  }
  return found.toSorted((one, other) => one.ranges[2] + one.ranges[3] - (other.ranges[2] + other.ranges[3]));
}
