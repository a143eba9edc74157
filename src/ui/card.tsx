import { useWords } from "./context.ts";
import { Icon, type IconName } from "./icon.tsx";
import type { Children, Link, Tone } from "./types.ts";

export type CardProps = {
  children: Children;
  title?: string | undefined;
  /** Makes the whole card lead there. */
  href?: string | undefined;
  actions?: Children;
  tone?: Tone | undefined;
  footer?: Children;
  level?: 2 | 3 | undefined;
};

export function Card({ children, title, href, actions, tone, footer, level = 2 }: CardProps) {
  const Heading = level === 2 ? ("h2" as const) : ("h3" as const);
  const toned = tone === undefined || tone === "neutral" ? "" : ` card-tone tone-${tone}`;
  return (
    <div class={`card${href === undefined ? "" : " card-link"}${toned}`}>
      {(title !== undefined || actions !== undefined) && (
        <div class="section-head">
          {title !== undefined && <Heading class="card-title">{href === undefined ? title : <a href={href}>{title}</a>}</Heading>}
          {actions}
        </div>
      )}
      {children}
      {footer !== undefined && <div class="card-foot">{footer}</div>}
    </div>
  );
}

export type Trend = { direction: "up" | "down" | "flat"; text: string; good?: boolean | undefined };

export type StatTileProps = {
  value: string | number;
  label: string;
  /** The list of exactly the rows that the number counts. */
  href?: string | undefined;
  hint?: string | undefined;
  tone?: Tone | undefined;
  trend?: Trend | undefined;
};

const trendMarks = { up: "▲", down: "▼", flat: "■" } as const;

export function StatTile({ value, label, href, hint, tone = "neutral", trend }: StatTileProps) {
  const { say, number } = useWords();
  const mood = trend?.good === undefined ? "" : trend.good ? " trend-good" : " trend-bad";
  return (
    <div class={`card stat tone-${tone}${href === undefined ? "" : " card-link"}`}>
      <div class="stat-value">{typeof value === "number" ? number(value) : value}</div>
      <div class="stat-label">{href === undefined ? label : <a href={href}>{label}</a>}</div>
      {hint !== undefined && <div class="muted small">{hint}</div>}
      {trend && (
        <div class={`trend${mood}`}>
          <span aria-hidden="true">{trendMarks[trend.direction]}</span>
          <span class="visually-hidden">{say(`trend.${trend.direction}`)}</span>
          {trend.text}
        </div>
      )}
    </div>
  );
}

export function StatGrid({ children }: { children: Children }) {
  return <div class="grid grid-4">{children}</div>;
}

export type DescriptionItem = { term: string; detail: Children; action?: Link | undefined; icon?: IconName | undefined };
export type DescriptionListProps = { items: readonly DescriptionItem[]; columns?: 1 | 2 | undefined };

/** Terms with their values; what is not known is shown as a dash, never left out. */
export function DescriptionList({ items, columns = 1 }: DescriptionListProps) {
  const { say } = useWords();
  return (
    <dl class={columns === 2 ? "dl dl-2" : "dl"}>
      {items.map((item) => (
        <div key={item.term}>
          <dt>
            {item.icon && <Icon name={item.icon} />}
            {item.term}
          </dt>
          <dd>{isBlank(item.detail) ? say("nothing") : item.detail}</dd>
          {item.action && (
            <dd>
              <a href={item.action.href}>
                {item.action.label}
                <span class="visually-hidden"> ({item.term})</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

const isBlank = (detail: Children): boolean => detail === undefined || detail === null || detail === "" || detail === false;
