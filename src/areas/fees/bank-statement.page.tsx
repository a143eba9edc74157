import { acceptOf, CSV_RULE } from "#platform/files/file-kind.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Cluster,
  DateField,
  EmptyState,
  FileField,
  FilterBar,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  StatGrid,
  StatTile,
  Table,
  Tag,
  type Tone,
} from "#ui/ui.tsx";
import type { BankAccount } from "./account.store.ts";
import type { Comparison, StatementProblem } from "./bank-statement.ts";
import type { BankStatement, Compared } from "./bank-statement.store.ts";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import type { PaymentPlatform } from "./payment-platform.store.ts";
import { text } from "./texts.ts";

export interface BankDayProps {
  readonly locale: Locale;
  readonly account: BankAccount | undefined;
  readonly platform: PaymentPlatform | undefined;
  readonly day: string;
  readonly statement: BankStatement | undefined;
  readonly compared: readonly Compared[];
  readonly rejected: readonly { readonly line: number; readonly problem: StatementProblem }[];
  readonly csrf: string;
  readonly newKey: () => string;
}

const TONES: Readonly<Record<Comparison, Tone>> = {
  agrees: "success",
  differs: "danger",
  missing_here: "warning",
  missing_there: "danger",
};

function Take({ locale, platform, day, csrf, newKey }: BankDayProps) {
  return (
    <Section title={text(locale, "bank.take")}>
      {platform !== undefined && (
        <Form action={feePath.bankDayAsk} csrf={csrf} formKey={newKey()} hidden={{ day }} scope="ask">
          <Button>{text(locale, "bank.ask")}</Button>
        </Form>
      )}
      {platform?.localPeer === true && <p class="muted">{text(locale, "bank.local_peer")}</p>}
      <Form action={feePath.bankDay} csrf={csrf} formKey={newKey()} hidden={{ day }} files label={text(locale, "bank.file")}>
        <FileField
          name="file"
          label={text(locale, "bank.file")}
          hint={text(locale, "bank.file_hint")}
          accept={acceptOf(CSV_RULE.kinds)}
          required
        />
        <Button variant="secondary">{text(locale, "bank.import")}</Button>
      </Form>
    </Section>
  );
}

function Figures({ locale, compared, rejected }: BankDayProps) {
  const sum = (pick: (row: Compared) => number | null): number => compared.reduce((total, row) => total + (pick(row) ?? 0), 0);
  const [there, here] = [sum((row) => row.thereVnd), sum((row) => row.hereVnd)];
  const differing = compared.filter(({ comparison }) => comparison !== "agrees").length;
  return (
    <StatGrid>
      <StatTile value={money(there)} label={text(locale, "bank.there")} />
      <StatTile value={money(here)} label={text(locale, "bank.here")} />
      <StatTile
        value={money(there - here)}
        label={text(locale, "bank.difference")}
        tone={there === here ? "success" : "danger"}
      />
      <StatTile value={differing + rejected.length} label={text(locale, "bank.differing")} />
    </StatGrid>
  );
}

function Transactions({ locale, compared }: BankDayProps) {
  const amount = (value: number | null): string => (value === null ? "–" : money(value));
  return (
    <Table<Compared>
      caption={text(locale, "bank.transactions")}
      captionHidden
      rows={compared}
      rowKey={(row) => row.transactionId}
      rowTone={(row) => (row.comparison === "agrees" ? undefined : TONES[row.comparison])}
      empty={<EmptyState title={text(locale, "bank.no_transactions")} icon="check" />}
      columns={[
        {
          key: "transaction",
          header: text(locale, "bank.transaction"),
          rowHeader: true,
          cell: (row) => (
            <>
              <span class="code">{row.transactionId}</span>
              <div class="muted small">{formatInstant(row.paidAt)}</div>
            </>
          ),
        },
        { key: "content", header: text(locale, "code.content"), width: "m", cell: (row) => row.content },
        { key: "there", header: text(locale, "bank.there"), align: "end", nowrap: true, cell: (row) => amount(row.thereVnd) },
        { key: "here", header: text(locale, "bank.here"), align: "end", nowrap: true, cell: (row) => amount(row.hereVnd) },
        {
          key: "dossier",
          header: text(locale, "column.dossier"),
          cell: (row) =>
            row.code === null ? (
              "–"
            ) : (
              <a class="code nowrap" href={feePath.dossier(row.dossierId ?? 0)}>
                {row.code}
              </a>
            ),
        },
        {
          key: "comparison",
          header: text(locale, "bank.comparison"),
          cell: (row) => (
            <>
              <Tag tone={TONES[row.comparison]}>{text(locale, `bank.${row.comparison}`)}</Tag>
              {row.problem !== null && !row.settled && (
                <div class="small">
                  <a href={feePath.unmatched}>{text(locale, `problem.${row.problem}`)}</a>
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function Compare(props: BankDayProps) {
  const { locale, day, statement, compared, rejected, csrf, newKey } = props;
  if (statement === undefined) return <EmptyState title={text(locale, "bank.none", { day: formatDay(day) })} />;
  const missing = compared.some(({ comparison }) => comparison === "missing_here");
  return (
    <Section
      title={text(locale, "bank.of", { day: formatDay(day) })}
      lead={text(locale, `bank.source.${statement.source}`, { by: statement.takenBy, at: formatInstant(statement.takenAt) })}
    >
      <Figures {...props} />
      {missing && (
        <Form action={feePath.bankDayMissing} csrf={csrf} formKey={newKey()} hidden={{ day }} scope="missing">
          <Notice tone="warning">{text(locale, "bank.missing_hint")}</Notice>
          <Button>{text(locale, "bank.take_missing")}</Button>
        </Form>
      )}
      {rejected.length > 0 && (
        <Notice tone="danger" title={text(locale, "bank.rejected")}>
          <ul>
            {rejected.map(({ line, problem }) => (
              <li key={line}>{text(locale, "bank.rejected_line", { line, why: text(locale, `bank.problem.${problem}`) })}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Transactions {...props} />
    </Section>
  );
}

/** One day of the account: what the bank's statement says against what it confirmed. */
export function BankDayPage(props: BankDayProps) {
  const { locale, account, day } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "bank.title")}
        lead={
          account === undefined
            ? text(locale, "refusal.no_account")
            : `${account.bankName} · ${account.accountNo} · ${account.holder}`
        }
        actions={
          <Cluster>
            <LinkButton href={feePath.unmatched}>{text(locale, "unmatched.title")}</LinkButton>
          </Cluster>
        }
      />
      <FilterBar action={feePath.bankDay} count={0}>
        <DateField name="day" label={text(locale, "column.day")} value={formatDay(day)} />
      </FilterBar>
      {account !== undefined && <Compare {...props} />}
      {account !== undefined && <Take {...props} />}
    </>
  );
}
