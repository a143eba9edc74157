import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HistoryStep, type Parties, trackingNumberText } from "#dossiers";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, type StaffRole } from "../../../test/support/office.ts";
import { actingAs, type Played, playDossier } from "../../../test/support/play-dossier.ts";
import { testServer } from "../../../test/support/web.tsx";
import { daysText } from "./home.page.tsx";
import { routes } from "./index.ts";

const PARTIES: Parties = {
  owner: { name: "Trần Nguyễn Bảo Khuê", idNumber: "022326001234", address: "Tổ 4, khu 2, phường Hồng Gai" },
  submitter: { name: "Nguyễn Thị Ánh Tuyết", idNumber: "022185001234", phone: "+84912345678", email: "anhtuyet@vidu.vn" },
};
/** What no public answer may ever contain. */
const PERSONAL = ["Bảo Khuê", "Ánh Tuyết", "022326001234", "022185001234", "912345678", "anhtuyet", "Tổ 4"];

const at = (time: string): number => Date.parse(`${time}:00+07:00`);
const NOW = new Date("2026-11-22T09:00:00+07:00");

let database: TestDatabase;
let office: Office;
let server: FastifyInstance;
let dossier: Played;

/** Every test asks from an address of its own, so that misses of one do not count against another. */
let visitor = 0;
const get = (url: string, from = `10.0.${Math.floor(visitor / 250)}.${(visitor++ % 250) + 1}`) =>
  server.inject({ url, headers: { "x-forwarded-for": from } });

const step = (role: StaffRole, action: HistoryStep["action"], more: Partial<HistoryStep> = {}): HistoryStep => ({
  action,
  by: actingAs(office, role),
  ...more,
});

const history = (): [HistoryStep, ...HistoryStep[]] => [
  step("receiving_officer", {
    name: "receive",
    at: at("2026-11-16T08:15"),
    holder: { personId: office.staff.receiving_officer.personId, unitId: office.oneStopId },
  }),
  step(
    "receiving_officer",
    {
      name: "hand_over",
      at: at("2026-11-16T08:40"),
      to: { personId: office.staff.specialist.personId, unitId: office.divisionId },
    },
    { reason: "Ghi chú nội bộ khi chuyển" },
  ),
  step(
    "specialist",
    {
      name: "request_supplement",
      at: at("2026-11-17T09:00"),
      holder: { personId: null, unitId: office.oneStopId },
      reason: "Giấy chứng sinh bị mờ",
    },
    { reason: "Giấy chứng sinh bị mờ", payload: { items: ["Giấy chứng sinh (bản chính)"] } },
  ),
];

beforeAll(async () => {
  database = await testDatabase();
  office = await makeOffice(database.app);
  server = await testServer(database, routes, () => NOW);
  dossier = await playDossier(database.app, office, { parties: PARTIES, steps: history() });
});
afterAll(() => server.close());

describe("looking a dossier up by its code", () => {
  it("gives the code and the stage and nothing else (Circular 01/2018 article 16.2d)", async () => {
    const answer = await get(`/api/v1/public/dossiers/${dossier.code}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ code: dossier.code, stage: "waiting_for_papers" });
    expect(Object.keys(answer.json())).toEqual(["code", "stage"]);
  });

  it("does not mind small letters, spaces and long dashes", async () => {
    const typed = ` ${dossier.code.toLowerCase().replaceAll("-", " – ")} `;
    expect((await get(`/api/v1/public/dossiers/${encodeURIComponent(typed)}`)).json()).toEqual({
      code: dossier.code,
      stage: "waiting_for_papers",
    });
  });

  it("shows the stage in plain words on the page, without a name, a number or the procedure", async () => {
    const { body, statusCode } = await get(`/tra-cuu?ma=${encodeURIComponent(dossier.code)}`);
    expect(statusCode).toBe(200);
    expect(body).toContain("Chờ bổ sung giấy tờ");
    for (const secret of [...PERSONAL, "khai sinh", "Giấy chứng sinh", "Trần Văn Bình", "Phòng Văn hóa"])
      expect(body).not.toContain(secret);
  });

  it("opens the whole course by the code with the ten digits of its receipt; others, and another code's, open nothing", async () => {
    const { rows } = await database.superuser.query<{ secret: string; number: string }>(
      "select tracking_secret as secret, tracking_number(secret_hash) as number from dossier where code = $1",
      [dossier.code],
    );
    const { secret = "", number = "" } = rows[0] ?? {};
    expect(trackingNumberText(secret)).toBe(`${number.slice(0, 5)} ${number.slice(5)}`);
    const type = (ma: string, so: string, from = `10.1.0.${(visitor++ % 250) + 1}`) =>
      server.inject({
        method: "POST",
        url: "/tra-cuu",
        headers: {
          "x-forwarded-for": from,
          "content-type": "application/x-www-form-urlencoded",
          origin: "http://localhost:3000",
          host: "localhost:3000",
        },
        payload: new URLSearchParams({ ma, so }).toString(),
      });
    const opened = await type(dossier.code.toLowerCase(), trackingNumberText(secret));
    expect([opened.statusCode, opened.headers.location]).toEqual([303, `/t/${secret}`]);
    const other = String((Number(number) + 1) % 10_000_000_000).padStart(10, "0");
    for (const [ma, so] of [
      [dossier.code, other],
      [dossier.code.replace(/\d$/, (last) => String((Number(last) + 5) % 10)), number],
    ] as const) {
      const { statusCode, body } = await type(ma, so);
      expect([statusCode, body.includes("không khớp"), body.includes(`value="${so}"`)]).toEqual([404, true, true]);
      expect(body).not.toContain("Chờ bổ sung giấy tờ");
    }
    for (let miss = 0; miss < 30; miss += 1) await type(dossier.code, other, "10.1.9.9");
    expect((await type(dossier.code, number, "10.1.9.9")).statusCode).toBe(429);
  });

  it("says nothing personal however many codes of a day are counted through", async () => {
    const day = dossier.code.replace(/\d{4}$/, "");
    const bodies = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        get(`/api/v1/public/dossiers/${day}${String(index + 1).padStart(4, "0")}`).then((answer) => answer.body),
      ),
    );
    expect(bodies.filter((body) => body.includes('"stage"'))).toHaveLength(1);
    for (const body of bodies) for (const secret of PERSONAL) expect(body).not.toContain(secret);
  });

  it("answers a telephone number, a name or an identity number alike whether they are known or not", async () => {
    const answerTo = async (probe: string): Promise<string> =>
      (await get(`/tra-cuu?ma=${encodeURIComponent(probe)}`)).body.replaceAll(probe, "…");
    expect(await answerTo("0912345678")).toBe(await answerTo("0987654321"));
    expect(await answerTo("022326001234")).toBe(await answerTo("001199999999"));
    expect(await answerTo("Trần Nguyễn Bảo Khuê")).toBe(await answerTo("Lý Thường Mơ Màng"));
  });

  it("answers an unknown code with 404 and what to do, on the page and in the API", async () => {
    const page = await get("/tra-cuu?ma=H49.0-261120-9999");
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain("Không tìm thấy hồ sơ");
    const api = await get("/api/v1/public/dossiers/H49.0-261120-9999");
    expect(api.statusCode).toBe(404);
    expect(api.json()).toMatchObject({ code: "dossier_unknown" });
  });

  it("stops a client after thirty misses in ten minutes, and nobody else", async () => {
    for (let miss = 0; miss < 30; miss += 1) expect((await get(`/tra-cuu?ma=X-${miss}`, "203.0.113.7")).statusCode).toBe(404);
    expect((await get(`/tra-cuu?ma=${dossier.code}`, "203.0.113.7")).statusCode).toBe(429);
    expect((await get(`/api/v1/public/dossiers/${dossier.code}`, "203.0.113.7")).json()).toMatchObject({
      code: "too_many_look_ups",
    });
    expect((await get(`/tra-cuu?ma=${dossier.code}`, "203.0.113.8")).statusCode).toBe(200);
    // What was typed stays in its field.
    expect((await get(`/tra-cuu?ma=${dossier.code}`, "203.0.113.7")).body).toContain(`value="${dossier.code}"`);
  });

  it("puts into the address only a code that there is, whatever was typed", async () => {
    const send = (ma: string) =>
      server.inject({
        method: "POST",
        url: "/tra-cuu",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": "203.0.113.90" },
        payload: new URLSearchParams({ ma }).toString(),
      });
    const found = await send(` ${dossier.code.toLowerCase()} `);
    expect([found.statusCode, found.headers.location]).toEqual([303, `/tra-cuu?ma=${encodeURIComponent(dossier.code)}`]);
    const card = await send("022326001234");
    expect([card.statusCode, card.headers.location]).toEqual([404, undefined]);
    expect(card.body).toContain('value="022326001234"');
    expect((await get("/")).body).toMatch(/<form [^>]*action="\/tra-cuu" method="post"/);
  });

  it("counts the addresses of one IPv6 connection as one client", async () => {
    const addresses = Array.from({ length: 30 }, (_, n) => `2001:db8:7:7::${(n + 1).toString(16)}`);
    for (const address of addresses) expect((await get("/tra-cuu?ma=X", address)).statusCode).toBe(404);
    expect((await get(`/tra-cuu?ma=${dossier.code}`, "2001:db8:7:7:ffff::1")).statusCode).toBe(429);
    expect((await get(`/tra-cuu?ma=${dossier.code}`, "2001:db8:7:8::1")).statusCode).toBe(200);
  });

  it("shuts nobody out for what a clock that ran ahead has left", async () => {
    const client = "203.0.113.70";
    for (let miss = 0; miss < 30; miss += 1) await get("/tra-cuu?ma=X", client);
    expect((await get(`/tra-cuu?ma=${dossier.code}`, client)).statusCode).toBe(429);
    const hash = createHash("sha256").update(`look-up\0${client}`).digest();
    await database.superuser.query("update look_up_miss set at = at + interval '1 year' where client_hash = $1", [hash]);
    expect((await get(`/tra-cuu?ma=${dossier.code}`, client)).statusCode).toBe(200);
  });

  it("hides a dossier whose receipt was cancelled", async () => {
    const cancel = step(
      "one_stop_head",
      { name: "void", at: at("2026-11-16T09:00"), reason: "Nhập nhầm" },
      { reason: "Nhập nhầm" },
    );
    const voided = await playDossier(database.app, office, { parties: PARTIES, steps: [history()[0], cancel] });
    expect((await get(`/api/v1/public/dossiers/${voided.code}`)).statusCode).toBe(404);
  });
});

describe("the address behind the QR code of the receipt", () => {
  it("opens the timeline with dates, units and officers by name and office", async () => {
    const { body, statusCode } = await get(`/t/${dossier.secret}`);
    expect(statusCode).toBe(200);
    for (const wanted of [
      dossier.code,
      "Đăng ký khai sinh",
      "08:15 16/11/2026",
      "Phòng Văn hóa – Xã hội",
      "Trần Văn Bình – Chuyên viên",
      "Yêu cầu bổ sung giấy tờ",
      "Giấy chứng sinh (bản chính)",
      "Giấy chứng sinh bị mờ",
      "Đang tạm dừng tính thời gian",
    ]) {
      expect(body).toContain(wanted);
    }
  });

  it("shows no personal number, no address, no name of a citizen and no internal note", async () => {
    const { body } = await get(`/t/${dossier.secret}`);
    for (const secret of [...PERSONAL, "Ghi chú nội bộ"]) expect(body).not.toContain(secret);
  });

  it("is kept out of caches, searches and referrers", async () => {
    const { headers } = await get(`/t/${dossier.secret}`);
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["x-robots-tag"]).toContain("noindex");
  });

  it("answers every wrong secret with the same bytes, whatever its shape", async () => {
    const wrong = [
      `${dossier.secret.slice(0, -1)}${dossier.secret.endsWith("A") ? "B" : "A"}`,
      "x",
      "A".repeat(22),
      "%27%20or%201%3D1",
    ];
    const answers = await Promise.all(wrong.map((secret) => get(`/t/${secret}`)));
    for (const answer of answers) expect(answer.statusCode).toBe(404);
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
  });

  it("is found by the hash of the secret, and the hash itself opens nothing", async () => {
    const hash = createHash("sha256").update(dossier.secret).digest();
    const { rows } = await database.superuser.query("select secret_hash from dossier where code = $1", [dossier.code]);
    expect((rows[0] as { secret_hash: Buffer }).secret_hash.equals(hash)).toBe(true);
    expect((await get(`/t/${hash.toString("base64url")}`)).statusCode).toBe(404);
  });

  it("tells that the due date has passed", async () => {
    const late = await playDossier(database.app, office, {
      parties: PARTIES,
      steps: history().slice(0, 2) as [HistoryStep, ...HistoryStep[]],
    });
    const { body } = await get(`/t/${late.secret}`);
    expect(body).toContain("Hồ sơ đã quá ngày hẹn trả");
    expect(body).toContain("19/11/2026");
  });
});

describe("the public front page", () => {
  it("offers the look-up, the catalogue and the deadline page", async () => {
    const { body, statusCode } = await get("/");
    expect(statusCode).toBe(200);
    for (const wanted of ['action="/tra-cuu"', 'action="/thu-tuc"', 'href="/tinh-han"', "Hồ sơ của tôi đến đâu rồi?"])
      expect(body).toContain(wanted);
  });

  it("sends staff who are signed in to their work", async () => {
    const answer = await server.inject({
      url: "/",
      headers: { authorization: `Bearer ${office.staff.receiving_officer.token}` },
    });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe("/viec-cua-toi");
  });

  it("tells days in a row as a span", () => {
    expect(daysText("vi", ["mon", "tue", "wed", "thu", "fri"])).toBe("Thứ Hai – Thứ Sáu");
    expect(daysText("vi", ["mon", "tue", "sat"])).toBe("Thứ Hai – Thứ Ba, Thứ Bảy");
  });
});
