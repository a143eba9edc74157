import { holderLabel, oncePerPerson, type PostHolder } from "#organisation";
import { formatDate } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  TextArea,
} from "#ui/ui.tsx";
import { pickValue } from "./bulk.page.tsx";
import { DueCell, StateTag } from "./dossier-tags.tsx";
import type { DossierSummary } from "./dossier-list.ts";
import { text } from "./texts.ts";

export const PASS_ON = "/ho-so/ban-giao";
const FORM = "pass-on";

export interface PassOnPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly formKey: string;
  readonly now: Date;
  readonly soon: Date;
  /** Whose dossiers are passed on. */
  readonly from: { readonly personId: number; readonly name: string };
  readonly rows: readonly DossierSummary[];
  /** There are more than one form takes: the rest comes after these. */
  readonly more: boolean;
  readonly receivers: readonly PostHolder[];
  /** Who does the work meanwhile, as the leave says. */
  readonly substituteId: number | undefined;
  readonly reason: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

/** Everything that one person has in hand and that may go to another, before it goes: all ticked, the next due first. */
export function PassOnPage(props: PassOnPageProps) {
  const { locale, from, rows, more } = props;
  const back = <LinkButton href="/nghi-phep">{text(locale, "pass_on.leaves")}</LinkButton>;
  return (
    <>
      <PageHeader title={text(locale, "pass_on.title", { name: from.name })} lead={text(locale, "pass_on.lead")} actions={back} />
      {rows.length === 0 ? (
        <EmptyState title={text(locale, "pass_on.none", { name: from.name })} icon="inbox" />
      ) : (
        <Stack gap="l">
          {more && <Notice tone="info">{text(locale, "pass_on.more", { count: rows.length })}</Notice>}
          <PassOnForm {...props} />
          <HeldTable {...props} />
        </Stack>
      )}
    </>
  );
}

function PassOnForm({ locale, csrf, formKey, from, receivers, substituteId, reason, typed }: PassOnPageProps) {
  const one = (name: string): string | undefined => [typed[name]].flat()[0];
  const people = oncePerPerson(receivers);
  return (
    <Form id={FORM} action={PASS_ON} csrf={csrf} formKey={formKey}>
      <input type="hidden" name="holder" value={String(from.personId)} />
      <Section title={text(locale, "pass_on.whom")}>
        <SelectField
          name="toPersonId"
          label={text(locale, "action.to")}
          value={one("toPersonId") ?? (substituteId === undefined ? undefined : String(substituteId))}
          emptyLabel={text(locale, "action.choose")}
          options={people.map((holder) => ({ value: String(holder.personId), label: holderLabel(locale, holder) }))}
          required
        />
        <TextArea name="reason" label={text(locale, "reason")} value={one("reason") ?? reason} rows={2} required />
      </Section>
      <ActionBar>
        <Button>{text(locale, "pass_on.do")}</Button>
      </ActionBar>
    </Form>
  );
}

/** The boxes belong to the form above the table, which is wider than a form. */
function HeldTable({ locale, rows, typed, now, soon }: PassOnPageProps) {
  const picked = typed["pick"] === undefined ? undefined : new Set([typed["pick"]].flat());
  return (
    <Table
      caption={text(locale, "pass_on.what", { count: rows.length })}
      stack
      rows={rows}
      rowKey={(row) => String(row.id)}
      columns={[
        {
          key: "pick",
          header: text(locale, "bulk.column"),
          cell: (row) => (
            <input
              type="checkbox"
              name="pick"
              form={FORM}
              value={pickValue(row)}
              checked={picked === undefined || picked.has(pickValue(row))}
              aria-label={text(locale, "bulk.pick", { code: row.code })}
            />
          ),
        },
        {
          key: "code",
          header: text(locale, "code"),
          rowHeader: true,
          cell: (row) => (
            <a class="code nowrap" href={`/ho-so/${row.id}`}>
              {row.code}
            </a>
          ),
        },
        { key: "procedure", header: text(locale, "procedure"), cell: (row) => row.procedureName },
        { key: "owner", header: text(locale, "owner"), cell: (row) => row.ownerName },
        { key: "received", header: text(locale, "received"), cell: (row) => formatDate(row.receivedAt) },
        { key: "due", header: text(locale, "due"), cell: (row) => <DueCell it={row} now={now} soon={soon} locale={locale} /> },
        { key: "state", header: text(locale, "list.state"), cell: (row) => <StateTag state={row.state} locale={locale} /> },
      ]}
    />
  );
}
