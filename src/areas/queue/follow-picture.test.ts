import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { actOnTicket } from "./act-on-ticket.ts";
import { callNext } from "./call-next.ts";
import { followPicture } from "./follow-picture.ts";
import { getFollowed } from "./get-followed.ts";
import { hallOfNow } from "./hall-of-now.ts";
import { listCounters, listServices } from "./point.store.ts";
import { setUpPoint } from "./set-up-point.ts";
import { takeTicket } from "./take-ticket.ts";
import { workShift } from "./work-shift.ts";

const MORNING = new Date("2026-11-25T02:00:00Z"); // 09:00, a Wednesday
let office: Office;
let at: { readonly unitId: number; readonly counterId: number };
let secrets: readonly string[];

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: office.staff.receiving_officer.accountId, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

const by = () => office.staff.receiving_officer;
const look = (nth: number, locale: "vi" | "en" = "vi") =>
  run<ReturnType<typeof followPicture>>(async (tx) => {
    const { hall, ticket } = await getFollowed(tx, { unitId: at.unitId, secret: secrets[nth] ?? "" }, MORNING);
    return followPicture(hall, ticket, locale, MORNING) as never;
  });

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  const unitId = office.oneStopId;
  await run((tx, unit) => setUpPoint(tx, unit, unitId));
  const [service] = await run<readonly { id: number }[]>((tx) => listServices(tx, unitId) as never);
  const [counter] = await run<readonly { id: number }[]>((tx) => listCounters(tx, unitId) as never);
  at = { unitId, counterId: counter?.id ?? 0 };
  const input = { serviceId: service?.id ?? 0, priority: undefined, identity: undefined };
  const seat = { unitId, source: "phone", accountId: null } as const;
  const taken: { secret: string }[] = [];
  for (const _ of [0, 1]) taken.push(await run((tx, unit) => takeTicket(tx, unit, seat, input, MORNING)));
  secrets = taken.map(({ secret }) => secret);
});

describe("what a telephone sees that follows a number", () => {
  it("is how many are ahead, then the counter, then that it is over; and what is called, without a name", async () => {
    expect(await look(0)).toMatchObject({ state: "waiting", rows: { calls: [["Chưa gọi số nào hôm nay."]] } });
    expect((await look(0)).texts.detail).toContain("Bạn là người tiếp theo.");
    expect((await look(1)).texts.detail).toContain("Còn 1 người trước bạn.");
    await run((tx, unit) => workShift(tx, unit, by(), at, { step: "open", cash: null }, MORNING));
    const { ticketId } = await run<{ ticketId: number }>((tx, unit) => callNext(tx, unit, by(), at, MORNING));
    expect(await look(0)).toMatchObject({
      state: "called",
      texts: { label: "A001", title: "Đang gọi số của bạn", detail: "Mời bạn đến quầy 1." },
      rows: { calls: [["Số A001: quầy 1"]] },
    });
    expect((await look(1, "en")).rows.calls).toEqual([["Number A001: counter 1"]]);
    for (const action of ["serve", "finish"] as const)
      await run((tx, unit) => actOnTicket(tx, unit, by(), at, { ticketId, action }, MORNING));
    expect(await look(0)).toMatchObject({ state: "done", texts: { detail: "" } });
    expect(JSON.stringify([await look(0), await look(1)])).not.toContain(by().name);
  });

  it("is read once for all that ask in one moment, and anew in the next", async () => {
    const { app } = await testDatabase();
    const scope = { accountId: null, agencies: [office.agencyId] };
    const [one, other] = [hallOfNow(app, scope, at.unitId), hallOfNow(app, scope, at.unitId)];
    expect(other).toBe(one);
    await one;
    expect(hallOfNow(app, scope, at.unitId)).not.toBe(one);
  });
});
