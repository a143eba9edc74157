import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../../test/support/cli.ts";
import { emptyDatabase, testDatabase } from "../../test/support/database.ts";
import { EXIT } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-unusable-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOBODY_LISTENS = "postgresql://motcua_app:x@localhost:9/motcua";
const PERIOD = ["--unit", "H55.242", "--from", "2026-01-01", "--to", "2026-01-31"];

const motcua = (argv: readonly string[], env: NodeJS.ProcessEnv) =>
  runCommand(argv, { PORT: "0", MOTCUA_DATA: folder, MOTCUA_ENV: "production", ...env });

describe("a database that cannot be used", () => {
  it.each([[["start"]], [["migrate"]], [["report", "ii06a", ...PERIOD]], [["backup", join(folder, "x.tar")]]])(
    "is said by %j in words when nobody listens there, as a part that is missing and no bug",
    async (argv) => {
      const { code, err } = await motcua(argv, { DATABASE_URL: NOBODY_LISTENS, DATABASE_OWNER_URL: NOBODY_LISTENS });
      expect(err).toContain("không kết nối được cơ sở dữ liệu");
      expect(err).toContain("ECONNREFUSED");
      expect(err).not.toContain("    at ");
      expect(code).toBe(EXIT.unavailable);
    },
  );

  it("stops the start before anything is served when the role is too powerful or there are no tables", async () => {
    const { ownerUrl } = await testDatabase();
    const powerful = await motcua(["start"], { DATABASE_URL: ownerUrl });
    expect(powerful.code).toBe(EXIT.unavailable);
    expect(powerful.err).toContain("use motcua_app in DATABASE_URL");
    const empty = await emptyDatabase("unusable");
    for (const MOTCUA_ENV of ["production", "training"]) {
      const without = await motcua(["start"], { DATABASE_URL: empty.appUrl, MOTCUA_ENV });
      expect(without.code).toBe(EXIT.unavailable);
      expect(without.err).toContain("run motcua migrate");
    }
    await Promise.all([empty.app.end(), empty.owner.end(), empty.superuser.end()]);
  });
});
