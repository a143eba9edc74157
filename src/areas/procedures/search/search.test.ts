import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "../../../../test/support/app.ts";
import { freshDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { loadStarterCatalogue } from "../starter-catalogue.ts";
import { findProcedures } from "./find-procedures.ts";
import type { ProcedureFilter } from "./find.store.ts";
import { isSearchIndexCurrent, rebuildSearchIndex } from "./index.store.ts";
import { searchKnowledge } from "./knowledge.ts";
import { readQuestion } from "./question.rules.ts";
import { nearWords } from "./spelling.rules.ts";
import { trustIn } from "./rank.rules.ts";
import { searchWeights } from "./weights.ts";
import { whyInWords } from "./why-in-words.ts";
import { wordsOf } from "./words.rules.ts";

const DAY = "2026-11-20";
let database: TestDatabase;

const find = (q: string, filter: Partial<ProcedureFilter> = {}) =>
  inTransaction(database.app, NO_ROWS, (tx) => findProcedures(tx, { q, limit: 10, ...filter }, DAY));
const codes = async (q: string, filter: Partial<ProcedureFilter> = {}) =>
  (await find(q, filter)).matches.map((match) => match.procedure.code as string);
const first = async (q: string) => (await codes(q))[0];

beforeAll(async () => {
  database = await freshDatabase("search");
  await inTransaction(database.app, NO_ROWS, (tx) => loadStarterCatalogue(tx, DAY));
});

describe("words", () => {
  test("are the same wherever the tone stands, and with i or y", () => {
    expect(wordsOf("hoà")[0]).toMatchObject({ plain: "hoa", marked: wordsOf("hòa")[0]?.marked });
    expect(wordsOf("đăng kí")[1]?.marked).toBe(wordsOf("đăng ký")[1]?.marked);
    expect(wordsOf("hoa")[0]?.marked).not.toBe(wordsOf("hóa")[0]?.marked);
  });

  test("of any text are letters and digits without marks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => wordsOf(text).every((word) => /^[a-z0-9]+$/.test(word.plain))),
    );
  });
});

describe("a question in anyone's words", () => {
  test.each([
    ["làm giấy khai sinh cho con", "1.001193"],
    ["vo chong em moi sinh be, lam giay khai sinh o dau", "1.001193"],
    ["sắp cưới, ra phường làm giấy tờ gì", "1.000894"],
    ["xin giấy độc thân", "1.004873"],
    ["photo công chứng bằng tốt nghiệp", "2.000815"],
    ["mở tiệm tạp hóa", "1.001612"],
    ["đki kết hôn", "1.000894"],
  ])("“%s” finds %s first", async (question, code) => {
    expect(await first(question)).toBe(code);
  });

  test("says why each was found", async () => {
    const [best] = (await find("làm giấy khai sinh cho con")).matches;
    expect(best?.why.understood[0]).toMatchObject({ said: "làm giấy khai sinh", meant: "đăng ký khai sinh" });
  });

  test("says of each why, and keeps words together that stand side by side in its name", async () => {
    for (const question of ["sang tên sổ đỏ", "khai sinh", "photo công chứng bằng tốt nghiệp", "mở tiệm tạp hóa"]) {
      const reasons = (await find(question)).matches.map(({ why }) => whyInWords("vi", why));
      expect([question, reasons.length > 0, reasons.filter((reason) => reason === "")]).toEqual([question, true, []]);
    }
    expect((await find("khai sinh")).matches[0]?.why.words).toEqual(["khai sinh"]);
  });

  test("misspelled words are put right by the catalogue's own", async () => {
    const found = await find("đăng ký khai sịnhh");
    expect(found.corrected).toBe("đăng ký khai sinh");
    expect(found.matches[0]?.procedure.code).toBe("1.001193");
    expect(await first("dang ky khaisinh")).toBe("1.001193");
    expect(nearWords("sihn")).toContain("sinh");
  });

  test("what is no procedure is said to be none", async () => {
    for (const question of ["thời tiết ngày mai", "zzzz qqqq", "giá vàng hôm nay"]) {
      expect(await find(question)).toMatchObject({ fits: false, total: 0, askBack: [] });
    }
  });

  test("a weak match is shown as doubtful, never as an empty page", async () => {
    const found = await find("gặp ai để hỏi chuyện ông lão khó khăn");
    expect(found).toMatchObject({ fits: true, isDoubtful: true });
    expect(found.matches.length).toBeGreaterThan(0);
    expect((await find("đăng ký khai sinh")).isDoubtful).toBe(false);
  });

  test("words of everyday life need a strong match, and what is understood needs none", () => {
    const best = (score: number) => ({ procedure: {} as never, score });
    const trust = (text: string, score: number) =>
      trustIn(readQuestion(text, searchKnowledge(), searchWeights().question), best(score), searchWeights().decide);
    const { least, sure, despite } = searchWeights().decide;
    expect(trust("giá vàng hôm nay", sure)).toBe("none");
    expect(trust("giá vàng hôm nay", despite)).toBe("doubtful");
    expect(trust("vợ mới sinh em bé", sure)).toBe("sure");
    expect(trust("vợ mới sinh em bé", least)).toBe("doubtful");
    expect(trust("vợ mới sinh em bé", least - 0.1)).toBe("none");
  });

  test.each([
    ["vợ em vừa đẻ cần làm giấy gì", "đăng ký khai sinh"],
    ["nuôi 50 con heo có phải đăng ký không", "chăn nuôi"],
    ["hàng xóm rào lấn qua đất nhà tui", "tranh chấp đất đai"],
  ])("a story is heard by words that stand apart: “%s”", (question, meant) => {
    const { understood } = readQuestion(question, searchKnowledge(), searchWeights().question);
    expect(understood.map((one) => one.meant).join()).toContain(meant);
  });

  test("that leaves open which of several is meant is asked back on, each answer with its procedure", async () => {
    const { askBack, matches } = await find("hộ kinh doanh");
    const cases = askBack.find(({ by }) => by === "case");
    expect(cases?.options.length).toBeGreaterThanOrEqual(3);
    expect(cases?.options.flatMap((option) => option.codes)).toContain(matches[0]?.procedure.code);
    for (const { options } of askBack) expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
  });

  test("that asks for papers or fees of what it names is answered, not asked back on", async () => {
    expect((await find("hộ kinh doanh cần giấy tờ gì")).askBack).toEqual([]);
  });

  test.each(["đăng ký khai sinh", "chứng thực di chúc", "đăng ký kết hôn cần giấy tờ gì"])(
    "that says the name of one is answered: “%s”",
    async (question) => expect((await find(question)).askBack).toEqual([]),
  );
});

describe("bad input", () => {
  test.each(["%", "_", "\\", "' or 1=1 --", "🙂🙂", "và của là", "1.0", "9.999999", "a".repeat(5000), "{}", "\u0000".slice(1)])(
    "“%.20s” is answered like any other question",
    async (question) => {
      await expect(find(question)).resolves.toMatchObject({ total: expect.any(Number) });
    },
  );

  test("ten megabytes are read by their beginning", () => {
    const question = readQuestion("khai sinh ".repeat(1_000_000), searchKnowledge(), searchWeights().question);
    expect(question.typed.length).toBeLessThanOrEqual(48);
  });

  test("the address takes what a browser may send", async () => {
    for (const q of ["%00", "%ED%A0%80", "%F0%9F%99%82", "x".repeat(3000)]) {
      expect([200, 422]).toContain((await ask("GET", `/thu-tuc?q=${q}`)).status);
      expect([200, 422]).toContain((await ask("GET", `/api/v1/procedures?q=${q}`)).status);
    }
  });

  test("any text is answered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 60 }), async (text) => {
        const found = await find(text.replaceAll("\u0000", " "));
        expect(found.matches.length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 40 },
    );
  });
});

describe("filters", () => {
  test("by field, agency, audience and commune office narrow what is found, never widen it", async () => {
    const all = new Set(await codes("đăng ký", { limit: 100 }));
    for (const filter of [{ field: "Hộ tịch" }, { agency: "công an" }, { audience: "citizen" as const }, { online: true }]) {
      for (const code of await codes("đăng ký", { ...filter, limit: 100 })) expect(all).toContain(code);
    }
    expect(await codes("đăng ký khai sinh", { field: "Chứng thực" })).not.toContain("1.001193");
  });
});

describe("the index", () => {
  test("made anew gives the same answers, and is of this build", async () => {
    const before = await codes("đăng ký thường trú cho con");
    await inTransaction(database.app, NO_ROWS, rebuildSearchIndex);
    expect(await codes("đăng ký thường trú cho con")).toEqual(before);
    expect(await inTransaction(database.app, NO_ROWS, isSearchIndexCurrent)).toBe(true);
  });
});
