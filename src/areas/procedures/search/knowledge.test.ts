import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { searchKnowledge } from "./knowledge.ts";
import { readQuestion } from "./question.rules.ts";
import { searchWeights } from "./weights.ts";
import { wordsOf } from "./words.rules.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const OWN = join(ROOT, "test/search/questions.csv");
const GIVEN = join(process.env["MOTCUA_SHARED_DATA"] ?? join(ROOT, "../shared/data"), "citizen-queries/queries_dev.csv");
/** A phrase of so few words is the name of a thing, not somebody's question. */
const MOST_OF_A_NAME = 4;

const plain = (text: string): string =>
  wordsOf(text)
    .map((word) => word.plain)
    .join(" ");
const questionsOf = (path: string): readonly string[] =>
  (parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[]).map((row) => plain(row["query"] ?? ""));
const read = (text: string) => readQuestion(text, searchKnowledge(), searchWeights().question);

describe("what people say", () => {
  const phrases = new Set(
    searchKnowledge()
      .sayings.flatMap((saying) => saying.all.flat())
      .filter((phrase) => phrase.length > MOST_OF_A_NAME)
      .map((phrase) => phrase.map((word) => word.plain).join(" ")),
  );

  test.each([OWN, GIVEN].filter((path) => existsSync(path)))("has no question of %s word for word", (path) => {
    const questions = questionsOf(path);
    expect(questions.length).toBeGreaterThan(100);
    expect(questions.filter((question) => phrases.has(question))).toEqual([]);
  });

  test("names no code of a procedure, so that nothing is answered by heart", () => {
    const texts = searchKnowledge().sayings.flatMap((saying) => saying.means.map((meaning) => meaning.text));
    expect(texts.filter((text) => /\d\.\d{6}/.test(text))).toEqual([]);
  });

  test("is not heard in a syllable of another word", () => {
    expect(
      read("ông nội là liệt sĩ được trợ cấp gì")
        .understood.map((one) => one.meant)
        .join(),
    ).not.toContain("khuyết tật");
    expect(
      read("bị liệt xin trợ cấp")
        .understood.map((one) => one.meant)
        .join(),
    ).toContain("khuyết tật");
    expect(
      read("cho con trai nuôi")
        .understood.map((one) => one.meant)
        .join(),
    ).not.toContain("chăn nuôi");
  });

  test.each([
    ["bồng một bé về nuôi làm con nuôi", "đăng ký việc nuôi con nuôi trong nước"],
    ["có khách ngủ nhờ vài ngày", "thông báo lưu trú"],
    ["đồng hồ điện sang tên chủ mới", "thay đổi chủ thể hợp đồng mua bán điện"],
    ["thắng kiện mà họ trốn nợ", "yêu cầu thi hành án dân sự"],
  ])("is understood at home: %s", (said, meant) => {
    expect(read(said).understood.map((one) => one.meant)).toContain(meant);
  });

  test("counts less where the question wants something else done", () => {
    const weightOf = (text: string) => read(text).terms.find(({ term }) => term === "thanh")?.weight ?? 0;
    expect(weightOf("tổ hợp tác, giải tán")).toBeLessThan(weightOf("tổ hợp tác, mở"));
  });

  test("counts in full where the saying itself names what is done", () => {
    const exchange = (text: string) =>
      Math.max(0, ...read(text).understood.flatMap((one) => (one.meant === "đổi giấy phép lái xe" ? [one.weight] : [])));
    expect(exchange("bằng lái sắp hết hạn")).toBe(1);
    expect(exchange("bằng lái sang thẻ nhựa, giải tán")).toBeLessThan(1);
  });

  test("counts less inside something longer that was said", () => {
    const weightOf = (text: string) => read(text).understood.find(({ said }) => said === "giám hộ")?.weight ?? 0;
    expect(weightOf("giám hộ")).toBe(1);
    expect(weightOf("hết giám hộ")).toBeLessThanOrEqual(searchWeights().question.within);
  });

  test("is told from a question for a detail of what is known", () => {
    expect(read("đăng ký kết hôn hết bao nhiêu tiền").isOfDetail).toBe(true);
    expect(read("cho em hỏi về đăng ký kết hôn").isOfDetail).toBe(false);
  });
});
