import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { type FilingDesk, makeFilingDesk } from "../../../test/support/filing.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { codeFrom, conditionsOf, conditionText, optionsOf } from "./section-form.ts";

/** Not the procedure that the other tests file: they share the database. */
const CODE = "1.000656";

let desk: FilingDesk;
const keeper = () => desk.office.staff.home_affairs_officer;
const base = `/quan-tri/bieu-mau/${CODE}`;
const versions = async () => {
  const { superuser } = await testDatabase();
  const { rows } = await superuser.query("select version, status from eform_version where procedure_code = $1 order by version", [
    CODE,
  ]);
  return rows as { version: number; status: string }[];
};

beforeAll(async () => {
  await starterProcedure((await testDatabase()).app, CODE);
  desk = await makeFilingDesk();
});

describe("what an officer types", () => {
  it("becomes codes, options and conditions, and reads back as it was", () => {
    expect(codeFrom("Họ tên đứa trẻ", new Set())).toBe("hoTenDuaTre");
    expect(codeFrom("Ngày", new Set(["ngay"]))).toBe("ngay2");
    expect(optionsOf("a | Có\n\nb")).toEqual([
      { value: "a", label: "Có" },
      { value: "b", label: "b" },
    ]);
    const typed = "married = yes, was; !child";
    expect(conditionText(conditionsOf(typed))).toBe(typed);
  });
});

describe("a form is built in a page", () => {
  it("a draft is a copy of what is in use; a question is added, previewed and published as the next version", async () => {
    const before = await versions();
    expect((await ask("POST", `${base}/nhap`, keeper(), {})).status).toBe(303);
    const overview = await ask("GET", base, keeper());
    const sections = [...overview.body.matchAll(/\/phan\/(\d+)"/g)].map(([, index]) => Number(index));
    const last = Math.max(...sections);
    expect((await ask("GET", `${base}/phan/0`, keeper())).status).toBe(200);
    const typed = { title: "Thông tin thêm", "rows.0.label": "Nghề nghiệp", "rows.0.type": "text", "rows.0.code": "" };
    expect((await ask("POST", `${base}/phan/${last}`, keeper(), typed)).status).toBe(303);
    expect((await ask("GET", `${base}/xem`, keeper())).body).toContain("Nghề nghiệp");
    expect((await ask("POST", `${base}/cong-bo`, keeper(), {})).status).toBe(303);
    const after = await versions();
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)?.status).toBe("published");
    expect(after.filter(({ status }) => status === "published")).toHaveLength(1);
  });

  it("a draft with a defect is not published, and says which", async () => {
    await ask("POST", `${base}/nhap`, keeper(), {});
    const typed = { title: "Phần lỗi", "rows.0.label": "Chọn một", "rows.0.type": "choice", "rows.0.options": "" };
    const overview = await ask("GET", base, keeper());
    const last = Math.max(...[...overview.body.matchAll(/\/phan\/(\d+)"/g)].map(([, index]) => Number(index)));
    await ask("POST", `${base}/phan/${last}`, keeper(), typed);
    const refused = await ask("POST", `${base}/cong-bo`, keeper(), {});
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("no_options: chonMot");
  });

  it("filing here needs a reason, and a place is kept", async () => {
    const refused = await ask("POST", `${base}/noi-nop`, keeper(), { place: "here", url: "", reason: "" });
    expect(refused.status).toBe(422);
    const kept = await ask("POST", `${base}/noi-nop`, keeper(), { place: "here", url: "", reason: "Cổng chưa nhận thủ tục này" });
    expect(kept.status).toBe(303);
  });

  it("the page of the procedure says where it is filed and why, as soon as that changes, and leads there", async () => {
    const page = async () => (await ask("GET", `/thu-tuc/${CODE}`)).body;
    const here = await page();
    for (const part of ["Ngay tại đây (thí điểm)", "Cổng chưa nhận thủ tục này", `href="/nop-ho-so/${CODE}"`])
      expect(here).toContain(part);
    const national = { place: "national", url: "", reason: "Nộp trên Cổng từ 01/12" };
    expect((await ask("POST", `${base}/noi-nop`, keeper(), national)).status).toBe(303);
    const there = await page();
    expect([there.includes("Trên Cổng Dịch vụ công quốc gia"), there.includes("Nộp trên Cổng từ 01/12")]).toEqual([true, true]);
    expect(there).not.toContain("Ngay tại đây");
  });

  it("is closed to the counter and to citizens", async () => {
    expect((await ask("GET", base, desk.office.staff.receiving_officer)).status).toBe(403);
  });
});
