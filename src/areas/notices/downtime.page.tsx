import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Cluster,
  DateField,
  EmptyState,
  Form,
  FormRow,
  Notice,
  PageHeader,
  Section,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import type { Downtime } from "./downtime.store.ts";
import { text } from "./texts.ts";

export const DOWNTIMES = "/tam-ngung";
export const MANAGE_DOWNTIMES = "/quan-tri/tam-ngung";

export const reasonOf = (downtime: Downtime, locale: Locale): string => (locale === "vi" ? downtime.reasonVi : downtime.reasonEn);

interface ListProps {
  readonly locale: Locale;
  readonly rows: readonly Downtime[];
  readonly now: Date;
  readonly csrf?: string | undefined;
}

function stateOf({ cancelledAt, startsAt, endsAt }: Downtime, now: Date) {
  if (cancelledAt !== null) return { key: "cancelled", tone: "neutral" } as const;
  if (endsAt <= now) return { key: "over", tone: "neutral" } as const;
  return startsAt <= now ? ({ key: "running", tone: "warning" } as const) : ({ key: "coming", tone: "info" } as const);
}

function DowntimeTable({ locale, rows, now, csrf }: ListProps) {
  return (
    <Table
      caption={text(locale, "downtime.title")}
      captionHidden
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "downtime.none")} icon="check" />}
      columns={[
        {
          key: "when",
          header: text(locale, "downtime.when"),
          rowHeader: true,
          cell: (row) => `${formatInstant(row.startsAt)} – ${formatInstant(row.endsAt)}`,
        },
        { key: "reason", header: text(locale, "downtime.reason"), cell: (row) => reasonOf(row, locale) },
        {
          key: "announced",
          header: text(locale, "downtime.announced"),
          nowrap: true,
          cell: (row) => formatInstant(row.announcedAt),
        },
        {
          key: "state",
          header: text(locale, "overview.state"),
          cell: (row) => {
            const { key, tone } = stateOf(row, now);
            return (
              <Cluster>
                <Tag tone={tone}>{text(locale, `downtime.${key}`)}</Tag>
                {row.lateReason !== null && <Tag tone="warning">{text(locale, "downtime.late", { reason: row.lateReason })}</Tag>}
                {csrf !== undefined && (key === "coming" || key === "running") && (
                  <Form
                    action={`${MANAGE_DOWNTIMES}/${row.id}/huy`}
                    csrf={csrf}
                    formKey={newFormKey()}
                    confirm={text(locale, "downtime.cancel_confirm")}
                  >
                    <Button variant="secondary" size="s">
                      {text(locale, "downtime.cancel")}
                    </Button>
                  </Form>
                )}
              </Cluster>
            );
          },
        },
      ]}
    />
  );
}

/** What anyone may read: when the service will not be there, why, and until when. */
export function DowntimePage(props: ListProps) {
  const { locale } = props;
  return (
    <>
      <PageHeader title={text(locale, "downtime.title")} lead={text(locale, "downtime.lead")} />
      <DowntimeTable {...props} />
    </>
  );
}

export type TypedDowntime = Readonly<Record<string, string | string[] | undefined>>;

export function ManageDowntimePage(props: ListProps & { readonly csrf: string; readonly typed: TypedDowntime }) {
  const { locale, csrf, typed } = props;
  return (
    <>
      <PageHeader title={text(locale, "downtime.manage")} lead={text(locale, "downtime.manage_lead")} />
      <Stack gap="l">
        <DowntimeTable {...props} />
        <Section title={text(locale, "downtime.new")}>
          <Notice tone="info">{text(locale, "downtime.rule")}</Notice>
          <AnnounceForm locale={locale} csrf={csrf} typed={typed} />
        </Section>
      </Stack>
    </>
  );
}

function AnnounceForm({ locale, csrf, typed }: { locale: Locale; csrf: string; typed: TypedDowntime }) {
  const one = (name: string): string | undefined => (typed[name] === undefined ? undefined : String(typed[name]));
  return (
    <Form action={MANAGE_DOWNTIMES} csrf={csrf} formKey={newFormKey()}>
      <FormRow>
        <DateField name="startDay" label={text(locale, "downtime.start_day")} value={one("startDay")} required />
        <TextField
          name="startTime"
          width="s"
          label={text(locale, "downtime.start_time")}
          value={one("startTime") ?? "22:00"}
          required
        />
      </FormRow>
      <FormRow>
        <DateField name="endDay" label={text(locale, "downtime.end_day")} value={one("endDay")} required />
        <TextField
          name="endTime"
          width="s"
          label={text(locale, "downtime.end_time")}
          value={one("endTime") ?? "23:00"}
          required
        />
      </FormRow>
      <TextField name="reasonVi" label={text(locale, "downtime.reason_vi")} value={one("reasonVi")} maxLength={500} required />
      <TextField name="reasonEn" label={text(locale, "downtime.reason_en")} value={one("reasonEn")} maxLength={500} required />
      <TextArea
        name="lateReason"
        label={text(locale, "downtime.late_reason")}
        hint={text(locale, "downtime.late_reason_hint")}
        value={one("lateReason")}
        rows={2}
        maxLength={500}
      />
      <ActionBar>
        <Button>{text(locale, "downtime.announce")}</Button>
      </ActionBar>
    </Form>
  );
}
