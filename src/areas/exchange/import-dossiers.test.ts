import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { type DossierImportReport, importDossiers } from "./index.ts";

const NOW = new Date("2026-11-20T10:00:00+07:00");
const HEADER = "case_id,channel,department,group,responsible,start_date,deadline,end_date,end_date_planned,status_vs_deadline";
const line = (id: string, over: { channel?: string; start?: string; end?: string } = {}) =>
  `${id},${over.channel ?? "Internet"},General,,R1,${over.start ?? "2011-03-01T10:00:00+01:00"},2011-03-10T10:00:00+01:00,${over.end ?? "2011-03-05T10:00:00+01:00"},,on_time`;

function files(cases: readonly string[], events: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), "motcua-import-"));
  writeFileSync(join(folder, "cases.csv"), [HEADER, ...cases, ""].join("\n"));
  writeFileSync(
    join(folder, "wabo_events.csv"),
    ["case_id,event_id,activity,lifecycle,org_group,resource,timestamp", ...events, ""].join("\n"),
  );
  return join(folder, "cases.csv");
}

const count = async (db: TestDatabase, table: string): Promise<number> =>
  (await db.superuser.query(`select count(*)::int as n from ${table}`)).rows[0].n;

describe("import of dossiers from a case log", () => {
  let db: TestDatabase;
  const run = (path: string, more: Partial<Parameters<typeof importDossiers>[1]> = {}): Promise<DossierImportReport> =>
    importDossiers(db.app, { path, map: "wabo", dryRun: false, now: NOW, ...more });

  beforeAll(async () => {
    db = await freshDatabase("import");
  });

  test("a dry run counts and writes only the record of the run", async () => {
    const report = await run(files([line("a"), line("b")]), { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, rows: 2, taken: 2, alreadyThere: 0, rejected: [] });
    expect([await count(db, "dossier"), await count(db, "unit"), await count(db, "import_run")]).toEqual([0, 0, 1]);
  });

  test("each row is taken, already there or rejected by line with field and reason, and the totals balance", async () => {
    const bad = [
      line("c", { channel: "Fax" }),
      line("d", { start: "2011-02-31T10:00:00+01:00" }),
      "e,too,few",
      line("a"),
      line("", {}),
    ];
    const report = await run(files([line("a"), ...bad, line("f")]));
    expect(report).toMatchObject({ rows: 7, taken: 2, alreadyThere: 0 });
    expect(report.rejected.map(({ line: at, field, reason }) => [at, field, reason])).toEqual([
      [3, "channel", "unknown_value"],
      [4, "start_date", "malformed_instant"],
      [5, "", "malformed_csv"],
      [6, "case_id", "duplicate"],
      [7, "case_id", "required"],
    ]);
  });

  test("a quote that is never closed rejects the rest of the file as one line", async () => {
    const report = await run(files([line("l"), 'm,"Desk', line("n")]));
    expect(report).toMatchObject({ rows: 2, taken: 1, rejected: [{ reason: "malformed_csv" }] });
  });

  test("run again it takes nothing twice", async () => {
    const report = await run(files([line("a"), line("f"), line("g")]));
    expect(report).toMatchObject({ rows: 3, taken: 1, alreadyThere: 2 });
    expect(await count(db, "dossier")).toBe(4);
  });

  test("a due date is kept as given and the log becomes notes; what is odd is flagged, not refused", async () => {
    const events = [
      "h,t1,Confirm,complete,G1,R7,2011-03-02T09:00:00.5+01:00",
      "h,t2,Close,complete,G1,R7,2011-03-06T09:00:00.5+01:00",
      "zz,t3,X,complete,,,2011-03-06T09:00:00+01:00",
    ];
    const report = await run(files([line("h"), line("i", { end: "2011-02-27T10:00:00+01:00" })], events));
    expect(report.flagged).toMatchObject({
      events_after_end: [{ line: 2, sourceId: "h" }],
      ended_before_start: [{ line: 3, sourceId: "i" }],
    });
    expect(report.events).toMatchObject({ rows: 3, taken: 2 });
    expect(report.events.rejected).toMatchObject([{ line: 4, reason: "unknown_case" }]);
    const { rows } = await db.superuser.query(
      "select state, outcome, due_at, due_source, time_zone, flags, attributes->'source'->>'department' as department from dossier where source_id = 'h'",
    );
    expect(rows).toEqual([
      {
        state: "DECIDED",
        outcome: "approved",
        due_at: new Date("2011-03-10T09:00:00Z"),
        due_source: "wabo",
        time_zone: "Europe/Amsterdam",
        flags: ["events_after_end"],
        department: "General",
      },
    ]);
    const history = await db.superuser.query(
      "select e.type, e.actor_name from dossier_event e join dossier d on d.id = e.dossier_id where d.source_id = 'h' order by seq",
    );
    expect(history.rows.map(({ type, actor_name }) => `${type} ${actor_name}`)).toEqual([
      "received R1",
      "noted R7",
      "decided R1",
      "noted R7",
    ]);
  });

  test("an instant without offset is one of the mapping's time zone", async () => {
    await run(files([line("j", { start: "2011-07-01 10:00:00" }), line("k", { start: "2011-01-03 10:00" })]));
    const { rows } = await db.superuser.query("select received_at from dossier where source_id in ('j', 'k') order by source_id");
    expect(rows.map(({ received_at }) => received_at.toISOString())).toEqual([
      "2011-07-01T08:00:00.000Z",
      "2011-01-03T09:00:00.000Z",
    ]);
  });

  test("a mapping that names a missing column is refused with its name, before anything is written", async () => {
    const path = files([]);
    writeFileSync(path, "case_id,channel\na,Desk\n");
    const before = await count(db, "import_run");
    const refused = run(path);
    await expect(refused).rejects.toMatchObject({ code: "column_missing" });
    await refused.catch((error) => expect(error.text("en")).toContain("“start_date”"));
    expect(await count(db, "import_run")).toBe(before);
  });

  test.each([
    ["an archive", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00])],
    ["text in another encoding", Buffer.from("case_id,channel\nĐơn,Bưu điện\n", "utf16le")],
    ["Latin letters in one byte each", Buffer.from([0x63, 0x61, 0xe9, 0x2c, 0x0a])],
  ])("%s that calls itself CSV is refused before its first line", async (_, content) => {
    const path = join(mkdtempSync(join(tmpdir(), "motcua-import-")), "cases.csv");
    writeFileSync(path, content);
    await expect(run(path)).rejects.toMatchObject({ code: "file_not_text" });
  });

  test.each([
    ["an unknown mapping", { map: "nothing" }, "mapping_unknown"],
    ["a mapping file that is not there", { map: "/nowhere/map.json" }, "mapping_unreadable"],
    ["a unit that does not exist", { unitCode: "H00.99" }, "unknown_unit"],
    ["a file that is not there", { path: "/nowhere/cases.csv" }, "file_unreadable"],
  ])("%s is refused", async (_, more, code) => {
    await expect(run(files([line("x")]), more)).rejects.toMatchObject({ code });
  });

  test("a mapping with a wrong field is refused with the place", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "motcua-map-")), "map.json");
    writeFileSync(path, JSON.stringify({ name: "x", timeZone: "Mars/Base" }));
    await expect(run(files([line("x")]), { map: path })).rejects.toMatchObject({ code: "mapping_invalid" });
  });
});

const WABO = join(import.meta.dirname, "../../../../shared/data/event-logs/wabo_cases.csv");

describe.skipIf(!existsSync(WABO))("the log of a Dutch municipality", () => {
  test("its 1,434 cases and 8,577 events balance; 2 end before they start, 141 have events after their end", async () => {
    const db = await freshDatabase("wabo");
    const report = await importDossiers(db.app, { path: WABO, map: "wabo", dryRun: false, now: NOW });
    expect(report).toMatchObject({
      rows: 1434,
      taken: 1434,
      alreadyThere: 0,
      rejected: [],
      events: { rows: 8577, taken: 8577, rejected: [] },
    });
    expect([report.flagged.ended_before_start.length, report.flagged.events_after_end.length]).toEqual([2, 141]);
    const again = await importDossiers(db.app, { path: WABO, map: "wabo", dryRun: false, now: NOW });
    expect(again).toMatchObject({ rows: 1434, taken: 0, alreadyThere: 1434 });
  });
});
