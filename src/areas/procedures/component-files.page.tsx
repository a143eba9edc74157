import { newFormKey } from "#platform/http/idempotency-key.ts";
import { acceptOf } from "#platform/files/file-kind.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Details, FileField, Form, PageHeader, RadioGroup, Section, Stack } from "#ui/ui.tsx";
import { ADMIN } from "./admin.page.tsx";
import { SHEET_RULE } from "./attach-component-files.ts";
import { type ComponentFile, SHEET_KINDS } from "./component-file.ts";
import type { Component } from "./definition.ts";
import { shorten } from "./links.ts";
import type { Procedure } from "./procedure.ts";
import { SheetLink } from "./sheet-link.page.tsx";
import { text } from "./texts.ts";

export const sheetsPath = (code: string): string => `${ADMIN}/mau-don/${code}`;

export interface ComponentFilesProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  readonly sheets: readonly ComponentFile[];
  readonly csrf: string;
}

/** Where an officer attaches blank forms and filled samples to the components of a procedure. */
export function ComponentFilesPage({ locale, procedure, sheets, csrf }: ComponentFilesProps) {
  const components = procedure.definition.components.filter(({ kind }) => kind !== "note");
  const known = new Set(components.map(({ code }) => code));
  const of = ({ code }: Component) => sheets.filter(({ componentCode }) => componentCode === code);
  const left = sheets.filter(({ componentCode }) => !known.has(componentCode));
  return (
    <Stack>
      <PageHeader kicker={procedure.code} title={text(locale, "sheets.title")} lead={text(locale, "sheets.lead")} />
      {components.map((component) => (
        <Section key={component.code} title={shorten(component.name)}>
          <Stack gap="s">
            <Attached locale={locale} code={procedure.code} csrf={csrf} sheets={of(component)} />
            <Details summary={text(locale, "sheets.attach")} open={of(component).length === 0}>
              <Attach locale={locale} code={procedure.code} component={component} csrf={csrf} />
            </Details>
          </Stack>
        </Section>
      ))}
      {left.length > 0 && (
        <Section title={text(locale, "sheets.left")} lead={text(locale, "sheets.left_lead")}>
          <Attached locale={locale} code={procedure.code} csrf={csrf} sheets={left} />
        </Section>
      )}
    </Stack>
  );
}

interface AttachedProps {
  readonly locale: Locale;
  readonly code: string;
  readonly csrf: string;
  readonly sheets: readonly ComponentFile[];
}

function Attached({ locale, code, csrf, sheets }: AttachedProps) {
  if (sheets.length === 0) return <p class="muted">{text(locale, "sheets.none")}</p>;
  return (
    <>
      {sheets.map((sheet) => (
        <Form
          key={sheet.id}
          action={`${sheetsPath(code)}/bo`}
          csrf={csrf}
          formKey={newFormKey()}
          hidden={{ file: String(sheet.id) }}
          scope={`bo-${sheet.id}`}
          label={sheet.name}
        >
          <div>
            <SheetLink locale={locale} code={code} sheet={sheet} />{" "}
            <Button variant="quiet" size="s">
              {text(locale, "sheets.remove")}
              <span class="visually-hidden"> {sheet.name}</span>
            </Button>
          </div>
        </Form>
      ))}
    </>
  );
}

function Attach({
  locale,
  code,
  component,
  csrf,
}: Pick<AttachedProps, "locale" | "code" | "csrf"> & { readonly component: Component }) {
  return (
    <Form
      action={sheetsPath(code)}
      csrf={csrf}
      formKey={newFormKey()}
      hidden={{ component: component.code }}
      scope={`nop-${component.code}`}
      label={`${text(locale, "sheets.attach")}: ${shorten(component.name, 80)}`}
      files
    >
      <RadioGroup
        name="kind"
        label={text(locale, "sheets.kind")}
        value="blank"
        inline
        options={SHEET_KINDS.map((kind) => ({ value: kind, label: text(locale, `sheets.${kind}`) }))}
      />
      <FileField
        name="file"
        label={text(locale, "sheets.file")}
        hint={text(locale, "sheets.file_hint")}
        accept={acceptOf(SHEET_RULE.kinds)}
      />
      <ActionBar>
        <Button variant="secondary">{text(locale, "sheets.attach")}</Button>
      </ActionBar>
    </Form>
  );
}
