import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { inTransaction } from "#platform/db/tx.ts";
import type { FoundFilter } from "./dossier-list.ts";
import { listDossiers, planForValues } from "./dossier-list.store.ts";

const AGENCIES = 20;
const ROWS = 16_000;
const LIMIT = 26;
/** Rows that a page of 26 may read: itself, and as many as lie between its own in the order of an index. */
const FEW = 120;

/** Past every rule: what is looked at is how much a list reads, not how dossiers come to be. */
const FILL = `
insert into dossier (province_id, agency_id, unit_id, code, procedure_version_id, procedure_code, procedure_name, field, channel, regime, term_value,
  term_unit, state, received_at, due_original_at, due_unextended_at, due_at, ended_at, owner_name, parties, tracking_secret, last_seq, last_event_at, origin)
select 1, agency, agency, 'H99-' || n, 1, '1.000001', 'Thủ tục', 'Lĩnh vực ' || n % 20, 'counter', '61/2018', 10, 'working_day', state, received_at,
  due_at, due_at, due_at, case when state = 'RETURNED' then due_at end, 'Người đo', '{}', md5(n::text), 1, received_at, 'synthetic'
from (select n, 1 + n % ${AGENCIES} as agency, received_at, received_at + interval '14 days' as due_at,
    case when n > 14000 and (n / ${AGENCIES}) % 2 = 0 then 'PROCESSING' else 'RETURNED' end as state
  from (select n, now() - (${ROWS} - n) * interval '30 minutes' as received_at from generate_series(1, ${ROWS}) n) timed) drawn
order by received_at`;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("list_reads");
  const client = await database.superuser.connect();
  try {
    await client.query("set session_replication_role = replica; set statement_timeout = 0");
    await client.query(FILL);
    await client.query("analyze dossier");
  } finally {
    client.release(true);
  }
}, 60_000);

async function readBy(filter: Partial<FoundFilter> & { readonly agencies: readonly number[] }): Promise<number> {
  return inTransaction(database.app, { accountId: 1, agencies: filter.agencies }, async (tx) => {
    const read = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`
        select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'dossier'`.execute(tx);
      return rows[0]?.n ?? Number.NaN;
    };
    await planForValues(tx);
    const before = await read();
    expect(await listDossiers(tx, { states: [], sort: "received", limit: LIMIT, ...filter })).toHaveLength(LIMIT);
    return (await read()) - before;
  });
}

const all = Array.from({ length: AGENCIES }, (_, index) => index + 1);

describe.each([
  ["an agency", [7]],
  ["a province", all],
] as const)("the first page of a list of %s reads what it shows, and not all that there is", (_, agencies) => {
  it.each<readonly [string, Partial<FoundFilter>]>([
    ["the newest", {}],
    ["a common state", { states: ["RETURNED"] }],
    ["an open state", { states: ["PROCESSING"] }],
    ["an open state by due date", { states: ["PROCESSING"], sort: "due" }],
    ["all by due date", { sort: "due" }],
  ])("%s", async (_name, filter) => {
    expect(await readBy({ agencies, ...filter })).toBeLessThan(FEW);
  });
});
