import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { bookAppointment, cancelAppointment, checkIn, listSlots } from "./book-appointment.ts";
import { callNext } from "./call-next.ts";
import { listCounters, listServices } from "./point.store.ts";
import { setUpPoint } from "./set-up-point.ts";
import { takeTicket } from "./take-ticket.ts";
import { workShift } from "./work-shift.ts";

const at = (time: string): Date => new Date(`2026-11-25T${time}:00+07:00`); // a Wednesday
const DAY = "2026-11-25";
let office: Office;
let serviceId = 0;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

const slots = (day: string, now = at("08:00")) =>
  run<Awaited<ReturnType<typeof listSlots>>>((tx) => listSlots(tx, office.oneStopId, serviceId, day, now) as never);

const book = (slot: number, phone: string, day = DAY) =>
  run<{ secret: string }>((tx, unit) =>
    bookAppointment(tx, unit, office.oneStopId, { serviceId, day, slot, name: "Nguyễn An", phone }, at("08:00")),
  );
const arrive = (secret: string, time: string) =>
  run<{ label: string }>((tx, unit) => checkIn(tx, unit, { unitId: office.oneStopId, secret }, at(time)));

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  serviceId = (await run<readonly { id: number }[]>((tx) => listServices(tx, office.oneStopId) as never))[0]?.id ?? 0;
});

describe("slots", () => {
  it("come from the opening plan of working days, not from the past nor beyond thirty days", async () => {
    expect((await slots(DAY)).map(({ from }) => from)).toEqual([
      510, 540, 570, 600, 630, 660, 780, 810, 840, 870, 900, 930, 960, 990,
    ]);
    expect(await slots("2026-11-28")).toEqual([]); // Saturday
    expect(await slots("2026-11-24")).toEqual([]);
    expect(await slots("2026-12-28")).toEqual([]);
  });

  it("are given once: two who want the last place at once, one gets it", async () => {
    const before = (await slots(DAY)).find(({ from }) => from === 990);
    const tries = await Promise.allSettled(
      Array.from({ length: (before?.left ?? 0) + 3 }, (_, nth) => book(990, `+8491200010${nth}`)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(before?.left ?? -1);
    expect((await slots(DAY)).find(({ from }) => from === 990)?.left).toBe(0);
  });

  it("are one a day for a telephone, until it is given back", async () => {
    const first = await book(930, "+84912000200");
    await expect(book(960, "+84912000200")).rejects.toMatchObject({ code: "appointment_twice" });
    await run((tx, unit) => cancelAppointment(tx, unit, { unitId: office.oneStopId, secret: first.secret }, at("08:30")));
    await expect(book(960, "+84912000200")).resolves.toBeDefined();
    await expect(arrive(first.secret, "15:30")).rejects.toMatchObject({ code: "appointment_unknown" });
  });
});

describe("an arrival", () => {
  it("within the grace time goes before those who just came; late it waits like them; early it is told when", async () => {
    const [inTime, late] = [await book(540, "+84912000301"), await book(510, "+84912000302")];
    await expect(arrive(inTime.secret, "08:20")).rejects.toMatchObject({ code: "appointment_early" });
    const seat = { unitId: office.oneStopId, source: "desk", accountId: null } as const;
    const walkIn = await run<{ label: string }>((tx, unit) =>
      takeTicket(tx, unit, seat, { serviceId, priority: undefined, identity: undefined }, at("08:40")),
    );
    const tooLate = await arrive(late.secret, "08:50");
    const welcome = await arrive(inTime.secret, "09:05");
    await expect(arrive(inTime.secret, "09:06")).rejects.toMatchObject({ code: "appointment_unknown" });
    const by = office.staff.receiving_officer;
    const labels: string[] = [];
    for (const step of [0, 1, 2]) {
      const called = await run<{ ticketId: number; label: string }>(async (tx, unit) => {
        const [counter] = await listCounters(tx, office.oneStopId);
        const here = { unitId: office.oneStopId, counterId: counter?.id ?? 0 };
        if (step === 0) await workShift(tx, unit, by, here, { step: "open", cash: null }, at("09:05"));
        const next = await callNext(tx, unit, by, here, at("09:06"));
        await tx.updateTable("queue_ticket").set({ state: "done" }).where("id", "=", next.ticketId).execute();
        return next;
      });
      labels.push(called.label);
    }
    expect(labels).toEqual([welcome.label, walkIn.label, tooLate.label]);
  });
});
