import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { actOnTicket, callNext, listCounters, listServices, setUpPoint, takeTicket, workShift } from "#queue";
import { ask, sendFile, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
let office: Office;
let tablet: string;
let counterId: number;
let serviceId: number;

const run = async <T>(work: Parameters<typeof execute>[2]): Promise<T> => {
  const scope = { accountId: null, agencies: [office.agencyId] };
  const { app } = await testDatabase();
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
};
const at = () => ({ unitId: office.oneStopId, counterId });
const by = () => office.staff.receiving_officer;

/** Serves one number at the counter until a moment; the server's clock stands there. */
async function serve(end: Date): Promise<number> {
  const seat = { unitId: office.oneStopId, source: "desk", accountId: null } as const;
  await run((tx, unit) => takeTicket(tx, unit, seat, { serviceId, priority: undefined, identity: undefined }, end));
  const { ticketId } = await run<{ ticketId: number }>((tx, unit) => callNext(tx, unit, by(), at(), end));
  for (const action of ["serve", "finish"] as const)
    await run((tx, unit) => actOnTicket(tx, unit, by(), at(), { ticketId, action }, end));
  setServerTime(end.toISOString());
  return ticketId;
}

const rate = async (subject: string, level: string, key: string = randomUUID()) =>
  (await testApp()).inject({
    method: "POST",
    url: tablet,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:3000", host: "localhost:3000" },
    payload: new URLSearchParams({ _key: key, subject, level }).toString(),
  });
const page = async (): Promise<string> => (await ask("GET", tablet)).body;
const asked = (body: string): string | undefined => /name="subject" value="([td]\d+)"/.exec(body)?.[1];

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  setServerTime(NOW.toISOString());
  const unitId = office.oneStopId;
  await run((tx, unit) => setUpPoint(tx, unit, unitId));
  counterId = (await run<readonly { id: number }[]>((tx) => listCounters(tx, unitId) as never))[0]?.id ?? 0;
  serviceId = (await run<readonly { id: number }[]>((tx) => listServices(tx, unitId) as never))[0]?.id ?? 0;
  const input = { kind: "rating", name: "Quầy 1", counterId } as const;
  const { token } = await run<{ token: string }>((tx, unit) =>
    changeDisplays(tx, unit, unitId, { kind: "add_device", input }, NOW),
  );
  tablet = `/danh-gia-quay/${unitId}/${token}`;
});
afterAll(() => setServerTime(undefined));

describe("the tablet of a counter", () => {
  it("belongs to a counter (counter_needed), and opens nothing of a kiosk", async () => {
    const input = { kind: "rating", name: "Không quầy" } as const;
    const add = run((tx, unit) => changeDisplays(tx, unit, office.oneStopId, { kind: "add_device", input }, NOW));
    await expect(add).rejects.toMatchObject({ code: "counter_needed" });
    expect((await ask("GET", tablet.replace("danh-gia-quay", "kiosk"))).status).toBe(404);
  });

  it("says that nobody is there, then who is, with the post and the photograph that the head kept", async () => {
    expect(await page()).toContain("Quầy chưa có người trực");
    await run((tx, unit) => workShift(tx, unit, by(), at(), { step: "open", cash: null }, NOW));
    expect(await page()).toContain(by().name);
    const image = await sharp({ create: { width: 900, height: 1200, channels: 3, background: "#246" } })
      .jpeg()
      .toBuffer();
    const kept = await sendFile(
      office.staff.one_stop_head,
      `/hang-doi/${office.oneStopId}/can-bo/${by().personId}`,
      { _key: randomUUID() },
      { field: "image", name: "anh.jpg", bytes: image },
    );
    expect(kept.status).toBe(303);
    const src = /src="([^"]+\/anh\/[0-9a-f]{16})"/.exec(await page())?.[1] ?? "";
    const photo = await (await testApp()).inject({ method: "GET", url: src });
    expect([photo.statusCode, photo.headers["content-type"]]).toEqual([200, "image/jpeg"]);
    expect((await sharp(photo.rawPayload).metadata()).height).toBe(480);
    expect(
      (await (await testApp()).inject({ method: "GET", url: src.replace(/[0-9a-f]{16}$/, "0".repeat(16)) })).statusCode,
    ).toBe(404);
  });

  it("takes no photograph of somebody who does not work in this hall", async () => {
    const image = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#246" } })
      .png()
      .toBuffer();
    const path = `/hang-doi/${office.oneStopId}/can-bo/${office.staff.leader.personId}`;
    const refused = await sendFile(
      office.staff.one_stop_head,
      path,
      { _key: randomUUID() },
      { field: "image", name: "a.png", bytes: image },
    );
    expect(refused.status).toBe(404);
  });

  it("asks once a number is served, takes one answer, thanks, and is idle again by itself", async () => {
    expect(asked(await page())).toBeUndefined();
    const ticketId = await serve(later(60));
    expect(asked(await page())).toBe(`t${ticketId}`);
    const key = randomUUID();
    expect((await rate(`t${ticketId}`, "2", key)).statusCode).toBe(303);
    expect((await rate(`t${ticketId}`, "2", key)).statusCode).toBe(303);
    expect(await page()).toContain("Cảm ơn bạn đã đánh giá");
    const twice = await rate(`t${ticketId}`, "0");
    expect([twice.statusCode, twice.body.includes("đã được đánh giá hoặc đã qua")]).toEqual([409, true]);
    setServerTime(later(70).toISOString());
    expect(await page()).toContain("Mời bạn ngồi");
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select level, channel, person_id from rating where ticket_id = $1", [ticketId]);
    expect(rows).toEqual([{ level: 2, channel: "tablet", person_id: by().personId }]);
  });

  it("asks no more after three minutes, nor while the next number is called", async () => {
    const ticketId = await serve(later(600));
    setServerTime(later(600 + 181).toISOString());
    expect(asked(await page())).toBeUndefined();
    expect((await rate(`t${ticketId}`, "1")).statusCode).toBe(409);
    await serve(later(900));
    const seat = { unitId: office.oneStopId, source: "desk", accountId: null } as const;
    await run((tx, unit) => takeTicket(tx, unit, seat, { serviceId, priority: undefined, identity: undefined }, later(901)));
    const { ticketId: next } = await run<{ ticketId: number }>((tx, unit) => callNext(tx, unit, by(), at(), later(901)));
    expect(asked(await page())).toBeUndefined();
    await run((tx, unit) => actOnTicket(tx, unit, by(), at(), { ticketId: next, action: "cancel" }, later(902)));
  });

  it("shows neither number nor level, and its officer learns no single answer", async () => {
    const ticketId = await serve(later(1500));
    const body = await page();
    expect(body).not.toMatch(/A0\d\d/);
    await rate(`t${ticketId}`, "0");
    const results = await ask("GET", "/ket-qua-danh-gia", by());
    // Two answers of this officer so far: too few for a row.
    expect([results.status, results.body.includes(`scope="row">${by().name}`)]).toEqual([200, false]);
  });

  it("five answers within two minutes are a burst: kept, flagged, in no result", async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      const ticketId = await serve(later(3000 + nth * 10));
      expect((await rate(`t${ticketId}`, "2")).statusCode).toBe(303);
    }
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query<{ suspect: boolean; n: number }>(
      "select suspect, count(*)::int as n from rating where unit_id = $1 and rated_at >= $2 group by 1",
      [office.oneStopId, later(3000)],
    );
    expect(rows).toEqual([{ suspect: true, n: 5 }]);
  });
});
