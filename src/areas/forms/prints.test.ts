import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Parties, ReceivedComponent } from "#dossiers";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Member, type Office } from "../../../test/support/office.ts";
import { type Pdf, type PdfPage, readPdf } from "../../../test/support/pdf.ts";
import { actingAs, type Played, playDossier } from "../../../test/support/play-dossier.ts";
import { assertTidy, qrCodes } from "../../../test/support/tidy-page.ts";
import { TEST_PUBLIC_URL, testServer } from "../../../test/support/web.tsx";
import { routes } from "./index.ts";

const MILLIMETRE = 72 / 25.4;
const TUYET = {
  name: "Nguyễn Thị Ánh Tuyết",
  idNumber: "022185001234",
  phone: "+84912345678",
  address: "Số nhà 12, tổ 4, khu 2, phường Hồng Gai, tỉnh Quảng Ninh",
};
const COMPONENTS: readonly ReceivedComponent[] = [
  { code: "a", name: "Tờ khai đăng ký khai sinh", required: true, original: 1, certified: 0, photo: 0 },
  { code: "b", name: "Giấy chứng sinh", required: true, original: 1, certified: 2, photo: 0 },
];

let database: TestDatabase;
let office: Office;
let stranger: Office;
let server: FastifyInstance;
let now = new Date("2026-11-16T08:20:00+07:00");
let first: Played;
let second: Played;
let other: Played;

const receive = (parties: Parties, time = "08:15", at: Office = office): Promise<Played> =>
  playDossier(database.app, at, {
    parties,
    components: COMPONENTS,
    steps: [
      {
        action: {
          name: "receive",
          at: Date.parse(`2026-11-16T${time}:00+07:00`),
          holder: { personId: at.staff.receiving_officer.personId, unitId: at.oneStopId },
        },
        by: actingAs(at, "receiving_officer"),
      },
    ],
  });

const get = (url: string, who: Pick<Member, "token"> = office.staff.receiving_officer) =>
  server.inject({ url, headers: { authorization: `Bearer ${who.token}` } });

async function pdfOf(url: string): Promise<Pdf> {
  const answer = await get(url);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/pdf");
  return readPdf(answer.rawPayload);
}

const oneLine = (pdf: Pdf): string => pdf.text.replace(/\s+/g, " ");
const only = ({ pages }: Pdf): PdfPage => {
  expect(pages).toHaveLength(1);
  return pages[0] as PdfPage;
};

beforeAll(async () => {
  database = await testDatabase();
  office = await makeOffice(database.app);
  stranger = await makeOffice(database.app);
  server = await testServer(database, routes, () => now);
  first = await receive({ owner: { name: "Trần Nguyễn Bảo Khuê" }, submitter: TUYET });
  second = await receive(
    { owner: { name: "Trần Nguyễn Bảo An" }, submitter: { ...TUYET, name: "NGUYỄN THỊ ÁNH TUYẾT" } },
    "08:18",
  );
  other = await receive({ owner: { name: "Đỗ Thị Hạnh", phone: "+84987654321" } });
});
afterAll(() => server.close());

describe("the receipt on a roll of 80 mm", () => {
  it("says what the receipt says, is 80 mm wide and as long as its text", async () => {
    const pdf = await pdfOf(`/ho-so/${first.id}/phieu/receipt.pdf?paper=80mm`);
    const page = only(pdf);
    expect(page.width).toBeCloseTo(80 * MILLIMETRE, 3);
    expect(page.height).toBeLessThan(250 * MILLIMETRE);
    const lowest = Math.max(...page.texts.map(({ y }) => y));
    expect(page.height - lowest).toBeLessThan(30);
    assertTidy(page, 8);
    for (const wanted of [
      first.code,
      "GIẤY TIẾP NHẬN HỒ SƠ",
      "Người nộp: Nguyễn Thị Ánh Tuyết",
      "Chủ hồ sơ: Trần Nguyễn Bảo Khuê",
      "08 giờ 15 phút, ngày 16/11/2026",
      "ngày 19/11/2026",
      "Giấy tờ nộp: 2 loại",
    ]) {
      expect(oneLine(pdf)).toContain(wanted);
    }
    expect(qrCodes(page)).toEqual([`${TEST_PUBLIC_URL}/t/${first.secret}`]);
  });

  it("counts as a print of the receipt: whoever prints the A5 later gets a reprint", async () => {
    const fresh = await receive({ owner: TUYET }, "09:00");
    await pdfOf(`/api/v1/dossiers/${fresh.id}/slips/receipt?paper=80mm`);
    const again = await get(`/ho-so/${fresh.id}/phieu/receipt.pdf`, office.staff.one_stop_head);
    expect(readPdf(again.rawPayload).text).toContain("BẢN IN LẠI LẦN 1");
  });

  it("is refused for a slip that has none", async () => {
    const answer = await get(`/api/v1/dossiers/${first.id}/slips/control?paper=80mm`);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: "paper_not_offered" });
  });
});

describe("one receipt for several dossiers of one applicant", () => {
  it("lists each with its own code, papers, day and QR code", async () => {
    const pdf = await pdfOf(`/ho-so/phieu-chung.pdf?ho-so=${first.id}&ho-so=${second.id}`);
    const page = only(pdf);
    assertTidy(page);
    const text = oneLine(pdf);
    for (const wanted of [
      "CHO NHIỀU HỒ SƠ",
      "Số hồ sơ: 02",
      `Hồ sơ 1 · Mã hồ sơ: ${first.code}`,
      `Hồ sơ 2 · Mã hồ sơ: ${second.code}`,
      "Giấy chứng sinh (1 bản chính, 2 bản chứng thực)",
      "Chủ hồ sơ: Trần Nguyễn Bảo An",
      "ngày 19/11/2026",
    ]) {
      expect(text).toContain(wanted);
    }
    expect(qrCodes(page)).toEqual([`${TEST_PUBLIC_URL}/t/${first.secret}`, `${TEST_PUBLIC_URL}/t/${second.secret}`]);
  });

  it("flows over pages for as many as it takes, and is a print of each", async () => {
    const many = [first, second];
    for (let nth = 0; nth < 10; nth += 1) many.push(await receive({ owner: { name: "Con" }, submitter: TUYET }, "10:00"));
    now = new Date("2026-11-17T08:20:00+07:00");
    const pdf = await pdfOf(`/api/v1/receipts?dossiers=${many.map(({ id }) => id).join(",")}`);
    expect(pdf.pages.length).toBeGreaterThan(1);
    for (const page of pdf.pages) assertTidy(page);
    expect(pdf.pages.flatMap(qrCodes)).toHaveLength(12);
    expect(pdf.text).toContain("BẢN IN LẠI LẦN 1");
    const { rows } = await database.superuser.query<{ count: string }>(
      "select count(*) from slip_print where dossier_id = $1 and kind = 'receipt'",
      [many.at(-1)?.id],
    );
    expect(Number(rows[0]?.count)).toBe(1);
  });

  it("is refused for two people, for one dossier, and for a dossier that one does not see", async () => {
    const ask = async (ids: string, who?: Member) => {
      const answer = await get(`/api/v1/receipts?dossiers=${ids}`, who);
      return { status: answer.statusCode, code: answer.json<{ code: string }>().code };
    };
    expect(await ask(`${first.id},${other.id}`)).toEqual({ status: 422, code: "not_one_applicant" });
    expect(await ask(`${first.id},${first.id}`)).toEqual({ status: 422, code: "joint_too_few" });
    expect(await ask(`${first.id},${second.id}`, stranger.staff.receiving_officer)).toMatchObject({ status: 404 });
    expect((await ask(`${first.id},x`)).status).toBe(422);
  });
});

describe("envelope and label", () => {
  it("addresses the applicant and names the sender; the QR code is the dossier's code, not its secret", async () => {
    const pdf = await pdfOf(`/ho-so/${first.id}/in/envelope.pdf`);
    const page = only(pdf);
    expect([page.width / MILLIMETRE, page.height / MILLIMETRE].map(Math.round)).toEqual([220, 110]);
    assertTidy(page);
    const text = oneLine(pdf);
    for (const wanted of ["Nơi gửi", `Kính gửi: ${TUYET.name}`, "Số nhà 12, tổ 4, khu 2", "Điện thoại: 0912345678"])
      expect(text).toContain(wanted);
    expect(text.toLocaleLowerCase("vi")).toContain(`ủy ban nhân dân xã ${office.prefix.toLocaleLowerCase("vi")}`);
    expect(qrCodes(page)).toEqual([first.code]);
    expect(pdf.links).toEqual([]);
  });

  it("says so where nobody of the dossier has an address", async () => {
    const answer = await get(`/api/v1/dossiers/${other.id}/papers/envelope`);
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: "address_missing" });
  });

  it("marks the folder with QR code, code, owner and days, however long the names are", async () => {
    const long = await receive(
      { owner: { ...TUYET, name: "Công Tằng Tôn Nữ Hoàng Thị Ngọc Ánh Tuyết Mai Phương Thảo" } },
      "11:00",
    );
    for (const { id, code } of [first, long]) {
      const pdf = await pdfOf(`/ho-so/${id}/in/label.pdf`);
      const page = only(pdf);
      expect([page.width / MILLIMETRE, page.height / MILLIMETRE].map(Math.round)).toEqual([70, 40]);
      assertTidy(page, 6);
      expect(qrCodes(page)).toEqual([code]);
      expect(oneLine(pdf)).toContain("Nhận 16/11/2026");
    }
  });

  it("is nobody else's", async () => {
    expect((await get(`/api/v1/dossiers/${first.id}/papers/label`, stranger.staff.receiving_officer)).statusCode).toBe(404);
    expect((await get(`/ho-so/${first.id}/in/label.pdf`, office.staff.administrator)).statusCode).toBe(403);
  });
});

describe("printing without leaving the page", () => {
  const policyOf = async (url: string) => String((await get(url)).headers["content-security-policy"]);

  it("lets our pages hold our PDFs in a frame, and nothing else anything", async () => {
    const [prints, listed, pdf] = await Promise.all(
      ["/so-theo-doi/2026", "/so-theo-doi", `/ho-so/${first.id}/in/label.pdf`].map(policyOf),
    );
    expect(prints).toContain("frame-src 'self'");
    expect(prints).toContain("frame-ancestors 'none'");
    expect(listed).not.toContain("frame-src");
    expect(pdf).toContain("frame-ancestors 'self'");
    expect(pdf).not.toContain("frame-src");
    expect(await policyOf(`/ho-so/${other.id}/in/envelope.pdf`)).toContain("frame-ancestors 'none'");
    expect(await policyOf(`/ho-so/${first.id}/phieu-word/receipt.docx`)).toContain("frame-ancestors 'none'");
  });

  it("is not switched on by what people type", async () => {
    await receive({ owner: { ...TUYET, name: 'Lê <a data-print="pdf"> data-print="pdf"' } }, "12:00");
    const { body } = await get("/so-theo-doi/2026");
    expect(body.split('data-print="pdf"')).toHaveLength(2);
  });
});
