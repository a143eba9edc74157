import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { type FilingDesk, makeFilingDesk } from "../../../test/support/filing.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { ageLines, agesOf } from "./age-lines.ts";
import { conditionsOf, conditionText } from "./condition-text.ts";
import { codeFrom, optionsOf } from "./section-form.ts";
import { readStarterForms } from "./starter-forms.ts";
import { readForm } from "#core/eform/index.ts";

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

  it("becomes rules about age, a line each, and reads back; a line without a basis or with no such day is none", () => {
    const typed =
      "20+ | Nam | sex = male | Luật A, Điều 8 | 01/01/2015 –\n18-<60 |  |  | Luật B | 01/01/2015 – 31/12/2026\n<6 |  |  | Luật C | ";
    const rules = agesOf(typed);
    expect(rules).toMatchObject([
      { least: 20, who: "Nam", when: [{ field: "sex", is: ["male"] }], basis: "Luật A, Điều 8", from: "2015-01-01" },
      { least: 18, under: 60, from: "2015-01-01", to: "2026-12-31" },
      { under: 6 },
    ]);
    expect(typeof rules === "string" ? rules : ageLines(rules)).toBe(typed);
    for (const line of [
      "20 | Nam |  | Luật",
      "20+ | Nam",
      "20+ |  |  | Luật | 31/02/2015 –",
      "20+ |  |  | L | 02/01/2026 – 01/01/2026",
    ])
      expect(agesOf(line)).toBe(line);
  });
});

describe("the forms that ship know the ages of the law", () => {
  const faults = (code: string, answers: Record<string, string | string[]>) => {
    const form = readStarterForms().find(({ procedureCode }) => procedureCode === code)?.form ?? { title: "", sections: [] };
    const read = readForm(form, answers, { today: "2026-11-25", knowsUnit: () => true });
    return read.ok
      ? []
      : read.error.filter((fault) => fault.code.startsWith("age_")).map(({ path, values }) => [path, values?.["years"]]);
  };

  it.each([
    [
      "1.000894",
      { firstSex: "male", firstBorn: "26/11/2006", secondSex: "female", secondBorn: "25/11/2008" },
      [["firstBorn", 20]],
    ],
    [
      "1.000894",
      { firstSex: "female", firstBorn: "26/11/2008", secondSex: "male", secondBorn: "25/11/2006" },
      [["firstBorn", 18]],
    ],
    ["1.001612", { applicantBorn: "26/11/2008" }, [["applicantBorn", 18]]],
    ["1.001193", { childBorn: "25/11/2020", alsoWants: ["insurance"] }, [["childBorn", 6]]],
    ["1.001193", { childBorn: "26/11/2020", alsoWants: ["insurance"] }, []],
    ["1.001193", { childBorn: "25/11/2010", alsoWants: ["residence"] }, []],
    ["1.001776", { group: "elderly", born: "26/11/1966" }, [["born", 60]]],
    ["1.001776", { group: "disabled", born: "26/11/1966" }, []],
  ] as const)("%s %j", (code, answers, expected) => {
    expect(faults(code, answers as never)).toEqual(expected);
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

  it("a rule about age is said in words at its question, and a line that cannot be read is refused and kept", async () => {
    const overview = await ask("GET", base, keeper());
    const last = Math.max(...[...overview.body.matchAll(/\/phan\/(\d+)"/g)].map(([, index]) => Number(index)));
    const typed = { title: "Người nhận nuôi", "rows.0.label": "Ngày sinh của họ", "rows.0.type": "date" };
    const refused = await ask("POST", `${base}/phan/${last}`, keeper(), { ...typed, "rows.0.ages": "trên 18 | ai cũng vậy" });
    expect([refused.status, refused.body.includes("trên 18 | ai cũng vậy</textarea>")]).toEqual([422, true]);
    const lines = "18+ | Người nhận |  | Luật X, Điều 1 | 01/01/2020 –\n21+ |  |  | Luật Y, Điều 2 | 01/01/2000 – 31/12/2019";
    expect((await ask("POST", `${base}/phan/${last}`, keeper(), { ...typed, "rows.0.ages": lines })).status).toBe(303);
    const shown = (await ask("GET", `${base}/xem`, keeper())).body;
    expect(shown).toContain("Người nhận: từ đủ 18 tuổi vào ngày nộp (Luật X, Điều 1).");
    expect(shown).not.toContain("Luật Y");
    expect((await ask("GET", `${base}/phan/${last}`, keeper())).body).toContain(
      "18+ | Người nhận |  | Luật X, Điều 1 | 01/01/2020 –",
    );
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
