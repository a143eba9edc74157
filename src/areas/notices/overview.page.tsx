import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import {
  Button,
  Details,
  EmptyState,
  Form,
  Notice,
  PageHeader,
  Pagination,
  Stack,
  StatGrid,
  StatTile,
  Table,
  Tabs,
  Tag,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import { NOTICE_STATES, type NoticeState, type Sending } from "./notice.ts";
import type { NoticeFigures, NoticeWithSendings } from "./notice.store.ts";
import { text } from "./texts.ts";

/** What was withdrawn concerns nobody any more. */
const SHOWN_STATES = NOTICE_STATES.filter((state) => state !== "withdrawn");

export const OVERVIEW = "/thong-bao/nguoi-dan";

export const STATE_TONES: Readonly<Record<NoticeState, Tone>> = {
  queued: "neutral",
  sent: "info",
  delivered: "success",
  failed: "danger",
  withdrawn: "neutral",
};

export interface OverviewProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly rows: readonly (NoticeWithSendings & { readonly code: string })[];
  readonly figures: NoticeFigures;
  readonly state: NoticeState | undefined;
  readonly offset: number;
  readonly pageSize: number;
  readonly more: boolean;
  readonly localPeer: boolean;
}

/** Why a channel did not reach somebody; what a carrier says in a code of its own stays as it is. */
function reasonText(locale: Locale, reason: string): string {
  const key = `sending_reason.${reason}` as Parameters<typeof text>[1];
  return text.keys.has(key) ? text(locale, key) : reason;
}

/** What a channel has come to, in words: "sent" is never shown as delivered. */
export function SendingText({ locale, sending }: { locale: Locale; sending: Sending }) {
  const at = sending.deliveredAt ?? sending.failedAt ?? sending.sentAt;
  return (
    <div>
      {text(locale, `channel.${sending.channel}`)}: {text(locale, `state.${sending.state}`)}
      {at !== null && ` ${formatInstant(at)}`}
      {sending.state === "failed" && sending.reason !== null && (
        <span class="muted"> ({reasonText(locale, sending.reason)})</span>
      )}
    </div>
  );
}

/** What applicants were told, whether it reached them, and whom to call because it did not. */
export function OverviewPage(props: OverviewProps) {
  const { locale, figures, rows, state, offset, pageSize } = props;
  const href = (to: NoticeState | undefined, at = 0): string => `${OVERVIEW}?state=${to ?? ""}${at === 0 ? "" : `&offset=${at}`}`;
  return (
    <>
      <PageHeader title={text(locale, "overview.title")} lead={text(locale, "overview.lead")} />
      <Stack gap="l">
        {props.localPeer && <Notice tone="warning">{text(locale, "local_peer")}</Notice>}
        <StatGrid>
          {SHOWN_STATES.map((each) => (
            <StatTile
              key={each}
              value={figures[each]}
              label={text(locale, `figures.${each}`)}
              href={href(each)}
              tone={each === "failed" ? (figures.failed > 0 ? "danger" : "success") : "neutral"}
            />
          ))}
        </StatGrid>
        <Tabs
          label={text(locale, "overview.filter")}
          items={[undefined, ...SHOWN_STATES].map((each) => ({
            href: href(each),
            label: each === undefined ? text(locale, "overview.all") : text(locale, `state.${each}`),
            current: each === state,
          }))}
        />
        <NoticeTable {...props} />
        <Pagination
          from={rows.length === 0 ? undefined : offset + 1}
          to={rows.length === 0 ? undefined : offset + rows.length}
          previousHref={offset > 0 ? href(state, Math.max(0, offset - pageSize)) : undefined}
          nextHref={props.more ? href(state, offset + pageSize) : undefined}
        />
      </Stack>
    </>
  );
}

function NoticeTable(props: OverviewProps) {
  const { locale, rows } = props;
  return (
    <Table
      caption={text(locale, "overview.title")}
      captionHidden
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "overview.empty")} icon="check" />}
      columns={[
        {
          key: "code",
          header: text(locale, "overview.dossier"),
          rowHeader: true,
          cell: (row) => (
            <a class="code nowrap" href={`/ho-so/${String(row.dossierId)}`}>
              {row.code}
            </a>
          ),
        },
        { key: "event", header: text(locale, "templates.event"), cell: (row) => text(locale, `event.${row.event}`) },
        { key: "who", header: text(locale, "overview.recipient"), cell: (row) => row.recipientName },
        {
          key: "state",
          header: text(locale, "overview.state"),
          cell: (row) => <NoticeTag locale={locale} state={row.state} />,
        },
        {
          key: "channels",
          header: text(locale, "overview.channels"),
          cell: (row) =>
            row.sendings.length === 0
              ? text(locale, row.state === "failed" ? "overview.no_way" : "overview.not_yet")
              : row.sendings.map((sending) => <SendingText key={sending.channel} locale={locale} sending={sending} />),
        },
        {
          key: "at",
          header: text(locale, "inbox.at"),
          nowrap: true,
          hideOnPhone: true,
          cell: (row) => formatInstant(row.createdAt),
        },
        { key: "told", header: text(locale, "overview.todo"), cell: (row) => <ToldForm {...props} notice={row} /> },
      ]}
    />
  );
}

export const NoticeTag = ({ locale, state }: { locale: Locale; state: NoticeState }) => (
  <Tag tone={STATE_TONES[state]}>{text(locale, `state.${state}`)}</Tag>
);

/** Where no channel reached the applicant, somebody calls; who did and what was said is kept. */
export function ToldForm({ locale, csrf, notice }: { locale: Locale; csrf: string; notice: NoticeWithSendings }) {
  if (notice.state !== "failed") return null;
  return (
    <Details summary={text(locale, "told.title")}>
      <Form action={`/thong-bao/${notice.id}/da-goi`} csrf={csrf} formKey={newFormKey()} scope={`n${notice.id}`}>
        <TextField name="note" label={text(locale, "told.note")} hint={text(locale, "told.hint")} maxLength={200} required />
        <Button variant="secondary" size="s">
          {text(locale, "told.submit")}
        </Button>
      </Form>
    </Details>
  );
}
