import { createHash } from "node:crypto";
import { EDXML_NAMESPACE, type EdxmlDocument, HASH_NAMESPACE, type Organ } from "./edxml.ts";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// Characters that XML 1.0 cannot carry at all.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escaped = (value: string): string => value.replaceAll(FORBIDDEN, "").replaceAll(/[&<>"]/g, (found) => ESCAPES[found] ?? "");

const element = (name: string, ...content: readonly string[]): string => `<edXML:${name}>${content.join("")}</edXML:${name}>`;
const leaf = (name: string, value: string): string => element(name, escaped(value));
const organ = (name: "From" | "To", { code, name: of }: Organ): string =>
  element(name, leaf("OrganId", code), leaf("OrganName", of));

/** The envelope of a document with its attachments in it, each with the SHA-256 of its bytes. */
export function writeEdxml(document: EdxmlDocument, at: Date): string {
  const ids = document.attachments.map((_, index) => `cid:${document.documentId}.${index + 1}`);
  const header = element(
    "MessageHeader",
    organ("From", document.from),
    ...document.to.map((to) => organ("To", to)),
    leaf("DocumentId", document.documentId),
    element("Code", leaf("CodeNumber", document.codeNumber), leaf("CodeNotation", document.codeNotation)),
    element("PromulgationInfo", leaf("Place", document.place), leaf("PromulgationDate", document.promulgatedOn)),
    element("DocumentType", leaf("Type", "1"), leaf("TypeName", document.typeName)),
    leaf("Subject", document.subject),
    element("SignerInfo", leaf("FullName", document.signer)),
  );
  const trace = element("TraceHeader", leaf("OrganId", document.from.code), leaf("Timestamp", at.toISOString()));
  const references = document.attachments.map(({ name, contentType }, index) =>
    element("Reference", leaf("ContentId", ids[index] ?? ""), leaf("ContentType", contentType), leaf("AttachmentName", name)),
  );
  const attachments = document.attachments.map(({ name, contentType, bytes }, index) =>
    element(
      "Attachment",
      leaf("ContentId", ids[index] ?? ""),
      leaf("AttachmentName", name),
      leaf("ContentType", contentType),
      `<mc:Sha256>${createHash("sha256").update(bytes).digest("hex")}</mc:Sha256>`,
      leaf("ContentTransferEncoded", bytes.toString("base64")),
    ),
  );
  const envelope = element(
    "edXMLEnvelope",
    element("edXMLHeader", header, element("TraceHeaderList", trace)),
    element("edXMLBody", element("edXMLManifest", ...references)),
  );
  const root = `<edXML:edXML xmlns:edXML="${EDXML_NAMESPACE}" xmlns:mc="${HASH_NAMESPACE}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}${envelope}${element("AttachmentEncoded", ...attachments)}</edXML:edXML>\n`;
}
