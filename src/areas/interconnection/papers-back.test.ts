import { beforeAll, describe, expect, it } from "vitest";
import { jobs } from "#dossiers";
import { ask } from "../../../test/support/app.ts";
import { testFiles } from "../../../test/support/files.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "../../../test/support/office.ts";

const DAY_MS = 86_400_000;
let ward: Office;
let police: Office;
let versionId: number;

beforeAll(async () => {
  const { app } = await testDatabase();
  ({ versionId } = await starterProcedure(app));
  ward = await makeOffice(app);
  police = await makeOffice(app, ward.provinceId);
});

const asks = (office: Office, role: StaffRole, method: "GET" | "POST", url: string, body?: unknown) =>
  ask(method, url, office.staff[role], body);
const sees = async (office: Office, id: number) => (await asks(office, "leader", "GET", `/api/v1/dossiers/${id}`)).status;
const leg = (office: Office, id: number, name: string, input: Record<string, unknown> = {}) =>
  asks(office, "receiving_officer", "POST", `/tiep-nhan-ho/${id}/${name}`, input);

interface Shown {
  readonly seq: number;
  readonly state: string;
  readonly facts: {
    readonly custody: { readonly place: string; readonly unitId: number | null; readonly originalsHeld: number };
  };
}
const shown = async (id: number) => (await asks(police, "leader", "GET", `/api/v1/dossiers/${id}`)).json<Shown>();

async function act(role: StaffRole, id: number, action: string, input: Record<string, unknown> = {}) {
  const { seq } = await shown(id);
  const done = await asks(police, role, "POST", `/api/v1/dossiers/${id}/actions`, { action, seq, ...input });
  expect(done.status, done.body).toBe(200);
}

async function receive(form: "paper" | "electronic"): Promise<number> {
  const body = {
    unitId: police.oneStopId,
    caseCode: "1.001193.01",
    parties: { owner: { name: "Trần Văn Bình", idNumber: "001090004321" } },
    papers: ["01", "02", "06"],
    form,
  };
  const answer = await asks(ward, "receiving_officer", "POST", `/api/v1/receptions/${versionId}`, body);
  expect(answer.status, answer.body).toBe(201);
  return answer.json<{ id: number }>().id;
}

async function takes(office: Office, id: number, name: string, input: Record<string, unknown> = {}) {
  const done = await leg(office, id, name, input);
  expect(done.status, `${name}: ${/class="notice[^]{0,400}/.exec(done.body)?.[0] ?? ""}`).toBe(303);
}

/** At the deciding agency's counter, with the applicant's original taken there. */
async function arrived(): Promise<number> {
  const id = await receive("paper");
  expect((await shown(id)).facts.custody).toMatchObject({ place: "unit", unitId: ward.oneStopId });
  await takes(ward, id, "papers-sent");
  expect((await shown(id)).facts.custody).toMatchObject({ place: "in_transit" });
  await takes(police, id, "papers-arrived");
  expect((await shown(id)).facts.custody).toMatchObject({ place: "unit", unitId: police.oneStopId });
  const original = { name: "Giấy chứng sinh", quantity: "1" };
  const taken = await asks(police, "receiving_officer", "POST", `/ho-so/${id}/ban-chinh`, original);
  expect(taken.status, taken.body).toBe(303);
  return id;
}

async function withdraw(id: number, accepted: Record<string, unknown> = {}) {
  if ((await shown(id)).state === "ACCEPTED") {
    await act("receiving_officer", id, "hand_over", { toPersonId: police.staff.specialist.personId });
  }
  await act("receiving_officer", id, "request_withdrawal", { reason: "Không còn nhu cầu" });
  await act("leader", id, "accept_withdrawal", accepted);
  expect((await shown(id)).state).toBe("WITHDRAWN");
}

/** Whether the board of breaches of an office has a dossier, so many days from now. */
async function isOnBoard(office: Office, id: number, days: number): Promise<boolean> {
  const { app } = await testDatabase();
  const watch = jobs.find(({ queue }) => queue === "dossiers.watch");
  await watch?.run(app, new Date(Date.now() + days * DAY_MS), { files: testFiles(), publicUrl: "" });
  const board = (await asks(office, "leader", "GET", "/ho-so/vuong-mac")).body;
  return board.includes(`href="/ho-so/${id}"`) && board.includes("giấy tờ chưa được chuyển về nơi tiếp nhận");
}

describe("a dossier filed in one unit, decided by another, that ends early", () => {
  it("brings its papers back by legs, each of its own side, and the receiving agency gives them to the applicant (T16, R-21)", async () => {
    const id = await arrived();
    expect((await leg(police, id, "papers-returned")).body).toContain("Hồ sơ chưa rút hoặc dừng");
    await withdraw(id);
    expect([await sees(ward, id), await sees(police, id)]).toEqual([200, 200]);
    const page = (await asks(police, "receiving_officer", "GET", `/ho-so/${id}`)).body;
    expect(page).toContain(`action="/tiep-nhan-ho/${id}/papers-returned"`);
    expect((page.match(/ id="f-[^"]*note"/g) ?? []).length).toBe(new Set(page.match(/ id="f-[^"]*note"/g)).size);
    expect(page).toMatch(/Việc còn lại[^]*Chuyển giấy tờ về nơi tiếp nhận/);
    expect((await leg(ward, id, "papers-back")).body).toContain("Chưa đến bước này");
    expect((await leg(ward, id, "papers-returned")).body).toContain("cơ quan bên kia ghi nhận");
    await takes(police, id, "papers-returned", { note: "Biên bản 12" });
    expect((await shown(id)).facts.custody).toMatchObject({ place: "in_transit", unitId: ward.oneStopId, originalsHeld: 1 });
    expect((await leg(police, id, "given-back", { givenTo: "Trần Văn Bình" })).body).toContain("cơ quan bên kia ghi nhận");
    await takes(ward, id, "papers-back");
    expect((await shown(id)).facts.custody).toMatchObject({ place: "unit", unitId: ward.oneStopId, originalsHeld: 1 });
    const nameless = await leg(ward, id, "given-back", { note: "Có biên nhận" });
    expect([nameless.status, nameless.body.includes("Nhập họ tên người nhận giấy tờ")]).toEqual([422, true]);
    expect(nameless.body).toContain("Có biên nhận");
    await takes(ward, id, "given-back", { givenTo: "Trần Thị Nga" });
    expect((await shown(id)).facts.custody).toEqual({ place: "returned", unitId: null, personId: null, originalsHeld: 0 });
    const over = (await asks(police, "receiving_officer", "GET", `/ho-so/${id}`)).body;
    expect(over).toContain("Trần Thị Nga");
    expect(over).not.toContain(`/tiep-nhan-ho/${id}/`);
    expect(await sees(ward, id)).toBe(404);
    expect((await asks(ward, "receiving_officer", "GET", "/tiep-nhan-ho")).body).toContain("Đã trả giấy tờ cho người nộp");
  });

  it("stands on the board of whose turn it is, until the papers lie where they were handed in", async () => {
    const id = await arrived();
    await withdraw(id);
    expect([await isOnBoard(police, id, 2), await isOnBoard(police, id, 4), await isOnBoard(ward, id, 4)]).toEqual([
      false,
      true,
      false,
    ]);
    await takes(police, id, "papers-returned");
    expect([await isOnBoard(police, id, 4), await isOnBoard(ward, id, 4)]).toEqual([false, true]);
    await takes(ward, id, "papers-back");
    expect([await isOnBoard(police, id, 9), await isOnBoard(ward, id, 9)]).toEqual([false, false]);
  });

  it("has its papers given out by the agency that has them: never sent, or where the applicant comes to the other one", async () => {
    const kept = await receive("paper");
    await withdraw(kept);
    await takes(ward, kept, "given-back", { givenTo: "Trần Văn Bình" });
    expect(await sees(ward, kept)).toBe(404);
    const there = await arrived();
    await withdraw(there);
    await takes(police, there, "given-back", { givenTo: "Trần Văn Bình" });
    expect([await sees(ward, there), (await shown(there)).facts.custody.place]).toEqual([404, "returned"]);
    const atOnce = await arrived();
    await withdraw(atOnce, { giveOriginals: "yes", givenTo: "Trần Văn Bình" });
    expect([await sees(ward, atOnce), (await shown(atOnce)).facts.custody.place]).toEqual([404, "returned"]);
    expect((await leg(police, atOnce, "papers-returned")).body).toContain("không còn giấy tờ phải trả");
  });

  it("without any paper is over for the receiving agency too", async () => {
    const id = await receive("electronic");
    await withdraw(id);
    expect([await sees(ward, id), await sees(police, id)]).toEqual([404, 200]);
    expect((await asks(ward, "receiving_officer", "GET", "/tiep-nhan-ho")).body).toContain("Đã kết thúc tại cơ quan giải quyết");
  });

  it("sends back what lies at the counter: papers in a division are fetched first", async () => {
    const id = await arrived();
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query<{ code: string }>("select code from dossier where id = $1", [id]);
    const sheet = { toUnitId: String(police.divisionId), codes: rows[0]?.code };
    const given = await asks(police, "receiving_officer", "POST", "/giay-to/ban-giao/moi", sheet);
    expect(given.status, given.body).toBe(303);
    await withdraw(id);
    expect((await leg(police, id, "papers-returned")).body).toContain("Nhận giấy tờ về quầy bằng phiếu bàn giao");
    expect((await shown(id)).facts.custody.place).toBe("in_transit");
  });
});
