import { LinkButton } from "./button.tsx";
import { useWords } from "./context.ts";
import { Icon } from "./icon.tsx";
import type { Link } from "./types.ts";

export type PaginationProps = {
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** An estimate of all rows; said to be one. */
  about?: number | undefined;
  /** The counted number of all rows; wins over the estimate. */
  exact?: number | undefined;
  label?: string | undefined;
};

/** Keyset paging: forward and back, no page numbers. Nothing when there is nothing to say. */
export function Pagination(props: PaginationProps) {
  const { say, number } = useWords();
  const range = rangeText(props, say, number);
  if (range === undefined && props.previousHref === undefined && props.nextHref === undefined) return null;
  return (
    <nav class="pager" aria-label={props.label ?? say("pages")}>
      <span class="muted">{range}</span>
      <span class="cluster">
        {props.previousHref !== undefined && (
          <LinkButton href={props.previousHref} icon="back" size="s" shortcut="k">
            {say("previous")}
          </LinkButton>
        )}
        {props.nextHref !== undefined && (
          <LinkButton href={props.nextHref} size="s" shortcut="j">
            {say("next")} <Icon name="arrow" />
          </LinkButton>
        )}
      </span>
    </nav>
  );
}

type Say = ReturnType<typeof useWords>["say"];

function rangeText(props: PaginationProps, say: Say, number: (value: number) => string): string | undefined {
  const { from, to, exact, about } = props;
  if (from === undefined || to === undefined) return undefined;
  if (exact !== undefined) return say("exact", { from, to, count: exact });
  if (about !== undefined) return say("about", { from, to, count: about });
  return `${number(from)}–${number(to)}`;
}

export type ExportLinksProps = { links: readonly Link[]; label?: string | undefined };

/** The same rows as files. */
export function ExportLinks({ links, label }: ExportLinksProps) {
  const { say } = useWords();
  return (
    <div class="cluster no-print">
      <span class="muted small">{label ?? say("exportAs")}:</span>
      {links.map((link) => (
        <LinkButton key={link.href} href={link.href} variant="quiet" size="s" icon="download" download>
          {link.label}
        </LinkButton>
      ))}
    </div>
  );
}
