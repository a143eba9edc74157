import type { FormFault, Value } from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
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
  Stack,
  TextField,
} from "#ui/ui.tsx";
import type { Component } from "#procedures";
import { DELIVERIES, type Filing, PAPER_WAYS, type Paper } from "./filing.ts";
import { AnswerList, StateTag } from "./filing-parts.page.tsx";
import type { OpenFiling } from "./get-filing.ts";
import { text } from "./texts.ts";

export interface PapersPageProps {
  readonly locale: Locale;
  readonly filing: Filing;
  readonly components: readonly Component[];
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly csrf: string;
}

/** How each component is handed over; what the state has already is said so and not asked for (R-35). */
export function PapersPage({ locale, filing, components, typed, csrf }: PapersPageProps) {
  const known = new Map(filing.papers.map((paper) => [paper.code, paper]));
  const value = (name: string, kept: string | undefined): string | undefined =>
    typeof typed[name] === "string" ? typed[name] : kept;
  return (
    <>
      <PageHeader kicker={filing.procedureName} title={text(locale, "papers.title")} lead={text(locale, "papers.lead")} />
      <Form
        action={`/cua-toi/${filing.id}/giay-to`}
        csrf={csrf}
        formKey={newFormKey()}
        hidden={{ revision: String(filing.revision) }}
      >
        <Stack>
          {components.map((component, index) => {
            const kept = known.get(component.code);
            const usual = component.replaceableByData === undefined ? undefined : "state_has_it";
            return (
              <Fieldset
                key={component.code}
                legend={`${index + 1}. ${component.name}${component.required ? "" : ` (${text(locale, "papers.optional")})`}`}
                hint={component.replaceableByData}
              >
                <input type="hidden" name={`papers.${index}.code`} value={component.code} />
                <RadioGroup
                  name={`papers.${index}.way`}
                  label={text(locale, "papers.way")}
                  required={component.required}
                  value={value(`papers.${index}.way`, kept?.way ?? usual)}
                  options={PAPER_WAYS.filter((way) => way !== "later" || !component.required).map((way) => ({
                    value: way,
                    label: text(locale, `way.${way}`),
                  }))}
                />
                <TextField
                  name={`papers.${index}.note`}
                  label={text(locale, "papers.note")}
                  hint={text(locale, "papers.note_hint")}
                  value={value(`papers.${index}.note`, kept?.note)}
                  maxLength={500}
                />
              </Fieldset>
            );
          })}
          {components.length === 0 && <Notice tone="info">{text(locale, "papers.none")}</Notice>}
          <RadioGroup
            name="delivery"
            label={text(locale, "papers.delivery")}
            required
            value={value("delivery", filing.delivery)}
            options={DELIVERIES.map((each) => ({ value: each, label: text(locale, `delivery.${each}`) }))}
          />
        </Stack>
        <ActionBar>
          <Button>{text(locale, "section.next")}</Button>
        </ActionBar>
      </Form>
    </>
  );
}

export interface CheckPageProps {
  readonly locale: Locale;
  readonly open: OpenFiling;
  readonly values: Readonly<Record<string, Value>>;
  readonly show: (path: string) => string;
  readonly faults: readonly (FormFault & { readonly message: string; readonly label: string })[];
  readonly components: readonly Component[];
  readonly papersDecided: boolean;
  readonly csrf: string;
}

function PaperList({
  locale,
  components,
  papers,
}: {
  locale: Locale;
  components: readonly Component[];
  papers: readonly Paper[];
}) {
  const known = new Map(papers.map((paper) => [paper.code, paper]));
  return (
    <DescriptionList
      items={components.map(({ code, name }) => {
        const paper = known.get(code);
        return {
          term: name,
          detail:
            paper === undefined
              ? text(locale, "answer.none")
              : [text(locale, `way.${paper.way}`), paper.note].filter((part) => part !== undefined).join(" – "),
        };
      })}
    />
  );
}

type NotReadyProps = Pick<CheckPageProps, "locale" | "faults" | "papersDecided"> & { base: string };

function NotReady({ locale, base, faults, papersDecided }: NotReadyProps) {
  return (
    <Notice tone="warning" title={text(locale, "check.not_ready")}>
      <ul>
        {faults.map((fault) => (
          <li key={fault.path}>
            <a href={`${base}/phan/${fault.section}`}>
              {fault.label}: {fault.message}
            </a>
          </li>
        ))}
        {!papersDecided && (
          <li>
            <a href={`${base}/giay-to`}>{text(locale, "refusal.papers_undecided")}</a>
          </li>
        )}
      </ul>
    </Notice>
  );
}

/** Everything that will be sent, each section with the way back to change it; what is still wrong is said first. */
export function CheckPage(props: CheckPageProps) {
  const { locale, open, faults, components, papersDecided, csrf } = props;
  const { filing, eform } = open;
  const base = `/cua-toi/${filing.id}`;
  const ready = faults.length === 0 && papersDecided;
  return (
    <>
      <PageHeader kicker={filing.procedureName} title={text(locale, "check.title")} lead={text(locale, "check.lead")} />
      <Stack gap="l">
        {!ready && <NotReady locale={locale} base={base} faults={faults} papersDecided={papersDecided} />}
        <AnswerList
          locale={locale}
          form={eform.form}
          answers={filing.answers}
          values={props.values}
          show={props.show}
          changeHref={(section) => `${base}/phan/${section}`}
        />
        <Section
          title={text(locale, "papers.title")}
          actions={
            <a href={`${base}/giay-to`}>
              {text(locale, "check.change")}
              <span class="visually-hidden"> {text(locale, "papers.title")}</span>
            </a>
          }
        >
          <PaperList locale={locale} components={components} papers={filing.papers} />
          <p>
            {text(locale, "papers.delivery")}: {text(locale, `delivery.${filing.delivery}`)}
          </p>
        </Section>
        {ready && (
          <Form action={`${base}/nop`} csrf={csrf} formKey={newFormKey()} hidden={{ revision: String(filing.revision) }}>
            <p>{text(locale, "check.declaration")}</p>
            <ActionBar>
              <Button icon="send">{text(locale, "check.submit")}</Button>
            </ActionBar>
          </Form>
        )}
      </Stack>
    </>
  );
}

/** The filled-in form on paper, for the applicant's own drawer. */
export function PrintPage({ locale, open, values, show, components }: Omit<CheckPageProps, "faults" | "papersDecided" | "csrf">) {
  const { filing, eform } = open;
  return (
    <>
      <PageHeader
        kicker={filing.dossierCode ?? undefined}
        title={eform.form.title}
        lead={`${filing.procedureName} · ${formatInstant(filing.savedAt)}`}
        tags={<StateTag locale={locale} state={filing.state} />}
      />
      <AnswerList locale={locale} form={eform.form} answers={filing.answers} values={values} show={show} />
      <Section title={text(locale, "papers.title")}>
        <PaperList locale={locale} components={components} papers={filing.papers} />
      </Section>
      <p class="muted">{text(locale, "print.note", { source: eform.source, version: eform.version })}</p>
    </>
  );
}
