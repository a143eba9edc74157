import { Ui, useUi, useWords } from "./context.ts";
import { HiddenFields } from "./form.tsx";
import { Button, LinkButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Badge } from "./masthead.tsx";
import type { Children } from "./types.ts";

export type ActiveFilter = { label: string; removeHref: string };

export type FilterBarProps = {
  action: string;
  children: Children;
  submitLabel?: string | undefined;
  resetHref?: string | undefined;
  /** The filters in force, each with the address of the list without it. */
  active?: readonly ActiveFilter[] | undefined;
  count?: number | undefined;
  hidden?: Readonly<Record<string, string | undefined>> | undefined;
  open?: boolean | undefined;
  extra?: Children;
};

/** A GET form above a list; folded on a phone, always open where there is room. */
export function FilterBar(props: FilterBarProps) {
  const { say } = useWords();
  const ui = useUi();
  // Beside a form that was refused a filter shows none of its errors, and takes no id from its fields.
  const isBeside = ui.refused !== undefined && ui.refused.action !== props.action;
  const within = isBeside ? { ...ui, errors: [], fieldScope: "filter" } : ui;
  const active = props.active ?? [];
  const count = props.count ?? active.length;
  return (
    <div class="stack stack-s no-print">
      <details class="filters" open={props.open}>
        <summary>
          <Icon name="settings" />
          {say("filters")}
          {count > 0 && <Badge value={count} tone="info" />}
          <Icon name="chevron" />
        </summary>
        <form action={props.action} method="get" novalidate>
          <HiddenFields values={props.hidden ?? {}} />
          <Ui.Provider value={within}>{props.children}</Ui.Provider>
          <div class="action-bar">
            <Button variant="secondary">{props.submitLabel ?? say("filterApply")}</Button>
            {props.resetHref !== undefined && count > 0 && (
              <LinkButton href={props.resetHref} variant="quiet">
                {say("filterReset")}
              </LinkButton>
            )}
            {props.extra}
          </div>
        </form>
      </details>
      {active.length > 0 && (
        <ul class="cluster">
          {active.map((filter) => (
            <li key={filter.removeHref}>
              <a class="chip" href={filter.removeHref} aria-label={say("filterRemove", { label: filter.label })}>
                {filter.label} <Icon name="close" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
