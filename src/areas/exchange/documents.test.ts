import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { ask, sendFile } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import type { EdxmlDocument } from "./edxml.ts";
import { readEdxml } from "./read-edxml.ts";
import { receiveDocument } from "./receive-document.ts";
import { writeEdxml } from "./write-edxml.ts";

const PAGE = "/van-ban-dien-tu";
const AT = new Date("2026-11-26T01:00:00Z");

let office: Office;
let other: Office;
beforeAll(async () => {
  const { app } = await testDatabase();
  [office, other] = [await makeOffice(app), await makeOffice(app)];
});

const documentTo = (code: string, over: Partial<EdxmlDocument> = {}): EdxmlDocument => ({
  documentId: randomUUID(),
  from: { code: "H55.1", name: "UBND tỉnh" },
  to: [{ code, name: "UBND xã" }],
  codeNumber: "7",
  codeNotation: "UBND-NC",
  place: "Thái Nguyên",
  promulgatedOn: "2026-11-20",
  typeName: "Công văn",
  subject: "Về việc kiểm tra thử",
  signer: "Trần Văn An",
  attachments: [{ name: "phụ lục.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF-1.7") }],
  ...over,
});

const handIn = (xml: string | Buffer, who = office.staff.one_stop_head, name = "van-ban.xml") =>
  sendFile(who, `${PAGE}/nhan`, {}, { field: "envelope", name, bytes: Buffer.from(xml) });

describe("a document that came as a file", () => {
  it("is taken in on the page, once, shown with what it says of itself, and given back byte for byte", async () => {
    const xml = writeEdxml(documentTo(office.prefix), AT);
    const sent = await handIn(xml);
    expect(sent.status, sent.body).toBe(303);
    const href = String(sent.headers["location"]);
    expect(String((await handIn(xml)).headers["location"])).toBe(href);
    const shown = await ask("GET", href, office.staff.leader);
    for (const part of ["Về việc kiểm tra thử", "UBND tỉnh (H55.1)", "Trần Văn An", "phụ lục.pdf"])
      expect(shown.body).toContain(part);
    expect((await ask("GET", `${href}/phong-bi.xml`, office.staff.leader)).body).toBe(xml);
    expect((await ask("GET", href, other.staff.leader)).status).toBe(404);
    expect((await ask("GET", `${href}/phong-bi.xml`, other.staff.leader)).status).toBe(404);
    const id = href.split("/").at(-1);
    const api = await ask("GET", `/api/v1/documents/${id}`, office.staff.leader);
    expect(readEdxml(api.json<{ envelope: string }>().envelope).subject).toBe("Về việc kiểm tra thử");
    expect((await ask("GET", `/api/v1/documents/${id}`, other.staff.leader)).status).toBe(404);
    const [received, out] = [
      await ask("GET", `${PAGE}?direction=in`, office.staff.leader),
      await ask("GET", `${PAGE}?direction=out`, office.staff.leader),
    ];
    expect(received.body).toContain("7/UBND-NC");
    expect(out.body).not.toContain("7/UBND-NC");
  });

  it.each([
    ["for another office", () => writeEdxml(documentTo("H01.9"), AT), 422],
    [
      "with a document type",
      () => writeEdxml(documentTo(office.prefix), AT).replace("<edXML:edXML", "<!DOCTYPE x>\n<edXML:edXML"),
      422,
    ],
    [
      "that is not UTF-8",
      () => Buffer.concat([Buffer.from("<?xml version='1.0'?><a>"), Buffer.from([0xff]), Buffer.from("</a>")]),
      422,
    ],
    ["that is no XML", () => "hello", 422],
  ])("%s is refused", async (_, xml, status) => {
    expect((await handIn(xml())).status).toBe(status);
  });

  it("is taken under a code that is in force alone: one that has ended may be another office's by now", async () => {
    const renamed = await makeOffice((await testDatabase()).app);
    const { superuser } = await testDatabase();
    await superuser.query("update unit_code set during = daterange(lower(during), '2026-01-01') where unit_id = $1", [
      renamed.agencyId,
    ]);
    const sent = await handIn(writeEdxml(documentTo(renamed.prefix), AT), renamed.staff.one_stop_head);
    expect(sent.status).toBe(422);
  });

  it("no other kind of file and no other role is let in", async () => {
    expect((await handIn("%PDF-1.7", office.staff.one_stop_head, "van-ban.pdf")).status).toBe(422);
    expect((await handIn(writeEdxml(documentTo(office.prefix), AT), office.staff.administrator)).status).toBe(403);
  });

  it("handed in twice at the same moment is one document", async () => {
    const { app } = await testDatabase();
    const document = documentTo(office.prefix);
    const xml = writeEdxml(document, AT);
    const by = { accountId: null, agencyId: office.agencyId };
    const scope = { accountId: null, agencies: [office.agencyId] };
    const once = () =>
      execute(app, { name: "documents.receive", scope, actorKey: "test", input: {}, agencyId: office.agencyId }, (tx, unit) =>
        receiveDocument(tx, unit, by, document, xml, AT),
      );
    const done = await Promise.all([once(), once(), once()]);
    expect(new Set(done.map(({ id }) => id)).size).toBe(1);
    expect(done.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });
});
