import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyDatabase, freshDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { findDatabaseProblems } from "../self-check.ts";
import { openArchive, verifyArchive } from "./archive.ts";
import { tableEntry } from "./manifest.ts";
import { restoreBackup } from "./restore-backup.ts";
import { readTarEntries } from "./tar.ts";
import { writeBackup } from "./write-backup.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-backup-test-"));
const archive = join(folder, "backup.tar");
const filesFolder = join(folder, "files");
const opened: TestDatabase[] = [];

afterAll(async () => {
  await Promise.all(opened.flatMap(({ app, owner, superuser }) => [app.end(), owner.end(), superuser.end()]));
  rmSync(folder, { recursive: true, force: true });
});

async function track(database: Promise<TestDatabase>): Promise<TestDatabase> {
  opened.push(await database);
  return database;
}

/** Counts and hashes of every table, made by other means than the backup's own. */
async function fingerprint(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname not in ('schema_migration') order by 1`,
  );
  const result: Record<string, string> = {};
  for (const { name } of rows) {
    const found = await pool.query<{ print: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '-') as print from "${name}" t`,
    );
    result[name] = found.rows[0]?.print ?? "";
  }
  return result;
}

describe("backup and restore", () => {
  let source: TestDatabase;

  beforeAll(async () => {
    source = await track(freshDatabase("backup"));
    await fill(source.superuser);
    const document = Buffer.from("quét giấy khai sinh");
    mkdirSync(join(filesFolder, "ab"), { recursive: true });
    writeFileSync(join(filesFolder, "ab", createHash("sha256").update(document).digest("hex")), document);
    writeFileSync(join(filesFolder, ".half-written"), "x");
    await writeBackup({ ownerUrl: source.ownerUrl, filesFolder, target: archive });
  });

  it("takes every row, of every agency, though row-level security is forced on the owner", async () => {
    const { manifest, close } = await openArchive(archive);
    await close();
    const { rows } = await source.owner.query("select count(*)::int as seen from dossier");
    expect(rows).toEqual([{ seen: 0 }]);
    expect(manifest.tables.find(({ name }) => name === "dossier")?.rows).toBe(2_000);
  });

  it("restores into an empty database with the same counts and hashes, files, sequences and policies", async () => {
    const target = await track(emptyDatabase("restore"));
    const restoredFiles = join(folder, "restored");
    await restoreBackup({ ownerUrl: target.ownerUrl, filesFolder: restoredFiles, source: archive });
    const before = await fingerprint(source.superuser);
    const after = await fingerprint(target.superuser);
    // The day of the last backup is written after the backup itself.
    for (const own of ["setting", "reference_generation"]) {
      delete before[own];
      delete after[own];
    }
    expect(after).toEqual(before);
    expect(readdirSync(restoredFiles, { recursive: true }).toSorted()).toEqual([
      "ab",
      expect.stringMatching(/^ab\/[0-9a-f]{64}$/),
    ]);
    const next = "insert into person (full_name) values ('Người mới') returning id";
    expect((await target.owner.query(next)).rows).toEqual((await source.owner.query(next)).rows);
    const refusals = (await findDatabaseProblems(target.app)).filter(({ severity }) => severity === "refuse");
    expect(refusals).toEqual([]);
    expect((await target.app.query("select count(*)::int as seen from dossier")).rows).toEqual([{ seen: 0 }]);
    await expect(
      target.owner.query("insert into post (unit_id, agency_id, title, role) values (99999, 1, 'x', 'leader')"),
    ).rejects.toThrow(/foreign key/);
  });

  it("is a plain tar archive that only its owner may read", () => {
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    const listed = spawnSync("tar", ["--list", "--file", archive], { encoding: "utf8" });
    expect(listed.status).toBe(0);
    expect(listed.stdout).toContain("tables/dossier.copy.gz\n");
    expect(listed.stdout).toMatch(/files\/ab\/[0-9a-f]{64}\n/);
    expect(listed.stdout).not.toContain("half-written");
    expect(listed.stdout.trimEnd().endsWith("manifest.json")).toBe(true);
  });

  it("refuses a database that is not empty, and changes nothing in it", async () => {
    const before = await fingerprint(source.superuser);
    await expect(restoreBackup({ ownerUrl: source.ownerUrl, filesFolder, source: archive })).rejects.toMatchObject({
      code: "backup.not_empty",
    });
    expect(await fingerprint(source.superuser)).toEqual(before);
  });

  it("refuses an archive with one changed byte or a missing end before it touches the database", async () => {
    const damaged = join(folder, "damaged.tar");
    copyFileSync(archive, damaged);
    await flipByteOf(damaged, tableEntry("dossier"));
    await expect(verifyArchive(damaged)).rejects.toMatchObject({ code: "backup.damaged" });
    const target = await track(emptyDatabase("damaged"));
    const request = { ownerUrl: target.ownerUrl, filesFolder: join(folder, "unused") };
    await expect(restoreBackup({ ...request, source: damaged })).rejects.toMatchObject({ code: "backup.damaged" });
    writeFileSync(damaged, readFileSync(archive).subarray(0, -4_096));
    await expect(restoreBackup({ ...request, source: damaged })).rejects.toMatchObject({ code: "backup.unreadable" });
    expect(
      (await target.superuser.query("select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace")).rows,
    ).toEqual([{ n: 0 }]);
  });

  it("lets no server start on a restore that was broken off, and finishes it when run again", async () => {
    const target = await track(freshDatabase("broken_off"));
    await target.owner.query("create table restore_in_progress (started_at timestamptz not null default now())");
    expect((await findDatabaseProblems(target.app)).map(({ code }) => code)).toContain("check.restore_unfinished");
    await restoreBackup({ ownerUrl: target.ownerUrl, filesFolder: join(folder, "unused"), source: archive });
    expect((await target.superuser.query("select count(*)::int as n from dossier")).rows).toEqual([{ n: 2_000 }]);
    expect((await findDatabaseProblems(target.app)).map(({ code }) => code)).not.toContain("check.restore_unfinished");
  });

  it("refuses an archive of a newer Motcua", async () => {
    const newer = await track(freshDatabase("newer"));
    await newer.owner.query("insert into schema_migration (version, name, sha256) values (9999, 'later', $1)", ["0".repeat(64)]);
    const target = join(folder, "newer.tar");
    await writeBackup({ ownerUrl: newer.ownerUrl, filesFolder: join(folder, "none"), target });
    const empty = await track(emptyDatabase("newer"));
    await expect(
      restoreBackup({ ownerUrl: empty.ownerUrl, filesFolder: join(folder, "none"), source: target }),
    ).rejects.toMatchObject({
      code: "backup.other_version",
    });
    expect((await empty.superuser.query("select to_regclass('person') as person")).rows).toEqual([{ person: null }]);
  });

  it("leaves no half archive behind when it fails", async () => {
    const place = join(folder, "failing");
    mkdirSync(place);
    chmodSync(place, 0o700);
    const empty = await track(emptyDatabase("nothing"));
    await expect(writeBackup({ ownerUrl: empty.ownerUrl, filesFolder, target: join(place, "a.tar") })).rejects.toMatchObject({
      code: "backup.nothing",
    });
    expect(readdirSync(place)).toEqual([]);
  });
});

async function flipByteOf(path: string, name: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    const entry = (await readTarEntries(file)).find((each) => each.name === name);
    if (entry === undefined) throw new Error(`no ${name}`);
    const byte = Buffer.alloc(1);
    const position = entry.offset + Math.floor(entry.size / 2);
    await file.read(byte, 0, 1, position);
    byte[0] = (byte[0] ?? 0) ^ 0x40;
    await file.write(byte, 0, 1, position);
  } finally {
    await file.close();
  }
}

/** Two agencies with dossiers, texts that COPY must escape, and a key that was used and given up. */
async function fill(superuser: pg.Pool): Promise<void> {
  await superuser.query(`
    insert into unit (agency_id, source) values (null, 'test'), (null, 'test');
    update unit set agency_id = id;
    insert into person (full_name) values ('Nguyễn Thị Hoà'), (E'tab\\t backslash \\\\ newline\\n \\\\N'), ('thừa');
    delete from person where full_name = 'thừa';
    insert into procedure (code) values ('1.001193');
    insert into procedure_version (procedure_id, version, during, status, name, field, levels, term_unit, definition, source, content_hash)
      select id, 1, '[2025-07-01,)', 'published', 'Đăng ký khai sinh', 'Hộ tịch', '{commune}', 'same_day', '{}', 'test', 'x' from procedure;
    insert into dossier (province_id, agency_id, unit_id, code, procedure_version_id, procedure_code, procedure_name, field, channel, regime,
                         term_unit, state, received_at, owner_name, parties, last_seq, last_event_at, tracking_secret)
      select u.id, u.id, u.id, format('H55.%s-261120-%s', u.id, n), v.id, '1.001193', v.name, v.field, 'counter', 'test',
             'same_day', 'ACCEPTED', timestamptz '2026-11-20 08:00+07' + n * interval '1 second', 'Chủ hồ sơ ' || n, '{"a": ["ă", 1.50]}', 1, now(), 'secret' || u.id || '-' || n
        from unit u cross join procedure_version v cross join generate_series(1, 1000) n;
    insert into dossier_event (province_id, agency_id, dossier_id, seq, type, occurred_at, actor_name, state)
      select province_id, agency_id, id, 1, 'received', received_at, 'Cán bộ', 'ACCEPTED' from dossier;
    insert into setting (name, value) values ('mode', '"test"')`);
}
