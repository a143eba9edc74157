import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Cluster,
  DateField,
  Details,
  EmptyState,
  ExportLinks,
  FilterBar,
  Form,
  FormRow,
  LinkButton,
  Notice,
  NumberField,
  PageHeader,
  SelectField,
  Stack,
  Table,
  Tag,
  TextArea,
} from "#ui/ui.tsx";
import { REMINDER_WAYS } from "./remind-of-result.ts";
import { text } from "./texts.ts";
import { type Uncollected, UNCOLLECTED_SHOWN, type UncollectedPolicy, type UncollectedShown } from "./uncollected.ts";

export const UNCOLLECTED = "/giay-to/chua-nhan";

export interface UncollectedProps {
  readonly locale: Locale;
  readonly rows: readonly Uncollected[];
  readonly days: number;
  readonly shown: UncollectedShown;
  readonly policy: UncollectedPolicy;
  readonly today: string;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly writes: boolean;
  /** Whether the reader lays the policy down. */
  readonly rules: boolean;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

function RemindForm({ locale, row, csrf, newKey }: Pick<UncollectedProps, "locale" | "csrf" | "newKey"> & { row: Uncollected }) {
  return (
    <Form
      action={`/ho-so/${row.dossierId}/nhac-nhan-ket-qua`}
      csrf={csrf}
      formKey={newKey()}
      scope={`remind-${row.dossierId}`}
      label={`${text(locale, "remind")} ${row.code}`}
    >
      <SelectField
        name="way"
        label={text(locale, "remind.way")}
        options={REMINDER_WAYS.map((way) => ({ value: way, label: text(locale, `remind.${way}`) }))}
      />
      <Button size="s" variant="secondary">
        {text(locale, "remind")}
      </Button>
    </Form>
  );
}

const queryOf = ({ days, shown }: Pick<UncollectedProps, "days" | "shown">): string =>
  new URLSearchParams({ ngay: String(days), loc: shown }).toString();

/** Results that wait for their applicants, the longest first, each with the way to remind. */
export function UncollectedPage(props: UncollectedProps) {
  const { locale, days, shown, policy } = props;
  const query = queryOf(props);
  return (
    <>
      <PageHeader
        title={text(locale, "uncollected")}
        lead={text(locale, "uncollected.lead", { days })}
        actions={
          <LinkButton href={`${UNCOLLECTED}/in.pdf?${query}`} size="s" variant="secondary" print>
            {text(locale, "uncollected.print")}
          </LinkButton>
        }
      />
      <Stack>
        <FilterBar action={UNCOLLECTED} submitLabel={text(locale, "uncollected.filter")}>
          <FormRow>
            <NumberField name="ngay" label={text(locale, "uncollected.from_days")} value={String(days)} />
            <SelectField
              name="loc"
              label={text(locale, "uncollected.shown")}
              value={shown}
              options={UNCOLLECTED_SHOWN.map((each) => ({ value: each, label: text(locale, `uncollected.shown.${each}`) }))}
            />
          </FormRow>
        </FilterBar>
        <UncollectedTable {...props} />
        <ExportLinks links={[{ href: `${UNCOLLECTED}/xuat.csv?${query}`, label: "CSV" }]} />
        <PolicyPart {...props} policy={policy} />
      </Stack>
    </>
  );
}

function UncollectedTable(props: UncollectedProps) {
  const { locale, rows } = props;
  return (
    <Table
      caption={text(locale, "uncollected")}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.dossierId)}
      empty={<EmptyState title={text(locale, "uncollected.none")} icon="check" />}
      columns={[
        {
          key: "code",
          header: text(locale, "sheet.code"),
          rowHeader: true,
          cell: (row) => (
            <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
              {row.code}
            </a>
          ),
        },
        {
          key: "owner",
          header: text(locale, "sheet.owner"),
          cell: (row) => (
            <>
              {row.ownerName}
              <div class="muted">{row.ownerPhone?.replace(/^\+84/, "0")}</div>
            </>
          ),
        },
        { key: "procedure", header: text(locale, "sheet.procedure"), cell: (row) => row.procedureName },
        { key: "days", header: text(locale, "uncollected.days"), align: "end", cell: (row) => row.days },
        {
          key: "reminded",
          header: text(locale, "uncollected.reminded"),
          cell: (row) => (row.remindedAt === null ? "–" : `${row.reminders} × · ${formatInstant(row.remindedAt)}`),
        },
        {
          key: "remind",
          header: text(locale, "remind"),
          cell: (row) =>
            row.storedIn !== null ? (
              <Tag tone="neutral">{text(locale, "storage.in", { place: row.storedIn })}</Tag>
            ) : props.writes ? (
              <Cluster>
                <RemindForm {...props} row={row} />
                {row.days >= props.policy.storeAfterDays && (
                  <a href={`/ho-so/${row.dossierId}#cat-giu`}>{text(locale, "storage.do")}</a>
                )}
              </Cluster>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}

/** What the agency laid down, and for whoever may the form that lays it down anew from a day. */
function PolicyPart(props: UncollectedProps) {
  const { locale, policy, csrf, newKey, rules, today, typed } = props;
  const one = (name: string, fallback: string): string => [typed[name]].flat()[0] ?? fallback;
  const { remindAfterDays: after, remindEveryDays: every, mostReminders: most, storeAfterDays: store } = policy;
  return (
    <>
      <Notice tone="info">
        {text(locale, "uncollected.policy", { after, every, most, store, from: formatDay(policy.from), source: policy.source })}
        {!policy.verified && ` ${text(locale, "uncollected.policy_unverified")}`}
      </Notice>
      {rules && (
        <Details summary={text(locale, "uncollected.policy_edit")} open={typed["remindAfterDays"] !== undefined}>
          <Form action={`${UNCOLLECTED}/quy-dinh`} csrf={csrf} formKey={newKey()} label={text(locale, "uncollected.policy_edit")}>
            <FormRow>
              <DateField
                name="from"
                label={text(locale, "uncollected.policy_from")}
                value={one("from", formatDay(today))}
                required
              />
              {(["remindAfterDays", "remindEveryDays", "mostReminders", "storeAfterDays"] as const).map((name) => (
                <NumberField
                  key={name}
                  name={name}
                  label={text(locale, `uncollected.${name}`)}
                  value={one(name, String(policy[name]))}
                  required
                />
              ))}
            </FormRow>
            <TextArea
              name="source"
              label={text(locale, "uncollected.policy_source")}
              rows={2}
              value={one("source", policy.source)}
              required
            />
            <SelectField
              name="verified"
              label={text(locale, "uncollected.policy_verified")}
              value={one("verified", policy.verified ? "yes" : "no")}
              options={(["no", "yes"] as const).map((each) => ({ value: each, label: text(locale, `verified.${each}`) }))}
            />
            <ActionBar>
              <Button variant="secondary">{text(locale, "uncollected.policy_save")}</Button>
            </ActionBar>
          </Form>
        </Details>
      )}
    </>
  );
}
