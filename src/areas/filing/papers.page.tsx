import { h } from "preact";
import { assetVersion } from "#platform/http/assets.ts";
import { PART_BYTES } from "./receive-parts.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { acceptOf, SCAN_RULE } from "#platform/files/file-kind.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Fieldset,
  FileField,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  RadioGroup,
  Stack,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { Component } from "#procedures";
import { DELIVERIES, type Filing, type FilingFile, PAPER_WAYS } from "./filing.ts";
import { FileList } from "./filing-parts.page.tsx";
import { text } from "./texts.ts";

export type Typed = Readonly<Record<string, string | string[] | undefined>>;

export const papersPath = (id: number, code?: string): string =>
  code === undefined ? `/cua-toi/${id}/giay-to` : `/cua-toi/${id}/giay-to/${encodeURIComponent(code)}`;

export interface PapersPageProps {
  readonly locale: Locale;
  readonly filing: Filing;
  readonly components: readonly Component[];
  readonly files: readonly FilingFile[];
  readonly typed: Typed;
  readonly csrf: string;
}

type OneProps = PapersPageProps & { component: Component; index: number };

function OnePaper({ locale, filing, component, index, files, typed }: OneProps) {
  const kept = filing.papers.find(({ code }) => code === component.code);
  const usual = component.replaceableByData === undefined ? undefined : "state_has_it";
  const own = files.filter(({ componentCode }) => componentCode === component.code);
  const found = filing.found.find(({ code }) => code === component.code)?.found;
  const value = (name: string, before: string | undefined): string | undefined =>
    typeof typed[name] === "string" ? typed[name] : before;
  return (
    <Fieldset
      legend={`${index + 1}. ${component.name}${component.required ? "" : ` (${text(locale, "papers.optional")})`}`}
      hint={
        component.replaceableByData === undefined
          ? undefined
          : text(locale, "papers.state_has_it", { where: component.replaceableByData })
      }
    >
      {found !== undefined && (
        <p>
          <Tag tone={found === "none" ? "warning" : "success"}>
            {text(locale, found === "none" ? "papers.not_found" : "papers.found")}
          </Tag>
        </p>
      )}
      <input type="hidden" name={`papers.${index}.code`} value={component.code} />
      <RadioGroup
        name={`papers.${index}.way`}
        label={text(locale, "papers.way")}
        required={component.required}
        value={value(`papers.${index}.way`, kept?.way ?? usual)}
        options={PAPER_WAYS.filter((way) => way !== "later" || !component.required).map((way) => ({
          value: way,
          label: text(locale, `way.${way}`),
        }))}
      />
      {own.length > 0 && (
        <div>
          <FileList locale={locale} files={own} base={`/cua-toi/${filing.id}/tep`} />
          <a href={papersPath(filing.id, component.code)}>
            {text(locale, "files.change")}
            <span class="visually-hidden"> {component.name}</span>
          </a>
        </div>
      )}
      <TextField
        name={`papers.${index}.note`}
        label={text(locale, "papers.note")}
        hint={text(locale, "papers.note_hint")}
        value={value(`papers.${index}.note`, kept?.note)}
        maxLength={500}
      />
    </Fieldset>
  );
}

/** How each component is handed over; what the state has already is said so and not asked for (R-35). */
export function PapersPage(props: PapersPageProps) {
  const { locale, filing, components, typed, csrf } = props;
  return (
    <>
      <PageHeader kicker={filing.procedureName} title={text(locale, "papers.title")} lead={text(locale, "papers.lead")} />
      <Form action={papersPath(filing.id)} csrf={csrf} formKey={newFormKey()} hidden={{ revision: String(filing.revision) }}>
        <Stack>
          {components.map((component, index) => (
            <OnePaper key={component.code} {...props} component={component} index={index} />
          ))}
          {components.length === 0 && <Notice tone="info">{text(locale, "papers.none")}</Notice>}
          <RadioGroup
            name="delivery"
            label={text(locale, "papers.delivery")}
            hint={text(locale, "papers.delivery_hint")}
            required
            value={typeof typed["delivery"] === "string" ? typed["delivery"] : filing.delivery}
            options={DELIVERIES.map((each) => ({ value: each, label: text(locale, `delivery.${each}`) }))}
          />
        </Stack>
        <ActionBar>
          <Button>{text(locale, "section.next")}</Button>
        </ActionBar>
      </Form>
    </>
  );
}

export interface UploadPageProps {
  readonly locale: Locale;
  readonly filing: Filing;
  readonly component: Component;
  readonly files: readonly FilingFile[];
  /** The next component that still waits for its files, else the check of everything. */
  readonly nextHref: string;
  readonly csrf: string;
}

/** The files of one component: each upload is kept at once, so that a lost line loses one file at most. */
export function UploadPage({ locale, filing, component, files, nextHref, csrf }: UploadPageProps) {
  const base = papersPath(filing.id, component.code);
  return (
    <>
      <PageHeader kicker={text(locale, "papers.title")} title={component.name} lead={text(locale, "files.lead")} />
      <Stack gap="l">
        {files.map((file) => (
          <Form
            key={file.id}
            action={`${base}/bo`}
            csrf={csrf}
            formKey={newFormKey()}
            hidden={{ file: String(file.id) }}
            scope={`bo-${file.id}`}
            label={file.name}
          >
            <FileList locale={locale} files={[file]} base={`/cua-toi/${filing.id}/tep`} />
            <Button variant="secondary" size="s">
              {text(locale, "files.remove")}
              <span class="visually-hidden"> {file.name}</span>
            </Button>
          </Form>
        ))}
        {h(
          "motcua-upload",
          {
            "data-src": `/api/v1/filings/${filing.id}/uploads`,
            "data-owner": String(filing.accountId),
            "data-component": component.code,
            "data-part": String(PART_BYTES),
            "data-sending": text(locale, "upload.sending", { name: "…" }),
            "data-waiting": text(locale, "upload.waiting"),
            "data-done": text(locale, "upload.done"),
          },
          <Form action={base} csrf={csrf} formKey={newFormKey()} files>
            <FileField
              name="file"
              label={text(locale, files.length === 0 ? "files.choose" : "files.more")}
              hint={text(locale, "files.hint")}
              accept={acceptOf(SCAN_RULE.kinds)}
              multiple
            />
            <ActionBar>
              <Button variant={files.length === 0 ? "primary" : "secondary"}>{text(locale, "files.upload")}</Button>
              {files.length > 0 && (
                <LinkButton href={nextHref} variant="primary">
                  {text(locale, "files.next")}
                </LinkButton>
              )}
              <a href={papersPath(filing.id)}>{text(locale, "files.other_way")}</a>
            </ActionBar>
            <p role="status" class="muted" data-status />
          </Form>,
        )}
        <script type="module" src={`/assets/motcua-upload.js?v=${assetVersion}`} />
      </Stack>
    </>
  );
}
