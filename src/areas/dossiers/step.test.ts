import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainDate } from "#core/plain-date.ts";
import type { ProcessDefinition } from "#core/process/definition.ts";
import { fromTemplate } from "#core/process/templates.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { publishProcessAt } from "../../../test/support/process.ts";
import { type Candidate, pickAssignee } from "./step.policy.ts";

let at: Counter;

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-23T08:00:00+07:00");
});
afterAll(() => setServerTime(undefined));

const publish = (definition: ProcessDefinition) => publishProcessAt(at, definition, "2026-11-23");

const step = (who: Parameters<Counter["asks"]>[0], dossier: Done, seq: number, action: string, more: object = {}) =>
  at.asks(who, "POST", `/api/v1/dossiers/${dossier.id}/steps`, { seq, action, ...more });

const stepsOf = async (dossier: Done) => {
  const { superuser } = await testDatabase();
  const rows = await superuser.query(
    "select step_code, seq, process_version_id from dossier_step where dossier_id = $1 order by seq",
    [dossier.id],
  );
  return rows.rows as { step_code: string; seq: number; process_version_id: number }[];
};

describe("a dossier of a procedure without a process", () => {
  it("goes its way as before and takes no step", async () => {
    const dossier = await at.receive();
    expect(await stepsOf(dossier)).toEqual([]);
    expect(await refusalOf(step("receiving_officer", dossier, 1, "tiep-nhan-tiep"))).toEqual({
      status: 409,
      code: "step_no_process",
    });
    const { specialist } = at.office.staff;
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
  });
});

describe("a dossier that runs by a process", () => {
  it("is bound at receipt, moved by its actions or by ordinary ones, and shows the citizen each step", async () => {
    const versionId = await publish(fromTemplate("with_head", 8));
    const dossier = await at.receive();
    expect(await stepsOf(dossier)).toEqual([{ step_code: "tiep-nhan", seq: 1, process_version_id: versionId }]);
    const handed = await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    expect(handed.status, handed.body).toBe(200);
    const { specialist, division_head, leader } = at.office.staff;
    const holder = async () =>
      (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ holderPersonId: number }>();
    expect((await holder()).holderPersonId).toBe(specialist.personId);
    const panel = await at.asks("specialist", "GET", `/ho-so/${dossier.id}`);
    expect(panel.status).toBe(200);
    expect(await refusalOf(step("specialist", dossier, 2, "ky-tiep"))).toEqual({ status: 409, code: "step_has_no_such_action" });
    // Straight to the leader is lawful, and not what this process says: the same through every door.
    const skip = { action: "propose", seq: 2, proposal: "approve", toPersonId: leader.personId };
    expect(await refusalOf(at.asks("specialist", "POST", `/api/v1/dossiers/${dossier.id}/actions`, skip))).toEqual({
      status: 409,
      code: "step_has_no_such_action",
    });
    await at.act("specialist", dossier, 2, "forward", { toPersonId: division_head.personId });
    expect((await step("division_head", dossier, 3, "trinh-duyet-tiep")).status).toBe(200);
    expect((await step("leader", dossier, 4, "ky-tra-lai", { reason: "Bổ sung ý kiến" })).status).toBe(200);
    expect((await step("division_head", dossier, 5, "trinh-duyet-tiep")).status).toBe(200);
    expect((await step("leader", dossier, 6, "ky-tiep", { documentNo: "5/2026" })).status).toBe(200);
    await at.act("receiving_officer", dossier, 7, "return", { receiverName: "Nguyễn Văn Bình", relation: "submitter" });
    expect((await stepsOf(dossier)).map((row) => row.step_code)).toEqual([
      "tiep-nhan",
      "tham-dinh",
      "trinh-duyet",
      "ky",
      "trinh-duyet",
      "ky",
      "tra-ket-qua",
      "end",
    ]);
    const { superuser } = await testDatabase();
    const secret = await superuser.query("select tracking_secret from dossier where id = $1", [dossier.id]);
    const tracked = await at.asks("leader", "GET", `/t/${(secret.rows[0] as { tracking_secret: string }).tracking_secret}`);
    expect(tracked.body).toContain("Đang duyệt kết quả thẩm định");
  });

  it("keeps its version when the next one is published", async () => {
    const dossier = await at.receive();
    const [before] = await stepsOf(dossier);
    const id = before?.process_version_id ?? 0;
    await testDatabase().then(({ superuser }) =>
      superuser.query("select 1 from process_version where id = $1", [id]).then((found) => expect(found.rowCount).toBe(1)),
    );
    await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    expect((await stepsOf(dossier)).every((row) => row.process_version_id === id)).toBe(true);
  });
});

describe("who gets a dossier", () => {
  const [, work] = fromTemplate("one_desk", 8).steps;
  if (work === undefined) throw new Error("the template has a second step");
  const person = (personId: number, standIn: Candidate["standIn"] = null): Candidate => ({
    personId,
    name: `N${personId}`,
    standIn,
  });
  const until = plainDate("2026-12-01");
  const away = (personId: number, by: number | null) =>
    person(personId, { basis: "leave", until, personId: by, name: by === null ? null : `N${by}`, decisionNo: null });
  const lent = (personId: number, by: number) =>
    person(personId, { basis: "delegation", until, personId: by, name: `N${by}`, decisionNo: "7/QĐ" });
  const [one, two, three] = [person(1), person(2), person(3)];
  const pick = (
    candidates: readonly Candidate[],
    assignee: Partial<typeof work.assignee> = {},
    open: [number, number][] = [],
    field = "Hộ tịch",
  ) => pickAssignee({ ...work, assignee: { ...work.assignee, ...assignee } }, field, candidates, new Map(open));
  const fixed = { policy: "fixed", personId: 3 } as const;
  const byField = (personId: number) => ({ policy: "by_field", fields: [{ field: "Hộ tịch", personId }] }) as const;

  it("is whoever has the fewest open dossiers, at a tie the first", () => {
    const open: [number, number][] = [
      [1, 4],
      [2, 1],
      [3, 2],
    ];
    expect(pick([one, two, three], {}, open)).toEqual({ personId: 2 });
    expect(pick([one, two, three])).toEqual({ personId: 1 });
  });
  it("is the fixed person while they hold the post, the one in charge of the field, else the least loaded", () => {
    expect(pick([one, two, three], fixed)).toEqual({ personId: 3 });
    expect(pick([one, two, three], { ...fixed, personId: 8 })).toBeUndefined();
    expect(pick([one, two, three], byField(2))).toEqual({ personId: 2 });
    expect(pick([one, two, three], byField(2), [], "Đất đai")).toEqual({ personId: 1 });
  });
  it("is never somebody on leave: the substitute, else the least loaded of those who are there, else nobody", () => {
    const busy: [number, number][] = [[2, 5]];
    const instead = { personId: 3, name: "N3", basis: "leave", decisionNo: null };
    expect(pick([one, two, away(3, 2)], fixed, busy)).toEqual({ personId: 2, inPlaceOf: instead });
    expect(pick([one, two, away(3, null)], fixed, busy)).toEqual({ personId: 1 });
    // Whoever stands in has to hold a post of the kind.
    expect(pick([one, two, away(3, 9)], fixed, busy)).toEqual({ personId: 1 });
    expect(pick([away(1, null), two, away(3, 1)], fixed, busy)).toEqual({ personId: 2 });
    expect(pick([away(1, 2), two, three], byField(1), busy)).toMatchObject({ personId: 2 });
    expect(pick([away(1, null), two, three], byField(1), busy)).toEqual({ personId: 3 });
    expect(pick([away(1, null), two, three], {}, busy)).toEqual({ personId: 3 });
    expect(pick([away(1, 2), away(2, 1)], {}, busy)).toBeUndefined();
  });
  it("is whoever a post was lent to, by every policy, in the place of the one whose post it is", () => {
    const instead = { personId: 3, name: "N3", basis: "delegation", decisionNo: "7/QĐ" };
    expect(pick([one, two, lent(3, 9)], fixed)).toEqual({ personId: 9, inPlaceOf: instead });
    expect(pick([one, two, lent(3, 9)], byField(3))).toEqual({ personId: 9, inPlaceOf: instead });
    expect(pick([lent(3, 9)], { policy: "head_assigns" })).toEqual({ personId: 9, inPlaceOf: instead });
    const open: [number, number][] = [
      [1, 4],
      [9, 2],
      [3, 0],
    ];
    for (const policy of ["least_load", "pool"] as const) {
      expect(pick([one, lent(3, 9)], { policy }, open)).toEqual({ personId: 9, inPlaceOf: instead });
      expect(pick([two, lent(3, 9)], { policy }, open)).toEqual({ personId: 2 });
      // Who holds a post of the kind gets it as their own.
      expect(pick([lent(3, 2), two], { policy }, open)).toEqual({ personId: 2 });
    }
    // The substitute's own post was lent on: the chain is followed, and it is still the first one's work.
    expect(pick([lent(2, 9), away(3, 2)], fixed)).toEqual({ personId: 9, inPlaceOf: instead });
  });
});
