import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { inTransaction, type Tx } from "#platform/db/tx.ts";
import { formatTime, localDay } from "#platform/i18n/dates.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import { openCounter, type Counter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { actOnTicket } from "./act-on-ticket.ts";
import { callNext } from "./call-next.ts";
import { aheadOf, getHall } from "./get-hall.ts";
import { hallPicture } from "./picture.ts";
import { listOpenAfter } from "./plan.store.ts";
import { listCounters, listServices } from "./point.store.ts";
import { setUpPoint } from "./set-up-point.ts";
import { closeDay } from "./shift.store.ts";
import { canonicalIdentity, takeTicket } from "./take-ticket.ts";
import { findTicket, findTicketBySecret, listDossiersOfTicket } from "./ticket.store.ts";
import { workShift } from "./work-shift.ts";

const MORNING = new Date("2026-11-25T02:00:00Z"); // 09:00, a Wednesday
const later = (seconds: number): Date => new Date(MORNING.getTime() + seconds * 1000);

type Work<T> = (tx: Tx, unit: UnitOfWork) => Promise<T>;

/** A hall of its own for each group of tests. */
async function openHall(office?: Office) {
  const { app } = await testDatabase();
  const at = office ?? (await makeOffice(app));
  const scope = { accountId: at.staff.receiving_officer.accountId, agencies: [at.agencyId] };
  const run = <T>(work: Work<T>): Promise<T> =>
    execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: at.agencyId }, work as Work<never>);
  const unitId = at.oneStopId;
  await run((tx, unit) => setUpPoint(tx, unit, unitId));
  const [services, counters] = await run((tx) => Promise.all([listServices(tx, unitId), listCounters(tx, unitId)]));
  const a = services[0]?.id ?? 0;
  const seat = (role: "receiving_officer" | "one_stop_head") => ({
    accountId: at.staff[role].accountId,
    personId: at.staff[role].personId,
  });
  const place = (index: number) => ({ unitId, counterId: counters[index]?.id ?? 0 });
  return {
    office: at,
    unitId,
    services,
    counters,
    run,
    a,
    place,
    seat,
    take: (input: Record<string, unknown> = {}, now = MORNING, source: "desk" | "kiosk" = "desk") =>
      run((tx, unit) => takeTicket(tx, unit, { unitId, source, accountId: null }, { serviceId: a, ...input } as never, now)),
    open: (role: "receiving_officer" | "one_stop_head", index: number) =>
      run((tx, unit) => workShift(tx, unit, seat(role), place(index), { step: "open", cash: null }, MORNING)),
    call: (role: "receiving_officer" | "one_stop_head" = "receiving_officer", index = 0, now = MORNING) =>
      run((tx, unit) => callNext(tx, unit, seat(role), place(index), now)),
    act: (ticketId: number, action: string, now = MORNING, index = 0, serviceId?: number) =>
      run((tx, unit) =>
        actOnTicket(tx, unit, seat("receiving_officer"), place(index), { ticketId, action: action as "serve", serviceId }, now),
      ),
  };
}

type Hall = Awaited<ReturnType<typeof openHall>>;

describe("numbers", () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await openHall();
  });

  it("begins with five counters by field", () => {
    expect(hall.counters.map(({ name }) => name)).toEqual([
      "Tư pháp – chứng thực",
      "Hộ tịch",
      "Công an – cư trú",
      "Địa chính – xây dựng",
      "Văn hóa – xã hội",
    ]);
  });

  it("gives two hundred at once without a gap, a repeat or a jump", async () => {
    const taken = await Promise.all(Array.from({ length: 200 }, () => hall.take()));
    const labels = taken.map(({ label }) => label).toSorted();
    expect(labels).toEqual(Array.from({ length: 200 }, (_, index) => `A${String(index + 1).padStart(3, "0")}`));
  });

  it("gives one identity no more than its share, also at once, however the number is typed", async () => {
    const b = { serviceId: hall.services[1]?.id, identity: "001 206 001 234" };
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => hall.take(b)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    await expect(hall.take({ ...b, identity: "001206001234|09|Tên|01012000|Nam|Xã|01012022" })).rejects.toMatchObject({
      code: "identity_limit",
    });
    expect(canonicalIdentity("+84 912 345 678")).toBe("0912345678");
  });

  it("at a kiosk needs a card where the hall says so, and is given without at the desk", async () => {
    const other = await openHall();
    const kiosk = (identity?: string) => other.take(identity === undefined ? {} : { identity }, MORNING, "kiosk");
    await expect(kiosk()).resolves.toMatchObject({ label: "A001" });
    await other.run((tx) => sql`update queue_point set card_needed = true where unit_id = ${other.unitId}`.execute(tx) as never);
    await expect(kiosk()).rejects.toMatchObject({ code: "identity_needed" });
    for (const typed of ["0912345678", "1", "999999999999", "xin so"])
      await expect(kiosk(typed)).rejects.toMatchObject({ code: "identity_unreadable" });
    await expect(kiosk("001206001234|09|Tên|01012000|Nam|Xã|01012022")).resolves.toMatchObject({ label: "A002" });
    await expect(kiosk("C1234567")).resolves.toMatchObject({ label: "A003" });
    await expect(other.take()).resolves.toMatchObject({ label: "A004" });
  });

  it("at a kiosk that takes scanned cards alone is given to no typed number and to no card whose number is invented", async () => {
    const other = await openHall();
    const set = sql`update queue_point set card_needed = true, card_scanned = true, phone_proved = true where unit_id = ${other.unitId}`;
    await other.run((tx) => set.execute(tx) as never);
    const kiosk = (identity?: string) => other.take(identity === undefined ? {} : { identity }, MORNING, "kiosk");
    await expect(kiosk()).rejects.toMatchObject({ code: "identity_needed" });
    const card = (number: string, sex = "Nam") => `${number}|012345678|Trần Văn Mẫu|05091990|${sex}|Xã Mẫu, Tỉnh Mẫu|01012022`;
    for (const typed of ["001090001234", "C1234567", "001090001234|", "001090001234|||||"])
      await expect(kiosk(typed)).rejects.toMatchObject({ code: "identity_unscanned" });
    for (const invented of [card("001091001234"), card("001290001234"), card("001090001234", "Nữ")])
      await expect(kiosk(invented)).rejects.toMatchObject({ code: "identity_unscanned" });
    await expect(kiosk(card("001090001234"))).resolves.toMatchObject({ label: "A001" });
    await expect(kiosk(card("001190001234", "Nữ"))).resolves.toMatchObject({ label: "A002" });
    await expect(other.take()).resolves.toMatchObject({ label: "A003" });
  });

  it("keeps no number of an identity, and no hash after the day", async () => {
    const { superuser } = await testDatabase();
    const rows = async () =>
      (await superuser.query("select t::text as row from queue_ticket t where unit_id = $1", [hall.unitId])).rows as {
        row: string;
      }[];
    expect((await rows()).some(({ row }) => row.includes("001206001234"))).toBe(false);
    await hall.run((tx) => closeDay(tx, localDay(MORNING), later(36_000)));
    const { rows: hashes } = await superuser.query(
      "select 1 from queue_ticket where unit_id = $1 and identity_hash is not null",
      [hall.unitId],
    );
    expect(hashes).toEqual([]);
  });

  it("refuses outside the opening plan, but not at the desk", async () => {
    const night = new Date("2026-11-25T13:00:00Z");
    expect(formatTime(night)).toBe("20:00");
    await expect(hall.take({}, night, "kiosk")).rejects.toMatchObject({ code: "point_closed" });
    await expect(hall.take({}, night, "desk")).resolves.toMatchObject({ label: "A201" });
  });

  it("refuses on a day off, though the plan of the weekday is open", async () => {
    const newYear = new Date("2027-01-01T02:00:00Z"); // a Friday
    await expect(hall.take({}, newYear, "kiosk")).rejects.toMatchObject({ code: "point_closed" });
    await expect(hall.take({}, newYear, "desk")).resolves.toMatchObject({ label: "A001" });
  });

  it("refuses a reason for priority that is not in the list", async () => {
    await expect(hall.take({ priority: "friend_of_the_chair" })).rejects.toMatchObject({ code: "priority_unknown" });
  });

  it("are seen by no other agency", async () => {
    const { app } = await testDatabase();
    const ticket = await hall.take();
    const other = await makeOffice(app);
    const seen = await inTransaction(app, { accountId: null, agencies: [other.agencyId] }, (tx) =>
      findTicket(tx, ticket.ticketId),
    );
    expect(seen).toBeUndefined();
  });
});

describe("calling", () => {
  it("goes by priority, then by waiting; nobody is called twice or skipped by two counters at once", async () => {
    const hall = await openHall();
    for (let n = 0; n < 20; n += 1) await hall.take({}, later(n));
    const vip = await hall.take({ priority: "pregnant" }, later(30));
    await hall.run(async (tx) => {
      await sql`update queue_counter set services = ${[hall.a]} where unit_id = ${hall.unitId}`.execute(tx);
    });
    await hall.open("receiving_officer", 0);
    await hall.open("one_stop_head", 1);
    const called: number[] = [];
    const work = async (role: "receiving_officer" | "one_stop_head", index: number): Promise<void> => {
      for (let n = 0; n < 10; n += 1) {
        const { ticketId } = await hall.call(role, index, later(60 + n));
        called.push(ticketId);
        for (const action of ["serve", "finish"] as const) {
          await hall.run((tx, unit) =>
            actOnTicket(tx, unit, hall.seat(role), hall.place(index), { ticketId, action }, later(60 + n)),
          );
        }
      }
    };
    const [first] = [await hall.call("receiving_officer", 0, later(50))];
    expect(first?.ticketId).toBe(vip.ticketId);
    await hall.act(vip.ticketId, "serve");
    await hall.act(vip.ticketId, "finish");
    await Promise.all([work("receiving_officer", 0), work("one_stop_head", 1)]);
    expect(new Set(called).size).toBe(20);
    await expect(hall.call("receiving_officer", 0, later(99))).rejects.toMatchObject({ code: "nobody_waits" });
  }, 30_000);

  it("needs a shift at the counter, and a counter that is free", async () => {
    const hall = await openHall();
    await hall.take();
    await expect(hall.call()).rejects.toMatchObject({ code: "shift_needed" });
    await hall.open("receiving_officer", 0);
    await expect(hall.open("one_stop_head", 0)).rejects.toMatchObject({ code: "counter_taken" });
    await expect(hall.open("receiving_officer", 1)).rejects.toMatchObject({ code: "shift_elsewhere" });
    await hall.call();
    await hall.take();
    await expect(hall.call()).rejects.toMatchObject({ code: "ticket_at_counter" });
  });
});

describe("a number at the counter", () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await openHall();
    await hall.open("receiving_officer", 0);
  });
  const stateOf = async (id: number) => (await hall.run((tx) => findTicket(tx, id)))?.state;

  it("is absent three times, each time at the tail, then ends", async () => {
    const { ticketId } = await hall.take();
    for (const expected of ["waiting", "waiting", "no_show"]) {
      await hall.call();
      await hall.act(ticketId, "no_show");
      expect(await stateOf(ticketId)).toBe(expected);
    }
  });

  it("is taken back within five seconds, by the one who acted, and not later", async () => {
    const { ticketId } = await hall.take();
    await hall.call();
    await hall.act(ticketId, "serve", later(1));
    await hall.act(ticketId, "finish", later(2));
    await hall.act(ticketId, "undo", later(6));
    expect(await stateOf(ticketId)).toBe("serving");
    await hall.act(ticketId, "finish", later(7));
    await expect(hall.act(ticketId, "undo", later(13))).rejects.toMatchObject({ code: "undo_too_late" });
  });

  it("is not taken back before a counter that has called the next one meanwhile, nor by a clock that was put back", async () => {
    const first = await hall.take({}, later(14));
    const next = await hall.take({}, later(15));
    expect((await hall.call("receiving_officer", 0, later(16))).ticketId).toBe(first.ticketId);
    await hall.act(first.ticketId, "serve", later(16));
    await hall.act(first.ticketId, "finish", later(17));
    await hall.call("receiving_officer", 0, later(18));
    await expect(hall.act(first.ticketId, "undo", later(19))).rejects.toMatchObject({ code: "ticket_at_counter" });
    await expect(hall.act(next.ticketId, "undo", later(-3_600))).rejects.toMatchObject({ code: "undo_too_late" });
    await hall.act(next.ticketId, "serve", later(19));
    await hall.act(next.ticketId, "finish", later(19));
  });

  it("is held, and called first when its owner is back", async () => {
    const { ticketId } = await hall.take({}, later(20));
    await hall.call("receiving_officer", 0, later(20));
    await hall.act(ticketId, "hold", later(21));
    const other = await hall.take({ priority: "elderly" }, later(22));
    await hall.act(ticketId, "resume", later(23));
    expect((await hall.call("receiving_officer", 0, later(24))).ticketId).toBe(ticketId);
    await hall.act(ticketId, "serve", later(25));
    await hall.act(ticketId, "finish", later(26));
    expect((await hall.call("receiving_officer", 0, later(27))).ticketId).toBe(other.ticketId);
  });

  it("refuses what its state does not allow", async () => {
    const { ticketId } = await hall.take({}, later(40));
    await expect(hall.act(ticketId, "finish", later(41))).rejects.toMatchObject({ code: "ticket_moved" });
  });
});

describe("a hall in one moment", () => {
  it("counts who is ahead, and expires with the evening", async () => {
    const hall = await openHall();
    const first = await hall.take({}, later(0));
    const second = await hall.take({}, later(1));
    const { now, ticket } = await hall.run(async (tx) => ({
      now: await getHall(tx, hall.unitId, later(2)),
      ticket: await findTicketBySecret(tx, hall.unitId, second.secret),
    }));
    expect(ticket && aheadOf(now, ticket, later(2))).toBe(1);
    expect(now.services[0]?.wait).toEqual({ known: false, why: "no_counter_open" });
    expect(await hall.run((tx) => closeDay(tx, localDay(MORNING), later(36_000)))).toEqual({ tickets: 2, shifts: 0 });
    expect((await hall.run((tx) => findTicket(tx, first.ticketId)))?.state).toBe("expired");
  });

  it("does not end its day while it is open, and ends the days before", async () => {
    const hall = await openHall();
    const yesterday = await hall.take({}, later(-86_400));
    const today = await hall.take();
    await hall.open("receiving_officer", 0);
    const close = (stillOpen: readonly number[]) => hall.run((tx) => closeDay(tx, localDay(MORNING), later(36_000), stillOpen));
    expect(await close([hall.unitId])).toEqual({ tickets: 1, shifts: 0 });
    const states = [yesterday, today].map(({ ticketId }) => hall.run((tx) => findTicket(tx, ticketId)));
    expect((await Promise.all(states)).map((ticket) => ticket?.state)).toEqual(["expired", "waiting"]);
    expect(await close([])).toEqual({ tickets: 1, shifts: 1 });
    const closing = (time: string) => hall.run((tx) => listOpenAfter(tx, "wed", time));
    expect([await closing("16:00"), await closing("19:30")]).toEqual([[hall.unitId], []]);
  });

  it("speaks new calls alone, and as many as were made at once", async () => {
    const hall = await openHall();
    for (let n = 0; n < 8; n += 1) await hall.take();
    await hall.open("receiving_officer", 0);
    for (let n = 0; n < 8; n += 1) {
      const { ticketId } = await hall.call("receiving_officer", 0, later(n));
      for (const action of ["serve", "finish"]) await hall.act(ticketId, action, later(n));
    }
    const picture = async (now: Date) => hallPicture(await hall.run((tx) => getHall(tx, hall.unitId, now)), "vi", now);
    expect((await picture(later(10))).say).toHaveLength(8);
    const afterwards = await picture(later(600));
    expect([afterwards.say.length, afterwards.rows["calls"]?.length]).toEqual([0, 6]);
  });
});

describe("a dossier received while a number is served", () => {
  let counter: Counter;
  beforeAll(async () => {
    counter = await openCounter();
  });

  it("is linked to the ticket, the counter and the officer", async () => {
    const hall = await openHall(counter.office);
    const { ticketId } = await hall.take();
    await hall.open("receiving_officer", 0);
    await hall.call();
    await hall.act(ticketId, "serve");
    const dossier = await counter.receive();
    const linked = await hall.run((tx) => listDossiersOfTicket(tx, ticketId));
    expect(linked.map(({ id }) => id)).toEqual([dossier.id]);
  });
});
