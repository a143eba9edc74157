import { describe, expect, test } from "vitest";
import type { ProcedureSummary } from "../procedure.ts";
import { featuresOf } from "./features.rules.ts";
import type { Candidate } from "./find.store.ts";
import { searchKnowledge } from "./knowledge.ts";
import { readQuestion } from "./question.rules.ts";
import { inOrder } from "./rank.rules.ts";
import { searchWeights } from "./weights.ts";

const named = (name: string, code = name): ProcedureSummary =>
  ({ name, code, field: "", levels: ["commune"], communeOffice: true, hasDetail: true }) as unknown as ProcedureSummary;
const candidate = (name: string): Candidate => ({
  procedure: named(name),
  score: 1,
  authority: "national",
  isForCitizens: true,
});

describe("what a question says is explained", () => {
  const explained = (text: string, name: string) => {
    const question = readQuestion(text, searchKnowledge(), searchWeights().question);
    return featuresOf(question, [candidate(name)], searchKnowledge(), new Map())[0]?.explained ?? 0;
  };

  test("by a name that has its words, or the meaning of what was said", () => {
    expect(explained("đăng ký khai sinh", "Đăng ký khai sinh")).toBe(1);
    expect(explained("bằng lái hết hạn", "Đổi giấy phép lái xe")).toBeGreaterThan(0.9);
  });

  test("less by one that leaves a word of it unsaid", () => {
    const question = "đổi tên quỹ từ thiện";
    const renamed = explained(question, "Công nhận điều lệ (sửa đổi, bổ sung) quỹ; đổi tên quỹ");
    expect(renamed).toBeGreaterThan(explained(question, "Thay đổi, cải chính, bổ sung thông tin hộ tịch"));
  });

  test("and a name weighs as much as its words are meant: a hint is no answer", () => {
    const question = readQuestion("khai sinh", searchKnowledge(), searchWeights().question);
    const nameOf = (weight: number) => {
      const terms = ["khai", "sinh"].map((term) => ({ term, weight }));
      return featuresOf({ ...question, terms }, [candidate("Khai sinh")], searchKnowledge(), new Map())[0]?.name;
    };
    expect(nameOf(1)).toBe(1);
    expect(nameOf(0.2)).toBeCloseTo(0.2);
  });
});

test("the same name at a third level or with another bracket stands behind what is named otherwise", () => {
  const scored = ["Cấp hộ chiếu (cấp xã)", "Cấp hộ chiếu (cấp tỉnh)", "Cấp hộ chiếu (trung ương)", "Trình báo mất hộ chiếu"];
  const order = inOrder(scored.map((name, at) => ({ procedure: named(name), score: 4 - at / 10 })));
  expect(order.map(({ procedure }) => procedure.name)).toEqual([scored[0], scored[1], scored[3], scored[2]]);
});
