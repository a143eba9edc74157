import type { Role } from "../roles.ts";
import {
  END,
  type AssigneePolicy,
  type Effect,
  type ProcessAction,
  type ProcessDefinition,
  type ProcessStep,
  type Requirement,
  type StepKind,
  type UnitSelect,
  type Words,
} from "./definition.ts";

export const TEMPLATES = ["one_desk", "with_head", "with_consultation", "at_once"] as const;
export type Template = (typeof TEMPLATES)[number];

type Draft = readonly [string, StepKind, Words, UnitSelect, Role, AssigneePolicy, Words];

const RECEIVE: Draft = [
  "tiep-nhan",
  "receive",
  { vi: "Tiếp nhận hồ sơ", en: "Receive the dossier" },
  "one_stop",
  "receiving_officer",
  "pool",
  { vi: "Hồ sơ đã được tiếp nhận", en: "The dossier has been received" },
];
const AT_ONCE: Draft = [
  "tiep-nhan-va-tra-ket-qua",
  "receive",
  { vi: "Tiếp nhận và trả kết quả ngay", en: "Receive and return at once" },
  "one_stop",
  "receiving_officer",
  "pool",
  { vi: "Hồ sơ được giải quyết ngay tại quầy", en: "The dossier is dealt with at the counter while one waits" },
];
const WORK: Draft = [
  "tham-dinh",
  "process",
  { vi: "Thẩm định hồ sơ", en: "Appraise the dossier" },
  "agency",
  "specialist",
  "least_load",
  { vi: "Cơ quan chuyên môn đang thẩm định", en: "The specialist division is appraising it" },
];
const CONSULT: Draft = [
  "lay-y-kien",
  "consult",
  { vi: "Lấy ý kiến phối hợp", en: "Consult another division" },
  "agency",
  "division_head",
  "least_load",
  { vi: "Đang lấy ý kiến cơ quan phối hợp", en: "Another division is being consulted" },
];
const HEAD: Draft = [
  "trinh-duyet",
  "process",
  { vi: "Trưởng phòng duyệt", en: "Head of division checks" },
  "agency",
  "division_head",
  "least_load",
  { vi: "Đang duyệt kết quả thẩm định", en: "The appraisal is being checked" },
];
const SIGN: Draft = [
  "ky",
  "sign",
  { vi: "Lãnh đạo ký", en: "Leader signs" },
  "agency",
  "leader",
  "least_load",
  { vi: "Đang trình ký", en: "Waiting for signature" },
];
const RETURN: Draft = [
  "tra-ket-qua",
  "return",
  { vi: "Trả kết quả", en: "Return the result" },
  "one_stop",
  "receiving_officer",
  "pool",
  { vi: "Đã có kết quả, mời nhận kết quả", en: "The result is ready to collect" },
];

const STEPS: Readonly<Record<Template, readonly Draft[]>> = {
  one_desk: [RECEIVE, WORK, SIGN, RETURN],
  with_head: [RECEIVE, WORK, HEAD, SIGN, RETURN],
  with_consultation: [RECEIVE, WORK, CONSULT, HEAD, SIGN, RETURN],
  at_once: [AT_ONCE],
};

/** How the hours of a term are shared out, in parts; what is left over goes to the step that appraises. */
const SHARE: Readonly<Record<string, number>> = { "tiep-nhan": 1, "lay-y-kien": 4, "trinh-duyet": 2, ky: 2, "tra-ket-qua": 1 };
const PARTS = 16;

/**
 * A process that is ready to be looked through, for a procedure with so many working hours (null where its term is not
 * known: then times are left to be said). The steps' times add up to the term exactly.
 */
export function fromTemplate(template: Template, hours: number | null): ProcessDefinition {
  const drafts = STEPS[template];
  const timed = hours !== null && hours >= drafts.length;
  const main = template === "at_once" ? AT_ONCE[0] : WORK[0];
  const others = drafts.map(([code]) => Math.max(1, Math.floor(((SHARE[code] ?? 0) * (hours ?? 0)) / PARTS)));
  const spent = others.reduce((sum, value, other) => (drafts[other]?.[0] === main ? sum : sum + value), 0);
  const steps = drafts.map(([code, kind, name, select, role, policy, status], index): ProcessStep => {
    const value = code === main ? (hours ?? 0) - spent : (others[index] ?? 1);
    return {
      code,
      kind,
      name,
      status,
      role,
      unit: { select, unitId: null },
      assignee: { policy, personId: null, fields: [] },
      time: timed ? { value, unit: "working_hour" } : null,
    };
  });
  return { steps, actions: actionsBetween(steps) };
}

const LABELS: Readonly<Record<string, Words>> = {
  receive: { vi: "Chuyển xử lý", en: "Hand over" },
  process: { vi: "Chuyển bước tiếp", en: "Pass on" },
  consult: { vi: "Cho ý kiến", en: "Give an opinion" },
  propose: { vi: "Trình ký", en: "Propose for signature" },
  sign: { vi: "Ký kết quả", en: "Sign the result" },
  return: { vi: "Trả kết quả", en: "Return the result" },
  at_once: { vi: "Trả kết quả ngay", en: "Return at once" },
  rework: { vi: "Trả lại để làm lại", en: "Send back" },
};
const label = (key: string): Words => LABELS[key] ?? { vi: key, en: key };

const national = (value: string): Effect => ({ kind: "national", value });

/** From each step to the next, from the signature also back to who proposed, from the consultation straight on. */
function actionsBetween(steps: readonly ProcessStep[]): readonly ProcessAction[] {
  return steps.flatMap((step, index): ProcessAction[] => {
    const next = steps[index + 1];
    const to = next?.code ?? END;
    const proposes = next?.kind === "sign";
    if (step.kind === "receive" && next === undefined) return [atOnce(step.code)];
    const effects: Effect[] =
      step.kind === "receive"
        ? [{ kind: "form", value: "receipt" }, national("4")]
        : step.kind === "sign"
          ? [{ kind: "clock", value: "stop" }, national("9")]
          : step.kind === "return"
            ? [national("10")]
            : [];
    const forward = action(`${step.code}-tiep`, label(proposes ? "propose" : step.kind), step.code, [to], [], effects);
    if (step.kind !== "sign") return [forward];
    const back = steps[index - 1]?.code;
    return back === undefined
      ? [forward]
      : [forward, action(`${step.code}-tra-lai`, label("rework"), step.code, [back], ["note"], [])];
  });
}

const action = (
  code: string,
  words: Words,
  from: string,
  to: readonly string[],
  requires: readonly Requirement[],
  effects: readonly Effect[],
): ProcessAction => ({ code, label: words, from, to, needs: [], requires, effects });

const atOnce = (from: string): ProcessAction =>
  action(
    `${from}-xong`,
    label("at_once"),
    from,
    [END],
    [],
    [{ kind: "form", value: "receipt" }, { kind: "clock", value: "stop" }, national("10")],
  );
