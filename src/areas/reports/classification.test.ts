import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { classify, CLASSIFICATION_POLICIES, POLICY_NAMES, type TimelinessFacts } from "#core/deadline/classify.ts";
import { TERM_UNITS } from "#core/deadline/term.ts";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { timelinessOf } from "./classification.store.ts";

/** Instants within a few days of each other, often on the same day or in the same minute, where the rules differ. */
const BASE = Date.parse("2026-03-27T00:00:00Z");
const instant = fc
  .tuple(
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0, 1, 29, 30, 59),
    fc.constantFrom(0, 6, 7, 10, 16, 17, 22, 23),
    fc.integer({ min: 0, max: 59_999 }),
  )
  .map(([day, minute, hour, ms]) => BASE + ((day * 24 + hour) * 60 + minute) * 60_000 + ms);
const maybe = fc.option(instant, { nil: null, freq: 3 });

const facts: fc.Arbitrary<TimelinessFacts> = fc.record({
  endedAt: maybe,
  pausedAt: maybe,
  dueAt: maybe,
  dueOriginalAt: maybe,
  dueUnextendedAt: maybe,
  termUnit: fc.constantFrom(...TERM_UNITS),
  timeZone: fc.constantFrom("Asia/Ho_Chi_Minh", "Europe/Amsterdam"),
  supplementRequests: fc.integer({ min: 0, max: 3 }),
  hasApology: fc.boolean(),
  asOf: instant,
});

const COLUMNS = `"endedAt" timestamptz, "pausedAt" timestamptz, "dueAt" timestamptz, "dueOriginalAt" timestamptz, "dueUnextendedAt" timestamptz,
  "termUnit" text, "timeZone" text, "supplementRequests" int, "hasApology" boolean, "asOf" timestamptz`;
const NAMES = [...COLUMNS.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
const columns = Object.fromEntries(NAMES.map((name) => [name, sql.ref(`f.${name}`)])) as unknown as Parameters<
  typeof timelinessOf
>[1];

const toRow = (row: TimelinessFacts) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name.endsWith("At") || name === "asOf" ? (value === null ? null : new Date(value as number).toISOString()) : value,
    ]),
  );

describe("the SQL of a policy", () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });

  test.each(POLICY_NAMES)("%s says of any facts what classify says", async (name) => {
    const policy = CLASSIFICATION_POLICIES[name];
    const judge = (rows: readonly TimelinessFacts[]) =>
      reading(db.app, NO_ROWS, async (tx) => {
        const found = await sql<{ timeliness: string }>`select ${timelinessOf(policy, columns)} as timeliness
          from rows from (jsonb_to_recordset(${JSON.stringify(rows.map(toRow))}::jsonb) as (${sql.raw(COLUMNS)})) with ordinality f (${sql.raw(NAMES.map((column) => `"${column}"`).join(", "))}, ord)
          order by f.ord`.execute(tx);
        return found.rows.map(({ timeliness }) => timeliness);
      });
    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 100, maxLength: 300 }), async (rows) => {
        expect(await judge(rows)).toEqual(rows.map((row) => classify(policy, row)));
      }),
      { numRuns: 25 },
    );
  });
});
