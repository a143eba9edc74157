import { criticalPath } from "#core/process/graph.ts";
import { type Finding, hoursWithin } from "#core/process/soundness.ts";
import { Card, Columns, DescriptionList, LinkButton, Notice, PageHeader, Section, Stack, Table } from "#ui/ui.tsx";
import { Diagram } from "./diagram.tsx";
import { DraftForms, type DraftFormsProps, RetireForm, WithdrawForm } from "./draft-forms.page.tsx";
import { Findings } from "./findings.tsx";
import { StageTag } from "./process-list.page.tsx";
import { StepList } from "./step-list.page.tsx";
import { text } from "./texts.ts";
import { caseText, decisionText, periodText, versionHref } from "./words.ts";

export interface ProcessPageProps extends DraftFormsProps {
  readonly findings: readonly Finding[];
  readonly term: { readonly value: number | null; readonly unit: string };
  /** Whether this person designs for the owner. */
  readonly mayEdit: boolean;
}

/** One version of a process: what is wrong with it, its steps, and what can be done with it. */
export function ProcessPage(props: ProcessPageProps) {
  const { locale, it, findings } = props;
  const editing = it.stage === "draft" && props.mayEdit;
  return (
    <Stack>
      <PageHeader
        kicker={`${it.procedureCode} · ${caseText(locale, it.caseCode)}`}
        title={it.procedureName}
        lead={`${it.ownerName} · ${text(locale, "page.version", { version: it.version })}`}
        tags={<StageTag locale={locale} stage={it.stage} />}
        actions={<Links {...props} />}
      />
      <Columns
        asideLabel={text(locale, "page.diagram")}
        aside={
          <Card title={text(locale, "page.diagram")} level={2}>
            {it.definition.steps.length > 0 && <Diagram locale={locale} definition={it.definition} findings={findings} />}
            <p class="muted">{totalText(props)}</p>
          </Card>
        }
      >
        {it.stage === "draft" ? (
          <Section title={text(locale, "page.findings")} id="findings">
            <Findings locale={locale} versionId={it.id} definition={it.definition} findings={findings} />
          </Section>
        ) : (
          <Standing {...props} />
        )}
        <StepList {...props} editing={editing} />
        {editing && <DraftForms {...props} />}
        {it.stage === "published" && props.mayEdit && <RetireForm {...props} />}
        {it.stage === "planned" && props.mayEdit && <WithdrawForm {...props} />}
        <Versions {...props} />
      </Columns>
    </Stack>
  );
}

function totalText({ locale, it, term }: ProcessPageProps): string {
  const { hours } = criticalPath(it.definition);
  const most = hoursWithin(term);
  return most === null ? text(locale, "page.total", { hours }) : text(locale, "page.total_of", { hours, most });
}

function Links({ locale, it, versions, mayEdit }: ProcessPageProps) {
  const before = versions.find((version) => version.version < it.version);
  return (
    <>
      {before !== undefined && (
        <LinkButton href={`${versionHref(it.id)}/so-sanh?voi=${before.id}`} variant="quiet">
          {text(locale, "page.compare", { version: before.version })}
        </LinkButton>
      )}
      {mayEdit && (
        <LinkButton href={`${versionHref(it.id)}/sao-chep`} variant="quiet">
          {text(locale, "page.clone")}
        </LinkButton>
      )}
      <LinkButton href={`${versionHref(it.id)}/quy-trinh.bpmn`} icon="download" download>
        {text(locale, "page.export")}
      </LinkButton>
    </>
  );
}

function Standing({ locale, it }: ProcessPageProps) {
  return (
    <Section title={text(locale, "page.head")}>
      <DescriptionList
        columns={2}
        items={[
          { term: text(locale, "column.decision"), detail: decisionText(locale, it) },
          { term: text(locale, "column.period"), detail: periodText(locale, it) },
        ]}
      />
      {it.overrideReason !== null && (
        <Notice tone="warning">{text(locale, "page.override_shown", { reason: it.overrideReason })}</Notice>
      )}
      <p class="muted">{text(locale, "page.frozen")}</p>
    </Section>
  );
}

function Versions({ locale, it, versions }: ProcessPageProps) {
  if (versions.length < 2) return null;
  return (
    <Section title={text(locale, "page.versions")}>
      <Table
        caption={text(locale, "page.versions")}
        captionHidden
        rows={versions}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            key: "version",
            header: text(locale, "column.version"),
            rowHeader: true,
            cell: (row) =>
              row.id === it.id ? (
                <strong>{row.version}</strong>
              ) : (
                <a href={versionHref(row.id)}>{text(locale, "page.version", { version: row.version })}</a>
              ),
          },
          { key: "stage", header: text(locale, "column.stage"), cell: (row) => <StageTag locale={locale} stage={row.stage} /> },
          { key: "period", header: text(locale, "column.period"), cell: (row) => periodText(locale, row) },
          { key: "decision", header: text(locale, "column.decision"), cell: (row) => decisionText(locale, row) },
        ]}
      />
    </Section>
  );
}
