import type { Locale } from "#platform/i18n/messages.ts";
import {
  EmptyState,
  FilterBar,
  FormRow,
  LinkButton,
  PageHeader,
  Pagination,
  SearchField,
  SelectField,
  Stack,
  Table,
  Tag,
  type Tone,
} from "#ui/ui.tsx";
import { type ProcessSummary, type Stage, STAGES } from "./process-version.ts";
import { text } from "./texts.ts";
import { ADMIN, caseText, decisionText, periodText, versionHref } from "./words.ts";

export const PAGE_SIZE = 50;

const TONES: Readonly<Record<Stage, Tone>> = {
  draft: "info",
  published: "success",
  planned: "warning",
  retired: "neutral",
  withdrawn: "neutral",
};

export const StageTag = ({ locale, stage }: { locale: Locale; stage: Stage }) => (
  <Tag tone={TONES[stage]}>{text(locale, `stage.${stage}`)}</Tag>
);

export interface ProcessListProps {
  readonly locale: Locale;
  readonly query: { readonly q?: string | undefined; readonly stage?: Stage | undefined; readonly page: number };
  readonly rows: readonly ProcessSummary[];
  readonly total: number;
}

const linkTo = (query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length === 0 ? ADMIN : `${ADMIN}?${new URLSearchParams(given)}`;
};

export function ProcessList(props: ProcessListProps) {
  const { locale, query, rows, total } = props;
  const to = (query.page - 1) * PAGE_SIZE + rows.length;
  return (
    <Stack>
      <PageHeader
        title={text(locale, "list.title")}
        lead={text(locale, "list.lead")}
        actions={
          <>
            <LinkButton href={`${ADMIN}/nhap`} icon="file">
              {text(locale, "list.import")}
            </LinkButton>
            <LinkButton href={`${ADMIN}/moi`} variant="primary" icon="plus" shortcut="n">
              {text(locale, "list.new")}
            </LinkButton>
          </>
        }
      />
      <FilterBar action={ADMIN} submitLabel={text(locale, "list.filter")} resetHref={ADMIN} open>
        <FormRow>
          <SearchField name="q" label={text(locale, "list.q")} value={query.q} />
          <SelectField
            name="stage"
            label={text(locale, "list.stage")}
            value={query.stage}
            emptyLabel={text(locale, "list.all")}
            options={STAGES.map((stage) => ({ value: stage, label: text(locale, `stage.${stage}`) }))}
          />
        </FormRow>
      </FilterBar>
      <Rows {...props} />
      <Pagination
        previousHref={query.page > 1 ? linkTo({ ...query, page: query.page - 1 }) : undefined}
        nextHref={to < total ? linkTo({ ...query, page: query.page + 1 }) : undefined}
        from={rows.length === 0 ? undefined : to - rows.length + 1}
        to={rows.length === 0 ? undefined : to}
        exact={rows.length === 0 ? undefined : total}
      />
    </Stack>
  );
}

function Rows({ locale, query, rows }: ProcessListProps) {
  const filtered = query.q !== undefined || query.stage !== undefined;
  return (
    <Table
      caption={text(locale, "list.title")}
      captionHidden
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={
        <EmptyState
          title={text(locale, filtered ? "list.none_found" : "list.empty")}
          icon={filtered ? "search" : "list"}
          action={
            <LinkButton href={filtered ? ADMIN : `${ADMIN}/moi`}>{text(locale, filtered ? "list.all" : "list.new")}</LinkButton>
          }
        >
          {filtered ? undefined : text(locale, "list.empty_hint")}
        </EmptyState>
      }
      columns={[
        {
          key: "procedure",
          header: text(locale, "column.procedure"),
          rowHeader: true,
          width: "l",
          cell: (row) => (
            <>
              <a href={versionHref(row.id)}>{row.procedureName}</a>
              <div class="muted">
                {row.procedureCode} · {caseText(locale, row.caseCode)}
              </div>
            </>
          ),
        },
        { key: "owner", header: text(locale, "column.owner"), cell: (row) => row.ownerName },
        { key: "version", header: text(locale, "column.version"), align: "end", cell: (row) => row.version },
        { key: "stage", header: text(locale, "column.stage"), cell: (row) => <StageTag locale={locale} stage={row.stage} /> },
        { key: "period", header: text(locale, "column.period"), cell: (row) => periodText(locale, row) },
        { key: "decision", header: text(locale, "column.decision"), cell: (row) => decisionText(locale, row) },
        { key: "steps", header: text(locale, "column.steps"), align: "end", cell: (row) => row.steps },
      ]}
    />
  );
}
