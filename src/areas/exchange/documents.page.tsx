import { acceptOf, type FilesRule } from "#platform/files/file-kind.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  DateField,
  EmptyState,
  FileField,
  Form,
  FormRow,
  Notice,
  PageHeader,
  Pagination,
  Section,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { DocumentView } from "./document-view.ts";
import { failureText } from "./failure-text.ts";
import { text } from "./texts.ts";

export const DOCUMENTS = "/van-ban-dien-tu";
export const RECEIVE_DOCUMENT = `${DOCUMENTS}/nhan`;

/** An envelope that came otherwise than by the API; ten million characters, most of them base64. */
export const ENVELOPE_RULE: FilesRule = { kinds: ["xml"], maxBytes: 16 * 1_048_576, most: 1 };

/** Of one file; the envelope of all of them has its own limit. */
export const DOCUMENT_RULE: FilesRule = { kinds: ["pdf", "docx", "xlsx", "jpg", "png"], maxBytes: 2 * 1_048_576, most: 3 };

export interface DocumentsPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly rows: readonly DocumentView[];
  readonly offset: number;
  readonly pageSize: number;
  readonly more: boolean;
  readonly direction: DocumentView["direction"] | undefined;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

export const TONES = { queued: "info", sent: "success", failed: "danger", received: "success" } as const;

/** Documents of the agency to and from other offices, and a form for one more. */
export function DocumentsPage(props: DocumentsPageProps) {
  const { locale, rows, offset, pageSize, direction } = props;
  const href = (at: number, of = direction): string => {
    const query = new URLSearchParams({
      ...(of === undefined ? {} : { direction: of }),
      ...(at === 0 ? {} : { offset: String(at) }),
    });
    return query.size === 0 ? DOCUMENTS : `${DOCUMENTS}?${query.toString()}`;
  };
  const views = [undefined, "out", "in"] as const;
  return (
    <>
      <PageHeader title={text(locale, "documents.title")} lead={text(locale, "documents.lead")} />
      <Stack gap="l">
        <Notice>{text(locale, "documents.unverified")}</Notice>
        <Tabs
          label={text(locale, "documents.direction")}
          items={views.map((of) => ({
            href: href(0, of),
            label: text(locale, `documents.view.${of ?? "all"}`),
            current: of === direction,
          }))}
        />
        <DocumentTable {...props} />
        <Pagination
          from={rows.length === 0 ? undefined : offset + 1}
          to={rows.length === 0 ? undefined : offset + rows.length}
          previousHref={offset > 0 ? href(Math.max(0, offset - pageSize)) : undefined}
          nextHref={props.more ? href(offset + pageSize) : undefined}
        />
        <SendForm {...props} />
        <ReceiveForm {...props} />
      </Stack>
    </>
  );
}

function Attachments({ locale, row }: { locale: Locale; row: DocumentView }) {
  return (
    <>
      {Array.from({ length: row.attachments }, (_, index) => (
        <div key={index}>
          <a href={`${DOCUMENTS}/${row.id}/tep/${index + 1}`}>{text(locale, "documents.file", { number: index + 1 })}</a>
        </div>
      ))}
    </>
  );
}

function DocumentTable({ locale, rows }: DocumentsPageProps) {
  return (
    <Table
      caption={text(locale, "documents.title")}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "documents.none")} />}
      columns={[
        {
          key: "number",
          header: text(locale, "documents.number"),
          rowHeader: true,
          cell: (row) => (
            <>
              <a href={`${DOCUMENTS}/${row.id}`}>{`${row.codeNumber}/${row.codeNotation}`}</a>
              <div class="muted small">{formatDay(row.promulgatedOn)}</div>
            </>
          ),
        },
        { key: "subject", header: text(locale, "documents.subject"), cell: (row) => row.subject },
        {
          key: "other",
          header: text(locale, "documents.other"),
          cell: (row) =>
            row.direction === "out"
              ? text(locale, "documents.to", { name: row.toName, code: row.toCode })
              : text(locale, "documents.from", { name: row.fromName, code: row.fromCode }),
        },
        { key: "files", header: text(locale, "documents.files"), cell: (row) => <Attachments locale={locale} row={row} /> },
        {
          key: "state",
          header: text(locale, "deliveries.state"),
          cell: (row) => (
            <>
              <Tag tone={TONES[row.state]}>{text(locale, `documents.state.${row.state}`)}</Tag>
              {row.reason !== null && <div class="muted small">{failureText(locale, row.reason)}</div>}
            </>
          ),
        },
        { key: "at", header: text(locale, "tasks.since"), nowrap: true, cell: (row) => formatInstant(row.at) },
      ]}
    />
  );
}

function ReceiveForm({ locale, csrf }: DocumentsPageProps) {
  return (
    <Section title={text(locale, "documents.receive")}>
      <Form action={RECEIVE_DOCUMENT} csrf={csrf} formKey={newFormKey()} files scope="receive">
        <FileField
          name="envelope"
          label={text(locale, "documents.envelope")}
          hint={text(locale, "documents.envelope_hint")}
          accept={acceptOf(ENVELOPE_RULE.kinds)}
          required
        />
        <Button variant="secondary">{text(locale, "documents.take_in")}</Button>
      </Form>
    </Section>
  );
}

function SendForm({ locale, csrf, typed }: DocumentsPageProps) {
  const field = (name: string, required = true) => ({
    name,
    label: text(locale, `documents.field.${name}` as Parameters<typeof text>[1]),
    value: String(typed[name] ?? ""),
    required,
  });
  return (
    <Section title={text(locale, "documents.new")}>
      <Form action={DOCUMENTS} csrf={csrf} formKey={newFormKey()} files>
        <FormRow>
          <TextField {...field("toCode")} hint={text(locale, "documents.code_hint")} width="m" />
          <TextField {...field("toName")} />
        </FormRow>
        <FormRow>
          <TextField {...field("codeNumber")} width="s" />
          <TextField {...field("codeNotation")} width="m" />
          <DateField {...field("promulgatedOn")} />
          <TextField {...field("place", false)} width="m" />
        </FormRow>
        <FormRow>
          <TextField {...field("typeName")} width="m" />
          <TextField {...field("signer")} width="m" />
        </FormRow>
        <TextField {...field("subject")} maxLength={500} />
        <FileField
          name="files"
          label={text(locale, "documents.files")}
          hint={text(locale, "documents.files_hint", { most: DOCUMENT_RULE.most })}
          accept={acceptOf(DOCUMENT_RULE.kinds)}
          multiple
          required
        />
        <Button>{text(locale, "documents.send")}</Button>
      </Form>
    </Section>
  );
}
