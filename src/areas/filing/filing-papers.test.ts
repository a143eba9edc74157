import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeSheet, openSheet } from "#platform/pdf/sheet.ts";
import { localSigner } from "#platform/signing/local-signer.ts";
import { signPdf } from "#platform/signing/sign-pdf.ts";
import { testApp, ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { findAs, type FilingDesk, makeCitizen, makeFilingDesk, scopeOf, type TestCitizen } from "../../../test/support/filing.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let desk: FilingDesk;
let citizen: TestCitizen;

async function upload(path: string, who: TestCitizen, name: string, content: Buffer, type = "image/png") {
  const server = await testApp();
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(content)], { type }), name);
  const encoded = new Response(form);
  const answer = await server.inject({
    method: "POST",
    url: path,
    headers: { authorization: `Bearer ${who.token}`, "content-type": encoded.headers.get("content-type") ?? "" },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.body };
}

const first = () => {
  const component = desk.components.find(({ required }) => required);
  if (component === undefined) throw new Error("the procedure asks for nothing");
  return component;
};
const uploadPath = (id: number, code: string) => `/cua-toi/${id}/giay-to/${encodeURIComponent(code)}`;
const find = (id: number) => findAs(id, scopeOf(citizen.accountId));
const sendNow = async (id: number) => desk.send(citizen, id, (await find(id))?.revision ?? 0);
const sql = async (text: string, values: unknown[]) => (await testDatabase()).superuser.query(text, values);

beforeAll(async () => {
  desk = await makeFilingDesk();
});

beforeEach(async () => {
  citizen = await makeCitizen();
});

describe("a component that comes as a file", () => {
  it("is kept with the draft, shown to its writer and to nobody else before it is sent", async () => {
    const id = await desk.begin(citizen);
    await desk.fill(citizen, id);
    expect((await upload(uploadPath(id, first().code), citizen, "giay-chung-sinh.png", PNG)).status).toBe(303);
    expect((await find(id))?.papers).toContainEqual({ code: first().code, way: "upload" });
    const page = await ask("GET", uploadPath(id, first().code), citizen);
    const link = /\/cua-toi\/\d+\/tep\/\d+/.exec(page.body)?.[0] ?? "";
    expect((await ask("GET", link, citizen)).status).toBe(200);
    expect((await ask("GET", link, await makeCitizen("Trần Văn Hùng"))).status).toBe(404);
    const officer = desk.office.staff.receiving_officer;
    const theirs = link.replace("/cua-toi", "/ho-so/truc-tuyen");
    expect((await ask("GET", theirs, officer)).status).toBe(404);
    await sendNow(id);
    expect((await ask("GET", theirs, officer)).status).toBe(200);
    expect((await ask("GET", `/ho-so/truc-tuyen/${id}`, officer)).body).toContain("giay-chung-sinh.png");
  });

  it("that is signed is judged when it comes: the applicant and the officer read at once what is wrong with it", async () => {
    const at = new Date("2026-11-25T03:00:00Z");
    const root = mkdtempSync(join(tmpdir(), "motcua-signed-"));
    const sheet = openSheet("A5", { title: "Đơn", author: "Nguyễn Văn A", subject: "s", createdAt: at });
    const signer = { accountId: 1, name: "Lê Thị Ký", organisation: "Công ty Mẫu" };
    const note = { name: signer.name, reason: "Ký đơn", place: "Hà Nội", at, requestId: "r-1" };
    const signed = await signPdf(localSigner(root, at), signer, await closeSheet(sheet), note);
    if (signed.state !== "signed") throw new Error(signed.state);
    const appended = Buffer.concat([signed.pdf, Buffer.from("\n% thêm sau khi ký\n")]);
    const id = await desk.begin(citizen);
    await desk.fill(citizen, id);
    for (const [name, pdf] of [
      ["don-da-ky.pdf", signed.pdf],
      ["don-them.pdf", appended],
    ] as const)
      expect((await upload(uploadPath(id, first().code), citizen, name, pdf, "application/pdf")).status).toBe(303);
    const own = (await ask("GET", uploadPath(id, first().code), citizen)).body;
    await sendNow(id);
    const theirs = (await ask("GET", `/ho-so/truc-tuyen/${id}`, desk.office.staff.receiving_officer)).body;
    for (const body of [own, theirs]) {
      expect(body).toContain("Chữ ký số chưa xác thực được");
      expect(body).toContain("Lê Thị Ký · Tổ chức cấp chứng thư không có trong danh sách tin cậy của cơ quan này.");
      expect(body).toContain("Chữ ký số không dùng được");
      expect(body).toContain("phần thêm không được ai ký");
    }
  });

  it("that is no picture is refused at its field, and what was kept before stays", async () => {
    const id = await desk.begin(citizen);
    await desk.fill(citizen, id);
    await upload(uploadPath(id, first().code), citizen, "tot.png", PNG);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const refused = await upload(uploadPath(id, first().code), citizen, "xau.png", svg);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.body).toContain("tot.png");
    expect(refused.body).toContain("xau.png");
  });

  it("is not sent without its file", async () => {
    const id = await desk.begin(citizen);
    await desk.fill(citizen, id);
    const before = await find(id);
    const papers = (before?.papers ?? []).map((paper) => ({ ...paper, way: "upload" }));
    await sql("update filing set papers = $2::jsonb where id = $1", [id, JSON.stringify(papers)]);
    await expect(sendNow(id)).rejects.toThrow("papers_undecided");
  });
});

describe("the officer records each component and accepts what is complete (R-01)", () => {
  const sent = async () => {
    const id = await desk.begin(citizen);
    await desk.fill(citizen, id);
    await upload(uploadPath(id, first().code), citizen, "giay-chung-sinh.png", PNG);
    await sendNow(id);
    return id;
  };

  it("refuses to accept what nobody looked at, and what lacks", async () => {
    const id = await sent();
    await expect(desk.answer(id, { name: "accept", found: [] })).rejects.toThrow("paper_not_checked");
    await expect(desk.answer(id, { name: "accept", found: desk.found({ [first().code]: "none" }) })).rejects.toThrow(
      "papers_incomplete",
    );
    const other = desk.components.find(({ code }) => code !== first().code)?.code ?? "";
    await expect(desk.answer(id, { name: "accept", found: desk.found({ [other]: "electronic" }) })).rejects.toThrow(
      "no_file_there",
    );
    expect((await find(id))?.state).toBe("SUBMITTED");
  });

  it("counts what came and nothing else, and hands the files to the dossier's papers, for another to review", async () => {
    const id = await sent();
    const optional = desk.components.filter(({ required }) => !required).map(({ code }) => code);
    const but = Object.fromEntries([[first().code, "electronic"], ...optional.map((code) => [code, "none"])]);
    const { code } = await desk.answer(id, { name: "accept", found: desk.found(but) });
    const { rows } = await sql("select id, components from dossier where code = $1", [code]);
    const components: { code: string; electronic?: number; original: number }[] = rows[0]?.components ?? [];
    const counted = new Map(components.map((each) => [each.code, each]));
    expect(counted.get(first().code)).toMatchObject({ original: 0, photo: 0, electronic: 1 });
    for (const none of optional) expect(counted.get(none)).toMatchObject({ original: 0, certified: 0, photo: 0 });
    const copies = await sql(
      "select component_code, way, review, file_name, recorded_by from digital_copy where dossier_id = $1",
      [rows[0]?.id],
    );
    expect(copies.rows).toEqual([
      {
        component_code: first().code,
        way: "uploaded",
        review: "waiting",
        file_name: "giay-chung-sinh.png",
        recorded_by: "Nguyễn Thị Mai",
      },
    ]);
  });

  it("what a database holds is there without a copy", async () => {
    const id = await sent();
    const { code } = await desk.answer(id, { name: "accept", found: desk.found({ [first().code]: "database" }) });
    const { rows } = await sql("select components from dossier where code = $1", [code]);
    expect(rows[0]?.components).toContainEqual(expect.objectContaining({ code: first().code, fromDatabase: true, original: 0 }));
  });

  it("keeps a file that was sent, also when the applicant takes it away to complete", async () => {
    const id = await sent();
    const lacking = [{ code: first().code, name: first().name, what: "Ảnh mờ" }];
    const found = desk.found({ [first().code]: "none" });
    await desk.answer(id, { name: "ask_completion", reason: "Bổ sung một giấy", lacking, found });
    const page = await ask("GET", `/cua-toi/${id}/giay-to`, citizen);
    expect(page.body).toContain("Cơ quan chưa có");
    const { rows } = await sql("select id::int from filing_file where filing_id = $1", [id]);
    await ask("POST", `${uploadPath(id, first().code)}/bo`, citizen, { file: String(rows[0]?.id) });
    const kept = await sql("select removed_at is not null as removed from filing_file where filing_id = $1", [id]);
    expect(kept.rows).toEqual([{ removed: true }]);
  });
});
