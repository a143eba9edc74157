import { expect, it } from "vitest";
import { insertAssignments, insertPosts } from "#organisation";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { ask } from "../../../test/support/app.ts";
import { openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { givePost } from "../../../test/support/office.ts";

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

it("and writes results, asks for opinions and crosses entries out as who they are in that agency", async () => {
  const [first, second] = [await openCounter(), await openCounter()];
  const { app, superuser } = await testDatabase();
  const { specialist, leader, receiving_officer: clerk } = first.office.staff;
  await givePost(app, specialist.personId, second.office.divisionId, "specialist");
  await givePost(app, leader.personId, second.office.divisionId, "leader");
  await givePost(app, clerk.personId, second.office.oneStopId, "receiving_officer");
  for (const at of [first, second]) {
    const dossier = await at.receive();
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    const { json } = await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`);
    const dueOn = json<{ dueAt: string }>().dueAt.slice(0, 10);
    const question = { kind: "consultation", askedOf: "Công an xã", question: "Nơi cư trú", dueOn };
    const asked = await ask("POST", `/ho-so/${dossier.id}/y-kien`, specialist, question);
    expect(asked.status, asked.body.slice(0, 300)).toBe(303);
    const drafted = await ask("POST", `/ho-so/${dossier.id}/ket-qua`, specialist, { kind: "result", title: "Trích lục" });
    expect(drafted.status, drafted.body.slice(0, 300)).toBe(303);
    const path = String(drafted.headers.location);
    expect((await ask("POST", path, specialist, { action: "send_to_review", version: "1" })).status).toBe(303);
    const signed = await ask("POST", `${path}/ky`, leader, { version: "1" });
    expect(signed.status, signed.body.slice(0, 300)).toBe(303);
    const line = { "lines.0.documentType": "Hợp đồng", "lines.0.pages": "2", "lines.0.copies": "1" };
    const entry = { book: "HĐ,GD", requester: "Nguyễn Văn Năm", dossierCode: dossier.code, ...line };
    const entered = await ask("POST", "/chung-thuc", clerk, entry);
    expect(entered.status, entered.body.slice(0, 300)).toBe(303);
    const { rows } = await superuser.query<{ id: string; agency: number }>(
      "select id, agency_id as agency from certification_entry where dossier_id = $1",
      [dossier.id],
    );
    expect(rows[0]?.agency).toBe(at.office.agencyId);
    expect((await ask("POST", `/chung-thuc/so/muc/${rows[0]?.id}/gach`, clerk, { reason: "Ghi nhầm" })).status).toBe(303);
  }
  // Who has a post there of another kind is told that it is not for them.
  const stranger = await openCounter();
  await givePost(app, stranger.office.staff.specialist.personId, second.office.divisionId, "inspector");
  const dossier = await second.receive();
  await second.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: second.office.staff.specialist.personId });
  const draft = await ask("POST", `/ho-so/${dossier.id}/ket-qua`, stranger.office.staff.specialist, { kind: "result" });
  expect(draft.status).toBe(403);
});
