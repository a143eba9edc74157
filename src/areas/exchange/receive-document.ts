import { createHash } from "node:crypto";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { EdxmlDocument } from "./edxml.ts";
import { findReceived, insertDocument, listOrganCodes } from "./edxml.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";

/**
 * Takes a document that was sent to an agency, once: the same again answers the same. Refuses one for another receiver
 * (`edxml_wrong_receiver`) and another content under a known id of its sender (`edxml_differs`).
 */
export async function receiveDocument(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number | null; readonly agencyId: number },
  document: EdxmlDocument,
  xml: string,
  now: Date,
): Promise<{ id: number; repeated: boolean }> {
  const { agencyId, accountId } = by;
  const codes = await listOrganCodes(tx, agencyId, localDateOf(now.getTime()));
  const to = document.to.find(({ code }) => codes.includes(code));
  if (to === undefined) throw exchangeRefusal("edxml_wrong_receiver");
  const envelope = Buffer.from(xml);
  const sha256 = createHash("sha256").update(envelope).digest("hex");
  const { documentId, from } = document;
  const before = await findReceived(tx, agencyId, from.code, documentId);
  if (before !== undefined && before.sha256 !== sha256) throw exchangeRefusal("edxml_differs");
  if (before !== undefined) return { id: before.id, repeated: true };
  const { codeNumber, codeNotation, subject, promulgatedOn, attachments } = document;
  const organs = { fromCode: from.code, fromName: from.name, toCode: to.code, toName: to.name };
  const row = { agencyId, accountId, documentId, ...organs, codeNumber, codeNotation, subject, promulgatedOn };
  const kept = { attachments: attachments.length, envelope, sha256, at: now };
  const id = await insertDocument(tx, { ...row, ...kept, direction: "in", state: "received" });
  unit.subject(`edxml:${id}`);
  unit.note({ from: from.code, attachments: attachments.length });
  return { id, repeated: false };
}
