import type { FormFault, Value } from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, DescriptionList, Form, Notice, PageHeader, Section, Stack } from "#ui/ui.tsx";
import type { Component } from "#procedures";
import type { FilingFile, Paper } from "./filing.ts";
import { AnswerList, FileList, StateTag } from "./filing-parts.page.tsx";
import type { OpenFiling } from "./get-filing.ts";
import { text } from "./texts.ts";

export interface CheckPageProps {
  readonly locale: Locale;
  readonly open: OpenFiling;
  readonly values: Readonly<Record<string, Value>>;
  readonly show: (path: string) => string;
  readonly faults: readonly (FormFault & { readonly message: string; readonly label: string })[];
  readonly components: readonly Component[];
  readonly files: readonly FilingFile[];
  readonly papersDecided: boolean;
  readonly csrf: string;
}

type PaperListProps = Pick<CheckPageProps, "locale" | "components" | "files"> & { papers: readonly Paper[]; filingId: number };

function PaperList({ locale, components, papers, files, filingId }: PaperListProps) {
  const known = new Map(papers.map((paper) => [paper.code, paper]));
  return (
    <DescriptionList
      items={components.map(({ code, name }) => {
        const paper = known.get(code);
        if (paper === undefined) return { term: name, detail: text(locale, "answer.none") };
        const said = [text(locale, `way.${paper.way}`), paper.note].filter((part) => part !== undefined).join(" – ");
        const own = files.filter(({ componentCode }) => componentCode === code);
        return {
          term: name,
          detail: (
            <>
              {said}
              {paper.way === "upload" && <FileList locale={locale} files={own} base={`/cua-toi/${filingId}/tep`} />}
            </>
          ),
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
          <PaperList locale={locale} components={components} papers={filing.papers} files={props.files} filingId={filing.id} />
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
export function PrintPage({
  locale,
  open,
  values,
  show,
  components,
  files,
}: Omit<CheckPageProps, "faults" | "papersDecided" | "csrf">) {
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
        <PaperList locale={locale} components={components} papers={filing.papers} files={files} filingId={filing.id} />
      </Section>
      <p class="muted">{text(locale, "print.note", { source: eform.source, version: eform.version })}</p>
    </>
  );
}
