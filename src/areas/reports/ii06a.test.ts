import fc from "fast-check";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { POLICY_NAMES } from "#core/deadline/classify.ts";
import { importDossiers } from "#exchange";
import { reading } from "#platform/db/tx.ts";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { seedDemo } from "../../cli/seed-demo.ts";
import { buildReport, DIMENSIONS, listBehindCell, type Report, ReportQuery, requestOf } from "./index.ts";
import { MEASURES } from "./cells.ts";

const NOW = new Date("2026-11-20T16:30:00+07:00");
const DAY = 86_400_000;
const dayBefore = (days: number): string => new Date(NOW.getTime() - days * DAY).toISOString().slice(0, 10);

interface Office {
  readonly db: TestDatabase;
  readonly unitId: number;
  readonly agencies: readonly number[];
}

async function idsOf(db: TestDatabase, kind: string): Promise<number[]> {
  const { rows } = await db.superuser.query("select unit_id from unit_version where kind = $1 order by unit_id", [kind]);
  return rows.map((row) => row.unit_id);
}

const ask = ({ db, unitId, agencies }: Office, query: Record<string, string>, subUnits = true, now = NOW): Promise<Report> =>
  reading(db.app, { accountId: null, agencies }, (tx) =>
    buildReport(tx, requestOf(ReportQuery.parse(query), unitId, subUnits, now), "en"),
  );

/** How many dossiers the list behind every cell of every row and of the total has, beside what the cell says. */
async function compareLists({ db, agencies }: Office, report: Report): Promise<readonly (readonly [string, number, number])[]> {
  const rows = [...report.rows, { key: null, figures: report.total }];
  const compared: [string, number, number][] = [];
  await reading(db.app, { accountId: null, agencies }, async (tx) => {
    for (const { key, figures } of rows) {
      for (const measure of MEASURES) {
        const listed = await listBehindCell(tx, report.request, { measure, key, limit: 100_000, offset: 0 });
        compared.push([`${key}.${measure}`, figures[measure], new Set(listed.map(({ id }) => id)).size]);
      }
    }
  });
  return compared;
}

describe("form II.06a over a province", () => {
  let office: Office;
  beforeAll(async () => {
    const db = await freshDatabase("ii06a");
    await seedDemo(db.app, { seed: 3, now: NOW });
    await db.owner.query("analyze");
    const [unitId = 0] = await idsOf(db, "province");
    office = { db, unitId, agencies: await idsOf(db, "commune") };
  });

  test("every dossier that was filed is received, refused at intake, incomplete, voided or waiting to be accepted", async () => {
    const { total } = await ask(office, {});
    const { rows } = await office.db.superuser.query(
      "select count(*)::int as n, count(*) filter (where intake_due_at < $1)::int as late from dossier where state <> 'DRAFT'",
      [NOW],
    );
    const outside = total.refusedAtIntake + total.incompleteAtIntake + total.awaitingAcceptance + total.voided;
    expect(total.received + outside).toBe(rows[0].n);
    expect(total.awaitingAcceptance).toBeGreaterThan(0);
    expect(total.awaitingAcceptanceLate).toBe(rows[0].late);
    expect(
      Math.min(total.withdrawn, total.stopped, total.waiting, total.voided, total.refusedAtIntake, total.openLate),
    ).toBeGreaterThan(0);
  });

  test("(3) = (7) + (11) + withdrawn + stopped for any period, rows add up to the total, and every dimension has the same total", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 190 }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(...DIMENSIONS),
        fc.constantFrom(...POLICY_NAMES),
        async (back, length, by, policy) => {
          const period = { from: dayBefore(back + length), to: dayBefore(back), policy };
          const { rows, total } = await ask(office, { ...period, by });
          for (const { figures } of rows)
            expect(figures.received).toBe(figures.resolved + figures.open + figures.withdrawn + figures.stopped);
          for (const measure of MEASURES) expect(rows.reduce((sum, row) => sum + row.figures[measure], 0)).toBe(total[measure]);
          expect((await ask(office, period)).total).toEqual(total);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("what a period carries over is what the one before left open", async () => {
    for (const back of [0, 12, 47, 90, 133]) {
      const before = await ask(office, { from: dayBefore(back + 40), to: dayBefore(back + 20) });
      const after = await ask(office, { from: dayBefore(back + 19), to: dayBefore(back) });
      expect(after.total.carriedOver).toBe(before.total.open);
    }
  });

  test("a past period gives the same figures whatever happened since", async () => {
    const period = { from: dayBefore(80), to: dayBefore(50), by: "field" };
    const then = await ask(office, { ...period, asOf: `${dayBefore(50)}` }, true, NOW);
    const later = await ask(office, period);
    expect(later.rows).toEqual(then.rows);
    const { rows } = await office.db.superuser.query(
      "select count(*)::int as n from dossier where received_at < $1 and last_event_at > $1",
      [new Date(NOW.getTime() - 50 * DAY)],
    );
    expect(rows[0].n).toBeGreaterThan(0);
  });

  test("every cell opens to exactly as many dossiers as it says", async () => {
    for (const by of ["unit", "channel"]) {
      const compared = await compareLists(office, await ask(office, { from: dayBefore(60), to: dayBefore(9), by }));
      expect(compared.filter(([, said, listed]) => said !== listed)).toEqual([]);
      expect(compared.length).toBeGreaterThan(MEASURES.length * 3);
    }
  });

  test("without sub-units a province has none of its communes' dossiers", async () => {
    expect((await ask(office, {}, false)).total.received).toBe(0);
  });

  test("agencies outside the row scope are not counted", async () => {
    const narrow = { ...office, agencies: office.agencies.slice(0, 1) };
    expect((await ask(narrow, {})).rows).toHaveLength(1);
  });

  test("nothing was known before it was recorded", async () => {
    expect((await ask(office, { knownAt: "2020-01-01T00:00:00Z" })).total.received).toBe(0);
    expect((await ask(office, { knownAt: "2099-01-01T00:00:00Z" })).total).toEqual((await ask(office, {})).total);
  });

  test("a period whose first day lies after its last is refused", async () => {
    await expect(async () => ask(office, { from: "2026-11-02", to: "2026-11-01" })).rejects.toMatchObject({
      code: "period_reversed",
    });
  });
});

const WABO = join(import.meta.dirname, "../../../../shared/data/event-logs/wabo_cases.csv");

describe.skipIf(!existsSync(WABO))("form II.06a over the log of a Dutch municipality, as of its end", () => {
  let office: Office;
  const AT_END = { asOf: "2012-01-23" };
  beforeAll(async () => {
    const db = await freshDatabase("wabo_report");
    await importDossiers(db.app, { path: WABO, map: "wabo", dryRun: false, now: NOW });
    await db.owner.query("analyze");
    const [unitId = 0] = await idsOf(db, "agency");
    office = { db, unitId, agencies: [unitId] };
  });

  test("951 early, 69 on time, 309 late, 105 open", async () => {
    const { total } = await ask(office, AT_END);
    expect([total.resolvedEarly, total.resolvedOnTime, total.resolvedLate, total.open]).toEqual([951, 69, 309, 105]);
  });

  test("its publisher's labels: 952 in time, 377 late", async () => {
    const { total } = await ask(office, { ...AT_END, policy: "source_label" });
    expect([total.resolvedEarly + total.resolvedOnTime, total.resolvedLate]).toEqual([952, 377]);
  });

  test.each(["department", "channel", "month"])("by %s it comes to 1,434", async (by) => {
    const report = await ask(office, { ...AT_END, by });
    expect(report.rows.length).toBeGreaterThan(1);
    expect(report.total.received).toBe(1434);
    const compared = by === "department" ? await compareLists(office, report) : [];
    expect(compared.filter(([, said, listed]) => said !== listed)).toEqual([]);
  });
});
