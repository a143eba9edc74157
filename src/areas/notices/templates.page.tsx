import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Card,
  DateField,
  Fieldset,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { CITIZEN_EVENTS, NOTICE_EVENTS, type NoticeEvent, type Wording } from "./notice.ts";
import { PLACEHOLDERS } from "./template.rules.ts";
import type { AgencyTemplate } from "./template.store.ts";
import { text } from "./texts.ts";

export const TEMPLATES = "/quan-tri/mau-thong-bao";

const isForCitizens = (event: NoticeEvent): boolean => (CITIZEN_EVENTS as readonly NoticeEvent[]).includes(event);

/** Each event with the wording in force: one's own or the one that ships. */
export function TemplateListPage({ locale, own, today }: { locale: Locale; own: readonly AgencyTemplate[]; today: string }) {
  const rows = NOTICE_EVENTS.flatMap((event) => (["vi", "en"] as const).map((language) => ({ event, language })));
  const inForce = (event: NoticeEvent, language: Locale) =>
    own.find((row) => row.event === event && row.locale === language && row.validFrom <= today);
  return (
    <>
      <PageHeader title={text(locale, "templates.title")} lead={text(locale, "templates.lead")} />
      <Table
        caption={text(locale, "templates.title")}
        captionHidden
        rows={rows}
        rowKey={(row) => `${row.event}.${row.language}`}
        columns={[
          {
            key: "event",
            header: text(locale, "templates.event"),
            rowHeader: true,
            cell: (row) => (
              <a href={`${TEMPLATES}/${row.event}/${row.language}`}>
                {text(locale, `event.${row.event}`)} ({text(locale, `language.${row.language}`)})
              </a>
            ),
          },
          {
            key: "audience",
            header: text(locale, "templates.audience"),
            cell: (row) => text(locale, isForCitizens(row.event) ? "audience.citizen" : "audience.staff"),
          },
          {
            key: "origin",
            header: text(locale, "templates.origin"),
            cell: (row) => {
              const mine = inForce(row.event, row.language);
              return mine === undefined ? (
                <Tag>{text(locale, "templates.shipped")}</Tag>
              ) : (
                <Tag tone="info">{text(locale, "templates.own", { day: formatDay(mine.validFrom) })}</Tag>
              );
            },
          },
        ]}
      />
    </>
  );
}

export interface TemplatePageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly event: NoticeEvent;
  readonly language: Locale;
  readonly wording: Wording;
  readonly validFrom: string;
  readonly preview: Wording | undefined;
  readonly history: readonly AgencyTemplate[];
}

/** One wording with its fields, what it looks like when filled in, and what held before. */
export function TemplatePage(props: TemplatePageProps) {
  const { locale, csrf, event, language, wording, preview, history } = props;
  return (
    <>
      <PageHeader title={text(locale, `event.${event}`)} kicker={text(locale, `language.${language}`)} />
      <Stack gap="l">
        {preview !== undefined && <Preview locale={locale} preview={preview} />}
        <Form action={`${TEMPLATES}/${event}/${language}`} csrf={csrf} formKey={newFormKey()} wide>
          <Fieldset legend={text(locale, "templates.wording")} hint={<PlaceholderHint locale={locale} />}>
            <TextField
              name="subject"
              label={text(locale, "templates.subject")}
              value={wording.subject}
              maxLength={200}
              required
            />
            <TextArea
              name="body"
              label={text(locale, "templates.body")}
              value={wording.body}
              rows={9}
              maxLength={4000}
              required
            />
            <TextArea
              name="short"
              label={text(locale, "templates.short")}
              hint={text(locale, "templates.short_hint")}
              value={wording.short}
              rows={3}
              maxLength={1000}
              required
            />
            <DateField name="validFrom" label={text(locale, "templates.valid_from")} value={props.validFrom} required />
          </Fieldset>
          <ActionBar>
            <Button name="intent" value="save">
              {text(locale, "templates.save")}
            </Button>
            <Button name="intent" value="preview" variant="secondary">
              {text(locale, "templates.preview")}
            </Button>
            <LinkButton href={TEMPLATES} variant="quiet">
              {text(locale, "back")}
            </LinkButton>
          </ActionBar>
        </Form>
        {history.length > 0 && <History locale={locale} rows={history} />}
      </Stack>
    </>
  );
}

function PlaceholderHint({ locale }: { locale: Locale }) {
  return (
    <>
      {text(locale, "templates.placeholders")}{" "}
      {PLACEHOLDERS.map((name, index) => (
        <>
          {index > 0 && ", "}
          <code>{`{${name}}`}</code> {text(locale, `placeholder.${name}`)}
        </>
      ))}
      .
    </>
  );
}

function Preview({ locale, preview }: { locale: Locale; preview: Wording }) {
  return (
    <Section title={text(locale, "templates.preview_title")}>
      <Notice tone="info">{text(locale, "templates.preview_lead")}</Notice>
      <Card title={preview.subject} level={3}>
        {preview.body.split("\n").map((line, index) => (
          <p key={index}>{line}</p>
        ))}
      </Card>
      <Card
        title={text(locale, "templates.short")}
        level={3}
        footer={text(locale, "templates.characters", { count: preview.short.length })}
      >
        <p>{preview.short}</p>
      </Card>
    </Section>
  );
}

function History({ locale, rows }: { locale: Locale; rows: readonly AgencyTemplate[] }) {
  return (
    <Section title={text(locale, "templates.history")}>
      <Table
        caption={text(locale, "templates.history")}
        captionHidden
        rows={rows}
        rowKey={(row) => String(row.id)}
        columns={[
          { key: "from", header: text(locale, "templates.valid_from"), rowHeader: true, cell: (row) => formatDay(row.validFrom) },
          { key: "subject", header: text(locale, "templates.subject"), cell: (row) => row.subject },
          { key: "by", header: text(locale, "templates.by"), cell: (row) => row.by },
          { key: "at", header: text(locale, "templates.at"), nowrap: true, cell: (row) => formatInstant(row.createdAt) },
        ]}
      />
    </Section>
  );
}
