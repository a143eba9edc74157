import { platformRefusal } from "../refusals.ts";

/**
 * Invisible characters that change how text reads without being seen: zero-width marks, bidirectional controls,
 * byte-order marks. They are taken out once, at the edge.
 */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/gu;
// Line feeds and tabs are text; every other control character has no business in a form.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;

/** One spelling for every text that enters: well-formed Unicode, NFC, no invisible characters, CRLF as LF, trimmed. */
export function canonicalText(value: string, field?: string): string {
  if (!value.isWellFormed() || value.includes("\uFFFD")) throw invalidCharacters(field);
  const text = value.normalize("NFC").replace(INVISIBLE, "").replaceAll("\r\n", "\n");
  if (CONTROL.test(text)) throw invalidCharacters(field);
  return text.trim();
}

const invalidCharacters = (field: string | undefined) =>
  platformRefusal("invalid_characters", field === undefined ? {} : { field });

const UNSAFE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Deeper than anything that is asked for; much deeper, and whoever reads it runs out of stack. */
const DEEPEST = 64;

/** Canonical copy of a whole parsed body: every string canonical, no key that reaches a prototype, no depth without end. */
export function canonicalBody(value: unknown, field = "", depth = 0): unknown {
  if (typeof value === "string") return canonicalText(value, field);
  if (depth > DEEPEST) throw platformRefusal("malformed_body");
  if (Array.isArray(value)) return value.map((item, index) => canonicalBody(item, `${field}.${index}`, depth + 1));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([key]) => !UNSAFE_KEYS.has(key));
  return Object.fromEntries(
    entries.map(([key, item]) => [canonicalText(key), canonicalBody(item, field === "" ? key : `${field}.${key}`, depth + 1)]),
  );
}

/** What searches compare: the same as the SQL function search_key, so that hòa, hoà and hoa are one word. */
export function searchKey(value: string): string {
  return value
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
