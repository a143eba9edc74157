import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../../test/support/app.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { importDossiers } from "./index.ts";

const NOW = new Date("2026-11-20T10:00:00+07:00");
const HEADER =
  "dossierNo,referenceUid,serviceCode,govAgencyCode,govAgencyName,applicantName,dossierStatus,online,receiveDate,dueDate,releaseDate,finishDate,modifiedDate";

let db: TestDatabase;
let office: Office;
const code = (number: number): string => `${office.prefix}-261116-${String(number).padStart(4, "0")}`;

/** Lines as the query of docs/ops/import.md exports them. */
function list(rows: readonly (readonly [number, string, { release?: string; finish?: string; online?: string }?])[]): string {
  const path = join(mkdtempSync(join(tmpdir(), "motcua-opencps-")), "opencps.csv");
  const lines = rows.map(([number, status, { release = "", finish = "", online = "1" } = {}]) =>
    [
      code(number),
      `uid-${number}`,
      "1.001193",
      office.prefix,
      "UBND xã",
      "Nguyễn Văn Minh",
      status,
      online,
      "2026-11-16 08:00:00",
      "2026-11-25 17:00:00",
      release,
      finish,
      "2026-11-18 09:00:00",
    ].join(","),
  );
  writeFileSync(path, [HEADER, ...lines, ""].join("\n"));
  return path;
}

const run = (path: string, dryRun = false, now = NOW) =>
  importDossiers(db.app, { path, map: "opencps", unitCode: office.prefix, dryRun, now });

beforeAll(async () => {
  db = await testDatabase();
  await starterProcedure(db.app);
  office = await makeOffice(db.app);
});

describe("dossiers exported from OpenCPS", () => {
  const ended = { release: "2026-11-18 09:00:00" };

  it("are taken by their numbers with the state and due date that stand there; a dry run only says so", async () => {
    const path = list([
      [1, "processing"],
      [2, "waiting", { online: "0" }],
      [3, "releasing", ended],
      [4, "done", { ...ended, finish: "2026-11-19 09:00:00" }],
      [5, "denied", ended],
      [6, "new"],
    ]);
    const expected = { rows: 6, taken: 5, rejected: [{ line: 7, field: "dossierStatus", reason: "unknown_value" }] };
    expect(await run(path, true)).toMatchObject(expected);
    const count = "select count(*)::int as n from dossier where agency_id = $1";
    expect((await db.superuser.query(count, [office.agencyId])).rows).toEqual([{ n: 0 }]);
    expect(await run(path)).toMatchObject(expected);
    const { rows } = await db.superuser.query(
      "select code, state, channel, due_source, attributes #>> '{source,referenceUid}' as uid from dossier where agency_id = $1 order by code",
      [office.agencyId],
    );
    expect(rows.map(({ state }) => state)).toEqual(["PROCESSING", "SUPPLEMENT_WAIT", "DECIDED", "RETURNED", "DECIDED"]);
    expect(rows[1]).toEqual({ code: code(2), state: "SUPPLEMENT_WAIT", channel: "counter", due_source: "OpenCPS", uid: "uid-2" });
  });

  it("follow OpenCPS when the list is imported again, and the reconciliation names what is missing there", async () => {
    await run(list([[1, "releasing", ended]]), false, new Date(NOW.getTime() + 86_400_000));
    const { rows } = await db.superuser.query("select state from dossier where code = $1", [code(1)]);
    expect(rows).toEqual([{ state: "DECIDED" }]);
    const page = await ask("GET", "/he-thong-khac?system=opencps", office.staff.leader);
    expect(page.body).toContain(code(2));
  });
});
