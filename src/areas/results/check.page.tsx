import { printedCode, resultNumber, validityOf } from "#core/results/result-life.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { SignatureReport } from "#platform/signing/verify-pdf.ts";
import { Button, DescriptionList, FileField, Form, Notice, PageHeader, Section, Stack, Table, Tag, TextField } from "#ui/ui.tsx";
import type { CheckedVersion } from "./register.store.ts";
import { resultPath } from "./result-paths.ts";
import { SignatureReports } from "./signature-report.page.tsx";
import { text } from "./texts.ts";

export interface ComparedFile {
  readonly name: string;
  readonly sha256: string;
  /** The version whose file this is, byte for byte. */
  readonly version: CheckedVersion | undefined;
  readonly reports: readonly SignatureReport[];
}

export interface CheckProps {
  readonly locale: Locale;
  readonly typed: string;
  readonly code: string | undefined;
  readonly versions: readonly CheckedVersion[];
  readonly compared: ComparedFile | undefined;
  readonly today: string;
  readonly errors: readonly FieldRefusal[];
  readonly csrf: string;
  readonly formKey: string;
}

function Standing({ locale, versions, today }: Pick<CheckProps, "locale" | "versions" | "today">) {
  const last = versions.at(-1);
  if (last === undefined) return null;
  const validity = validityOf(last, today);
  return (
    <Notice tone={validity === "valid" ? "success" : "danger"} title={text(locale, `check.${validity}`)}>
      {validity === "valid" ? text(locale, "check.valid_hint") : text(locale, "check.not_valid_hint")}
    </Notice>
  );
}

function Facts({ locale, code, versions }: { locale: Locale; code: string; versions: readonly CheckedVersion[] }) {
  const last = versions.at(-1);
  if (last === undefined) return null;
  return (
    <DescriptionList
      items={[
        { term: text(locale, "code"), detail: <span class="code">{printedCode(code)}</span> },
        { term: text(locale, "title"), detail: `${text(locale, `kind.${last.kind}`)} – ${last.title}` },
        { term: text(locale, "agency"), detail: last.agencyName },
        { term: text(locale, "number"), detail: resultNumber(last.number, last.year) },
        { term: text(locale, "signature.signer"), detail: [last.signerName, last.signerTitle].filter(Boolean).join(", ") },
        { term: text(locale, "signature.at"), detail: formatInstant(last.signedAt) },
        { term: text(locale, "version"), detail: last.version },
        {
          term: text(locale, "valid_until"),
          detail: last.validUntil === null ? text(locale, "valid_until.none") : formatDay(last.validUntil),
        },
        { term: "SHA-256", detail: <code class="code">{last.sha256}</code> },
      ]}
    />
  );
}

function Compared({
  locale,
  compared,
  versions,
}: {
  locale: Locale;
  compared: ComparedFile;
  versions: readonly CheckedVersion[];
}) {
  const { version } = compared;
  const newest = versions.at(-1);
  const older = version !== undefined && newest !== undefined && version.version < newest.version;
  return (
    <Section title={text(locale, "check.compared")}>
      <Stack>
        {version === undefined ? (
          <Notice tone="danger" title={text(locale, "check.differs")}>
            {text(locale, "check.differs_hint")}
          </Notice>
        ) : (
          <Notice
            tone={older ? "warning" : "success"}
            title={text(locale, older ? "check.older" : "check.same", { version: version.version })}
          >
            {text(locale, older ? "check.older_hint" : "check.same_hint")}
          </Notice>
        )}
        <p>
          {compared.name} · SHA-256: <code class="code">{compared.sha256}</code>
        </p>
        <SignatureReports locale={locale} reports={compared.reports} />
      </Stack>
    </Section>
  );
}

function AllVersions({ locale, versions }: Pick<CheckProps, "locale" | "versions">) {
  return (
    <Table
      caption={text(locale, "versions")}
      rows={versions}
      rowKey={(row) => String(row.version)}
      columns={[
        { key: "version", header: text(locale, "version"), rowHeader: true, cell: (row) => row.version },
        { key: "number", header: text(locale, "number"), cell: (row) => resultNumber(row.number, row.year) },
        { key: "issued", header: text(locale, "issued_at"), cell: (row) => formatInstant(row.issuedAt) },
        {
          key: "state",
          header: text(locale, "state"),
          cell: (row) => <Tag tone={row.state === "issued" ? "success" : "warning"}>{text(locale, `state.${row.state}`)}</Tag>,
        },
        { key: "sha", header: "SHA-256", cell: (row) => <code class="code">{row.sha256.slice(0, 16)}…</code> },
      ]}
    />
  );
}

function CompareForm({ props, code }: { props: CheckProps; code: string }) {
  const { locale } = props;
  return (
    <Section title={text(locale, "check.file")} lead={text(locale, "check.file_lead")}>
      <Form
        action={resultPath.checkCode(code)}
        csrf={props.csrf}
        formKey={props.formKey}
        files
        label={text(locale, "check.file")}
        errors={props.errors}
      >
        <FileField name="file" label={text(locale, "check.file_field")} accept=".pdf" required />
        <Button variant="secondary">{text(locale, "check.compare")}</Button>
      </Form>
    </Section>
  );
}

/** Anyone with a paper in hand: is it of this office, does it still hold, is this file the one that was signed. */
export function CheckPage(props: CheckProps) {
  const { locale, code, versions, compared, typed } = props;
  const found = code !== undefined && versions.length > 0;
  return (
    <>
      <PageHeader title={text(locale, "check")} lead={text(locale, "check.lead")} />
      <Stack gap="l">
        <Form action={resultPath.check} method="get" label={text(locale, "check")} errors={found ? [] : props.errors}>
          <TextField
            name="ma"
            label={text(locale, "check.code")}
            hint={text(locale, "check.code_hint")}
            value={typed}
            required
            autocomplete="off"
            width="l"
          />
          <Button icon="search">{text(locale, "check.do")}</Button>
        </Form>
        {typed !== "" && !found && (
          <Notice tone="danger" title={text(locale, "check.unknown")} role="alert">
            {text(locale, "check.unknown_hint")}
          </Notice>
        )}
        {compared !== undefined && <Compared locale={locale} compared={compared} versions={versions} />}
        {found && <Standing {...props} />}
        {found && <Facts locale={locale} code={code} versions={versions} />}
        {found && versions.some(({ standIn }) => standIn) && <Notice tone="warning">{text(locale, "stand_in")}</Notice>}
        {found && versions.length > 1 && <AllVersions locale={locale} versions={versions} />}
        {found && <CompareForm props={props} code={code} />}
      </Stack>
    </>
  );
}

export interface VerifyProps {
  readonly locale: Locale;
  readonly file: Pick<ComparedFile, "name" | "sha256" | "reports"> | undefined;
  readonly trusted: number;
  readonly errors: readonly FieldRefusal[];
  readonly csrf: string;
  readonly formKey: string;
}

/** For the counter: a PDF that a citizen brings, and at once what its signatures are worth. */
export function VerifyPage({ locale, file, trusted, errors, csrf, formKey }: VerifyProps) {
  return (
    <>
      <PageHeader title={text(locale, "verify")} lead={text(locale, "verify.lead")} />
      <Stack gap="l">
        {trusted === 0 && <Notice tone="info">{text(locale, "verify.no_trust")}</Notice>}
        <Form action={resultPath.verify} csrf={csrf} formKey={formKey} files label={text(locale, "verify")} errors={errors}>
          <FileField name="file" label={text(locale, "check.file_field")} accept=".pdf" required />
          <Button icon="check">{text(locale, "verify.do")}</Button>
        </Form>
        {file !== undefined && (
          <Section title={file.name}>
            <Stack>
              <p>
                SHA-256: <code class="code">{file.sha256}</code>
              </p>
              <SignatureReports locale={locale} reports={file.reports} />
            </Stack>
          </Section>
        )}
      </Stack>
    </>
  );
}
