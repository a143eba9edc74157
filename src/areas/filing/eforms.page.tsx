import type { Eform } from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  RadioGroup,
  Section,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { questionCount } from "./edit-eform.ts";
import type { EformVersion, FilingPlace, OfferedForm } from "./eform.store.ts";
import { text } from "./texts.ts";

export const eformPath = (code: string, rest = ""): string => `/quan-tri/bieu-mau/${encodeURIComponent(code)}${rest}`;

export type Typed = Readonly<Record<string, string | string[] | undefined>>;
/** What was typed into a field that was refused, else what stood there. */
export const one = (typed: Typed, name: string, before: string | undefined): string | undefined =>
  typeof typed[name] === "string" ? typed[name] : before;

function FormTable({ locale, offered }: { locale: Locale; offered: readonly OfferedForm[] }) {
  return (
    <Table
      caption={text(locale, "eforms.title")}
      captionHidden
      stack
      rows={offered}
      rowKey={(row) => row.procedureCode}
      columns={[
        {
          key: "name",
          header: text(locale, "own.procedure"),
          rowHeader: true,
          cell: (row) => <a href={eformPath(row.procedureCode)}>{row.name}</a>,
        },
        { key: "code", header: text(locale, "eforms.code"), cell: (row) => row.procedureCode },
        {
          key: "version",
          header: text(locale, "facts.form"),
          cell: (row) => (
            <>
              {row.version === null ? "–" : text(locale, "facts.form_version", { version: row.version })}{" "}
              {row.draft && <Tag tone="info">{text(locale, "eforms.draft")}</Tag>}
            </>
          ),
        },
        {
          key: "place",
          header: text(locale, "offered.place"),
          cell: (row) => <Tag tone={row.place === "here" ? "success" : "info"}>{text(locale, `place.${row.place}`)}</Tag>,
        },
      ]}
    />
  );
}

/** Every procedure that has a form, with its versions and where it is filed. */
export function EformListPage({
  locale,
  offered,
  typed,
  csrf,
}: {
  locale: Locale;
  offered: readonly OfferedForm[];
  typed: Typed;
  csrf: string;
}) {
  return (
    <>
      <PageHeader title={text(locale, "eforms.title")} lead={text(locale, "eforms.lead")} />
      <Stack gap="l">
        {offered.length === 0 ? (
          <EmptyState title={text(locale, "eforms.empty")} icon="inbox" />
        ) : (
          <FormTable locale={locale} offered={offered} />
        )}
        <Form action="/quan-tri/bieu-mau" csrf={csrf} formKey={newFormKey()}>
          <TextField
            name="code"
            label={text(locale, "eforms.new_for")}
            value={one(typed, "code", undefined)}
            maxLength={60}
            width="m"
          />
          <Button variant="secondary">{text(locale, "eforms.new")}</Button>
        </Form>
      </Stack>
    </>
  );
}

export interface EformPageProps {
  readonly locale: Locale;
  readonly code: string;
  readonly name: string;
  readonly published: EformVersion | undefined;
  readonly draft: EformVersion | undefined;
  readonly place: FilingPlace | undefined;
  readonly typed: Typed;
  readonly csrf: string;
}

function Sections({ locale, code, form }: { locale: Locale; code: string; form: Eform }) {
  return (
    <>
      <ol>
        {form.sections.map((section, index) => (
          <li key={section.code}>
            <a href={eformPath(code, `/phan/${index}`)}>{section.title}</a>{" "}
            <span class="muted">{text(locale, "eforms.questions", { count: section.items.length })}</span>
          </li>
        ))}
      </ol>
      <p>
        <a href={eformPath(code, `/phan/${form.sections.length}`)}>{text(locale, "eforms.add_section")}</a>
      </p>
    </>
  );
}

function Press({ props, rest, label, confirm }: { props: EformPageProps; rest: string; label: string; confirm?: string }) {
  return (
    <Form action={eformPath(props.code, rest)} csrf={props.csrf} formKey={newFormKey()} confirm={confirm} scope={rest.slice(1)}>
      <Button variant={rest === "/ngung" ? "secondary" : "primary"}>{label}</Button>
    </Form>
  );
}

function PlaceForm({ locale, code, place, typed, csrf }: EformPageProps) {
  return (
    <Section title={text(locale, "offered.place")} lead={text(locale, "eforms.place_lead")}>
      <Form action={eformPath(code, "/noi-nop")} csrf={csrf} formKey={newFormKey()}>
        <RadioGroup
          name="place"
          label={text(locale, "offered.place")}
          value={one(typed, "place", place?.place ?? "national")}
          options={(["national", "here"] as const).map((each) => ({ value: each, label: text(locale, `place.${each}`) }))}
        />
        <TextField
          name="url"
          label={text(locale, "eforms.url")}
          value={one(typed, "url", place?.url ?? undefined)}
          maxLength={1000}
        />
        <TextArea
          name="reason"
          label={text(locale, "eforms.reason")}
          value={one(typed, "reason", place?.reason ?? undefined)}
          maxLength={1000}
        />
        <Button variant="secondary">{text(locale, "eforms.save_place")}</Button>
      </Form>
    </Section>
  );
}

/** One procedure's form: the version in use, the draft with its sections, and where the procedure is filed. */
export function EformPage(props: EformPageProps) {
  const { locale, code, name, published, draft } = props;
  return (
    <>
      <PageHeader kicker={code} title={name} />
      <Stack gap="l">
        <Section title={text(locale, "eforms.in_use")}>
          {published === undefined ? (
            <p>{text(locale, "eforms.none_in_use")}</p>
          ) : (
            <>
              <p>
                {text(locale, "facts.form_version", { version: published.version })} ·{" "}
                {text(locale, "eforms.questions", { count: questionCount(published.form) })} · {published.source}
              </p>
              {!published.verified && <Notice tone="warning">{text(locale, "eforms.unverified")}</Notice>}
              <Press
                props={props}
                rest="/ngung"
                label={text(locale, "eforms.retire")}
                confirm={text(locale, "eforms.retire_confirm")}
              />
            </>
          )}
        </Section>
        <Section title={text(locale, "eforms.draft")}>
          {draft === undefined ? (
            <Press props={props} rest="/nhap" label={text(locale, "eforms.begin_draft")} />
          ) : (
            <>
              <Sections locale={locale} code={code} form={draft.form} />
              <ActionBar>
                <LinkButton href={eformPath(code, "/xem")}>{text(locale, "eforms.preview")}</LinkButton>
              </ActionBar>
              <Press
                props={props}
                rest="/cong-bo"
                label={text(locale, "eforms.publish", { version: draft.version })}
                confirm={text(locale, "eforms.publish_confirm")}
              />
            </>
          )}
        </Section>
        <PlaceForm {...props} />
      </Stack>
    </>
  );
}
