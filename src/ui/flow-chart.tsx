import type { Tone } from "./types.ts";

export type FlowNode = {
  id: string;
  title: string;
  detail?: string | undefined;
  tone?: Tone | undefined;
  /** Its row from the top, counted from 0; nodes of one row stand side by side. */
  layer: number;
  /** A small sign in the corner, such as a count of faults. */
  mark?: string | undefined;
};
export type FlowEdge = { from: string; to: string; label?: string | undefined };
export type FlowChartProps = { label: string; nodes: readonly FlowNode[]; edges: readonly FlowEdge[] };

const WIDTH = 400;
const SIDE = 42;
const GAP = 10;
const HEIGHT = 60;
const PITCH = 112;
const LETTER = 6.6;

type Box = { readonly node: FlowNode; readonly x: number; readonly y: number; readonly width: number };

/** Lines of at most `most` letters; the last one is cut where there is more than fits. */
function wrap(text: string, most: number, lines: number): readonly string[] {
  const found: string[] = [];
  for (const word of text.split(" ")) {
    const last = found.at(-1);
    if (last !== undefined && last.length + word.length < most) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  const shown = found.slice(0, lines);
  return found.length > lines ? [...shown.slice(0, -1), `${shown.at(-1)?.slice(0, most - 2)} …`] : shown;
}

function placed(nodes: readonly FlowNode[]): ReadonlyMap<string, Box> {
  const rows = Map.groupBy(nodes, (node) => node.layer);
  return new Map(
    nodes.map((node) => {
      const row = rows.get(node.layer) ?? [];
      const width = (WIDTH - 2 * SIDE - GAP * (row.length - 1)) / row.length;
      return [node.id, { node, width, x: SIDE + row.indexOf(node) * (width + GAP), y: 4 + node.layer * PITCH }];
    }),
  );
}

/** Boxes in rows from top to bottom with what leads from one to the next; a way back is dashed and goes round the left. */
export function FlowChart({ label, nodes, edges }: FlowChartProps) {
  const boxes = placed(nodes);
  const rows = Math.max(0, ...nodes.map((node) => node.layer)) + 1;
  return (
    <svg
      class="plot"
      viewBox={`0 0 ${WIDTH} ${rows * PITCH - (PITCH - HEIGHT) + 8}`}
      role="img"
      aria-label={label}
      focusable="false"
    >
      <defs>
        <marker id="flow-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0L8 4L0 8z" fill="currentColor" />
        </marker>
      </defs>
      {edges.map((edge, index) => (
        <Way key={index} edge={edge} boxes={boxes} />
      ))}
      {[...boxes.values()].map((box) => (
        <Node key={box.node.id} box={box} />
      ))}
    </svg>
  );
}

function Node({ box: { node, x, y, width } }: { box: Box }) {
  const middle = x + width / 2;
  const title = wrap(node.title, Math.floor(width / LETTER) - 2, node.detail === undefined ? 3 : 2);
  const lines = node.detail === undefined ? title : [...title, ...wrap(node.detail, Math.floor(width / LETTER), 1)];
  const first = y + HEIGHT / 2 - (lines.length - 1) * 7.5 + 4;
  return (
    <g class={`tone-${node.tone ?? "neutral"}`}>
      <rect class="fill-track" stroke="currentColor" x={x} y={y} width={width} height={HEIGHT} rx="7" />
      <rect class="fill" x={x} y={y + 6} width="4" height={HEIGHT - 12} />
      {lines.map((line, index) => (
        <text
          key={index}
          class={index < title.length ? "plot-value" : undefined}
          x={middle}
          y={first + index * 15}
          text-anchor="middle"
        >
          {line}
        </text>
      ))}
      {node.mark !== undefined && (
        <text class="plot-value" x={x + width - 8} y={y + 16} text-anchor="end">
          {node.mark}
        </text>
      )}
    </g>
  );
}

function Way({ edge, boxes }: { edge: FlowEdge; boxes: ReadonlyMap<string, Box> }) {
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
  if (from === undefined || to === undefined) return null;
  const step = to.node.layer - from.node.layer;
  const [fromX, toX] = [from.x + from.width / 2, to.x + to.width / 2];
  if (step === 1) {
    const [top, bottom] = [from.y + HEIGHT, to.y - 2];
    return (
      <>
        <path fill="none" stroke="currentColor" d={`M${fromX} ${top}L${toX} ${bottom}`} marker-end="url(#flow-arrow)" />
        {edge.label !== undefined && (
          <text x={(fromX + toX) / 2 + 6} y={(top + bottom) / 2 + 4}>
            {wrap(edge.label, 24, 1)[0]}
          </text>
        )}
      </>
    );
  }
  const back = step <= 0;
  const [edgeFrom, edgeTo] = back ? [from.x, to.x] : [from.x + from.width, to.x + to.width];
  const out = back ? 6 : WIDTH - 6;
  const [y1, y2] = [from.y + HEIGHT / 2 + (back ? 8 : -8), to.y + HEIGHT / 2 + (back ? -8 : 8)];
  return (
    <path
      fill="none"
      stroke="currentColor"
      stroke-dasharray={back ? "5 4" : undefined}
      d={`M${edgeFrom} ${y1}C${out} ${y1} ${out} ${y2} ${edgeTo + (back ? -2 : 2)} ${y2}`}
      marker-end="url(#flow-arrow)"
    />
  );
}
