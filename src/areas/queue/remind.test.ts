import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { saveChannelSettings, tasks } from "#notices";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { bookAppointment, cancelAppointment, checkIn } from "./book-appointment.ts";
import { listServices } from "./point.store.ts";
import { jobs } from "./queue.jobs.ts";
import { reminderDue } from "./remind.rules.ts";
import { setUpPoint } from "./set-up-point.ts";

const at = (day: string, time: string): Date => new Date(`${day}T${time}:00+07:00`);
const [MONDAY, TUESDAY, WEDNESDAY] = ["2026-11-23", "2026-11-24", "2026-11-25"] as const;
const SECRET = "a-secret-of-the-gateway";
let office: Office;
let serviceId = 0;
let peer: LocalPeer;
let runner: TaskRunner;
let clock = at(TUESDAY, "09:00");
let telephones = 0;

const run = async <T>(work: Parameters<typeof execute>[2]): Promise<T> => {
  const scope = { accountId: null, agencies: [office.agencyId] };
  const call = { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId };
  return execute(runner.pool, call, work) as Promise<T>;
};

async function book(slot: number, bookedAt = at(MONDAY, "10:00"), locale: "vi" | "en" = "vi") {
  telephones += 1;
  const phone = `+8491200${String(3000 + telephones)}`;
  const input = { serviceId, day: WEDNESDAY, slot, name: "Nguyễn An", phone };
  const { appointmentId, secret } = await run<{ appointmentId: number; secret: string }>((tx, unit) =>
    bookAppointment(tx, unit, office.oneStopId, input, bookedAt, locale),
  );
  const notices = async () =>
    (
      await (
        await testDatabase()
      ).superuser.query<{ event: string; state: string; short: string; phone: string | null; sent: number }>(
        `select event, state, short, phone, (select count(*)::int from notice_sending s where s.notice_id = n.id) as sent
         from notice n where key like $1 order by id`,
        [`appointment:${appointmentId}:%`],
      )
    ).rows;
  return { secret, notices };
}

/** What the worker does at a time: reminders that are due, and what is to be sent. */
async function workAt(now: Date): Promise<void> {
  clock = now;
  const remind = jobs.find(({ queue }) => queue === "queue.remind");
  await remind?.run(runner.pool, now, { publicUrl: "http://localhost:3000" } as never);
  while ((await runNextTask(runner, "test")) !== "idle");
}

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: SECRET });
  runner = {
    pool: app,
    definitions: tasks,
    publicUrl: "http://localhost:3000",
    now: () => clock,
    log: { done: () => {}, failed: () => {} },
  };
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  serviceId = (await run<readonly { id: number }[]>((tx) => listServices(tx, office.oneStopId) as never))[0]?.id ?? 0;
});
beforeEach(async () => {
  const gateway = { url: peer.url, token: "t", receiptSecret: SECRET };
  const settings = { sms: gateway, quiet: { from: 1260, to: 420 }, localPeer: true };
  await inTransaction(runner.pool, NO_ROWS, (tx) => saveChannelSettings(tx, settings, clock));
});
afterAll(() => peer.close());

describe("the reminder of an appointment", () => {
  it("comes one day before and on the day, each once however often it is looked for", async () => {
    const { notices } = await book(540);
    await workAt(at(MONDAY, "15:00"));
    expect(await notices()).toEqual([]);
    await workAt(at(TUESDAY, "09:00"));
    await workAt(at(TUESDAY, "09:10"));
    expect(await notices()).toMatchObject([{ event: "appointment_tomorrow", state: "sent", sent: 1 }]);
    expect((await notices())[0]?.short).toMatch(/nhắc lịch hẹn 09:00 25\/11\/2026, Tư pháp – chứng thực/);
    await workAt(at(WEDNESDAY, "07:10"));
    await workAt(at(WEDNESDAY, "07:20"));
    expect((await notices()).map(({ event, state }) => [event, state])).toEqual([
      ["appointment_tomorrow", "sent"],
      ["appointment_today", "sent"],
    ]);
  });

  it("is written in the language in which the appointment was booked", async () => {
    const { notices } = await book(570, at(MONDAY, "10:00"), "en");
    await workAt(at(TUESDAY, "09:00"));
    expect((await notices())[0]?.short).toContain("your appointment is 09:30 25/11/2026, Justice, certification");
  });

  it("is taken back with the appointment while quiet hours still hold it, and none comes afterwards", async () => {
    const { notices, secret } = await book(600);
    await workAt(at(WEDNESDAY, "06:40"));
    expect(await notices()).toMatchObject([{ event: "appointment_today", state: "queued", sent: 0 }]);
    await run((tx, unit) => cancelAppointment(tx, unit, { unitId: office.oneStopId, secret }, at(WEDNESDAY, "06:50")));
    await workAt(at(WEDNESDAY, "07:10"));
    expect(await notices()).toMatchObject([{ state: "withdrawn", sent: 0 }]);
  });

  it("does not come to somebody who is there already", async () => {
    const { notices, secret } = await book(480 + 30);
    await run((tx, unit) => checkIn(tx, unit, { unitId: office.oneStopId, secret }, at(WEDNESDAY, "08:15")));
    await workAt(at(WEDNESDAY, "08:20"));
    expect(await notices()).toEqual([]);
  });

  it("that could not be sent before the slot is not sent after it", async () => {
    const { notices } = await book(630);
    const { app } = await testDatabase();
    await inTransaction(app, NO_ROWS, (tx) =>
      saveChannelSettings(
        tx,
        {
          sms: { url: "http://127.0.0.1:1", token: "t", receiptSecret: SECRET },
          quiet: { from: 1260, to: 420 },
          localPeer: true,
        },
        clock,
      ),
    );
    await workAt(at(WEDNESDAY, "09:00"));
    expect((await notices())[0]?.state).toBe("queued");
    await workAt(at(WEDNESDAY, "10:31"));
    expect((await notices())[0]?.state).toBe("withdrawn");
  });

  it("is forgotten in the evening with the name and the telephone", async () => {
    const { notices } = await book(660);
    await workAt(at(TUESDAY, "10:00"));
    expect((await notices())[0]?.phone).toMatch(/^\+84/);
    await jobs.find(({ queue }) => queue === "queue.end-of-day")?.run(runner.pool, at(WEDNESDAY, "19:30"), {} as never);
    expect(await notices()).toMatchObject([{ phone: null, short: "–" }]);
  });

  it("is not for whoever booked within two hours, nor half an hour before the slot", () => {
    const slotted = { day: WEDNESDAY, slotFrom: 540, bookedAt: at(TUESDAY, "10:00") };
    expect(reminderDue(slotted, TUESDAY, 11 * 60, at(TUESDAY, "11:00"))).toBeUndefined();
    expect(reminderDue(slotted, TUESDAY, 13 * 60, at(TUESDAY, "13:00"))).toBe("appointment_tomorrow");
    expect(reminderDue(slotted, WEDNESDAY, 8 * 60 + 30, at(WEDNESDAY, "08:30"))).toBe("appointment_today");
    expect(reminderDue(slotted, WEDNESDAY, 8 * 60 + 31, at(WEDNESDAY, "08:31"))).toBeUndefined();
    expect(reminderDue(slotted, WEDNESDAY, 6 * 60 + 29, at(WEDNESDAY, "06:29"))).toBeUndefined();
  });
});
