import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, LinkButton, PageHeader, Section, StatGrid, StatTile } from "#ui/ui.tsx";
import { DossierTable } from "./dossier-list.page.tsx";
import type { DossierSummary } from "./dossier-list.ts";
import type { WorkFigures } from "./dossier-list.store.ts";
import { OverdueInquiries } from "./inquiry.page.tsx";
import type { OverdueInquiry } from "./inquiry.ts";
import { text } from "./texts.ts";

export interface MyWorkProps {
  readonly locale: Locale;
  readonly name: string;
  readonly figures: WorkFigures;
  readonly held: readonly DossierSummary[];
  readonly counter: readonly DossierSummary[];
  readonly late: readonly DossierSummary[];
  readonly overdue: readonly OverdueInquiry[];
  readonly holders: ReadonlyMap<number, string>;
  readonly canReceive: boolean;
  readonly now: Date;
  readonly soon: Date;
}

export function MyWorkPage(props: MyWorkProps) {
  const { locale, figures, held, counter, late } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "work.title")}
        lead={text(locale, "work.lead", { name: props.name })}
        actions={
          props.canReceive && (
            <LinkButton href="/ho-so/tiep-nhan" variant="primary" icon="plus" shortcut="n">
              {text(locale, "receive.title")}
            </LinkButton>
          )
        }
      />
      <StatGrid>
        <StatTile value={figures.held} label={text(locale, "work.held")} href="/ho-so?mine=1&sort=due" />
        <StatTile
          value={figures.late}
          label={text(locale, "work.late")}
          href="/ho-so?due=late&sort=due"
          tone={figures.late > 0 ? "danger" : "success"}
        />
        <StatTile
          value={figures.dueSoon}
          label={text(locale, "work.due_soon")}
          href="/ho-so?due=soon&sort=due"
          tone={figures.dueSoon > 0 ? "warning" : "neutral"}
        />
        <StatTile
          value={figures.waiting}
          label={text(locale, "work.waiting")}
          href="/ho-so?state=SUPPLEMENT_WAIT&state=FINANCE_WAIT"
        />
        <StatTile value={figures.toReturn} label={text(locale, "work.to_return")} href="/ho-so?state=DECIDED" />
        <StatTile value={figures.receivedToday} label={text(locale, "work.received_today")} />
      </StatGrid>
      <Section title={text(locale, "work.held_list")}>
        {held.length === 0 ? (
          <EmptyState title={text(locale, "work.nothing_held")} icon="check" />
        ) : (
          <DossierTable {...props} rows={held} ofOneHolder />
        )}
      </Section>
      {props.canReceive && counter.length > 0 && (
        <Section title={text(locale, "work.counter_list")} lead={text(locale, "work.counter_lead")}>
          <DossierTable {...props} rows={counter} />
        </Section>
      )}
      <OverdueInquiries locale={locale} overdue={props.overdue} />
      {late.length > 0 && (
        <Section title={text(locale, "work.late_list")}>
          <DossierTable {...props} rows={late} />
        </Section>
      )}
    </>
  );
}
