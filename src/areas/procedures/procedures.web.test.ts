import { beforeAll, describe, expect, test } from "vitest";
import { ask, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Member, type Office, starterProcedure } from "../../../test/support/office.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { definitionSchema } from "./definition.ts";
import type { ProcedureCode } from "./procedure.ts";
import { findProcedureByCode, readVersion, listVersions } from "./procedure.store.ts";
import { valuesOf } from "./procedure-form-values.ts";
import { saveProcedures } from "./save-procedures.store.ts";

const PLAIN = "Thủ tục không có thời hạn của nguồn";

let office: Office;

async function submit(who: Member, url: string, fields: Readonly<Record<string, string | readonly string[] | undefined>>) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of value === undefined ? [] : typeof value === "string" ? [value] : value) body.append(name, one);
  }
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/x-www-form-urlencoded" },
    payload: body.toString(),
  });
  return { status: answer.statusCode, location: answer.headers.location, body: answer.body };
}

const read = async <T>(work: Parameters<typeof inTransaction<T>>[2]): Promise<T> =>
  inTransaction((await testDatabase()).app, NO_ROWS, work);

const form = (code: string) => ({
  code,
  name: "Thủ tục của xã ta",
  field: "Hộ tịch",
  levels: "commune",
  communeOffice: "1",
  audiences: ["citizen", "organisation"],
  termUnit: "working_day",
  termValue: "3",
  agencies: "Ủy ban nhân dân xã",
  steps: "Bước 1\nBước 2",
  results: "Giấy xác nhận",
  legalBases: "60/2014/QH13 | Luật Hộ tịch",
  channels: ["counter", "online"],
  compCode: ["", "", ""],
  compName: ["Tờ khai", "", "Bản sao giấy khai sinh"],
  compKind: ["form", "document", "document"],
  compOriginal: ["1", "", ""],
  compCertified: ["", "", "1"],
  compPhoto: ["", "", "?"],
  compRequired: ["yes", "yes", "no"],
  compForm: ["Mẫu 01", "", ""],
  compData: ["", "", ""],
  caseCode: ["A", ""],
  caseName: ["Trường hợp gấp", ""],
  caseUnit: ["same_day", ""],
  caseValue: ["", ""],
  caseComponents: ["3", ""],
  feeKind: ["charge", "fee"],
  feeAmount: ["20.000", ""],
  feeText: ["Mỗi bản", ""],
  source: "Quyết định của tỉnh",
});

const idIn = (location: unknown): number => Number(/phien-ban\/(\d+)$/.exec(String(location))?.[1]);

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  await starterProcedure(app);
  const entry = {
    code: "1.900001" as ProcedureCode,
    name: PLAIN,
    field: "Hộ tịch",
    levels: ["commune"] as const,
    communeOffice: true,
    audiences: ["citizen"] as const,
    term: { value: null, unit: "unknown" as const },
    hasDetail: false,
    definition: definitionSchema.parse({}),
    source: "thử",
    verified: false,
  };
  await inTransaction(app, NO_ROWS, (tx) => saveProcedures(tx, [entry], { origin: "portal", on: "2026-01-01" }));
});

describe("the public catalogue", () => {
  test("is found without diacritics and filtered by field", async () => {
    const page = await ask("GET", "/thu-tuc?q=dang+ky+khai+sinh");
    expect(page.status).toBe(200);
    expect(page.body).toContain('href="/thu-tuc/1.001193"');
    const filtered = await ask("GET", `/thu-tuc?field=${encodeURIComponent("Chứng thực")}`);
    expect(filtered.body).toContain("/thu-tuc/2.000815");
    expect(filtered.body).not.toContain('href="/thu-tuc/1.001193"');
  });

  test("a weak match is shown with the doubt said before it", async () => {
    const page = await ask("GET", `/thu-tuc?q=${encodeURIComponent("gặp ai để hỏi chuyện ông lão khó khăn")}`);
    expect(page.body).toContain("Chúng tôi không chắc đã hiểu đúng");
    expect(page.body).toMatch(/href="\/thu-tuc\/\d/);
    expect((await ask("GET", "/thu-tuc?q=dang+ky+khai+sinh")).body).not.toContain("Chúng tôi không chắc đã hiểu đúng");
  });

  test("says so when nothing fits, and keeps what was typed", async () => {
    const beyond = await ask("GET", "/thu-tuc?field=H%E1%BB%99+t%E1%BB%8Bch&page=9000");
    expect([beyond.status, beyond.headers["location"]]).toEqual([303, "/thu-tuc?field=H%E1%BB%99+t%E1%BB%8Bch"]);
    const page = await ask("GET", "/thu-tuc?q=zzzz%22%3E%3Cb%3E");
    expect(page.status).toBe(200);
    expect(page.body).toContain("Không tìm thấy thủ tục phù hợp");
    expect(page.body).not.toContain("<b>");
  });

  test("a procedure's page shows the seven parts of Decree 63/2010 article 8, and the others", async () => {
    const { status, body } = await ask("GET", "/thu-tuc/1.001193");
    expect(status).toBe(200);
    for (const part of [
      "1. Tên thủ tục",
      "2. Trình tự thực hiện",
      "3. Cách thức thực hiện",
      "4. Thành phần, số lượng hồ sơ",
      "5. Thời hạn giải quyết",
      "6. Đối tượng thực hiện",
      "7. Cơ quan giải quyết",
    ]) {
      expect(body).toContain(part);
    }
    for (const words of ["Giấy chứng sinh", "nhận sau 15 giờ", "Luật Hộ tịch", "Phí, lệ phí", "Các phiên bản", "8.000 đồng"])
      expect(body).toContain(words);
  });

  test("the checklist follows the case", async () => {
    const { body } = await ask("GET", "/thu-tuc/1.001193?truong-hop=1.001193.BR");
    expect(body).toContain("Biên bản về việc trẻ bị bỏ rơi");
    expect(body).not.toContain("Giấy chứng nhận kết hôn của cha, mẹ");
  });

  test("a term that the source does not give is said to be unknown", async () => {
    const { body } = await ask("GET", "/thu-tuc/1.900001");
    expect(body).toContain("Chưa rõ thời hạn");
    expect(body).toContain("không tự suy đoán");
  });

  test("a page to print exists, and a code that is not there is refused in words", async () => {
    expect((await ask("GET", "/thu-tuc/1.001193/in")).status).toBe(200);
    const missing = await ask("GET", "/thu-tuc/9.999999");
    expect(missing.status).toBe(404);
    expect(missing.body).toContain("Không tìm thấy thủ tục này");
  });
});

describe("the API", () => {
  test("lists by code with a cursor and searches", async () => {
    type List = { items: { code: string; term: unknown; why: string | null }[]; total: number; next: string | null };
    const first = (await ask("GET", "/api/v1/procedures?limit=2")).json<List>();
    const second = (await ask("GET", `/api/v1/procedures?limit=2&after=${first.next}`)).json<List>();
    expect(first.items).toHaveLength(2);
    expect((second.items[0]?.code ?? "") > (first.items[1]?.code ?? "")).toBe(true);
    const found = (await ask("GET", `/api/v1/procedures?q=${encodeURIComponent("đăng ký khai sinh")}&limit=1`)).json<List>();
    expect(found.items[0]).toMatchObject({ code: "1.001193", term: { value: null, unit: "same_day" } });
    expect(found.items[0]?.why).toContain("khai");
  });

  test("reads one procedure, and refuses a level and a code that do not exist", async () => {
    const one = (await ask("GET", "/api/v1/procedures/1.001193")).json<{ definition: { components: unknown[] } }>();
    expect(one.definition.components.length).toBeGreaterThan(5);
    expect((await ask("GET", "/api/v1/procedures/1.111111")).json<{ code: string }>().code).toBe("procedure_not_found");
    expect((await ask("GET", "/api/v1/procedures?level=galaxy")).status).toBe(422);
  });
});

describe("writing procedures", () => {
  test("is for administrators and the head of the one-stop shop only", async () => {
    expect((await ask("GET", "/quan-tri/thu-tuc", office.staff.receiving_officer)).status).toBe(403);
    expect((await ask("GET", "/quan-tri/thu-tuc")).status).toBe(303);
    expect((await ask("GET", "/quan-tri/thu-tuc?status=published&detail=yes", office.staff.administrator)).body).toContain(
      "Đã công bố",
    );
  });

  test("a draft is written, published from a day, changed by a new version and abolished", async () => {
    const head = office.staff.one_stop_head;
    const saved = await submit(head, "/quan-tri/thu-tuc/moi", form("1.910001"));
    expect(saved.status).toBe(303);
    const first = idIn(saved.location);
    expect(await read((tx) => findProcedureByCode(tx, "1.910001", "2026-06-01"))).toBeUndefined();

    const draft = await read((tx) => readVersion(tx, first));
    expect(
      draft?.definition.components.map((c) => [
        c.code,
        c.name,
        c.copies.original,
        c.copies.certified,
        c.copies.photo,
        c.required,
      ]),
    ).toEqual([
      ["01", "Tờ khai", 1, 0, 0, true],
      ["02", "Bản sao giấy khai sinh", 0, 1, null, false],
    ]);
    expect(draft?.definition.cases).toEqual([
      { code: "A", name: "Trường hợp gấp", term: { value: null, unit: "same_day" }, components: ["02"] },
    ]);
    expect(draft?.definition.fees).toEqual([{ kind: "charge", amountVnd: 20_000, text: "Mỗi bản" }]);
    expect(draft?.definition.legalBases).toEqual([{ no: "60/2014/QH13", title: "Luật Hộ tịch" }]);

    expect((await submit(head, `/quan-tri/thu-tuc/phien-ban/${first}/cong-bo`, { from: "01/03/2026" })).status).toBe(303);
    expect((await submit(head, `/quan-tri/thu-tuc/phien-ban/${first}/cong-bo`, { from: "01/03/2026" })).status).toBe(409);
    expect((await ask("GET", `/quan-tri/thu-tuc/phien-ban/${first}`, head)).body).toContain("Bãi bỏ");

    const changed = await submit(head, `/quan-tri/thu-tuc/phien-ban/${first}/sua`, { ...form("1.910001"), termValue: "2" });
    const second = idIn(changed.location);
    expect(second).not.toBe(first);
    await submit(head, `/quan-tri/thu-tuc/phien-ban/${second}/cong-bo`, { from: "01/05/2026" });
    const terms = await Promise.all(
      ["2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01"].map((day) =>
        read(async (tx) => (await findProcedureByCode(tx, "1.910001", day))?.term.value),
      ),
    );
    expect(terms).toEqual([undefined, 3, 3, 2]);

    expect((await submit(head, `/quan-tri/thu-tuc/phien-ban/${second}/bai-bo`, { on: "01/04/2026" })).status).toBe(422);
    expect((await submit(head, `/quan-tri/thu-tuc/phien-ban/${second}/bai-bo`, { on: "01/07/2026" })).status).toBe(303);
    expect(await read((tx) => findProcedureByCode(tx, "1.910001", "2026-07-01"))).toBeUndefined();
    expect((await read((tx) => findProcedureByCode(tx, "1.910001", "2026-06-30")))?.versionId).toBe(second);
  });

  test("what is wrong is said at the field, and what was typed stays", async () => {
    const head = office.staff.one_stop_head;
    const wrong = async (fields: Record<string, string | readonly string[]>, expected: string) => {
      const answer = await submit(head, "/quan-tri/thu-tuc/moi", { ...form("1.910002"), ...fields });
      expect(answer.status).toBe(422);
      expect(answer.body).toContain(expected);
      expect(answer.body).toContain("Thủ tục của xã ta");
    };
    await wrong({ code: "12.34" }, "ví dụ 1.001193");
    await wrong({ termValue: "" }, "số nguyên dương");
    await wrong({ termUnit: "same_day" }, "số nguyên dương");
    await wrong({ caseComponents: ["7", ""] }, "giấy tờ số 7");
    await wrong({ caseName: ["", ""] }, "cần mã và tên riêng");
    await wrong({ field: "" }, "bắt buộc");
    expect(await read((tx) => listVersions(tx, "1.910002", true))).toEqual([]);
  });

  test("a draft without the seven parts is not published", async () => {
    const head = office.staff.one_stop_head;
    const saved = await submit(head, "/quan-tri/thu-tuc/moi", {
      ...form("1.910003"),
      steps: "",
      agencies: "",
      termUnit: "unknown",
      termValue: "",
    });
    const refused = await submit(head, `${saved.location}/cong-bo`, { from: "01/03/2026" });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain("Trình tự thực hiện, Thời hạn giải quyết, Cơ quan giải quyết");
    expect((await submit(head, `${saved.location}/bai-bo`, {})).status).toBe(303);
    expect((await read((tx) => readVersion(tx, idIn(saved.location))))?.status).toBe("withdrawn");
  });

  test("opening a version in the form and saving it unchanged says the same", async () => {
    const head = office.staff.one_stop_head;
    const birth = await starterProcedure((await testDatabase()).app, "1.001193");
    const saved = await submit(head, `/quan-tri/thu-tuc/phien-ban/${birth.versionId}/sua`, valuesOf(birth));
    const copy = await read((tx) => readVersion(tx, idIn(saved.location)));
    expect(copy?.definition).toEqual(birth.definition);
    expect(copy).toMatchObject({
      term: birth.term,
      levels: birth.levels,
      audiences: birth.audiences,
      verified: true,
      origin: "office",
      status: "draft",
    });
    const page = await ask("GET", `/quan-tri/thu-tuc/phien-ban/${birth.versionId}/sua`, head);
    expect(page.status).toBe(200);
    expect(page.body).toContain('value="Giấy chứng sinh"');
  });

  test("the list of imports can be read", async () => {
    expect((await ask("GET", "/quan-tri/thu-tuc/nhap", office.staff.administrator)).status).toBe(200);
    expect((await ask("GET", "/quan-tri/thu-tuc/nhap/999999", office.staff.administrator)).status).toBe(404);
  });
});
