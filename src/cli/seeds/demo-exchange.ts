import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { localDateOf } from "#core/instant.ts";
import type { Acting } from "#dossiers";
import { openWebhook, receiveDocument, replayWebhook, sendDocument, setDocumentState, writeEdxml } from "#exchange";
import { closeRegister, judgeTemplate, saveTemplate, templateBytes } from "#forms";
import { issueApiKey, markKeyUsed, newApiKey, revokeApiKey } from "#identity";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { hashOfFile, type FileFolder } from "#platform/files/file-folder.ts";
import { takeFile } from "#platform/files/inspect-file.ts";
import { KEY_SCOPES } from "#platform/http/api-key.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import type { WrittenDossier } from "./demo-fees.ts";
import { settleTask } from "./scope.store.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface ExchangeWorld {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly now: number;
  readonly agencyId: number;
  readonly leader: Acting & { readonly accountId: number };
  /** Usernames by which programs act. */
  readonly username: string;
  readonly written: readonly WrittenDossier[];
  /** Where files lie; without it nothing is shown that needs one. */
  readonly files: FileFolder | undefined;
}

const endOf = ({ draft }: Pick<WrittenDossier, "draft">): number => draft.events.at(-1)?.at ?? draft.receivedAt;
const ago = ({ now }: ExchangeWorld, ms: number): Date => new Date(now - ms);

/** The register of last year, closed in its first days of the new one. */
async function closeLastYear({ tx, unit, agencyId, leader }: ExchangeWorld, year: number): Promise<void> {
  const by = { accountId: leader.accountId, name: leader.name, agencyId };
  await closeRegister(tx, unit, by, year, new Date(`${year + 1}-01-05T09:00:00+07:00`));
}

/** The agency's own Word template of the receipt, made from the product's, and one that is to hold from next month on. */
async function keepTemplates(world: ExchangeWorld): Promise<void> {
  const { tx, unit, now, agencyId, leader, files } = world;
  if (files === undefined) return;
  const by = { accountId: leader.accountId, name: leader.name, agencyId };
  const wanted = [
    {
      kind: "receipt",
      from: localDateOf(now - 60 * DAY),
      note: "Mẫu có quốc huy và số điện thoại bộ phận (mẫu)",
      name: "giay-tiep-nhan.docx",
    },
    { kind: "apology", from: localDateOf(now + 20 * DAY), note: "Áp dụng từ tháng sau (mẫu)", name: "thu-xin-loi.docx" },
  ] as const;
  for (const { kind, from, note, name } of wanted) {
    const path = await files.newIncoming();
    const bytes = await templateBytes(kind, localDateOf(now), undefined, files);
    await writeFile(path, bytes);
    const incoming = { field: "tep", name, path, bytes: bytes.length, sha256: await hashOfFile(path) };
    const upload = await takeFile(files, incoming, { kinds: ["docx"], maxBytes: 2 * 1_048_576, most: 1 }, new Date(now));
    const input = { kind, from, note, builtin: undefined };
    await saveTemplate(tx, unit, by, input, await judgeTemplate(files, input, [upload]), ago(world, 61 * DAY));
  }
}

/** Keys in use and one that was revoked; nobody knows their tokens. */
async function issueKeys(world: ExchangeWorld): Promise<void> {
  const { tx, unit, now, agencyId, leader, username } = world;
  const today = localDateOf(now);
  const keys = [
    {
      name: "Phần mềm quản lý văn bản (mẫu)",
      scopes: ["documents.read", "documents.write"],
      rate: "normal",
      used: 0,
      revoked: false,
    },
    { name: "Kho dữ liệu tỉnh (mẫu)", scopes: ["dossiers.read", "reports.read"], rate: "fast", used: 2, revoked: false },
    { name: "Thử nghiệm tích hợp (mẫu)", scopes: ["dossiers.read"], rate: "slow", used: undefined, revoked: true },
  ] as const;
  for (const [nth, { name, scopes, rate, used, revoked }] of keys.entries()) {
    const by = { accountId: leader.accountId, agencies: [agencyId], scopes: KEY_SCOPES, key: newApiKey() };
    const expiresOn = localDateOf(now + (180 - nth * 60) * DAY);
    const { id } = await issueApiKey(
      tx,
      unit,
      by,
      { name, username, scopes: [...scopes], rate, expiresOn },
      ago(world, 45 * DAY),
    );
    if (used !== undefined) await markKeyUsed(tx, id, used === 0 ? today : localDateOf(now - used * DAY));
    if (revoked) await revokeApiKey(tx, unit, id, ago(world, 10 * DAY));
  }
}

/** A page of PDF that says what it is for; other offices write theirs. */
function pdfSaying(line: string): Buffer {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    `<</Length ${line.length + 33}>>stream\nBT /F 14 Tf 72 760 Td (${line}) Tj ET\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  const parts = ["%PDF-1.4\n"];
  const offsets = objects.map((object, index) => {
    const at = parts.join("").length;
    parts.push(`${index + 1} 0 obj${object}endobj\n`);
    return String(at).padStart(10, "0");
  });
  const table = parts.join("").length;
  const rows = offsets.map((at) => `${at} 00000 n \n`).join("");
  parts.push(`xref\n0 6\n0000000000 65535 f \n${rows}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.from(parts.join(""), "latin1");
}

const attachment = (name: string) => ({ name, contentType: "application/pdf", bytes: pdfSaying("Van ban mau - Motcua") });

/** What was sent: taken, refused by the other side, and waiting; without a task, since the other side does not exist. */
async function sendSome(world: ExchangeWorld): Promise<void> {
  const { tx, agencyId, leader } = world;
  const unit = { ...world.unit, emit: () => {} };
  const by = { accountId: leader.accountId, agencyId };
  const sent = [
    {
      no: "118",
      days: 6,
      to: "H99.1",
      name: "Sở Tư pháp (mẫu)",
      subject: "V/v đề nghị xác minh thông tin hộ tịch",
      state: "sent",
      reason: null,
    },
    {
      no: "121",
      days: 3,
      to: "H99.77",
      name: "UBND xã Đã Sáp Nhập (mẫu)",
      subject: "V/v phối hợp cung cấp hồ sơ địa chính",
      state: "failed",
      reason: "OrganId không tồn tại",
    },
    {
      no: "124",
      days: 1,
      to: "H99.2",
      name: "Sở Nội vụ (mẫu)",
      subject: "Báo cáo kết quả giải quyết thủ tục hành chính tháng",
      state: "sent",
      reason: null,
    },
  ] as const;
  for (const { no, days, to, name, subject, state, reason } of sent) {
    const at = ago(world, days * DAY);
    const about = {
      codeNumber: no,
      codeNotation: "UBND-VP",
      promulgatedOn: localDateOf(at.getTime()),
      place: "Sông Lam",
      typeName: "Công văn",
    };
    const input = { ...about, toCode: to, toName: name, subject, signer: leader.name };
    const { id } = await sendDocument(tx, unit, by, input, [attachment(`cong-van-${no}.pdf`)], at);
    await setDocumentState(tx, id, state, reason, new Date(at.getTime() + 8_000));
  }
}

async function receiveSome(world: ExchangeWorld, code: string): Promise<void> {
  const { tx, unit, agencyId } = world;
  const received = [
    {
      no: "2045",
      days: 5,
      from: "H99.1",
      name: "Sở Tư pháp (mẫu)",
      subject: "V/v hướng dẫn đăng ký khai sinh có yếu tố nước ngoài",
      files: 2,
    },
    { no: "310", days: 2, from: "H99.12", name: "UBND xã bạn (mẫu)", subject: "Trả lời xác minh nơi cư trú", files: 1 },
  ] as const;
  for (const { no, days, from, name, subject, files } of received) {
    const at = ago(world, days * DAY);
    const document = {
      documentId: randomUUID(),
      from: { code: from, name },
      to: [{ code, name: "Nơi nhận (mẫu)" }],
      codeNumber: no,
      codeNotation: "STP-HCTP",
      place: "Sông Lam",
      promulgatedOn: localDateOf(at.getTime() - DAY),
      typeName: "Công văn",
      subject,
      signer: "Phạm Thị Mẫu",
      attachments: Array.from({ length: files }, (_, index) => attachment(index === 0 ? `${no}.pdf` : `phu-luc-${index}.pdf`)),
    };
    await receiveDocument(tx, unit, { accountId: null, agencyId }, document, writeEdxml(document, at), at);
  }
}

/**
 * An address with what was sent to it: taken, stopped, and one that failed and was sent again. It wants topics that are
 * rare, since nothing listens there.
 */
async function sendEvents(world: ExchangeWorld): Promise<void> {
  const { tx, unit, now, agencyId, leader, written } = world;
  const by = {
    accountId: leader.accountId,
    agencyId,
    secret: `whsec_${Buffer.from(randomUUID()).toString("base64")}`,
    allowedOrigins: [],
  };
  const topics = ["dossier.voided", "dossier.stopped"] as const;
  const input = { name: "Kho dữ liệu tỉnh (mẫu)", url: "https://kho-du-lieu.example.vn/su-kien", topics: [...topics] };
  const { id: endpointId } = await openWebhook(tx, unit, by, input);
  const ended = written.filter(
    ({ draft }) => draft.agencyId === agencyId && ["VOIDED", "STOPPED"].includes(draft.events.at(-1)?.state ?? ""),
  );
  const newest = ended.toSorted((a, b) => endOf(a) - endOf(b)).slice(-6);
  const events = newest.map(({ id, code, draft }, index) => {
    const topic = draft.events.at(-1)?.state === "VOIDED" ? "dossier.voided" : "dossier.stopped";
    const data = { id, code, seq: draft.events.length };
    const at = new Date(endOf({ draft }) + 3_000).toISOString();
    return {
      key: `demo:${endpointId}:${id}`,
      at: new Date(at),
      payload: { outboxId: index + 1, topic, subject: String(id), at, data, endpointId },
    };
  });
  const tasks = events.map(({ key, at, payload }, position) => {
    return { kind: "exchange.webhook", key, lane: null, position, agencyId, payload, runAt: at };
  });
  await insertTasks(tx, tasks);
  for (const [index, { key, at }] of events.entries()) {
    const dead = index === 1 || index === events.length - 1;
    const end = dead
      ? { attempt: 8, reason: "answered 503", at: new Date(Math.min(now, at.getTime() + 15 * HOUR)) }
      : { attempt: 1, reason: null, at };
    const id = await settleTask(tx, key, { state: dead ? "dead" : "done", ...end });
    if (index !== 1) continue;
    const replayedAt = ago(world, 2 * HOUR);
    await replayWebhook(
      tx,
      unit,
      { accountId: leader.accountId, agencies: [agencyId] },
      endpointId,
      { deliveryId: id },
      replayedAt,
    );
    await settleTask(tx, key, { state: "done", attempt: 9, reason: null, at: new Date(replayedAt.getTime() + 2_000) });
  }
}

/** What one agency exchanges with others, and the books and papers that only a longer life of the office would show. */
export async function seedExchange(world: ExchangeWorld, code: string): Promise<void> {
  await closeLastYear(world, Number(localDateOf(world.now).slice(0, 4)) - 1);
  await keepTemplates(world);
  await issueKeys(world);
  await sendSome(world);
  await receiveSome(world, code);
  await sendEvents(world);
}
