import { DENOMINATIONS, groupThousands } from "#core/money/vnd.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Columns,
  DescriptionList,
  EmptyState,
  Form,
  Grid,
  Notice,
  NumberField,
  PageHeader,
  Section,
  Table,
  Tag,
  TextArea,
} from "#ui/ui.tsx";
import type { Closing, DayFigures } from "./closing.store.ts";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import { text } from "./texts.ts";

export interface ClosingPageProps {
  readonly locale: Locale;
  readonly day: string;
  readonly figures: DayFigures;
  readonly closed: Closing | undefined;
  readonly closings: readonly Closing[];
  readonly csrf: string;
  readonly formKey: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

const typedText = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

function CountForm({ locale, day, figures, csrf, formKey, typed }: ClosingPageProps) {
  return (
    <Form action={feePath.closing} csrf={csrf} formKey={formKey} hidden={{ day }}>
      <p>
        {text(locale, "closing.expected", { amount: money(figures.expectedVnd) })} {text(locale, "closing.notes.hint")}
      </p>
      <Grid columns={4}>
        {DENOMINATIONS.map((value) => (
          <NumberField
            key={value}
            name={`notes.n${value}`}
            label={text(locale, "closing.notes", { value: groupThousands(value) })}
            width="s"
            value={typedText(typed[`notes.n${value}`])}
          />
        ))}
      </Grid>
      <TextArea
        name="explanation"
        label={text(locale, "closing.explanation")}
        hint={text(locale, "closing.explanation.hint")}
        rows={2}
        value={typedText(typed["explanation"])}
      />
      <Button confirm={text(locale, "closing.confirm")} shortcut="c">
        {text(locale, "closing.submit")}
      </Button>
    </Form>
  );
}

function Closings({ locale, closings }: ClosingPageProps) {
  return (
    <Table<Closing>
      caption={text(locale, "closing.past")}
      captionHidden
      rows={closings}
      rowKey={(it) => String(it.id)}
      empty={<EmptyState title={text(locale, "closing.none")} />}
      columns={[
        {
          key: "day",
          header: text(locale, "column.day"),
          rowHeader: true,
          nowrap: true,
          cell: (it) => <a href={feePath.closingPdf(it.id)}>{formatDay(it.day)}</a>,
        },
        { key: "cashier", header: text(locale, "column.cashier"), cell: (it) => it.cashierName },
        {
          key: "expected",
          header: text(locale, "closing.by_books"),
          align: "end",
          nowrap: true,
          cell: (it) => money(it.expectedVnd),
        },
        {
          key: "counted",
          header: text(locale, "column.counted"),
          align: "end",
          nowrap: true,
          cell: (it) => money(it.countedVnd),
        },
        {
          key: "difference",
          header: text(locale, "column.difference"),
          align: "end",
          nowrap: true,
          cell: (it) =>
            it.countedVnd === it.expectedVnd ? "0 đ" : <Tag tone="warning">{money(it.countedVnd - it.expectedVnd)}</Tag>,
        },
        { key: "explanation", header: text(locale, "closing.explanation"), cell: (it) => it.explanation ?? "" },
      ]}
    />
  );
}

/** The end of a cashier's day: what the books say, what is in the drawer, and the days before. */
export function ClosingPage(props: ClosingPageProps) {
  const { locale, day, figures, closed } = props;
  return (
    <>
      <PageHeader title={text(locale, "closing.title")} lead={text(locale, "closing.lead", { day: formatDay(day) })} />
      <Columns
        asideLabel={text(locale, "closing.by_books")}
        aside={
          <DescriptionList
            items={[
              { term: text(locale, "column.cash_in"), detail: money(figures.cashInVnd) },
              { term: text(locale, "column.cash_out"), detail: money(figures.cashOutVnd) },
              { term: text(locale, "column.transfers"), detail: money(figures.transfersVnd) },
              { term: text(locale, "column.receipts"), detail: String(figures.receipts) },
            ]}
          />
        }
      >
        {closed === undefined ? (
          <CountForm {...props} />
        ) : (
          <Notice tone="success" title={text(locale, "closing.closed")}>
            {text(locale, "closing.closed.detail", {
              who: closed.closedBy,
              at: formatInstant(closed.closedAt),
              amount: money(closed.countedVnd),
            })}{" "}
            <a href={feePath.closingPdf(closed.id)}>{text(locale, "closing.print")}</a>
          </Notice>
        )}
      </Columns>
      <Section title={text(locale, "closing.past")}>
        <Closings {...props} />
      </Section>
    </>
  );
}
