import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  DateField,
  EmptyState,
  Form,
  FormRow,
  PageHeader,
  Pagination,
  Section,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { type Delivery, DELIVERY_VIEWS, type DeliveryView, type ReplayReport } from "./delivery.ts";
import { reasonText } from "./task-reason.ts";
import { text } from "./texts.ts";
import { cloudEventType } from "./webhook.rules.ts";
import type { WebhookEndpoint } from "./webhook.store.ts";
import { WEBHOOKS } from "./webhooks.page.tsx";

export interface DeliveriesPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly endpoint: WebhookEndpoint;
  readonly view: DeliveryView;
  readonly rows: readonly Delivery[];
  readonly replays: readonly ReplayReport[];
  readonly offset: number;
  readonly pageSize: number;
  readonly more: boolean;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

const TONES = { waiting: "info", leased: "info", done: "success", dead: "danger", discarded: "neutral" } as const;

/** What was sent to one endpoint and what became of it; what ended is sent again from here. */
export function DeliveriesPage(props: DeliveriesPageProps) {
  const { locale, endpoint, view, offset, rows, pageSize } = props;
  const href = (to: DeliveryView, at = 0): string => `${WEBHOOKS}/${endpoint.id}?view=${to}${at === 0 ? "" : `&offset=${at}`}`;
  return (
    <>
      <PageHeader title={text(locale, "deliveries.title", { name: endpoint.name })} lead={endpoint.url} />
      <Stack gap="l">
        <Tabs
          label={text(locale, "tasks.filter")}
          items={DELIVERY_VIEWS.map((each) => ({
            href: href(each),
            label: text(locale, `deliveries.view.${each}`),
            current: each === view,
          }))}
        />
        <DeliveryTable {...props} />
        <Pagination
          from={rows.length === 0 ? undefined : offset + 1}
          to={rows.length === 0 ? undefined : offset + rows.length}
          previousHref={offset > 0 ? href(view, Math.max(0, offset - pageSize)) : undefined}
          nextHref={props.more ? href(view, offset + pageSize) : undefined}
        />
        {endpoint.endedAt === null && <ReplayForm {...props} />}
        <ReplayTable {...props} />
      </Stack>
    </>
  );
}

function DeliveryTable({ locale, csrf, endpoint, rows }: DeliveriesPageProps) {
  const mayReplay = (state: Delivery["state"]): boolean => endpoint.endedAt === null && !["waiting", "leased"].includes(state);
  return (
    <Table
      caption={text(locale, "deliveries.caption")}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "deliveries.none")} />}
      columns={[
        {
          key: "event",
          header: text(locale, "deliveries.event"),
          rowHeader: true,
          cell: (row) => (
            <>
              {cloudEventType(row.topic)}
              <div class="muted small">{[row.eventId, row.code].filter((part) => part !== "").join(" · ")}</div>
            </>
          ),
        },
        { key: "at", header: text(locale, "tasks.since"), nowrap: true, cell: (row) => formatInstant(row.createdAt) },
        {
          key: "state",
          header: text(locale, "deliveries.state"),
          cell: (row) => (
            <>
              <Tag tone={TONES[row.state]}>{text(locale, `deliveries.state.${row.state}`)}</Tag>
              {row.reason !== null && <div class="muted small">{reasonText(locale, row.reason)}</div>}
            </>
          ),
        },
        { key: "attempts", header: text(locale, "tasks.attempts"), align: "end", cell: (row) => row.attempt },
        {
          key: "again",
          header: text(locale, "tasks.decide"),
          cell: (row) =>
            mayReplay(row.state) && (
              <Form action={`${WEBHOOKS}/${endpoint.id}/gui-lai/${row.id}`} csrf={csrf} formKey={newFormKey()}>
                <Button variant="secondary" size="s">
                  {text(locale, "deliveries.again")}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}

function ReplayForm({ locale, csrf, endpoint, typed }: DeliveriesPageProps) {
  const one = (name: string): string => String(typed[name] ?? "");
  return (
    <Section title={text(locale, "deliveries.replay")}>
      <Form
        action={`${WEBHOOKS}/${endpoint.id}/gui-lai`}
        csrf={csrf}
        formKey={newFormKey()}
        confirm={text(locale, "deliveries.replay_confirm")}
      >
        <FormRow>
          <DateField name="day" label={text(locale, "deliveries.since_day")} value={one("day")} required />
          <TextField
            name="time"
            label={text(locale, "deliveries.since_time")}
            hint={text(locale, "deliveries.time_hint")}
            value={one("time") || "00:00"}
            width="s"
            required
          />
        </FormRow>
        <Button>{text(locale, "deliveries.replay_failed")}</Button>
      </Form>
    </Section>
  );
}

function ReplayTable({ locale, replays }: DeliveriesPageProps) {
  if (replays.length === 0) return null;
  const count = (key: "chosen" | "taken" | "failed" | "waiting") => ({
    key,
    header: text(locale, `deliveries.report.${key}`),
    align: "end" as const,
    cell: (row: ReplayReport) => row[key],
  });
  return (
    <Section title={text(locale, "deliveries.reports")}>
      <Table
        caption={text(locale, "deliveries.reports")}
        captionHidden
        rows={replays}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            key: "at",
            header: text(locale, "deliveries.report.at"),
            rowHeader: true,
            cell: (row) => `${formatInstant(row.at)}, ${row.by}`,
          },
          {
            key: "what",
            header: text(locale, "deliveries.report.what"),
            cell: (row) =>
              row.since === null
                ? text(locale, "deliveries.report.one")
                : text(locale, "deliveries.report.since", { at: formatInstant(row.since) }),
          },
          count("chosen"),
          count("taken"),
          count("failed"),
          count("waiting"),
        ]}
      />
    </Section>
  );
}
