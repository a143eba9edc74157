import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  DateField,
  EmptyState,
  FilterBar,
  FormRow,
  PageHeader,
  Pagination,
  SearchField,
  Section,
  SelectField,
  Table,
} from "#ui/ui.tsx";
import { periodText, unitHref } from "./period-text.ts";
import { text } from "./texts.ts";
import { UNIT_KINDS, type UnitKind } from "./unit.ts";
import type { UnitCount, UnitListRow } from "./unit-query.store.ts";

export interface UnitTreeProps {
  readonly locale: Locale;
  readonly on: string;
  readonly q: string;
  readonly kind: UnitKind | undefined;
  readonly rows: readonly UnitListRow[];
  readonly counts: readonly UnitCount[];
  readonly offset: number;
  readonly more: boolean;
  readonly pageHref: (offset: number) => string;
}

export function UnitTree(props: UnitTreeProps) {
  const { locale, on, q, kind } = props;
  const filtered = q !== "" || kind !== undefined;
  return (
    <>
      <PageHeader
        title={text(locale, "tree.title")}
        lead={text(locale, "tree.lead")}
        kicker={text(locale, "unit.on", { on: formatDay(on) })}
      />
      <FilterBar action="/to-chuc" submitLabel={text(locale, "tree.filter")} resetHref="/to-chuc" count={filtered ? 1 : 0} open>
        <FormRow>
          <SearchField name="q" label={text(locale, "tree.search")} value={q} />
          <SelectField
            name="kind"
            label={text(locale, "tree.kind")}
            value={kind ?? ""}
            emptyLabel={text(locale, "tree.all_kinds")}
            options={UNIT_KINDS.map((value) => ({ value, label: text(locale, `kind.${value}`) }))}
          />
          <DateField name="on" label={text(locale, "tree.on")} value={formatDay(on)} />
        </FormRow>
      </FilterBar>
      {!filtered && <Counts locale={locale} counts={props.counts} />}
      <Section title={text(locale, filtered ? "tree.found" : "tree.top")}>
        <UnitTable locale={locale} on={on} rows={props.rows} caption={text(locale, "tree.title")} />
        <Pagination
          previousHref={props.offset > 0 ? props.pageHref(Math.max(0, props.offset - 50)) : undefined}
          nextHref={props.more ? props.pageHref(props.offset + 50) : undefined}
        />
      </Section>
    </>
  );
}

/** How many units of each kind there were, and of how many the start is not known. */
function Counts({ locale, counts }: Pick<UnitTreeProps, "locale" | "counts">) {
  return (
    <ul class="cluster muted" aria-label={text(locale, "tree.counted")}>
      {counts
        .filter((one) => one.kind !== "country")
        .map(({ kind, count, startUnknown }) => (
          <li key={kind}>
            {text(locale, startUnknown === 0 ? "tree.counts_known" : "tree.counts", {
              count,
              unknown: startUnknown,
              kind: text(locale, `kind.${kind}`).toLocaleLowerCase(locale),
            })}
          </li>
        ))}
    </ul>
  );
}

/** Units in a table, each linked to its page on the same day. */
export function UnitTable({
  locale,
  on,
  rows,
  caption,
}: {
  locale: Locale;
  on: string;
  rows: readonly UnitListRow[];
  caption: string;
}) {
  return (
    <Table
      caption={caption}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "tree.empty")} icon="building" />}
      columns={[
        {
          key: "name",
          header: text(locale, "tree.name"),
          rowHeader: true,
          cell: (row) => <a href={unitHref(row.id, on)}>{row.fullName}</a>,
        },
        {
          key: "code",
          header: text(locale, "tree.code"),
          nowrap: true,
          cell: (row) => (row.code === null ? "" : <span class="code">{row.code}</span>),
        },
        { key: "kind", header: text(locale, "tree.kind"), cell: (row) => text(locale, `kind.${row.kind}`) },
        { key: "parent", header: text(locale, "tree.parent"), hideOnPhone: true, cell: (row) => row.parentName ?? "" },
        {
          key: "since",
          header: text(locale, "tree.since"),
          hideOnPhone: true,
          cell: (row) => periodText(locale, row, row.startKnown),
        },
        {
          key: "children",
          header: text(locale, "tree.children"),
          align: "end",
          cell: (row) => (row.children === 0 ? "" : formatNumber(row.children, locale)),
        },
      ]}
    />
  );
}
