import { edgesOf, layersOf } from "#core/process/graph.ts";
import { END, type ProcessDefinition } from "#core/process/definition.ts";
import type { Finding } from "#core/process/soundness.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { FlowChart, type Tone } from "#ui/ui.tsx";
import { text } from "./texts.ts";
import { timeText } from "./words.ts";

const TONES: Readonly<Record<string, Tone>> = {
  receive: "info",
  sign: "warning",
  return: "success",
  consult: "neutral",
  process: "neutral",
};

export interface DiagramProps {
  readonly locale: Locale;
  readonly definition: ProcessDefinition;
  readonly findings: readonly Finding[];
  /** The step where a dossier stands, or that a form is about. */
  readonly current?: string | undefined;
}

/** The steps and what leads from one to the next; faults are marked at their step. */
export function Diagram({ locale, definition, findings, current }: DiagramProps) {
  const layers = layersOf(definition);
  const edges = edgesOf(definition).map((edge) => ({
    ...edge,
    label: definition.actions.find((action) => action.code === edge.action)?.label[locale],
  }));
  const ends = edges.some((edge) => edge.to === END);
  const last = Math.max(-1, ...layers.values()) + 1;
  const nodes = definition.steps.map((step) => {
    const faults = findings.filter((finding) => finding.step === step.code).length;
    return {
      id: step.code,
      title: step.code === current ? `▸ ${step.name[locale]}` : step.name[locale],
      detail: timeText(locale, step),
      layer: layers.get(step.code) ?? 0,
      tone: faults > 0 ? "danger" : (TONES[step.kind] ?? "neutral"),
      mark: faults > 0 ? `⚠ ${faults}` : undefined,
    } as const;
  });
  return (
    <FlowChart
      label={text(locale, "page.diagram_label", { steps: definition.steps.length })}
      nodes={ends ? [...nodes, { id: END, title: text(locale, "step.end"), layer: last }] : nodes}
      edges={edges}
    />
  );
}
