import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Role } from "../roles.ts";
import { criticalPath, finishingSteps, hoursOf, reachableSteps, startOf } from "./graph.ts";
import { actionsFrom, END, type ProcessAction, type ProcessDefinition, type ProcessStep, STEP_KINDS } from "./definition.ts";
import { findFaults, hoursWithin, type SoundnessFacts } from "./soundness.ts";
import { fromTemplate, TEMPLATES } from "./templates.ts";

const EXECUTORS = new Set([
  ...["hand_over", "forward", "propose", "rework", "sign", "return", "complete_at_once"].map((act) => `act:${act}`),
  "require:note",
  "effect:form:receipt",
  "effect:clock:stop",
  ...["4", "9", "10"].map((code) => `effect:national:${code}`),
]);
const FACTS: SoundnessFacts = {
  term: { value: 5, unit: "working_day" },
  units: [{ name: "Xã A", personsFor: () => [1] }],
  executors: EXECUTORS,
  isProcedure: (code) => code === "2.000815",
  decisionNo: "12/QĐ-UBND",
  overrideReason: null,
};
const sound = fromTemplate("with_head", 40);
const codes = (shape: ProcessDefinition, facts: Partial<SoundnessFacts> = {}) =>
  findFaults(shape, { ...FACTS, ...facts }).map(({ code, step, action }) => [code, step, action].filter(Boolean).join(" "));

const changeStep = (code: string, change: Partial<ProcessStep>): ProcessDefinition => ({
  ...sound,
  steps: sound.steps.map((step) => (step.code === code ? { ...step, ...change } : step)),
});
const changeAction = (code: string, change: Partial<ProcessAction>): ProcessDefinition => ({
  ...sound,
  actions: sound.actions.map((action) => (action.code === code ? { ...action, ...change } : action)),
});

describe("what may be published", () => {
  it.each(TEMPLATES.filter((template) => template !== "at_once"))(
    "the template %s is sound and fills its procedure's term exactly",
    (template) => {
      for (const hours of [8, 16, 24, 40, 120]) {
        const made = fromTemplate(template, hours);
        expect(findFaults(made, { ...FACTS, term: { value: hours, unit: "working_hour" } })).toEqual([]);
        expect(criticalPath(made).hours).toBe(hours);
        expect(made.steps.every((step) => (step.time?.value ?? 0) > 0)).toBe(true);
      }
    },
  );
  it("a single step that receives and returns at once, for a procedure of the same day or of hours alone (a.17.4)", () => {
    const made = fromTemplate("at_once", 4);
    expect(made.steps.map(({ kind, time }) => [kind, time])).toEqual([["receive", { value: 4, unit: "working_hour" }]]);
    expect(codes(made, { term: { value: 4, unit: "working_hour" } })).toEqual([]);
    expect(codes(made, { term: { value: null, unit: "same_day" } })).toEqual([]);
    const [step] = made.steps;
    expect(codes(made)).toEqual([`not_immediate ${step?.code} ${step?.code}-xong`]);
  });
  it("a template for a procedure without a term leaves the times to be said", () => {
    expect(codes(fromTemplate("one_desk", null)).filter((code) => code.startsWith("time_missing"))).toHaveLength(4);
  });
});

describe("each fault is found at its step", () => {
  it("nothing at all", () => expect(codes({ steps: [], actions: [] })).toEqual(["no_steps"]));
  it("a step that nothing leads to", () => {
    const lost = { ...sound, actions: sound.actions.filter((action) => action.code !== "trinh-duyet-tiep") };
    expect(codes(lost)).toContain("unreachable_step ky");
    expect(codes(lost)).toContain("dead_end trinh-duyet");
    expect(codes(lost)).toContain("no_end");
  });
  it("an action to a step that is not there, or to nowhere", () => {
    expect(codes(changeAction("ky-tiep", { to: ["khong-co"] }))).toContain("unknown_step ky ky-tiep");
    expect(codes(changeAction("ky-tiep", { to: [] }))).toContain("leads_nowhere ky ky-tiep");
  });
  it("a way that the law does not know: from the counter straight to the signature", () => {
    expect(codes(changeAction("tiep-nhan-tiep", { to: ["ky"] }))).toContain("not_lawful tiep-nhan tiep-nhan-tiep");
  });
  it("a role that may not do what its step does", () => {
    expect(codes(changeStep("ky", { role: "specialist" }))).toContain("role_cannot_act ky ky-tiep");
  });
  it("a role that nobody holds in one of the units", () => {
    const units = [...FACTS.units, { name: "Xã B", personsFor: (step: ProcessStep) => (step.code === "ky" ? [] : [2]) }];
    const found = findFaults(sound, { ...FACTS, units });
    expect(found).toEqual([{ code: "role_not_filled", step: "ky", values: { units: "Xã B", count: 1 } }]);
  });
  it("a fixed person who is not named, or does not hold the role", () => {
    const fixed = (personId: number | null) => changeStep("ky", { assignee: { policy: "fixed", personId, fields: [] } });
    expect(codes(fixed(null))).toEqual(["person_missing ky"]);
    expect(codes(fixed(7))).toEqual(["person_without_role ky"]);
    expect(codes(fixed(1))).toEqual([]);
  });
  it("steps that together need longer than the procedure may take", () => {
    const found = findFaults(sound, { ...FACTS, term: { value: 4, unit: "working_day" } });
    expect(found).toMatchObject([{ code: "time_over_term", step: "tham-dinh", values: { hours: 40, most: 32 } }]);
  });
  it("what is written and never carried out", () => {
    expect(codes(changeAction("ky-tiep", { requires: ["files"] }))).toEqual(["no_executor ky ky-tiep"]);
    expect(codes(changeAction("ky-tiep", { needs: ["fee_paid"] }))).toEqual(["no_executor ky ky-tiep"]);
  });
  it("a clock or a national status that says what the act does not do (9 only when decided)", () => {
    expect(codes(changeAction("tham-dinh-tiep", { effects: [{ kind: "national", value: "9" }] }))).toEqual([
      "national_contradicts tham-dinh tham-dinh-tiep",
    ]);
    expect(codes(changeAction("tham-dinh-tiep", { effects: [{ kind: "clock", value: "stop" }] }))).toEqual([
      "clock_contradicts tham-dinh tham-dinh-tiep",
    ]);
  });
  it("a step that a refused dossier cannot leave", () => {
    const executors = new Set([...EXECUTORS, "need:proposal_approve", "need:proposal_refuse"]);
    const only = {
      ...sound,
      actions: sound.actions
        .filter((action) => action.code !== "ky-tra-lai")
        .map((action) => (action.code === "ky-tiep" ? { ...action, needs: ["proposal_approve" as const] } : action)),
    };
    expect(findFaults(only, { ...FACTS, executors })).toMatchObject([{ code: "stuck_when", step: "ky" }]);
    const both = {
      ...only,
      actions: [...only.actions, { ...only.actions[3], code: "tu-choi", needs: ["proposal_refuse"] } as ProcessAction],
    };
    expect(findFaults(both, { ...FACTS, executors })).toEqual([]);
  });
  it("no approving decision, unless someone says why (Circular 01/2018 a.8)", () => {
    expect(codes(sound, { decisionNo: null })).toEqual(["decision_missing"]);
    expect(codes(sound, { decisionNo: null, overrideReason: "Đang trình phê duyệt" })).toEqual([]);
  });
});

describe("a term as working hours at least", () => {
  it.each([
    [{ value: 3, unit: "working_day" }, 24],
    [{ value: 15, unit: "day" }, 80],
    [{ value: 30, unit: "day" }, 160],
    [{ value: 1, unit: "month" }, 160],
    [{ value: null, unit: "same_day" }, 8],
    [{ value: null, unit: "unknown" }, null],
  ])("%o", (term, hours) => expect(hoursWithin(term)).toBe(hours));
});

/** Any process of up to six steps, sound or not. */
const anyProcess = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => {
    const names = Array.from({ length: count }, (_, index) => `s${index}`);
    const step = (code: string) =>
      fc
        .record({ kind: fc.constantFrom(...STEP_KINDS), value: fc.integer({ min: 1, max: 20 }) })
        .map(({ kind, value }): ProcessStep => ({
          code,
          kind,
          name: { vi: code, en: code },
          status: { vi: code, en: code },
          role: "leader" as Role,
          unit: { select: "agency", unitId: null },
          assignee: { policy: "pool", personId: null, fields: [] },
          time: { value, unit: "working_hour" },
        }));
    const ends = fc.constantFrom(...names, END);
    const ways = fc.array(fc.tuple(fc.constantFrom(...names), fc.uniqueArray(ends, { maxLength: 3 })), { maxLength: 12 });
    return fc.tuple(fc.tuple(...names.map(step)), ways);
  })
  .map(([steps, ways]): ProcessDefinition => ({
    steps,
    actions: ways.map(([from, to], index) => ({
      code: `a${index}`,
      label: { vi: "", en: "" },
      from,
      to,
      needs: [],
      requires: [],
      effects: [],
    })),
  }));

/** Walks every way without entering a step twice; the slow and obvious answer. */
function walk(shape: ProcessDefinition, from: string, forwardOnly: boolean): readonly (readonly string[])[] {
  const place = (code: string) => shape.steps.findIndex((step) => step.code === code);
  const go = (path: readonly string[]): (readonly string[])[] => {
    const here = path.at(-1) ?? "";
    if (here === END) return [path];
    const nexts = actionsFrom(shape, here)
      .flatMap((action) => action.to)
      .filter((to) => !path.includes(to) && (!forwardOnly || to === END || place(to) > place(here)));
    return [path, ...nexts.flatMap((to) => go([...path, to]))];
  };
  return go([from]);
}

describe("against every way walked by hand", () => {
  it("finds exactly the steps that can be come to, and those that can end", () => {
    fc.assert(
      fc.property(anyProcess, (shape) => {
        const start = startOf(shape)?.code ?? "";
        const come = new Set(walk(shape, start, false).flat());
        expect([...reachableSteps(shape)].toSorted()).toEqual([...come].toSorted());
        const canEnd = shape.steps.filter((step) => walk(shape, step.code, false).some((path) => path.at(-1) === END));
        expect([...finishingSteps(shape)].filter((code) => code !== END).toSorted()).toEqual(
          canEnd.map((s) => s.code).toSorted(),
        );
      }),
      { numRuns: 300 },
    );
  });
  it("finds the longest way forward", () => {
    fc.assert(
      fc.property(anyProcess, (shape) => {
        const hours = (path: readonly string[]) =>
          path.reduce((sum, code) => sum + hoursOf(shape.steps.find((step) => step.code === code)?.time ?? null), 0);
        const most = Math.max(...walk(shape, startOf(shape)?.code ?? "", true).map(hours));
        expect(criticalPath(shape).hours).toBe(most);
        expect(hours(criticalPath(shape).steps)).toBe(most);
      }),
      { numRuns: 300 },
    );
  });
  it("says nothing is stuck only where every step that can be reached can end", () => {
    fc.assert(
      fc.property(anyProcess, (shape) => {
        const found = findFaults(shape, FACTS).map(({ code }) => code);
        const reachable = shape.steps.filter((step) => reachableSteps(shape).has(step.code));
        const allEnd = reachable.every((step) => walk(shape, step.code, false).some((path) => path.at(-1) === END));
        expect(found.includes("dead_end")).toBe(!allEnd);
        expect(found.includes("unreachable_step")).toBe(reachable.length < shape.steps.length);
      }),
      { numRuns: 300 },
    );
  });
});
