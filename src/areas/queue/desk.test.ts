import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { bookAppointment } from "./book-appointment.ts";
import { differenceOf } from "./count-cash.ts";
import { listCounters, listServices } from "./point.store.ts";
import { setUpPoint } from "./set-up-point.ts";
import { findLastEvent } from "./ticket.store.ts";

const at = (time: string): Date => new Date(`2026-11-25T${time}:00+07:00`); // a Wednesday
let office: Office;
let serviceId = 0;
let counterId = 0;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

const book = (slot: number, phone: string, day = "2026-11-25") =>
  run<{ appointmentId: number }>((tx, unit) =>
    bookAppointment(tx, unit, office.oneStopId, { serviceId, day, slot, name: "Nguyễn Thị Mẫu", phone }, at("08:00")),
  );

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  serviceId = (await run<readonly { id: number }[]>((tx) => listServices(tx, office.oneStopId) as never))[0]?.id ?? 0;
  counterId = (await run<readonly { id: number }[]>((tx) => listCounters(tx, office.oneStopId) as never))[0]?.id ?? 0;
  setServerTime(at("08:50").toISOString());
  return () => setServerTime(undefined);
});

describe("whoever has an appointment and not its code", () => {
  const list = () => `/hang-doi/${office.oneStopId}/lich-hen`;

  it("is found at the desk by name and telephone, and gets the number of an appointment", async () => {
    const { appointmentId } = await book(540, "+84912000401");
    // What the telephone has taken today takes nothing from the hour that it was given.
    for (const nth of [1, 2, 3]) {
      const asked = { serviceId, identity: "0912000401" };
      const answer = await ask("POST", `/hang-doi/${office.oneStopId}/lay-so`, office.staff.receiving_officer, asked);
      expect(answer.status).toBe(nth === 3 ? 409 : 303);
    }
    const page = await ask("GET", list(), office.staff.receiving_officer);
    expect(page.body).toContain("Nguyễn Thị Mẫu");
    expect(page.body).toContain("+84912000401");
    const come = await ask("POST", `${list()}/${appointmentId}/den`, office.staff.receiving_officer);
    expect(come.status).toBe(303);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query(
      "select a.state, t.class, t.source from queue_appointment a join queue_ticket t on t.id = a.ticket_id where a.id = $1",
      [appointmentId],
    );
    expect(rows).toEqual([{ state: "arrived", class: "appointment", source: "appointment" }]);
    expect((await ask("POST", `${list()}/${appointmentId}/den`, office.staff.receiving_officer)).status).toBe(404);
    expect((await ask("GET", list(), office.staff.receiving_officer)).body).toMatch(/Đã đến và nhận số\s*:\s*A\d{3}/);
  });

  it("is told when to come where it is too early, and can give the hour back", async () => {
    const { appointmentId } = await book(900, "+84912000402");
    const early = await ask("POST", `${list()}/${appointmentId}/den`, office.staff.receiving_officer);
    expect(early.status).toBe(409);
    expect(early.body).toContain("14:30");
    expect((await ask("POST", `${list()}/${appointmentId}/huy`, office.staff.receiving_officer)).status).toBe(303);
    expect((await ask("GET", list(), office.staff.receiving_officer)).body).not.toContain("+84912000402");
  });

  it("is known to nobody of another office", async () => {
    const { appointmentId } = await book(570, "+84912000403");
    const other = await makeOffice((await testDatabase()).app);
    expect((await ask("GET", list(), other.staff.receiving_officer)).status).toBe(404);
    expect((await ask("POST", `${list()}/${appointmentId}/den`, other.staff.receiving_officer)).status).toBe(404);
  });
});

describe("the drawer of a shift", () => {
  const shift = (body: Record<string, string>) =>
    ask("POST", `/quay/${office.oneStopId}/${counterId}/ca`, office.staff.receiving_officer, body);

  it("comes out where what was counted is what was there and what came in", () => {
    expect(differenceOf(500_000, 16_000, 516_000)).toBe(0);
    expect(differenceOf(500_000, 16_000, 510_000)).toBe(-6_000);
    expect(differenceOf(null, 16_000, 510_000)).toBeNull();
  });

  it("is compared when the shift ends, and stands in the day's list for the head", async () => {
    expect((await shift({ step: "open", cash: "500000" })).status).toBe(303);
    setServerTime(at("11:00").toISOString());
    const running = (await ask("GET", `/hang-doi/${office.oneStopId}/ca-truc`, office.staff.one_stop_head)).body;
    expect(running.replace(/<[^>]+>/g, "")).toContain("từ 08:50 đang trực");
    const closed = await shift({ step: "close", cash: "494000" });
    expect(decodeURIComponent(String(closed.headers["set-cookie"]))).toContain("lệch -6.000 đ");
    const list = await ask("GET", `/hang-doi/${office.oneStopId}/ca-truc`, office.staff.one_stop_head);
    expect(list.body).toContain("-6.000 đ");
    expect(list.body).toContain("08:50–11:00");
    expect((await ask("GET", `/hang-doi/${office.oneStopId}/ca-truc`, office.staff.receiving_officer)).status).toBe(403);
    setServerTime(at("08:50").toISOString());
  });
});

describe("taking an action back", () => {
  it("is offered for five seconds and no longer", async () => {
    const who = office.staff.receiving_officer;
    const desk = `/hang-doi/${office.oneStopId}/lay-so`;
    const counter = `/quay/${office.oneStopId}/${counterId}`;
    await ask("POST", desk, who, { serviceId });
    await ask("POST", `${counter}/ca`, who, { step: "open" });
    const called = await ask("POST", `${counter}/goi`, who);
    const page = String(called.headers["location"]);
    const ticketId = Number(/vua=(\d+)/.exec(page)?.[1]);
    expect((await run<{ type: string }>((tx) => findLastEvent(tx, ticketId) as never)).type).toBe("called");
    expect((await ask("GET", page, who)).body).toContain('value="undo"');
    setServerTime(new Date(at("08:50").getTime() + 6000).toISOString());
    expect((await ask("GET", page, who)).body).not.toContain('value="undo"');
  });
});

describe("a number that a counter holds", () => {
  it("is brought back at the desk, once, and called first; by nobody of another office", async () => {
    setServerTime(at("09:10").toISOString());
    const who = office.staff.receiving_officer;
    const hall = `/hang-doi/${office.oneStopId}`;
    const counter = `/quay/${office.oneStopId}/${counterId}`;
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query<{ id: string }>(
      "select id from queue_ticket where unit_id = $1 and state = 'called' order by id desc limit 1",
      [office.oneStopId],
    );
    const ticketId = Number(rows[0]?.id);
    await ask("POST", `${hall}/lay-so`, who, { serviceId });
    expect((await ask("POST", `${counter}/so/${ticketId}`, who, { action: "hold" })).status).toBe(303);
    expect((await ask("GET", hall, who)).body).toContain(`action="${hall}/giu-lai/${ticketId}"`);
    const stranger = (await makeOffice((await testDatabase()).app)).staff.one_stop_head;
    expect((await ask("POST", `${hall}/giu-lai/${ticketId}`, stranger)).status).toBe(404);
    expect((await ask("POST", `${hall}/giu-lai/${ticketId}`, office.staff.one_stop_head)).status).toBe(303);
    expect((await ask("POST", `${hall}/giu-lai/${ticketId}`, who)).status).toBe(409);
    const called = await ask("POST", `${counter}/goi`, who);
    expect(String(called.headers["location"])).toContain(`vua=${ticketId}`);
  });
});
