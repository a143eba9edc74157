import { printedCode, RESULT_STATES, resultNumber, type ResultState, validityOf } from "#core/results/result-life.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  type Column,
  Details,
  EmptyState,
  ExportLinks,
  FilterBar,
  Form,
  FormRow,
  LinkButton,
  Notice,
  NumberField,
  PageHeader,
  Pagination,
  SearchField,
  SelectField,
  Stack,
  Table,
  Tag,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import type { RegisterRow } from "./register.store.ts";
import type { ResultRule } from "./result.store.ts";
import { resultPath } from "./result-paths.ts";
import { text } from "./texts.ts";

export const STATE_TONES: Readonly<Record<ResultState, Tone>> = {
  draft: "neutral",
  review: "info",
  signed: "info",
  issued: "success",
  replaced: "warning",
  voided: "danger",
};

export const numberText = (locale: Locale, { year, number }: Pick<RegisterRow, "year" | "number">): string =>
  year === null || number === null ? text(locale, "number.none") : resultNumber(number, year);

interface RuleProps {
  readonly current: ResultRule | undefined;
  readonly csrf: string;
  readonly formKey: string;
}

export interface RegisterProps {
  /** For who may set it. */
  readonly rule: RuleProps | undefined;
  readonly locale: Locale;
  readonly rows: readonly RegisterRow[];
  readonly today: string;
  readonly q: string | undefined;
  readonly state: ResultState | undefined;
  readonly year: number | undefined;
  readonly nextHref: string | undefined;
  readonly csvHref: string;
}

const Validity = ({ locale, row, today }: { locale: Locale; row: RegisterRow; today: string }) => {
  if (row.issuedAt === null) return <>–</>;
  const validity = validityOf(row, today);
  return (
    <>
      <Tag tone={validity === "valid" ? "success" : "danger"}>{text(locale, `validity.${validity}`)}</Tag>
      {row.validUntil !== null && <p class="muted">{text(locale, "valid_until_short", { day: formatDay(row.validUntil) })}</p>}
    </>
  );
};

const columnsOf = (locale: Locale, today: string): readonly Column<RegisterRow>[] => [
  {
    key: "number",
    header: text(locale, "number"),
    rowHeader: true,
    nowrap: true,
    cell: (row) => <a href={resultPath.one(row.documentId)}>{numberText(locale, row)}</a>,
  },
  {
    key: "title",
    header: text(locale, "title"),
    cell: (row) => (
      <>
        {row.title}
        <p class="muted">
          {text(locale, `kind.${row.kind}`)} · {text(locale, "version_n", { version: row.version })} · {row.ownerName}
        </p>
      </>
    ),
  },
  {
    key: "dossier",
    header: text(locale, "dossier"),
    cell: (row) => (
      <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
        {row.dossierCode}
      </a>
    ),
  },
  {
    key: "code",
    header: text(locale, "code"),
    cell: (row) => <span class="code nowrap">{printedCode(row.code)}</span>,
  },
  {
    key: "state",
    header: text(locale, "state"),
    cell: (row) => <Tag tone={STATE_TONES[row.state]}>{text(locale, `state.${row.state}`)}</Tag>,
  },
  {
    key: "validity",
    header: text(locale, "validity"),
    cell: (row) => <Validity locale={locale} row={row} today={today} />,
  },
  {
    key: "signer",
    header: text(locale, "signature.signer"),
    cell: (row) => (row.signedAt === null ? "–" : `${row.signerName ?? ""}, ${formatInstant(row.signedAt)}`),
  },
];

/** Whether the agency returns dossiers only with their signed result: its head decides, by a decision that is named. */
function RuleForm({ locale, rule }: { locale: Locale; rule: RuleProps }) {
  const now =
    rule.current?.required === true
      ? text(locale, "rule.required", { decision: rule.current.decisionNo })
      : text(locale, "rule.free");
  return (
    <Details summary={text(locale, "rule")}>
      <Form
        action={`${resultPath.register}/quy-dinh`}
        csrf={rule.csrf}
        formKey={rule.formKey}
        scope="rule"
        label={text(locale, "rule")}
      >
        <p>{now}</p>
        <SelectField
          name="required"
          label={text(locale, "rule.choice")}
          value={rule.current?.required === true ? "yes" : "no"}
          options={(["no", "yes"] as const).map((value) => ({ value, label: text(locale, `rule.${value}`) }))}
        />
        <TextField name="decisionNo" label={text(locale, "rule.decision")} required />
        <Button variant="secondary">{text(locale, "rule.save")}</Button>
      </Form>
    </Details>
  );
}

/** The register of electronic results: each version with its number, code, validity and signer. */
export function RegisterPage({ rule, locale, rows, today, q, state, year, nextHref, csvHref }: RegisterProps) {
  return (
    <>
      <PageHeader
        title={text(locale, "register")}
        lead={text(locale, "register.lead")}
        actions={
          <LinkButton href={resultPath.verify} icon="check">
            {text(locale, "verify")}
          </LinkButton>
        }
      />
      <Stack>
        {rows.some(({ standIn }) => standIn) && <Notice tone="warning">{text(locale, "stand_in")}</Notice>}
        <FilterBar
          action={resultPath.register}
          resetHref={resultPath.register}
          count={[q, state, year].filter((x) => x !== undefined).length}
        >
          <FormRow>
            <SearchField name="q" label={text(locale, "register.search")} value={q} width="l" />
            <SelectField
              name="state"
              label={text(locale, "state")}
              value={state}
              emptyLabel={text(locale, "all")}
              options={RESULT_STATES.map((value) => ({ value, label: text(locale, `state.${value}`) }))}
            />
            <NumberField name="year" label={text(locale, "book.year")} value={year === undefined ? undefined : String(year)} />
          </FormRow>
        </FilterBar>
        <Table
          caption={text(locale, "register")}
          captionHidden
          rows={rows}
          rowKey={(row) => String(row.id)}
          empty={<EmptyState title={text(locale, "register.none")}>{text(locale, "register.none_hint")}</EmptyState>}
          columns={columnsOf(locale, today)}
        />
        <Pagination nextHref={nextHref} />
        <ExportLinks links={[{ href: csvHref, label: "CSV" }]} />
        {rule !== undefined && <RuleForm locale={locale} rule={rule} />}
      </Stack>
    </>
  );
}
