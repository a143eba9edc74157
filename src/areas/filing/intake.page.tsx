import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, FilterBar, PageHeader, RadioGroup, Stack, StatGrid, StatTile, Table, TextField } from "#ui/ui.tsx";
import type { Filing } from "./filing.ts";
import { RespondBy, StateTag } from "./filing-parts.page.tsx";
import { isAwaitingAnswer, isLate } from "./filing.rules.ts";
import type { IntakeCounts } from "./filing.store.ts";
import { text } from "./texts.ts";

export interface IntakePageProps {
  readonly locale: Locale;
  readonly filings: readonly Filing[];
  readonly counts: IntakeCounts;
  readonly q: string;
  readonly waiting: boolean;
  readonly now: Date;
}

/** What was filed online: whoever waits longest on top, lateness of eight working hours in sight. */
export function IntakePage({ locale, filings, counts, q, waiting, now }: IntakePageProps) {
  const answered = counts.answeredInTime + counts.answeredLate;
  const share = answered === 0 ? "–" : `${Math.round((counts.answeredInTime / answered) * 100)} %`;
  return (
    <>
      <PageHeader title={text(locale, "intake.title")} lead={text(locale, "intake.lead")} />
      <Stack gap="l">
        <StatGrid>
          <StatTile value={counts.waiting} label={text(locale, "intake.waiting")} href="/ho-so/truc-tuyen" />
          <StatTile value={counts.late} label={text(locale, "intake.late_now")} tone={counts.late > 0 ? "danger" : "neutral"} />
          <StatTile
            value={share}
            label={text(locale, "intake.in_time")}
            hint={text(locale, "intake.days", { count: answered })}
          />
        </StatGrid>
        <FilterBar action="/ho-so/truc-tuyen" submitLabel={text(locale, "intake.filter")}>
          <TextField name="q" label={text(locale, "intake.search")} value={q} maxLength={100} />
          <RadioGroup
            name="xem"
            label={text(locale, "intake.show")}
            value={waiting ? "cho" : "tat-ca"}
            inline
            options={[
              { value: "cho", label: text(locale, "intake.show_waiting") },
              { value: "tat-ca", label: text(locale, "intake.show_all") },
            ]}
          />
        </FilterBar>
        {filings.length === 0 ? (
          <EmptyState title={text(locale, "intake.empty")} icon="inbox" />
        ) : (
          <IntakeTable locale={locale} filings={filings} now={now} />
        )}
      </Stack>
    </>
  );
}

function IntakeTable({ locale, filings, now }: Pick<IntakePageProps, "locale" | "filings" | "now">) {
  return (
    <Table
      caption={text(locale, "intake.title")}
      captionHidden
      stack
      rows={filings}
      rowKey={(row) => String(row.id)}
      rowTone={(row) => (isAwaitingAnswer(row.state) && isLate(row, now) ? "danger" : undefined)}
      columns={[
        {
          key: "who",
          header: text(locale, "facts.filer"),
          rowHeader: true,
          cell: (row) => <a href={`/ho-so/truc-tuyen/${row.id}`}>{row.filerName}</a>,
        },
        { key: "procedure", header: text(locale, "own.procedure"), cell: (row) => row.procedureName },
        {
          key: "at",
          header: text(locale, "facts.submitted"),
          cell: (row) => (row.submittedAt === null ? "–" : formatInstant(row.submittedAt)),
        },
        {
          key: "until",
          header: text(locale, "facts.respond_by"),
          cell: (row) => <RespondBy locale={locale} filing={row} now={now} />,
        },
        { key: "state", header: text(locale, "own.state"), cell: (row) => <StateTag locale={locale} state={row.state} /> },
      ]}
    />
  );
}
