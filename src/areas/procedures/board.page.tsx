import type { VNode } from "preact";
import { assetVersion } from "#platform/http/assets.ts";
import { formatDate, formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  DateField,
  EmptyState,
  FilterBar,
  FormRow,
  LinkButton,
  PageHeader,
  PrintLayout,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { BoardChange, Changed, Posted } from "./board.store.ts";
import { linkTo, shorten } from "./links.ts";
import type { PublicationRule } from "./publication.clock.ts";
import { shortTerm } from "./term-words.ts";
import { text } from "./texts.ts";

export interface OnBoard extends Posted {
  readonly late: boolean | undefined;
}

export interface BoardProps {
  readonly locale: Locale;
  readonly unit: { readonly id: number; readonly fullName: string };
  readonly on: string;
  readonly query: { readonly ngay?: string | undefined; readonly tu?: string | undefined; readonly field?: string | undefined };
  readonly posted: readonly OnBoard[];
  readonly fields: readonly string[];
  /** What changed since the day that was asked for, or of the last weeks. */
  readonly changed: readonly Changed[];
  readonly changedAfter: string;
  readonly rule: PublicationRule;
}

const TONES = { added: "success", changed: "info", ended: "neutral" } as const satisfies Record<BoardChange, string>;

export function BoardPage(props: BoardProps) {
  const { locale, unit, on, query, posted } = props;
  const href = `/niem-yet/${unit.id}`;
  const late = posted.filter((one) => one.late === true).length;
  return (
    <Stack>
      <PageHeader
        kicker={unit.fullName}
        title={text(locale, "board.title")}
        lead={text(locale, "board.lead", { count: formatNumber(posted.length, locale), on: formatDay(on) })}
        actions={
          <>
            <LinkButton href={linkTo(`${href}/in`, query)} icon="print" variant="secondary">
              {text(locale, "board.print")}
            </LinkButton>
            <LinkButton href={`${href}/atom.xml`} variant="secondary">
              {text(locale, "board.feed")}
            </LinkButton>
          </>
        }
      />
      <BoardFilter {...props} href={href} />
      {late > 0 && (
        <p role="status">{text(locale, "board.late_count", { count: late, days: props.rule.postWithinWorkingDays })}</p>
      )}
      <Section title={text(locale, "board.changes", { from: formatDay(props.changedAfter) })} id="thay-doi">
        <Changes {...props} />
      </Section>
      <PostedByField {...props} />
      <p class="muted small">
        {text(locale, "board.rule", { days: props.rule.postWithinWorkingDays, basis: props.rule.basis })}{" "}
        {!props.rule.verified && text(locale, "board.rule_unverified")}
      </p>
    </Stack>
  );
}

function BoardFilter({ locale, query, fields, href }: BoardProps & { readonly href: string }) {
  const given = Object.values(query).filter((value) => value !== undefined).length;
  return (
    <FilterBar
      action={href}
      submitLabel={text(locale, "board.show")}
      resetHref={given > 0 ? href : undefined}
      count={given}
      open={given > 0}
    >
      <FormRow>
        <SelectField
          name="field"
          label={text(locale, "catalogue.field")}
          value={query.field}
          emptyLabel={text(locale, "catalogue.field_all")}
          options={fields.map((field) => ({ value: field, label: field }))}
        />
        <DateField name="tu" label={text(locale, "board.since")} value={query.tu} />
        <DateField name="ngay" label={text(locale, "board.on")} value={query.ngay} />
      </FormRow>
    </FilterBar>
  );
}

function Changes({ locale, changed }: BoardProps) {
  if (changed.length === 0) return <p class="muted">{text(locale, "board.no_changes")}</p>;
  return (
    <Table
      caption={text(locale, "board.changes_caption")}
      captionHidden
      stack
      rows={changed}
      rowKey={(row) => `${row.change} ${row.procedure.versionId}`}
      columns={[
        { key: "day", header: text(locale, "board.day"), nowrap: true, cell: (row) => formatDay(row.changedOn) },
        {
          key: "change",
          header: text(locale, "board.change"),
          cell: (row) => <Tag tone={TONES[row.change]}>{text(locale, `board.change.${row.change}`)}</Tag>,
        },
        { key: "name", header: text(locale, "board.name"), width: "l", rowHeader: true, cell: ProcedureLink },
        {
          key: "parts",
          header: text(locale, "board.parts"),
          cell: ({ parts }) => parts.map((part) => text(locale, `board.part.${part}`)).join(", ") || "–",
        },
      ]}
    />
  );
}

const ProcedureLink = ({ procedure }: Posted) => (
  <>
    <a href={`/thu-tuc/${procedure.code}`}>{shorten(procedure.name)}</a> <span class="code muted">{procedure.code}</span>
  </>
);

function PostedByField({ locale, posted }: BoardProps): VNode {
  if (posted.length === 0)
    return (
      <EmptyState title={text(locale, "board.empty")} icon="search">
        <p>{text(locale, "board.empty_hint")}</p>
      </EmptyState>
    );
  const fields = Map.groupBy(posted, (one) => one.procedure.field);
  return (
    <>
      {[...fields].map(([field, rows]) => (
        <Section key={field} title={`${field} (${formatNumber(rows.length, locale)})`}>
          <Table
            caption={field}
            captionHidden
            stack
            rows={rows}
            rowKey={(row) => row.procedure.code}
            columns={[
              { key: "name", header: text(locale, "board.name"), width: "l", rowHeader: true, cell: ProcedureLink },
              { key: "term", header: text(locale, "procedure.term"), cell: (row) => shortTerm(locale, row.procedure.term) },
              {
                key: "decision",
                header: text(locale, "board.decision"),
                cell: ({ decision }) =>
                  decision === null
                    ? text(locale, "board.no_decision")
                    : [decision.no, decision.date === undefined ? undefined : formatDay(decision.date)]
                        .filter((part) => part !== undefined)
                        .join(", "),
              },
              {
                key: "since",
                header: text(locale, "board.posted"),
                cell: (row) => (
                  <>
                    {formatDate(row.publishedAt)} {row.late === true && <Tag tone="warning">{text(locale, "board.late")}</Tag>}
                  </>
                ),
              },
            ]}
          />
        </Section>
      ))}
    </>
  );
}

export function BoardPrint(props: BoardProps) {
  const { locale, unit, on, posted } = props;
  return (
    <PrintLayout
      locale={locale}
      title={text(locale, "board.title")}
      backHref={linkTo(`/niem-yet/${unit.id}`, props.query)}
      assetVersion={assetVersion}
    >
      <p>{unit.fullName}</p>
      <h1>{text(locale, "board.title")}</h1>
      <p>{text(locale, "board.lead", { count: formatNumber(posted.length, locale), on: formatDay(on) })}</p>
      <PostedByField {...props} />
    </PrintLayout>
  );
}

export interface BoardsProps {
  readonly locale: Locale;
  readonly q?: string | undefined;
  readonly units: readonly {
    readonly id: number;
    readonly fullName: string;
    readonly parentName: string | null;
    readonly posted: number;
  }[];
  readonly more: boolean;
}

/** Where to find the board of one's own unit. */
export function BoardsPage({ locale, q, units, more }: BoardsProps) {
  return (
    <Stack>
      <PageHeader title={text(locale, "boards.title")} lead={text(locale, "boards.lead")} />
      <FilterBar
        action="/niem-yet"
        submitLabel={text(locale, "boards.find")}
        resetHref={q === undefined ? undefined : "/niem-yet"}
        open
      >
        <TextField name="q" label={text(locale, "boards.q")} value={q} maxLength={100} />
      </FilterBar>
      {units.length === 0 ? (
        <EmptyState title={text(locale, "boards.none")} icon="search">
          <p>{text(locale, "boards.none_hint")}</p>
        </EmptyState>
      ) : (
        <Table
          caption={text(locale, "boards.title")}
          captionHidden
          stack
          rows={units}
          rowKey={(unit) => String(unit.id)}
          columns={[
            {
              key: "name",
              header: text(locale, "boards.unit"),
              rowHeader: true,
              cell: (unit) => <a href={`/niem-yet/${unit.id}`}>{unit.fullName}</a>,
            },
            { key: "above", header: text(locale, "boards.above"), cell: (unit) => unit.parentName ?? "–" },
            {
              key: "posted",
              header: text(locale, "boards.posted"),
              align: "end",
              cell: (unit) => formatNumber(unit.posted, locale),
            },
          ]}
        />
      )}
      {more && <p class="muted">{text(locale, "boards.more")}</p>}
    </Stack>
  );
}
