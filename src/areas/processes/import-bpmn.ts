import { z } from "zod";
import {
  END,
  type Effect,
  type EffectKind,
  type ProcessAction,
  type ProcessDefinition,
  type ProcessStep,
} from "#core/process/definition.ts";
import { createModdle, type ModdleElement } from "./bpmn.ts";
import { codeFrom } from "./draft.rules.ts";
import { definitionSchema } from "./process-version.ts";
import { processRefusal } from "./processes.errors.ts";
import { guessStep } from "./guess-step.rules.ts";

export const LOST_REASONS = ["element", "gateway", "condition", "guessed", "flow", "process", "extension"] as const;

/** Something of a file that the process does not have. */
export interface Lost {
  readonly why: (typeof LOST_REASONS)[number];
  readonly type: string;
  readonly id: string;
  /** The line of the file on which it stands; null where it has no id to be found by. */
  readonly line: number | null;
}

export interface BpmnImport {
  readonly name: string;
  readonly definition: ProcessDefinition;
  readonly lost: readonly Lost[];
}

export const MOST_KILOBYTES = 512;

/** Reads one file; collects what is lost on the way. */
class Reading {
  readonly lost: Lost[] = [];
  /** The first line on which each id stands. */
  readonly #lines = new Map<string, number>();

  constructor(xml: string) {
    for (const [index, line] of xml.split("\n").entries()) {
      for (const [, id = ""] of line.matchAll(/id="([^"]*)"/g)) if (!this.#lines.has(id)) this.#lines.set(id, index + 1);
    }
  }

  lose(why: Lost["why"], element: ModdleElement, about: ModdleElement = element): void {
    const id = String(about["id"] ?? about["name"] ?? "");
    this.lost.push({ why, type: element.$type, id, line: this.#lines.get(id) ?? null });
  }
}

const listOf = (element: ModdleElement | undefined, name: string): readonly ModdleElement[] =>
  (element?.[name] as readonly ModdleElement[] | undefined) ?? [];
const extensionsOf = (element: ModdleElement): readonly ModdleElement[] =>
  listOf(element["extensionElements"] as ModdleElement | undefined, "values");
const words = (value: unknown): readonly string[] => (typeof value === "string" && value !== "" ? value.split(" ") : []);
const isA = (element: ModdleElement, type: string): boolean => element.$instanceOf?.(type) === true;

async function parse(xml: string, field: string) {
  if (Buffer.byteLength(xml) > MOST_KILOBYTES * 1024)
    throw processRefusal("bpmn_too_large", { field, values: { most: MOST_KILOBYTES } });
  try {
    return await (await createModdle()).fromXML(xml);
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0] ?? "";
    throw processRefusal("bpmn_malformed", { field, values: { reason } });
  }
}

/**
 * A process from BPMN 2.0 XML, of ours or of any tool, and a line for everything of it that is not taken. Refuses what is
 * no BPMN, what is too large, and a file without a process that has steps; `field` is where it came in.
 */
export async function importBpmn(given: string, field = "xml"): Promise<BpmnImport> {
  const xml = given.replace(/^\uFEFF/, "");
  const { rootElement, warnings } = await parse(xml, field);
  const reading = new Reading(xml);
  const roots = listOf(rootElement, "rootElements");
  const process = roots.find(
    (root) => isA(root, "bpmn:Process") && listOf(root, "flowElements").some((e) => isA(e, "bpmn:Activity")),
  );
  if (process === undefined) throw processRefusal("bpmn_without_process", { field });
  for (const root of roots) if (root !== process) reading.lose(isA(root, "bpmn:Process") ? "process" : "element", root);
  for (const warning of warnings) if (warning.element !== undefined) reading.lose("extension", warning.element);
  const elements = listOf(process, "flowElements");
  const tasks = stepsIn(reading, elements);
  loseElements(reading, process, elements);
  const definition = { steps: [...tasks.values()], actions: actionsIn(reading, process, elements, tasks) };
  const checked = definitionSchema.safeParse(definition);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw processRefusal("bpmn_malformed", {
      field,
      values: { reason: `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}` },
    });
  }
  return { name: String(process["name"] ?? ""), definition: checked.data, lost: reading.lost };
}

/** What a diagram may hold beside tasks and flows: said to be lost, each with its line. */
function loseElements(reading: Reading, process: ModdleElement, elements: readonly ModdleElement[]): void {
  for (const element of elements) {
    const isGateway = isA(element, "bpmn:Gateway");
    if (isGateway && !isA(element, "bpmn:ExclusiveGateway")) reading.lose("gateway", element);
    const isPlainEvent =
      (isA(element, "bpmn:StartEvent") || isA(element, "bpmn:EndEvent")) && listOf(element, "eventDefinitions").length === 0;
    const isTaken = isGateway || isPlainEvent || isA(element, "bpmn:Activity") || isA(element, "bpmn:SequenceFlow");
    if (!isTaken) reading.lose("element", element);
    for (const inner of listOf(element, "flowElements")) reading.lose("element", inner);
    for (const note of listOf(element, "documentation")) reading.lose("element", note, element);
    for (const extension of extensionsOf(element)) {
      if (!extension.$type.startsWith("motcua:")) reading.lose("extension", extension, element);
    }
  }
  for (const lanes of listOf(process, "laneSets")) reading.lose("element", lanes);
  for (const artifact of listOf(process, "artifacts")) reading.lose("element", artifact);
}

/** The tasks as steps, in the order of our own mark, else of the file. */
function stepsIn(reading: Reading, elements: readonly ModdleElement[]): ReadonlyMap<ModdleElement, ProcessStep> {
  const tasks = elements.filter((element) => isA(element, "bpmn:Activity"));
  const taken = new Set<string>();
  const steps = tasks.map((task, index): { task: ModdleElement; order: number; step: ProcessStep } => {
    const own = extensionsOf(task).find((it) => it.$type === "motcua:Step");
    const name = String(task["name"] ?? task["id"] ?? "").trim() || `${index + 1}`;
    if (own === undefined) reading.lose("guessed", task);
    const step = own === undefined ? guessStep(name, index, codeFrom(name, taken)) : stepFrom(own, name);
    taken.add(step.code);
    return { task, order: own === undefined ? index : Number(own["order"]), step };
  });
  return new Map(steps.toSorted((a, b) => a.order - b.order).map(({ task, step }) => [task, step]));
}

const fieldList = z.array(z.object({ field: z.string(), personId: z.number() }));

function stepFrom(own: ModdleElement, name: string): ProcessStep {
  const [select = "", unitId] = words(own["unit"]);
  const [value, unit = ""] = words(own["time"]);
  const fields = own["fields"] === undefined ? [] : jsonList(String(own["fields"]));
  // Whether each word is one that a step knows is said by the schema of a definition.
  return {
    code: String(own["code"]),
    name: { vi: name, en: String(own["nameEn"] ?? name) },
    kind: own["kind"] as ProcessStep["kind"],
    unit: { select: select as ProcessStep["unit"]["select"], unitId: unitId === undefined ? null : Number(unitId) },
    role: own["role"] as ProcessStep["role"],
    assignee: {
      policy: own["policy"] as ProcessStep["assignee"]["policy"],
      personId: own["person"] === undefined ? null : Number(own["person"]),
      fields,
    },
    time: value === undefined ? null : { value: Number(value), unit: unit as "working_hour" },
    status: { vi: String(own["statusVi"] ?? ""), en: String(own["statusEn"] ?? "") },
  };
}

function jsonList(json: string): z.output<typeof fieldList> {
  try {
    return fieldList.parse(JSON.parse(json));
  } catch {
    return [];
  }
}

interface Way {
  readonly order: number;
  readonly place: number;
  readonly action: ProcessAction;
}

const wordsOfAction = (own: ModdleElement) => ({
  needs: words(own["needs"]) as ProcessAction["needs"],
  requires: words(own["requires"]) as ProcessAction["requires"],
  effects: words(own["effects"]).map((code): Effect => {
    const [kind, ...value] = code.split(":");
    return { kind: kind as EffectKind, value: value.join(":") };
  }),
});

/** Every flow that leads from a step to a step or the end, gateways and events passed through. */
function actionsIn(
  reading: Reading,
  process: ModdleElement,
  elements: readonly ModdleElement[],
  steps: ReadonlyMap<ModdleElement, ProcessStep>,
): readonly ProcessAction[] {
  const flows = elements.filter((element) => isA(element, "bpmn:SequenceFlow"));
  const ways: Way[] = [];
  const taken = new Set<string>();
  for (const flow of flows) {
    const own = extensionsOf(flow).find((it) => it.$type === "motcua:Action");
    const sources = stepsBefore(flow, flows, steps, new Set());
    const target = flow["targetRef"] as ModdleElement | undefined;
    if (flow["conditionExpression"] !== undefined) reading.lose("condition", flow);
    const to = target === undefined ? undefined : isA(target, "bpmn:EndEvent") ? END : steps.get(target)?.code;
    if (to === undefined) {
      if (target === undefined || !isPassed(target)) reading.lose("flow", flow);
      continue;
    }
    const label = String(flow["name"] ?? "").trim() || labelBefore(flow, flows) || "Chuyển tiếp";
    for (const from of sources) ways.push(wayOf(own, from, to, { label, taken, order: 1000 + ways.length }));
  }
  return joined([...ways, ...undrawnIn(process)]);
}

function wayOf(
  own: ModdleElement | undefined,
  from: ProcessStep,
  to: string,
  { label, taken, order }: { readonly label: string; readonly taken: Set<string>; readonly order: number },
): Way {
  const code = own === undefined ? codeFrom(`${from.code} ${label}`, taken) : String(own["code"]);
  taken.add(code);
  const rest = own === undefined ? { needs: [], requires: [], effects: [] } : wordsOfAction(own);
  const action = { code, label: { vi: label, en: String(own?.["labelEn"] ?? label) }, from: from.code, to: [to], ...rest };
  return { order: Number(own?.["order"] ?? order), place: Number(own?.["place"] ?? 0), action };
}

const undrawnIn = (process: ModdleElement): readonly Way[] =>
  extensionsOf(process)
    .filter((it) => it.$type === "motcua:Action")
    .map((own) => ({
      order: Number(own["order"]),
      place: 0,
      action: {
        code: String(own["code"]),
        label: { vi: String(own["labelVi"] ?? ""), en: String(own["labelEn"] ?? "") },
        from: String(own["from"]),
        to: words(own["to"]),
        ...wordsOfAction(own),
      },
    }));

/** Flows of one action become one action that leads several ways. */
function joined(ways: readonly Way[]): readonly ProcessAction[] {
  const actions = new Map<string, ProcessAction>();
  for (const { action } of ways.toSorted((a, b) => a.order - b.order || a.place - b.place)) {
    const known = actions.get(action.code);
    actions.set(action.code, known === undefined ? action : { ...known, to: [...known.to, ...action.to] });
  }
  return [...actions.values()];
}

const isPassed = (element: ModdleElement): boolean =>
  isA(element, "bpmn:Gateway") || isA(element, "bpmn:IntermediateCatchEvent") || isA(element, "bpmn:IntermediateThrowEvent");

/** The steps from which a flow comes, through gateways and events between. */
function stepsBefore(
  flow: ModdleElement,
  flows: readonly ModdleElement[],
  steps: ReadonlyMap<ModdleElement, ProcessStep>,
  seen: Set<ModdleElement>,
): readonly ProcessStep[] {
  const source = flow["sourceRef"] as ModdleElement | undefined;
  if (source === undefined || seen.has(source)) return [];
  const step = steps.get(source);
  if (step !== undefined) return [step];
  if (!isPassed(source)) return [];
  seen.add(source);
  return flows.filter((other) => other["targetRef"] === source).flatMap((other) => stepsBefore(other, flows, steps, seen));
}

/** The name of the flow into the gateway, where the one out of it has none. */
const labelBefore = (flow: ModdleElement, flows: readonly ModdleElement[]): string =>
  flows
    .filter((other) => other["targetRef"] === flow["sourceRef"])
    .map((other) => String(other["name"] ?? "").trim())
    .find((name) => name !== "") ?? "";
