import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { execute } from "#platform/db/command.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { openKey } from "../../../test/support/api-key.ts";
import { ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { type EdxmlDocument, MOST_ENVELOPE } from "./edxml.ts";
import { saveNationalSettings, tasks } from "./index.ts";
import { readEdxml } from "./read-edxml.ts";
import { sendDocument } from "./send-document.ts";
import { writeEdxml } from "./write-edxml.ts";

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");
const AT = new Date("2026-11-26T01:00:00Z");

const documentTo = (code: string, over: Partial<EdxmlDocument> = {}): EdxmlDocument => ({
  documentId: randomUUID(),
  from: { code: "H55.1", name: "UBND tỉnh Thái Nguyên" },
  to: [{ code, name: "UBND phường" }],
  codeNumber: "12",
  codeNotation: "UBND-VP",
  place: "Thái Nguyên",
  promulgatedOn: "2026-11-20",
  typeName: "Công văn",
  subject: 'V/v "xin lỗi" <chậm> & trả kết quả',
  signer: "Trần Văn An",
  attachments: [{ name: "văn bản.pdf", contentType: "application/pdf", bytes: PDF }],
  ...over,
});

const codeOf = (xml: string): string | undefined => {
  try {
    readEdxml(xml);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return undefined;
};

describe("an edXML envelope", () => {
  const document = documentTo("H49.31");
  const xml = writeEdxml(document, AT);

  it("is read as it was written", () => {
    expect(readEdxml(xml)).toEqual(document);
  });

  it("is read as other systems write it: in the default namespace, with other dates and without our hash", () => {
    const other = xml
      .replaceAll("edXML:", "")
      .replace("xmlns:edXML", "xmlns")
      .replace(/<mc:Sha256>.*?<\/mc:Sha256>/, "")
      .replace("2026-11-20", "2026/11/20 08:00:00")
      .replaceAll("xmlns:xmlns", "xmlns");
    expect(readEdxml(other.replace("<edXML ", "<edXML "))).toEqual(document);
  });

  it.each([
    ["a document type", xml.replace("<edXML:edXML", "<!DOCTYPE x>\n<edXML:edXML"), "xml_dtd"],
    [
      "an external entity",
      xml
        .replace("<edXML:edXML", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<edXML:edXML')
        .replace("xin lỗi", "&e;"),
      "xml_dtd",
    ],
    ["an entity that nothing declares", xml.replace("xin lỗi", "&e;"), "xml_unreadable"],
    ["an end that is missing", xml.replace("</edXML:Subject>", ""), "xml_unreadable"],
    ["two roots", `${xml}<edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"/>`, "xml_unreadable"],
    ["another encoding", xml.replace("UTF-8", "UTF-16"), "xml_unreadable"],
    ["no XML at all", "hello", "xml_unreadable"],
    ["elements without end", "<a>".repeat(50) + "</a>".repeat(50), "xml_unreadable"],
    ["thousands of elements", `<a>${"<b/>".repeat(6_000)}</a>`, "xml_unreadable"],
    ["too many characters", `${xml}${" ".repeat(MOST_ENVELOPE)}`, "edxml_too_large"],
    ["no subject", xml.replace(/<edXML:Subject>.*<\/edXML:Subject>/, ""), "edxml_incomplete"],
    ["no receiver", xml.replace(/<edXML:To>.*<\/edXML:To>/, ""), "edxml_incomplete"],
    ["a day that is none", xml.replace("2026-11-20", "2026-13-45"), "edxml_incomplete"],
    ["an attachment that is not base64", xml.replace(PDF.toString("base64"), "%%%%"), "edxml_attachment"],
    [
      "an attachment that was changed",
      xml.replace(PDF.toString("base64"), Buffer.from("other").toString("base64")),
      "edxml_attachment",
    ],
  ])("with %s is refused", (_, hostile, code) => {
    expect(codeOf(hostile)).toBe(code);
  });
});

describe("documents between offices", () => {
  let office: Office;
  let peer: LocalPeer;
  let runner: TaskRunner;
  const head = () => office.staff.one_stop_head;

  const settle = async (): Promise<void> => {
    while ((await relayOutbox(runner.pool, tasks, new Date())) > 0);
    while ((await runNextTask(runner, "test")) !== "idle");
  };
  const send = async (toCode: string) => {
    const by = { accountId: head().accountId, agencyId: office.agencyId };
    const scope = { accountId: by.accountId, agencies: [office.agencyId] };
    const { attachments, codeNumber, codeNotation, place, promulgatedOn, typeName, subject, signer } = documentTo(toCode);
    const input = { toCode, toName: "Sở Tư pháp", codeNumber, codeNotation, place, promulgatedOn, typeName, subject, signer };
    const call = { name: "documents.send", scope, actorKey: "test", input: {}, agencyId: office.agencyId };
    return execute(runner.pool, call, (tx, unit) => sendDocument(tx, unit, by, input, attachments, new Date()));
  };
  const stateOf = async (id: number) =>
    (await (await testDatabase()).superuser.query("select state, reason from edxml_document where id = $1", [id])).rows[0];

  beforeAll(async () => {
    const { app } = await testDatabase();
    office = await makeOffice(app);
    peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: "x" });
    runner = { pool: app, definitions: tasks, publicUrl: "https://motcua.example.vn", log: { done: () => {}, failed: () => {} } };
    const settings = { url: peer.url, token: "t", localPeer: true };
    await inTransaction(app, NO_ROWS, (tx) => saveNationalSettings(tx, settings, new Date()));
  });
  afterAll(() => peer.close());

  it("go out once, in the agency's code, and the page says so", async () => {
    const { id, documentId } = await send("H49.1");
    await settle();
    await settle();
    const got = peer.received.filter(({ headers }) => headers["idempotency-key"] === documentId);
    expect(got.map(({ path }) => path)).toEqual(["/edxml/documents"]);
    expect(readEdxml(String(got[0]?.body))).toMatchObject({ documentId, from: { code: office.prefix }, to: [{ code: "H49.1" }] });
    expect(await stateOf(id)).toEqual({ state: "sent", reason: null });
    const page = await ask("GET", "/van-ban-dien-tu", head());
    expect(page.body).toContain("12/UBND-VP");
    expect((await ask("GET", `/van-ban-dien-tu/${id}/tep/1`, head())).body).toBe(PDF.toString());
    const other = await makeOffice(runner.pool);
    expect((await ask("GET", `/van-ban-dien-tu/${id}/tep/1`, other.staff.one_stop_head)).status).toBe(404);
  });

  it("to an office that nobody knows stop with the reason, and to oneself are refused", async () => {
    peer.faults = { unknownOffices: ["H49.999"] };
    const { id } = await send("H49.999");
    await settle();
    expect(await stateOf(id)).toEqual({ state: "failed", reason: "OrganId không tồn tại" });
    await expect(send(office.prefix)).rejects.toMatchObject({ code: "edxml_wrong_receiver" });
  });

  it("come in over the API by a key, once, and are refused for another receiver or under a used id", async () => {
    const { token } = await openKey(runner.pool, office, head(), ["documents.write", "documents.read"]);
    const hand = async (envelope: string) => {
      const answer = await ask("POST", "/api/v1/documents", { token }, { envelope });
      return { status: answer.status, ...answer.json<{ id?: number; repeated?: boolean; code?: string }>() };
    };
    const document = documentTo(office.prefix);
    const xml = writeEdxml(document, AT);
    const first = await hand(xml);
    expect(first).toMatchObject({ status: 201, repeated: false });
    expect(await hand(xml)).toMatchObject({ status: 200, id: first.id, repeated: true });
    expect(await hand(writeEdxml({ ...document, subject: "Khác" }, AT))).toMatchObject({ status: 409, code: "edxml_differs" });
    expect(await hand(writeEdxml(documentTo("H01.1"), AT))).toMatchObject({ status: 422, code: "edxml_wrong_receiver" });
    expect(await hand(xml.replace("<edXML:edXML", "<!DOCTYPE x>\n<edXML:edXML"))).toMatchObject({ status: 422, code: "xml_dtd" });
    const listed = await ask("GET", "/api/v1/documents", { token });
    const { items } = listed.json<{ items: { direction: string; state: string; documentId: string }[] }>();
    expect(items.filter(({ documentId }) => documentId === document.documentId)).toMatchObject([
      { direction: "in", state: "received" },
    ]);
  });

  it("of a megabyte and more come in too", async () => {
    const bytes = Buffer.alloc(3_000_000, "x");
    const big = documentTo(office.prefix, { attachments: [{ name: "to.bin", contentType: "application/octet-stream", bytes }] });
    const answer = await ask("POST", "/api/v1/documents", head(), { envelope: writeEdxml(big, AT) });
    expect(answer.status).toBe(201);
  });
});
