import { describe, expect, test } from "vitest";
import {
  type Acting,
  type ActionInput,
  actOnDossier,
  type HistoryStep,
  insertHistories,
  receiveDossier,
  ReceiveInput,
  replayHistory,
} from "#dossiers";
import { findDesk } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { inTransaction, reading } from "#platform/db/tx.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, starterProcedure, type StaffRole } from "../../../test/support/office.ts";

const at = (clock: string): number => Date.parse(`2026-11-${clock}:00+07:00`);

describe("a history written in bulk", () => {
  test("is the same as the one that single commands leave behind, event by event", async () => {
    const { app, superuser } = await testDatabase();
    const office = await makeOffice(app);
    const procedure = await starterProcedure(app, "1.004873");
    const { agencyId, oneStopId, staff } = office;
    const scope = { accountId: null, agencies: [agencyId] };
    const by = (role: StaffRole): Acting => ({
      accountId: staff[role].accountId,
      personId: staff[role].personId,
      name: staff[role].name,
      role,
      unitId: staff[role].unitId,
    });
    const holder = (role: StaffRole) => ({ personId: staff[role].personId, unitId: staff[role].unitId });
    const shelf = { personId: null, unitId: oneStopId };
    const command = { scope, actorKey: "test", input: {}, agencyId };
    const parties = { owner: { name: "Nguyễn Minh An", phone: "+84912345678" } };
    const given = procedure.definition.components.map(({ code, required }) => ({
      code,
      original: required ? 1 : 0,
      certified: 0,
      photo: 0,
    }));
    const input = ReceiveInput.parse({
      unitId: oneStopId,
      procedureVersionId: procedure.versionId,
      parties,
      components: given,
      identityCheck: { method: "vneid", result: "matched" },
    });

    const single = await execute(app, { ...command, name: "receive" }, (tx, unit) =>
      receiveDossier(tx, unit, by("receiving_officer"), { ...input, parties }, { name: "receive" }, new Date(at("16T08:00"))),
    );
    const actions: readonly (readonly [StaffRole, string, ActionInput])[] = [
      ["receiving_officer", "16T09:00", { action: "hand_over", toPersonId: staff.division_head.personId }],
      ["division_head", "16T10:00", { action: "forward", toPersonId: staff.specialist.personId }],
      ["specialist", "17T09:00", { action: "request_supplement", items: "Giấy chứng nhận", reason: "Thiếu giấy" }],
      ["receiving_officer", "18T14:00", { action: "receive_supplement", present: [0] }],
      ["specialist", "19T09:00", { action: "propose", proposal: "approve", toPersonId: staff.leader.personId }],
      ["leader", "19T10:00", { action: "rework", reason: "Ghi sai ngày" }],
      ["specialist", "19T14:00", { action: "propose", proposal: "approve", toPersonId: staff.leader.personId }],
      ["leader", "20T08:30", { action: "sign", documentNo: "12/UBND" }],
      ["receiving_officer", "20T09:00", { action: "mark_result_ready" }],
      ["receiving_officer", "20T15:00", { action: "return", receiverName: "Nguyễn Minh An", relation: "owner" }],
    ];
    for (const [index, [role, clock, action]] of actions.entries()) {
      const actor = { personId: staff[role].personId, posts: [{ role, agencyId, unitId: staff[role].unitId }] };
      await execute(app, { ...command, name: "act" }, (tx, unit) =>
        actOnDossier(tx, unit, actor, by(role), { dossierId: single.id, expectedSeq: index + 1 }, action, new Date(at(clock))),
      );
    }

    const steps: readonly [HistoryStep, ...HistoryStep[]] = [
      { action: { name: "receive", at: at("16T08:00"), holder: holder("receiving_officer") }, by: by("receiving_officer") },
      { action: { name: "hand_over", at: at("16T09:00"), to: holder("division_head") }, by: by("receiving_officer") },
      { action: { name: "forward", at: at("16T10:00"), to: holder("specialist") }, by: by("division_head") },
      {
        action: { name: "request_supplement", at: at("17T09:00"), holder: shelf, reason: "Thiếu giấy" },
        by: by("specialist"),
        reason: "Thiếu giấy",
        payload: { items: ["Giấy chứng nhận"] },
      },
      { action: { name: "receive_supplement", at: at("18T14:00"), holder: holder("specialist") }, by: by("receiving_officer") },
      {
        action: { name: "propose", at: at("19T09:00"), proposal: "approve", to: holder("leader") },
        by: by("specialist"),
        payload: { proposal: "approve" },
      },
      {
        action: { name: "rework", at: at("19T10:00"), to: holder("specialist"), reason: "Ghi sai ngày" },
        by: by("leader"),
        reason: "Ghi sai ngày",
      },
      {
        action: { name: "propose", at: at("19T14:00"), proposal: "approve", to: holder("leader") },
        by: by("specialist"),
        payload: { proposal: "approve" },
      },
      { action: { name: "sign", at: at("20T08:30"), to: shelf }, by: by("leader"), payload: { documentNo: "12/UBND" } },
      { action: { name: "mark_result_ready", at: at("20T09:00"), holder: shelf }, by: by("receiving_officer") },
      {
        action: { name: "return", at: at("20T15:00") },
        by: by("receiving_officer"),
        payload: { receiverName: "Nguyễn Minh An", relation: "owner" },
      },
    ];
    const desk = await reading(app, scope, (tx) => findDesk(tx, oneStopId, "2026-11-16"));
    if (desk === undefined || desk.codePrefix === null) throw new Error("the office has no code");
    const stored = await superuser.query(
      "select components, attributes - 'calendarVersion' as attributes from dossier where id = $1",
      [single.id],
    );
    const replayed = replayHistory({
      desk: { ...desk, codePrefix: desk.codePrefix },
      procedure,
      caseCode: "default",
      term: procedure.term,
      parties,
      channel: "counter",
      origin: "local",
      components: stored.rows[0].components,
      attributes: stored.rows[0].attributes,
      steps,
    });
    if (!replayed.ok) throw replayed.error;
    const [bulk] = await inTransaction(app, scope, (tx) => insertHistories(tx, [replayed.value]));

    const dossier = async (id: number) =>
      (
        await superuser.query(
          "select to_jsonb(d) - '{id,code,tracking_secret,secret_hash}'::text[] as row from dossier d where id = $1",
          [id],
        )
      ).rows[0].row;
    const events = async (id: number) =>
      (
        await superuser.query(
          "select to_jsonb(e) - '{id,dossier_id,recorded_at}'::text[] as row from dossier_event e where dossier_id = $1 order by seq",
          [id],
        )
      ).rows.map(({ row }) => row);
    expect(await dossier(bulk?.id ?? 0)).toEqual(await dossier(single.id));
    expect(await events(bulk?.id ?? 0)).toEqual(await events(single.id));
    expect(bulk?.code).toBe(single.code.replace(/0001$/, "0002"));
  });
});
