import { beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { actingAs, playDossier } from "../../../test/support/play-dossier.ts";
import { recomputeDueDates } from "./recompute-due-dates.ts";
import type { Move } from "./recompute.store.ts";

const PARTIES = { owner: { name: "Lê Văn Thử" }, submitter: { name: "Lê Văn Thử" } };
const NOW = new Date("2026-11-23T09:00:00+07:00");
const at = (text: string): number => Date.parse(`${text}:00+07:00`);

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await testDatabase();
  office = await makeOffice(database.app);
});

/** A dossier of ten working days received on Friday 20 November: due Monday 7 December, 24 November being a day off. */
const receive = () =>
  playDossier(database.app, office, {
    parties: PARTIES,
    term: { value: 10, unit: "working_day" },
    steps: [
      {
        action: {
          name: "receive",
          at: at("2026-11-20T16:00"),
          holder: { personId: office.staff.receiving_officer.personId, unitId: office.oneStopId },
        },
        by: actingAs(office, "receiving_officer"),
      },
    ],
  });

/** As if the receipt had been printed before 24 November became a day off: due a working day earlier. */
const promiseEarlier = (code: string) =>
  database.superuser.query("update dossier set due_at = $2, due_unextended_at = $2, due_original_at = $2 where code = $1", [
    code,
    new Date("2026-12-04T17:00:00+07:00"),
  ]);

const stateOf = async (code: string) => {
  const { rows } = await database.superuser.query(
    `select d.due_at, d.due_original_at, d.last_seq, (select count(*)::int from dossier_event e where e.dossier_id = d.id) as events
     from dossier d where code = $1`,
    [code],
  );
  return rows[0] as { due_at: Date; due_original_at: Date; last_seq: number; events: number };
};

async function recompute(apply?: { reason: string; by: string }) {
  const moves: Move[] = [];
  const report = await recomputeDueDates(database.app, { agencyId: office.agencyId, now: NOW, apply }, (move) =>
    moves.push(move),
  );
  return { report, moves };
}

describe("recomputing open dossiers after a change of calendar", () => {
  it("previews what would move, by how much, and writes nothing", async () => {
    const [moved, kept] = [await receive(), await receive()];
    await promiseEarlier(moved.code);
    const before = await stateOf(moved.code);
    const { report, moves } = await recompute();
    expect(report).toEqual({ open: 2, moved: 1, refused: 0, byDays: { "3": 1 } });
    expect(moves).toMatchObject([{ code: moved.code, from: at("2026-12-04T17:00"), to: at("2026-12-07T17:00") }]);
    expect(await stateOf(moved.code)).toEqual(before);
    expect((await stateOf(kept.code)).due_at).toEqual(new Date("2026-12-07T17:00:00+07:00"));
  });

  it("moves them when told to, with an event for each and one audit row; the first promise stays", async () => {
    const dossier = await receive();
    await promiseEarlier(dossier.code);
    const before = await stateOf(dossier.code);
    await recompute({ reason: "Nghị quyết 28/2026/QH16", by: "Trần Thị B" });
    const after = await stateOf(dossier.code);
    expect(after).toEqual({
      due_at: new Date("2026-12-07T17:00:00+07:00"),
      due_original_at: new Date("2026-12-04T17:00:00+07:00"),
      last_seq: before.last_seq + 1,
      events: before.events + 1,
    });
    const { rows } = await database.superuser.query(
      `select e.type, e.reason, e.actor_name, e.payload, e.due_at from dossier_event e join dossier d on d.id = e.dossier_id
       where d.code = $1 order by e.seq desc limit 1`,
      [dossier.code],
    );
    expect(rows[0]).toMatchObject({
      type: "noted",
      reason: "Nghị quyết 28/2026/QH16",
      actor_name: "Trần Thị B",
      due_at: after.due_at,
    });
    expect(rows[0].payload.dueDateMoved).toMatchObject({ calendarVersion: "vn-r1@2024-04-12" });
    const audit = await database.superuser.query(
      "select detail from audit where action = 'dossiers.recompute_due_dates' and agency_id = $1",
      [office.agencyId],
    );
    expect(audit.rows.map(({ detail }) => detail)).toMatchObject([{ by: "Trần Thị B", moved: 2 }]);
    expect((await recompute({ reason: "lần nữa", by: "Trần Thị B" })).report.moved).toBe(0);
  });

  it("leaves a due date that a source gave", async () => {
    const dossier = await receive();
    await promiseEarlier(dossier.code);
    await database.superuser.query("update dossier set due_source = 'sổ cũ' where code = $1", [dossier.code]);
    expect((await recompute()).moves).toEqual([]);
  });
});
