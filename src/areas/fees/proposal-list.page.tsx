import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Cluster, EmptyState, Form, PageHeader, Pagination, Stack, Table, Tabs, Tag, TextField } from "#ui/ui.tsx";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import type { Proposal } from "./proposal.store.ts";
import { text } from "./texts.ts";

type Typed = Readonly<Record<string, string | string[] | undefined>>;

/** What was typed for a proposal whose form was refused. */
export interface RefusedProposal {
  readonly id: number;
  readonly typed: Typed;
}

interface Doing {
  readonly locale: Locale;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly canDecide: boolean;
  readonly canCollect: boolean;
  readonly refused?: RefusedProposal | undefined;
}

type Row = Proposal & { readonly code?: string; readonly ownerName?: string };

function StateOf({ locale, it }: { locale: Locale; it: Proposal }) {
  if (it.decision === null) return <Tag tone="warning">{text(locale, "proposal.open")}</Tag>;
  if (it.decision === "refused") return <Tag tone="danger">{text(locale, "proposal.refused")}</Tag>;
  if (it.kind !== "refund") return <Tag tone="success">{text(locale, "proposal.approved")}</Tag>;
  const toPay = it.paidMovementId === null;
  return <Tag tone={toPay ? "warning" : "success"}>{text(locale, toPay ? "refund.state.to_pay" : "refund.state.paid")}</Tag>;
}

/** The one form that was refused has no scope: the page's errors lead to its fields, and are of no other. */
const scopeOf = (it: Proposal, refused: RefusedProposal | undefined) =>
  refused?.id === it.id ? {} : { scope: `proposal-${it.id}`, errors: [] };
const typedFor = (it: Proposal, refused: RefusedProposal | undefined, name: string): string | undefined => {
  const value = refused?.id === it.id ? refused.typed[name] : undefined;
  return typeof value === "string" ? value : undefined;
};

function Decide({ locale, csrf, newKey, refused, it }: Doing & { it: Proposal }) {
  return (
    <Form action={feePath.decide(it.id)} csrf={csrf} formKey={newKey()} {...scopeOf(it, refused)}>
      <TextField name="reason" label={text(locale, "decision.reason")} value={typedFor(it, refused, "reason")} />
      <Cluster>
        <Button name="decision" value="approved" size="s">
          {text(locale, "decision.approve")}
        </Button>
        <Button name="decision" value="refused" size="s" variant="danger">
          {text(locale, "decision.refuse")}
        </Button>
      </Cluster>
    </Form>
  );
}

function PayBack({ locale, csrf, newKey, refused, it }: Doing & { it: Row }) {
  return (
    <Form action={feePath.payBack(it.id)} csrf={csrf} formKey={newKey()} {...scopeOf(it, refused)}>
      <TextField name="paidTo" label={text(locale, "refund.paid_to")} value={typedFor(it, refused, "paidTo") ?? it.ownerName} />
      <TextField name="reference" label={text(locale, "refund.reference")} value={typedFor(it, refused, "reference")} />
      <Cluster>
        <Button name="method" value="cash" size="s">
          {text(locale, "refund.cash")}
        </Button>
        <Button name="method" value="transfer" size="s" variant="secondary">
          {text(locale, "refund.transfer")}
        </Button>
      </Cluster>
    </Form>
  );
}

const What = ({ locale, it }: { locale: Locale; it: Row }) => (
  <>
    {text(locale, `proposal.${it.kind}`)}
    {it.code !== undefined && (
      <div>
        <a class="code nowrap" href={feePath.dossier(it.dossierId)}>
          {it.code}
        </a>{" "}
        {it.ownerName}
      </div>
    )}
    <div class="muted small">
      {it.proposedBy}, {formatInstant(it.proposedAt)}
    </div>
  </>
);

const Why = ({ locale, it }: { locale: Locale; it: Row }) => (
  <>
    {it.reason}
    {it.basis !== null && (
      <div class="muted small">
        {text(locale, "basis")}: {it.basis}
      </div>
    )}
    {it.decisionReason !== null && (
      <div class="muted small">
        {it.decidedBy}: {it.decisionReason}
      </div>
    )}
  </>
);

function Next(props: Doing & { it: Row }) {
  const { it, canDecide, canCollect } = props;
  const waitsForMoney = it.kind === "refund" && it.decision === "approved" && it.paidMovementId === null;
  return (
    <Stack gap="s">
      <div>
        <StateOf locale={props.locale} it={it} />
      </div>
      {canDecide && it.decision === null && <Decide {...props} />}
      {canCollect && waitsForMoney && <PayBack {...props} />}
      {it.kind === "refund" && (
        <div class="small">
          {it.slipNumber !== null && `${it.slipNumber}/${it.slipYear} · ${it.paidTo ?? ""} · `}
          <a href={feePath.refundSlip(it.id)}>{text(props.locale, "refund.slip")}</a>
        </div>
      )}
    </Stack>
  );
}

/** What was proposed and what became of it; whoever may decide or pay out does so here. */
export function ProposalList({ proposals, ...doing }: Doing & { readonly proposals: readonly Row[] }) {
  const { locale } = doing;
  return (
    <Table<Row>
      caption={text(locale, "proposals")}
      rows={proposals}
      rowKey={(it) => String(it.id)}
      columns={[
        { key: "kind", header: text(locale, "proposal"), rowHeader: true, cell: (it) => <What locale={locale} it={it} /> },
        { key: "amount", header: text(locale, "amount"), align: "end", nowrap: true, cell: (it) => money(it.amountVnd) },
        { key: "reason", header: text(locale, "reason"), width: "l", cell: (it) => <Why locale={locale} it={it} /> },
        { key: "state", header: text(locale, "proposal.state"), cell: (it) => <Next {...doing} it={it} /> },
      ]}
    />
  );
}

/** What waits, every refund, or what else was decided. */
export const PROPOSAL_VIEWS = ["open", "refunds", "reliefs"] as const;
export type ProposalView = (typeof PROPOSAL_VIEWS)[number];

export function ProposalsPage(
  props: Doing & { readonly proposals: readonly Row[]; readonly view: ProposalView; readonly nextHref: string | undefined },
) {
  const { locale, proposals, view, nextHref } = props;
  return (
    <>
      <PageHeader title={text(locale, "proposals.title")} lead={text(locale, "proposals.lead")} />
      <Tabs
        label={text(locale, "proposals.title")}
        items={PROPOSAL_VIEWS.map((one) => ({
          href: one === "open" ? feePath.proposals : `${feePath.proposals}?view=${one}`,
          label: text(locale, `proposals.view.${one}`),
          current: one === view,
        }))}
      />
      {proposals.length === 0 ? (
        <EmptyState title={text(locale, "proposals.empty")}>{text(locale, "proposals.empty.hint")}</EmptyState>
      ) : (
        <ProposalList {...props} />
      )}
      <Pagination nextHref={nextHref} />
    </>
  );
}
