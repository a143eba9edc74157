import { sql } from "kysely";
import { expect, it } from "vitest";
import { testDatabase } from "../../../test/support/database.ts";
import { execute } from "./command.ts";
import { NO_ROWS } from "./tx.ts";

it("of two commands that wait for each other both are done: the one that the database ends begins anew", async () => {
  const { app, superuser } = await testDatabase();
  const LOCKS = [770_001, 770_002] as const;
  let holding = 0;
  let bothHold = (): void => {};
  const both = new Promise<void>((resolve) => (bothHold = resolve));
  let begun = 0;
  const cross = (name: string, first: number, second: number): Promise<string> =>
    execute(app, { name, scope: NO_ROWS, actorKey: "test", input: {}, agencyId: null }, async (tx, unit) => {
      begun += 1;
      await sql`select pg_advisory_xact_lock(${first})`.execute(tx);
      holding += 1;
      if (holding === 2) bothHold();
      await both;
      await sql`select pg_advisory_xact_lock(${second})`.execute(tx);
      unit.subject(name);
      return name;
    });
  const names = ["test.cross_one", "test.cross_two"] as const;
  expect(await Promise.all([cross(names[0], ...LOCKS), cross(names[1], LOCKS[1], LOCKS[0])])).toEqual(names);
  expect(begun).toBe(3);
  const { rows } = await superuser.query("select action from audit where action = any($1) order by action", [names]);
  expect(rows.map(({ action }) => action)).toEqual(names);
});

it("a row of an agency that the one who acts does not reach is refused, also where no rule said so before", async () => {
  const { app } = await testDatabase();
  const beyond = execute(app, { name: "test.beyond", scope: NO_ROWS, actorKey: "test", input: {}, agencyId: null }, (tx) =>
    sql`insert into dossier_counter (agency_id, series, day, last_number) values (1, 'dossier', '2026-11-20', 1)`
      .execute(tx)
      .then(() => null),
  );
  await expect(beyond).rejects.toMatchObject({ code: "not_allowed", status: 403 });
});
