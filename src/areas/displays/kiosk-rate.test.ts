import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { actOnTicket, callNext, listCounters, setUpPoint, workShift } from "#queue";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
let office: Office;
let kiosk: string;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}
const visit = async (url: string) => (await testApp()).inject({ method: "GET", url });
const post = async (url: string, fields: Record<string, string>) =>
  (await testApp()).inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:3000", host: "localhost:3000" },
    payload: new URLSearchParams({ _key: randomUUID(), ...fields }).toString(),
  });
const rate = (label: string) => post(`${kiosk}/danh-gia`, { label, level: "2" });

/** A number from the kiosk that was called, served and finished: what stands on its paper, and where its QR code leads. */
async function serve(): Promise<{ readonly code: string; readonly address: string }> {
  const serviceId = /linh-vuc\/(\d+)/.exec((await visit(kiosk)).body)?.[1] ?? "";
  const taken = await post(`${kiosk}/lay-so`, { serviceId });
  const paper = (await visit(String(taken.headers.location))).body;
  const by = office.staff.receiving_officer;
  await run(async (tx, unit) => {
    const [counter] = await listCounters(tx, office.oneStopId);
    const at = { unitId: office.oneStopId, counterId: counter?.id ?? 0 };
    await workShift(tx, unit, by, at, { step: "open", cash: null }, NOW);
    const { ticketId } = await callNext(tx, unit, by, at, NOW);
    for (const action of ["serve", "finish"] as const) await actOnTicket(tx, unit, by, at, { ticketId, action }, NOW);
    return null;
  });
  const secret = String(taken.headers.location).split("/so/")[1] ?? "";
  return {
    code: /Mã đánh giá tại kiosk: (\S+?)</.exec(paper)?.[1] ?? "",
    address: `http://localhost:3000/lay-so/${office.oneStopId}/${secret}`,
  };
}

async function addKiosk(name: string): Promise<string> {
  const { token } = await run<{ token: string }>(async (tx, unit) =>
    changeDisplays(tx, unit, office.oneStopId, { kind: "add_device", input: { kind: "kiosk", name } }, NOW),
  );
  return `/kiosk/${office.oneStopId}/${token}`;
}

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  setServerTime(NOW.toISOString());
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  kiosk = await addKiosk("Kiosk");
});
afterAll(() => setServerTime(undefined));

describe("a service is rated at a kiosk", () => {
  it("by the code on its paper, and not by the number that everybody heard", async () => {
    const { code } = await serve();
    expect(code).toMatch(/^[A-ZĐ]\d{3}-\d{4}$/);
    const [number = "", digits = ""] = code.split("-");
    expect((await rate(number)).statusCode).toBe(404);
    const guess = `${number}-${String((Number(digits) + 1) % 10_000).padStart(4, "0")}`;
    const refused = await rate(guess);
    expect([refused.statusCode, refused.body.includes(`value="${guess}"`)]).toEqual([404, true]);
    expect((await rate(code.toLowerCase().replace("-", " "))).statusCode).toBe(303);
    expect((await rate(code)).statusCode).toBe(409);
  });

  it("by its QR code, in the hall that gave it", async () => {
    const { address } = await serve();
    expect((await rate(address.replace(/\/\d+\/(?=[^/]*$)/, "/2147483000/"))).statusCode).toBe(404);
    expect((await rate(address)).statusCode).toBe(303);
  });

  it("stops at this kiosk, and at no other, after thirty codes that are wrong within ten minutes", async () => {
    const other = await addKiosk("Kiosk 2");
    const { code } = await serve();
    const next = await serve();
    const [number = "", digits = ""] = code.split("-");
    const guess = (n: number) => `${number}-${String((Number(digits) + n) % 10_000).padStart(4, "0")}`;
    setServerTime(new Date(NOW.getTime() + 3_600_000).toISOString());
    for (let miss = 1; miss <= 30; miss += 1) expect((await rate(guess(miss))).statusCode).toBe(404);
    const stopped = await rate(code);
    expect([stopped.statusCode, stopped.body.includes("Hãy đợi mười phút"), stopped.body.includes(`value="${code}"`)]).toEqual([
      429,
      true,
      true,
    ]);
    expect((await post(`${other}/danh-gia`, { label: code, level: "2" })).statusCode).toBe(303);
    expect((await rate(next.code)).statusCode).toBe(429);
    setServerTime(new Date(NOW.getTime() + 3_600_000 + 601_000).toISOString());
    expect((await rate(next.code)).statusCode).toBe(303);
  });
});
