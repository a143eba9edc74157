import { acceptOf, CSV_RULE } from "#platform/files/file-kind.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  DescriptionList,
  Details,
  EmptyState,
  FileField,
  Form,
  FormRow,
  Notice,
  PageHeader,
  Section,
  Table,
  Tag,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import { UNMATCHED_PATH } from "#fees";
import { money } from "./shipment.page.tsx";
import { isOpenLine, type LineOutcome, type Statement, type StatementLine } from "./statement.ts";
import { text } from "./texts.ts";

export const STATEMENTS_PATH = "/giay-to/buu-gui/doi-soat";

type Typed = (name: string) => string | undefined;

export interface StatementListProps {
  readonly locale: Locale;
  readonly statements: readonly Statement[];
  readonly carriers: readonly string[];
  readonly csrf: string;
  readonly formKey: string;
  readonly typed: Typed;
}

function ImportForm({ locale, carriers, csrf, formKey, typed }: StatementListProps) {
  return (
    <Section title={text(locale, "statements.import")}>
      <Form action={STATEMENTS_PATH} csrf={csrf} formKey={formKey} files label={text(locale, "statements.import")}>
        <FormRow>
          <TextField
            name="carrier"
            label={text(locale, "shipment.carrier")}
            required
            value={typed("carrier") ?? carriers[0]}
            suggestions={carriers}
          />
          <TextField name="statementNo" label={text(locale, "statements.no")} required value={typed("statementNo")} width="m" />
        </FormRow>
        <FileField
          name="file"
          label={text(locale, "statements.file")}
          hint={text(locale, "statements.file_hint")}
          accept={acceptOf(CSV_RULE.kinds)}
          required
        />
        <Button>{text(locale, "statements.import")}</Button>
      </Form>
    </Section>
  );
}

/** The statements of carriers, newest first, and the form that takes the next. */
export function StatementListPage(props: StatementListProps) {
  const { locale, statements } = props;
  return (
    <>
      <PageHeader title={text(locale, "statements.title")} lead={text(locale, "statements.lead")} />
      <ImportForm {...props} />
      <Table<Statement>
        caption={text(locale, "statements.title")}
        captionHidden
        rows={statements}
        rowKey={(row) => String(row.id)}
        empty={<EmptyState title={text(locale, "statements.none")}>{text(locale, "statements.file_hint")}</EmptyState>}
        columns={[
          {
            key: "no",
            header: text(locale, "statements.no"),
            rowHeader: true,
            cell: (row) => (
              <>
                <a href={`${STATEMENTS_PATH}/${row.id}`}>{row.statementNo}</a>
                <div class="muted small">{row.carrier}</div>
              </>
            ),
          },
          {
            key: "at",
            header: text(locale, "statements.at"),
            cell: (row) => `${row.importedBy}, ${formatInstant(row.importedAt)}`,
          },
          { key: "lines", header: text(locale, "statements.lines"), align: "end", cell: (row) => row.lines },
          {
            key: "open",
            header: text(locale, "statements.open"),
            align: "end",
            cell: (row) => (row.open === 0 ? "0" : <Tag tone="warning">{row.open}</Tag>),
          },
          { key: "rejected", header: text(locale, "statements.rejected"), align: "end", cell: (row) => row.rejected },
          {
            key: "stated",
            header: text(locale, "statements.stated"),
            align: "end",
            nowrap: true,
            cell: (row) => money(row.statedVnd),
          },
          {
            key: "booked",
            header: text(locale, "statements.booked"),
            align: "end",
            nowrap: true,
            cell: (row) => money(row.bookedVnd),
          },
        ]}
      />
    </>
  );
}

const TONES: Readonly<Record<LineOutcome, Tone>> = {
  matched: "success",
  accepted: "info",
  settled_before: "neutral",
  differs: "warning",
  unknown_slip: "warning",
  not_delivered: "warning",
  rejected: "danger",
};

export interface StatementPageProps {
  readonly locale: Locale;
  readonly statement: Statement;
  readonly lines: readonly StatementLine[];
  readonly csrf: string;
  readonly newKey: () => string;
  readonly refusedLine: number | undefined;
  readonly typed: Typed;
}

function AcceptForm({ line, ...props }: StatementPageProps & { readonly line: StatementLine }) {
  const { locale, statement, csrf, newKey, refusedLine, typed } = props;
  const refused = refusedLine === line.line;
  return (
    <Details summary={text(locale, "statements.accept")} open={refused}>
      <Form
        action={`${STATEMENTS_PATH}/${statement.id}/chap-nhan`}
        csrf={csrf}
        formKey={newKey()}
        hidden={{ line: String(line.line) }}
        label={`${text(locale, "statements.accept")} ${line.line}`}
        {...(refused ? {} : { scope: `accept-${line.line}` })}
      >
        <TextField
          name="note"
          label={text(locale, "statements.accept_note")}
          required
          value={refused ? typed("note") : undefined}
        />
        <Button size="s" variant="secondary">
          {text(locale, "statements.accept")}
        </Button>
      </Form>
    </Details>
  );
}

function Outcome(props: StatementPageProps & { readonly line: StatementLine }) {
  const { locale, line } = props;
  return (
    <>
      <Tag tone={TONES[line.outcome]}>{text(locale, `outcome.${line.outcome}`)}</Tag>
      <div class="muted small">
        {[line.problem === null ? null : text(locale, `problem.${line.problem}`), line.note, line.settledBy]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {line.outcome === "differs" && <AcceptForm {...props} />}
    </>
  );
}

function Lines(props: StatementPageProps) {
  const { locale, lines } = props;
  const amount = (value: number | null): string => (value === null ? "–" : money(value));
  return (
    <Table<StatementLine>
      caption={text(locale, "statements.lines")}
      captionHidden
      rows={lines}
      rowKey={(line) => String(line.line)}
      columns={[
        { key: "line", header: text(locale, "statements.line"), align: "end", cell: (line) => line.line },
        {
          key: "slip",
          header: text(locale, "shipment.slip"),
          rowHeader: true,
          cell: (line) => <span class="code nowrap">{line.slipNo ?? "–"}</span>,
        },
        {
          key: "code",
          header: text(locale, "sheet.code"),
          cell: (line) =>
            line.code === null ? (
              "–"
            ) : (
              <a class="code nowrap" href={`/ho-so/${line.dossierId}`}>
                {line.code}
              </a>
            ),
        },
        {
          key: "stated",
          header: text(locale, "statements.stated"),
          align: "end",
          nowrap: true,
          cell: (line) => amount(line.amountVnd),
        },
        {
          key: "expected",
          header: text(locale, "statements.expected"),
          align: "end",
          nowrap: true,
          cell: (line) => amount(line.expectedVnd),
        },
        {
          key: "booked",
          header: text(locale, "statements.booked"),
          align: "end",
          nowrap: true,
          cell: (line) => money(line.bookedVnd),
        },
        { key: "outcome", header: text(locale, "statements.outcome"), cell: (line) => <Outcome {...props} line={line} /> },
      ]}
    />
  );
}

/** One statement, line by line: what agrees, what differs, what could not be read. */
export function StatementPage(props: StatementPageProps) {
  const { locale, statement, lines, csrf, newKey } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "statements.one", { number: statement.statementNo })}
        lead={`${statement.carrier} · ${statement.importedBy}, ${formatInstant(statement.importedAt)}`}
      />
      <DescriptionList
        columns={2}
        items={[
          {
            term: text(locale, "statements.file"),
            detail: <a href={`${STATEMENTS_PATH}/${statement.id}/tep`}>{statement.fileName}</a>,
          },
          { term: text(locale, "statements.open"), detail: String(statement.open) },
          { term: text(locale, "statements.stated"), detail: money(statement.statedVnd) },
          { term: text(locale, "statements.booked"), detail: money(statement.bookedVnd) },
        ]}
      />
      {statement.statedVnd > statement.bookedVnd && (
        <Notice>
          {text(locale, "statements.beyond", { amount: money(statement.statedVnd - statement.bookedVnd) })}{" "}
          <a href={UNMATCHED_PATH}>{text(locale, "statements.unmatched")}</a>
        </Notice>
      )}
      {lines.some(isOpenLine) && (
        <Form action={`${STATEMENTS_PATH}/${statement.id}/doi-lai`} csrf={csrf} formKey={newKey()} scope="again">
          <Button variant="secondary">{text(locale, "statements.again")}</Button>
        </Form>
      )}
      <Lines {...props} />
    </>
  );
}
