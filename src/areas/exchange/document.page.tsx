import { createHash } from "node:crypto";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { DescriptionList, EmptyState, LinkButton, LongCode, PageHeader, Section, Stack, Table, Tag } from "#ui/ui.tsx";
import type { DocumentView } from "./document-view.ts";
import { DOCUMENTS, TONES } from "./documents.page.tsx";
import { failureText } from "./failure-text.ts";
import type { EdxmlDocument } from "./edxml.ts";
import { text } from "./texts.ts";

interface Props {
  readonly locale: Locale;
  readonly row: DocumentView;
  readonly document: EdxmlDocument;
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024))} KB`;

function Files({ locale, row, document }: Props) {
  const rows = document.attachments.map((file, index) => ({ ...file, number: index + 1 }));
  return (
    <Section title={text(locale, "documents.files")}>
      <Table
        caption={text(locale, "documents.files")}
        captionHidden
        stack
        rows={rows}
        rowKey={(file) => String(file.number)}
        empty={<EmptyState title={text(locale, "documents.no_files")} />}
        columns={[
          {
            key: "name",
            header: text(locale, "documents.file_name"),
            rowHeader: true,
            cell: (file) => <a href={`${DOCUMENTS}/${row.id}/tep/${file.number}`}>{file.name}</a>,
          },
          { key: "type", header: text(locale, "documents.file_type"), cell: (file) => file.contentType },
          {
            key: "size",
            header: text(locale, "documents.file_size"),
            align: "end",
            nowrap: true,
            cell: (file) => kilobytes(file.bytes.length),
          },
          {
            key: "hash",
            header: "SHA-256",
            width: "l",
            cell: (file) => <LongCode value={createHash("sha256").update(file.bytes).digest("hex")} />,
          },
        ]}
      />
    </Section>
  );
}

/** One document between offices: what it says of itself, what became of it, and its files. */
export function DocumentPage(props: Props) {
  const { locale, row, document } = props;
  const items = [
    { term: text(locale, "documents.field.typeName"), detail: document.typeName },
    { term: text(locale, "documents.field.promulgatedOn"), detail: formatDay(row.promulgatedOn) },
    { term: text(locale, "documents.field.place"), detail: document.place },
    { term: text(locale, "documents.field.signer"), detail: document.signer },
    { term: text(locale, "documents.sender"), detail: `${row.fromName} (${row.fromCode})` },
    { term: text(locale, "documents.receiver"), detail: document.to.map(({ name, code }) => `${name} (${code})`).join("; ") },
    { term: text(locale, "documents.id"), detail: <LongCode value={row.documentId} /> },
    { term: text(locale, "tasks.since"), detail: formatInstant(row.at) },
    { term: text(locale, "documents.envelope_hash"), detail: <LongCode value={row.sha256} /> },
    ...(row.reason === null ? [] : [{ term: text(locale, "tasks.reason"), detail: failureText(locale, row.reason) }]),
  ];
  return (
    <>
      <PageHeader
        kicker={`${row.codeNumber}/${row.codeNotation}`}
        title={row.subject}
        tags={<Tag tone={TONES[row.state]}>{text(locale, `documents.state.${row.state}`)}</Tag>}
        actions={
          <LinkButton href={`${DOCUMENTS}/${row.id}/phong-bi.xml`} variant="secondary">
            {text(locale, "documents.download")}
          </LinkButton>
        }
      />
      <Stack gap="l">
        <DescriptionList columns={2} items={items} />
        <Files {...props} />
      </Stack>
    </>
  );
}
