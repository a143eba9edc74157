import { addDays } from "#core/plain-date.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DateField,
  EmptyState,
  Form,
  FormRow,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  type Tone,
} from "#ui/ui.tsx";
import { holderLabel } from "./holder-label.ts";
import { LEAVE_KINDS, type Leave } from "./leave.ts";
import type { PostHolder } from "./post.store.ts";
import { oncePerPerson } from "./stand-in.ts";
import { text } from "./texts.ts";

export const LEAVES = "/nghi-phep";

export interface LeavesPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly today: string;
  readonly rows: readonly Leave[];
  /** Whose leave may be recorded, oneself first. */
  readonly persons: readonly PostHolder[];
  /** Who may do the work meanwhile. */
  readonly colleagues: readonly PostHolder[];
  readonly mayRevoke: (leave: Leave) => boolean;
  /** Whoever may pass dossiers on is led to those that the person holds. */
  readonly mayPassOn: boolean;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

type State = "planned" | "away" | "over" | "revoked";
const TONES: Readonly<Record<State, Tone>> = { planned: "info", away: "warning", over: "neutral", revoked: "neutral" };

function stateOf({ from, until, revokedAt }: Leave, today: string): State {
  if (revokedAt !== null) return "revoked";
  if (until <= today) return "over";
  return from <= today ? "away" : "planned";
}

const isLive = (state: State): boolean => state === "planned" || state === "away";

/** Who is away and who does their work; for assignment alone. */
export function LeavesPage(props: LeavesPageProps) {
  const { locale } = props;
  return (
    <>
      <PageHeader title={text(locale, "leave.title")} lead={text(locale, "leave.lead")} />
      <Stack gap="l">
        <LeaveTable {...props} />
        <Section title={text(locale, "leave.new")}>
          <LeaveForm {...props} />
        </Section>
      </Stack>
    </>
  );
}

function LeaveTable({ locale, csrf, today, rows, mayRevoke, mayPassOn }: LeavesPageProps) {
  return (
    <Table
      caption={text(locale, "leave.title")}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "leave.none")} icon="user" />}
      columns={[
        { key: "name", header: text(locale, "leave.person"), rowHeader: true, cell: (row) => row.name },
        {
          key: "period",
          header: text(locale, "leave.period"),
          cell: (row) => `${formatDay(row.from)} – ${formatDay(addDays(row.until, -1))}`,
        },
        { key: "kind", header: text(locale, "leave.kind"), cell: (row) => text(locale, `leave.kind.${row.kind}`) },
        { key: "substitute", header: text(locale, "leave.substitute"), cell: (row) => row.substituteName ?? "–" },
        {
          key: "state",
          header: text(locale, "leave.state"),
          cell: (row) => <Tag tone={TONES[stateOf(row, today)]}>{text(locale, `leave.state.${stateOf(row, today)}`)}</Tag>,
        },
        {
          key: "actions",
          header: text(locale, "leave.actions"),
          cell: (row) =>
            isLive(stateOf(row, today)) ? (
              <Stack gap="s">
                {mayPassOn && <a href={`/ho-so/ban-giao?holder=${row.personId}`}>{text(locale, "leave.pass_on")}</a>}
                {mayRevoke(row) && (
                  <Form
                    action={`${LEAVES}/${row.id}/thu-hoi`}
                    csrf={csrf}
                    formKey={newFormKey()}
                    confirm={text(locale, "leave.revoke_confirm")}
                  >
                    <Button variant="secondary" size="s">
                      {text(locale, "leave.revoke")}
                    </Button>
                  </Form>
                )}
              </Stack>
            ) : (
              ""
            ),
        },
      ]}
    />
  );
}

const optionOf = (locale: Locale) => (holder: PostHolder) => ({
  value: String(holder.personId),
  label: holderLabel(locale, holder),
});

function LeaveForm({ locale, csrf, today, persons, colleagues, typed }: LeavesPageProps) {
  const one = (name: string): string | undefined => [typed[name]].flat()[0];
  return (
    <Form action={LEAVES} csrf={csrf} formKey={newFormKey()}>
      <SelectField
        name="personId"
        label={text(locale, "leave.person")}
        value={one("personId")}
        options={oncePerPerson(persons).map(optionOf(locale))}
        required
      />
      <FormRow>
        <DateField name="from" label={text(locale, "leave.from")} value={one("from") ?? formatDay(today)} required />
        <DateField name="until" label={text(locale, "leave.until")} value={one("until")} required />
        <SelectField
          name="kind"
          label={text(locale, "leave.kind")}
          value={one("kind") ?? "annual"}
          options={LEAVE_KINDS.map((kind) => ({ value: kind, label: text(locale, `leave.kind.${kind}`) }))}
        />
      </FormRow>
      <SelectField
        name="substituteId"
        label={text(locale, "leave.substitute")}
        hint={text(locale, "leave.substitute_hint")}
        emptyLabel={text(locale, "leave.nobody")}
        value={one("substituteId")}
        options={oncePerPerson(colleagues).map(optionOf(locale))}
      />
      <ActionBar>
        <Button>{text(locale, "leave.submit")}</Button>
      </ActionBar>
    </Form>
  );
}
