import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { callNext, listCounters, setUpPoint, takeTicket, workShift } from "#queue";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
const COUNTERS = 40;
let office: Office;
let board: string;
let called: string;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

/** Forty counters, at each of which somebody works; the last of them has called the first number. */
beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  setServerTime(NOW.toISOString());
  const unitId = office.oneStopId;
  await run((tx, unit) => setUpPoint(tx, unit, unitId));
  const serviceId = Number(
    (await run<readonly { services: number[] }[]>((tx) => listCounters(tx, unitId) as never))[0]?.services[0],
  );
  const { superuser } = await testDatabase();
  await superuser.query(
    `insert into queue_counter (agency_id, unit_id, number, name, services, active)
     select $1, $2, n, 'Quầy tiếp nhận ' || n, array[$3::int], true from generate_series(1, $4::int) n
     on conflict (unit_id, number) do update set name = excluded.name, services = excluded.services`,
    [office.agencyId, unitId, serviceId, COUNTERS],
  );
  const { rows: people } = await superuser.query<{ id: number }>(
    "insert into person (full_name) select 'Cán bộ quầy ' || n from generate_series(1, $1::int) n returning id",
    [COUNTERS],
  );
  const counters = await run<readonly { id: number }[]>((tx) => listCounters(tx, unitId) as never);
  const by = office.staff.receiving_officer;
  for (const [index, { id: counterId }] of counters.entries()) {
    const worker = { accountId: by.accountId, personId: Number(people[index]?.id) };
    await run((tx, unit) => workShift(tx, unit, worker, { unitId, counterId }, { step: "open", cash: null }, NOW));
  }
  const seat = { unitId, source: "desk", accountId: null } as const;
  called = (await run<{ label: string }>((tx, unit) => takeTicket(tx, unit, seat, { serviceId }, NOW))).label;
  const last = { accountId: by.accountId, personId: Number(people[COUNTERS - 1]?.id) };
  await run((tx, unit) => callNext(tx, unit, last, { unitId, counterId: counters[COUNTERS - 1]?.id ?? 0 }, NOW));
  const input = { kind: "queue", name: "Bảng lớn" } as const;
  const { token } = await run<{ token: string }>((tx, unit) =>
    changeDisplays(tx, unit, unitId, { kind: "add_device", input }, NOW),
  );
  board = `/man-hinh/${unitId}/${token}`;
});
afterAll(() => setServerTime(undefined));

const rowsOf = (body: string, name: string): readonly (readonly [hidden: boolean, first: string])[] => {
  const table = new RegExp(`<tbody data-rows="${name}"[^>]*>(.*?)</tbody>`).exec(body)?.[1] ?? "";
  return [...table.matchAll(/<tr( hidden)?><th[^>]*>([^<]*)</g)].map(([, hidden, first = ""]) => [hidden !== undefined, first]);
};

describe("a board with forty counters at work", () => {
  it("shows eight of them at a time, each in its turn, and the newest call on every page; without a name", async () => {
    const seen: string[] = [];
    for (let page = 0; page < 5; page += 1) {
      setServerTime(new Date(NOW.getTime() + page * 30_000).toISOString());
      const { body } = await ask("GET", board);
      const shown = rowsOf(body, "counters").filter(([hidden]) => !hidden);
      expect(shown).toHaveLength(8);
      seen.push(...shown.map(([, number]) => number));
      expect(rowsOf(body, "calls")[0]).toEqual([false, called]);
      expect(body).toMatch(/trang [1-5]\/5/);
      expect(body).not.toContain("Cán bộ quầy");
    }
    expect(seen.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: COUNTERS }, (_, index) => index + 1));
  });
});
