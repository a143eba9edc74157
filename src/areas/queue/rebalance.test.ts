import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { callNext } from "./call-next.ts";
import { listCounters, listServices } from "./point.store.ts";
import type { Counter, Service } from "./queue.ts";
import { dutyMark } from "./rebalance.ts";
import { setUpPoint } from "./set-up-point.ts";
import { takeTicket } from "./take-ticket.ts";
import { workShift } from "./work-shift.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
let office: Office;
let services: readonly Service[];

const run = async <T>(work: Parameters<typeof execute>[2]): Promise<T> => {
  const scope = { accountId: null, agencies: [office.agencyId] };
  const { app } = await testDatabase();
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
};
const counters = () => run<readonly Counter[]>((tx) => listCounters(tx, office.oneStopId) as never);
const counterOf = async (number: number): Promise<Counter> => (await counters()).find((one) => one.number === number) as Counter;
const seat = () => office.staff.receiving_officer;
const path = () => `/hang-doi/${office.oneStopId}/dieu-phoi`;

const post = async (
  url: string,
  fields: Record<string, string | readonly string[]>,
  role: "one_stop_head" | "receiving_officer" = "one_stop_head",
) => {
  const body = new URLSearchParams({ _key: randomUUID() });
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  return (await testApp()).inject({
    method: "POST",
    url,
    headers: { authorization: `Bearer ${office.staff[role].token}`, "content-type": "application/x-www-form-urlencoded" },
    payload: body.toString(),
  });
};

const change = async (number: number, prefixes: string, active = true) => {
  const counter = await counterOf(number);
  const chosen = services.filter(({ prefix }) => prefixes.includes(prefix)).map(({ id }) => String(id));
  return post(path(), {
    counterId: String(counter.id),
    services: chosen,
    seen: dutyMark(counter),
    ...(active ? { active: "1" } : {}),
  });
};
const undo = async () => {
  const { body } = await ask("GET", path(), office.staff.one_stop_head);
  return post(`${path()}/hoan-tac`, { rebalanceId: /name="rebalanceId" value="(\d+)"/.exec(body)?.[1] ?? "1" });
};

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  setServerTime(NOW.toISOString());
  const unitId = office.oneStopId;
  await run((tx, unit) => setUpPoint(tx, unit, unitId));
  services = await run((tx) => listServices(tx, unitId) as never);
  const b = services.find(({ prefix }) => prefix === "B")?.id ?? 0;
  for (let nth = 0; nth < 4; nth += 1)
    await run((tx, unit) =>
      takeTicket(
        tx,
        unit,
        { unitId, source: "desk", accountId: null },
        { serviceId: b, priority: undefined, identity: undefined },
        NOW,
      ),
    );
  const counterId = (await counterOf(1)).id;
  await run((tx, unit) => workShift(tx, unit, seat(), { unitId, counterId }, { step: "open", cash: null }, NOW));
});
afterAll(() => setServerTime(undefined));

describe("rebalancing a hall", () => {
  it("shows before it is done what a counter with other services would change, and changes nothing by showing", async () => {
    const counter = await counterOf(1);
    const chosen = services.filter(({ prefix }) => prefix === "A" || prefix === "B").map(({ id }) => `services=${id}`);
    const { status, body } = await ask(
      "GET",
      `${path()}?counterId=${counter.id}&preview=1&active=1&${chosen.join("&")}`,
      office.staff.one_stop_head,
    );
    expect(status).toBe(200);
    // Nobody served B; now counter 1 would.
    expect(body).toContain("0 → 1");
    expect(dutyMark(await counterOf(1))).toBe(dutyMark(counter));
  });

  it("gives the counter the services, which it calls at once, and takes that back", async () => {
    const before = dutyMark(await counterOf(1));
    expect((await change(1, "AB")).statusCode).toBe(303);
    const at = { unitId: office.oneStopId, counterId: (await counterOf(1)).id };
    const called = await run<{ label: string; ticketId: number }>((tx, unit) => callNext(tx, unit, seat(), at, NOW));
    expect(called.label).toBe("B001");
    const closing = await change(1, "AB", false);
    expect([closing.statusCode, closing.body.includes("xem trước") || closing.body.includes("Xem trước")]).toEqual([409, true]);
    const { superuser } = await testDatabase();
    await superuser.query("update queue_ticket set state = 'done' where id = $1", [called.ticketId]);
    expect((await undo()).statusCode).toBe(303);
    expect(dutyMark(await counterOf(1))).toBe(before);
  });

  it("closes a counter: its officer is on a break; opened again by taking it back", async () => {
    await change(2, "BC");
    expect((await change(1, "A", false)).statusCode).toBe(303);
    const shift = async () => {
      const { superuser } = await testDatabase();
      return (
        await superuser.query<{ on: boolean }>("select break_since is not null as on from queue_shift where unit_id = $1", [
          office.oneStopId,
        ])
      ).rows[0]?.on;
    };
    expect([await shift(), (await counterOf(1)).active]).toEqual([true, false]);
    expect((await undo()).statusCode).toBe(303);
    expect((await counterOf(1)).active).toBe(true);
  });

  it("refuses to leave somebody waiting for what no counter serves (service_left)", async () => {
    const refused = await change(2, "C");
    expect([refused.statusCode, refused.body.includes("đang đợi Hộ tịch")]).toEqual([409, true]);
    expect((await change(2, "", true)).statusCode).toBe(422);
  });

  it("refuses when the counter was changed since it was looked at (counter_changed), and when nothing changes", async () => {
    const counter = await counterOf(3);
    const stale = { counterId: String(counter.id), services: [String(services[0]?.id)], active: "1", seen: "1:999" };
    expect((await post(path(), stale)).statusCode).toBe(409);
    expect((await change(3, "C")).statusCode).toBe(409);
    expect(dutyMark(await counterOf(3))).toBe(dutyMark(counter));
  });

  it("takes back only the last change, and not over another change of that counter (undo_gone)", async () => {
    expect((await change(4, "DE")).statusCode).toBe(303);
    const { superuser } = await testDatabase();
    await superuser.query("update queue_counter set services = services[1:1] where unit_id = $1 and number = 4", [
      office.oneStopId,
    ]);
    expect((await undo()).statusCode).toBe(409);
    expect((await post(`${path()}/hoan-tac`, { rebalanceId: "1" })).statusCode).toBe(409);
  });

  it("is the head's alone, and stands in the audit with before and after", async () => {
    expect((await post(path(), { counterId: "1", seen: "x" }, "receiving_officer")).statusCode).toBe(403);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query(
      "select detail from audit where action = 'queue.rebalance' and subject = $1 and outcome = 'done'",
      [`counter:${(await counterOf(4)).id}`],
    );
    expect(rows).toHaveLength(1);
    expect(Object.keys((rows[0] as { detail: object }).detail)).toEqual(expect.arrayContaining(["before", "after"]));
  });
});
