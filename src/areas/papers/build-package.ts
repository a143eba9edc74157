import { createHash } from "node:crypto";
import type { ZipPart } from "#platform/files/zip.ts";
import { BAGIT, type ManifestLine, manifestText } from "./package.rules.ts";

/** A file of a dossier as it lies in its package. */
export interface PackedFile {
  readonly path: string;
  readonly sha256: string;
}

const hash = (content: string): string => createHash("sha256").update(content).digest("hex");

const escapeXml = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The same facts as XML, for archives that read no JSON: an element for each value, a list as items. */
function xmlOf(name: string, value: unknown, depth = 0): string {
  const pad = "  ".repeat(depth);
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : "value";
  if (value === null || value === undefined) return `${pad}<${tag}/>\n`;
  if (typeof value !== "object") return `${pad}<${tag}>${escapeXml(String(value))}</${tag}>\n`;
  const children = Array.isArray(value)
    ? value.map((item) => xmlOf("item", item, depth + 1))
    : Object.entries(value).map(([key, item]) => xmlOf(key, item, depth + 1));
  return `${pad}<${tag}>\n${children.join("")}${pad}</${tag}>\n`;
}

const payload = (metadata: string) => ({
  "data/ho-so.json": metadata,
  "data/ho-so.xml": `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf("hoSo", JSON.parse(metadata))}`,
});

/** The manifest of a dossier's package; its hash is what the archive keeps. */
export function packageManifest(
  metadata: string,
  files: readonly PackedFile[],
): { readonly text: string; readonly sha256: string } {
  const texts = Object.entries(payload(metadata)).map(([path, content]): ManifestLine => ({ path, sha256: hash(content) }));
  const text = manifestText([...texts, ...files]);
  return { text, sha256: hash(text) };
}

/** The parts of the package in BagIt layout (RFC 8493). */
export function packageParts(
  metadata: string,
  files: readonly PackedFile[],
  info: Readonly<Record<string, string>>,
  pathOf: (sha256: string) => string,
): readonly ZipPart[] {
  const manifest = packageManifest(metadata, files).text;
  const bagInfo = Object.entries(info)
    .map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, " ")}\n`)
    .join("");
  const tags = { "bagit.txt": BAGIT, "bag-info.txt": bagInfo, "manifest-sha256.txt": manifest };
  const tagManifest = manifestText(Object.entries(tags).map(([path, content]) => ({ path, sha256: hash(content) })));
  const texts = { ...tags, "tagmanifest-sha256.txt": tagManifest, ...payload(metadata) };
  return [
    ...Object.entries(texts).map(([name, content]) => ({ name, bytes: Buffer.from(content) })),
    ...files.map(({ path, sha256 }) => ({ name: path, path: pathOf(sha256) })),
  ];
}
