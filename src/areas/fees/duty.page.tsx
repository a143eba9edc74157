import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Table, Tag, type Tone } from "#ui/ui.tsx";
import type { Duty } from "./duty.store.ts";
import { money } from "./fee-texts.tsx";
import { text } from "./texts.ts";

type DutyState = "waiting" | "sent" | "noticed" | "paid" | "refused";
const TONES: Readonly<Record<DutyState, Tone>> = {
  waiting: "neutral",
  sent: "info",
  noticed: "warning",
  paid: "success",
  refused: "danger",
};

const stateOf = (duty: Duty): DutyState => {
  if (duty.paidAt !== null) return "paid";
  if (duty.refusedReason !== null) return "refused";
  if (duty.noticedAt !== null) return "noticed";
  return duty.sentAt === null ? "waiting" : "sent";
};

/** What the dossier owes the tax side: each slip with its notice and the Treasury's receipt. */
export function Duties({ locale, duties }: { readonly locale: Locale; readonly duties: readonly Duty[] }) {
  if (duties.length === 0) return null;
  return (
    <Table<Duty>
      caption={text(locale, "duty.title")}
      rows={duties}
      rowKey={(duty) => String(duty.id)}
      columns={[
        {
          key: "slip",
          header: text(locale, "duty.slip"),
          rowHeader: true,
          cell: (duty) => <span class="code">{duty.slipNo}</span>,
        },
        { key: "basis", header: text(locale, "basis"), cell: (duty) => duty.basis },
        {
          key: "state",
          header: text(locale, "duty.state"),
          cell: (duty) => (
            <>
              <Tag tone={TONES[stateOf(duty)]}>{text(locale, `duty.${stateOf(duty)}`)}</Tag>
              {duty.refusedReason !== null && <div class="muted small">{duty.refusedReason}</div>}
            </>
          ),
        },
        {
          key: "notice",
          header: text(locale, "duty.notice"),
          cell: (duty) =>
            duty.noticeNo === null
              ? "–"
              : [duty.noticeNo, duty.payUntil === null ? "" : text(locale, "duty.until", { day: formatDay(duty.payUntil) })].join(
                  " · ",
                ),
        },
        {
          key: "amount",
          header: text(locale, "amount"),
          align: "end",
          nowrap: true,
          cell: (duty) => (duty.amountVnd === null ? "–" : money(duty.amountVnd)),
        },
        {
          key: "receipt",
          header: text(locale, "duty.receipt"),
          cell: (duty) => (duty.paidAt === null ? "–" : `${duty.receiptNo ?? ""} · ${formatInstant(duty.paidAt)}`),
        },
      ]}
    />
  );
}
