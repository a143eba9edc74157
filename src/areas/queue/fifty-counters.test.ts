import { afterAll, beforeAll, expect, it } from "vitest";
import { insertPersons } from "#organisation";
import { createPool } from "#platform/db/connect.ts";
import { execute, type UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { callNext } from "./call-next.ts";
import { listServices, saveCounter } from "./point.store.ts";
import type { AtCounter } from "./queue.ts";
import { setUpPoint } from "./set-up-point.ts";
import { takeTicket } from "./take-ticket.ts";
import { workShift } from "./work-shift.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
const COUNTERS = 50;
const TICKETS = 100;

/** Two servers of one process, as far as the queue can tell: each with connections of its own to one database. */
let servers: readonly ReturnType<typeof createPool>[] = [];
let office: Office;

async function run<T>(server: number, work: (tx: Tx, unit: UnitOfWork) => Promise<T>): Promise<T> {
  const pool = servers[server % servers.length];
  if (pool === undefined) throw new Error("no server");
  const scope = { accountId: null, agencies: [office.agencyId] };
  const call = { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId };
  return execute(pool, call, work as (tx: Tx, unit: UnitOfWork) => Promise<never>) as Promise<T>;
}

/** Calls and ends a number; a server that has no connection free within ten seconds is asked again, as its client would. */
async function callAndFinish(server: number, by: AtCounter, at: { unitId: number; counterId: number }): Promise<string> {
  const work = async (tx: Tx, unit: UnitOfWork): Promise<string> => {
    const next = await callNext(tx, unit, by, at, NOW);
    await tx.updateTable("queue_ticket").set({ state: "done" }).where("id", "=", next.ticketId).execute();
    return next.label;
  };
  try {
    return await run(server, work);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("timeout exceeded when trying to connect"))) throw error;
    return callAndFinish(server, by, at);
  }
}

beforeAll(async () => {
  const { app, appUrl } = await testDatabase();
  office = await makeOffice(app);
  servers = [0, 1].map(() => createPool({ connectionString: appUrl, max: 12 }));
});
afterAll(() => Promise.all(servers.map((server) => server.end())));

it("fifty counters on two servers call every number once, none twice, none skipped (S12)", async () => {
  const unitId = office.oneStopId;
  const seats = await run(0, async (tx, unit) => {
    await setUpPoint(tx, unit, unitId);
    const services = (await listServices(tx, unitId)).map(({ id }) => id);
    const { accountId } = office.staff.receiving_officer;
    const persons = await insertPersons(
      tx,
      Array.from({ length: COUNTERS }, (_, nth) => `Người ${nth}`),
    );
    const made: { readonly by: AtCounter; readonly counterId: number }[] = [];
    for (const [nth, personId] of persons.entries()) {
      const counter = { number: nth + 1, name: `Quầy ${nth + 1}`, services, active: "1" } as const;
      const counterId = await saveCounter(tx, { unitId, agencyId: office.agencyId }, counter);
      const by = { accountId, personId };
      await workShift(tx, unit, by, { unitId, counterId }, { step: "open", cash: null }, NOW);
      made.push({ by, counterId });
    }
    for (let nth = 0; nth < TICKETS; nth += 1) {
      const seat = { unitId, source: "desk", accountId: null } as const;
      const serviceId = services[nth % services.length] ?? 0;
      await takeTicket(tx, unit, seat, { serviceId, priority: undefined, identity: undefined }, NOW);
    }
    return made;
  });
  const labels: string[] = [];
  await Promise.all(
    seats.map(async ({ by, counterId }, nth) => {
      for (let round = 0; round < TICKETS / COUNTERS; round += 1) {
        labels.push(await callAndFinish(nth + round, by, { unitId, counterId }));
      }
    }),
  );
  const wanted = ["A", "B", "C", "D", "E"].flatMap((prefix) =>
    Array.from({ length: TICKETS / 5 }, (_, nth) => `${prefix}${String(nth + 1).padStart(3, "0")}`),
  );
  expect(labels.toSorted()).toEqual(wanted);
  const nobody = run(1, (tx, unit) =>
    callNext(tx, unit, seats[0]?.by ?? { accountId: 0, personId: 0 }, { unitId, counterId: seats[0]?.counterId ?? 0 }, NOW),
  );
  await expect(nobody).rejects.toMatchObject({ code: "nobody_waits" });
}, 120_000);
