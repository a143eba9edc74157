import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { actOnTicket, callNext, listCounters, listServices, setUpPoint, takeTicket, workShift } from "#queue";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { openKey } from "../../../test/support/api-key.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { findTicketByCode, findTicketSubject } from "./feedback.store.ts";
import { getResults } from "./get-results.ts";
import { rateService } from "./rate-service.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
let office: Office;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

/** A ticket that was taken, called, served and finished; its address. */
async function serve(): Promise<{ readonly secret: string; readonly label: string }> {
  const by = office.staff.receiving_officer;
  return run(async (tx, unit) => {
    const [services, counters] = await Promise.all([listServices(tx, office.oneStopId), listCounters(tx, office.oneStopId)]);
    const at = { unitId: office.oneStopId, counterId: counters[0]?.id ?? 0 };
    const seat = { unitId: office.oneStopId, source: "desk", accountId: null } as const;
    const input = { serviceId: services[0]?.id ?? 0, priority: undefined, identity: undefined };
    const taken = await takeTicket(tx, unit, seat, input, NOW);
    await workShift(tx, unit, by, at, { step: "open", cash: null }, NOW);
    const { ticketId } = await callNext(tx, unit, by, at, NOW);
    await actOnTicket(tx, unit, by, at, { ticketId, action: "serve" }, NOW);
    await actOnTicket(tx, unit, by, at, { ticketId, action: "finish" }, later(60));
    return { secret: taken.secret, label: taken.label };
  });
}

const post = async (url: string, body: Record<string, string>, agent = "phone") =>
  (await testApp()).inject({
    method: "POST",
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "http://localhost:3000",
      host: "localhost:3000",
      "user-agent": agent,
    },
    payload: new URLSearchParams({ _key: `rate-${url.slice(-8)}-${agent}-${Math.random()}`, ...body }).toString(),
  });

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  setServerTime(NOW.toISOString());
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
});

describe("a rating", () => {
  it("is given once for a ticket that was served, from its own address", async () => {
    const { secret, label } = await serve();
    const href = `/danh-gia/luot/${office.oneStopId}/${secret}`;
    expect((await ask("GET", href)).body).toContain(label);
    expect((await post(href, { level: "2", comment: "Cán bộ tận tình" })).statusCode).toBe(303);
    expect((await post(href, { level: "0" })).statusCode).toBe(409);
    expect((await ask("GET", href)).body).toContain("Cảm ơn ông/bà");
  });

  it("is refused for an unknown address, before the service is over, and without a level", async () => {
    const unknown = `/danh-gia/luot/${office.oneStopId}/${"x".repeat(24)}`;
    expect((await ask("GET", unknown)).status).toBe(404);
    const waiting = await run<{ secret: string }>(async (tx, unit) => {
      const [service] = await listServices(tx, office.oneStopId);
      const seat = { unitId: office.oneStopId, source: "desk", accountId: null } as const;
      return takeTicket(tx, unit, seat, { serviceId: service?.id ?? 0, priority: undefined, identity: undefined }, NOW);
    });
    expect((await ask("GET", `/danh-gia/luot/${office.oneStopId}/${waiting.secret}`)).status).toBe(409);
    await run(async (tx) => {
      await tx.updateTable("queue_ticket").set({ state: "cancelled" }).where("state", "=", "waiting").execute();
      return null;
    });
    const { secret } = await serve();
    expect((await post(`/danh-gia/luot/${office.oneStopId}/${secret}`, {})).statusCode).toBe(422);
  });

  it("is found at a kiosk by the number and the code on its paper, on the day alone; the number that was called is not enough", async () => {
    const { label, secret } = await serve();
    const code = String(createHash("sha256").update(secret).digest().readUIntBE(0, 3) % 10_000).padStart(4, "0");
    const number = { prefix: label.slice(0, 1), number: Number(label.slice(1)) };
    const { app } = await testDatabase();
    const scope = { accountId: null, agencies: [office.agencyId] };
    const find = (day: string, given: string) =>
      inTransaction(app, scope, (tx) => findTicketByCode(tx, office.oneStopId, day, { ...number, code: given }));
    expect((await find("2026-11-25", code))?.done).toBe(true);
    expect(await find("2026-11-26", code)).toBeUndefined();
    for (const guess of ["", code === "0000" ? "0001" : "0000"]) expect(await find("2026-11-25", guess)).toBeUndefined();
  });
});

describe("results", () => {
  it("hide officers with few ratings, leave a burst out, and name no rater", async () => {
    const { app } = await testDatabase();
    const scope = { accountId: null, agencies: [office.agencyId] };
    const before = await inTransaction(app, scope, (tx) =>
      getResults(tx, { by: "officer", from: "2026-11-25", to: "2026-11-25" }),
    );
    expect(before.rows).toEqual([]);
    expect(before.total.very).toBe(1);
    for (let nth = 0; nth < 6; nth += 1) {
      const { secret } = await serve();
      await run(async (tx, unit) => {
        const subject = await findTicketSubject(tx, office.oneStopId, secret);
        if (subject === undefined) throw new Error("no ticket");
        const rater = { channel: "link", device: nth < 5 ? "one" : "another" } as const;
        return rateService(tx, unit, subject, rater, { level: 0, comment: undefined }, later(100 + nth));
      });
    }
    const after = await inTransaction(app, scope, (tx) => getResults(tx, { by: "unit", from: "2026-11-25", to: "2026-11-25" }));
    expect(after.rows).toMatchObject([{ very: 1, satisfied: 0, not: 1, suspect: 5 }]);
    expect(JSON.stringify(after.remarks)).not.toMatch(/A00|dossier|ticket/);
  });

  it("show an officer their own counts alone, without remarks", async () => {
    const own = await ask("GET", "/ket-qua-danh-gia", office.staff.receiving_officer);
    expect(own.status).toBe(200);
    expect(own.body).not.toContain("Cán bộ tận tình");
    const head = await ask("GET", "/ket-qua-danh-gia", office.staff.one_stop_head);
    expect(head.body).toContain("Cán bộ tận tình");
  });

  it.each(["ratings", "ratings/indices"])("name an officer to a program by a scope of its own alone: %s", async (path) => {
    const { app } = await testDatabase();
    const asked = async (by: string, scopes: ("reports.read" | "staff.read")[]) => {
      const { token } = await openKey(app, office, office.staff.leader, scopes, "fast", NOW);
      return (await ask("GET", `/api/v1/${path}?by=${by}&from=2026-11-25&to=2026-11-25`, { token })).status;
    };
    expect(await asked("procedure", ["reports.read"])).toBe(200);
    expect(await asked("officer", ["reports.read"])).toBe(403);
    expect(await asked("officer", ["reports.read", "staff.read"])).toBe(200);
    expect((await ask("GET", `/api/v1/${path}?by=officer`, office.staff.leader)).status).toBe(200);
  });
});
