import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findChannelSettings, saveChannelSettings } from "#notices";
import { jobs } from "#portal";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { serverTime } from "../../../test/support/server-time.ts";
import { codeIn, openTelephones } from "../../../test/support/telephones.ts";
import { listServices } from "./point.store.ts";
import { setUpPoint } from "./set-up-point.ts";

let office: Office;
let telephones: Awaited<ReturnType<typeof openTelephones>>;
let serviceId = 0;
let minutes = 0;
let lastNumber = 81_000_000 + Math.floor(Math.random() * 8_000_000);
const newPhone = () => `09${(lastNumber += 1)}`;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

/** Minutes after nine on a Wednesday. */
const later = (count: number): void => {
  minutes += count;
  setServerTime(new Date(Date.parse("2026-11-25T09:00:00+07:00") + minutes * 60_000).toISOString());
};

const door = () => `/lay-so/${office.oneStopId}`;
const taken = () =>
  run<number>(async (tx) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from queue_ticket where unit_id = ${office.oneStopId}`.execute(tx);
    return rows[0]?.n as never;
  });

/** Asks for a number by telephone; answers the page on which the code is entered. */
async function askFor(phone: string): Promise<string> {
  const answer = await ask("POST", door(), undefined, { serviceId, identity: phone });
  expect(answer.status).toBe(303);
  const page = String(answer.headers["location"]);
  expect(page).toMatch(/^\/xac-nhan\//);
  await telephones.settle();
  return page;
}
const lastCode = () => codeIn(telephones.sent.at(-1)?.text);

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  telephones = await openTelephones();
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  serviceId = (await run<readonly { id: number }[]>((tx) => listServices(tx, office.oneStopId) as never))[0]?.id ?? 0;
  await run((tx) => sql`update queue_point set phone_proved = true where unit_id = ${office.oneStopId}`.execute(tx) as never);
  later(0);
});
afterAll(async () => {
  setServerTime(undefined);
  await telephones.close();
});
beforeEach(() => {
  telephones.sent.length = 0;
});

describe("a number by telephone, where the hall wants the telephone proved", () => {
  it("is given once the code that went to the telephone was entered, though the form is sent twice", async () => {
    const before = await taken();
    const phone = newPhone();
    const page = await askFor(phone);
    expect(telephones.sent.map(({ to }) => to)).toEqual([`+84${phone.slice(1)}`]);
    expect(await taken()).toBe(before);
    const asked = (await ask("GET", page)).body;
    expect(asked).toContain("Xác nhận số điện thoại");
    expect(asked).toContain(`href="/lay-so/${office.oneStopId}"`);
    expect((await ask("GET", page.replace("cho=lay-so", "cho=dat-hen"))).body).toContain(`href="/dat-hen/${office.oneStopId}"`);
    const key = crypto.randomUUID();
    const answers = await Promise.all([0, 1].map(() => ask("POST", page, undefined, { code: lastCode() }, key)));
    const ways = answers.map(({ headers }) => String(headers["location"]));
    expect(ways[0]).toMatch(/^\/lay-so\/\d+\/[\w-]{24}$/);
    expect(ways[1]).toBe(ways[0]);
    expect(await taken()).toBe(before + 1);
  });

  it("is not given for a wrong code, nor for the right one after five, nor after ten minutes", async () => {
    const before = await taken();
    const page = await askFor(newPhone());
    const right = lastCode();
    const wrong = right === "123456" ? "654321" : "123456";
    for (let tries = 0; tries < 5; tries += 1) {
      const refused = await ask("POST", page, undefined, { code: wrong });
      expect([refused.status, refused.body.includes(`value="${wrong}"`)]).toEqual([422, true]);
    }
    expect((await ask("POST", page, undefined, { code: right })).status).toBe(429);
    const late = await askFor(newPhone());
    later(11);
    expect((await ask("POST", late, undefined, { code: lastCode() })).status).toBe(422);
    expect(await taken()).toBe(before);
  });

  it("is no more than the hall's share of a telephone a day, which is said to whoever has the telephone alone", async () => {
    const phone = newPhone();
    for (let nth = 0; nth < 2; nth += 1) {
      const page = await askFor(phone);
      expect((await ask("POST", page, undefined, { code: lastCode() })).status).toBe(303);
    }
    const page = await askFor(phone);
    const refused = await ask("POST", page, undefined, { code: lastCode() });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain("đã lấy đủ 2 số");
  });

  it("opens no dossier by its code, and the code for following dossiers gives no number", async () => {
    const page = await askFor(newPhone());
    const handle = new URL(page, "http://localhost").pathname.split("/").at(-1) ?? "";
    expect((await ask("POST", `/tra-cuu/so-dien-thoai/${handle}`, undefined, { code: lastCode() })).status).toBe(422);
    const asked = await ask("POST", "/tra-cuu/so-dien-thoai", undefined, { phone: newPhone() });
    const other = String(asked.headers["location"]).split("/").at(-1) ?? "";
    expect((await ask("POST", `/xac-nhan/${office.oneStopId}/${other}`, undefined, { code: "000000" })).status).toBe(422);
  });

  it("is known with its errand for an hour, though nobody asks for a code after it", async () => {
    const phone = newPhone();
    await askFor(phone);
    const { app, superuser } = await testDatabase();
    const kept = async () =>
      (await superuser.query("select 1 from phone_pass where phone = $1", [`+84${phone.slice(1)}`])).rows.length;
    const forget = jobs.find(({ queue }) => queue === "portal.forget-passes");
    await forget?.run(app, serverTime(), {} as never);
    expect(await kept()).toBe(1);
    await forget?.run(app, new Date(serverTime().getTime() + 3_601_000), {} as never);
    expect(await kept()).toBe(0);
  });

  it("costs no message where the hall gives no number anyway", async () => {
    later(11 * 60);
    const closed = await ask("POST", door(), undefined, { serviceId, identity: newPhone() });
    expect(closed.status).toBe(409);
    later(-11 * 60);
    expect((await ask("POST", door(), undefined, { serviceId: 999_999, identity: newPhone() })).status).toBe(404);
    await telephones.settle();
    expect(telephones.sent).toEqual([]);
  });

  it("is not offered where nothing can be sent to telephones; the page says where else", async () => {
    const { app } = await testDatabase();
    const settings = await inTransaction(app, NO_ROWS, (tx) => findChannelSettings(tx));
    const { sms: _, zalo: __, ...without } = settings;
    await inTransaction(app, NO_ROWS, (tx) => saveChannelSettings(tx, without, new Date()));
    const page = await ask("GET", door());
    expect(page.body).toContain("Mời bạn lấy số ở kiosk hoặc bàn hướng dẫn");
    expect(page.body).not.toContain('name="identity"');
    expect((await ask("POST", door(), undefined, { serviceId, identity: newPhone() })).status).toBe(409);
    await inTransaction(app, NO_ROWS, (tx) => saveChannelSettings(tx, settings, new Date()));
  });
});

describe("an appointment by telephone, where the hall wants the telephone proved", () => {
  it("is booked once the code was entered, with the name that was typed before", async () => {
    const phone = newPhone();
    const wish = { serviceId, day: "26/11/2026", slot: 540, name: "Nguyễn Thị Mẫu", phone };
    const answer = await ask("POST", `/dat-hen/${office.oneStopId}`, undefined, wish);
    expect(answer.status).toBe(303);
    await telephones.settle();
    const booked = await ask("POST", String(answer.headers["location"]), undefined, { code: lastCode() });
    expect(String(booked.headers["location"])).toMatch(/^\/dat-hen\//);
    const { superuser } = await testDatabase();
    const rows = await superuser.query("select name from queue_appointment where phone = $1", [`+84${phone.slice(1)}`]);
    expect(rows.rows).toEqual([{ name: "Nguyễn Thị Mẫu" }]);
  });
});
