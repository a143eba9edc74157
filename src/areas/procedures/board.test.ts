import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { OFFICE_CALENDAR } from "#organisation";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { countPosted, listChanged, listPosted, type Posted } from "./board.store.ts";
import { dueIfFiledAt, publicationRule, wasPostedLate } from "./publication.clock.ts";
import { saveProcedures } from "./save-procedures.store.ts";
import { loadStarterCatalogue, readStarterCatalogue } from "./starter-catalogue.ts";

const FIRST = "2026-11-02";
const LATER = "2026-11-16";
let database: TestDatabase;
const read = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.app, NO_ROWS, work);

beforeAll(async () => {
  database = await freshDatabase("board");
  await read((tx) => loadStarterCatalogue(tx, FIRST));
  const [entry] = await readStarterCatalogue();
  if (entry === undefined) throw new Error("the starter catalogue is empty");
  await read((tx) => saveProcedures(tx, [{ ...entry, name: `${entry.name} (sửa đổi)` }], { origin: "starter", on: LATER }));
});

describe("the notice board of a commune", () => {
  test("posts everything that its office handles, each with the moment of its publication", async () => {
    const posted = await read((tx) => listPosted(tx, "commune", LATER));
    expect(posted.map((one) => one.procedure.code).toSorted()).toEqual(
      (await readStarterCatalogue()).map((one) => one.code).toSorted(),
    );
    for (const { publishedAt } of posted) expect(publishedAt).toBeInstanceOf(Date);
    expect(await read((tx) => countPosted(tx, LATER))).toMatchObject({ commune: posted.length, province: 0 });
  });

  test("says what changed after a day, and nothing that changed before it", async () => {
    const changed = await read((tx) => listChanged(tx, "commune", "2026-11-15", LATER, 10));
    expect(changed).toMatchObject([{ change: "changed", changedOn: LATER, procedure: { version: 2 }, parts: ["name"] }]);
    expect(await read((tx) => listChanged(tx, "commune", LATER, LATER, 10))).toEqual([]);
  });

  test("shows another day as it was then", async () => {
    const first = (await read((tx) => listPosted(tx, "commune", FIRST))).find((one) => one.procedure.version === 1);
    expect(first?.procedure.name).not.toContain("(sửa đổi)");
    expect((await read((tx) => listPosted(tx, "commune", FIRST))).every((one) => one.procedure.version === 1)).toBe(true);
  });
});

describe("what was announced is posted within five working days", () => {
  const posted = (date: string | undefined, publishedAt: string, from: string | null = "2026-11-01"): Posted =>
    ({
      decision: date === undefined ? null : { no: "1/QĐ-UBND", date },
      publishedAt: new Date(publishedAt),
      procedure: { from },
      since: "2026-11-01",
    }) as unknown as Posted;

  test("the fifth working day is in time, the day after it is late", () => {
    expect(publicationRule()).toMatchObject({ postWithinWorkingDays: 5, verified: false });
    expect(wasPostedLate(posted("2026-11-02", "2026-11-09T09:00:00+07:00"), OFFICE_CALENDAR)).toBe(false);
    expect(wasPostedLate(posted("2026-11-02", "2026-11-10T09:00:00+07:00"), OFFICE_CALENDAR)).toBe(true);
  });

  test("nothing is said without a dated decision, or of what stood before this system", () => {
    expect(wasPostedLate(posted(undefined, "2026-11-30T09:00:00+07:00"), OFFICE_CALENDAR)).toBeUndefined();
    expect(wasPostedLate(posted("2026-11-02", "2026-11-30T09:00:00+07:00", null), OFFICE_CALENDAR)).toBeUndefined();
  });
});

describe("the due date if filed now", () => {
  test("is counted by the legal clock; an unknown term has none", () => {
    const at = new Date("2026-11-02T09:00:00+07:00");
    expect(dueIfFiledAt({ value: 3, unit: "working_day" }, OFFICE_CALENDAR, at)?.toISOString().slice(0, 10)).toBe("2026-11-05");
    expect(dueIfFiledAt({ value: null, unit: "unknown" }, OFFICE_CALENDAR, at)).toBeUndefined();
  });
});
