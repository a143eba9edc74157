import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Effect, Precondition, ProcessAction, ProcessDefinition, Requirement } from "#core/process/definition.ts";
import { fromTemplate } from "#core/process/templates.ts";
import { sendFile, setServerTime } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { publishProcessAt } from "../../../test/support/process.ts";

const DAY = "2026-11-23";
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

beforeAll(() => setServerTime(`${DAY}T08:00:00+07:00`));
afterAll(() => setServerTime(undefined));

/** An office whose process of one procedure is this one. */
async function officeWith(definition: ProcessDefinition): Promise<Counter> {
  const at = await openCounter();
  setServerTime(`${DAY}T08:00:00+07:00`);
  await publishProcessAt(at, definition, DAY);
  return at;
}

interface Demands {
  readonly needs?: readonly Precondition[];
  readonly requires?: readonly Requirement[];
  readonly effects?: readonly Effect[];
}
const one = fromTemplate("one_desk", 8);
const withDemands = (code: string, more: Demands): ProcessDefinition => ({
  ...one,
  actions: one.actions.map((action): ProcessAction => (action.code === code ? { ...action, ...more } : action)),
});

type Who = Parameters<Counter["asks"]>[0];
const stepOf =
  (at: Counter) =>
  (who: Who, dossier: Done, seq: number, action: string, more: object = {}) =>
    at.asks(who, "POST", `/api/v1/dossiers/${dossier.id}/steps`, { seq, action, ...more });

async function rows<T>(query: string, values: readonly unknown[]): Promise<readonly T[]> {
  return (await (await testDatabase()).superuser.query(query, [...values])).rows as T[];
}
const stepsOf = async ({ id }: Done) =>
  (await rows<{ step_code: string }>("select step_code from dossier_step where dossier_id = $1 order by seq", [id])).map(
    (row) => row.step_code,
  );

describe("a process of a single step", () => {
  const single = fromTemplate("at_once", 8);
  const [only] = single.steps;
  const [ends] = single.actions;
  const code = only?.code ?? "";

  it("is done with by one action, at receipt or later, and never by another way", async () => {
    const at = await officeWith(single);
    const dossier = await at.receive();
    const { specialist } = at.office.staff;
    const handed = at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
      action: "hand_over",
      seq: 1,
      toPersonId: specialist.personId,
    });
    expect((await refusalOf(handed)).code).toBe("step_has_no_such_action");
    const done = await stepOf(at)("receiving_officer", dossier, 1, ends?.code ?? "", { receiverName: "Nguyễn Minh An" });
    expect(done.json<Done>().state, done.body).toBe("RETURNED");
    expect(await stepsOf(dossier)).toEqual([code, "end"]);

    const atOnce = await at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ decision: "complete_at_once" }));
    expect(await stepsOf(atOnce.json<Done>())).toEqual([code, "end"]);
    const told = "select topic from outbox where subject = $1 and topic like 'dossier.%' order by id";
    expect(await rows(told, [String(atOnce.json<Done>().id)])).toEqual([
      { topic: "dossier.received" },
      { topic: "dossier.completed_at_once" },
    ]);
  });

  it("keeps what its action requires", async () => {
    const at = await officeWith({ ...single, actions: [{ ...(ends as ProcessAction), requires: ["document_number"] }] });
    const dossier = await at.receive();
    const input = { receiverName: "Nguyễn Minh An" };
    expect((await at.refusalOfAction("receiving_officer", dossier, 1, "complete_at_once", input)).code).toBe("step_requires");
    await at.act("receiving_officer", dossier, 1, "complete_at_once", { ...input, documentNo: "12/2026" });
    expect(await stepsOf(dossier)).toEqual([code, "end"]);
  });
});

describe("what an action of a process asks for", () => {
  it("files: refused without, kept with the step, read again by whoever may see the dossier", async () => {
    const at = await officeWith(withDemands("tham-dinh-tiep", { requires: ["files"] }));
    const dossier = await at.receive();
    const step = stepOf(at);
    await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    expect(await refusalOf(step("specialist", dossier, 2, "tham-dinh-tiep"))).toEqual({ status: 422, code: "step_requires" });
    const { specialist, leader } = at.office.staff;
    const propose = { action: "propose", seq: 2, proposal: "approve", toPersonId: leader.personId };
    const around = at.asks("specialist", "POST", `/api/v1/dossiers/${dossier.id}/actions`, propose);
    expect((await refusalOf(around)).code).toBe("step_requires");
    const fields = { seq: "2", action: "tham-dinh-tiep", to: "ky" };
    const file = { field: "files", name: "Biên bản thẩm định.png", bytes: PNG };
    const sent = await sendFile(specialist, `/ho-so/${dossier.id}/buoc`, fields, file);
    expect(sent.status, sent.body.slice(0, 300)).toBe(303);
    const page = (await at.asks("leader", "GET", `/ho-so/${dossier.id}`)).body;
    const href = /\/ho-so\/\d+\/buoc\/tep\/\d+/.exec(page)?.[0] ?? "";
    expect(page).toContain("Biên bản thẩm định.png");
    expect((await at.asks("leader", "GET", href)).headers["content-type"]).toBe("image/png");
    expect((await (await openCounter()).asks("leader", "GET", href)).status).toBe(404);
  });

  it("files by the API: with the call as a form, refused without, and where one is not what it says", async () => {
    const at = await officeWith(withDemands("tham-dinh-tiep", { requires: ["files", "note"] }));
    const dossier = await at.receive();
    await stepOf(at)("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    const url = `/api/v1/dossiers/${dossier.id}/steps`;
    const fields = { seq: "2", action: "tham-dinh-tiep", reason: "Đã thẩm định" };
    const send = (name: string, bytes: Buffer) =>
      sendFile(at.office.staff.specialist, url, fields, { field: "files", name, bytes });
    const without = await at.asks("specialist", "POST", url, fields);
    expect([without.status, without.json<{ errors: { field: string }[] }>().errors[0]?.field]).toEqual([422, "files"]);
    expect(await refusalOf(send("", Buffer.alloc(0)))).toEqual({ status: 422, code: "step_requires" });
    expect(await refusalOf(send("bien-ban.pdf", PNG))).toEqual({ status: 422, code: "file_lies" });
    expect(await refusalOf(send("bien-ban.png", Buffer.from("MZ")))).toEqual({ status: 422, code: "file_kind_not_taken" });
    expect(await stepsOf(dossier)).toEqual(["tiep-nhan", "tham-dinh"]);
    const sent = await send("bien-ban.png", PNG);
    expect([sent.status, sent.json<Done>().seq], sent.body).toEqual([200, 3]);
    expect(await rows("select step_code, seq, file_name from dossier_step_file where dossier_id = $1", [dossier.id])).toEqual([
      { step_code: "tham-dinh", seq: 3, file_name: "bien-ban.png" },
    ]);
  });

  it("a result and its signature: not offered, then refused, until the area of results vouches for them", async () => {
    const at = await officeWith(withDemands("ky-tiep", { needs: ["result_attached"], requires: ["signature"] }));
    const dossier = await at.receive();
    const step = stepOf(at);
    await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    await step("specialist", dossier, 2, "tham-dinh-tiep");
    expect((await refusalOf(step("leader", dossier, 3, "ky-tiep"))).code).toBe("step_need_unmet");
    const { specialist, leader } = at.office.staff;
    const pages = async (who: typeof leader, url: string, form: Record<string, string>) =>
      sendFile(who, url, form, { field: "none", name: "", bytes: Buffer.alloc(0) });
    const drafted = await pages(specialist, `/ho-so/${dossier.id}/ket-qua`, { kind: "result", title: "Trích lục" });
    const path = String(drafted.headers["location"]);
    expect((await refusalOf(step("leader", dossier, 3, "ky-tiep"))).code).toBe("step_requires");
    expect((await at.asks("specialist", "POST", path, { action: "send_to_review", version: "1" })).status).toBe(303);
    const signed = await at.asks("leader", "POST", `${path}/ky`, { version: "1" });
    expect(signed.status, signed.body.slice(0, 300)).toBe(303);
    expect((await step("leader", dossier, 3, "ky-tiep")).status).toBe(200);
  });

  it("the fees: until nothing is owed", async () => {
    const at = await officeWith(withDemands("tham-dinh-tiep", { requires: ["fee"] }));
    const dossier = await at.receive();
    const step = stepOf(at);
    await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    await (
      await testDatabase()
    ).superuser.query(
      `update dossier set facts = facts || '{"payment":{"state":"due","owedBefore":0,"owedAfter":8000}}' where id = $1`,
      [dossier.id],
    );
    expect((await refusalOf(step("specialist", dossier, 2, "tham-dinh-tiep"))).code).toBe("step_requires");
    await (
      await testDatabase()
    ).superuser.query(
      `update dossier set facts = facts || '{"payment":{"state":"paid","owedBefore":0,"owedAfter":0}}' where id = $1`,
      [dossier.id],
    );
    expect((await step("specialist", dossier, 2, "tham-dinh-tiep")).status).toBe(200);
  });
});

describe("what an action of a process brings about", () => {
  it("a dossier of another procedure that waits at the counter, each linked to the other", async () => {
    const at = await officeWith(withDemands("tiep-nhan-tiep", { effects: [{ kind: "child", value: "2.000815" }] }));
    const dossier = await at.receive();
    const handed = await stepOf(at)("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    expect(handed.status, handed.body).toBe(200);
    const [child, ...more] = await rows<{ id: number; code: string; state: string }>(
      "select id, code, state from dossier where agency_id = $1 and procedure_code = '2.000815'",
      [at.office.agencyId],
    );
    expect(more).toEqual([]);
    expect(child?.state).toBe("SUBMITTED");
    expect((await at.asks("specialist", "GET", `/ho-so/${dossier.id}`)).body).toContain(child?.code);
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${child?.id}`)).body).toContain(dossier.code);
  });

  it("also where it ends the dossier at once: the notice and the dossier that it opens", async () => {
    const single = fromTemplate("at_once", 8);
    const effects: readonly Effect[] = [
      { kind: "child", value: "2.000815" },
      { kind: "notice", value: "returned" },
    ];
    const at = await officeWith({ ...single, actions: single.actions.map((action) => ({ ...action, effects })) });
    const dossier = await at.receive();
    const done = await stepOf(at)("receiving_officer", dossier, 1, single.actions[0]?.code ?? "", { receiverName: "An" });
    expect(done.json<Done>().state, done.body).toBe("RETURNED");
    const children = await rows("select state from dossier where agency_id = $1 and procedure_code = '2.000815'", [
      at.office.agencyId,
    ]);
    expect(children).toEqual([{ state: "SUBMITTED" }]);
    const told = "select payload ->> 'seq' as seq from outbox where topic = 'dossier.step_notice' and subject = $1";
    expect(await rows(told, [String(dossier.id)])).toEqual([{ seq: "2" }]);
  });

  it("a child of a procedure that nobody knows keeps the process from being published", async () => {
    const at = await openCounter();
    const definition = withDemands("tiep-nhan-tiep", { effects: [{ kind: "child", value: "9.999999" }] });
    const body = { procedure: at.procedure.code, ownerUnitId: at.office.agencyId, definition };
    const { versionId } = (await at.asks("one_stop_head", "POST", "/api/v1/processes", body)).json<{ versionId: number }>();
    const page = (await at.asks("one_stop_head", "GET", `/quan-tri/quy-trinh/phien-ban/${versionId}`)).body;
    expect(page).toContain("không có thủ tục nào đang có hiệu lực mang mã này");
  });
});
