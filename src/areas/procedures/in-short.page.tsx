import { holdsOn } from "#core/money/fee-rules.ts";
import { formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, DescriptionList, Form, LinkButton, Section, Stack, TextField } from "#ui/ui.tsx";
import { componentsOf, type Fee } from "./definition.ts";
import type { FilingWay } from "./filing-way.ts";
import type { Procedure } from "./procedure.ts";
import { termInWords } from "./term-words.ts";
import { text } from "./texts.ts";

/** What is promised to whoever hands the dossier in at this moment. */
export interface IfFiledNow {
  /** Undefined where the term is not known or has no due date. */
  readonly dueAt: Date | undefined;
  /** The unit whose calendar counted; undefined for the usual hours of offices. */
  readonly unitName: string | undefined;
  /** What was typed for the unit, and whether it was found. */
  readonly typed: string | undefined;
  readonly isKnown: boolean;
  /** The day (yyyy-MM-dd) whose fees are asked. */
  readonly on: string;
}

export interface InShortProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  readonly caseCode?: string | undefined;
  readonly ifFiled: IfFiledNow;
  /** Where it is filed online; undefined where it is not. */
  readonly filing: FilingWay | undefined;
  /** Absent in print. */
  readonly href?: string | undefined;
}

/** The legal parts in plain words, before the words of the law. */
export function InShort(props: InShortProps) {
  const { locale, procedure, caseCode, ifFiled, filing, href } = props;
  const { definition } = procedure;
  const chosen = definition.cases.find((c) => c.code === caseCode);
  const term = chosen?.term ?? procedure.term;
  const papers = componentsOf(definition, caseCode).filter((c) => c.kind !== "note");
  const required = papers.filter((c) => c.required).length;
  const who =
    definition.applicants.length > 0 ? definition.applicants : procedure.audiences.map((a) => text(locale, `audience.${a}`));
  const channels = [...new Set(definition.channels.map((c) => text(locale, `channel.${c.channel}`)))];
  const items = [
    { term: text(locale, "short.who"), detail: who.join(", ") },
    {
      term: text(locale, "short.bring"),
      detail:
        papers.length === 0 ? undefined : (
          <a href="#ho-so">{text(locale, "short.papers", { required, others: papers.length - required })}</a>
        ),
    },
    { term: text(locale, "short.how_long"), detail: termInWords(locale, term) },
    { term: text(locale, "short.if_now"), detail: <Due locale={locale} ifFiled={ifFiled} /> },
    {
      term: text(locale, "short.cost"),
      detail: costInWords(
        locale,
        definition.fees.filter((fee) => holdsOn(fee, ifFiled.on)),
        chosen?.code,
      ),
    },
    { term: text(locale, "short.where"), detail: definition.agencies.slice(0, 3).join("; ") },
    { term: text(locale, "short.how"), detail: channels.join(", ") },
    { term: text(locale, "short.online"), detail: filing && <Online locale={locale} filing={filing} /> },
    {
      term: text(locale, "short.result"),
      detail: definition.results
        .map((r) => r.name)
        .slice(0, 3)
        .join("; "),
    },
  ];
  return (
    <Section title={text(locale, "short.title")} id="tom-tat">
      <Stack>
        <DescriptionList columns={2} items={items} />
        {href !== undefined && <UnitPicker {...props} href={href} />}
      </Stack>
    </Section>
  );
}

function Online({ locale, filing: { place, reason } }: { readonly locale: Locale; readonly filing: FilingWay }) {
  return (
    <>
      {text(locale, `short.online.${place}`)}
      {reason !== null && <div class="muted">{reason}</div>}
    </>
  );
}

function Due({ locale, ifFiled: { dueAt, unitName } }: Pick<InShortProps, "locale" | "ifFiled">) {
  if (dueAt === undefined) return <>{text(locale, "short.no_due")}</>;
  return (
    <>
      <strong>{formatInstant(dueAt)}</strong>{" "}
      <span class="muted">
        {unitName === undefined ? text(locale, "short.usual_hours") : text(locale, "short.hours_of", { unit: unitName })}
      </span>
    </>
  );
}

/** The one amount, the range of amounts, or that it costs nothing; undefined where the source says nothing of money. */
function costInWords(locale: Locale, fees: readonly Fee[], caseCode: string | undefined): string | undefined {
  const own = fees.filter((fee) => caseCode === undefined || fee.cases === undefined || fee.cases.includes(caseCode));
  if (own.length === 0) return undefined;
  const amounts = own.map((fee) => fee.amountVnd).filter((amount) => amount !== null);
  if (amounts.length === 0) return text(locale, "short.see_fees");
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
  const money = (amount: number) => text(locale, "fee.amount_vnd", { amount: formatNumber(amount, locale) });
  if (most === 0) return text(locale, "fee.free");
  return least === most ? money(least) : text(locale, "short.from_to", { from: money(least), to: money(most) });
}

/** Which office's days and hours count; and the way to file online where that is offered. */
function UnitPicker({ locale, procedure, caseCode, ifFiled, filing, href }: InShortProps & { readonly href: string }) {
  return (
    <>
      <Form action={href} method="get" label={text(locale, "short.unit_form")}>
        {caseCode !== undefined && <input type="hidden" name="truong-hop" value={caseCode} />}
        <TextField
          name="don-vi"
          label={text(locale, "short.unit")}
          hint={ifFiled.isKnown ? text(locale, "short.unit_hint") : text(locale, "short.unit_unknown")}
          value={ifFiled.typed}
          maxLength={100}
        />
        <ActionBar>
          <Button variant="secondary">{text(locale, "short.count")}</Button>
          {filing !== undefined && (
            <LinkButton href={`/nop-ho-so/${procedure.code}`} variant="primary">
              {text(locale, "short.file_online")}
            </LinkButton>
          )}
        </ActionBar>
      </Form>
    </>
  );
}
