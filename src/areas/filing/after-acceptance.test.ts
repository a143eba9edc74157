import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import {
  findAs,
  type FilingDesk,
  hours,
  makeCitizen,
  makeFilingDesk,
  MONDAY,
  scopeOf,
  type TestCitizen,
} from "../../../test/support/filing.ts";
import { tasks } from "./index.ts";

let desk: FilingDesk;
let citizen: TestCitizen;

const sql = async (text: string, values: unknown[]) => (await testDatabase()).superuser.query(text, values);

async function settle(): Promise<void> {
  const { app } = await testDatabase();
  const log = { done: () => {}, failed: () => {} };
  const runner: TaskRunner = { pool: app, definitions: tasks, publicUrl: "http://localhost:3000", now: () => hours(2), log };
  while ((await relayOutbox(app, tasks, hours(2))) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
}

const noticesOf = async (id: number) => {
  const { rows } = await sql("select event, phone, body, dossier_id from notice where body like $1 order by id", [
    `%/cua-toi/${id}%`,
  ]);
  return rows as { event: string; phone: string | null; body: string }[];
};

/** Sends through the page, as a citizen does: the door decides for whom it is announced. */
async function sendByPage(): Promise<number> {
  setServerTime(MONDAY.toISOString());
  const id = await desk.begin(citizen);
  const revision = await desk.fill(citizen, id);
  const answer = await ask("POST", `/cua-toi/${id}/nop`, citizen, { revision: String(revision) });
  expect(answer.status).toBe(303);
  return id;
}

beforeAll(async () => {
  desk = await makeFilingDesk();
});

beforeEach(async () => {
  citizen = await makeCitizen();
  setServerTime(undefined);
});

describe("the applicant is told (R-05)", () => {
  it("that the filing arrived, what lacks in which paper, and why it was not accepted", async () => {
    const id = await sendByPage();
    const [paper] = desk.components;
    const lacking = [{ code: paper?.code ?? "", name: paper?.name ?? "", what: "Ảnh mờ, chụp lại" }];
    await desk.answer(id, { name: "ask_completion", reason: "Bổ sung một giấy", lacking, found: desk.found() });
    await settle();
    const told = await noticesOf(id);
    expect(told.map(({ event }) => event)).toEqual(["filing_submitted", "filing_completion"]);
    expect(told[0]?.phone).toBe("+84912345678");
    expect(told[1]?.body).toContain(`– ${paper?.name}: Ảnh mờ, chụp lại`);
    await settle();
    expect(await noticesOf(id)).toHaveLength(2);
  });

  it("not at all when they chose so, and of the dossier by the same choice", async () => {
    const id = await sendByPage();
    setServerTime(hours(1).toISOString());
    const chosen = { phone: "0987654321", email: "", locale: "vi", order: "none" };
    expect((await ask("POST", `/cua-toi/${id}/thong-bao`, citizen, chosen)).status).toBe(303);
    await settle();
    expect(await noticesOf(id)).toEqual([]);
    const { code } = await desk.answer(id, { name: "accept", found: desk.found() });
    const { rows } = await sql(
      "select channels, n.phone from notice_contact n join dossier d on d.id = n.dossier_id where d.code = $1",
      [code],
    );
    expect(rows).toEqual([{ channels: [], phone: "+84987654321" }]);
  });
});

describe("after the acceptance", () => {
  const accepted = async () => {
    const id = await sendByPage();
    await desk.answer(id, { name: "accept", found: desk.found() });
    setServerTime(hours(2).toISOString());
    return id;
  };

  it("the applicant writes to the office, and the officer reads it on the dossier", async () => {
    const id = await accepted();
    const message = "Tôi gửi thêm bản chụp giấy chứng sinh";
    expect((await ask("POST", `/cua-toi/${id}/bo-sung`, citizen, { message })).status).toBe(303);
    expect((await ask("GET", `/cua-toi/${id}`, citizen)).body).toContain(message);
    const filing = await findAs(id, scopeOf(citizen.accountId));
    const page = await ask("GET", `/ho-so/${filing?.dossierId}`, desk.office.staff.receiving_officer);
    expect(page.body).toContain(message);
  });

  it("nobody else writes into it, whatever id they name", async () => {
    const id = await accepted();
    const other = await makeCitizen("Trần Văn Hùng");
    expect((await ask("POST", `/cua-toi/${id}/bo-sung`, other, { message: "Xin chào" })).status).toBe(404);
    expect((await ask("POST", `/cua-toi/${id}/thong-bao`, other, { locale: "vi", order: "none" })).status).toBe(404);
  });

  it("an empty message is refused at its field, and the page stands", async () => {
    const id = await accepted();
    const refused = await ask("POST", `/cua-toi/${id}/bo-sung`, citizen, { message: "" });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("Gửi thêm cho cơ quan");
  });

  it("the secret of the receipt shows how the days are counted", async () => {
    const id = await accepted();
    const filing = await findAs(id, scopeOf(citizen.accountId));
    expect((await ask("GET", `/t/${filing?.trackingSecret}`)).body).toContain("Thời hạn được tính thế nào");
  });

  it("the applicant withdraws at once while nobody works on it, and asks for it once somebody does", async () => {
    const id = await accepted();
    expect((await ask("POST", `/cua-toi/${id}/rut-ho-so`, citizen, { reason: "" })).status).toBe(422);
    const other = await makeCitizen("Trần Văn Hùng");
    expect((await ask("POST", `/cua-toi/${id}/rut-ho-so`, other, { reason: "Không phải của tôi" })).status).toBe(404);
    expect((await ask("POST", `/cua-toi/${id}/rut-ho-so`, citizen, { reason: "Đã làm ở nơi khác" })).status).toBe(303);
    const { rows } = await sql(
      "select d.state, e.reason, e.actor_role, e.actor_unit_id from dossier d join filing f on f.dossier_id = d.id join dossier_event e on e.dossier_id = d.id where f.id = $1 order by e.seq desc limit 1",
      [id],
    );
    expect(rows).toEqual([{ state: "WITHDRAWN", reason: "Đã làm ở nơi khác", actor_role: "citizen", actor_unit_id: null }]);
    const again = await ask("POST", `/cua-toi/${id}/rut-ho-so`, citizen, { reason: "Lần nữa" });
    expect(again.status).toBe(409);
    expect(again.body).toContain("không còn rút được");
  });

  it("once it is processed the withdrawal is a request that waits for the leader", async () => {
    const id = await accepted();
    const filing = await findAs(id, scopeOf(citizen.accountId));
    const { receiving_officer: officer, specialist } = desk.office.staff;
    const dossier = (await ask("GET", `/api/v1/dossiers/${filing?.dossierId}`, officer)).json<{ seq: number }>();
    const handed = { action: "hand_over", toPersonId: String(specialist.personId), seq: dossier.seq };
    expect((await ask("POST", `/api/v1/dossiers/${filing?.dossierId}/actions`, officer, handed)).status).toBe(200);
    expect((await ask("POST", `/cua-toi/${id}/rut-ho-so`, citizen, { reason: "Tôi đổi ý" })).status).toBe(303);
    expect((await ask("GET", `/cua-toi/${id}`, citizen)).body).toContain("đang chờ lãnh đạo");
    const { rows } = await sql("select state, way from dossier where id = $1", [filing?.dossierId]);
    expect(rows).toMatchObject([{ state: "PROCESSING", way: { withdrawalRequested: true } }]);
    expect((await ask("POST", `/cua-toi/${id}/rut-ho-so`, citizen, { reason: "Tôi đổi ý" })).status).toBe(409);
  });

  it("the applicant chooses anew how the result comes, until it is over", async () => {
    const id = await accepted();
    expect((await ask("POST", `/cua-toi/${id}/nhan-ket-qua`, citizen, { delivery: "drone" })).status).toBe(422);
    expect((await ask("POST", `/cua-toi/${id}/nhan-ket-qua`, citizen, { delivery: "online" })).status).toBe(303);
    const filing = await findAs(id, scopeOf(citizen.accountId));
    expect(filing?.delivery).toBe("online");
    const { rows } = await sql(
      "select d.attributes ->> 'delivery' as delivery, e.type, e.reason, d.last_seq = e.seq as last from dossier d join dossier_event e on e.dossier_id = d.id where d.id = $1 order by e.seq desc limit 1",
      [filing?.dossierId],
    );
    expect(rows).toEqual([{ delivery: "online", type: "noted", reason: "Nhận kết quả: Bản điện tử", last: true }]);
    await ask("POST", `/cua-toi/${id}/rut-ho-so`, citizen, { reason: "Đã làm ở nơi khác" });
    expect((await ask("POST", `/cua-toi/${id}/nhan-ket-qua`, citizen, { delivery: "post" })).status).toBe(409);
  });
});
