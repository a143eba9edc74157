// Migrates an empty database of its own and writes src/platform/db/schema.ts and db/schema.sql from it.
// With --check it writes nothing and ends with 1 when a file on disk differs.
import { existsSync, mkdtempSync, chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { ensureEmbedded } from "../src/platform/db/embedded/ensure-database.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { writeDump } from "./db-schema/dump.mjs";
import { writeTypes } from "./db-schema/types.mjs";

const root = join(import.meta.dirname, "..");
const targets = { types: join(root, "src/platform/db/schema.ts"), dump: join(root, "db/schema.sql") };

const { types, dump } = await describeSchema();
const outdated = [
  [targets.types, types],
  [targets.dump, dump],
].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);

if (process.argv.includes("--check")) {
  for (const [path] of outdated) console.error(`${path} does not match the migrations: run node scripts/generate-db-types.mjs`);
  process.exitCode = outdated.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of outdated) {
    writeFileSync(path, text);
    console.log(`written ${path}`);
  }
}

async function describeSchema() {
  const folder = mkdtempSync(join(tmpdir(), "motcua-schema-"));
  chmodSync(folder, 0o755);
  const database = await ensureEmbedded(folder, { settings: { fsync: "off" } });
  try {
    await migrate(database.ownerUrl);
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      return { types: await writeTypes(client), dump: await writeDump(client) };
    } finally {
      await client.end();
    }
  } finally {
    await database.release();
    rmSync(folder, { recursive: true, force: true });
  }
}
