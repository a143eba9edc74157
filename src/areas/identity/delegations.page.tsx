import { addDays } from "#core/plain-date.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { PostHolder } from "#organisation";
import {
  ActionBar,
  Button,
  DateField,
  EmptyState,
  Form,
  FormRow,
  Notice,
  PageHeader,
  Section,
  SelectField,
  Table,
  Tag,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import type { Typed } from "./account.page.tsx";
import type { Delegation } from "./delegation.store.ts";
import { text } from "./texts.ts";

export interface DelegationsPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly today: string;
  readonly rows: readonly Delegation[];
  readonly mayRevoke: (delegation: Delegation) => boolean;
  /** The posts that this person may delegate. */
  readonly posts: readonly PostHolder[];
  readonly suggestions: readonly string[];
  readonly typed: Typed;
}

type State = "planned" | "in_force" | "over" | "revoked";
const TONES: Readonly<Record<State, Tone>> = { planned: "info", in_force: "success", over: "neutral", revoked: "warning" };

function stateOf(delegation: Delegation, today: string): State {
  if (delegation.revokedAt !== null) return "revoked";
  if (delegation.until <= today) return "over";
  return delegation.from <= today ? "in_force" : "planned";
}

export function DelegationsPage(props: DelegationsPageProps) {
  const { locale } = props;
  return (
    <>
      <PageHeader title={text(locale, "delegations.title")} lead={text(locale, "delegations.lead")} />
      <DelegationTable {...props} />
      <Section title={text(locale, "delegations.new")}>
        {props.posts.length === 0 ? (
          <Notice>{text(locale, "delegations.nothing_to_delegate")}</Notice>
        ) : (
          <NewDelegation {...props} />
        )}
      </Section>
    </>
  );
}

function DelegationTable({ locale, rows, today, csrf, mayRevoke }: DelegationsPageProps) {
  return (
    <Table
      caption={text(locale, "delegations.title")}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "delegations.empty")} icon="user" />}
      columns={[
        {
          key: "from",
          header: text(locale, "delegations.column.from"),
          rowHeader: true,
          cell: (row) => text(locale, "delegations.by", { name: row.fromName, title: row.title }),
        },
        { key: "to", header: text(locale, "delegations.to"), cell: (row) => row.toName },
        {
          key: "period",
          header: text(locale, "delegations.period"),
          cell: (row) => text(locale, "period.from_to", { from: formatDay(row.from), until: formatDay(addDays(row.until, -1)) }),
        },
        { key: "decision", header: text(locale, "field.decision_no"), cell: (row) => row.decisionNo },
        {
          key: "state",
          header: text(locale, "field.state"),
          cell: (row) => <Tag tone={TONES[stateOf(row, today)]}>{text(locale, `delegations.state.${stateOf(row, today)}`)}</Tag>,
        },
        {
          key: "actions",
          header: text(locale, "actions"),
          cell: (row) =>
            mayRevoke(row) && (stateOf(row, today) === "planned" || stateOf(row, today) === "in_force") ? (
              <Form
                action={`/uy-quyen/${row.id}/thu-hoi`}
                csrf={csrf}
                formKey={newFormKey()}
                confirm={text(locale, "delegations.revoke_confirm")}
              >
                <Button variant="secondary" size="s">
                  {text(locale, "delegations.revoke")}
                </Button>
              </Form>
            ) : (
              ""
            ),
        },
      ]}
    />
  );
}

function NewDelegation({ locale, csrf, today, posts, suggestions, typed }: DelegationsPageProps) {
  const one = (name: string): string | undefined => {
    const value = typed[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return (
    <Form action="/uy-quyen" csrf={csrf} formKey={newFormKey()}>
      <SelectField
        name="assignmentId"
        label={text(locale, "delegations.from_post")}
        value={one("assignmentId") ?? String(posts[0]?.assignmentId ?? "")}
        options={posts.map((post) => ({
          value: String(post.assignmentId),
          label: `${post.title} – ${post.name} (${post.unitName})`,
        }))}
      />
      <TextField
        name="username"
        label={text(locale, "delegations.to")}
        hint={text(locale, "delegations.to_hint")}
        value={one("username")}
        suggestions={[...suggestions]}
        autocomplete="off"
        required
      />
      <FormRow>
        <DateField name="from" label={text(locale, "field.from")} value={one("from") ?? formatDay(today)} required />
        <DateField name="until" label={text(locale, "field.until")} value={one("until")} required />
        <TextField
          name="decisionNo"
          label={text(locale, "field.decision_no")}
          value={one("decisionNo")}
          maxLength={100}
          required
        />
      </FormRow>
      <ActionBar>
        <Button>{text(locale, "delegations.submit")}</Button>
      </ActionBar>
    </Form>
  );
}
