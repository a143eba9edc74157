import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  addRow,
  type Answers,
  checkForm,
  type Eform,
  type Field,
  faultsOf,
  type Group,
  isShown,
  meaningsOf,
  migrateAnswers,
  placesOf,
  readForm,
  removeRow,
  rowCount,
} from "./index.ts";

const READING = { today: "2026-11-25", knowsUnit: (code: string) => /^\d{5}$/.test(code) };
const owner: Field = { code: "name", type: "person_name", label: "Họ tên", required: true, means: "owner.name" };
const members: Group = {
  kind: "group",
  code: "members",
  label: "Thành viên",
  atLeast: 1,
  atMost: 3,
  fields: [
    { code: "who", type: "person_name", label: "Họ tên", required: true },
    { code: "adult", type: "yes_no", label: "Đã thành niên?", required: true },
    { code: "number", type: "id_number", label: "Số định danh", required: true, showIf: [{ field: "adult", is: ["yes"] }] },
  ],
};
const form = (...items: Eform["sections"][number]["items"]): Eform => ({
  title: "Đơn",
  sections: [{ code: "one", title: "Một", items: [owner, ...items] }],
});
const read = (eform: Eform, answers: Answers) => readForm(eform, { name: "Nguyễn Văn An", ...answers }, READING);
const faultOf = (field: Omit<Field, "code" | "label">, typed: string) => {
  const answer = read(form({ ...field, code: "x", label: "X" }), { x: typed });
  return answer.ok ? answer.value["x"] : answer.error[0]?.code;
};

describe("an answer is read in the one form of its kind", () => {
  it.each([
    ["date", "5/9/1990", "1990-09-05"],
    ["date", "31/02/2026", "date"],
    ["date", "2026-11-25", "2026-11-25"],
    ["number", "1.200", "1200"],
    ["number", "12,5", "number"],
    ["number", "-3", "-3"],
    ["money", "-3", "number_small"],
    ["money", "25 000 000", "25000000"],
    ["phone", "0912 345 678", "+84912345678"],
    ["phone", "12345", "phone"],
    ["id_number", "001 188 000 011", "001188000011"],
    ["id_number", "00118800001", "id_number"],
    ["email", "a@b.vn", "a@b.vn"],
    ["email", "a@b", "email"],
    ["person_name", "Nguyễn  Thị Ánh", "Nguyễn Thị Ánh"],
    ["person_name", "A<b>", "name"],
    ["yes_no", "yes", "yes"],
    ["yes_no", "true", "choice"],
    ["text", "  hai khoảng trắng  ", "hai khoảng trắng"],
  ] as const)("%s %j → %j", (type, typed, expected) => {
    expect(faultOf({ type }, typed)).toBe(expected);
  });

  it("keeps to its bounds, and a date that must be past does not lie ahead", () => {
    expect(faultOf({ type: "number", min: 1, max: 20 }, "21")).toBe("number_large");
    expect(faultOf({ type: "number", min: 1, max: 20 }, "0")).toBe("number_small");
    expect(faultOf({ type: "date", past: true }, "26/11/2026")).toBe("date_future");
    expect(faultOf({ type: "date", past: true }, "25/11/2026")).toBe("2026-11-25");
    expect(faultOf({ type: "text", maxLength: 3 }, "bốn chữ")).toBe("too_long");
  });

  it("a date of birth keeps to the ages of the law of the day, under the answers for which they hold", () => {
    const sex: Field = {
      code: "sex",
      type: "choice",
      label: "Giới tính",
      options: [
        { value: "m", label: "Nam" },
        { value: "f", label: "Nữ" },
      ],
    };
    const when = [{ field: "sex", is: ["m"] }];
    const faults = (ages: Field["ages"], x: string, given = "m") => {
      const answer = read(form(sex, { code: "x", type: "date", label: "X", ages }), { x, sex: given });
      return answer.ok ? undefined : answer.error.map(({ code, values }) => [code, values?.["years"], values?.["age"]])[0];
    };
    const least = [{ least: 20, when, basis: "Luật" }];
    expect(faults(least, "26/11/2006")).toEqual(["age_small", 20, 19]);
    expect(faults(least, "25/11/2006")).toBeUndefined();
    expect(faults(least, "26/11/2006", "f")).toBeUndefined();
    expect(faults([{ under: 6, basis: "Luật" }], "25/11/2020")).toEqual(["age_large", 6, 6]);
    expect(faults([{ under: 6, basis: "Luật" }], "26/11/2020")).toBeUndefined();
    expect(faults([{ under: 6, basis: "Luật", to: "2026-11-24" }], "25/11/2010")).toBeUndefined();
    expect(faults([{ under: 6, basis: "Luật", from: "2026-11-26" }], "25/11/2010")).toBeUndefined();
  });

  it("rules about age stand at dates, have bounds, and name questions that there are", () => {
    const defects = (field: Omit<Field, "code" | "label">) =>
      checkForm(form({ ...field, code: "x", label: "X" })).map(({ code }) => code);
    expect(defects({ type: "date", ages: [{ least: 18, basis: "Luật" }] })).toEqual([]);
    expect(defects({ type: "text", ages: [{ least: 18, basis: "Luật" }] })).toEqual(["age_without_date"]);
    expect(defects({ type: "date", ages: [{ basis: "Luật" }] })).toEqual(["bounds_crossed"]);
    expect(defects({ type: "date", ages: [{ least: 18, under: 18, basis: "Luật" }] })).toEqual(["bounds_crossed"]);
    expect(defects({ type: "date", ages: [{ least: 18, when: [{ field: "nobody" }], basis: "L" }] })).toEqual([
      "condition_unknown",
    ]);
  });

  it("an address needs a commune that exists once any part is given", () => {
    const eform = form({ code: "at", type: "address", label: "Nơi ở" });
    expect(read(eform, {})).toMatchObject({ ok: true });
    expect(read(eform, { "at.detail": "Số 1" })).toMatchObject({ error: [{ path: "at.unit", code: "required" }] });
    expect(read(eform, { "at.unitText": "Xã Đâu Đó" })).toMatchObject({ error: [{ path: "at.unit", code: "address_unit" }] });
    expect(read(eform, { "at.unit": "00004", "at.detail": "Số 1" })).toMatchObject({ value: { at: ["00004", "Số 1"] } });
  });
});

describe("the same rules written in Zod agree", () => {
  const CASES: readonly (readonly [Omit<Field, "code" | "label">, z.ZodType])[] = [
    [{ type: "text", required: true, maxLength: 20 }, z.string().trim().min(1).max(20)],
    [
      { type: "id_number", required: true },
      z
        .string()
        .transform((v) => v.replace(/[\s.]/g, ""))
        .pipe(z.string().regex(/^\d{12}$/)),
    ],
    [
      { type: "yes_no", required: true },
      z
        .string()
        .trim()
        .pipe(z.enum(["yes", "no"])),
    ],
    [
      {
        type: "choice",
        required: true,
        options: [
          { value: "a", label: "A" },
          { value: "b", label: "B" },
        ],
      },
      z
        .string()
        .trim()
        .pipe(z.enum(["a", "b"])),
    ],
    [
      { type: "number", required: true, min: 0, max: 99 },
      z
        .string()
        .trim()
        .regex(/^-?\d{1,15}$/)
        .transform(Number)
        .pipe(z.int().min(0).max(99)),
    ],
    [{ type: "date", required: true }, z.string().trim().pipe(z.iso.date())],
  ];
  const typed = fc.oneof(
    fc.string({ maxLength: 25 }),
    fc.stringMatching(/^\d{11,13}$/),
    fc.integer({ min: -5, max: 120 }).map(String),
    fc.constantFrom("yes", "no", "a", "b", " a ", "", "   "),
    fc
      .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10)),
  );

  it.each(CASES)("$type", (field, schema) => {
    fc.assert(
      fc.property(typed, (text) => {
        const mine = read(form({ ...field, code: "x", label: "X" }), { x: text }).ok;
        // People write days and thousands in ways of their own, which Zod's form does not know.
        fc.pre(!/[./-]/.test(text) || field.type === "text" || /^\d{4}-/.test(text));
        fc.pre(field.type !== "number" || !/\d[\s.]\d/.test(text));
        expect(mine).toBe(schema.safeParse(text).success);
      }),
      { numRuns: 400 },
    );
  });
});

describe("conditions and repeated groups", () => {
  it("asks what its conditions show, in each row by the row's own answers", () => {
    const answers: Answers = { "members#": "2", "members.0.adult": "yes", "members.1.adult": "no" };
    const [section] = form(members).sections;
    expect(section && placesOf(section, answers).map(({ path }) => path)).toEqual([
      "name",
      "members.0.who",
      "members.0.adult",
      "members.0.number",
      "members.1.who",
      "members.1.adult",
    ]);
  });

  it("does not ask for, and does not send, what is not shown", () => {
    const eform = form(
      { code: "married", type: "yes_no", label: "Kết hôn?", required: true },
      { code: "no", type: "text", label: "Số", required: true, showIf: [{ field: "married", is: ["yes"] }] },
    );
    expect(read(eform, { married: "no", no: "12" })).toEqual({ ok: true, value: { name: "Nguyễn Văn An", married: "no" } });
    expect(read(eform, { married: "yes" })).toMatchObject({ ok: false, error: [{ path: "no", section: "one" }] });
    expect(isShown([{ field: "married", is: ["yes"], not: true }], { married: "no" })).toBe(true);
  });

  it("never loses or mixes rows: removing a row leaves exactly the others, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }), fc.nat(2), (names, at) => {
        const answers: Answers = {
          other: "giữ",
          "members#": String(names.length),
          ...Object.fromEntries(names.map((name, row) => [`members.${row}.who`, name])),
        };
        const after = removeRow(members, answers, at);
        const expected = names.length > 1 && at < names.length ? names.toSpliced(at, 1) : names;
        expect(rowCount(members, after)).toBe(expected.length);
        expect(expected.map((_, row) => after[`members.${row}.who`])).toEqual(expected);
        expect(after["other"]).toBe("giữ");
      }),
    );
    expect(rowCount(members, addRow(members, addRow(members, addRow(members, {}))))).toBe(3);
    expect(rowCount(members, { "members#": "99999" })).toBe(3);
  });

  it("reading a form and its pages finds the same faults", () => {
    const eform = form(members, { code: "note", type: "number", label: "Số" });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("name", "members.0.who", "members.0.adult", "note", "members#"), fc.string()),
        (answers) => {
          const whole = readForm(eform, answers, READING);
          const byPage = eform.sections.flatMap((section) => faultsOf(section, answers, READING));
          expect((whole.ok ? [] : whole.error).map(({ path, code }) => [path, code])).toEqual(
            byPage.map(({ path, code }) => [path, code]),
          );
        },
      ),
    );
  });

  it("hands the dossier what carries a meaning", () => {
    const eform = form();
    const answers = { name: "Trần Thị Bình" };
    const values = readForm(eform, answers, READING);
    expect(values.ok && meaningsOf(eform, answers, values.value)).toEqual({ "owner.name": "Trần Thị Bình" });
  });
});

describe("a form that cannot be filled in is not published", () => {
  it.each([
    [{ title: "x", sections: [] }, "no_sections"],
    [form({ code: "name", type: "text", label: "lại" }), "code_twice"],
    [form({ code: "A b", type: "text", label: "x" }), "code_malformed"],
    [form({ code: "c", type: "choice", label: "x" }), "no_options"],
    [form({ code: "c", type: "number", label: "x", min: 3, max: 2 }), "bounds_crossed"],
    [form({ code: "c", type: "text", label: "x", showIf: [{ field: "later" }] }), "condition_unknown"],
    [form({ code: "c", type: "text", label: "x", showIf: [{ field: "c" }] }), "condition_unknown"],
    [
      form(
        { code: "y", type: "yes_no", label: "x" },
        { code: "c", type: "text", label: "x", showIf: [{ field: "y", is: ["maybe"] }] },
      ),
      "condition_value",
    ],
    [{ title: "x", sections: [{ code: "one", title: "x", items: [] }] }, "empty_section"],
    [{ title: "x", sections: [{ code: "one", title: "x", items: [{ code: "a", type: "text", label: "x" }] }] }, "no_owner_name"],
  ] as const)("%#: %s", (eform, code) => {
    expect(checkForm(eform as Eform).map((defect) => defect.code)).toContain(code);
  });

  it("and one without a defect can be", () => {
    expect(checkForm(form(members))).toEqual([]);
  });
});

describe("a draft moves on to a newer form", () => {
  const before = form(members, { code: "old", type: "text", label: "Câu cũ" }, { code: "kind", type: "text", label: "Loại" });
  const after = form(
    members,
    { code: "kind", type: "number", label: "Loại" },
    { code: "fresh", type: "date", label: "Câu mới", required: true },
  );

  it("keeps same questions of the same kind, names what is dropped and what is asked", () => {
    const answers: Answers = { name: "An", old: "x", kind: "y", "members#": "2", "members.1.who": "Bình" };
    expect(migrateAnswers(before, after, answers)).toEqual({
      answers: { name: "An", "members#": "2", "members.1.who": "Bình" },
      dropped: ["Câu cũ", "Loại"],
      asked: ["Câu mới"],
    });
  });

  it("changes nothing where the form is the same", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("name", "old", "kind", "members.0.who", "members#"), fc.string()), (answers) => {
        const moved = migrateAnswers(before, before, answers);
        expect(moved).toEqual({ answers, dropped: [], asked: [] });
      }),
    );
  });
});
