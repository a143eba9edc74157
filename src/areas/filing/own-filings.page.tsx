import { type FormFault, sectionsOf } from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DescriptionList,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Stack,
  Table,
} from "#ui/ui.tsx";
import { isOpen } from "#core/workflow/dossier-state.ts";
import {
  DeliverySection,
  NoticesSection,
  type RefusedHere,
  type ReplyProps,
  ReplySection,
  TakeBackSection,
} from "./after-acceptance.page.tsx";
import type { Filing, FilingEvent } from "./filing.ts";
import { FilingTimeline, RespondBy, StateTag } from "./filing-parts.page.tsx";
import { isEditable, isWithdrawable } from "./filing.rules.ts";
import type { OpenFiling } from "./get-filing.ts";
import { text } from "./texts.ts";
import { Unsent, type UnsentProps } from "./unsent.page.tsx";

export type OwnFilingsProps = UnsentProps & { readonly filings: readonly Filing[]; readonly name: string };

export function OwnFilingsPage({ locale, filings, name, accountId, csrf }: OwnFilingsProps) {
  return (
    <>
      <PageHeader
        title={text(locale, "own.title")}
        lead={name}
        actions={
          <LinkButton href="/nop-ho-so" variant="primary" icon="plus">
            {text(locale, "own.new")}
          </LinkButton>
        }
      />
      <Stack gap="l">
        <Unsent locale={locale} accountId={accountId} csrf={csrf} />
        {filings.length === 0 ? (
          <EmptyState title={text(locale, "own.empty.title")} icon="inbox">
            {text(locale, "own.empty.text")}
          </EmptyState>
        ) : (
          <Table
            caption={text(locale, "own.title")}
            captionHidden
            stack
            rows={filings}
            rowKey={(row) => String(row.id)}
            columns={[
              {
                key: "procedure",
                header: text(locale, "own.procedure"),
                rowHeader: true,
                cell: (row) => <a href={`/cua-toi/${row.id}`}>{row.procedureName}</a>,
              },
              { key: "state", header: text(locale, "own.state"), cell: (row) => <StateTag locale={locale} state={row.state} /> },
              { key: "code", header: text(locale, "own.code"), cell: (row) => row.dossierCode ?? "–" },
              { key: "saved", header: text(locale, "own.saved"), cell: (row) => formatInstant(row.savedAt) },
            ]}
          />
        )}
        <p>
          <a href="/cua-toi/nguoi-duoc-dai-dien">{text(locale, "own.mandates")}</a>
        </p>
      </Stack>
    </>
  );
}

export interface OwnFilingProps {
  readonly locale: Locale;
  readonly open: OpenFiling;
  readonly faults: readonly FormFault[];
  readonly papersDecided: boolean;
  readonly events: readonly FilingEvent[];
  readonly unitName: string;
  /** Labels of what the newer form drops and asks, where this draft's form was retired. */
  readonly newer: { readonly dropped: readonly string[]; readonly asked: readonly string[] } | undefined;
  readonly csrf: string;
  readonly now: Date;
  /** What an accepted filing has become. */
  readonly after: Pick<ReplyProps, "dossier" | "replies" | "asked"> | undefined;
  readonly refused: RefusedHere | undefined;
}

/** A draft as a list of tasks; what was sent as its answer and its history. */
export function OwnFilingPage(props: OwnFilingProps) {
  const { locale, open, events } = props;
  const { filing } = open;
  return (
    <>
      <PageHeader
        kicker={filing.dossierCode ?? undefined}
        title={filing.procedureName}
        tags={<StateTag locale={locale} state={filing.state} />}
      />
      <Stack gap="l">
        <Unsent locale={locale} accountId={filing.accountId} csrf={props.csrf} />
        <Answer {...props} />
        {props.newer !== undefined && <NewerForm {...props} />}
        {props.newer === undefined && open.eform.status === "retired" && isEditable(filing.state) && (
          <Notice tone="warning" title={text(locale, "retired.title")}>
            {text(locale, "retired.text")}
          </Notice>
        )}
        {isEditable(filing.state) && props.newer === undefined && <Tasks {...props} />}
        {props.after !== undefined && isOpen(props.after.dossier.state) && (
          <ReplySection {...props.after} locale={locale} filing={filing} csrf={props.csrf} refused={props.refused} />
        )}
        <Facts {...props} />
        {props.after !== undefined && <DeliverySection {...props} dossier={props.after.dossier} filing={filing} />}
        {filing.state !== "INTAKE_REFUSED" && filing.state !== "WITHDRAWN" && (
          <NoticesSection locale={locale} filing={filing} csrf={props.csrf} refused={props.refused} />
        )}
        <FilingTimeline locale={locale} events={events} />
        {props.after !== undefined && <TakeBackSection {...props} dossier={props.after.dossier} filing={filing} />}
        <Undo {...props} />
      </Stack>
    </>
  );
}

function Answer({ locale, open: { filing }, events, unitName, now }: OwnFilingProps) {
  const last = events.findLast(({ reason }) => reason !== null);
  switch (filing.state) {
    case "SUBMITTED":
      return (
        <Notice tone="info" title={text(locale, "answer_state.sent.title")}>
          {text(
            locale,
            filing.respondBy !== null && filing.respondBy < now ? "answer_state.sent.late" : "answer_state.sent.text",
            {
              unit: unitName,
              at: filing.respondBy === null ? "–" : formatInstant(filing.respondBy),
            },
          )}
        </Notice>
      );
    case "INTAKE_SUPPLEMENT":
      return (
        <Notice tone="warning" title={text(locale, "answer_state.completion.title")}>
          <p>{last?.reason}</p>
          <ul>
            {last?.items.map((item) => (
              <li key={item.code}>
                <strong>{item.name}</strong>: {item.what}
              </li>
            ))}
          </ul>
          <p>{text(locale, "answer_state.completion.text")}</p>
        </Notice>
      );
    case "ACCEPTED":
      return (
        <Notice tone="success" title={text(locale, "answer_state.accepted.title", { code: filing.dossierCode ?? "" })}>
          <p>{text(locale, "answer_state.accepted.text")}</p>
          {filing.trackingSecret !== null && (
            <ActionBar>
              <LinkButton href={`/t/${filing.trackingSecret}`}>{text(locale, "answer_state.accepted.follow")}</LinkButton>
            </ActionBar>
          )}
        </Notice>
      );
    case "INTAKE_REFUSED":
      return (
        <Notice tone="danger" title={text(locale, "answer_state.refused.title")}>
          <p>{last?.reason}</p>
          <p>{text(locale, "answer_state.refused.text")}</p>
        </Notice>
      );
    default:
      return null;
  }
}

function NewerForm({ locale, open: { filing }, newer, csrf }: OwnFilingProps) {
  return (
    <Notice tone="warning" title={text(locale, "newer.title")}>
      <p>{text(locale, "newer.text")}</p>
      {newer !== undefined && newer.dropped.length > 0 && (
        <p>{text(locale, "newer.dropped", { names: newer.dropped.join("; ") })}</p>
      )}
      {newer !== undefined && newer.asked.length > 0 && <p>{text(locale, "newer.asked", { names: newer.asked.join("; ") })}</p>}
      <Form action={`/cua-toi/${filing.id}/mau-moi`} csrf={csrf} formKey={newFormKey()}>
        <ActionBar>
          <Button>{text(locale, "newer.submit")}</Button>
        </ActionBar>
      </Form>
    </Notice>
  );
}

function Tasks({ locale, open: { filing, eform }, faults, papersDecided }: OwnFilingProps) {
  const sections = sectionsOf(eform.form, filing.answers);
  const bad = new Set(faults.map(({ section }) => section));
  const base = `/cua-toi/${filing.id}`;
  const rows = [
    ...sections.map(({ code, title }) => ({ href: `${base}/phan/${code}`, title, done: !bad.has(code) })),
    { href: `${base}/giay-to`, title: text(locale, "papers.title"), done: papersDecided },
  ];
  const ready = rows.every(({ done }) => done);
  return (
    <Section title={text(locale, "tasks.title")} lead={text(locale, "tasks.lead")}>
      <Table
        caption={text(locale, "tasks.title")}
        captionHidden
        rows={rows}
        rowKey={(row) => row.href}
        columns={[
          {
            key: "title",
            header: text(locale, "tasks.part"),
            rowHeader: true,
            cell: (row) => <a href={row.href}>{row.title}</a>,
          },
          {
            key: "state",
            header: text(locale, "own.state"),
            cell: (row) => text(locale, row.done ? "tasks.done" : "tasks.todo"),
          },
        ]}
      />
      <ActionBar>
        <LinkButton href={`${base}/kiem-tra`} variant={ready ? "primary" : "secondary"}>
          {text(locale, "tasks.check")}
        </LinkButton>
      </ActionBar>
    </Section>
  );
}

function Facts({ locale, open: { filing, eform }, unitName, now }: OwnFilingProps) {
  return (
    <Section title={text(locale, "facts.title")}>
      <DescriptionList
        items={[
          { term: text(locale, "facts.unit"), detail: unitName },
          { term: text(locale, "facts.filer"), detail: filing.filerName },
          ...(filing.submittedAt === null
            ? []
            : [
                { term: text(locale, "facts.submitted"), detail: formatInstant(filing.submittedAt) },
                { term: text(locale, "facts.respond_by"), detail: <RespondBy locale={locale} filing={filing} now={now} /> },
              ]),
          { term: text(locale, "facts.form"), detail: text(locale, "facts.form_version", { version: eform.version }) },
          {
            term: text(locale, "facts.print"),
            detail: <a href={`/cua-toi/${filing.id}/in`}>{text(locale, "facts.print_link")}</a>,
          },
        ]}
      />
    </Section>
  );
}

function Undo({ locale, open: { filing }, csrf }: OwnFilingProps) {
  const [path, key] =
    filing.state === "DRAFT" ? (["xoa", "discard"] as const) : isWithdrawable(filing.state) ? (["rut", "withdraw"] as const) : [];
  if (path === undefined) return null;
  return (
    <Form
      action={`/cua-toi/${filing.id}/${path}`}
      csrf={csrf}
      formKey={newFormKey()}
      confirm={text(locale, `${key}.confirm`)}
      scope={path}
    >
      <ActionBar>
        <Button variant="secondary">{text(locale, `${key}.submit`)}</Button>
      </ActionBar>
    </Form>
  );
}
