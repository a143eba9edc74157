import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { type FilingDesk, findAs, makeCitizen, makeFilingDesk, scopeOf } from "../../../test/support/filing.ts";
import { starterProcedure } from "../../../test/support/office.ts";

/** Not a procedure of another test file: they share the database. */
const CODE = "2.001406";
const base = `/quan-tri/bieu-mau/${CODE}`;

let desk: FilingDesk;
const keeper = () => desk.office.staff.home_affairs_officer;
const post = (path: string, body: object) => ask("POST", `${base}${path}`, keeper(), body);

const heirs = (change: Record<string, string> = {}) => ({
  label: "Người thừa kế",
  hint: "",
  atLeast: "1",
  atMost: "3",
  showIf: "",
  "rows.0.label": "Họ tên",
  "rows.0.type": "person_name",
  "rows.0.required": "1",
  "rows.1.label": "Có nhận di sản",
  "rows.1.type": "yes_no",
  "rows.1.required": "1",
  "rows.2.label": "Phần được hưởng",
  "rows.2.type": "text",
  "rows.2.showIf": "coNhanDiSan = yes",
  ...change,
});

beforeAll(async () => {
  await starterProcedure((await testDatabase()).app, CODE);
  desk = await makeFilingDesk();
  await ask("POST", "/quan-tri/bieu-mau", keeper(), { code: CODE });
  await post("/nhap", {});
  const section = {
    title: "Di sản",
    "rows.0.label": "Tên di sản",
    "rows.0.type": "text",
    "rows.0.required": "1",
    "rows.1.label": "Người yêu cầu",
    "rows.1.type": "person_name",
    "rows.1.means": "owner.name",
    "rows.1.prefill": "me.name",
  };
  expect((await post("/phan/0", section)).status).toBe(303);
});

describe("a repeated group is built in a page", () => {
  it("is added, read back, refused where it makes no sense, and taken out when it asks nothing", async () => {
    expect((await post("/phan/0/nhom/moi", heirs())).status).toBe(303);
    const back = await ask("GET", `${base}/phan/0/nhom/nguoiThuaKe`, keeper());
    for (const kept of ["Phần được hưởng", "coNhanDiSan = yes", 'value="3"']) expect(back.body).toContain(kept);
    const refused = await post("/phan/0/nhom/nguoiThuaKe", heirs({ atLeast: "4" }));
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("Số nhiều nhất");
    expect((await post("/phan/0/nhom/khongCo", heirs())).status).toBe(404);
    expect((await post("/phan/0/nhom/moi", heirs({ label: "Nhân chứng" }))).status).toBe(303);
    const empty = { "rows.0.label": "", "rows.1.label": "", "rows.2.label": "" };
    expect((await post("/phan/0/nhom/nhanChung", heirs({ label: "Nhân chứng", ...empty }))).status).toBe(303);
    expect((await ask("GET", `${base}/phan/0/nhom/nhanChung`, keeper())).status).toBe(404);
    // Saving the section leaves its groups as they are.
    const section = {
      title: "Di sản",
      "rows.0.code": "tenDiSan",
      "rows.0.label": "Tên di sản",
      "rows.0.type": "text",
      "rows.1.code": "nguoiYeuCau",
      "rows.1.label": "Người yêu cầu",
      "rows.1.type": "person_name",
    };
    expect((await post("/phan/0", section)).status).toBe(303);
    expect((await ask("GET", `${base}/xem`, keeper())).body).toContain("Có nhận di sản");
    expect((await ask("GET", `${base}/phan/0/nhom/moi`, desk.office.staff.receiving_officer)).status).toBe(403);
  });

  it("a citizen adds and removes entries; what depends on an answer is asked in that entry alone", async () => {
    await post("/phan/0/nhom/nguoiThuaKe", heirs());
    expect((await post("/cong-bo", {})).status).toBe(303);
    expect((await post("/noi-nop", { place: "here", url: "", reason: "Cổng chưa nhận thủ tục này" })).status).toBe(303);
    const citizen = await makeCitizen();
    const begun = await ask("POST", `/nop-ho-so/${CODE}`, citizen, {
      unitId: String(desk.office.oneStopId),
      caseCode: "default",
    });
    expect(begun.status).toBe(303);
    const own = String(begun.headers["location"]);
    const id = Number(own.split("/").at(-1));
    const answers = async () => (await findAs(id, scopeOf(citizen.accountId)))?.answers;
    const save = async (typed: Record<string, string>) => {
      const revision = String((await findAs(id, scopeOf(citizen.accountId)))?.revision);
      return ask("POST", `${own}/phan/diSan`, citizen, { revision, ...typed });
    };
    await save({ do: "add:nguoiThuaKe", tenDiSan: "Nhà", "nguoiThuaKe.0.hoTen": "Trần Văn Một" });
    await save({ do: "add:nguoiThuaKe", "nguoiThuaKe.1.hoTen": "Trần Thị Hai", "nguoiThuaKe.1.coNhanDiSan": "yes" });
    // Three is the most: a fourth is not added.
    await save({ do: "add:nguoiThuaKe", "nguoiThuaKe.2.hoTen": "Trần Văn Ba" });
    const page = (await ask("GET", `${own}/phan/diSan`, citizen)).body;
    expect(page).toContain("Người thừa kế 3");
    expect(page).not.toContain("Người thừa kế 4");
    expect(page).toContain('name="nguoiThuaKe.1.phanDuocHuong"');
    expect(page).not.toContain('name="nguoiThuaKe.0.phanDuocHuong"');
    await save({ do: "remove:nguoiThuaKe:0" });
    expect(await answers()).toMatchObject({
      // Filled in from the account, since the form says so.
      nguoiYeuCau: "Nguyễn Thị Mai",
      "nguoiThuaKe.0.hoTen": "Trần Thị Hai",
      "nguoiThuaKe.1.hoTen": "Trần Văn Ba",
      "nguoiThuaKe#": "2",
    });
    const left = (await ask("GET", `${own}/phan/diSan`, citizen)).body;
    const asked = /name="asked" value="([^"]*)"/.exec(left)?.[1] ?? "";
    expect(asked).toContain("nguoiThuaKe.0.phanDuocHuong");
    const refused = await save({ do: "next", asked });
    expect(refused.status).toBe(422);
  });

  it("what is being written when the form is taken out of use is kept, and the page says why it cannot be sent", async () => {
    const citizen = await makeCitizen();
    const begun = await ask("POST", `/nop-ho-so/${CODE}`, citizen, {
      unitId: String(desk.office.oneStopId),
      caseCode: "default",
    });
    const own = String(begun.headers["location"]);
    expect((await ask("GET", own, citizen)).body).not.toContain("đã ngừng");
    expect((await post("/ngung", {})).status).toBe(303);
    const { body } = await ask("GET", own, citizen);
    expect(body).toContain("Biểu mẫu này đã ngừng");
    const revision = String((await findAs(Number(own.split("/").at(-1)), scopeOf(citizen.accountId)))?.revision);
    expect((await ask("POST", `${own}/nop`, citizen, { revision })).status).toBe(409);
  });
});
