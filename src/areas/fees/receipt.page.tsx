import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Card,
  Columns,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Table,
  TextField,
} from "#ui/ui.tsx";
import { type Receipt, type ReceiptLine, receiptNumber } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { lineName, money } from "./fee-texts.tsx";
import { text } from "./texts.ts";

interface ReceiptPageProps {
  readonly locale: Locale;
  readonly receipt: Receipt;
  readonly code: string;
  readonly canVoid: boolean;
  readonly csrf: string;
  readonly formKey: string;
  readonly typedReason: string | undefined;
}

const Lines = ({ locale, receipt }: Pick<ReceiptPageProps, "locale" | "receipt">) => (
  <Section title={text(locale, "panel.lines")}>
    <Table<ReceiptLine>
      caption={text(locale, "panel.lines")}
      captionHidden
      rows={receipt.lines}
      rowKey={(line) => `${line.kind}-${line.name}-${line.amountVnd}`}
      totals={{ name: text(locale, "total"), amount: money(receipt.amountVnd) }}
      columns={[
        { key: "name", header: text(locale, "line"), rowHeader: true, cell: (line) => lineName(locale, line) },
        {
          key: "code",
          header: text(locale, "column.content"),
          cell: (line) => line.budgetCode ?? text(locale, "content.none"),
        },
        {
          key: "amount",
          header: text(locale, "amount"),
          align: "end",
          nowrap: true,
          cell: (line) => money(line.amountVnd),
        },
      ]}
    />
  </Section>
);

function VoidForm({ locale, receipt, csrf, formKey, typedReason }: ReceiptPageProps) {
  return (
    <Card title={text(locale, "receipt.void")}>
      <p class="muted">{text(locale, "receipt.void.hint")}</p>
      <Form action={feePath.voidReceipt(receipt.id)} csrf={csrf} formKey={formKey}>
        <TextField name="reason" label={text(locale, "reason")} required value={typedReason} />
        <Button variant="danger">{text(locale, "receipt.void")}</Button>
      </Form>
    </Card>
  );
}

/** A receipt as it was issued, to print or, on its day, to void. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { locale, receipt, code, canVoid } = props;
  const { payer } = receipt;
  return (
    <>
      <PageHeader
        kicker={code}
        title={`${text(locale, "receipt")} ${receiptNumber(receipt)}`}
        lead={money(receipt.amountVnd)}
        actions={
          <>
            <LinkButton href={feePath.receiptPdf(receipt.id)} print variant="primary" shortcut="i">
              {text(locale, "receipt.print")}
            </LinkButton>
            <LinkButton href={feePath.dossier(receipt.dossierId)} icon="back">
              {text(locale, "code.back")}
            </LinkButton>
          </>
        }
      />
      {receipt.voidedAt !== null && (
        <Notice tone="danger" title={text(locale, "receipt.voided")}>
          {receipt.voidedBy}, {formatInstant(receipt.voidedAt)}: {receipt.voidReason}
        </Notice>
      )}
      <Columns asideLabel={text(locale, "receipt.void")} aside={canVoid && receipt.voidedAt === null && <VoidForm {...props} />}>
        <DescriptionList
          columns={2}
          items={[
            { term: text(locale, "payer"), detail: payer.name },
            { term: text(locale, "method"), detail: text(locale, `method.${receipt.method}`) },
            { term: text(locale, "issued_at"), detail: formatInstant(receipt.issuedAt) },
            { term: text(locale, "column.cashier"), detail: receipt.issuedBy },
          ]}
        />
        <Lines locale={locale} receipt={receipt} />
      </Columns>
    </>
  );
}
