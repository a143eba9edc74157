import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Details, EmptyState, Form, Notice, PageHeader, Table, Tag, TextField } from "#ui/ui.tsx";
import type { Confirmation } from "./confirmation.store.ts";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import { text } from "./texts.ts";

interface UnmatchedPageProps {
  readonly locale: Locale;
  readonly rows: readonly Confirmation[];
  readonly csrf: string;
  readonly newKey: () => string;
  readonly refused: { readonly id: number; readonly typed: Readonly<Record<string, string | string[] | undefined>> } | undefined;
}

function SettleForms({ locale, csrf, newKey, refused, it }: UnmatchedPageProps & { it: Confirmation }) {
  const mine = refused?.id === it.id;
  const value = (name: string): string | undefined =>
    mine && typeof refused?.typed[name] === "string" ? refused.typed[name] : undefined;
  const returned = mine && refused?.typed["how"] === "return";
  const scopeOf = (unscoped: boolean, scope: string) => (unscoped ? {} : { scope, errors: [] });
  return (
    <>
      <Form
        action={feePath.settle(it.id)}
        csrf={csrf}
        formKey={newKey()}
        hidden={{ how: "match" }}
        {...scopeOf(mine && !returned, `c${it.id}`)}
      >
        <TextField name="code" label={text(locale, "unmatched.code")} required value={value("code")} />
        <Button size="s">{text(locale, "unmatched.match")}</Button>
      </Form>
      <Details summary={text(locale, "unmatched.return")} open={returned}>
        <Form
          action={feePath.settle(it.id)}
          csrf={csrf}
          formKey={newKey()}
          hidden={{ how: "return" }}
          {...scopeOf(returned, `r${it.id}`)}
        >
          <TextField name="reason" label={text(locale, "reason")} required value={value("reason")} />
          <Button size="s" variant="danger">
            {text(locale, "unmatched.return")}
          </Button>
        </Form>
      </Details>
    </>
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
    </>
  );
}
