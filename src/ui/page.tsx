import type { Children } from "./types.ts";

export type PageHeaderProps = {
  title: string;
  /** Stands behind the title and is kept in one piece: a code is compared sign by sign. */
  code?: string | undefined;
  lead?: Children;
  actions?: Children;
  /** A small line above the title, such as a code. */
  kicker?: string | undefined;
  tags?: Children;
};

/** The one `h1` of a page. */
export function PageHeader({ title, code, lead, actions, kicker, tags }: PageHeaderProps) {
  return (
    <div class="page-head">
      <div class="page-head-text">
        {kicker !== undefined && <p class="kicker">{kicker}</p>}
        <h1>
          {title}
          {code !== undefined && (
            <>
              {" "}
              <span class="code">{code}</span>
            </>
          )}
        </h1>
        {tags !== undefined && <div class="cluster">{tags}</div>}
        {lead !== undefined && <div class="lead">{lead}</div>}
      </div>
      {actions !== undefined && <div class="cluster">{actions}</div>}
    </div>
  );
}

export type SectionProps = {
  title: string;
  children: Children;
  id?: string | undefined;
  actions?: Children;
  lead?: Children;
  level?: 2 | 3 | undefined;
};

export function Section({ title, children, id, actions, lead, level = 2 }: SectionProps) {
  const Heading = level === 2 ? ("h2" as const) : ("h3" as const);
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <Heading>{title}</Heading>
        {actions !== undefined && <div class="cluster">{actions}</div>}
      </div>
      {lead !== undefined && <div class="muted">{lead}</div>}
      {children}
    </section>
  );
}

export type GridProps = { columns: 2 | 3 | 4; children: Children };

/** Equal columns that become fewer as room gets short. */
export function Grid({ columns, children }: GridProps) {
  return <div class={columns === 3 ? "grid" : `grid grid-${columns}`}>{children}</div>;
}

export type ColumnsProps = {
  children: Children;
  aside: Children;
  asideLabel?: string | undefined;
  /** What stands beside is what people come for: on a phone, by keyboard and when read aloud it comes first. */
  asideFirst?: boolean | undefined;
};

export function Columns({ children, aside, asideLabel, asideFirst = false }: ColumnsProps) {
  const beside = <aside aria-label={asideLabel}>{aside}</aside>;
  return (
    <div class="columns">
      {asideFirst && beside}
      <div>{children}</div>
      {!asideFirst && beside}
    </div>
  );
}

export function Stack({ children, gap = "m" }: { children: Children; gap?: "s" | "m" | "l" | undefined }) {
  return <div class={gap === "m" ? "stack" : `stack stack-${gap}`}>{children}</div>;
}

export function Cluster({ children }: { children: Children }) {
  return <div class="cluster">{children}</div>;
}
