import { createHash } from "node:crypto";
import { plainDay } from "#platform/input/fields.ts";
import { canonicalText } from "#platform/input/text.ts";
import { EDXML_NAMESPACE, type EdxmlAttachment, type EdxmlDocument, MOST_ENVELOPE, type Organ } from "./edxml.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { findElement, readXml, type XmlElement } from "./read-xml.ts";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const MOST_ATTACHMENTS = 20;

const missing = (field: string) => exchangeRefusal("edxml_incomplete", { values: { field } });

const textOf = (from: XmlElement | undefined, ...path: readonly string[]): string =>
  canonicalText(findElement(from, ...path)?.text ?? "");

/** A day as systems write it: yyyy-MM-dd, yyyy/MM/dd or dd/MM/yyyy, also before a time. */
const dayOf = (text: string) => plainDay().safeParse(text.slice(0, 10).replace(/^(\d{4})\/(\d{2})\/(\d{2})$/, "$1-$2-$3"));

function needed(from: XmlElement | undefined, ...path: readonly string[]): string {
  const found = textOf(from, ...path).slice(0, 1_000);
  if (found === "") throw missing(path.join("/"));
  return found;
}

const organOf = (element: XmlElement): Organ => ({
  code: needed(element, "OrganId"),
  name: textOf(element, "OrganName").slice(0, 300),
});

function attachmentOf(element: XmlElement): EdxmlAttachment {
  const name = needed(element, "AttachmentName").slice(0, 200);
  const encoded = findElement(element, "ContentTransferEncoded")?.text.replaceAll(/\s+/g, "") ?? "";
  if (encoded === "") throw missing("ContentTransferEncoded");
  if (!BASE64.test(encoded) || encoded.length % 4 !== 0) throw exchangeRefusal("edxml_attachment", { values: { name } });
  const bytes = Buffer.from(encoded, "base64");
  const hash = textOf(element, "Sha256").toLowerCase();
  if (hash !== "" && hash !== createHash("sha256").update(bytes).digest("hex"))
    throw exchangeRefusal("edxml_attachment", { values: { name } });
  return { name, contentType: textOf(element, "ContentType").slice(0, 100) || "application/octet-stream", bytes };
}

/** The text of an envelope that came as a file. Refuses what is too large or not UTF-8 from its first byte to its last. */
export function decodeEnvelope(bytes: Buffer): string {
  // A character has up to four bytes; the number of characters is judged with the rest.
  if (bytes.length > 4 * MOST_ENVELOPE) throw exchangeRefusal("edxml_too_large");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw exchangeRefusal("xml_unreadable");
  }
}

/**
 * Reads an envelope. Refuses one that is too large (`edxml_too_large`), no edXML or not well-formed (`xml_unreadable`), that
 * has a document type (`xml_dtd`), lacks what a document needs (`edxml_incomplete`, with the field), or has an attachment
 * that is not base64 or not what its hash says (`edxml_attachment`).
 */
export function readEdxml(xml: string): EdxmlDocument {
  if (xml.length > MOST_ENVELOPE) throw exchangeRefusal("edxml_too_large");
  const root = readXml(xml, EDXML_NAMESPACE);
  const envelope = findElement(root, "edXMLEnvelope");
  const header = findElement(envelope, "edXMLHeader", "MessageHeader");
  if (root.name !== "edXML" || header === undefined) throw exchangeRefusal("xml_unreadable");
  const from = findElement(header, "From");
  if (from === undefined) throw missing("From");
  const to = header.children.filter(({ name }) => name === "To").map(organOf);
  if (to.length === 0) throw missing("To");
  const promulgated = dayOf(needed(header, "PromulgationInfo", "PromulgationDate"));
  if (!promulgated.success) throw missing("PromulgationInfo/PromulgationDate");
  const encoded = findElement(root, "AttachmentEncoded")?.children.filter(({ name }) => name === "Attachment") ?? [];
  if (encoded.length > MOST_ATTACHMENTS) throw exchangeRefusal("edxml_too_large");
  return {
    documentId: needed(header, "DocumentId").slice(0, 100),
    from: organOf(from),
    to,
    codeNumber: needed(header, "Code", "CodeNumber"),
    codeNotation: needed(header, "Code", "CodeNotation"),
    place: textOf(header, "PromulgationInfo", "Place"),
    promulgatedOn: promulgated.data,
    typeName: textOf(header, "DocumentType", "TypeName"),
    subject: needed(header, "Subject"),
    signer: textOf(header, "SignerInfo", "FullName"),
    attachments: encoded.map(attachmentOf),
  };
}
