import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../../test/support/cli.ts";
import { emptyDatabase, freshDatabase, type TestDatabase } from "../../test/support/database.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-backup-cli-"));
const opened: TestDatabase[] = [];

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(opened.flatMap(({ app, owner, superuser }) => [app.end(), owner.end(), superuser.end()]));
});

function environment(database: TestDatabase, data: string): NodeJS.ProcessEnv {
  opened.push(database);
  return { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, MOTCUA_DATA: join(folder, data) };
}

describe("motcua backup and motcua restore", () => {
  it("carry an office from one database to another, and doctor remembers the day", { timeout: 60_000 }, async () => {
    const source = await freshDatabase("cli");
    const env = environment(source, "source");
    await source.superuser.query("insert into person (full_name) values ('Nguyễn Văn An')");
    const backup = await runCommand(["backup", `${folder}/archives/`, "--json"], env);
    expect(backup).toMatchObject({ code: 0 });
    const { archive, rows } = JSON.parse(backup.out) as { archive: string; rows: number };
    expect(readdirSync(join(folder, "archives"))).toEqual([expect.stringMatching(/^motcua-\d{8}T\d{6}Z\.tar$/)]);

    const again = await runCommand(["backup", archive], env);
    expect(again).toMatchObject({ code: 3, err: expect.stringContaining("never overwritten") });
    const checked = await runCommand(["restore", "--check", archive, "--json"], {});
    expect(JSON.parse(checked.out)).toMatchObject({ archive, rows });

    const target = await emptyDatabase("cli");
    const restored = await runCommand(["restore", archive], environment(target, "target"));
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining(`restored and proven`) });
    expect((await target.superuser.query("select full_name from person")).rows).toEqual([{ full_name: "Nguyễn Văn An" }]);
    const doctor = await runCommand(["doctor", "--json"], { ...env, PORT: "0" });
    expect(doctor.out).toContain('"doctor.backup","status":"ok"');
  });

  it("refuse what they cannot do, and say what to do instead", async () => {
    const missing = await runCommand(["restore", "--check", join(folder, "none.tar")], {});
    expect(missing).toMatchObject({ code: 3, err: expect.stringContaining("không đọc được") });
    expect((await runCommand(["backup"], {})).code).toBe(2);
    const database = await freshDatabase("cli_owner");
    const { DATABASE_OWNER_URL: _, ...env } = environment(database, "owner");
    const ownerless = await runCommand(["backup", join(folder, "x.tar")], env);
    expect(ownerless).toMatchObject({ code: 2, err: expect.stringContaining("DATABASE_OWNER_URL is required") });
  });
});
