import { layersOf, startOf } from "#core/process/graph.ts";
import {
  END,
  effectCode,
  findStep,
  type ProcessAction,
  type ProcessDefinition,
  type ProcessStep,
} from "#core/process/definition.ts";
import { createModdle, type Moddle, type ModdleElement } from "./bpmn.ts";

const PITCH = { x: 190, y: 130 } as const;
const TASK = { width: 120, height: 80 } as const;

const taskId = (code: string): string => `step_${code}`;
const gatewayId = (code: string): string => `choice_${code}`;

/** A box of the diagram. */
interface Shape {
  readonly element: ModdleElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function stepExtension(moddle: Moddle, step: ProcessStep, order: number): ModdleElement {
  const { policy, personId, fields } = step.assignee;
  return moddle.create("motcua:Step", {
    code: step.code,
    order: String(order),
    nameEn: step.name.en,
    kind: step.kind,
    unit: step.unit.select === "named" ? `named ${step.unit.unitId ?? ""}`.trim() : step.unit.select,
    role: step.role,
    policy,
    ...(personId === null ? {} : { person: String(personId) }),
    ...(fields.length === 0 ? {} : { fields: JSON.stringify(fields) }),
    ...(step.time === null ? {} : { time: `${step.time.value} ${step.time.unit}` }),
    statusVi: step.status.vi,
    statusEn: step.status.en,
  });
}

const actionExtension = (moddle: Moddle, action: ProcessAction, order: number, place: number): ModdleElement =>
  moddle.create("motcua:Action", {
    code: action.code,
    order: String(order),
    place: String(place),
    labelEn: action.label.en,
    ...(action.needs.length === 0 ? {} : { needs: action.needs.join(" ") }),
    ...(action.requires.length === 0 ? {} : { requires: action.requires.join(" ") }),
    ...(action.effects.length === 0 ? {} : { effects: action.effects.map(effectCode).join(" ") }),
  });

const extended = (moddle: Moddle, value: ModdleElement): ModdleElement =>
  moddle.create("bpmn:ExtensionElements", { values: [value] });

/** Tasks, the start, the end, and a gateway behind every step that leads more than one way. */
function nodesOf(moddle: Moddle, it: ProcessDefinition): ReadonlyMap<string, Shape> {
  const layers = layersOf(it);
  const rows = new Map<number, number>();
  const nodes = new Map<string, Shape>();
  for (const [order, step] of it.steps.entries()) {
    const layer = layers.get(step.code) ?? 0;
    const row = rows.get(layer) ?? 0;
    rows.set(layer, row + 1);
    const [x, y] = [200 + layer * PITCH.x, 100 + row * PITCH.y];
    const extensionElements = extended(moddle, stepExtension(moddle, step, order));
    const task = moddle.create("bpmn:UserTask", { id: taskId(step.code), name: step.name.vi, extensionElements });
    nodes.set(step.code, { element: task, x, y, ...TASK });
    const ways = it.actions.filter((action) => action.from === step.code).flatMap((action) => action.to);
    if (ways.length > 1) {
      const gateway = moddle.create("bpmn:ExclusiveGateway", { id: gatewayId(step.code) });
      nodes.set(gatewayId(step.code), { element: gateway, x: x + TASK.width + 15, y: y + 25, width: 30, height: 30 });
    }
  }
  const last = Math.max(0, ...layers.values()) + 1;
  const start = moddle.create("bpmn:StartEvent", { id: "start" });
  nodes.set("start", { element: start, x: 100, y: 122, width: 36, height: 36 });
  const end = moddle.create("bpmn:EndEvent", { id: "finish" });
  nodes.set(END, { element: end, x: 200 + last * PITCH.x, y: 122, width: 36, height: 36 });
  return nodes;
}

interface Flow {
  readonly element: ModdleElement;
  readonly from: Shape;
  readonly to: Shape;
}

function flowsOf(moddle: Moddle, it: ProcessDefinition, nodes: ReadonlyMap<string, Shape>): readonly Flow[] {
  const flows: Flow[] = [];
  const join = (from: Shape | undefined, to: Shape | undefined, more: Record<string, unknown>): void => {
    if (from === undefined || to === undefined) return;
    const id = `flow_${flows.length + 1}`;
    const element = moddle.create("bpmn:SequenceFlow", { id, sourceRef: from.element, targetRef: to.element, ...more });
    flows.push({ element, from, to });
  };
  const first = startOf(it);
  if (first !== undefined) join(nodes.get("start"), nodes.get(first.code), {});
  for (const step of it.steps) join(nodes.get(step.code), nodes.get(gatewayId(step.code)), {});
  for (const [order, action] of it.actions.entries()) {
    const from = nodes.get(gatewayId(action.from)) ?? nodes.get(action.from);
    for (const [place, to] of action.to.entries()) {
      const extensionElements = extended(moddle, actionExtension(moddle, action, order, place));
      join(from, nodes.get(to), { name: action.label.vi, extensionElements });
    }
  }
  return flows;
}

/** Actions that lead nowhere yet cannot be drawn; they stand with the process, so that a draft loses nothing. */
function undrawn(moddle: Moddle, it: ProcessDefinition): readonly ModdleElement[] {
  const isDrawn = (action: ProcessAction): boolean =>
    findStep(it, action.from) !== undefined &&
    action.to.length > 0 &&
    action.to.every((to) => to === END || findStep(it, to) !== undefined);
  return it.actions.flatMap((action, order) => {
    if (isDrawn(action)) return [];
    const element = actionExtension(moddle, action, order, 0);
    Object.assign(element, { from: action.from, to: action.to.join(" "), labelVi: action.label.vi });
    return [element];
  });
}

function planeOf(moddle: Moddle, process: ModdleElement, shapes: readonly Shape[], flows: readonly Flow[]): ModdleElement {
  const boxes = shapes.map(({ element, x, y, width, height }) =>
    moddle.create("bpmndi:BPMNShape", {
      id: `${element["id"]}_di`,
      bpmnElement: element,
      bounds: moddle.create("dc:Bounds", { x, y, width, height }),
    }),
  );
  const lines = flows.map(({ element, from, to }) =>
    moddle.create("bpmndi:BPMNEdge", {
      id: `${element["id"]}_di`,
      bpmnElement: element,
      waypoint: wayBetween(from, to).map(([x, y]) => moddle.create("dc:Point", { x, y })),
    }),
  );
  return moddle.create("bpmndi:BPMNPlane", { id: "plane", bpmnElement: process, planeElement: [...boxes, ...lines] });
}

/** Straight on to the right; round below where it goes back. */
function wayBetween(from: Shape, to: Shape): readonly (readonly [number, number])[] {
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  if (to.x > from.x) {
    return [
      [from.x + from.width, y1],
      [to.x, y2],
    ];
  }
  const below = Math.max(from.y + from.height, to.y + to.height) + 40;
  const [x1, x2] = [from.x + from.width / 2, to.x + to.width / 2];
  return [
    [x1, from.y + from.height],
    [x1, below],
    [x2, below],
    [x2, to.y + to.height],
  ];
}

/**
 * The process as BPMN 2.0 XML with its diagram: a user task a step, a sequence flow a way, an exclusive gateway behind a
 * step that leads more than one way. What BPMN has no word for stands in extension elements; importing it gives it back.
 */
export async function exportBpmn(it: ProcessDefinition, name: string): Promise<string> {
  const moddle = await createModdle();
  const nodes = nodesOf(moddle, it);
  const flows = flowsOf(moddle, it, nodes);
  const left = undrawn(moddle, it);
  const drawn = flows.filter(({ element }) => !left.some((action) => action["code"] === codeOf(element)));
  for (const { element, from, to } of drawn) {
    (from.element["get"]("outgoing") as ModdleElement[]).push(element);
    (to.element["get"]("incoming") as ModdleElement[]).push(element);
  }
  const process = moddle.create("bpmn:Process", {
    id: "process",
    name,
    isExecutable: false,
    ...(left.length === 0 ? {} : { extensionElements: moddle.create("bpmn:ExtensionElements", { values: [...left] }) }),
    flowElements: [...[...nodes.values()].map(({ element }) => element), ...drawn.map(({ element }) => element)],
  });
  const plane = planeOf(moddle, process, [...nodes.values()], drawn);
  const definitions = moddle.create("bpmn:Definitions", {
    id: "definitions",
    targetNamespace: "urn:motcua:process",
    exporter: "Motcua",
    rootElements: [process],
    diagrams: [moddle.create("bpmndi:BPMNDiagram", { id: "diagram", plane })],
  });
  return (await moddle.toXML(definitions, { format: true })).xml;
}

const codeOf = (flow: ModdleElement): string | undefined =>
  (flow["extensionElements"] as ModdleElement | undefined)?.["values"]?.[0]?.["code"] as string | undefined;
