import { dossierText, DueCell, StateTag } from "#dossiers";
import type { LegalState } from "#core/workflow/dossier-state.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Columns,
  DescriptionList,
  EmptyState,
  FlowChart,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Pagination,
  Section,
  Table,
  Tabs,
  Tag,
  type Tone,
} from "#ui/ui.tsx";
import { findObstacle, isLost, layersOf, membersToOpen } from "./bundle.rules.ts";
import type { BundleRow } from "./bundle.store.ts";
import type { Bundle, BundleMember } from "./bundle.ts";
import { text } from "./texts.ts";

export const BUNDLES = "/lien-thong";

/** Whether the whole is in its own total term: the citizen's clock, beside those of the dossiers. */
function wholeTag(locale: Locale, { endedAt, dueAt }: Pick<Bundle, "endedAt" | "dueAt">, now: Date) {
  if (endedAt !== null) {
    const late = endedAt > dueAt;
    return <Tag tone={late ? "danger" : "success"}>{text(locale, late ? "whole.done_late" : "whole.done")}</Tag>;
  }
  const late = now > dueAt;
  return <Tag tone={late ? "danger" : "info"}>{text(locale, late ? "whole.late" : "whole.open")}</Tag>;
}

interface ListProps {
  readonly locale: Locale;
  readonly rows: readonly BundleRow[];
  readonly open: boolean;
  readonly now: Date;
  readonly mayFile: boolean;
  readonly previousHref: string | undefined;
  readonly nextHref: string | undefined;
}

/** What was filed as a group by or at the reader's agencies: one line for each citizen. */
export function BundleListPage({ locale, rows, open, now, mayFile, previousHref, nextHref }: ListProps) {
  return (
    <>
      <PageHeader
        title={text(locale, "list.title")}
        lead={text(locale, "list.lead")}
        actions={
          mayFile
            ? [
                <LinkButton key="new" href={`${BUNDLES}/moi`} variant="primary">
                  {text(locale, "list.new")}
                </LinkButton>,
              ]
            : []
        }
      />
      <Tabs
        label={text(locale, "list.title")}
        items={[
          { href: BUNDLES, label: text(locale, "list.open"), current: open },
          { href: `${BUNDLES}?open=0`, label: text(locale, "list.all"), current: !open },
        ]}
      />
      <Table
        caption={text(locale, "list.title")}
        captionHidden
        rows={rows}
        rowKey={(row) => String(row.id)}
        empty={<EmptyState title={text(locale, "list.none")}>{text(locale, "list.none_hint")}</EmptyState>}
        columns={[
          {
            key: "code",
            header: text(locale, "code"),
            rowHeader: true,
            nowrap: true,
            cell: (row) => <a href={`${BUNDLES}/${row.id}`}>{row.code}</a>,
          },
          { key: "owner", header: text(locale, "applicant"), cell: (row) => row.ownerName },
          { key: "group", header: text(locale, "group"), cell: (row) => row.groupName },
          { key: "filed", header: text(locale, "filed"), nowrap: true, cell: (row) => formatInstant(row.filedAt) },
          { key: "due", header: text(locale, "total_due"), nowrap: true, cell: (row) => formatInstant(row.dueAt) },
          { key: "done", header: text(locale, "done_of"), align: "end", cell: (row) => `${row.done}/${row.members}` },
          { key: "state", header: text(locale, "state"), cell: (row) => wholeTag(locale, row, now) },
        ]}
      />
      <Pagination previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

const TONES: Readonly<Partial<Record<string, Tone>>> = {
  DECIDED: "success",
  RETURNED: "success",
  STOPPED: "danger",
  WITHDRAWN: "danger",
  SUPPLEMENT_WAIT: "warning",
};

interface DetailProps {
  readonly locale: Locale;
  readonly bundle: Bundle;
  readonly members: readonly BundleMember[];
  readonly names: ReadonlyMap<number, string>;
  /** Dossiers that the reader may open. */
  readonly visible: ReadonlySet<number>;
  readonly mayOpen: boolean;
  readonly assumption: { readonly text: string; readonly basis: string } | undefined;
  readonly csrf: string;
  readonly now: Date;
  readonly soon: Date;
}

const stateText = (locale: Locale, state: string | null): string =>
  state === null ? text(locale, "member.not_opened") : dossierText(locale, `state.${state as LegalState}`);

function Graph({ locale, members, names }: DetailProps) {
  const layers = layersOf(members);
  return (
    <FlowChart
      label={text(locale, "graph")}
      nodes={members.map((member) => ({
        id: String(member.position),
        title: member.duty,
        detail: `${names.get(member.agencyId) ?? ""} · ${stateText(locale, member.state)}`,
        layer: layers.get(member.position) ?? 0,
        tone: member.state === null ? "neutral" : (TONES[member.state] ?? "info"),
        ...(member.isLead ? { mark: text(locale, "member.lead_mark") } : {}),
      }))}
      edges={members.flatMap((member) => member.dependsOn.map((other) => ({ from: String(other), to: String(member.position) })))}
    />
  );
}

function Members(props: DetailProps) {
  const { locale, members, names, visible, now, soon } = props;
  return (
    <Table
      caption={text(locale, "members")}
      captionHidden
      rows={members}
      rowKey={(row) => String(row.position)}
      columns={[
        {
          key: "duty",
          header: text(locale, "member.duty"),
          rowHeader: true,
          cell: (row) => (
            <>
              {row.position}. {row.duty} {row.isLead && <Tag>{text(locale, "member.lead")}</Tag>}
            </>
          ),
        },
        { key: "agency", header: text(locale, "member.agency"), cell: (row) => names.get(row.agencyId) ?? "" },
        {
          key: "code",
          header: text(locale, "member.code"),
          nowrap: true,
          cell: (row) =>
            row.dossierId !== null && visible.has(row.dossierId) ? (
              <a href={`/ho-so/${row.dossierId}`}>{row.code}</a>
            ) : (
              (row.code ?? "–")
            ),
        },
        {
          key: "due",
          header: text(locale, "member.due"),
          cell: (row) =>
            row.dueAt === null ? (
              text(locale, "member.days", { days: row.termDays })
            ) : (
              <DueCell it={{ dueAt: row.dueAt, pausedAt: null, endedAt: row.endedAt }} now={now} soon={soon} locale={locale} />
            ),
        },
        {
          key: "state",
          header: text(locale, "state"),
          cell: (row) =>
            row.state === null ? waitingText(locale, row, members) : <StateTag state={row.state as LegalState} locale={locale} />,
        },
      ]}
    />
  );
}

function waitingText(locale: Locale, member: BundleMember, all: readonly BundleMember[]): string {
  if (isLost(member, all)) return text(locale, "member.lost");
  const obstacle = findObstacle(member, all);
  if (obstacle === undefined) return text(locale, "member.its_turn");
  return text(locale, "member.waits_for", { position: obstacle.position });
}

/** What was said once for all of its dossiers, and by when the whole is due. */
function Facts({ locale, bundle, names, assumption }: DetailProps) {
  const { child, applicant, extra, mother, father, submitter, authorised } = bundle.data;
  return (
    <Section title={text(locale, "facts")}>
      <DescriptionList
        columns={2}
        items={[
          { term: text(locale, "received_at"), detail: names.get(bundle.agencyId) },
          { term: text(locale, "filed"), detail: formatInstant(bundle.filedAt) },
          { term: text(locale, "total_due"), detail: formatInstant(bundle.dueAt) },
          { term: text(locale, "ended"), detail: bundle.endedAt === null ? undefined : formatInstant(bundle.endedAt) },
          { term: text(locale, "way"), detail: text(locale, `way.${bundle.way}`) },
          {
            term: text(locale, "saved"),
            detail: text(locale, "saved_days", { separate: bundle.separateDays, total: bundle.totalDays }),
          },
          {
            term: text(locale, "child"),
            detail: child === undefined ? undefined : `${child.name}, ${formatDay(child.dateOfBirth)}`,
          },
          { term: text(locale, "mother"), detail: mother },
          { term: text(locale, "father"), detail: father },
          { term: text(locale, "extra"), detail: Object.values(extra ?? {}).join("; ") },
          { term: dossierText(locale, "relation.submitter"), detail: submitter?.name },
          {
            term: dossierText(locale, "relation.authorised"),
            detail: authorised === undefined ? undefined : `${authorised.name} – ${authorised.paper}`,
          },
          { term: text(locale, "address"), detail: applicant.address },
        ]}
      />
      {assumption !== undefined && (
        <Notice tone="warning" title={text(locale, "unverified")}>
          {assumption.text} ({assumption.basis})
        </Notice>
      )}
    </Section>
  );
}

/** One filing with its dossiers: who leads, what each agency has to do by when (article 19.6), and where it stands. */
export function BundlePage(props: DetailProps) {
  const { locale, bundle, members, mayOpen, csrf, now } = props;
  const next = membersToOpen(bundle.way, members);
  return (
    <>
      <PageHeader
        kicker={bundle.groupName}
        title={`${text(locale, "bundle")} ${bundle.code}`}
        lead={bundle.ownerName}
        tags={wholeTag(locale, bundle, now)}
      />
      {mayOpen && next.length > 0 && (
        <Notice tone="info" title={text(locale, "open.title")}>
          <p>{text(locale, "open.lead", { names: next.map(({ procedureName }) => procedureName).join("; ") })}</p>
          <Form action={`${BUNDLES}/${bundle.id}/mo`} csrf={csrf} formKey={newFormKey()}>
            <ActionBar>
              <Button>{text(locale, "open.do")}</Button>
            </ActionBar>
          </Form>
        </Notice>
      )}
      <Columns asideLabel={text(locale, "graph")} aside={<Graph {...props} />}>
        <Section title={text(locale, "members")} lead={text(locale, "members_lead", { count: members.length })}>
          <Members {...props} />
        </Section>
        <Facts {...props} />
      </Columns>
    </>
  );
}
