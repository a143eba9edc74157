import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";

const LIST = "/quan-tri/tac-vu";
let office: Office;
let other: Office;

beforeAll(async () => {
  const { app } = await testDatabase();
  [office, other] = [await makeOffice(app), await makeOffice(app)];
});

/** A task of the office that has stopped. */
async function deadTask(reason = "answered 500"): Promise<number> {
  const { app, superuser } = await testDatabase();
  const key = randomUUID();
  const task = {
    kind: "exchange.webhook",
    key,
    lane: null,
    position: 1,
    agencyId: office.agencyId,
    payload: {},
    runAt: new Date(),
  };
  await inTransaction(app, NO_ROWS, (tx) => insertTasks(tx, [task]));
  const { rows } = await superuser.query(
    "update task set state = 'dead', reason = $2, ended_at = now() where key = $1 returning id",
    [key, reason],
  );
  return Number(rows[0].id);
}

async function taskOf(id: number): Promise<{ state: string; reason: string | null; ended_by: number | null }> {
  const { rows } = await (await testDatabase()).superuser.query("select state, reason, ended_by from task where id = $1", [id]);
  return rows[0];
}

describe("tasks that stopped", () => {
  it("are shown with their reason to the administrator of the agency and to no other", async () => {
    await deadTask("peer said: no such procedure");
    expect((await ask("GET", LIST, office.staff.administrator)).body).toContain("peer said: no such procedure");
    expect((await ask("GET", LIST, other.staff.administrator)).body).not.toContain("peer said: no such procedure");
  });

  it("are tried again, once: a second decision is refused", async () => {
    const id = await deadTask();
    expect((await ask("POST", `${LIST}/${id}/thu-lai`, office.staff.administrator, {})).status).toBe(303);
    expect((await taskOf(id)).state).toBe("waiting");
    expect((await ask("POST", `${LIST}/${id}/thu-lai`, office.staff.administrator, {})).status).toBe(409);
  });

  it("are given up with a reason and by name, never without a reason", async () => {
    const id = await deadTask();
    expect((await ask("POST", `${LIST}/${id}/bo-qua`, office.staff.administrator, {})).status).toBe(422);
    const reason = "Đã gửi lại bằng công văn";
    expect((await ask("POST", `${LIST}/${id}/bo-qua`, office.staff.administrator, { reason })).status).toBe(303);
    expect(await taskOf(id)).toEqual({ state: "discarded", reason, ended_by: office.staff.administrator.accountId });
  });

  it("of another agency cannot be decided", async () => {
    const id = await deadTask();
    expect((await ask("POST", `${LIST}/${id}/thu-lai`, other.staff.administrator, {})).status).toBe(409);
    expect((await taskOf(id)).state).toBe("dead");
  });
});
