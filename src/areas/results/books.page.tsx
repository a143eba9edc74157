import { type CertificationBook, volumeName } from "#core/results/certification.ts";
import { groupThousands } from "#core/money/vnd.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import {
  Button,
  Cluster,
  Details,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Pagination,
  SelectField,
  Stack,
  Table,
  Tag,
  TextField,
  FilterBar,
} from "#ui/ui.tsx";
import { type AgencyChoice, inAgency } from "./acting-in.ts";
import { agencyHidden, AgencyTabs } from "./agency-tabs.page.tsx";
import type { Book, CertificationEntry } from "./certification.ts";
import { EntryTable } from "./certify.page.tsx";
import { resultPath } from "./result-paths.ts";
import { text } from "./texts.ts";

export const oneBook = (book: CertificationBook, year: number): string =>
  `${resultPath.books}/${year}/${encodeURIComponent(book)}`;

export interface BooksProps {
  readonly locale: Locale;
  readonly books: readonly Book[];
  readonly agencies: AgencyChoice;
}

/** All certification books of the office, the newest year first. */
export function BooksPage({ locale, books, agencies }: BooksProps) {
  return (
    <>
      <PageHeader
        title={text(locale, "books")}
        lead={text(locale, "books.lead")}
        actions={
          <LinkButton href={inAgency(resultPath.copies, agencies.chosen)} variant="primary" icon="plus">
            {text(locale, "certify")}
          </LinkButton>
        }
      />
      <AgencyTabs locale={locale} agencies={agencies} href={resultPath.books} />
      <Table
        caption={text(locale, "books")}
        captionHidden
        rows={books}
        rowKey={(row) => `${row.year}-${row.book}`}
        empty={<EmptyState title={text(locale, "book.none")}>{text(locale, "book.none_hint")}</EmptyState>}
        columns={[
          {
            key: "book",
            header: text(locale, "book"),
            rowHeader: true,
            cell: (row) => (
              <a href={inAgency(oneBook(row.book, row.year), agencies.chosen)}>{text(locale, `book.${row.book}`)}</a>
            ),
          },
          {
            key: "volume",
            header: text(locale, "book.volume"),
            nowrap: true,
            cell: (row) => volumeName(row.volume, row.year, row.book),
          },
          { key: "entries", header: text(locale, "book.entries"), align: "end", cell: (row) => row.entries },
          { key: "voided", header: text(locale, "book.voided_count"), align: "end", cell: (row) => row.voided },
          { key: "fee", header: text(locale, "book.fee"), align: "end", cell: (row) => groupThousands(row.feeVnd) },
          {
            key: "state",
            header: text(locale, "state"),
            cell: (row) =>
              row.closedAt === null ? (
                <Tag tone="info">{text(locale, "book.open")}</Tag>
              ) : (
                <Tag tone="success">{text(locale, "book.closed", { at: formatInstant(row.closedAt) })}</Tag>
              ),
          },
        ]}
      />
    </>
  );
}

export interface BookProps {
  readonly locale: Locale;
  readonly about: Book;
  readonly agencies: AgencyChoice;
  readonly month: number | undefined;
  readonly entries: readonly CertificationEntry[];
  readonly truncated: boolean;
  readonly errors: readonly FieldRefusal[];
  readonly clerk: boolean;
  readonly closer: boolean;
  readonly closable: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
}

function VoidForm({ props, entry }: { props: BookProps; entry: CertificationEntry }) {
  const { locale } = props;
  return (
    <Details summary={text(locale, "book.void")}>
      <Form
        action={`${resultPath.books}/muc/${entry.id}/gach`}
        csrf={props.csrf}
        formKey={props.newKey()}
        scope={`void-${entry.id}`}
        label={`${text(locale, "book.void")} ${entry.number}`}
      >
        <TextField name="reason" label={text(locale, "reason")} required />
        <Button size="s" variant="danger">
          {text(locale, "book.void")}
        </Button>
      </Form>
    </Details>
  );
}

/** The next volume at any time, the end of the book when its year is over. */
function Closing({ props, here }: { props: BookProps; here: string }) {
  const { locale, about } = props;
  return (
    <Cluster>
      <Form
        action={`${here}/quyen-moi`}
        csrf={props.csrf}
        formKey={props.newKey()}
        scope="volume"
        hidden={agencyHidden(props.agencies)}
        label={text(locale, "book.next_volume")}
        confirm={text(locale, "book.next_volume_confirm")}
      >
        <Button variant="secondary">{text(locale, "book.next_volume")}</Button>
      </Form>
      {props.closable ? (
        <Form
          action={`${here}/khoa`}
          csrf={props.csrf}
          formKey={props.newKey()}
          scope="close"
          hidden={agencyHidden(props.agencies)}
          label={text(locale, "book.close")}
          confirm={text(locale, "book.close_confirm")}
        >
          <Button variant="danger">{text(locale, "book.close")}</Button>
        </Form>
      ) : (
        <p class="muted">{text(locale, "book.close_later", { year: about.year })}</p>
      )}
    </Cluster>
  );
}

/** One book of one year: by month, printed for binding, closed at the end of the year. */
export function BookPage(props: BookProps) {
  const { locale, about, month, entries } = props;
  const here = oneBook(about.book, about.year);
  const pdf = inAgency(`${here}/so.pdf${month === undefined ? "" : `?thang=${month}`}`, props.agencies.chosen);
  const open = about.closedAt === null;
  return (
    <>
      <PageHeader
        kicker={volumeName(about.volume, about.year, about.book)}
        title={text(locale, `book.${about.book}`)}
        actions={
          <LinkButton href={pdf} print>
            {text(locale, month === undefined ? "book.print_year" : "book.print_month")}
          </LinkButton>
        }
      />
      <Stack gap="l">
        {about.closedAt !== null && (
          <Notice tone="success" title={text(locale, "book.closed", { at: formatInstant(about.closedAt) })}>
            {about.closedBy} · SHA-256: <code class="code">{about.closedHash}</code>
          </Notice>
        )}
        <FilterBar
          action={here}
          resetHref={inAgency(here, props.agencies.chosen)}
          hidden={agencyHidden(props.agencies)}
          count={month === undefined ? 0 : 1}
        >
          <SelectField
            name="thang"
            label={text(locale, "book.month")}
            emptyLabel={text(locale, "book.whole_year")}
            value={month === undefined ? undefined : String(month)}
            options={Array.from({ length: 12 }, (_, index) => ({
              value: String(index + 1),
              label: String(index + 1).padStart(2, "0"),
            }))}
          />
        </FilterBar>
        <EntryTable
          locale={locale}
          book={about.book}
          entries={entries}
          {...(open && props.clerk ? { voiding: (entry: CertificationEntry) => <VoidForm props={props} entry={entry} /> } : {})}
        />
        {props.truncated && <Notice tone="info">{text(locale, "book.truncated", { shown: entries.length })}</Notice>}
        <Pagination
          from={entries.length === 0 ? undefined : 1}
          to={entries.length === 0 ? undefined : entries.length}
          exact={month === undefined ? about.entries : entries.length}
        />
        {open && props.closer && <Closing props={props} here={here} />}
      </Stack>
    </>
  );
}
