import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Form, LinkButton, Notice, PageHeader, Table, TextArea } from "#ui/ui.tsx";
import { monthText, PATH } from "./roster-view.ts";
import type { ConductLine, ConductNotice, Shop } from "./secondment.ts";
import { text } from "./texts.ts";

export interface NoticeProps {
  readonly locale: Locale;
  readonly shop: Shop;
  readonly sender: { readonly unitId: number; readonly name: string };
  readonly month: string;
  /** What is sent, or was. */
  readonly lines: readonly ConductLine[];
  readonly sent: ConductNotice | undefined;
  readonly canSend: boolean;
  readonly csrf: string;
  readonly formKey: string;
}

/** What a sending unit is told of its people's month: figures from events and ratings, and a remark of the head. Printable. */
export function NoticePage(props: NoticeProps) {
  const { locale, shop, sender, month, lines, sent, canSend } = props;
  const hidden = (count: number | null) => (count === null ? text(locale, "annex.few") : count);
  return (
    <>
      <PageHeader
        kicker={shop.name}
        title={text(locale, "annex.title", { month: monthText(month) })}
        lead={text(locale, "annex.to", { sender: sender.name })}
        actions={
          <LinkButton href={`${PATH}/${shop.unitId}`} icon="back">
            {text(locale, "title")}
          </LinkButton>
        }
      />
      {sent === undefined ? (
        <Notice tone="warning">{text(locale, "annex.not_sent")}</Notice>
      ) : (
        <Notice tone="success">{text(locale, "annex.was_sent", { day: formatDay(sent.sentOn) })}</Notice>
      )}
      <Table
        caption={text(locale, "annex.title", { month: monthText(month) })}
        captionHidden
        stack
        rows={lines}
        rowKey={(line) => String(line.personId)}
        empty={text(locale, "annex.none")}
        columns={[
          { key: "name", header: text(locale, "person"), rowHeader: true, cell: (line) => line.name },
          { key: "received", header: text(locale, "annex.received"), align: "end", cell: (line) => line.received },
          { key: "returned", header: text(locale, "annex.returned"), align: "end", cell: (line) => line.returned },
          { key: "late", header: text(locale, "annex.late"), align: "end", cell: (line) => line.late },
          { key: "well", header: text(locale, "annex.satisfied"), align: "end", cell: (line) => hidden(line.satisfied) },
          { key: "not", header: text(locale, "annex.not_satisfied"), align: "end", cell: (line) => hidden(line.notSatisfied) },
        ]}
      />
      {typeof sent?.remark === "string" && (
        <p>
          <strong>{text(locale, "annex.remark")}:</strong> {sent.remark}
        </p>
      )}
      {sent === undefined && canSend && lines.length > 0 && <SendForm {...props} />}
    </>
  );
}

function SendForm({ locale, shop, sender, month, csrf, formKey }: NoticeProps) {
  return (
    <div class="no-print">
      <Form
        action={`${PATH}/${shop.unitId}/thong-bao`}
        csrf={csrf}
        formKey={formKey}
        hidden={{ sender: String(sender.unitId), month }}
        scope="send"
        label={text(locale, "annex.send")}
      >
        <TextArea name="remark" label={text(locale, "annex.remark")} hint={text(locale, "annex.remark_hint")} rows={3} />
        <Button>{text(locale, "annex.send")}</Button>
      </Form>
    </div>
  );
}
