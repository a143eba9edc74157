import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Checkbox,
  Details,
  EmptyState,
  Form,
  FormRow,
  Notice,
  PageHeader,
  Pagination,
  Stack,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { InboxRow, Preference } from "./inbox.store.ts";
import { PushForms } from "./push-forms.tsx";
import type { PushOffer } from "./subscribe-push.ts";
import { text } from "./texts.ts";
import { clockText } from "#platform/input/time-of-day.ts";

export const INBOX = "/thong-bao";

export interface InboxPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly rows: readonly InboxRow[];
  readonly unread: number;
  readonly preference: Preference;
  /** Undefined where the installation sends no push notices. */
  readonly offer: PushOffer | undefined;
  readonly offset: number;
  readonly pageSize: number;
  readonly more: boolean;
  /** Whether the form of preferences was refused, and what was typed. */
  readonly typed?: Readonly<Record<string, string | string[] | undefined>> | undefined;
}

/** A person's own notices: what came to them, what is about to be late, what is stuck. */
export function InboxPage(props: InboxPageProps) {
  const { locale, csrf, rows, unread, offset, pageSize } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "inbox.title")}
        lead={text(locale, "inbox.lead", { unread })}
        actions={
          unread > 0 && (
            <Form action={`${INBOX}/da-doc`} csrf={csrf} formKey={newFormKey()} hidden={{ upTo: String(newestOf(rows)) }}>
              <Button variant="secondary">{text(locale, "inbox.mark_read")}</Button>
            </Form>
          )
        }
      />
      <Stack gap="l">
        <Inbox locale={locale} rows={rows} />
        <Pagination
          from={rows.length === 0 ? undefined : offset + 1}
          to={rows.length === 0 ? undefined : offset + rows.length}
          previousHref={offset > 0 ? `${INBOX}?offset=${Math.max(0, offset - pageSize)}` : undefined}
          nextHref={props.more ? `${INBOX}?offset=${offset + pageSize}` : undefined}
        />
        <PreferenceForm {...props} />
        {props.offer !== undefined && (
          <PushForms
            locale={locale}
            csrf={csrf}
            offer={props.offer}
            href={`${INBOX}/trinh-duyet`}
            endHref={`${INBOX}/trinh-duyet/bo`}
          />
        )}
      </Stack>
    </>
  );
}

function Inbox({ locale, rows }: Pick<InboxPageProps, "locale" | "rows">) {
  return (
    <Table
      caption={text(locale, "inbox.title")}
      captionHidden
      rows={rows}
      rowKey={(row) => String(row.id)}
      rowTone={(row) => (row.readAt !== null ? undefined : row.urgent ? "warning" : "info")}
      empty={
        <EmptyState title={text(locale, "inbox.empty")} icon="check">
          {text(locale, "inbox.empty_hint")}
        </EmptyState>
      }
      columns={[
        {
          key: "subject",
          header: text(locale, "inbox.subject"),
          rowHeader: true,
          cell: (row) => (row.dossierId === null ? row.subject : <a href={`/ho-so/${row.dossierId}`}>{row.subject}</a>),
        },
        {
          key: "event",
          header: text(locale, "templates.event"),
          cell: (row) => <Tag tone={row.urgent ? "warning" : "neutral"}>{text(locale, `event.${row.event}`)}</Tag>,
        },
        { key: "at", header: text(locale, "inbox.at"), nowrap: true, cell: (row) => formatInstant(row.createdAt) },
        {
          key: "read",
          header: text(locale, "inbox.read"),
          nowrap: true,
          cell: (row) => (row.readAt === null ? <Tag tone="info">{text(locale, "inbox.new")}</Tag> : formatInstant(row.readAt)),
        },
      ]}
    />
  );
}

const newestOf = (rows: readonly InboxRow[]): number => rows.reduce((newest, { id }) => Math.max(newest, id), 0);

function PreferenceForm({ locale, csrf, preference, typed }: InboxPageProps) {
  const one = (name: string, kept: string): string => (typed === undefined ? kept : String(typed[name] ?? ""));
  const on = (name: "digest" | "push"): boolean => (typed === undefined ? preference[name] : typed[name] !== undefined);
  return (
    <Details summary={text(locale, "preference.title")} open={typed !== undefined}>
      <Form action={`${INBOX}/tuy-chon`} csrf={csrf} formKey={newFormKey()}>
        <Notice tone="info">{text(locale, "preference.lead")}</Notice>
        <TextField
          name="email"
          type="email"
          label={text(locale, "preference.email")}
          hint={text(locale, "preference.email_hint")}
          value={one("email", preference.email ?? "")}
          autocomplete="email"
        />
        <Checkbox
          name="digest"
          label={text(locale, "preference.digest")}
          hint={text(locale, "preference.digest_hint")}
          checked={on("digest")}
        />
        <Checkbox
          name="push"
          label={text(locale, "preference.push")}
          hint={text(locale, "preference.push_hint")}
          checked={on("push")}
        />
        <FormRow>
          <TextField
            name="quietFrom"
            width="s"
            label={text(locale, "preference.quiet_from")}
            value={one("quietFrom", clockText(preference.quiet.from))}
            required
          />
          <TextField
            name="quietTo"
            width="s"
            label={text(locale, "preference.quiet_to")}
            value={one("quietTo", clockText(preference.quiet.to))}
            required
          />
        </FormRow>
        <ActionBar>
          <Button>{text(locale, "preference.save")}</Button>
        </ActionBar>
      </Form>
    </Details>
  );
}
