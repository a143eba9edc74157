import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../test/support/database.ts";
import { createPool } from "./connect.ts";

describe("the connection pool", async () => {
  const { appUrl } = await testDatabase();
  const pool = createPool({ connectionString: appUrl, max: 2 });
  const pipelined = createPool({ connectionString: appUrl, max: 2, pipeline: true });
  afterAll(() => Promise.all([pool.end(), pipelined.end()]));

  it("reads bigint as a number, a date as its text and an instant as a Date", async () => {
    const { rows } = await pool.query(
      `select 42::bigint as count, date '2026-11-20' as due_on, timestamptz '2026-11-20 08:00+07' as received_at,
              array[1, null, 9007199254740991]::bigint[] as ids, array[date '2026-01-01'] as days, '{}'::bigint[] as none`,
    );
    expect(rows).toEqual([
      {
        count: 42,
        due_on: "2026-11-20",
        received_at: new Date("2026-11-20T01:00:00Z"),
        ids: [1, null, Number.MAX_SAFE_INTEGER],
        days: ["2026-01-01"],
        none: [],
      },
    ]);
  });

  it("refuses a bigint that a number cannot hold exactly", async () => {
    await expect(pool.query("select 9007199254740993::bigint")).rejects.toThrow(RangeError);
    await expect(pool.query("select 1 as one")).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it("works in UTC with limits on statements, locks and idle transactions", async () => {
    const { rows } = await pool.query(
      `select current_setting('TimeZone') as zone, current_setting('statement_timeout') as statement,
              current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`,
    );
    expect(rows).toEqual([{ zone: "UTC", statement: "15s", lock: "10s", idle: "30s" }]);
  });

  it("pipelines a transaction of named statements", async () => {
    const client = await pipelined.connect();
    const answers = await Promise.all([
      client.query("begin"),
      ...[1, 2, 3].map((n) => client.query({ name: "double", text: "select $1::int * 2 as twice", values: [n] })),
      client.query("commit"),
    ]);
    client.release();
    expect(answers.slice(1, 4).map((answer) => answer.rows[0])).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }]);
  });

  it("refuses the rest of a pipelined transaction after an error and serves the next one", async () => {
    const client = await pipelined.connect();
    const outcome = await Promise.allSettled([
      client.query("begin"),
      client.query({ name: "divide", text: "select 1 / $1::int as share", values: [0] }),
      client.query({ name: "double", text: "select $1::int * 2 as twice", values: [4] }),
      client.query("commit"),
    ]);
    const after = await client.query({ name: "double", text: "select $1::int * 2 as twice", values: [5] });
    client.release();
    expect(outcome.map((one) => one.status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(outcome[3]).toMatchObject({ value: { command: "ROLLBACK" } });
    expect(after.rows).toEqual([{ twice: 10 }]);
  });

  it("keeps a named statement usable whose first preparation failed in a pipeline", async () => {
    const client = await pipelined.connect();
    await Promise.allSettled([
      client.query("begin"),
      client.query("select 1 / 0"),
      client.query({ name: "never_prepared", text: "select $1::int + 1 as next", values: [1] }),
      client.query("rollback"),
    ]);
    const after = await client.query({ name: "never_prepared", text: "select $1::int + 1 as next", values: [1] });
    client.release();
    expect(after.rows).toEqual([{ next: 2 }]);
  });
});
