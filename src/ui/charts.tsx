import { useWords } from "./context.ts";
import { Details } from "./notice.tsx";
import type { Tone } from "./types.ts";

/** A share as an SVG length; two decimals are finer than any screen. */
const percent = (value: number, whole: number): string =>
  whole <= 0 ? "0%" : `${Math.round((Math.max(0, value) / whole) * 10_000) / 100}%`;

export type Bar = {
  label: string;
  value: number;
  /** Shown instead of the plain number. */
  text?: string | undefined;
  href?: string | undefined;
  tone?: Tone | undefined;
};

export type BarChartProps = {
  label: string;
  bars: readonly Bar[];
  unit?: string | undefined;
  max?: number | undefined;
  labelHeader?: string | undefined;
  valueHeader?: string | undefined;
};

/** Lying bars inside a real table, so that the figures are read with or without sight of the bars. */
export function BarChart({ label, bars, unit, max, labelHeader, valueHeader }: BarChartProps) {
  const { say, number } = useWords();
  const whole = max ?? Math.max(0, ...bars.map((bar) => bar.value));
  return (
    <table class="chart">
      <caption>{label}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{labelHeader ?? say("label")}</th>
          <th scope="col">{valueHeader ?? say("value")}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.label}>
            <th scope="row">
              {bar.href === undefined ? bar.label : <a href={bar.href}>{bar.label}</a>}
              <svg class="plot" width="100%" height="14" aria-hidden="true" focusable="false">
                <rect class="fill-track" width="100%" height="14" rx="3" />
                <rect class={`fill tone-${bar.tone ?? "info"}`} width={percent(bar.value, whole)} height="14" rx="3" />
              </svg>
            </th>
            <td>
              {bar.text ?? number(bar.value)}
              {unit !== undefined && ` ${unit}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type ColumnChartProps = {
  label: string;
  columns: readonly Omit<Bar, "tone">[];
  labelHeader?: string | undefined;
  valueHeader?: string | undefined;
};

const plotHeight = 150;
const baseLine = 170;

/** Standing columns for a run of months, with the figures as a table to unfold. */
export function ColumnChart({ label, columns, labelHeader, valueHeader }: ColumnChartProps) {
  const { say, number } = useWords();
  const whole = Math.max(1, ...columns.map((column) => column.value));
  const slot = 100 / Math.max(1, columns.length);
  return (
    <figure class="stack stack-s">
      <figcaption>
        <strong>{label}</strong>
      </figcaption>
      <svg class="plot" width="100%" height="196" role="img" aria-label={label} focusable="false">
        <line x1="0" x2="100%" y1={baseLine} y2={baseLine} class="plot-base" />
        {columns.map((column, index) => {
          const height = Math.round((Math.max(0, column.value) / whole) * plotHeight);
          const middle = `${Math.round((index + 0.5) * slot * 100) / 100}%`;
          return (
            <g key={column.label}>
              <rect
                class="fill tone-info"
                x={`${Math.round((index + 0.16) * slot * 100) / 100}%`}
                width={`${Math.round(slot * 68) / 100}%`}
                y={baseLine - height}
                height={height}
                rx="2"
              />
              <text class="plot-value" x={middle} y={baseLine - height - 6} text-anchor="middle">
                {column.text ?? number(column.value)}
              </text>
              <text x={middle} y="188" text-anchor="middle">
                {column.label}
              </text>
            </g>
          );
        })}
      </svg>
      <Details summary={say("more")}>
        <BarChart label={label} bars={columns} labelHeader={labelHeader} valueHeader={valueHeader} />
      </Details>
    </figure>
  );
}

export type StackedBarProps = { label: string; parts: readonly (Bar & { tone: Tone })[] };

/** One whole in parts; the legend gives every part's number and share. */
export function StackedBar({ label, parts }: StackedBarProps) {
  const { number } = useWords();
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, part) => sum + part.value, 0));
  return (
    <figure>
      <figcaption>
        <strong>{label}</strong>
      </figcaption>
      <svg class="plot" width="100%" height="22" aria-hidden="true" focusable="false">
        <rect class="fill-track" width="100%" height="22" />
        {parts.map((part, index) => (
          <rect
            key={part.label}
            class={`fill tone-${part.tone}`}
            x={percent(starts[index] ?? 0, whole)}
            width={percent(part.value, whole)}
            height="22"
          />
        ))}
      </svg>
      <ul class="legend">
        {parts.map((part) => (
          <li key={part.label}>
            <svg width="14" height="14" aria-hidden="true" focusable="false">
              <rect class={`fill tone-${part.tone}`} width="14" height="14" rx="3" />
            </svg>
            {part.href === undefined ? part.label : <a href={part.href}>{part.label}</a>}
            <strong>{part.text ?? number(part.value)}</strong>
            {whole > 0 && <span class="muted">{number(Math.round((part.value / whole) * 1000) / 10)}%</span>}
          </li>
        ))}
      </ul>
    </figure>
  );
}

export type ProgressProps = {
  label: string;
  value: number;
  max?: number | undefined;
  text?: string | undefined;
  tone?: Tone | undefined;
};

export function Progress({ label, value, max = 100, text, tone = "info" }: ProgressProps) {
  const { number } = useWords();
  return (
    <label class="field">
      <span class="section-head">
        <span>{label}</span>
        <strong>{text ?? `${number(value)} / ${number(max)}`}</strong>
      </span>
      <progress class={`tone-${tone}`} value={value} max={max} />
    </label>
  );
}
