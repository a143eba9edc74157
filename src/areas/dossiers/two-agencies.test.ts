import { expect, it } from "vitest";
import { insertAssignments, insertPosts } from "#organisation";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { ask } from "../../../test/support/app.ts";
import { openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";

it("who has posts in two agencies acts on a dossier in the one that decides it", async () => {
  const [first, second] = [await openCounter(), await openCounter()];
  const { app, superuser } = await testDatabase();
  const { specialist } = first.office.staff;
  const period = { from: "2025-07-01", until: null } as unknown as Pick<
    Parameters<typeof insertPosts>[1][number],
    "from" | "until"
  >;
  await inTransaction(app, NO_ROWS, async (tx) => {
    const unitId = second.office.divisionId;
    const [postId = 0] = await insertPosts(tx, [{ ...period, unitId, title: "specialist", role: "specialist" }]);
    await insertAssignments(tx, [{ ...period, personId: specialist.personId, postId, decisionNo: null }]);
  });
  for (const at of [first, second]) {
    const dossier = await at.receive();
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    const input = { action: "propose", seq: 2, toPersonId: at.office.staff.leader.personId, proposal: "approve" };
    const done = await ask("POST", `/api/v1/dossiers/${dossier.id}/actions`, specialist, input);
    expect(done.status, done.body).toBe(200);
    const { rows } = await superuser.query("select actor_unit_id as unit from dossier_event where dossier_id = $1 and seq = 3", [
      dossier.id,
    ]);
    expect(rows).toEqual([{ unit: at.office.divisionId }]);
  }
});
