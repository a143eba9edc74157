import type { Value } from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Mandate } from "#identity";
import type { Component } from "#procedures";
import {
  ActionBar,
  Button,
  DescriptionList,
  Fieldset,
  Form,
  Notice,
  PageHeader,
  RadioGroup,
  Section,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { type FilingEvent, type FilingFile, FINDINGS } from "./filing.ts";
import { AnswerList, FileList, FilingTimeline, RespondBy, StateTag } from "./filing-parts.page.tsx";
import { isAwaitingAnswer, isLate } from "./filing.rules.ts";
import type { OpenFiling } from "./get-filing.ts";
import { text } from "./texts.ts";

export interface IntakeDetailProps {
  readonly locale: Locale;
  readonly open: OpenFiling;
  readonly values: Readonly<Record<string, Value>>;
  readonly show: (path: string) => string;
  readonly components: readonly Component[];
  readonly files: readonly FilingFile[];
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
      <Stack gap="l">
        {filing.dossierId !== null && (
          <p>
            <a href={`/ho-so/${filing.dossierId}`}>{text(locale, "intake.open_dossier", { code: filing.dossierCode ?? "" })}</a>
          </p>
        )}
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
        {isAwaitingAnswer(filing.state) && props.mayAnswer ? <AnswerForm {...props} /> : <SentPapers {...props} />}
        <FilingTimeline locale={locale} events={events} />
      </Stack>
    </>
  );
}

const DECISIONS = ["accept", "ask_completion", "refuse"] as const;

/** What came of each component, once it is answered. */
function SentPapers({ locale, open: { filing }, components, files }: IntakeDetailProps) {
  if (components.length === 0) return null;
  return (
    <Section title={text(locale, "papers.title")}>
      <DescriptionList
        items={components.map(({ code, name }) => {
          const paper = filing.papers.find((each) => each.code === code);
          const found = filing.found.find((each) => each.code === code)?.found;
          const own = files.filter(({ componentCode }) => componentCode === code);
          const said = paper === undefined ? text(locale, "answer.none") : text(locale, `way.${paper.way}`);
          return {
            term: name,
            detail: (
              <>
                {found === undefined ? said : `${said} → ${text(locale, `found.${found}`)}`}
                {own.length > 0 && <FileList locale={locale} files={own} base={`/ho-so/truc-tuyen/${filing.id}/tep`} />}
              </>
            ),
          };
        })}
      />
    </Section>
  );
}

type PaperProps = IntakeDetailProps & { component: Component; index: number };

/** One component: what the applicant says, what came, and what the officer finds. */
function PaperCheck({ locale, open: { filing }, component, index, files, typed }: PaperProps) {
  const value = (name: string): string | undefined => (typeof typed[name] === "string" ? typed[name] : undefined);
  const paper = filing.papers.find(({ code }) => code === component.code);
  const said = paper === undefined ? text(locale, "answer.none") : text(locale, `way.${paper.way}`);
  const own = files.filter(({ componentCode }) => componentCode === component.code);
  const before = filing.found.find(({ code }) => code === component.code)?.found;
  return (
    <Fieldset legend={`${index + 1}. ${component.name}${component.required ? "" : ` (${text(locale, "papers.optional")})`}`}>
      <p>
        {text(locale, "intake.says")}: <strong>{said}</strong>
        {paper?.note !== undefined && ` – ${paper.note}`}
      </p>
      {(own.length > 0 || paper?.way === "upload") && (
        <FileList locale={locale} files={own} base={`/ho-so/truc-tuyen/${filing.id}/tep`} />
      )}
      <input type="hidden" name={`papers.${index}.code`} value={component.code} />
      <SelectField
        name={`papers.${index}.found`}
        label={text(locale, "intake.found")}
        emptyLabel={text(locale, "answer.choose")}
        value={value(`papers.${index}.found`) ?? before}
        options={FINDINGS.filter((each) => each !== "electronic" || own.length > 0).map((each) => ({
          value: each,
          label: text(locale, `found.${each}`),
        }))}
      />
      <TextField
        name={`papers.${index}.what`}
        label={text(locale, "intake.what_lacks")}
        value={value(`papers.${index}.what`)}
        maxLength={500}
      />
    </Fieldset>
  );
}

/** One answer: accept what is complete, or name exactly what lacks in which component and why, or refuse and say where to go. */
function AnswerForm(props: IntakeDetailProps) {
  const { locale, open, components, typed, csrf } = props;
  const value = (name: string): string | undefined => (typeof typed[name] === "string" ? typed[name] : undefined);
  return (
    <Section title={text(locale, "intake.answer")} lead={text(locale, "intake.check_lead")}>
      <Form action={`/ho-so/truc-tuyen/${open.filing.id}`} csrf={csrf} formKey={newFormKey()}>
        {components.map((component, index) => (
          <PaperCheck key={component.code} {...props} component={component} index={index} />
        ))}
        <RadioGroup
          name="decision"
          label={text(locale, "intake.decision")}
          required
          value={value("decision")}
          options={DECISIONS.map((each) => ({ value: each, label: text(locale, `decision.${each}`) }))}
        />
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
