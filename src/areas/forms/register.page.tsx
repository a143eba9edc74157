import { formatDate, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  EmptyState,
  FilterBar,
  Form,
  LinkButton,
  LongCode,
  Notice,
  PageHeader,
  Pagination,
  SelectField,
  Stack,
  Table,
  Tag,
} from "#ui/ui.tsx";
import { PRINTED_AT_ONCE, remarkOf, type RegisterEntry, type RegisterYear } from "./register.ts";
import { registerPath } from "./register-paths.ts";
import { text } from "./texts.ts";
import type { RegisterVerdict } from "./verify-register.ts";

const MOST_DIFFERENCES = 50;

export interface RegistersProps {
  readonly locale: Locale;
  readonly years: readonly RegisterYear[];
}

/** The registers of the office, the newest year first. */
export function RegistersPage({ locale, years }: RegistersProps) {
  return (
    <>
      <PageHeader title={text(locale, "register")} lead={text(locale, "register.lead")} />
      <Table
        caption={text(locale, "register")}
        captionHidden
        rows={years}
        rowKey={({ year }) => String(year)}
        empty={<EmptyState title={text(locale, "register.none")}>{text(locale, "register.none_hint")}</EmptyState>}
        columns={[
          {
            key: "year",
            header: text(locale, "register.year"),
            rowHeader: true,
            cell: ({ year }) => <a href={registerPath(year)}>{text(locale, "register.one", { year: String(year) })}</a>,
          },
          { key: "entries", header: text(locale, "register.entries"), align: "end", cell: ({ entries }) => entries },
          {
            key: "state",
            header: text(locale, "register.state"),
            cell: ({ closed }) =>
              closed === undefined ? (
                <Tag tone="info">{text(locale, "register.is_open")}</Tag>
              ) : (
                <Tag tone="success">{text(locale, "register.is_closed", { at: formatInstant(closed.closedAt) })}</Tag>
              ),
          },
        ]}
      />
    </>
  );
}

export interface RegisterProps {
  readonly locale: Locale;
  readonly about: RegisterYear;
  readonly month: number | undefined;
  readonly entries: readonly RegisterEntry[];
  readonly nextHref: string | undefined;
  readonly verdict: RegisterVerdict | undefined;
  readonly closer: boolean;
  readonly over: boolean;
  readonly csrf: string;
  readonly formKey: string;
}

/** What the comparison found, in the words of whoever must act on it. */
function Verdict({ locale, verdict }: { locale: Locale; verdict: RegisterVerdict }) {
  const { agrees, keptSha256, register, differences } = verdict;
  if (agrees) return <Notice tone="success">{text(locale, "register.agrees")}</Notice>;
  if (keptSha256 !== register.sha256) return <Notice tone="danger">{text(locale, "register.kept_changed")}</Notice>;
  const more = differences.length - MOST_DIFFERENCES;
  return (
    <Stack gap="s">
      <Notice tone="danger">{text(locale, "register.differs", { count: differences.length })}</Notice>
      <Table
        caption={text(locale, "register.differences")}
        rows={differences.slice(0, MOST_DIFFERENCES)}
        rowKey={({ code }) => code}
        columns={[
          {
            key: "code",
            header: text(locale, "register.code"),
            rowHeader: true,
            cell: ({ code }) => <span class="code">{code}</span>,
          },
          {
            key: "what",
            header: text(locale, "register.difference"),
            cell: ({ what }) => text(locale, `register.what.${what}`),
          },
        ]}
      />
      {more > 0 && <p class="muted">{text(locale, "register.more_differences", { count: more })}</p>}
    </Stack>
  );
}

function Closed({ locale, about, verdict }: RegisterProps) {
  const { closed, year } = about;
  if (closed === undefined) return null;
  return (
    <Stack gap="s">
      <Notice tone="success" title={text(locale, "register.is_closed", { at: formatInstant(closed.closedAt) })}>
        <p>
          {closed.closedBy} · SHA-256: <LongCode value={closed.sha256} />
        </p>
        <p class="cluster no-print">
          <LinkButton href={`${registerPath(year)}?doi-chieu=1`} size="s" icon="check">
            {text(locale, "register.verify")}
          </LinkButton>
          <LinkButton href={`${registerPath(year)}/noi-dung.jsonl`} size="s" variant="quiet" icon="download" download>
            {text(locale, "register.content")}
          </LinkButton>
        </p>
      </Notice>
      {verdict !== undefined && <Verdict locale={locale} verdict={verdict} />}
    </Stack>
  );
}

function Closing({ locale, about, over, csrf, formKey }: RegisterProps) {
  const { year } = about;
  if (!over) return <p class="muted">{text(locale, "register.close_later", { next: String(year + 1) })}</p>;
  return (
    <Form
      action={`${registerPath(year)}/khoa`}
      csrf={csrf}
      formKey={formKey}
      label={text(locale, "register.close")}
      confirm={text(locale, "register.close_confirm")}
    >
      <Button variant="danger">{text(locale, "register.close")}</Button>
    </Form>
  );
}

const day = (at: Date | null): string => (at === null ? "–" : formatDate(at));

/** Two days, one above the other. */
const days = (first: Date | null, second: Date | null) =>
  first === null && second === null ? (
    "–"
  ) : (
    <>
      {day(first)}
      <br />
      {day(second)}
    </>
  );

function Entries({ locale, entries }: Pick<RegisterProps, "locale" | "entries">) {
  return (
    <Table
      caption={text(locale, "register")}
      captionHidden
      rows={entries}
      rowKey={({ code }) => code}
      empty={<EmptyState title={text(locale, "register.none")}>{text(locale, "register.none_hint")}</EmptyState>}
      columns={[
        { key: "number", header: text(locale, "register.number"), align: "end", cell: (it) => it.number },
        {
          key: "code",
          header: text(locale, "register.code"),
          rowHeader: true,
          cell: (it) => (
            <a class="code nowrap" href={`/ho-so/${it.dossierId}`}>
              {it.code}
            </a>
          ),
        },
        { key: "procedure", header: text(locale, "register.procedure"), width: "l", cell: (it) => it.procedureName },
        { key: "owner", header: text(locale, "register.owner"), cell: (it) => it.ownerName },
        {
          key: "received",
          header: text(locale, "register.received_due"),
          nowrap: true,
          cell: (it) => days(it.receivedAt, it.dueAt),
        },
        {
          key: "ended",
          header: text(locale, "register.ended_returned"),
          nowrap: true,
          cell: (it) => days(it.endedAt, it.returnedAt),
        },
        { key: "remark", header: text(locale, "register.remark"), cell: (it) => remarkOf(locale, it) },
      ]}
    />
  );
}

/** The year in parts that one file can hold, or a month. */
function Prints({ locale, about, month }: Pick<RegisterProps, "locale" | "about" | "month">) {
  const pdf = `${registerPath(about.year)}/so.pdf`;
  if (month !== undefined) {
    const label = text(locale, "register.print_month", { month: String(month).padStart(2, "0") });
    return (
      <LinkButton href={`${pdf}?thang=${month}`} print>
        {label}
      </LinkButton>
    );
  }
  const parts = Array.from(
    { length: Math.max(1, Math.ceil(about.entries / PRINTED_AT_ONCE)) },
    (_, index) => index * PRINTED_AT_ONCE,
  );
  return (
    <>
      {parts.map((after) => (
        <LinkButton key={after} href={after === 0 ? pdf : `${pdf}?sau=${after}`} print>
          {parts.length === 1
            ? text(locale, "register.print_year")
            : text(locale, "register.print_part", { from: after + 1, to: Math.min(after + PRINTED_AT_ONCE, about.entries) })}
        </LinkButton>
      ))}
    </>
  );
}

/** The register of one year: by month, printed for binding, closed when the year is over and compared afterwards. */
export function RegisterPage(props: RegisterProps) {
  const { locale, about, month, entries } = props;
  const { year, closed } = about;
  const here = registerPath(year);
  return (
    <>
      <PageHeader
        title={text(locale, "register.one", { year: String(year) })}
        actions={<Prints locale={locale} about={about} month={month} />}
      />
      <Stack gap="l">
        <Closed {...props} />
        <FilterBar action={here} resetHref={here} count={month === undefined ? 0 : 1}>
          <SelectField
            name="thang"
            label={text(locale, "register.month")}
            emptyLabel={text(locale, "register.whole_year")}
            value={month === undefined ? undefined : String(month)}
            options={Array.from({ length: 12 }, (_, index) => ({
              value: String(index + 1),
              label: String(index + 1).padStart(2, "0"),
            }))}
          />
        </FilterBar>
        <Entries locale={locale} entries={entries} />
        <Pagination from={entries[0]?.number} to={entries.at(-1)?.number} nextHref={props.nextHref} />
        {closed === undefined && props.closer && <Closing {...props} />}
      </Stack>
    </>
  );
}
