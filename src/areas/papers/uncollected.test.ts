import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { tasks } from "#notices";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";
import type { StaffRole } from "../../../test/support/office.ts";
import { jobs } from "./papers.jobs.ts";

let at: Counter;
const PAGE = "/giay-to/chua-nhan";

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-10-01T09:00:00+07:00");
});
afterAll(() => setServerTime(undefined));

async function post(role: StaffRole, url: string, fields: Readonly<Record<string, string>>) {
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: {
      authorization: `Bearer ${at.office.staff[role].token}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    payload: new URLSearchParams(fields).toString(),
  });
  return { status: answer.statusCode, body: answer.body };
}

async function decided(change: Record<string, unknown> = {}): Promise<Done> {
  const dossier = await at.receive(change);
  const { specialist, leader } = at.office.staff;
  await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
  await at.act("specialist", dossier, 2, "propose", { proposal: "approve", toPersonId: leader.personId });
  return at.act("leader", dossier, 3, "sign");
}

async function runJob(moment: string): Promise<void> {
  const { app } = await testDatabase();
  for (const job of jobs) await job.run(app, new Date(moment), { publicUrl: "", files: testFiles() });
}

async function settle(moment: string): Promise<void> {
  const { app } = await testDatabase();
  const now = new Date(moment);
  const log = { done: () => {}, failed: () => {} };
  const runner: TaskRunner = { pool: app, definitions: tasks, publicUrl: "http://localhost:3000", now: () => now, log };
  while ((await relayOutbox(app, tasks, now)) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
}

const countOf = async (query: string, dossier: Done): Promise<number> =>
  (await (await testDatabase()).superuser.query(query, [dossier.id])).rowCount ?? 0;
const notices = (dossier: Done) => countOf("select 1 from notice where dossier_id = $1 and event = 'uncollected'", dossier);
const reminders = (dossier: Done) => countOf("select 1 from result_reminder where dossier_id = $1 and way = 'notice'", dossier);
const seqOf = async ({ id }: Done) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ seq: number; facts: { delivery: string } }>();

const policy = (change: Record<string, string> = {}) =>
  post("one_stop_head", `${PAGE}/quy-dinh`, {
    from: "01/10/2026",
    remindAfterDays: "5",
    remindEveryDays: "10",
    mostReminders: "2",
    storeAfterDays: "30",
    source: "Quyết định 12/QĐ-UBND",
    verified: "yes",
    ...change,
  });

describe("a result that nobody fetches", () => {
  it("is dealt with as the office laid down from a day on; until then as ships, marked unverified", async () => {
    expect((await at.asks("leader", "GET", PAGE)).body).toContain("Chưa được đối chiếu văn bản");
    const early = await policy({ from: "30/09/2026" });
    expect(early.status).toBe(422);
    expect(early.body).toContain("Quyết định 12/QĐ-UBND");
    expect((await policy({ remindAfterDays: "0" })).status).toBe(422);
    expect((await post("receiving_officer", `${PAGE}/quy-dinh`, {})).status).toBe(403);
    expect((await policy()).status).toBe(303);
    const page = (await at.asks("leader", "GET", PAGE)).body;
    expect(page).toContain("Quyết định 12/QĐ-UBND");
    expect(page).not.toContain("Chưa được đối chiếu văn bản");
  });

  it("is reminded of by notice once in each period, as often as laid down, and no more once somebody came", async () => {
    const [waiting, fetched] = [await decided(), await decided()];
    await runJob("2026-10-05T09:00:00+07:00");
    expect(await reminders(waiting)).toBe(0);
    for (const _ of [1, 2]) {
      await runJob("2026-10-07T09:00:00+07:00");
      await settle("2026-10-07T09:05:00+07:00");
    }
    expect([await reminders(waiting), await notices(waiting), await notices(fetched)]).toEqual([1, 1, 1]);
    const { seq, facts } = await seqOf(fetched);
    expect(facts.delivery).toBe("uncollected");
    setServerTime("2026-10-08T09:00:00+07:00");
    const receiver = { receiverName: "Nguyễn Minh An", relation: "owner" };
    await at.act("receiving_officer", fetched, seq, "return", receiver);
    for (const day of ["2026-10-17", "2026-10-27", "2026-11-06"]) {
      await runJob(`${day}T09:00:00+07:00`);
      await settle(`${day}T09:05:00+07:00`);
    }
    expect([await reminders(waiting), await notices(waiting)]).toEqual([2, 2]);
    expect([await reminders(fetched), await notices(fetched)]).toEqual([1, 1]);
  });

  it("without a telephone or address is not claimed to be reminded of, and stands in the list of those to be called on", async () => {
    setServerTime("2026-10-09T09:00:00+07:00");
    const unreachable = await decided({ parties: { owner: { name: "Lò Thị Mai", idNumber: "001206001235" } } });
    await runJob("2026-10-20T09:00:00+07:00");
    expect(await reminders(unreachable)).toBe(0);
    setServerTime("2026-10-20T09:00:00+07:00");
    const listed = async (loc: string) => (await at.asks("leader", "GET", `${PAGE}?ngay=1&loc=${loc}`)).body;
    expect(await listed("no_contact")).toContain(unreachable.code);
    expect(await listed("not_reminded")).toContain(unreachable.code);
    expect(await listed("stored")).not.toContain(unreachable.code);
    const csv = (await at.asks("leader", "GET", `${PAGE}/xuat.csv?ngay=1&loc=no_contact`)).body;
    expect(csv).toContain(`${unreachable.code},Lò Thị Mai`);
    const pdf = await at.asks("leader", "GET", `${PAGE}/in.pdf?ngay=1&loc=no_contact`);
    expect(pdf.status).toBe(200);
    expect(pdf.body.startsWith("%PDF")).toBe(true);
  });

  it("is put away with its reason when it has waited long enough, and taken out before it is handed over", async () => {
    setServerTime("2026-10-01T10:00:00+07:00");
    const dossier = await decided();
    const store = (fields: Record<string, string> = {}) =>
      post("receiving_officer", `/ho-so/${dossier.id}/cat-giu-ket-qua`, { reason: "Đã nhắc hai lần", place: "Tủ 3", ...fields });
    setServerTime("2026-10-20T10:00:00+07:00");
    const early = await store();
    expect(early.status).toBe(409);
    expect(early.body).toContain("chưa chờ đủ 30 ngày");
    setServerTime("2026-11-05T10:00:00+07:00");
    expect((await store({ reason: "" })).status).toBe(422);
    expect((await store()).status).toBe(303);
    expect((await store()).status).toBe(409);
    expect((await at.asks("leader", "GET", `${PAGE}?ngay=1&loc=stored`)).body).toContain("Trong kho: Tủ 3");
    const { seq } = await seqOf(dossier);
    const back = { action: "return", seq, receiverName: "Nguyễn Minh An", relation: "owner" };
    expect(await refusalOf(at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, back))).toEqual({
      status: 409,
      code: "result_in_storage",
    });
    const sent = await post("receiving_officer", `/ho-so/${dossier.id}/buu-gui`, {
      slipNo: "ST1VN",
      carrier: "Bưu điện",
      address: "Số 1",
    });
    expect([sent.status, sent.body.includes("đang ở trong kho")]).toEqual([409, true]);
    const takeOut = () => post("receiving_officer", `/ho-so/${dossier.id}/lay-lai-ket-qua`, { takenFor: "Nguyễn Minh An" });
    expect((await takeOut()).status).toBe(303);
    expect((await takeOut()).status).toBe(409);
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`)).body).toContain("Đã nhắc hai lần");
    await at.act("receiving_officer", dossier, seq, "return", { receiverName: "Nguyễn Minh An", relation: "owner" });
  });
});
