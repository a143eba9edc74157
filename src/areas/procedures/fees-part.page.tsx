import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Table } from "#ui/ui.tsx";
import type { Fee, ProcedureCase } from "./definition.ts";
import { text } from "./texts.ts";

const money = (locale: Locale, amount: number): string =>
  text(locale, "fee.amount_vnd", { amount: formatNumber(amount, locale) });

/** "từ 01/01/2026, đến trước 01/07/2026", or nothing where it holds as long as the version. */
function periodOf(locale: Locale, { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined }) {
  const parts = [
    from === undefined ? undefined : text(locale, "fee.from", { day: formatDay(from) }),
    until === undefined ? undefined : text(locale, "fee.until", { day: formatDay(until) }),
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function Amount({ locale, fee }: { locale: Locale; fee: Fee }) {
  if (fee.amountVnd === null) return <>{text(locale, "fee.see_note")}</>;
  const amount = fee.amountVnd === 0 ? text(locale, "fee.free") : money(locale, fee.amountVnd);
  const more = [
    ...(fee.steps ?? []).map(({ from, amountVnd }) => text(locale, "fee.step", { from, amount: money(locale, amountVnd) })),
    ...(fee.mostVnd === undefined ? [] : [text(locale, "fee.most", { amount: money(locale, fee.mostVnd) })]),
  ];
  return (
    <>
      <span class="nowrap">{fee.per === undefined ? amount : `${amount}/${fee.per}`}</span>
      {more.map((line) => (
        <div key={line} class="small">
          {line}
        </div>
      ))}
    </>
  );
}

/** Who pays less, or nothing, with the act that says so. */
function reliefsOf(locale: Locale, fee: Fee): readonly string[] {
  const channel = (value: "counter" | "post" | "online") => text(locale, `channel.${value}`);
  const all = [
    ...(fee.discounts ?? []).map((one) => ({ ...one, who: text(locale, "fee.by_channel", { channel: channel(one.channel) }) })),
    ...(fee.reliefs ?? []),
  ];
  return all.map((one) => {
    const what = one.percent === 100 ? text(locale, "fee.exempt") : text(locale, "fee.less", { percent: one.percent });
    const period = periodOf(locale, one);
    return `${what}: ${one.who} (${one.basis}${period === "" ? "" : `; ${period}`})`;
  });
}

function Notes({ locale, fee, cases }: { locale: Locale; fee: Fee; cases: readonly ProcedureCase[] }) {
  const named = (fee.cases ?? []).map((code) => cases.find((one) => one.code === code)?.name ?? code);
  const period = periodOf(locale, fee);
  const lines = [
    fee.text,
    fee.onRequest === true ? text(locale, "fee.on_request") : undefined,
    fee.timing === "after" ? text(locale, "fee.timing.after") : undefined,
    named.length === 0 ? undefined : text(locale, "fee.in_cases", { cases: named.join("; ") }),
    period === "" ? undefined : period,
    fee.exemption,
    ...reliefsOf(locale, fee),
    fee.basis,
  ].filter((line) => line !== undefined);
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

/** What a procedure costs, as it stands in its version: amounts, who pays less, since when, by which act. */
export function FeesPart({
  locale,
  fees,
  cases,
}: {
  readonly locale: Locale;
  readonly fees: readonly Fee[];
  readonly cases: readonly ProcedureCase[];
}) {
  return (
    <Table<Fee>
      caption={text(locale, "part.fees")}
      captionHidden
      stack
      rows={fees}
      columns={[
        {
          key: "kind",
          header: text(locale, "fee.kind"),
          rowHeader: true,
          cell: (fee) => (
            <>
              {fee.name ?? text(locale, `fee.${fee.kind}`)}
              {fee.name !== undefined && <div class="muted small">{text(locale, `fee.${fee.kind}`)}</div>}
            </>
          ),
        },
        { key: "amount", header: text(locale, "fee.amount"), cell: (fee) => <Amount locale={locale} fee={fee} /> },
        { key: "note", header: text(locale, "fee.note"), cell: (fee) => <Notes locale={locale} fee={fee} cases={cases} /> },
      ]}
    />
  );
}
