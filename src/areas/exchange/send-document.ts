import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { findUnitNames } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import { reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { optional, plainDay, requiredText } from "#platform/input/fields.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { reach } from "#platform/training.ts";
import { type EdxmlAttachment, MOST_ENVELOPE } from "./edxml.ts";
import { findDocument, insertDocument, listOrganCodes, setDocumentState } from "./edxml.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { findNationalSettings } from "./national.store.ts";
import type { NationalSettings } from "./national-settings.ts";
import { MOST_SAID, readAnswer } from "./read-answer.ts";
import { writeEdxml } from "./write-edxml.ts";

const organCode = () => requiredText(50).regex(/^[A-Z0-9]+(?:\.[A-Z0-9]+)*$/i, { error: "@field.choice" });

export const DocumentInput = z.object({
  toCode: organCode(),
  toName: requiredText(200),
  codeNumber: requiredText(20),
  codeNotation: requiredText(50),
  promulgatedOn: plainDay(),
  place: optional(requiredText(100)),
  typeName: requiredText(100),
  subject: requiredText(500),
  signer: requiredText(120),
});
export type DocumentInput = z.output<typeof DocumentInput>;

/**
 * Sends a document with its attachments to another office: kept as the envelope that goes out, and sent by a task. Refuses
 * an agency that has no code to be known by (`edxml_no_code`), itself as the receiver (`edxml_wrong_receiver`) and an
 * envelope that is too large (`edxml_too_large`).
 */
export async function sendDocument(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number | null; readonly agencyId: number },
  input: DocumentInput,
  attachments: readonly EdxmlAttachment[],
  now: Date,
): Promise<{ id: number; documentId: string }> {
  const { agencyId, accountId } = by;
  const on = localDateOf(now.getTime());
  const [codes, names] = await Promise.all([listOrganCodes(tx, agencyId, on), findUnitNames(tx, [agencyId], on)]);
  const [fromCode] = codes;
  if (fromCode === undefined) throw exchangeRefusal("edxml_no_code");
  if (codes.includes(input.toCode)) throw exchangeRefusal("edxml_wrong_receiver", { field: "toCode" });
  const documentId = randomUUID();
  const fromName = names.get(agencyId) ?? "";
  const { toCode, toName, place, ...rest } = input;
  const document = { ...rest, documentId, place: place ?? "", attachments };
  const xml = writeEdxml({ ...document, from: { code: fromCode, name: fromName }, to: [{ code: toCode, name: toName }] }, now);
  if (xml.length > MOST_ENVELOPE) throw exchangeRefusal("edxml_too_large", { field: "files" });
  const envelope = Buffer.from(xml);
  const sha256 = createHash("sha256").update(envelope).digest("hex");
  const { codeNumber, codeNotation, subject, promulgatedOn } = input;
  const row = { agencyId, accountId, documentId, fromCode, fromName, toCode, toName, codeNumber, codeNotation, subject };
  const kept = { promulgatedOn, attachments: attachments.length, envelope, sha256, at: now };
  const id = await insertDocument(tx, { ...row, ...kept, direction: "out", state: "queued" });
  unit.subject(`edxml:${id}`);
  unit.emit("edxml.queued", String(id), { code: `${codeNumber}/${codeNotation}` });
  return { id, documentId };
}

const RETRY_AFTER_SECONDS = [5, 60, 600, 3600, 14_400, 43_200];

/** Undefined where it was taken; else why not. Silence and 5xx are thrown, to be tried again. */
async function post(
  settings: NationalSettings,
  documentId: string,
  envelope: Buffer,
  signal: AbortSignal,
): Promise<string | undefined> {
  const answer = await reach(new URL(settings.documentsPath, settings.url), {
    method: "POST",
    redirect: "error",
    headers: {
      "content-type": "application/xml; charset=utf-8",
      authorization: `Bearer ${settings.token}`,
      "idempotency-key": documentId,
    },
    body: new Uint8Array(envelope),
    signal,
  });
  const said = (await readAnswer(answer, MOST_SAID).catch(() => ({}))) as { error_code?: unknown; message?: unknown };
  if (answer.status === 429 || answer.status >= 500) throw new Error(`the document axis answered ${answer.status}`);
  return answer.ok && String(said.error_code) === "0" ? undefined : String(said.message ?? answer.status).slice(0, 300);
}

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const { subject } = task.payload as { subject: string };
  const id = Number(subject);
  const scope: RowScope = { accountId: null, agencies: task.agencyId === null ? [] : [task.agencyId] };
  const { document, settings } = await reading(context.pool, scope, async (tx) => {
    const [found, national] = await Promise.all([findDocument(tx, id), findNationalSettings(tx)]);
    return { document: found, settings: national };
  });
  if (document === undefined || document.state === "sent") return { outcome: "done" };
  const failed = (reason: string): TaskOutcome => ({
    outcome: "dead",
    reason,
    write: (tx) => setDocumentState(tx, id, "failed", reason, context.now),
  });
  if (settings === undefined) return failed("axis_not_set_up");
  try {
    const refused = await post(settings, document.documentId, document.envelope, context.signal);
    if (refused !== undefined) return failed(refused);
  } catch (error) {
    if (RETRY_AFTER_SECONDS[task.failures] !== undefined) throw error;
    return failed("axis_unreachable");
  }
  return { outcome: "done", write: (tx) => setDocumentState(tx, id, "sent", null, context.now) };
}

/** Hands a document to the other side, which knows it by its document id: again until it is taken, stopped with its reason. */
export const sendDocumentTask: TaskDefinition = {
  kind: "exchange.edxml",
  subscribe: ({ topic, agencyId }) => (topic === "edxml.queued" && agencyId !== null ? { lane: null } : undefined),
  retryAfterSeconds: RETRY_AFTER_SECONDS,
  run,
};
