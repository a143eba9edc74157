import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, EmptyState, Form, Notice, PageHeader, Pagination, SelectField, Table, Tag, TextField } from "#ui/ui.tsx";
import type { ArchiveEntry } from "./archive.store.ts";
import { Hash } from "./hash.page.tsx";
import { retention } from "./retention.ts";
import { text } from "./texts.ts";

export interface ArchiveListProps {
  readonly locale: Locale;
  readonly entries: readonly ArchiveEntry[];
  readonly nextHref: string | undefined;
}

const classText = (locale: Locale, code: string): string => {
  const found = retention().classes.find((each) => each.code === code);
  return found === undefined ? code : found[locale];
};

/** What was archived, for how long, and its package. */
export function ArchivePage({ locale, entries, nextHref }: ArchiveListProps) {
  return (
    <>
      <PageHeader title={text(locale, "archive")} lead={text(locale, "archive.lead")} />
      {!retention().verified && <Notice tone="info">{text(locale, "unverified", { source: retention().source })}</Notice>}
      <Table
        caption={text(locale, "archive")}
        captionHidden
        rows={entries}
        rowKey={(row) => String(row.dossierId)}
        empty={<EmptyState title={text(locale, "archive.none")}>{text(locale, "archive.none_hint")}</EmptyState>}
        columns={[
          {
            key: "code",
            header: text(locale, "sheet.code"),
            rowHeader: true,
            cell: (row) => (
              <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
                {row.code}
              </a>
            ),
          },
          { key: "procedure", header: text(locale, "sheet.procedure"), cell: (row) => row.procedureName },
          {
            key: "class",
            header: text(locale, "archive.class"),
            cell: (row) =>
              `${classText(locale, row.retentionCode)}${row.keepUntil === null ? "" : ` (${formatDay(row.keepUntil)})`}`,
          },
          { key: "at", header: text(locale, "archive.at"), cell: (row) => `${row.archivedBy}, ${formatInstant(row.archivedAt)}` },
          {
            key: "package",
            header: text(locale, "archive.package"),
            nowrap: true,
            cell: (row) => <a href={`/ho-so/${row.dossierId}/luu-tru/goi.zip`}>{text(locale, "download")}</a>,
          },
        ]}
      />
      <Pagination nextHref={nextHref} />
    </>
  );
}

export interface ClosingProps {
  readonly locale: Locale;
  readonly dossierId: number;
  readonly closed: boolean;
  readonly entry: ArchiveEntry | undefined;
  readonly proposed: string | undefined;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly writes: boolean;
}

/** The archive of one dossier: its class and package, or the form that archives it. */
export function ArchiveSection({ locale, dossierId, closed, entry, proposed, csrf, newKey, writes }: ClosingProps) {
  if (entry !== undefined) {
    return (
      <>
        <p>
          <Tag tone="success">{text(locale, "archive.done")}</Tag> {classText(locale, entry.retentionCode)} ·{" "}
          {formatInstant(entry.archivedAt)} ·{" "}
          <a href={`/ho-so/${dossierId}/luu-tru/goi.zip`}>{text(locale, "archive.package")}</a>
        </p>
        <p class="muted">
          {text(locale, "archive.manifest")}: <Hash sha256={entry.manifestSha256} />
        </p>
      </>
    );
  }
  if (!closed) return <p class="muted">{text(locale, "archive.open")}</p>;
  if (!writes) return <p class="muted">{text(locale, "archive.not_yet")}</p>;
  return (
    <Form
      action={`/ho-so/${dossierId}/luu-tru`}
      csrf={csrf}
      formKey={newKey()}
      scope="archive"
      label={text(locale, "archive.do")}
    >
      <SelectField
        name="retentionCode"
        label={text(locale, "archive.class")}
        hint={retention().verified ? undefined : text(locale, "unverified", { source: retention().source })}
        value={proposed}
        options={retention().classes.map((each) => ({ value: each.code, label: each[locale] }))}
      />
      <Button variant="secondary" icon="folder">
        {text(locale, "archive.do")}
      </Button>
    </Form>
  );
}

/** The form for somebody who lost the receipt: identity first, then the receipt is printed again. */
export function LossForm({
  locale,
  dossierId,
  csrf,
  newKey,
  typed,
  refused,
}: {
  readonly locale: Locale;
  readonly dossierId: number;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly typed: (name: string) => string | undefined;
  readonly refused: readonly { readonly field: string; readonly message: string }[] | undefined;
}) {
  return (
    <Form
      action={`/ho-so/${dossierId}/mat-giay-hen`}
      csrf={csrf}
      formKey={newKey()}
      label={text(locale, "loss.do")}
      {...(refused === undefined ? { scope: "loss" } : { errors: refused })}
    >
      <TextField name="declaredBy" label={text(locale, "loss.by")} required value={typed("declaredBy")} />
      <TextField
        name="idNumber"
        label={text(locale, "loss.id_number")}
        required
        value={typed("idNumber")}
        width="m"
        inputMode="numeric"
      />
      <SelectField
        name="relation"
        label={text(locale, "loss.relation")}
        value={typed("relation")}
        options={(["owner", "submitter", "authorised"] as const).map((each) => ({
          value: each,
          label: text(locale, `loss.${each}`),
        }))}
      />
      <TextField name="paper" label={text(locale, "loss.paper")} hint={text(locale, "loss.paper_hint")} value={typed("paper")} />
      <Button variant="secondary">{text(locale, "loss.do")}</Button>
    </Form>
  );
}
