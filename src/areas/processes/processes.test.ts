import { beforeAll, describe, expect, it } from "vitest";
import { actionsFrom } from "#core/process/definition.ts";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Procedure } from "#procedures";
import { checkProcess } from "./check-process.ts";
import { createProcess } from "./create-process.ts";
import { discardDraft, draftNextVersion, editDraft } from "./edit-draft.ts";
import { type By, getProcess, OPERATOR } from "./get-process.ts";
import { findProcessFor } from "./process.store.ts";
import { publishProcess, retireProcess, withdrawProcess } from "./publish-process.ts";

const ON = "2026-11-24";
const NOW = { on: ON, at: new Date("2026-11-24T09:00:00+07:00") };

let office: Office;
let other: Office;
let procedure: Procedure;

beforeAll(async () => {
  const { app } = await testDatabase();
  [office, other] = [await makeOffice(app), await makeOffice(app)];
  procedure = await starterProcedure(app, "1.000894");
});

async function run<T>(work: (tx: Tx, unit: UnitOfWork) => Promise<T>): Promise<T> {
  const { app } = await testDatabase();
  const call = { name: "test", scope: NO_ROWS, actorKey: "test", input: null, agencyId: null };
  return (await execute(app, call, async (tx, unit) => (await work(tx, unit)) as never)) as T;
}
const read = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction((await testDatabase()).app, NO_ROWS, work);

const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
    return "done";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const head = (of: Office): By => ({
  accountId: of.staff.one_stop_head.accountId,
  provinceId: of.provinceId,
  posts: [
    {
      assignmentId: 0,
      postId: 0,
      role: "one_stop_head",
      title: "",
      unitId: of.oneStopId,
      unitName: "",
      agencyId: of.agencyId,
    },
  ],
});

const begin = (owner: Office, by: By = OPERATOR, caseCode = "*") =>
  run((tx, unit) =>
    createProcess(
      tx,
      unit,
      by,
      { ownerUnitId: owner.agencyId, procedureVersionId: procedure.versionId, caseCode, from: { template: "with_head" } },
      ON,
    ),
  );
const decide = async (versionId: number) => {
  const { revision } = await read((tx) => getProcess(tx, versionId, ON));
  return run((tx, unit) =>
    editDraft(tx, unit, OPERATOR, { versionId, revision }, { change: "head", decisionNo: "7/QĐ", decisionDate: ON }, ON),
  );
};
const publish = async (versionId: number, from: string, overrideReason: string | null = null) => {
  const { revision } = await read((tx) => getProcess(tx, versionId, ON));
  return run((tx, unit) => publishProcess(tx, unit, OPERATOR, { versionId, revision, from, overrideReason }, NOW));
};
const runsFor = (on: string, caseCode = "default", agencyId = office.agencyId) =>
  read((tx) => findProcessFor(tx, { agencyId, procedureVersionId: procedure.versionId, caseCode, on }));

describe("from a template to a version in force", () => {
  it("a draft from a template lacks nothing but its decision, and runs nothing yet", async () => {
    const { versionId } = await begin(office, head(office));
    const { findings } = await read(async (tx) => checkProcess(tx, await getProcess(tx, versionId, ON), ON));
    expect(findings.map(({ code }) => code)).toEqual(["decision_missing"]);
    expect(await runsFor(ON)).toBeUndefined();
    expect(await codeOf(() => publish(versionId, ON))).toBe("process_unsound");
    expect(await codeOf(() => begin(office))).toBe("process_has_draft");
    await decide(versionId);
    await publish(versionId, ON);
    expect((await runsFor(ON))?.id).toBe(versionId);
    expect(await runsFor("2026-11-23")).toBeUndefined();
  });

  it("what is published cannot be edited, nor changed in the database", async () => {
    const standing = await runsFor(ON);
    const versionId = standing?.id ?? 0;
    expect(await codeOf(() => decide(versionId))).toBe("process_not_draft");
    const { app } = await testDatabase();
    const change = app.query("update process_version set definition = '{}' where id = $1", [versionId]);
    await expect(change).rejects.toThrow("never changes");
    await expect(app.query("delete from process_version where id = $1", [versionId])).rejects.toThrow("never changes");
  });

  it("the next version takes over on its day, and the one before holds until then", async () => {
    const first = (await runsFor(ON))?.id ?? 0;
    const { versionId } = await run((tx, unit) => draftNextVersion(tx, unit, head(office), first, ON));
    await decide(versionId);
    expect(await codeOf(() => publish(versionId, ON))).toBe("process_begins_then");
    expect(await codeOf(() => publish(versionId, "2026-11-23"))).toBe("process_begins_too_early");
    await publish(versionId, "2026-12-01");
    expect((await runsFor("2026-11-30"))?.id).toBe(first);
    expect((await runsFor("2026-12-01"))?.id).toBe(versionId);
    // Taken back before it begins, it gives its days to the one that it ended; then another may take its place.
    await run((tx, unit) => withdrawProcess(tx, unit, head(office), versionId, ON));
    expect((await runsFor("2026-12-01"))?.id).toBe(first);
    expect((await read((tx) => getProcess(tx, versionId, ON))).stage).toBe("withdrawn");
    expect(await codeOf(() => run((tx, unit) => withdrawProcess(tx, unit, head(office), versionId, ON)))).toBe(
      "process_not_planned",
    );
    expect(await codeOf(() => run((tx, unit) => withdrawProcess(tx, unit, head(office), first, ON)))).toBe("process_not_planned");
    const later = await run((tx, unit) => draftNextVersion(tx, unit, head(office), first, ON));
    await decide(later.versionId);
    await publish(later.versionId, "2026-12-01");
    expect((await runsFor("2026-12-01"))?.id).toBe(later.versionId);
    await run((tx, unit) => retireProcess(tx, unit, OPERATOR, { versionId: first, on: "2026-11-28" }, ON));
    expect(await runsFor("2026-11-29")).toBeUndefined();
  });

  it("a case's own process goes before the one for every case; without a decision a reason is needed and kept", async () => {
    expect(await codeOf(() => begin(office, OPERATOR, "khong-co"))).toBe("process_case_unknown");
    const ofCase = procedure.definition.cases[0]?.code;
    if (ofCase === undefined) return;
    const { versionId } = await begin(office, OPERATOR, ofCase);
    await publish(versionId, ON, "Đang trình phê duyệt");
    expect((await runsFor(ON, ofCase))?.id).toBe(versionId);
    expect((await read((tx) => getProcess(tx, versionId, ON))).overrideReason).toBe("Đang trình phê duyệt");
  });
});

describe("a draft is changed one thing at a time", () => {
  it("by its own designers, on what they saw; then thrown away", async () => {
    const { versionId } = await begin(other);
    const remove = (by: By, revision: number) =>
      run((tx, unit) => editDraft(tx, unit, by, { versionId, revision }, { change: "remove_step", code: "trinh-duyet" }, ON));
    expect(await codeOf(() => remove(head(office), 1))).toBe("process_not_yours");
    await remove(head(other), 1);
    expect(await codeOf(() => remove(head(other), 1))).toBe("process_changed");
    expect(await codeOf(() => remove(head(other), 2))).toBe("process_step_unknown");
    const draft = await read((tx) => getProcess(tx, versionId, ON));
    expect(actionsFrom(draft.definition, "tham-dinh")[0]?.to).toEqual([]);
    const { findings } = await read((tx) => checkProcess(tx, draft, ON));
    expect(findings.map(({ code, step }) => `${code} ${step ?? ""}`.trim())).toEqual([
      "no_end",
      "dead_end tiep-nhan",
      "dead_end tham-dinh",
      "unreachable_step ky",
      "unreachable_step tra-ket-qua",
      "leads_nowhere tham-dinh",
      "leads_nowhere ky",
      "decision_missing",
    ]);
    await run((tx, unit) => discardDraft(tx, unit, head(other), versionId, ON));
    expect(await codeOf(() => read((tx) => getProcess(tx, versionId, ON)))).toBe("process_not_found");
  });

  it("the province's process serves its agencies, and is held against all of them", async () => {
    const input = { procedureVersionId: procedure.versionId, caseCode: "*", from: { template: "one_desk" as const } };
    const { versionId } = await run((tx, unit) =>
      createProcess(tx, unit, OPERATOR, { ownerUnitId: other.provinceId, ...input }, ON),
    );
    expect(
      await codeOf(() =>
        run((tx, unit) => createProcess(tx, unit, head(other), { ownerUnitId: other.provinceId, ...input }, ON)),
      ),
    ).toBe("process_not_yours");
    await decide(versionId);
    await publish(versionId, ON);
    expect((await runsFor(ON, "default", other.agencyId))?.id).toBe(versionId);
    expect(await runsFor(ON, "default", office.agencyId)).not.toBe(versionId);
  });
});
