import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Refusal } from "../refusal.ts";
import { cccd, many, optional, personName, phoneToE164, plainDay, requiredText } from "./fields.ts";
import { nestFields } from "./nest.ts";
import { canonicalBody, canonicalText, searchKey } from "./text.ts";
import { validate } from "./validate.ts";

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

describe("text is one thing once it has entered", () => {
  it("NFD and NFC spell the same name", () => {
    expect(canonicalText("Nguyễn Thị Hòa".normalize("NFD"))).toBe("Nguyễn Thị Hòa".normalize("NFC"));
  });
  it("zero-width and bidirectional controls are taken out", () => {
    expect(canonicalText("An\u200B\u202E Bình\uFEFF")).toBe("An Bình");
  });
  it.each(["a\u0000b", "a\u0007b", "\uD800", "a\uFFFDb"])("broken or control characters are refused: %j", (text) => {
    expect(codeOf(() => canonicalText(text))).toBe("invalid_characters");
  });
  it("is idempotent on whatever people type", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        if (codeOf(() => canonicalText(text)) !== undefined) return;
        const once = canonicalText(text);
        expect(canonicalText(once)).toBe(once);
      }),
    );
  });
  it("no key of a body reaches a prototype", () => {
    const body = canonicalBody(JSON.parse('{"a":1,"constructor":{"x":1}}')) as object;
    expect(Object.keys(body)).toEqual(["a"]);
    expect(Object.keys(nestFields({ "__proto__.polluted": "1", "a.constructor.b": "1", "a.c": "2" }))).toEqual(["a"]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
  it.each(["[", '{"a":'])("a body that is nested without end is refused, not run out of stack by: %s", (open) => {
    const nested = (depth: number): unknown => {
      const close = open === "[" ? "]" : "}";
      return JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);
    };
    expect(canonicalBody(nested(40))).toEqual(nested(40));
    expect(codeOf(() => canonicalBody(nested(50_000)))).toBe("malformed_body");
  });
});

describe("what a search compares", () => {
  it.each([
    ["Hòa Bình", "hoa binh"],
    ["Hoà Bình", "hoa binh"],
    ["ĐẶNG Đình", "dang dinh"],
    ["  Trần  –  Văn ", "tran van"],
    ["Quỳnh", "quynh"],
  ])("%s is %s", (text, key) => {
    expect(searchKey(text)).toBe(key);
  });
});

describe("fields", () => {
  it.each([
    ["0912 345 678", "+84912345678"],
    ["+84 912.345.678", "+84912345678"],
    ["84912345678", "+84912345678"],
    ["024 3825 1234", "+842438251234"],
  ])("the phone %s is %s", (typed, e164) => {
    expect(phoneToE164(typed)).toBe(e164);
  });
  it.each(["12345", "0012345678", "+1 202 555 0101", "09123456789012"])("%s is no Vietnamese phone", (typed) => {
    expect(phoneToE164(typed)).toBeUndefined();
  });
  it("a personal identification number has exactly 12 digits, spaces aside", () => {
    expect(cccd().safeParse("001 206 001 234").data).toBe("001206001234");
    expect(cccd().safeParse("00120600123").success).toBe(false);
  });
  it("a day is typed as people type it, and must exist", () => {
    expect(plainDay().safeParse("5/9/2026").data).toBe("2026-09-05");
    expect(plainDay().safeParse("29/02/2027").success).toBe(false);
  });
  it("a name keeps its Vietnamese letters and refuses signs", () => {
    expect(personName().safeParse("Đoàn Thị Ngọc-Ánh").success).toBe(true);
    expect(personName().safeParse("<script>").success).toBe(false);
  });
  it("an empty field is not given; one value is a list of one", () => {
    const schema = z.object({ a: optional(requiredText(5)), b: many(z.string()) });
    expect(schema.parse({ a: "", b: "x" })).toEqual({ a: undefined, b: ["x"] });
  });
});

describe("a form becomes the input of a command", () => {
  it("dots are levels and numbers are positions", () => {
    expect(nestFields({ "parties.owner.name": "An", "components.1.code": "b", "components.0.code": "a", seq: "1" })).toEqual({
      parties: { owner: { name: "An" } },
      components: [{ code: "a" }, { code: "b" }],
      seq: "1",
    });
  });
  it("what is wrong is said field by field, in both languages", () => {
    try {
      validate(z.object({ owner: z.object({ name: personName(), id: cccd() }) }), { owner: { name: "", id: "1" } });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.fields("vi")).toEqual([
        { field: "owner.name", message: "Mục này là bắt buộc." },
        { field: "owner.id", message: "Số định danh cá nhân (CCCD) gồm đúng 12 chữ số." },
      ]);
      expect(error.fields("en")[0]?.message).toBe("This is required.");
    }
  });

  it("says what came instead, and asks for what is missing, where a field has no words of its own", () => {
    try {
      validate(z.object({ page: z.string(), rows: z.number(), code: z.string().max(3) }), { page: ["1", "2"], code: "1234" });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.fields("vi")).toEqual([
        { field: "page", message: expect.stringContaining("nhận được mảng") },
        { field: "rows", message: "Mục này là bắt buộc." },
        { field: "code", message: "Nội dung quá dài." },
      ]);
    }
  });
});
