import type { FastifyInstance } from "fastify";
import PizZip from "pizzip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SLIP_KINDS, type SlipKind } from "#dossiers";
import { type ConverterPeer, installConverter } from "../../../test/support/converter-peer.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Member, type Office } from "../../../test/support/office.ts";
import { readPdf } from "../../../test/support/pdf.ts";
import { actingAs, type Played, playDossier } from "../../../test/support/play-dossier.ts";
import { testServer } from "../../../test/support/web.tsx";
import { buildDefaultTemplate } from "./default-template.ts";
import { routes } from "./index.ts";
import { getTemplate } from "./templates.ts";

const MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const template = (kind: SlipKind): Buffer => buildDefaultTemplate(kind, getTemplate(kind, "2026-11-16"));

/** The receipt's template with something done to one of its parts. */
function changed(change: (zip: PizZip) => void): Buffer {
  const zip = new PizZip(template("receipt"));
  change(zip);
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}
const reworded = (from: string, to: string): Buffer =>
  changed((zip) => {
    const before = zip.file("word/document.xml")?.asText() ?? "";
    expect(before).toContain(from);
    zip.file("word/document.xml", before.replace(from, to));
  });
const withPart = (name: string, content: string | Buffer): Buffer => changed((zip) => zip.file(name, content));

const textOf = (docx: Buffer): string =>
  (new PizZip(docx).file("word/document.xml")?.asText() ?? "").replaceAll("</w:p>", "\n").replaceAll(/<[^>]+>/g, "");

let database: TestDatabase;
let office: Office;
let stranger: Office;
let server: FastifyInstance;
let peer: ConverterPeer;
let dossier: Played;

const get = (url: string, who: Pick<Member, "token"> = office.staff.one_stop_head) =>
  server.inject({ url, headers: { authorization: `Bearer ${who.token}` } });

async function upload(
  file: Buffer | undefined,
  fields: Readonly<Record<string, string>> = {},
  name = "mẫu phiếu.docx",
  who: Pick<Member, "token"> = office.staff.one_stop_head,
) {
  const form = new FormData();
  for (const [key, value] of Object.entries({ kind: "receipt", from: "2026-11-01", note: "", ...fields })) form.set(key, value);
  if (file !== undefined) form.set("tep", new Blob([new Uint8Array(file)], { type: MEDIA }), name);
  const encoded = new Response(form);
  return server.inject({
    method: "POST",
    url: "/mau-phieu",
    headers: { authorization: `Bearer ${who.token}`, "content-type": encoded.headers.get("content-type") ?? "" },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
}

beforeAll(async () => {
  database = await testDatabase();
  office = await makeOffice(database.app);
  stranger = await makeOffice(database.app);
  server = await testServer(database, routes, () => new Date("2026-11-16T09:00:00+07:00"));
  peer = installConverter();
  dossier = await playDossier(database.app, office, {
    parties: { owner: { name: "Trần <Nguyễn> & Khuê" }, submitter: { name: "Nguyễn Thị Ánh Tuyết", phone: "+84912345678" } },
    components: [
      { code: "a", name: "Tờ khai {ma_ho_so}", required: true, original: 1, certified: 0, photo: 0 },
      { code: "b", name: "Giấy chứng sinh", required: true, original: 0, certified: 2, photo: 0 },
    ],
    steps: [
      {
        action: {
          name: "receive",
          at: Date.parse("2026-11-16T08:15:00+07:00"),
          holder: { personId: office.staff.receiving_officer.personId, unitId: office.oneStopId },
        },
        by: actingAs(office, "receiving_officer"),
      },
    ],
  });
});
afterAll(async () => {
  peer.remove();
  await server.close();
});

describe("a slip as a Word document", () => {
  it("is the product's own template filled, where the office has none", async () => {
    const answer = await get(`/ho-so/${dossier.id}/phieu-word/receipt.docx`, office.staff.receiving_officer);
    expect(answer.headers["content-type"]).toBe(MEDIA);
    const text = textOf(answer.rawPayload);
    for (const wanted of [
      "GIẤY TIẾP NHẬN HỒ SƠ",
      `Mã hồ sơ: ${dossier.code}`,
      "Tiếp nhận hồ sơ của: Nguyễn Thị Ánh Tuyết",
      "Số điện thoại: 0912 345 678",
      "Chủ hồ sơ: Trần &lt;Nguyễn&gt; &amp; Khuê",
      "Giấy chứng sinh\n–\n2\n–",
      "17 giờ 00 phút, ngày 19/11/2026",
    ]) {
      expect(text).toContain(wanted);
    }
    // What people typed is text, never a placeholder of its own.
    expect(text).toContain("Tờ khai {ma_ho_so}");
    const zip = new PizZip(answer.rawPayload);
    expect(zip.file("word/media/motcua-ma-qr.png")?.asNodeBuffer().subarray(1, 4).toString()).toBe("PNG");
    expect(zip.file("word/_rels/document.xml.rels")?.asText()).toContain("rIdMotcuaQr");
    expect(zip.file("[Content_Types].xml")?.asText()).toContain('Extension="png"');
  });

  it("exists for every slip, and the product's templates pass the check that uploads must pass", async () => {
    for (const kind of SLIP_KINDS) {
      const built = await get(`/mau-phieu/${kind}/mac-dinh.docx`);
      expect(built.rawPayload.equals(template(kind)), kind).toBe(true);
      const answer = await upload(built.rawPayload, { kind, from: "2030-01-01" });
      expect(answer.statusCode, `${kind} ${answer.body.slice(0, 2_000)}`).toBe(303);
    }
  });

  it("is refused like the slip itself", async () => {
    expect((await get(`/api/v1/dossiers/${dossier.id}/slips/refusal/docx`)).statusCode).toBe(409);
    expect((await get(`/api/v1/dossiers/${dossier.id}/slips/receipt/docx`, stranger.staff.leader)).statusCode).toBe(404);
  });
});

describe("a template of the office's own", () => {
  it("saved by two at the same moment is kept once, and the other is told so", async () => {
    const other = await database.superuser.connect();
    try {
      await other.query("begin");
      await other.query(
        `insert into slip_template (agency_id, kind, version, valid_from, account_id, made_by, made_at)
        select $1, 'control', coalesce(max(version), 0) + 1, '2031-01-01', $2, 'An', now() from slip_template where agency_id = $1 and kind = 'control'`,
        [office.agencyId, office.staff.one_stop_head.accountId],
      );
      const second = upload(template("control"), { kind: "control", from: "2031-01-01" });
      const waiting =
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into slip_template%'";
      await expect.poll(async () => (await database.superuser.query(waiting)).rows.length).toBeGreaterThan(0);
      await other.query("commit");
      const answer = await second;
      expect([answer.statusCode, answer.body.includes("Có người vừa lưu một mẫu khác")]).toEqual([409, true]);
    } finally {
      other.release();
    }
  });

  it("holds from its day on, by version, for its own slip and agency alone", async () => {
    expect((await upload(reworded("Tiếp nhận hồ sơ của", "Đã nhận của"), { from: "2026-11-10" })).statusCode).toBe(303);
    expect((await upload(reworded("Tiếp nhận hồ sơ của", "Sẽ nhận của"), { from: "2026-12-01" })).statusCode).toBe(303);
    const docx = async () => textOf((await get(`/api/v1/dossiers/${dossier.id}/slips/receipt/docx`)).rawPayload);
    expect(await docx()).toContain("Đã nhận của: Nguyễn Thị Ánh Tuyết");
    const { templates } = (await get("/api/v1/slip-templates")).json<{
      templates: { kind: string; version: number; validFrom: string }[];
    }>();
    expect(templates.filter(({ kind }) => kind === "receipt").map(({ version, validFrom }) => `${version} ${validFrom}`)).toEqual(
      ["3 2026-12-01", "2 2026-11-10", "1 2030-01-01"],
    );
    expect((await get("/api/v1/slip-templates", stranger.staff.leader)).json()).toMatchObject({ templates: [] });
    expect((await get("/mau-phieu")).body).toContain("Mẫu riêng, bản 2, từ 10/11/2026");
    expect((await get("/mau-phieu/receipt/2.docx")).rawPayload.length).toBeGreaterThan(1_000);
    expect((await get("/mau-phieu/receipt/2.docx", stranger.staff.leader)).statusCode).toBe(404);
  });

  it("is made a PDF by the converter, and by the built-in layout where that is asked for", async () => {
    const url = `/ho-so/${dossier.id}/phieu/receipt.pdf`;
    const own = readPdf((await get(url)).rawPayload);
    expect(own.title).toBe("LibreOffice");
    expect(own.text).toContain("Đã nhận của: Nguyễn Thị Ánh Tuyết");
    expect(own.text).toContain(dossier.code);
    const builtin = readPdf((await get(`${url}?layout=builtin`)).rawPayload);
    expect(builtin.text).toContain("Tiếp nhận hồ sơ của: Nguyễn Thị Ánh Tuyết");
    expect(builtin.title).toContain(dossier.code);
  });

  it("says what to do where the converter makes nothing of it", async () => {
    peer.becomes("fails");
    const answer = await get(`/api/v1/dossiers/${dossier.id}/slips/receipt`);
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: "conversion_failed" });
    peer.becomes("works");
  });

  it("goes back to the built-in layout by a version without a file", async () => {
    expect((await upload(undefined, { from: "2026-11-15", builtin: "1" })).statusCode).toBe(303);
    expect(readPdf((await get(`/ho-so/${dossier.id}/phieu/receipt.pdf`)).rawPayload).text).toContain("Tiếp nhận hồ sơ của");
  });
});

describe("what is no template is refused with what to do", () => {
  const long = Buffer.alloc(30 * 1_048_576, " ");
  const external = (type: string) =>
    `<Relationships><Relationship Id="x" Type="http://x/relationships/${type}" Target="http://elsewhere" TargetMode="External"/></Relationships>`;
  const field = (run: string) =>
    reworded(
      "<w:body>",
      `<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${run}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
    );
  const CASES: readonly (readonly [string, () => Buffer | undefined, string])[] = [
    ["no file", () => undefined, "Chưa chọn tệp Word"],
    ["text that calls itself DOCX", () => Buffer.from("mẫu phiếu"), "không thuộc loại được nhận"],
    ["a placeholder that the slip does not know", () => reworded("{ma_ho_so}", "{ma_hoso}"), "không có thẻ: {ma_hoso}"],
    ["an item outside of its list", () => reworded("{hen_tra}", "{ten_giay_to}"), "không có thẻ: {ten_giay_to}"],
    ["what JavaScript would find by itself", () => reworded("{ma_ho_so}", "{constructor}"), "không có thẻ: {constructor}"],
    ["a brace that is not closed", () => reworded("{ma_ho_so}", "{ma_ho_so"), "Thẻ viết chưa đúng"],
    ["a list without its end", () => reworded("{/thanh_phan}", ""), "Thẻ viết chưa đúng: thanh_phan"],
    ["typed words put in as XML", () => reworded("{@ma_qr}", "{@nguoi_nop}"), "Thẻ nguoi_nop không được viết với dấu @"],
    ["the QR code as words", () => reworded("{@ma_qr}", "{ma_qr}"), "Mã QR phải viết với dấu @"],
    ["macros", () => withPart("word/vbaProject.bin", "x"), "macro"],
    ["a linked picture", () => withPart("word/_rels/document.xml.rels", external("image")), "lấy nội dung từ nơi khác"],
    [
      "a linked template",
      () => withPart("word/_rels/settings.xml.rels", external("attachedTemplate")),
      "lấy nội dung từ nơi khác",
    ],
    ["a field that fetches", () => field('<w:r><w:instrText> INCLUDETEXT "/etc/passwd" </w:instrText></w:r>'), "trường tự chạy"],
    [
      "the same, cut into runs",
      () => field("<w:r><w:instrText> INCLU</w:instrText></w:r><w:r><w:instrText>DETEXT x</w:instrText></w:r>"),
      "trường tự chạy",
    ],
    [
      "a linked picture in other quotes",
      () => withPart("word/_rels/document.xml.rels", external("image").replaceAll('"', "'")),
      "lấy nội dung từ nơi khác",
    ],
    [
      "a linked picture that is spelt by references",
      () => withPart("word/_rels/document.xml.rels", external("image").replace("External", "&#69;xternal")),
      "lấy nội dung từ nơi khác",
    ],
    [
      "a linked picture that calls itself a link",
      () => withPart("word/_rels/document.xml.rels", external("image").replace("elsewhere", "e' Type='/relationships/hyperlink")),
      "lấy nội dung từ nơi khác",
    ],
    [
      "relations in another encoding",
      () => withPart("word/_rels/document.xml.rels", Buffer.from(external("image"), "utf16le")),
      "không phải",
    ],
    ["a part with entities", () => withPart("word/x.xml", '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'), "không phải"],
    ["a bomb", () => withPart("word/media/x.xml", long), "quá lớn"],
    [
      "a bomb of many parts",
      () =>
        changed((zip) =>
          ["a", "b", "c", "d", "e", "f"].forEach((name) => zip.file(`word/media/${name}.bin`, long.subarray(0, 4_000_000))),
        ),
      "quá lớn",
    ],
  ];

  it.each(CASES)("%s", async (_, make, said) => {
    const before = await database.superuser.query("select from slip_template");
    const answer = await upload(make());
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).toContain(said);
    expect((await database.superuser.query("select from slip_template")).rowCount).toBe(before.rowCount);
  });

  it("a link that a reader may click is none of these", async () => {
    const answer = await upload(withPart("word/_rels/footnotes.xml.rels", external("hyperlink")), { from: "2031-01-01" });
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(303);
  });

  it("nobody but the head of the one-stop shop replaces a template", async () => {
    expect((await upload(template("receipt"), {}, "m.docx", office.staff.leader)).statusCode).toBe(403);
    expect((await get("/mau-phieu", office.staff.specialist)).statusCode).toBe(403);
  });
});
