import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { findDossier } from "#dossiers";
import { findOffice } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { cashierFor, COLLECTORS, DECIDERS, FEE_READERS } from "./cashier.ts";
import { decideProposal } from "./decide-proposal.ts";
import { DecisionInput, PayBackInput } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { feeRefusal } from "./fees.errors.ts";
import { IdParams, plain } from "./fees.web.tsx";
import { findMovement } from "./ledger.store.ts";
import { payRefund } from "./pay-refund.ts";
import { PROPOSAL_VIEWS, ProposalsPage, type RefusedProposal } from "./proposal-list.page.tsx";
import { findProposal, listOpenProposals, listProposalHistory } from "./proposal.store.ts";
import { listReceipts } from "./receipt.store.ts";
import { drawRefundSheet, paidBy } from "./refund.slip.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});
const MOST_PROPOSALS = 200;
const PAGE_SIZE = 50;
const ProposalQuery = z.object({
  view: choice(PROPOSAL_VIEWS).default("open"),
  before: optional(integer(1, Number.MAX_SAFE_INTEGER)),
});
type ProposalQuery = z.output<typeof ProposalQuery>;

const listFor = (tx: Tx, { view, before }: ProposalQuery) => {
  if (view === "open") return listOpenProposals(tx, MOST_PROPOSALS);
  return listProposalHistory(tx, view === "refunds" ? ["refund"] : ["exempt", "discount"], { before, limit: PAGE_SIZE });
};

async function proposalsPage(
  c: Context,
  query: ProposalQuery = { view: "open" },
  errors: readonly { field: string; message: string }[] = [],
  refused?: RefusedProposal,
) {
  const proposals = await c.read((tx) => listFor(tx, query));
  const last = proposals.at(-1);
  const more = query.view !== "open" && last !== undefined && proposals.length === PAGE_SIZE;
  const holds = (roles: typeof COLLECTORS): boolean => roles.some((role) => c.actor?.roles.has(role) === true);
  return page(
    c.shell(
      { title: text(c.locale, "proposals.title"), errors, wide: true },
      <ProposalsPage
        locale={c.locale}
        csrf={c.csrfToken}
        newKey={newFormKey}
        proposals={proposals}
        view={query.view}
        nextHref={more ? `${feePath.proposals}?view=${query.view}&before=${last.id}` : undefined}
        canDecide={holds(DECIDERS)}
        canCollect={holds(COLLECTORS)}
        refused={refused}
      />,
    ),
  );
}

const proposals = route({
  method: "GET",
  path: "/thu-phi/de-nghi",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.proposals",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: ProposalQuery, body: nothing },
  handler: (c) => proposalsPage(c, c.query),
});

async function agencyOfProposal(c: Context, id: number): Promise<number> {
  const found = await c.read((tx) => findProposal(tx, id));
  if (found === undefined) throw feeRefusal("proposal_not_found");
  return found.agencyId;
}

const decide = route({
  method: "POST",
  path: "/thu-phi/de-nghi/:id(^\\d+$)/quyet-dinh",
  roles: DECIDERS,
  scope: "agency-rows",
  auditName: "fees.decide",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: DecisionInput },
  handler: async (c) => {
    const { id } = c.params;
    const by = cashierFor(c.actor, DECIDERS, await agencyOfProposal(c, id));
    await c.execute("fees.decide", { id, ...plain(c.body) }, (tx, unit) => decideProposal(tx, unit, by, id, c.body, c.now));
    return redirect(feePath.proposals, text(c.locale, `done.${c.body.decision}`));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return proposalsPage(c, undefined, errors, { id: c.params.id, typed });
  },
});

const payBack = route({
  method: "POST",
  path: "/thu-phi/de-nghi/:id(^\\d+$)/chi-tra",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.pay_back",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: PayBackInput },
  handler: async (c) => {
    const { id } = c.params;
    const by = cashierFor(c.actor, COLLECTORS, await agencyOfProposal(c, id));
    const done = await c.execute("fees.pay_back", { id, ...plain(c.body) }, (tx, unit) =>
      payRefund(tx, unit, by, id, c.body, c.now),
    );
    return redirect(feePath.dossier(done.dossierId), text(c.locale, "done.pay_back"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return proposalsPage(c, undefined, errors, { id: c.params.id, typed });
  },
});

const slip = route({
  method: "GET",
  path: "/thu-phi/de-nghi/:id(^\\d+$)/phieu.pdf",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.refund_slip",
  rate: "export",
  recordsReads: true,
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const data = await c.read(async (tx) => {
      const refund = await findProposal(tx, c.params.id);
      const dossier = refund?.kind === "refund" ? await findDossier(tx, refund.dossierId) : undefined;
      if (refund === undefined || dossier === undefined) throw feeRefusal("proposal_not_found");
      const [movement, receipts, office] = await Promise.all([
        refund.paidMovementId === null ? undefined : findMovement(tx, refund.paidMovementId),
        listReceipts(tx, dossier.id),
        findOffice(tx, dossier, localDateOf(refund.proposedAt.getTime())),
      ]);
      const paid = movement && paidBy(movement);
      return { refund, paid, receipts, office, code: dossier.code, procedureName: dossier.procedureName };
    });
    const pdf = await drawRefundSheet({ ...data, printedAt: c.now });
    return file(pdf, "application/pdf", `hoan-tra-${data.code}.pdf`, true);
  },
});

export const proposalPages = [proposals, decide, payBack, slip];
