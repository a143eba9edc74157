import { acceptOf } from "#platform/files/file-kind.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, FileField, Form, FormRow, PageHeader, RadioGroup, Section, SelectField, Stack, TextField } from "#ui/ui.tsx";
import { EXTERNAL } from "../external.page.tsx";
import type { DossierImportReport } from "../import-dossiers.ts";
import type { OwnImportRun } from "../import-run.store.ts";
import type { ExternalMapping } from "../mapping.ts";
import { text } from "../texts.ts";
import type { ShownReport } from "./report.page.tsx";
import { LIST_RULE, RunTable } from "./sheet-imports.page.tsx";

export const EXTERNAL_IMPORT = `${EXTERNAL}/nhap`;
export const IMPORT_WAYS = ["mirror", "take_over"] as const;

/** A report of dossiers in the shape in which the page shows any list. */
export const shownDossiers = (report: DossierImportReport): ShownReport => ({
  figures: [
    ["sheet.rows", report.rows],
    [report.dryRun ? "sheet.would_take" : "sheet.taken", report.taken],
    ["sheet.already_there", report.alreadyThere],
    ["sheet.rejected", report.rejected.length, "warning"],
  ],
  rejected: report.rejected,
  differences: [],
  onlyHere: [],
  flagged: Object.entries(report.flagged).flatMap(([flag, lines]) =>
    lines.map(({ line, sourceId }) => ({ line, key: sourceId, flag })),
  ),
});

interface Props {
  readonly locale: Locale;
  readonly csrf: string;
  readonly mappings: readonly ExternalMapping[];
  readonly runs: readonly OwnImportRun[];
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

/** Hands a list of another system in: to be shown here read-only, or to be taken over. */
export function ImportExternalPage({ locale, csrf, mappings, runs, typed }: Props) {
  const value = (name: string, otherwise = ""): string => String(typed[name] ?? otherwise);
  return (
    <>
      <PageHeader title={text(locale, "take_over.title")} lead={text(locale, "take_over.lead")} />
      <Stack gap="l">
        <Section title={text(locale, "sheet.new")}>
          <Form action={EXTERNAL_IMPORT} csrf={csrf} formKey={newFormKey()} files>
            <RadioGroup
              name="way"
              label={text(locale, "take_over.way")}
              value={value("way", "mirror")}
              options={IMPORT_WAYS.map((way) => ({
                value: way,
                label: text(locale, `take_over.way.${way}`),
                hint: text(locale, `take_over.way_hint.${way}`),
              }))}
            />
            <FormRow>
              <SelectField
                name="mapping"
                label={text(locale, "take_over.mapping")}
                hint={text(locale, "take_over.mapping_hint")}
                value={value("mapping", mappings[0]?.name)}
                options={mappings.map(({ name, title }) => ({ value: name, label: title[locale] }))}
              />
              <TextField
                name="standIn"
                label={text(locale, "take_over.stand_in")}
                hint={text(locale, "take_over.stand_in_hint")}
                value={value("standIn")}
                width="m"
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
        <RunTable locale={locale} runs={runs} href={EXTERNAL_IMPORT} />
      </Stack>
    </>
  );
}
