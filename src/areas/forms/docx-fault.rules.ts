/** A part that is XML, by its name or by how it begins. */
const isXml = (name: string, text: string | undefined): boolean => /\.(xml|rels)$/i.test(name) || /^\uFEFF?\s*</.test(text ?? "");

/** In another encoding, or with entities of its own, a reader would see another text than the one that is judged here. */
const OBSCURE = /<!DOCTYPE|<!ENTITY|^\uFEFF?<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-8["'])/i;
const REFERENCE = /&#(?:x([0-9a-f]+)|(\d+));/gi;
const RELATIONSHIP = /<Relationship((?:\s+[\w:]+="[^"<>]*")+)\s*\/?>/g;
const MODE = /TargetMode\s*=\s*(["'])(.*?)\1/gis;
const RUNS = /\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON)\b|<(?:[\w.-]+:)?(?:altChunk|OLEObject)\b|macroEnabled/i;

const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");
const withoutReferences = (text: string): string =>
  text.replaceAll(REFERENCE, (_, hex?: string, decimal?: string) =>
    character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
  );

const isLink = (attributes: string): boolean =>
  [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].some(
    ([, name, value = ""]) => name === "Type" && value.endsWith("/relationships/hyperlink"),
  );

/** Whether something stands elsewhere, but for links that a reader may click, as word processors write them. */
function fetches(text: string): boolean {
  const rest = text.replaceAll(RELATIONSHIP, (whole, attributes: string) => (isLink(attributes) ? "" : whole));
  return [...withoutReferences(rest).matchAll(MODE)].some(([, , mode]) => mode !== "Internal");
}

function runs(name: string, text: string): boolean {
  const plain = withoutReferences(text);
  if (RUNS.test(plain)) return true;
  // A field's name may be cut into several runs.
  const joined = name.startsWith("word/") ? plain.replaceAll(/<\/?w:(r|rPr|instrText)\b[^>]*>/g, "") : plain;
  const fields = joined.match(/fldCharType="begin"[\s\S]*?fldCharType="(separate|end)"/g) ?? [];
  return RUNS.test(fields.join("\n"));
}

/** Why a part of a Word document is not taken: what it would fetch or run by itself when it is opened or converted. */
export function docxFault(
  name: string,
  text: string | undefined,
): "template_too_large" | "template_no_document" | "template_fetches" | "template_runs" | undefined {
  if (!isXml(name, text)) return undefined;
  if (text === undefined) return "template_too_large";
  if (text.includes("\0") || OBSCURE.test(text)) return "template_no_document";
  if (fetches(text)) return "template_fetches";
  return runs(name, text) ? "template_runs" : undefined;
}
