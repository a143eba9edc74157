import { beforeAll, describe, expect, it } from "vitest";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { givePost } from "../../../test/support/office.ts";

let at: Counter;

beforeAll(async () => {
  at = await openCounter();
});

const asOfficer = (url: string, fields: Record<string, unknown>) => at.asks("receiving_officer", "POST", url, fields);
const custody = async ({ id }: Done) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ facts: { custody: unknown } }>().facts.custody;

async function toThePost(dossiers: readonly Done[]): Promise<string> {
  const codes = dossiers.map(({ code }) => code).join("\n");
  const made = await asOfficer("/giay-to/ban-giao/moi", { codes, carrier: "VNPost", carrierPerson: "Lê Văn Phát" });
  expect(made.status, made.body.slice(0, 300)).toBe(303);
  return String(made.headers.location);
}

describe("papers that a sheet gave to the post", () => {
  it("are with the post until it says who got them or why they came back, each dossier once", async () => {
    const [home, office, back] = [await at.receive(), await at.receive(), await at.receive()];
    const sheet = await toThePost([home, office, back]);
    expect(await custody(home)).toMatchObject({ place: "in_transit", unitId: null });
    expect((await at.asks("specialist", "GET", "/giay-to/ban-giao")).body).toContain("Bưu chính đang giữ");
    const end = (fields: Record<string, unknown>) => asOfficer(`${sheet}/buu-chinh`, fields);
    expect((await end({ outcome: "applicant", receivedBy: "An" })).body).toContain("Hãy chọn ít nhất một hồ sơ");
    expect((await end({ dossiers: [home.id], outcome: "applicant" })).body).toContain("Hãy ghi người đã ký nhận");
    expect((await end({ dossiers: [office.id], outcome: "office", receivedBy: "Tài" })).body).toContain("Hãy chọn đơn vị");
    const noReason = await end({ dossiers: [back.id], outcome: "came_back" });
    expect([noReason.status, noReason.body.includes("Hãy nêu lý do")]).toEqual([422, true]);

    expect((await end({ dossiers: [home.id], outcome: "applicant", receivedBy: "Nguyễn Minh An" })).status).toBe(303);
    const toDivision = { dossiers: [office.id], outcome: "office", receivedBy: "Bùi Văn Tài", toUnitId: at.office.divisionId };
    expect((await end(toDivision)).status).toBe(303);
    expect((await end({ dossiers: [back.id], outcome: "came_back", remark: "Không có người nhận" })).status).toBe(303);
    expect(await custody(home)).toMatchObject({ place: "returned", unitId: null });
    expect(await custody(office)).toMatchObject({ place: "unit", unitId: at.office.divisionId });
    expect(await custody(back)).toMatchObject({ place: "unit", unitId: at.office.oneStopId });

    const twice = await end({ dossiers: [home.id], outcome: "came_back", remark: "Nhầm" });
    expect([twice.status, twice.body.includes("không còn ở bưu chính")]).toEqual([409, true]);
    const shown = (await at.asks("leader", "GET", sheet)).body;
    for (const words of ["Nguyễn Minh An ký nhận", "Bùi Văn Tài ký nhận", "Không có người nhận", "Đã ký nhận"])
      expect(shown).toContain(words);
    expect((await at.asks("specialist", "GET", "/giay-to/ban-giao")).body).not.toContain("Bưu chính đang giữ");
  });

  it("are ended by the sheet's own agency, and go to a unit where somebody is", async () => {
    const other = await openCounter();
    const dossier = await at.receive();
    const sheet = await toThePost([dossier]);
    const fields = { dossiers: [dossier.id], outcome: "office", receivedBy: "Tài", toUnitId: other.office.divisionId };
    expect((await other.asks("receiving_officer", "POST", `${sheet}/buu-chinh`, fields)).status).toBe(404);
    expect((await asOfficer(`${sheet}/buu-chinh`, fields)).body).toContain("không thuộc cơ quan");
    const astray = { codes: (await at.receive()).code, toUnitId: other.office.divisionId };
    expect((await asOfficer("/giay-to/ban-giao/moi", astray)).body).toContain("không thuộc cơ quan");
  });
});

describe("the list of originals", () => {
  it("has what the office holds with where its papers lie, and afterwards who took it back (R-21)", async () => {
    const dossier = await at.receive();
    const name = "Giấy chứng nhận kết hôn số 17";
    expect((await asOfficer(`/ho-so/${dossier.id}/ban-chinh`, { name, quantity: "1" })).status).toBe(303);
    const list = async (loc: string, who: Counter = at) =>
      (await who.asks("leader", "GET", `/giay-to/ban-chinh?loc=${loc}`)).body;
    const held = await list("held");
    for (const words of [name, dossier.code, "Tại nơi tiếp nhận · Một cửa"]) expect(held).toContain(words);
    expect(await list("held", await openCounter())).not.toContain(name);
    await asOfficer("/giay-to/ban-giao/moi", { codes: dossier.code, toUnitId: at.office.divisionId });
    expect(await list("held")).toContain("Đang bàn giao · Văn hóa – Xã hội");
    const [, originalId] = /name="originalId" value="(\d+)"/.exec(
      (await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`)).body,
    ) ?? ["", ""];
    await asOfficer(`/ho-so/${dossier.id}/ban-chinh/tra`, { originalId, givenTo: "Nguyễn Minh An" });
    expect(await list("held")).not.toContain(name);
    expect(await list("settled")).toContain("Đã trả cho Nguyễn Minh An");
  });
});

describe("somebody with posts in two agencies", () => {
  it("gives and receives papers as who they are in the unit that has them", async () => {
    const other = await openCounter();
    const { app } = await testDatabase();
    await givePost(app, at.office.staff.receiving_officer.personId, other.office.oneStopId, "receiving_officer");
    const there = await other.receive();
    const form = (await at.asks("receiving_officer", "GET", "/giay-to/ban-giao/moi")).body;
    expect(form).toContain('name="fromUnitId"');
    const give = { codes: there.code, toUnitId: other.office.divisionId };
    expect((await asOfficer("/giay-to/ban-giao/moi", give)).status).toBe(422);
    const made = await asOfficer("/giay-to/ban-giao/moi", { ...give, fromUnitId: other.office.oneStopId });
    expect(made.status, made.body.slice(0, 300)).toBe(303);
    const sheet = String(made.headers.location);
    expect((await other.asks("specialist", "POST", `${sheet}/nhan`, { arrived: there.id })).status).toBe(303);
    const back = { codes: there.code, toUnitId: other.office.oneStopId };
    const returned = await other.asks("specialist", "POST", "/giay-to/ban-giao/moi", back);
    expect((await asOfficer(`${returned.headers.location}/nhan`, { arrived: there.id })).status).toBe(303);
    const { custody: now } = (await other.asks("leader", "GET", `/api/v1/dossiers/${there.id}`)).json<{
      facts: { custody: unknown };
    }>().facts;
    expect(now).toMatchObject({ place: "unit", unitId: other.office.oneStopId });
  });
});
