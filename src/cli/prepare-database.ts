import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { packageFolder } from "#platform/package-folder.ts";

const SETTING = "prepared_for_version";

const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };

/**
 * What is done as the owner after migrations beyond SQL files: job queues and their schedules. Done again after every
 * migration and for every new version; `always` does it in any case, as `motcua migrate` asks.
 */
export async function prepareDatabase(ownerUrl: string, { always }: { readonly always: boolean }): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "motcua prepare" });
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from setting where name = $1 and value = to_jsonb($2::text)", [
      SETTING,
      version,
    ]);
    if (rows.length > 0 && !always) return;
    const [{ prepareJobs }, { allJobs }] = await Promise.all([import("#platform/jobs/prepare-jobs.ts"), import("../areas.ts")]);
    await prepareJobs(ownerUrl, allJobs);
    await client.query(
      "insert into setting (name, value) values ($1, to_jsonb($2::text)) on conflict (name) do update set value = excluded.value, changed_at = now()",
      [SETTING, version],
    );
  } finally {
    await client.end();
  }
}
