import { acceptOf, type FilesRule } from "#platform/files/file-kind.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  EmptyState,
  FileField,
  Form,
  FormRow,
  LinkButton,
  Notice,
  PageHeader,
  RadioGroup,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { OwnImportRun } from "../import-run.store.ts";
import { text } from "../texts.ts";
import type { OneTimePassword } from "./import-officers.ts";
import { ReportView, type ShownReport } from "./report.page.tsx";
import { SHEET_SYSTEMS } from "./sheet-mapping.ts";
import type { SheetReport } from "./sheet-report.ts";

export const SHEETS = "/quan-tri/nhap-du-lieu";

export const LIST_RULE: FilesRule = { kinds: ["csv", "xlsx", "json"], maxBytes: 16 * 1_048_576, most: 1 };

/** What can be imported by an administrator, who sees no dossier. */
export const SHEET_KINDS = ["officers", "procedure_sheet"] as const;
export const LEVEL_CHOICES = ["Cấp xã", "Cấp tỉnh", "Cấp Bộ", "Cơ quan khác"] as const;

export const shownSheet = (report: SheetReport): ShownReport => ({
  figures: [
    ["sheet.rows", report.rows],
    [report.dryRun ? "sheet.would_take" : "sheet.taken", report.taken],
    ["sheet.same", report.same],
    ["sheet.differing_lines", report.differing, "warning"],
    ["sheet.rejected", report.rejected.length, "warning"],
  ],
  rejected: report.rejected,
  differences: report.differences,
  onlyHere: report.onlyHere,
  flagged: [],
});

type Typed = Readonly<Record<string, string | string[] | undefined>>;

interface ListProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly runs: readonly OwnImportRun[];
  readonly typed: Typed;
}

function UploadForm({ locale, csrf, typed }: Omit<ListProps, "runs">) {
  const value = (name: string, otherwise = ""): string => String(typed[name] ?? otherwise);
  return (
    <Section title={text(locale, "sheet.new")}>
      <Form action={SHEETS} csrf={csrf} formKey={newFormKey()} files>
        <RadioGroup
          name="kind"
          label={text(locale, "sheet.what")}
          value={value("kind", "officers")}
          options={SHEET_KINDS.map((kind) => ({
            value: kind,
            label: text(locale, `sheet.kind.${kind}`),
            hint: text(locale, `sheet.kind_hint.${kind}`),
          }))}
        />
        <SelectField
          name="system"
          label={text(locale, "sheet.system")}
          hint={text(locale, "sheet.system_hint")}
          value={value("system", "sheet")}
          options={SHEET_SYSTEMS.map((system) => ({ value: system, label: text(locale, `sheet.system.${system}`) }))}
        />
        <FormRow>
          <TextField
            name="unit"
            label={text(locale, "sheet.unit")}
            hint={text(locale, "sheet.unit_hint")}
            value={value("unit")}
            width="m"
          />
          <SelectField
            name="level"
            label={text(locale, "sheet.level")}
            hint={text(locale, "sheet.level_hint")}
            value={value("level")}
            emptyLabel="–"
            options={LEVEL_CHOICES.map((level) => ({ value: level, label: level }))}
          />
        </FormRow>
        <FileField
          name="file"
          label={text(locale, "sheet.file")}
          hint={text(locale, "sheet.file_hint")}
          accept={acceptOf(LIST_RULE.kinds)}
          required
        />
        <Button>{text(locale, "sheet.preview")}</Button>
      </Form>
    </Section>
  );
}

export function RunTable({ locale, runs, href }: { locale: Locale; runs: readonly OwnImportRun[]; href: string }) {
  return (
    <Section title={text(locale, "sheet.runs")}>
      <Table
        caption={text(locale, "sheet.runs")}
        captionHidden
        stack
        rows={runs}
        empty={<EmptyState title={text(locale, "sheet.no_runs")} />}
        columns={[
          {
            key: "at",
            header: text(locale, "sync.at"),
            rowHeader: true,
            nowrap: true,
            cell: (run) => <a href={`${href}/${run.id}`}>{formatInstant(run.startedAt)}</a>,
          },
          { key: "what", header: text(locale, "sheet.what"), cell: (run) => text(locale, `sheet.kind.${run.kind}`) },
          {
            key: "file",
            header: text(locale, "sheet.file"),
            cell: (run) => (
              <>
                {run.source} {run.dryRun && <Tag>{text(locale, "sheet.dry_run")}</Tag>}
              </>
            ),
          },
          {
            key: "taken",
            header: text(locale, "sheet.takable"),
            align: "end",
            cell: (run) => (run.report as Partial<SheetReport>).taken ?? "–",
          },
          {
            key: "rejected",
            header: text(locale, "sheet.rejected"),
            align: "end",
            cell: (run) => (run.report as Partial<SheetReport>).rejected?.length ?? "–",
          },
        ]}
      />
    </Section>
  );
}

export function SheetImportsPage(props: ListProps) {
  const { locale } = props;
  return (
    <>
      <PageHeader title={text(locale, "sheet.title")} lead={text(locale, "sheet.lead")} />
      <Stack gap="l">
        <UploadForm {...props} />
        <RunTable locale={locale} runs={props.runs} href={SHEETS} />
      </Stack>
    </>
  );
}

export interface RunProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly run: OwnImportRun;
  readonly report: ShownReport;
  readonly href: string;
}

/** What a list would do, or has done; a trial has a button that does it with the same file. */
export function ImportRunPage({ locale, csrf, run, report, href }: RunProps) {
  return (
    <>
      <PageHeader
        title={text(locale, `sheet.kind.${run.kind}`)}
        lead={`${run.source}, ${formatInstant(run.startedAt)}`}
        tags={run.dryRun ? <Tag>{text(locale, "sheet.dry_run")}</Tag> : undefined}
      />
      <Stack gap="l">
        <ReportView locale={locale} report={report} />
        {run.dryRun ? (
          <Form action={`${href}/${run.id}/nhap`} csrf={csrf} formKey={newFormKey()}>
            <Notice>{text(locale, "sheet.confirm_hint")}</Notice>
            <ActionBar>
              <Button>{text(locale, "sheet.confirm")}</Button>
              <LinkButton href={href} variant="quiet">
                {text(locale, "sheet.back")}
              </LinkButton>
            </ActionBar>
          </Form>
        ) : (
          <LinkButton href={href} variant="secondary">
            {text(locale, "sheet.back")}
          </LinkButton>
        )}
      </Stack>
    </>
  );
}

/** The one-time passwords of new officers, shown by the answer itself and never again. */
export function PasswordsPage({
  locale,
  runHref,
  passwords,
}: {
  locale: Locale;
  runHref: string;
  passwords: readonly OneTimePassword[];
}) {
  return (
    <>
      <PageHeader title={text(locale, "sheet.passwords")} />
      <Stack gap="l">
        <Notice tone="warning">{text(locale, "sheet.passwords_lead")}</Notice>
        <Table
          caption={text(locale, "sheet.passwords")}
          captionHidden
          rows={passwords}
          columns={[
            { key: "name", header: text(locale, "sheet.name"), rowHeader: true, cell: (row) => row.fullName },
            { key: "username", header: text(locale, "sheet.username"), cell: (row) => <span class="code">{row.username}</span> },
            { key: "password", header: text(locale, "sheet.password"), cell: (row) => <span class="code">{row.password}</span> },
          ]}
        />
        <LinkButton href={runHref} variant="primary">
          {text(locale, "sheet.to_report")}
        </LinkButton>
      </Stack>
    </>
  );
}
