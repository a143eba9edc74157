import { beforeAll, describe, expect, it } from "vitest";
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { setCalendar } from "./unit-facts.store.ts";
import { findDesk } from "./unit-query.store.ts";
import { OFFICE_CALENDAR } from "./unit.ts";

const ON = "2026-11-25";
let database: TestDatabase;
let office: Office;

const within = <T>(work: (tx: Tx) => Promise<T>, pool = database.app): Promise<T> => inTransaction(pool, NO_ROWS, work);
const daysOfWeek = async (tx: Tx) => (await findDesk(tx, office.oneStopId, ON))?.week.length;
const workDays = (tx: Tx, days: number) =>
  setCalendar(tx, {
    ...OFFICE_CALENDAR,
    unitId: office.agencyId,
    from: "2026-01-01",
    week: ["mon", "tue", "wed", "thu", "fri", "sat"].slice(0, days) as typeof OFFICE_CALENDAR.week,
    basis: null,
  });

beforeAll(async () => {
  database = await testDatabase();
  office = await makeOffice(database.app);
});

describe("a desk that is remembered between transactions", () => {
  it("is another at the next command after any process has changed the working week", async () => {
    expect(await within(daysOfWeek)).toBe(5);
    const otherProcess = createPool({ connectionString: database.appUrl, max: 1, pipeline: true });
    await within((tx) => workDays(tx, 6), otherProcess);
    await otherProcess.end();
    expect(await within(daysOfWeek)).toBe(6);
  });

  it("is, within the transaction that changes it, as changed; and for everyone as before where that is rolled back", async () => {
    const before = await within(daysOfWeek);
    await expect(
      within(async (tx) => {
        await workDays(tx, 3);
        expect(await daysOfWeek(tx)).toBe(3);
        throw new Error("back");
      }),
    ).rejects.toThrow("back");
    expect(await within(daysOfWeek)).toBe(before);
    // The next change has the same count that the one taken back had: what was seen inside it must not come up again.
    await within((tx) => workDays(tx, 4));
    expect(await within(daysOfWeek)).toBe(4);
  });

  it("is read once while nothing changes", async () => {
    await within(daysOfWeek);
    const both = await within((tx) => Promise.all([findDesk(tx, office.oneStopId, ON), findDesk(tx, office.oneStopId, ON)]));
    expect(both[0]).toBe(both[1]);
  });
});
