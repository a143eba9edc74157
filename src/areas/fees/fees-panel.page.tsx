import { outstandingOf } from "#core/money/fee-rules.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Cluster, type Column, Form, LinkButton, Notice, Stack, Table, Tag } from "#ui/ui.tsx";
import { type FeeLine, type Receipt, receiptNumber } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { lineName, money, PaymentTag } from "./fee-texts.tsx";
import { type Held, isHeld } from "./held.ts";
import { FeeForms } from "./fee-forms.page.tsx";
import type { PanelProps } from "./panel-props.ts";
import { text } from "./texts.ts";

const refundedColumn = (locale: Locale): Column<FeeLine> => ({
  key: "refunded",
  header: text(locale, "refunded"),
  align: "end",
  nowrap: true,
  cell: (line) => money(line.refundedVnd),
});

/** In every row what is assessed less what is waived and collected is what is outstanding; what was given back stands beside. */
function Lines({ view: { locale }, fees }: PanelProps) {
  const refunded = fees.lines.some((line) => line.refundedVnd > 0);
  const total = (pick: (line: FeeLine) => number): string => money(fees.lines.reduce((sum, line) => sum + pick(line), 0));
  return (
    <Table<FeeLine>
      caption={text(locale, "panel.lines")}
      captionHidden
      rows={fees.lines}
      rowKey={(line) => String(line.lineId)}
      totals={{
        name: text(locale, "total"),
        assessed: total((line) => line.assessedVnd),
        waived: total((line) => line.waivedVnd),
        paid: total((line) => line.paidVnd),
        refunded: total((line) => line.refundedVnd),
        open: total(outstandingOf),
      }}
      columns={[
        {
          key: "name",
          header: text(locale, "line"),
          rowHeader: true,
          cell: (line) => (
            <>
              {lineName(locale, line)}
              <div class="muted small">
                {[text(locale, `kind.${line.kind}`), text(locale, `timing.${line.timing}`), line.basis]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </div>
            </>
          ),
        },
        {
          key: "assessed",
          header: text(locale, "assessed"),
          align: "end",
          nowrap: true,
          cell: (line) => money(line.assessedVnd),
        },
        { key: "waived", header: text(locale, "waived"), align: "end", nowrap: true, cell: (line) => money(line.waivedVnd) },
        { key: "paid", header: text(locale, "collected"), align: "end", nowrap: true, cell: (line) => money(line.paidVnd) },
        ...(refunded ? [refundedColumn(locale)] : []),
        {
          key: "open",
          header: text(locale, "outstanding"),
          align: "end",
          nowrap: true,
          cell: (line) => money(outstandingOf(line)),
        },
      ]}
    />
  );
}

/** One press for the usual case: all of it, in cash or by a payment code. */
function Collect({ view, fees }: PanelProps) {
  const { locale, dossier, csrf, newKey } = view;
  const amount = money(fees.outstandingVnd);
  return (
    <Stack gap="s">
      {fees.receiptNumbers?.few === true && (
        <Notice tone={fees.receiptNumbers.left === 0 ? "danger" : "warning"}>
          {fees.receiptNumbers.left === 0
            ? text(locale, "series.none_left")
            : text(locale, "series.few_notice", { left: fees.receiptNumbers.left })}
        </Notice>
      )}
      {fees.dayClosed && <Notice tone="warning">{text(locale, "panel.day_closed")}</Notice>}
      <Cluster>
        {!fees.dayClosed && (
          <Form action={feePath.pay(dossier.id)} csrf={csrf} formKey={newKey()} hidden={{ method: "cash" }} scope="cash">
            <Button shortcut="t m">{text(locale, "collect.cash", { amount })}</Button>
          </Form>
        )}
        {fees.hasAccount && (
          <Form action={feePath.request(dossier.id)} csrf={csrf} formKey={newKey()} scope="qr">
            <Button variant="secondary" icon="qr" shortcut="t q">
              {text(locale, "collect.qr")}
            </Button>
          </Form>
        )}
      </Cluster>
    </Stack>
  );
}

function Receipts({ view: { locale }, fees, canCollect }: PanelProps) {
  if (fees.receipts.length === 0) return null;
  return (
    <Table<Receipt>
      caption={text(locale, "panel.receipts")}
      rows={fees.receipts}
      rowKey={(receipt) => String(receipt.id)}
      columns={[
        {
          key: "number",
          header: text(locale, "receipt"),
          rowHeader: true,
          nowrap: true,
          cell: (receipt) => <a href={feePath.receipt(receipt.id)}>{receiptNumber(receipt)}</a>,
        },
        { key: "at", header: text(locale, "issued_at"), cell: (receipt) => formatInstant(receipt.issuedAt) },
        { key: "method", header: text(locale, "method"), cell: (receipt) => text(locale, `method.${receipt.method}`) },
        {
          key: "amount",
          header: text(locale, "amount"),
          align: "end",
          nowrap: true,
          cell: (receipt) => money(receipt.amountVnd),
        },
        {
          key: "print",
          header: text(locale, "receipt.print"),
          cell: (receipt) =>
            receipt.voidedAt === null ? (
              <LinkButton href={feePath.receiptPdf(receipt.id)} print size="s" {...(canCollect ? { shortcut: "t i" } : {})}>
                {text(locale, "receipt.print")}
              </LinkButton>
            ) : (
              <>
                <Tag tone="danger">{text(locale, "receipt.voided")}</Tag>
                <div class="muted small">{receipt.voidReason}</div>
              </>
            ),
        },
      ]}
    />
  );
}

/** What the post collected too much: who gives it back goes from here; given back, its slip is printed from here. */
function HeldNotice({ locale, it }: { readonly locale: Locale; readonly it: Held }) {
  const values = { amount: money(it.amountVnd), slip: it.reference, to: it.paidTo ?? "" };
  return (
    <Notice tone={isHeld(it) ? "warning" : "info"}>
      {text(locale, isHeld(it) ? "held.of_dossier" : "held.returned", values)}{" "}
      {isHeld(it) && (
        <>
          <a href={feePath.unmatched}>{text(locale, "held.give_back")}</a>
          {" · "}
        </>
      )}
      <a href={feePath.heldSlip(it.movementId)}>{text(locale, "held.slip")}</a>
    </Notice>
  );
}

/** The fees of a dossier on its page: what is owed, what came in, and what can be done about it. */
export function FeesPanel(props: PanelProps) {
  const { view, fees, canCollect } = props;
  const { locale } = view;
  return (
    <Stack>
      <Cluster>
        <PaymentTag state={fees.state} locale={locale} />
        {fees.outstandingVnd > 0 && <strong>{text(locale, "panel.outstanding", { amount: money(fees.outstandingVnd) })}</strong>}
      </Cluster>
      {fees.held.map((it) => (
        <HeldNotice key={it.movementId} locale={locale} it={it} />
      ))}
      {fees.lines.length > 0 ? <Lines {...props} /> : <p class="muted">{text(locale, "panel.no_lines")}</p>}
      {canCollect && fees.outstandingVnd > 0 && <Collect {...props} />}
      {fees.request !== undefined && (
        <p>
          <a href={feePath.code(view.dossier.id)}>
            {text(locale, "panel.waiting", { amount: money(fees.request.amountVnd), reference: fees.request.reference })}
          </a>
        </p>
      )}
      <Receipts {...props} />
      <FeeForms {...props} />
    </Stack>
  );
}
