import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Cluster, Details, EmptyState, Form, Notice, PageHeader, Section, Table, Tag, TextField } from "#ui/ui.tsx";
import type { Confirmation } from "./confirmation.store.ts";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import type { Held } from "./held.ts";
import { text } from "./texts.ts";

interface UnmatchedPageProps {
  readonly locale: Locale;
  readonly rows: readonly Confirmation[];
  readonly held: readonly Held[];
  readonly csrf: string;
  readonly newKey: () => string;
  readonly refused: { readonly id: number; readonly typed: Readonly<Record<string, string | string[] | undefined>> } | undefined;
}

/** The other ways in which money is settled: each a form behind its name, with the one field that it needs. */
const OTHERWISE = [
  { how: "statement", field: "statement", label: "unmatched.statement_no", variant: "secondary" },
  { how: "return", field: "reason", label: "reason", variant: "danger" },
] as const;

function SettleForms({ locale, csrf, newKey, refused, it }: UnmatchedPageProps & { it: Confirmation }) {
  const how = refused?.id === it.id ? refused.typed["how"] : undefined;
  const value = (name: string): string | undefined =>
    how !== undefined && typeof refused?.typed[name] === "string" ? refused.typed[name] : undefined;
  const common = (one: string) => ({
    action: feePath.settle(it.id),
    csrf,
    formKey: newKey(),
    hidden: { how: one },
    ...(how === one ? {} : { scope: `${one}${it.id}`, errors: [] }),
  });
  return (
    <>
      <Form {...common("match")}>
        <TextField name="code" label={text(locale, "unmatched.code")} required value={value("code")} />
        <Button size="s">{text(locale, "unmatched.match")}</Button>
      </Form>
      {OTHERWISE.map((other) => (
        <Details key={other.how} summary={text(locale, `unmatched.${other.how}`)} open={how === other.how}>
          <Form {...common(other.how)}>
            <TextField name={other.field} label={text(locale, other.label)} required value={value(other.field)} />
            <Button size="s" variant={other.variant}>
              {text(locale, `unmatched.${other.how}`)}
            </Button>
          </Form>
        </Details>
      ))}
    </>
  );
}

function ReturnForm({ locale, csrf, newKey, refused, it }: UnmatchedPageProps & { it: Held }) {
  const mine = refused?.id === it.movementId && refused.typed["how"] === undefined;
  const value = (name: string): string | undefined =>
    mine && typeof refused?.typed[name] === "string" ? refused.typed[name] : undefined;
  return (
    <Form
      action={feePath.returnHeld(it.movementId)}
      csrf={csrf}
      formKey={newKey()}
      {...(mine ? {} : { scope: `h${it.movementId}`, errors: [] })}
    >
      <TextField name="paidTo" label={text(locale, "refund.paid_to")} value={value("paidTo") ?? it.ownerName} />
      <TextField name="reference" label={text(locale, "refund.reference")} value={value("reference")} />
      <Cluster>
        <Button name="method" value="cash" size="s">
          {text(locale, "refund.cash")}
        </Button>
        <Button name="method" value="transfer" size="s" variant="secondary">
          {text(locale, "refund.transfer")}
        </Button>
      </Cluster>
    </Form>
  );
}

/** What the post collected beyond what was owed: whose it is is known, and it goes back to them. */
function HeldMoney(props: UnmatchedPageProps) {
  const { locale, held } = props;
  if (held.length === 0) return null;
  return (
    <Section title={text(locale, "held.title")} lead={text(locale, "held.lead")}>
      <Table<Held>
        caption={text(locale, "held.title")}
        captionHidden
        rows={held}
        rowKey={(it) => String(it.movementId)}
        columns={[
          {
            key: "dossier",
            header: text(locale, "unmatched.code"),
            rowHeader: true,
            cell: (it) => (
              <>
                <a class="code nowrap" href={feePath.dossier(it.dossierId)}>
                  {it.code}
                </a>
                <div>{it.ownerName}</div>
              </>
            ),
          },
          { key: "amount", header: text(locale, "amount"), align: "end", nowrap: true, cell: (it) => money(it.amountVnd) },
          {
            key: "slip",
            header: text(locale, "column.slip"),
            cell: (it) => (
              <>
                {it.reference}
                <div class="muted small">
                  {it.heldBy}, {formatInstant(it.heldAt)}
                </div>
              </>
            ),
          },
          { key: "settle", header: text(locale, "unmatched.settle"), cell: (it) => <ReturnForm {...props} it={it} /> },
        ]}
      />
    </Section>
  );
}

/** Money in the account that no request explains: each waits for a person who knows whose it is. */
export function UnmatchedPage(props: UnmatchedPageProps) {
  const { locale, rows } = props;
  return (
    <>
      <PageHeader title={text(locale, "unmatched.title")} lead={text(locale, "unmatched.lead")} />
      <Notice>{text(locale, "unmatched.peer")}</Notice>
      <Table<Confirmation>
        caption={text(locale, "unmatched.title")}
        captionHidden
        rows={rows}
        rowKey={(it) => String(it.id)}
        empty={<EmptyState icon="check" title={text(locale, "unmatched.empty")} />}
        columns={[
          {
            key: "when",
            header: text(locale, "unmatched.when"),
            rowHeader: true,
            cell: (it) => (
              <>
                {formatInstant(it.paidAt)}
                <div class="muted small code">{it.transactionId}</div>
              </>
            ),
          },
          { key: "amount", header: text(locale, "amount"), align: "end", nowrap: true, cell: (it) => money(it.amountVnd) },
          {
            key: "content",
            header: text(locale, "unmatched.content"),
            width: "l",
            cell: (it) => (
              <>
                {it.content}
                {it.problem !== null && (
                  <div>
                    <Tag tone="warning">{text(locale, `problem.${it.problem}`)}</Tag>
                  </div>
                )}
              </>
            ),
          },
          { key: "settle", header: text(locale, "unmatched.settle"), cell: (it) => <SettleForms {...props} it={it} /> },
        ]}
      />
      <HeldMoney {...props} />
    </>
  );
}
