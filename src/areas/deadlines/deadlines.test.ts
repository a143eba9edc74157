import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStarterCatalogue } from "#procedures";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { testServer } from "../../../test/support/web.tsx";
import { routes } from "./index.ts";

let database: TestDatabase;
let server: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase("deadlines");
  await inTransaction(database.app, NO_ROWS, (tx) => loadStarterCatalogue(tx, "2026-01-01"));
  server = await testServer(database, routes, () => new Date("2026-11-22T09:00:00+07:00"));
});
afterAll(async () => {
  await server.close();
});

const post = (payload: unknown) => server.inject({ method: "POST", url: "/api/v1/deadlines", payload: payload as object });
const line = (id: unknown) => ({
  id,
  term: { value: 10, unit: "working_day" },
  events: [{ type: "start", at: "2026-11-20T16:00:00+07:00" }],
});
const open = (query: Readonly<Record<string, string>>) =>
  server.inject({ url: `/tinh-han?${new URLSearchParams(query).toString()}` });
const TERM = { ngay: "20/11/2026", gio: "16:00", thoi_han: "10", don_vi: "working_day", cach_tinh: "date" };

describe("POST /api/v1/deadlines", () => {
  it("answers one term, without an account and without a key", async () => {
    const response = await post(line("a"));
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ id: "a", due_at: "2026-12-07T17:00:00+07:00", class: { II06a: "not_due" } });
  });

  it("answers a list in order; a bad term gets its error and the rest go on", async () => {
    const answers = (await post([line(1), { ...line(2), term: { value: 0, unit: "day" } }, line(3)])).json<
      { id: number; error?: { code: string } }[]
    >();
    expect(answers.map(({ id, error }) => [id, error?.code])).toEqual([
      [1, undefined],
      [2, "term_not_positive"],
      [3, undefined],
    ]);
  });

  it("takes a thousand terms and refuses one more, or none", async () => {
    const thousand = Array.from({ length: 1000 }, (_unused, index) => line(index));
    expect((await post(thousand)).json()).toHaveLength(1000);
    expect((await post([...thousand, line(1000)])).statusCode).toBe(422);
    expect((await post([])).statusCode).toBe(422);
    expect((await post(["x"])).statusCode).toBe(422);
  });
});

describe("the page Tính hạn giải quyết", () => {
  it("is empty at first, with the present day and time filled in", async () => {
    const response = await server.inject({ url: "/tinh-han" });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('value="22/11/2026"');
    expect(response.body).toContain('value="09:00"');
    expect(response.body).not.toContain("Hạn trả</h2>");
  });

  it("shows the due date, the sentence, the strip of days and what it rests on", async () => {
    const { body, statusCode } = await open(TERM);
    expect(statusCode).toBe(200);
    expect(body).toContain("17 giờ 00 phút, thứ Hai ngày 07/12/2026");
    expect(body).toContain("24/11/2026 (Ngày Văn hóa Việt Nam)");
    expect(body).toContain("28/2026/QH16");
    expect(body).toContain("Nghị định 118/2025/NĐ-CP (có quy định chưa kiểm chứng)");
    expect(body).toContain('value="10"');
  });

  it("counts by hours, in months and on the same day", async () => {
    expect((await open({ ...TERM, cach_tinh: "hours", thoi_han: "1" })).body).toContain(
      "16 giờ 00 phút, thứ Hai ngày 23/11/2026",
    );
    expect((await open({ ...TERM, don_vi: "month", thoi_han: "1", ngay: "31/01/2026" })).body).toContain(
      "thứ Hai ngày 02/03/2026",
    );
    expect((await open({ ngay: "20/11/2026", gio: "15:01", don_vi: "same_day" })).body).toContain("thứ Hai ngày 23/11/2026");
  });

  it("takes the term of a procedure by its code", async () => {
    const found = await database.app.query<{ code: string; name: string; value: number }>(
      `select p.code, v.name, v.term_value as value from procedure p join procedure_version v on v.procedure_id = p.id
       where v.status = 'published' and v.term_unit = 'working_day' order by p.code limit 1`,
    );
    const [procedure] = found.rows;
    const { body } = await open({ ngay: "20/11/2026", gio: "16:00", thu_tuc: procedure!.code });
    expect(body).toContain(`${procedure!.value} ngày làm việc`);
  });

  it.each([
    ["gio", "25:00", "Giờ viết sai"],
    ["thoi_han", "", "Nhập thời hạn"],
    ["thu_tuc", "9.999999", "Không có thủ tục mang mã 9.999999"],
    ["ngay", "20/11/2030", "Chưa có lịch làm việc năm 2030"],
    ["ngay", "31/02/2026", ""],
    ["thoi_han", "0", "Hãy nhập một số hợp lệ"],
  ])("says what is wrong with %s=%s, and keeps it", async (name, value, message) => {
    const { body, statusCode } = await open({ ...TERM, [name]: value });
    expect(statusCode).toBe(422);
    expect(body).toContain(message);
    const field = [...body.matchAll(/<input[^>]*>/g)].find(([input]) => input.includes(`name="${name}"`))?.[0];
    expect(field).toContain(value === "" ? "id=" : `value="${value}"`);
  });
});
