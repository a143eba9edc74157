import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { findDossier } from "#dossiers";
import { inTransaction, NO_ROWS, reading, type Tx } from "#platform/db/tx.ts";
import { findProcedureByCode } from "#procedures";
import { ask, sendFile } from "../../../test/support/app.ts";
import { refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "../../../test/support/office.ts";
import { dossierExtension } from "./extension.tsx";
import { buildGroupReport } from "./group-report.ts";
import { saveGroupProcedures } from "./groups.ts";

let ward: Office;
let police: Office;
let insurance: Office;
let stranger: Office;
let versionId: number;

beforeAll(async () => {
  const { app } = await testDatabase();
  const birth = await starterProcedure(app);
  versionId = birth.versionId;
  await inTransaction(app, NO_ROWS, (tx) => saveGroupProcedures(tx, "2024-07-01"));
  ward = await makeOffice(app);
  police = await makeOffice(app, ward.provinceId);
  insurance = await makeOffice(app, ward.provinceId);
  stranger = await makeOffice(app, ward.provinceId);
  const residence = await inTransaction(app, NO_ROWS, (tx) => findProcedureByCode(tx, "1.004222", "2026-01-01"));
  expect(residence?.definition.cases.map(({ code }) => code)).toEqual(["rieng", "lien-thong"]);
});

const asks = (office: Office, role: StaffRole, method: "GET" | "POST", url: string, body?: unknown) =>
  ask(method, url, office.staff[role], body);

const filing = (way: "parallel" | "sequence", change: Record<string, unknown> = {}) => ({
  unitId: ward.oneStopId,
  applicant: { name: "Nguyễn Thị Lan", idNumber: "001190001234", phone: "0912345678", address: "Tổ 3" },
  child: { name: "Nguyễn Minh An", dateOfBirth: "2026-01-02", gender: "female" },
  way,
  papers: ["TK", "GCS", "CC"],
  desks: [ward.oneStopId, police.oneStopId, insurance.oneStopId],
  ...change,
});

interface Member {
  readonly position: number;
  readonly code: string | null;
  readonly state: string | null;
}

async function fileGroup(way: "parallel" | "sequence") {
  const answer = await asks(ward, "receiving_officer", "POST", "/api/v1/bundles/khai-sinh", filing(way));
  expect(answer.status, answer.body).toBe(201);
  return answer.json<{ id: number; code: string; opened: number }>();
}

const membersOf = async (id: number, office: Office = ward): Promise<readonly Member[]> =>
  (await asks(office, "leader", "GET", `/api/v1/bundles/${id}`)).json<{ members: Member[] }>().members;

async function dossierOf(office: Office, code: string | null) {
  const { items } = (await asks(office, "leader", "GET", `/api/v1/dossiers?q=${code}`)).json<{
    items: { id: number; seq: number }[];
  }>();
  return items[0];
}

async function act(office: Office, role: StaffRole, id: number, action: string, input: Record<string, unknown> = {}) {
  const { seq } = (await asks(office, "leader", "GET", `/api/v1/dossiers/${id}`)).json<{ seq: number }>();
  return asks(office, role, "POST", `/api/v1/dossiers/${id}/actions`, { action, seq, ...input });
}

/** From the counter to a signature, by the staff of the office that decides it. */
async function decide(office: Office, id: number) {
  const { specialist, leader } = office.staff;
  await act(office, "receiving_officer", id, "hand_over", { toPersonId: specialist.personId });
  await act(office, "specialist", id, "propose", { toPersonId: leader.personId, proposal: "approve" });
  return act(office, "leader", id, "sign", { documentNo: "01/GKS" });
}

describe("interconnected procedures (Decree 61/2018 article 19.6)", () => {
  it("electronically all dossiers are opened at once, each with its own agency's number", async () => {
    const { id, opened } = await fileGroup("parallel");
    expect(opened).toBe(3);
    const members = await membersOf(id);
    expect(members.map(({ code }) => code?.split("-")[0])).toEqual([ward.prefix, police.prefix, insurance.prefix]);
    expect(members.map(({ state }) => state)).toEqual(["ACCEPTED", "ACCEPTED", "ACCEPTED"]);
  });

  it("who hands it in and who is authorised are said once and stand in every dossier", async () => {
    const change = {
      submitter: { name: "Trần Văn Hùng", phone: "0987654321" },
      authorised: { name: "Lê Văn Thành", paper: "Giấy ủy quyền 12/2026" },
    };
    const answer = await asks(ward, "receiving_officer", "POST", "/api/v1/bundles/khai-sinh", filing("parallel", change));
    expect(answer.status, answer.body).toBe(201);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query(
      `select d.parties from bundle_member m join dossier d on d.id = m.dossier_id where m.bundle_id = $1`,
      [answer.json<{ id: number }>().id],
    );
    const people = {
      owner: { name: "Nguyễn Thị Lan" },
      submitter: { name: "Trần Văn Hùng", phone: "+84987654321" },
      authorised: { name: "Lê Văn Thành", paper: "Giấy ủy quyền 12/2026" },
    };
    expect(rows).toHaveLength(3);
    for (const { parties } of rows) expect(parties).toMatchObject(people);
    const nameless = filing("parallel", { authorised: { name: "Lê Văn Thành" } });
    const refused = await asks(ward, "receiving_officer", "POST", "/api/v1/bundles/khai-sinh", nameless);
    expect(refused.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)).toEqual(["authorised.paper"]);
  });

  it("one that depends on another is not signed before that one is, and the graph follows", async () => {
    const { id } = await fileGroup("parallel");
    const [birth, residence] = await membersOf(id);
    const there = await dossierOf(police, residence?.code ?? null);
    const early = await decide(police, there?.id ?? 0);
    expect(early.json<{ code: string }>().code).toBe("depends_on_open");
    const here = await dossierOf(ward, birth?.code ?? null);
    expect((await decide(ward, here?.id ?? 0)).status).toBe(200);
    expect((await act(police, "leader", there?.id ?? 0, "sign", { documentNo: "02/CT" })).status).toBe(200);
    expect((await membersOf(id, police)).map(({ state }) => state)).toEqual(["DECIDED", "DECIDED", "ACCEPTED"]);
  });

  it("on paper the next dossier is opened by the receiving one-stop when the result before it is there", async () => {
    const { id, opened } = await fileGroup("sequence");
    expect(opened).toBe(1);
    const open = () => asks(ward, "receiving_officer", "POST", `/lien-thong/${id}/mo`, {});
    expect((await asks(police, "receiving_officer", "POST", `/lien-thong/${id}/mo`, {})).status).toBe(403);
    expect((await open()).status).toBe(409);
    const [birth] = await membersOf(id);
    await decide(ward, (await dossierOf(ward, birth?.code ?? null))?.id ?? 0);
    expect((await open()).status).toBeLessThan(400);
    expect((await membersOf(id)).map(({ state }) => state)).toEqual(["DECIDED", "ACCEPTED", "ACCEPTED"]);
  });

  it("ends when what is left can never be opened, since what it depends on was refused", async () => {
    const { id } = await fileGroup("sequence");
    const ended = async () => {
      const { superuser } = await testDatabase();
      return (await superuser.query("select ended_at is not null as x from bundle where id = $1", [id])).rows[0].x as boolean;
    };
    const [birth] = await membersOf(id);
    const dossierId = (await dossierOf(ward, birth?.code ?? null))?.id ?? 0;
    const { specialist, leader } = ward.staff;
    await act(ward, "receiving_officer", dossierId, "hand_over", { toPersonId: specialist.personId });
    await act(ward, "specialist", dossierId, "propose", {
      toPersonId: leader.personId,
      proposal: "refuse",
      reason: "Thiếu căn cứ",
    });
    expect(await ended()).toBe(false);
    const signed = await act(ward, "leader", dossierId, "sign", { documentNo: "03/TB", reason: "Thiếu căn cứ" });
    expect(signed.status, signed.body).toBe(200);
    expect(await ended()).toBe(true);
    const page = (await asks(ward, "leader", "GET", `/lien-thong/${id}`)).body;
    expect(page.match(/Không mở: thủ tục phải có trước không được đồng ý/g)).toHaveLength(2);
  });

  it("what may be ended at once waits for what it depends on all the same", async () => {
    const { id } = await fileGroup("parallel");
    const [, residence] = await membersOf(id);
    const { app, superuser } = await testDatabase();
    const { rows } = await superuser.query("select dossier_id::int as id from bundle_member where code = $1", [residence?.code]);
    const scope = { accountId: null, agencies: [police.agencyId] };
    const attempt = async (tx: Tx): Promise<void> => {
      const dossier = await findDossier(tx, rows[0].id as number);
      const by = { accountId: null, personId: null, name: "An", role: "receiving_officer", unitId: police.oneStopId } as const;
      await dossierExtension.guard?.(tx, { action: "complete_at_once", dossier, input: {}, by, at: Date.now() });
    };
    await expect(reading(app, scope, attempt)).rejects.toMatchObject({ code: "depends_on_open" });
  });

  it("counts one for the citizen and n for the agencies, each dossier once in II.06a", async () => {
    const { app } = await testDatabase();
    const office = await makeOffice(app, ward.provinceId);
    const body = filing("parallel", {
      unitId: office.oneStopId,
      desks: [office.oneStopId, office.oneStopId, stranger.oneStopId],
    });
    const before = await received(stranger);
    expect((await asks(office, "receiving_officer", "POST", "/api/v1/bundles/khai-sinh", body)).status).toBe(201);
    expect([await received(office), (await received(stranger)) - before]).toEqual([2, 1]);
    const scope = { accountId: null, agencies: [office.agencyId] };
    const day = { from: "2020-01-01", to: "2099-01-01" };
    const rows = await reading(app, scope, (tx) => buildGroupReport(tx, [office.agencyId], day, new Date()));
    expect(rows.map(({ filings, dossiers }) => ({ filings, dossiers }))).toEqual([{ filings: 1, dossiers: 3 }]);
    const others = { accountId: null, agencies: [stranger.agencyId] };
    expect(await reading(app, others, (tx) => buildGroupReport(tx, [stranger.agencyId], day, new Date()))).toEqual([]);
  });

  it("is received whole or not at all: a paper that lacks is named, and nothing is left", async () => {
    const lacking = asks(ward, "receiving_officer", "POST", "/api/v1/bundles/khai-sinh", filing("parallel", { papers: ["TK"] }));
    expect(await refusalOf(lacking)).toEqual({ status: 422, code: "paper_missing" });
    const past = asks(ward, "receiving_officer", "POST", "/api/v1/bundles/khai-sinh-2014", filing("parallel"));
    expect(await refusalOf(past)).toEqual({ status: 409, code: "group_not_open" });
  });
});

const seqOf = async (office: Office, id: number): Promise<number> =>
  (await asks(office, "leader", "GET", `/api/v1/dossiers/${id}`)).json<{ seq: number }>().seq;

async function received(office: Office): Promise<number> {
  const report = await asks(office, "leader", "GET", "/api/v1/reports/ii06a?from=2020-01-01&to=2099-01-01");
  return report.json<{ total: { received: number } }>().total.received;
}

describe("filed in one unit, decided by another (R-38)", () => {
  const body = (form: "paper" | "electronic") => ({
    unitId: police.oneStopId,
    caseCode: "1.001193.01",
    parties: { owner: { name: "Trần Văn Bình", idNumber: "001090004321" } },
    papers: ["01", "02", "06"],
    form,
  });
  const receive = async (form: "paper" | "electronic") => {
    const answer = await asks(ward, "receiving_officer", "POST", `/api/v1/receptions/${versionId}`, body(form));
    expect(answer.status, answer.body).toBe(201);
    return answer.json<{ id: number; code: string }>();
  };
  const sees = async (office: Office, id: number) => (await asks(office, "leader", "GET", `/api/v1/dossiers/${id}`)).status;
  const leg = (office: Office, id: number, name: string, input: Record<string, unknown> = {}) =>
    asks(office, "receiving_officer", "POST", `/tiep-nhan-ho/${id}/${name}`, input);

  it("is seen by both sides and by no third, has the deciding agency's number, and is counted there alone", async () => {
    const before = await received(ward);
    const { id, code } = await receive("electronic");
    expect(code.startsWith(`${police.prefix}-`)).toBe(true);
    expect([await sees(ward, id), await sees(police, id), await sees(stranger, id)]).toEqual([200, 200, 404]);
    expect(await received(ward)).toBe(before);
  });

  it("the receiving agency sees it and changes nothing", async () => {
    const { id } = await receive("electronic");
    const to = { toPersonId: ward.staff.specialist.personId };
    expect((await act(ward, "receiving_officer", id, "hand_over", to)).status).toBe(404);
    expect((await act(ward, "one_stop_head", id, "void", { reason: "nhầm" })).status).toBe(404);
  });

  it("papers go and the result comes back by legs, each of its own side, and is handed over where it was received", async () => {
    const { id } = await receive("paper");
    expect((await leg(police, id, "papers-arrived")).body).toContain("Chưa đến bước này");
    expect((await leg(ward, id, "papers-sent")).status).toBeLessThan(400);
    expect((await leg(ward, id, "papers-arrived")).body).toContain("cơ quan bên kia ghi nhận");
    expect((await leg(police, id, "papers-arrived")).status).toBeLessThan(400);
    expect((await leg(police, id, "result-sent")).body).toContain("Chưa có kết quả, hoặc");
    expect((await decide(police, id)).status).toBe(200);
    expect((await leg(police, id, "result-sent")).status).toBeLessThan(400);
    const early = await asks(ward, "receiving_officer", "GET", `/tiep-nhan-ho/${id}/trao-ket-qua`);
    expect([early.status, early.body.includes("Chưa có kết quả, hoặc")]).toEqual([409, true]);
    expect((await leg(ward, id, "result-arrived")).status).toBeLessThan(400);
    const handing = { proof: "receipt", relation: "submitter", given: "Giấy khai sinh (01 bản)", seq: await seqOf(police, id) };
    const refused = await leg(ward, id, "trao-ket-qua", { ...handing, receiverName: "Trần Văn 1" });
    expect(refused.body).toMatch(/name="receiverName"[^>]*value="Trần Văn 1"/);
    expect((await leg(police, id, "trao-ket-qua", { ...handing, receiverName: "Trần Văn Bình" })).status).toBe(403);
    const done = await leg(ward, id, "trao-ket-qua", { ...handing, receiverName: "Trần Văn Bình" });
    expect(done.status, done.body).toBeLessThan(400);
    expect([await sees(ward, id), await sees(police, id)]).toEqual([404, 200]);
    const { state } = (await asks(police, "leader", "GET", `/api/v1/dossiers/${id}`)).json<{ state: string }>();
    expect(state).toBe("RETURNED");
    const { superuser } = await testDatabase();
    const returned = "select payload ->> 'relation' as relation from dossier_event where dossier_id = $1 and type = 'returned'";
    expect((await superuser.query(returned, [id])).rows).toEqual([{ relation: "submitter" }]);
  });

  it("an authorised person collects it where it was received, with the paper and its scan as anywhere (R-22)", async () => {
    const { id } = await receive("electronic");
    expect((await decide(police, id)).status).toBe(200);
    for (const [office, name] of [
      [police, "result-sent"],
      [ward, "result-arrived"],
    ] as const)
      expect((await leg(office, id, name)).status, name).toBeLessThan(400);
    const shown = (await asks(ward, "receiving_officer", "GET", `/ho-so/${id}`)).body;
    expect(shown).toContain(`href="/tiep-nhan-ho/${id}/trao-ket-qua"`);
    const url = `/tiep-nhan-ho/${id}/trao-ket-qua`;
    const fields = {
      seq: String(await seqOf(police, id)),
      proof: "receipt",
      relation: "authorised",
      receiverName: "Lê Văn Thành",
      receiverIdNumber: "001206007777",
      paper: "Giấy ủy quyền 12/2026",
      given: "Giấy khai sinh (01 bản)",
    };
    const bare = await asks(ward, "receiving_officer", "POST", url, fields);
    expect([bare.status, bare.body.includes("Hãy đính kèm bản quét giấy ủy quyền")]).toEqual([422, true]);
    const document = new Pdf();
    const bytes = buffer(document);
    document.end();
    const scan = { field: "scan", name: "uy-quyen.pdf", bytes: await bytes };
    const done = await sendFile(ward.staff.receiving_officer, url, fields, scan);
    expect(done.status, done.body.slice(0, 300)).toBe(303);
    const page = (await asks(police, "receiving_officer", "GET", `/ho-so/${id}`)).body;
    expect(page).toContain("Giấy ủy quyền 12/2026");
    expect(page).toContain("Lê Văn Thành");
  });

  it("is over for the other side too where the deciding agency hands the result over itself", async () => {
    const { id } = await receive("electronic");
    expect((await decide(police, id)).status).toBe(200);
    const returned = await act(police, "receiving_officer", id, "return", { receiverName: "Trần Văn Bình", relation: "owner" });
    expect(returned.status, returned.body).toBe(200);
    expect([await sees(ward, id), await sees(police, id)]).toEqual([404, 200]);
    const page = (await asks(police, "receiving_officer", "GET", `/ho-so/${id}`)).body;
    expect(page).not.toContain(`/tiep-nhan-ho/${id}/`);
    expect((await leg(police, id, "result-sent")).status).toBe(409);
  });

  it("is refused for one's own agency and for another province", async () => {
    const { app } = await testDatabase();
    const away = await makeOffice(app);
    const refusal = (unitId: number) =>
      refusalOf(asks(ward, "receiving_officer", "POST", `/api/v1/receptions/${versionId}`, { ...body("paper"), unitId }));
    expect(await refusal(ward.oneStopId)).toMatchObject({ code: "same_agency" });
    expect(await refusal(away.oneStopId)).toMatchObject({ code: "other_province" });
    expect(await refusal(police.divisionId)).toMatchObject({ code: "not_a_one_stop" });
  });
});
