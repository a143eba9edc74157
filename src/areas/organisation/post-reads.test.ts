import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { inTransaction, NO_ROWS } from "../../platform/db/tx.ts";
import { listPostHolders } from "./post.store.ts";

const OTHERS = 5_000;
let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await freshDatabase("post_reads");
  office = await makeOffice(database.app);
  const other = await makeOffice(database.app);
  await database.superuser.query(
    `with added as (insert into post (unit_id, agency_id, title, role, during)
       select $1::int, $2::int, 'Chuyên viên ' || n, 'specialist', daterange('2020-01-01', null) from generate_series(1, ${OTHERS}) n returning id)
     insert into assignment (post_id, person_id, during)
       select added.id, (select min(id) from person), daterange('2020-01-01', null) from added`,
    [other.divisionId, other.agencyId],
  );
  await database.superuser.query("analyze post, assignment");
});

it("who holds a post of an agency is found without reading the posts of all others", async () => {
  const read = await inTransaction(database.app, NO_ROWS, async (tx) => {
    expect((await listPostHolders(tx, office.agencyId, "2026-11-27")).length).toBeGreaterThan(0);
    const { rows } = await sql<{ n: number }>`
      select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'post'`.execute(tx);
    return rows[0]?.n ?? OTHERS;
  });
  expect(read).toBeLessThan(100);
});
