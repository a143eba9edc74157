import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ASSIGNEE_POLICIES,
  EFFECT_KINDS,
  EFFECT_VALUES,
  END,
  PRECONDITIONS,
  type ProcessDefinition,
  REQUIREMENTS,
  STEP_KINDS,
  STEP_TIME_UNITS,
  UNIT_SELECTS,
} from "#core/process/definition.ts";
import { fromTemplate, TEMPLATES } from "#core/process/templates.ts";
import { exportBpmn } from "./export-bpmn.ts";
import { importBpmn } from "./import-bpmn.ts";
import { STEP_ROLES } from "./process-version.ts";

const name = fc.stringMatching(/^[\p{L}0-9<>&"'.,;–-]+( [\p{L}0-9<>&"'.,;–-]+)*$/u).filter((text) => text.length <= 60);
const words = fc.record({ vi: name, en: name });
const anyDefinition: fc.Arbitrary<ProcessDefinition> = fc
  .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,5}(-[a-z0-9]{1,4})?$/), { minLength: 1, maxLength: 6 })
  .filter((codes) => !codes.includes(END))
  .chain((codes) => {
    const step = (code: string) =>
      fc.record({
        code: fc.constant(code),
        name: words,
        kind: fc.constantFrom(...STEP_KINDS),
        unit: fc.constantFrom(...UNIT_SELECTS).chain((select) =>
          fc.record({
            select: fc.constant(select),
            unitId: select === "named" ? fc.option(fc.integer({ min: 1, max: 9e8 })) : fc.constant(null),
          }),
        ),
        role: fc.constantFrom(...STEP_ROLES),
        assignee: fc.record({
          policy: fc.constantFrom(...ASSIGNEE_POLICIES),
          personId: fc.option(fc.integer({ min: 1, max: 9e8 })),
          fields: fc.array(fc.record({ field: name.filter((text) => text !== ""), personId: fc.integer({ min: 1, max: 9e8 }) }), {
            maxLength: 2,
          }),
        }),
        time: fc.option(fc.record({ value: fc.integer({ min: 1, max: 8000 }), unit: fc.constantFrom(...STEP_TIME_UNITS) })),
        status: words,
      });
    const effect = fc.constantFrom(
      ...EFFECT_KINDS.flatMap((kind) => (EFFECT_VALUES[kind] ?? ["1.001193"]).map((value) => ({ kind, value }))),
    );
    const action = (index: number) =>
      fc.record({
        code: fc.constant(`a${index}`),
        label: words,
        from: fc.constantFrom(...codes),
        to: fc.uniqueArray(fc.constantFrom(...codes, END), { maxLength: 3 }),
        needs: fc.subarray([...PRECONDITIONS]),
        requires: fc.subarray([...REQUIREMENTS]),
        effects: fc.uniqueArray(effect, { maxLength: 3 }),
      });
    return fc
      .tuple(fc.tuple(...codes.map(step)), fc.integer({ min: 0, max: 8 }))
      .chain(([steps, count]) =>
        fc.tuple(...Array.from({ length: count }, (_, index) => action(index))).map((actions) => ({ steps, actions })),
      );
  });

describe("a process written as BPMN and read again is the same", () => {
  it.each(TEMPLATES)("the template %s, with nothing lost", async (template) => {
    const made = fromTemplate(template, 40);
    const read = await importBpmn(await exportBpmn(made, "Khai sinh"));
    expect(read).toEqual({ name: "Khai sinh", definition: made, lost: [] });
  });
  it("any process, sound or not, with any names", async () => {
    await fc.assert(
      fc.asyncProperty(anyDefinition, async (made) => {
        const read = await importBpmn(await exportBpmn(made, "Bất kỳ"));
        expect(read.definition).toEqual(made);
        expect(read.lost).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

const FOREIGN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" id="d" targetNamespace="urn:t">
  <bpmn:process id="p" name="Cấp bản sao">
    <bpmn:startEvent id="s" />
    <bpmn:task id="t1" name="Tiếp nhận" />
    <bpmn:userTask id="t2" name="Thẩm định">
      <bpmn:documentation>ghi chú</bpmn:documentation>
    </bpmn:userTask>
    <bpmn:parallelGateway id="g" />
    <bpmn:task id="t3" name="Lãnh đạo ký" />
    <bpmn:task id="t4" name="Trả kết quả" />
    <bpmn:boundaryEvent id="b" attachedToRef="t2"><bpmn:timerEventDefinition id="td" /></bpmn:boundaryEvent>
    <bpmn:endEvent id="e" />
    <bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="t1" />
    <bpmn:sequenceFlow id="f1" sourceRef="t1" targetRef="t2" />
    <bpmn:sequenceFlow id="f2" sourceRef="t2" targetRef="g" name="Trình" />
    <bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="t3" />
    <bpmn:sequenceFlow id="f4" sourceRef="g" targetRef="t1">
      <bpmn:conditionExpression>\${x}</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f5" sourceRef="t3" targetRef="t4" />
    <bpmn:sequenceFlow id="f6" sourceRef="t4" targetRef="e" />
  </bpmn:process>
</bpmn:definitions>`;

describe("a file of another tool", () => {
  it("gives its steps and ways; gateways are passed through", async () => {
    const { definition } = await importBpmn(FOREIGN);
    expect(definition.steps.map(({ code, kind }) => [code, kind])).toEqual([
      ["tiep-nhan", "receive"],
      ["tham-dinh", "process"],
      ["lanh-dao-ky", "sign"],
      ["tra-ket-qua", "return"],
    ]);
    expect(definition.actions.map(({ from, to, label }) => [from, to.join(), label.vi])).toEqual([
      ["tiep-nhan", "tham-dinh", "Chuyển tiếp"],
      ["tham-dinh", "lanh-dao-ky", "Trình"],
      ["tham-dinh", "tiep-nhan", "Trình"],
      ["lanh-dao-ky", "tra-ket-qua", "Chuyển tiếp"],
      ["tra-ket-qua", "end", "Chuyển tiếp"],
    ]);
  });
  it("and a line for everything that is not taken", async () => {
    const { lost } = await importBpmn(FOREIGN);
    expect(lost.map(({ why, id, line }) => `${why} ${id} ${line}`).toSorted()).toEqual([
      "condition f4 18",
      "element b 12",
      "element t2 6",
      "gateway g 9",
      "guessed t1 5",
      "guessed t2 6",
      "guessed t3 10",
      "guessed t4 11",
    ]);
  });
  it.each([
    ["not XML", "bpmn_malformed"],
    ["<a/>", "bpmn_malformed"],
    [FOREIGN.replaceAll(/<bpmn:(task|userTask)[\s\S]*?(\/>|<\/bpmn:userTask>)/g, ""), "bpmn_without_process"],
    [`<!--${"x".repeat(600_000)}-->${FOREIGN}`, "bpmn_too_large"],
  ])("is refused by name (%#)", async (xml, code) => {
    await expect(importBpmn(xml)).rejects.toMatchObject({ code });
  });
});
