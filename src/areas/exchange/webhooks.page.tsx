import { dossierText } from "#dossiers";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  CheckboxGroup,
  EmptyState,
  Form,
  LinkButton,
  PageHeader,
  Section,
  Stack,
  Table,
  Tag,
  TextField,
  ShownOnce,
} from "#ui/ui.tsx";
import { text } from "./texts.ts";
import { cloudEventType, WEBHOOK_TOPICS } from "./webhook.rules.ts";
import type { WebhookEndpoint } from "./webhook.store.ts";

export const WEBHOOKS = "/quan-tri/webhook";

export interface WebhooksPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly rows: readonly WebhookEndpoint[];
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

/** Which systems hear of what, and a form for one more. */
export function WebhooksPage({ locale, csrf, rows, typed }: WebhooksPageProps) {
  return (
    <>
      <PageHeader title={text(locale, "webhooks.title")} lead={text(locale, "webhooks.lead")} />
      <Stack gap="l">
        <Table
          caption={text(locale, "webhooks.title")}
          captionHidden
          rows={rows}
          rowKey={(row) => String(row.id)}
          empty={<EmptyState title={text(locale, "webhooks.none")} />}
          columns={[
            {
              key: "name",
              header: text(locale, "webhooks.name"),
              rowHeader: true,
              cell: (row) => <a href={`${WEBHOOKS}/${row.id}`}>{row.name}</a>,
            },
            { key: "url", header: text(locale, "webhooks.url"), cell: (row) => row.url },
            { key: "topics", header: text(locale, "webhooks.topics"), cell: (row) => row.topics.map(cloudEventType).join(", ") },
            { key: "since", header: text(locale, "tasks.since"), nowrap: true, cell: (row) => formatInstant(row.createdAt) },
            {
              key: "state",
              header: text(locale, "tasks.decide"),
              cell: (row) =>
                row.endedAt === null ? (
                  <Form
                    action={`${WEBHOOKS}/${row.id}/dong`}
                    csrf={csrf}
                    formKey={newFormKey()}
                    confirm={text(locale, "webhooks.close_confirm")}
                  >
                    <Button variant="secondary" size="s">
                      {text(locale, "webhooks.close")}
                    </Button>
                  </Form>
                ) : (
                  <Tag>{text(locale, "webhooks.closed")}</Tag>
                ),
            },
          ]}
        />
        <Section title={text(locale, "webhooks.new")}>
          <NewForm locale={locale} csrf={csrf} typed={typed} />
        </Section>
      </Stack>
    </>
  );
}

const topicText = (locale: Locale, topic: (typeof WEBHOOK_TOPICS)[number]): string =>
  dossierText(locale, `event.${topic.slice("dossier.".length)}` as Parameters<typeof dossierText>[1]);

function NewForm({ locale, csrf, typed }: Omit<WebhooksPageProps, "rows">) {
  const one = (name: string): string => String(typed[name] ?? "");
  return (
    <Form action={WEBHOOKS} csrf={csrf} formKey={newFormKey()}>
      <TextField name="name" label={text(locale, "webhooks.name")} value={one("name")} maxLength={100} required />
      <TextField
        name="url"
        label={text(locale, "webhooks.url")}
        hint={text(locale, "webhooks.url_hint")}
        value={one("url")}
        required
      />
      <CheckboxGroup
        name="topics"
        label={text(locale, "webhooks.topics")}
        options={WEBHOOK_TOPICS.map((topic) => ({ value: topic, label: topicText(locale, topic), hint: cloudEventType(topic) }))}
        values={[typed["topics"] ?? []].flat()}
        required
      />
      <ActionBar>
        <Button>{text(locale, "webhooks.open")}</Button>
      </ActionBar>
    </Form>
  );
}

export function WebhookSecretPage({ locale, secret }: { locale: Locale; secret: string }) {
  return (
    <ShownOnce title={text(locale, "webhooks.secret_title")} lead={text(locale, "webhooks.secret_lead")} secret={secret}>
      <LinkButton href={WEBHOOKS} variant="primary">
        {text(locale, "webhooks.title")}
      </LinkButton>
    </ShownOnce>
  );
}
