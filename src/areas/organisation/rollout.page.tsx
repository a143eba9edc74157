import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  DateField,
  EmptyState,
  FilterBar,
  FormRow,
  PageHeader,
  StackedBar,
  StatGrid,
  StatTile,
  Table,
  Tag,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import { unitHref } from "./period-text.ts";
import { text } from "./texts.ts";
import type { UnitOn } from "./unit.ts";
import type { RolloutRow, RolloutState } from "./unit-facts.store.ts";

export interface RolloutPageProps {
  readonly locale: Locale;
  readonly on: string;
  readonly root: UnitOn | undefined;
  readonly rows: readonly RolloutRow[];
  readonly state: RolloutState | "unrecorded" | undefined;
}

const STATES = ["live", "planned", "retired", "unrecorded"] as const;
const TONES: Readonly<Record<(typeof STATES)[number], Tone>> = {
  live: "success",
  planned: "info",
  retired: "warning",
  unrecorded: "neutral",
};

export function RolloutPage({ locale, on, root, rows, state }: RolloutPageProps) {
  const of = (wanted: (typeof STATES)[number]) => rows.filter((row) => (row.state ?? "unrecorded") === wanted);
  const count = (wanted: (typeof STATES)[number]) => of(wanted).length;
  const shown = state === undefined ? rows : of(state);
  const href = (wanted: string) => `/to-chuc/trien-khai?unit=${root?.id ?? ""}&on=${formatDay(on)}&state=${wanted}`;
  return (
    <>
      <PageHeader
        title={text(locale, "rollout.title")}
        kicker={root?.fullName ?? ""}
        lead={text(locale, "rollout.lead", {
          live: count("live"),
          planned: count("planned"),
          total: rows.length,
          on: formatDay(on),
        })}
      />
      <FilterBar action="/to-chuc/trien-khai" submitLabel={text(locale, "tree.filter")}>
        <FormRow>
          <TextField
            name="code"
            label={text(locale, "rollout.unit")}
            hint={text(locale, "rollout.unit_hint")}
            value={root?.code ?? ""}
          />
          <DateField name="on" label={text(locale, "tree.on")} value={formatDay(on)} />
        </FormRow>
      </FilterBar>
      <StatGrid>
        {STATES.map((one) => (
          <StatTile key={one} value={count(one)} label={text(locale, `rollout.${one}`)} href={href(one)} tone={TONES[one]} />
        ))}
      </StatGrid>
      {rows.length > 0 && (
        <StackedBar
          label={text(locale, "rollout.title")}
          parts={STATES.map((one) => ({
            label: text(locale, `rollout.${one}`),
            value: count(one),
            tone: TONES[one],
            href: href(one),
          }))}
        />
      )}
      <RolloutTable locale={locale} on={on} rows={shown} />
    </>
  );
}

function RolloutTable({ locale, on, rows }: Pick<RolloutPageProps, "locale" | "on" | "rows">) {
  return (
    <Table
      caption={text(locale, "rollout.title")}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.unitId)}
      empty={<EmptyState title={text(locale, "rollout.empty")} icon="building" />}
      columns={[
        {
          key: "name",
          header: text(locale, "tree.name"),
          rowHeader: true,
          cell: (row) => <a href={unitHref(row.unitId, on)}>{row.fullName}</a>,
        },
        {
          key: "state",
          header: text(locale, "rollout.state"),
          cell: (row) => (
            <Tag tone={TONES[row.state ?? "unrecorded"]}>{text(locale, `rollout.${row.state ?? "unrecorded"}`)}</Tag>
          ),
        },
        { key: "since", header: text(locale, "tree.since"), cell: (row) => (row.from === null ? "" : formatDay(row.from)) },
        { key: "source", header: text(locale, "unit.source"), cell: (row) => row.source ?? "" },
      ]}
    />
  );
}
