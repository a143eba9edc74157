import { CERTIFICATION_BOOKS, type CertificationBook, volumeName } from "#core/results/certification.ts";
import { groupThousands } from "#core/money/vnd.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import {
  Button,
  Details,
  EmptyState,
  Form,
  FormRow,
  LinkButton,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { type AgencyChoice, inAgency } from "./acting-in.ts";
import { agencyHidden, AgencyTabs } from "./agency-tabs.page.tsx";
import { AT_ONCE, type CertificationEntry, MOST_LINES } from "./certification.ts";
import { resultPath } from "./result-paths.ts";
import { text } from "./texts.ts";

type Typed = Readonly<Record<string, string | string[] | undefined>>;

export interface CertifyProps {
  readonly locale: Locale;
  readonly book: CertificationBook;
  readonly agencies: AgencyChoice;
  readonly typed: Typed;
  readonly errors: readonly FieldRefusal[];
  readonly certifiers: readonly { readonly personId: number; readonly name: string; readonly title: string }[];
  readonly documentTypes: readonly string[];
  readonly newest: readonly CertificationEntry[];
  readonly csrf: string;
  readonly formKey: string;
}

const one = (typed: Typed, name: string): string | undefined => {
  const value = typed[name];
  return Array.isArray(value) ? value[0] : value;
};

export const bookHref = (path: string, book: CertificationBook): string => `${path}?so=${encodeURIComponent(book)}`;

function Line({ props, index }: { props: CertifyProps; index: number }) {
  const { locale, typed, book } = props;
  const name = (field: string): string => `lines.${index}.${field}`;
  return (
    <FormRow>
      <TextField
        name={name("documentType")}
        label={text(locale, "book.document_type")}
        value={one(typed, name("documentType"))}
        suggestions={props.documentTypes}
        required={index === 0}
        width="l"
      />
      <NumberField
        name={name("pages")}
        label={text(locale, "book.pages")}
        value={one(typed, name("pages"))}
        required={index === 0}
      />
      <NumberField
        name={name("copies")}
        label={text(locale, book === "BS" ? "book.copies" : "book.count")}
        value={one(typed, name("copies"))}
        required={index === 0}
      />
    </FormRow>
  );
}

/** What is seldom needed: another certifier, a dossier that exists, a note. */
function Further({ props }: { props: CertifyProps }) {
  const { locale, typed, certifiers } = props;
  return (
    <Details summary={text(locale, "certify.else")} open={one(typed, "note") !== undefined && one(typed, "note") !== ""}>
      <FormRow>
        <SelectField
          name="certifier"
          label={text(locale, "book.certifier")}
          value={one(typed, "certifier")}
          options={certifiers.map(({ personId, name, title }) => ({ value: String(personId), label: `${name} – ${title}` }))}
        />
        <TextField
          name="dossierCode"
          label={text(locale, "certify.dossier")}
          hint={text(locale, "certify.dossier_hint")}
          value={one(typed, "dossierCode")}
          width="m"
        />
        <TextField name="note" label={text(locale, "book.note")} value={one(typed, "note")} width="l" />
      </FormRow>
    </Details>
  );
}

function CertifyForm(props: CertifyProps) {
  const { locale, book, typed } = props;
  const more = Array.from({ length: MOST_LINES - 1 }, (_, index) => index + 1);
  const extended = more.some((index) => (one(typed, `lines.${index}.documentType`) ?? "") !== "");
  const atOnce = AT_ONCE[book] !== undefined;
  return (
    <Form
      action={resultPath.copies}
      csrf={props.csrf}
      formKey={props.formKey}
      hidden={{ book, ...agencyHidden(props.agencies) }}
      wide
      label={text(locale, "certify")}
      errors={props.errors}
    >
      <FormRow>
        <TextField
          name="requester"
          label={text(locale, "certify.requester")}
          hint={text(locale, "certify.requester_hint")}
          value={one(typed, "requester")}
          autoFocus
          autocomplete="off"
          required
          width="l"
        />
        {one(typed, "requester") !== undefined && (
          <TextField
            name="requesterName"
            label={text(locale, "certify.name")}
            value={one(typed, "requesterName")}
            autocomplete="off"
            width="m"
          />
        )}
      </FormRow>
      <Line props={props} index={0} />
      <Details summary={text(locale, "certify.more")} open={extended}>
        {more.map((index) => (
          <Line key={index} props={props} index={index} />
        ))}
      </Details>
      <Further props={props} />
      <Button icon="check">{text(locale, atOnce ? "certify.do" : "certify.enter")}</Button>
    </Form>
  );
}

/** The clerk's page for certifications: a person, a paper, its pages and copies, Enter. Everything else follows. */
export function CertifyPage(props: CertifyProps) {
  const { locale, book, newest, agencies } = props;
  return (
    <>
      <PageHeader
        title={text(locale, `book.${book}`)}
        lead={text(locale, AT_ONCE[book] === undefined ? "certify.lead_enter" : "certify.lead")}
        actions={
          <LinkButton href={inAgency(resultPath.books, agencies.chosen)} icon="folder">
            {text(locale, "books")}
          </LinkButton>
        }
      />
      <Stack gap="l">
        <AgencyTabs locale={locale} agencies={agencies} href={bookHref(resultPath.copies, book)} />
        <Tabs
          label={text(locale, "books")}
          items={CERTIFICATION_BOOKS.map((each) => ({
            href: inAgency(bookHref(resultPath.copies, each), agencies.chosen),
            label: text(locale, `book.short.${each}`),
            current: each === book,
          }))}
        />
        <CertifyForm {...props} />
        <Section title={text(locale, "certify.newest")}>
          <EntryTable locale={locale} book={book} entries={newest} />
        </Section>
      </Stack>
    </>
  );
}

export function EntryTable({
  locale,
  book,
  entries,
  voiding,
}: {
  locale: Locale;
  book: CertificationBook;
  entries: readonly CertificationEntry[];
  voiding?: (entry: CertificationEntry) => preact.VNode | undefined;
}) {
  return (
    <Table
      caption={text(locale, `book.${book}`)}
      captionHidden
      dense
      rows={entries}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "book.none")}>{text(locale, "book.none_hint")}</EmptyState>}
      columns={[
        {
          key: "no",
          header: text(locale, "book.no"),
          rowHeader: true,
          nowrap: true,
          cell: (row) => `${row.number} – ${volumeName(row.volume, row.year, row.book)}`,
        },
        { key: "day", header: text(locale, "book.day"), cell: (row) => formatDay(row.enteredOn) },
        {
          key: "requester",
          header: text(locale, "book.requester"),
          cell: (row) => (row.dossierId === null ? row.requester : <a href={`/ho-so/${row.dossierId}`}>{row.requester}</a>),
        },
        { key: "type", header: text(locale, "book.document_type"), cell: (row) => row.documentType },
        { key: "pages", header: text(locale, "book.pages"), align: "end", cell: (row) => row.pages ?? "–" },
        {
          key: "copies",
          header: text(locale, book === "BS" ? "book.copies" : "book.count"),
          align: "end",
          cell: (row) => row.copies,
        },
        { key: "fee", header: text(locale, "book.fee"), align: "end", nowrap: true, cell: (row) => groupThousands(row.feeVnd) },
        { key: "certifier", header: text(locale, "book.certifier"), cell: (row) => row.certifierName },
        {
          key: "state",
          header: text(locale, "book.note"),
          cell: (row) =>
            row.voidedAt === null ? (
              (voiding?.(row) ?? row.note ?? "–")
            ) : (
              <Tag tone="danger">{text(locale, "book.voided", { reason: row.voidReason ?? "" })}</Tag>
            ),
        },
      ]}
    />
  );
}
