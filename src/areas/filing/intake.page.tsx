import type { Value } from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Mandate } from "#identity";
import type { Component } from "#procedures";
import {
  ActionBar,
  Button,
  Columns,
  DescriptionList,
  EmptyState,
  Fieldset,
  FilterBar,
  Form,
  Notice,
  PageHeader,
  RadioGroup,
  Section,
  Stack,
  StatGrid,
  StatTile,
  Table,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import type { Filing, FilingEvent } from "./filing.ts";
import { AnswerList, FilingTimeline, RespondBy, StateTag } from "./filing-parts.page.tsx";
import { isAwaitingAnswer, isLate } from "./filing.rules.ts";
import type { IntakeCounts } from "./filing.store.ts";
import type { OpenFiling } from "./get-filing.ts";
import { text } from "./texts.ts";

export interface IntakePageProps {
  readonly locale: Locale;
  readonly filings: readonly Filing[];
  readonly counts: IntakeCounts;
  readonly q: string;
  readonly waiting: boolean;
  readonly now: Date;
}

/** What was filed online: whoever waits longest on top, lateness of eight working hours in sight. */
export function IntakePage({ locale, filings, counts, q, waiting, now }: IntakePageProps) {
  const answered = counts.answeredInTime + counts.answeredLate;
  const share = answered === 0 ? "–" : `${Math.round((counts.answeredInTime / answered) * 100)} %`;
  return (
    <>
      <PageHeader title={text(locale, "intake.title")} lead={text(locale, "intake.lead")} />
      <Stack gap="l">
        <StatGrid>
          <StatTile value={counts.waiting} label={text(locale, "intake.waiting")} href="/ho-so/truc-tuyen" />
          <StatTile value={counts.late} label={text(locale, "intake.late_now")} tone={counts.late > 0 ? "danger" : "neutral"} />
          <StatTile
            value={share}
            label={text(locale, "intake.in_time")}
            hint={text(locale, "intake.days", { count: answered })}
          />
        </StatGrid>
        <FilterBar action="/ho-so/truc-tuyen" submitLabel={text(locale, "intake.filter")}>
          <TextField name="q" label={text(locale, "intake.search")} value={q} maxLength={100} />
          <RadioGroup
            name="xem"
            label={text(locale, "intake.show")}
            value={waiting ? "cho" : "tat-ca"}
            inline
            options={[
              { value: "cho", label: text(locale, "intake.show_waiting") },
              { value: "tat-ca", label: text(locale, "intake.show_all") },
            ]}
          />
        </FilterBar>
        {filings.length === 0 ? (
          <EmptyState title={text(locale, "intake.empty")} icon="inbox" />
        ) : (
          <IntakeTable locale={locale} filings={filings} now={now} />
        )}
      </Stack>
    </>
  );
}

function IntakeTable({ locale, filings, now }: Pick<IntakePageProps, "locale" | "filings" | "now">) {
  return (
    <Table
      caption={text(locale, "intake.title")}
      captionHidden
      stack
      rows={filings}
      rowKey={(row) => String(row.id)}
      rowTone={(row) => (isAwaitingAnswer(row.state) && isLate(row, now) ? "danger" : undefined)}
      columns={[
        {
          key: "who",
          header: text(locale, "facts.filer"),
          rowHeader: true,
          cell: (row) => <a href={`/ho-so/truc-tuyen/${row.id}`}>{row.filerName}</a>,
        },
        { key: "procedure", header: text(locale, "own.procedure"), cell: (row) => row.procedureName },
        {
          key: "at",
          header: text(locale, "facts.submitted"),
          cell: (row) => (row.submittedAt === null ? "–" : formatInstant(row.submittedAt)),
        },
        {
          key: "until",
          header: text(locale, "facts.respond_by"),
          cell: (row) => <RespondBy locale={locale} filing={row} now={now} />,
        },
        { key: "state", header: text(locale, "own.state"), cell: (row) => <StateTag locale={locale} state={row.state} /> },
      ]}
    />
  );
}

export interface IntakeDetailProps {
  readonly locale: Locale;
  readonly open: OpenFiling;
  readonly values: Readonly<Record<string, Value>>;
  readonly show: (path: string) => string;
  readonly components: readonly Component[];
  readonly mandate: Mandate | undefined;
  readonly events: readonly FilingEvent[];
  readonly mayAnswer: boolean;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly csrf: string;
  readonly now: Date;
}

export function IntakeDetailPage(props: IntakeDetailProps) {
  const { locale, open, events, now } = props;
  const { filing, eform } = open;
  return (
    <>
      <PageHeader
        kicker={filing.dossierCode ?? text(locale, "intake.number", { id: filing.id })}
        title={filing.procedureName}
        tags={<StateTag locale={locale} state={filing.state} />}
      />
      <Columns
        asideLabel={text(locale, "intake.answer")}
        aside={
          isAwaitingAnswer(filing.state) && props.mayAnswer ? (
            <AnswerForm {...props} />
          ) : filing.dossierId === null ? undefined : (
            <p>
              <a href={`/ho-so/${filing.dossierId}`}>{text(locale, "intake.open_dossier", { code: filing.dossierCode ?? "" })}</a>
            </p>
          )
        }
      >
        <Stack gap="l">
          {isAwaitingAnswer(filing.state) && isLate(filing, now) && (
            <Notice tone="danger" title={text(locale, "intake.late")}>
              {text(locale, "intake.late_text")}
            </Notice>
          )}
          <DescriptionList
            items={[
              { term: text(locale, "facts.filer"), detail: filing.filerName },
              ...(props.mandate === undefined
                ? []
                : [
                    {
                      term: text(locale, "intake.acting_for"),
                      detail: `${props.mandate.name} – ${props.mandate.basis}`,
                    },
                  ]),
              {
                term: text(locale, "facts.submitted"),
                detail: filing.submittedAt === null ? "–" : formatInstant(filing.submittedAt),
              },
              { term: text(locale, "facts.respond_by"), detail: <RespondBy locale={locale} filing={filing} now={now} /> },
              { term: text(locale, "papers.delivery"), detail: text(locale, `delivery.${filing.delivery}`) },
            ]}
          />
          <AnswerList locale={locale} form={eform.form} answers={filing.answers} values={props.values} show={props.show} />
          <FilingTimeline locale={locale} events={events} />
        </Stack>
      </Columns>
    </>
  );
}

const DECISIONS = ["accept", "ask_completion", "refuse"] as const;

/** One answer: accept, or name exactly what lacks in which component and why, or refuse and say where to go. */
function AnswerForm({ locale, open: { filing }, components, typed, csrf }: IntakeDetailProps) {
  const value = (name: string): string | undefined => (typeof typed[name] === "string" ? typed[name] : undefined);
  const papers = new Map(filing.papers.map((paper) => [paper.code, paper]));
  return (
    <Section title={text(locale, "intake.answer")}>
      <Form action={`/ho-so/truc-tuyen/${filing.id}`} csrf={csrf} formKey={newFormKey()}>
        <RadioGroup
          name="decision"
          label={text(locale, "intake.decision")}
          required
          value={value("decision")}
          options={DECISIONS.map((each) => ({ value: each, label: text(locale, `decision.${each}`) }))}
        />
        <Fieldset legend={text(locale, "intake.lacking")} hint={text(locale, "intake.lacking_hint")}>
          {components.map((component, index) => {
            const paper = papers.get(component.code);
            const how = paper === undefined ? undefined : text(locale, `way.${paper.way}`);
            return (
              <div key={component.code}>
                <input type="hidden" name={`lacking.${index}.code`} value={component.code} />
                <TextField
                  name={`lacking.${index}.what`}
                  label={component.name}
                  hint={[how, paper?.note].filter((part) => part !== undefined).join(" – ")}
                  value={value(`lacking.${index}.what`)}
                  maxLength={500}
                />
              </div>
            );
          })}
        </Fieldset>
        <TextArea
          name="reason"
          label={text(locale, "intake.reason")}
          hint={text(locale, "intake.reason_hint")}
          value={value("reason")}
          maxLength={2000}
        />
        <ActionBar>
          <Button>{text(locale, "intake.submit")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}
