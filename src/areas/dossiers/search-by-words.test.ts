import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { searchKey } from "#platform/input/text.ts";
import { resolveSearch } from "./dossier-list.store.ts";

const AGENCIES = 12;
const ROWS = 6000;
const MOST = 300;
const SURNAMES = ["Nguyễn", "Trần", "Đỗ", "Hoàng"];
const MIDDLE = ["Văn", "Thị", "Thị Hoà", "Ngọc"];
const GIVEN = ["An", "Hoa", "Hoàng", "Hòa", "Yến", "Anh", "D'or"];

interface Filed {
  readonly id: number;
  readonly agencyId: number;
  readonly words: readonly string[];
}

/** Names that repeat late; every seventh dossier has a subject, one of them a word longer than the index keeps. */
const nameOf = (n: number): string =>
  `${SURNAMES[n % SURNAMES.length]} ${MIDDLE[(n >> 2) % MIDDLE.length]} ${GIVEN[(n >> 4) % GIVEN.length]}`;
const subjectOf = (n: number): string | null =>
  n === 77 ? `${"dài".repeat(40)}x` : n % 7 === 0 ? `Nhà số ${n}, 50%_ \\ 'A' & B:* | !C` : null;

let database: TestDatabase;
let filed: readonly Filed[];

beforeAll(async () => {
  database = await freshDatabase("search_by_words");
  const numbers = Array.from({ length: ROWS }, (_, index) => index + 1);
  const client = await database.superuser.connect();
  try {
    await client.query("set session_replication_role = replica; set statement_timeout = 0");
    // Past every rule: what is looked at is how a name is found, not how dossiers come to be.
    const { rows } = await client.query<{ id: number; agency_id: number; owner_name: string; subject: string | null }>(
      `insert into dossier (province_id, agency_id, unit_id, code, procedure_version_id, procedure_code, procedure_name, field, channel, regime, term_value,
         term_unit, state, received_at, owner_name, subject, parties, tracking_secret, last_seq, last_event_at, origin)
       select 1, 1 + n % ${AGENCIES}, 1, 'H99-' || n, 1, '1.000001', 'Thủ tục', 'Lĩnh vực', 'counter', '61/2018', 10, 'working_day', 'ACCEPTED',
         now() - n * interval '1 hour', name, subject, '{}', md5(n::text), 1, now(), 'synthetic'
       from unnest($1::int[], $2::text[], $3::text[]) x (n, name, subject) order by n returning id, agency_id, owner_name, subject`,
      [numbers, numbers.map(nameOf), numbers.map(subjectOf)],
    );
    filed = rows.map((row) => ({
      id: Number(row.id),
      agencyId: row.agency_id,
      words: searchKey(`${row.owner_name} ${row.subject ?? ""}`).split(" "),
    }));
    await client.query("analyze dossier");
  } finally {
    client.release(true);
  }
}, 60_000);

const search = (q: string, agencies: readonly number[]): Promise<readonly number[]> =>
  inTransaction(database.app, { accountId: 1, agencies }, async (tx) => {
    const found = await resolveSearch(tx, { q, agencies, states: [], sort: "received", limit: 26 });
    return (found.ids ?? []).map(Number);
  });

/** What must be found: whoever has all the words, the last one perhaps only begun; the newest first. */
function expected(q: string, agencies: readonly number[]): readonly number[] {
  const words = searchKey(q)
    .split(" ")
    .filter((word) => word !== "");
  const begun = words.at(-1);
  if (begun === undefined) return filed.filter(({ agencyId }) => agencies.includes(agencyId)).map(({ id }) => id);
  return filed
    .filter(({ agencyId }) => agencies.includes(agencyId))
    .filter((dossier) => words.slice(0, -1).every((word) => dossier.words.includes(word)))
    .filter((dossier) => dossier.words.some((word) => word.startsWith(begun)))
    .map(({ id }) => id);
}

const all = Array.from({ length: AGENCIES }, (_, index) => index + 1);

describe.each([
  ["one agency", [4]],
  ["three agencies", [2, 5, 9]],
  ["a province", all],
] as const)("a name is found by its words among the dossiers of %s", (_, agencies) => {
  it.each([
    ["a whole name", "Trần Thị Hoa"],
    ["a name without the middle one, as people call each other", "nguyen hoang"],
    ["words in another order", "An Nguyễn"],
    ["the other place of the tone", "hoà"],
    ["a word that is only begun", "ho"],
    ["a common word", "nguyễn"],
    ["a rare one", "nhà số 4991"],
    ["a number that is only begun", "do 59"],
    ["a name that nobody has", "Lý Thị Nở"],
    ["a word in the middle of another", "guye"],
    ["signs that mean something to the database", "50%_ \\ 'a' & b:* | !c"],
    ["an apostrophe", "D'or"],
    ["more letters than a word has room for", "dai".repeat(40)],
    ["nothing but signs", "%%% ''' !!"],
  ])("%s", async (_name, q) => {
    const wanted = expected(q, agencies);
    const found = await search(q, agencies);
    expect(found).toEqual(wanted.slice(0, MOST));
  });
});

it("an agency that the officer does not see is not searched", async () => {
  const found = await inTransaction(database.app, { accountId: 1, agencies: [3] }, async (tx) => {
    const { rows } = await sql<{ id: number }>`select search_dossier_ids('tran', array[3, 4], 300) as id`.execute(tx);
    return rows.map(({ id }) => Number(id));
  });
  expect(found).toEqual(expected("tran", [3]).slice(0, MOST));
});
