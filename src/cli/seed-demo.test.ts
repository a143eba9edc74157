import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../test/support/database.ts";
import { jobs, SLIP_EVENTS, SLIP_KINDS } from "#dossiers";
import { verifyRegister } from "#forms";
import { saveNationalSettings, tasks } from "#exchange";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import { runNextTask } from "#platform/jobs/run-tasks.ts";
import { testFiles } from "../../test/support/files.ts";
import { startLocalPeer } from "./peer/local-peer.ts";
import { type DemoReport, seedDemo } from "./seed-demo.ts";

const NOW = new Date("2026-11-20T10:15:00+07:00");

const rows = async <T>(db: TestDatabase, sql: string): Promise<T[]> => (await db.superuser.query(sql)).rows as T[];
const column = async (db: TestDatabase, sql: string): Promise<unknown[]> =>
  (await rows<{ x: unknown }>(db, sql)).map((row) => row.x);

describe("the demonstration", () => {
  let db: TestDatabase;
  let report: DemoReport | undefined;
  beforeAll(async () => {
    db = await freshDatabase("demo");
    report = await seedDemo(db.app, { seed: 7, now: NOW, files: testFiles() });
  });

  test("is about six hundred dossiers in each of three communes", () => {
    expect(report).toMatchObject({ communes: 3 });
    expect(report?.dossiers).toBeGreaterThan(1700);
  });

  test("leaves a database with units as it is", async () => {
    expect(await seedDemo(db.app, { seed: 8, now: NOW })).toBeUndefined();
    expect(await column(db, "select count(*)::int as x from dossier")).toEqual([report?.dossiers]);
  });

  test("shows dossiers in every state that a commune knows", async () => {
    const states = await column(db, "select distinct state as x from dossier order by 1");
    expect(states).toEqual([
      "ACCEPTED",
      "DECIDED",
      "DRAFT",
      "FINANCE_WAIT",
      "INTAKE_REFUSED",
      "INTAKE_SUPPLEMENT",
      "PROCESSING",
      "RETURNED",
      "STOPPED",
      "SUBMITTED",
      "SUPPLEMENT_WAIT",
      "VOIDED",
      "WITHDRAWN",
    ]);
  });

  test("leaves the board of breaches empty: what is at the counter beyond its day waits for its fee", async () => {
    await jobs.find(({ queue }) => queue === "dossiers.watch")?.run(db.app, NOW, { files: testFiles(), publicUrl: "" });
    const open =
      "select d.code || ' ' || b.cause as x from breach b join dossier d on d.id = b.dossier_id where b.mended_at is null";
    expect(await column(db, open)).toEqual([]);
  });

  test("has every slip of Circular 01/2018/TT-VPCP and, from 15 September 2025, of Circular 03/2025/TT-VPCP", async () => {
    const events = await rows<Parameters<(typeof SLIP_EVENTS)["receipt"]>[0] & { earlier: boolean }>(
      db,
      "select type, outcome, payload, occurred_at < '2025-09-15T00:00:00+07:00' as earlier from dossier_event",
    );
    for (const earlier of [true, false]) {
      const those = events.filter((event) => event.earlier === earlier);
      expect(SLIP_KINDS.filter((kind) => those.some(SLIP_EVENTS[kind]))).toEqual([...SLIP_KINDS]);
    }
  });

  test("shows what citizens filed online, in every state, for people who can sign in to it", async () => {
    const states = await column(db, "select distinct state as x from filing order by 1");
    expect(states).toEqual(["ACCEPTED", "DRAFT", "INTAKE_REFUSED", "INTAKE_SUPPLEMENT", "SUBMITTED", "WITHDRAWN"]);
    const [first] = await rows<{ number: string; filings: number }>(
      db,
      "select c.id_number as number, count(*)::int as filings from filing f join citizen c on c.account_id = f.account_id group by 1 order by 2 desc",
    );
    expect(first).toEqual({ number: "001079000022", filings: 4 });
    const dossiers = "select count(*)::int as x from filing f join dossier d on d.id = f.dossier_id and d.channel = 'online'";
    expect(await column(db, dossiers)).toEqual([1]);
  });

  test("shows a closed register that agrees, templates of its own, keys, documents and deliveries in each state", async () => {
    const [closed] = await rows<{ agency_id: number; year: number; entries: number }>(
      db,
      "select agency_id, year, entries from dossier_register",
    );
    expect(closed).toMatchObject({ year: 2025, entries: 18 });
    const scope = { accountId: null, agencies: [closed?.agency_id ?? 0] };
    expect(await reading(db.app, scope, (tx) => verifyRegister(tx, closed?.agency_id ?? 0, 2025))).toMatchObject({
      differences: [],
    });
    const templates = await rows<{ kind: string; sha256: string }>(
      db,
      "select kind, file_sha256 as sha256 from slip_template order by kind",
    );
    expect(templates.map(({ kind }) => kind)).toEqual(["apology", "receipt"]);
    for (const { sha256 } of templates) expect(await testFiles().check(sha256)).toBeUndefined();
    expect(await column(db, "select revoked_at is null as x from api_key order by id")).toEqual([true, true, false]);
    expect(await column(db, "select direction || ' ' || state as x from edxml_document order by id")).toEqual([
      "out sent",
      "out failed",
      "out sent",
      "in received",
      "in received",
    ]);
    expect(await column(db, "select distinct state as x from task where kind = 'exchange.webhook' order by 1")).toEqual([
      "dead",
      "done",
    ]);
    expect(await column(db, "select cardinality(tasks) as x from webhook_replay")).toEqual([1]);
    expect(await column(db, "select count(*)::int as x from outbox where topic = 'edxml.queued'")).toEqual([0]);
  });

  test("shows papers: originals held and given back, sheets signed and waiting", async () => {
    const counts = `select (select count(*)::int from original_paper where ended_at is null) as held,
      (select count(*)::int from original_paper where ended_at is not null) as given,
      (select count(*)::int from hand_over_sheet where received_at is null) as waiting,
      (select count(*)::int from hand_over_sheet where received_at is not null) as signed,
      (select count(*)::int from digital_copy) as copies`;
    for (const [what, count] of Object.entries((await rows<Record<string, number>>(db, counts))[0] ?? {}))
      expect(count, what).toBeGreaterThan(0);
  });

  test("shows books of today, printed forms, results in the making, an archive and accounts opened with help", async () => {
    const counts = `select (select count(*)::int from certification_entry) as entries,
      (select count(*)::int from certification_entry c join dossier d on d.id = c.dossier_id where d.state <> 'RETURNED') as "notReturned",
      (select count(*)::int from blank_form where state = 'stock') as blanks,
      (select count(distinct state)::int from result_version) as "resultStates",
      (select count(*)::int from archive_entry) as archived,
      (select count(*)::int from citizen where opened_by <> 'self') as helped`;
    const [found] = await rows<Record<string, number>>(db, counts);
    expect(found).toMatchObject({ notReturned: 0, resultStates: 2 });
    for (const name of ["entries", "blanks", "archived", "helped"]) expect(found?.[name], name).toBeGreaterThan(4);
  });

  test("shows intake at homes, a post that is lent, and results by post: late, with a fee, come back, and delivered with it", async () => {
    const visits = "select attributes #>> '{visit,reason}' as x from dossier where attributes ? 'visit' order by id";
    expect(await column(db, visits)).toEqual(["elderly", "outreach"]);
    const lent = await rows<{ username: string; role: string }>(
      db,
      `select a.username, o.role from delegation d join account a on a.person_id = d.to_person_id
       join assignment g on g.id = d.from_assignment_id join post o on o.id = g.post_id
       where d.during @> '2026-11-20'::date and d.revoked_at is null`,
    );
    expect(lent).toEqual([{ username: "truongphong", role: "division_head" }]);
    const [delivered] = await rows<{ vnd: number; sha256: string; state: string }>(
      db,
      `select collected_vnd::int as vnd, proof_sha256 as sha256, d.facts #>> '{payment,state}' as state
       from shipment s join dossier d on d.id = s.dossier_id where s.state = 'delivered'`,
    );
    expect(delivered).toMatchObject({ vnd: 8_000, state: "paid" });
    expect(await testFiles().check(delivered?.sha256 ?? "")).toBeUndefined();
    const ways = await column(db, "select distinct state || ' ' || (cod_vnd > 0) as x from shipment order by 1");
    expect(ways).toEqual(["came_back false", "delivered true", "handed false", "handed true"]);
  });

  test("issues receipts of a series of its own, and sends papers by post", async () => {
    const used = `select count(*)::int as receipts, min(r.number)::int as first, max(s.last_number)::int as last
      from fee_receipt_series s join fee_receipt r on r.agency_id = s.agency_id and r.serial = s.serial`;
    const [series] = await rows<{ receipts: number; first: number; last: number }>(db, used);
    expect(series).toMatchObject({ first: 1, last: 5_000 });
    expect(series?.receipts).toBeGreaterThan(10);
    const carried = `select count(*) filter (where i.outcome = 'office')::int as reached, count(*) filter (where i.ended_at is null)::int as "underWay"
      from hand_over_sheet s join hand_over_item i on i.sheet_id = s.id where s.carrier is not null`;
    const [post] = await rows<{ reached: number; underWay: number }>(db, carried);
    expect(post?.reached).toBeGreaterThan(0);
    expect(post?.underWay).toBeGreaterThan(0);
  });

  test("has nothing in the future and keeps events in order", async () => {
    expect(await column(db, `select count(*)::int as x from dossier_event where occurred_at > '${NOW.toISOString()}'`)).toEqual([
      0,
    ]);
    const disorder =
      "select count(*)::int as x from dossier_event a join dossier_event b using (dossier_id) where b.seq = a.seq + 1 and b.occurred_at < a.occurred_at";
    expect(await column(db, disorder)).toEqual([0]);
  });

  test("gives every sign-in that works on dossiers something to do, some of it late", async () => {
    const work = await rows<{ username: string; open: number }>(
      db,
      `select a.username, count(d.id)::int as open from account a join assignment g on g.person_id = a.person_id join post o on o.id = g.post_id
       left join dossier d on d.agency_id = o.agency_id and d.state not in ('RETURNED', 'VOIDED')
         and (d.holder_person_id = a.person_id or (d.holder_person_id is null and d.holder_unit_id = o.unit_id))
       where o.role in ('receiving_officer', 'specialist', 'division_head', 'leader') group by 1 order by 1`,
    );
    expect(work.map(({ username, open }) => [username, open > 0])).toEqual([
      ["chuyenvien", true],
      ["lanhdao", true],
      ["tiepnhan", true],
      ["truongphong", true],
    ]);
    const late = "select count(*)::int as x from dossier where ended_at is null and due_at < $1";
    expect((await db.superuser.query(late, [NOW])).rows[0].x).toBeGreaterThan(5);
  });

  test("numbers dossiers by agency and day without a gap", async () => {
    const gaps = `select count(*)::int as x from (select agency_id, split_part(code, '-', 2) as day, count(*) as n, max(split_part(code, '-', 3)::int) as last
      from dossier where code !~ 'HD|NT' and origin <> 'external' group by 1, 2) t where n <> last`;
    expect(await column(db, gaps)).toEqual([0]);
  });

  test("is the same again for the same seed on the same day", async () => {
    const other = await freshDatabase("demo_again");
    await seedDemo(other.app, { seed: 7, now: NOW });
    const print =
      "select md5(string_agg(concat_ws('|', code, owner_name, procedure_code, state, received_at, due_at, ended_at), ',' order by code)) as x from dossier";
    expect(await column(other, print)).toEqual(await column(db, print));
  });

  test("tells the national side of some dossiers and compares both sides once it is connected", async () => {
    const peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: "x" });
    onTestFinished(() => peer.close());
    const settings = { url: peer.url, token: "t", localPeer: true };
    await inTransaction(db.app, NO_ROWS, (tx) => saveNationalSettings(tx, settings, NOW));
    const definitions = tasks.filter(({ kind }) => kind === "exchange.national" || kind === "exchange.reconcile");
    const now = () => new Date(NOW.getTime() + 120_000);
    const runner = { pool: db.app, definitions, publicUrl: "https://mau.vn", now, log: { done: () => {}, failed: () => {} } };
    while ((await runNextTask(runner, "test")) !== "idle");
    expect(await column(db, "select distinct state as x from task where kind like 'exchange.national'")).toEqual(["done"]);
    const compared = await rows(db, "select here, there, jsonb_array_length(differing) as differing from reconciliation");
    expect(compared).toEqual([{ here: 12, there: 12, differing: 0 }]);
  });
});
