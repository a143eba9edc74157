import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { setUpPoint } from "#queue";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";
import type { DeviceKind } from "./displays.ts";
import { readCall, speakCall } from "./voice.ts";

let office: Office;
let made = 0;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

async function addDevice(kind: DeviceKind): Promise<string> {
  made += 1;
  const input = { kind, name: `Màn hình ${made}` };
  const { token } = await run<{ token: string }>((tx, unit) =>
    changeDisplays(tx, unit, office.oneStopId, { kind: "add_device", input }, new Date()),
  );
  return `/${kind === "kiosk" ? "kiosk" : "man-hinh"}/${office.oneStopId}/${token}`;
}

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  setServerTime("2026-11-25T02:00:00Z");
});

const post = async (url: string, body: Record<string, string>) =>
  (await testApp()).inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:3000", host: "localhost:3000" },
    payload: new URLSearchParams(body).toString(),
  });

describe("a board", () => {
  it("is opened by its address alone, and no more once it is withdrawn", async () => {
    const address = await addDevice("queue");
    const shown = await ask("GET", address);
    expect(shown.status).toBe(200);
    expect(shown.body).toContain("Quầy");
    expect(shown.headers["cache-control"]).toBe("no-store");
    expect((await ask("GET", `${address.slice(0, -1)}_`)).status).toBe(404);
    const { superuser } = await testDatabase();
    await superuser.query("update queue_device set revoked_at = now() where unit_id = $1", [office.oneStopId]);
    expect((await ask("GET", address)).status).toBe(404);
  });

  it("renews itself without scripts", async () => {
    const { body } = await ask("GET", await addDevice("queue"));
    expect(body).toMatch(/<noscript><meta http-equiv="refresh" content="30"/);
  });

  it("shows the month at the gate, and the notices of its own board", async () => {
    const notice = { board: "gate" as const, title: "Lịch tiếp công dân", body: "", from: "2026-11-01", to: "2026-11-30" };
    await run((tx, unit) => changeDisplays(tx, unit, office.oneStopId, { kind: "add_notice", input: notice }, new Date()));
    expect((await ask("GET", await addDevice("gate"))).body).toContain("Lịch tiếp công dân");
    expect((await ask("GET", await addDevice("gate"))).body).toContain("Đúng hạn");
    expect((await ask("GET", await addDevice("hall"))).body).not.toContain("Lịch tiếp công dân");
  });

  it("of one kind opens nothing of another", async () => {
    const address = await addDevice("queue");
    expect((await ask("GET", address.replace("man-hinh", "kiosk"))).status).toBe(404);
  });
});

describe("a spoken call", () => {
  it.each(["bac", "trung", "nam"])("is one sound, longer for a longer number, in the voice %s", (voice) => {
    const short = speakCall(voice, { prefix: "A", number: 5, counter: 3 });
    const long = speakCall(voice, { prefix: "A", number: 4321, counter: 3 });
    expect(short.subarray(0, 4).toString()).toBe("RIFF");
    expect(short.readUInt32LE(40)).toBe(short.length - 44);
    expect(long.length).toBeGreaterThan(short.length * 1.2);
    expect(short.length / 2 / short.readUInt32LE(24)).toBeGreaterThan(2);
  });

  it("falls back to a voice that is there", () => {
    expect(speakCall("../../etc", { prefix: "A", number: 1, counter: 1 })).toEqual(
      speakCall("bac", { prefix: "A", number: 1, counter: 1 }),
    );
  });

  it("comes by the board's address", async () => {
    const server = await testApp();
    const answer = await server.inject({ method: "GET", url: `${await addDevice("queue")}/loi-goi/A-21-3.wav` });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "audio/wav"]);
    expect([readCall("A-21-3")?.number, readCall("A-99999-3"), readCall("../x")]).toEqual([21, undefined, undefined]);
  });
});

describe("a kiosk", () => {
  it("gives a number in two touches, and one for a double tap", async () => {
    const address = await addDevice("kiosk");
    const home = await ask("GET", address);
    const link = /href="([^"]+\/linh-vuc\/(\d+))"/.exec(home.body);
    expect((await ask("GET", link?.[1] ?? "")).body).toContain("Lấy số");
    const form = { serviceId: link?.[2] ?? "", _key: `kiosk-${made}-once` };
    const [first, second] = await Promise.all([post(`${address}/lay-so`, form), post(`${address}/lay-so`, form)]);
    expect(first.statusCode).toBe(303);
    expect(second.headers["location"]).toBe(first.headers["location"]);
    expect((await ask("GET", String(first.headers["location"]))).body).toMatch(/A001/);
  });

  it("goes back to its start when left alone, also without scripts, and links to nothing else", async () => {
    const address = await addDevice("kiosk");
    const { body } = await ask("GET", address);
    expect(body).toContain(`content="60; url=${address}"`);
    const links = [...body.matchAll(/<a [^>]*href="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(links.filter((href) => !href.startsWith(address) && !href.startsWith("/ngon-ngu?"))).toEqual([]);
  });
});
