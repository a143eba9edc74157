import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { localDateOf } from "#core/instant.ts";
import { findDossier } from "#dossiers";
import { findOffice } from "#organisation";
import { cashierFor, COLLECTORS, FEE_READERS } from "./cashier.ts";
import { findConfirmation, listUnmatched } from "./confirmation.store.ts";
import { PayBackInput } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { feeRefusal } from "./fees.errors.ts";
import { IdParams, plain } from "./fees.web.tsx";
import { findHeld, listHeld } from "./held.store.ts";
import { findMovement } from "./ledger.store.ts";
import { listReceipts } from "./receipt.store.ts";
import { drawRefundSheet, paidBy, refundOfHeld } from "./refund.slip.ts";
import { returnHeld } from "./return-held.ts";
import { type Settlement, settleUnmatched } from "./settle-unmatched.ts";
import { text } from "./texts.ts";
import { UnmatchedPage } from "./unmatched.page.tsx";

const nothing = z.object({});
const MOST_SHOWN = 100;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

async function unmatchedPage(
  c: RequestContext<unknown, unknown, unknown>,
  errors: readonly FieldRefusal[] = [],
  refused?: { readonly id: number; readonly typed: Typed },
) {
  const agencies = (c.actor?.posts ?? []).map(({ agencyId }) => agencyId);
  const [rows, held] = await c.read((tx) => Promise.all([listUnmatched(tx, MOST_SHOWN), listHeld(tx, agencies, MOST_SHOWN)]));
  const title = text(c.locale, "unmatched.title");
  return page(
    c.shell(
      { title, errors, wide: true, breadcrumbs: [{ label: text(c.locale, "nav.list"), href: feePath.list }, { label: title }] },
      <UnmatchedPage locale={c.locale} rows={rows} held={held} csrf={c.csrfToken} newKey={newFormKey} refused={refused} />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/thu-phi/chua-khop",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.unmatched",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => unmatchedPage(c),
});

const Settle = z.discriminatedUnion("how", [
  z.object({ how: z.literal("match"), code: requiredText(60) }),
  z.object({ how: z.literal("statement"), statement: requiredText(100) }),
  z.object({ how: z.literal("return"), reason: requiredText(1000) }),
]);

const settle = route({
  method: "POST",
  path: "/thu-phi/chua-khop/:id(^\\d+$)",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.settle_unmatched",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: Settle },
  handler: async (c) => {
    const { id } = c.params;
    const agencyId = await c.read((tx) => findConfirmationAgency(tx, id));
    const by = cashierFor(c.actor, COLLECTORS, agencyId);
    const { how, ...settlement } = c.body;
    await c.execute("fees.settle_unmatched", { id, ...plain(c.body) }, (tx, unit) =>
      settleUnmatched(tx, unit, by, id, settlement as Settlement, c.now),
    );
    return redirect(feePath.unmatched, text(c.locale, `done.${how}`));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "confirmation_not_found") throw refusal;
    return unmatchedPage(c, errors, { id: c.params.id, typed });
  },
});

const giveBack = route({
  method: "POST",
  path: "/thu-phi/chua-khop/giu-ho/:id(^\\d+$)",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.return_held",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: PayBackInput },
  handler: async (c) => {
    const { id } = c.params;
    const held = await c.read((tx) => findHeld(tx, id));
    if (held === undefined) throw feeRefusal("held_not_found");
    const by = cashierFor(c.actor, COLLECTORS, held.agencyId);
    await c.execute("fees.return_held", { id, ...plain(c.body) }, (tx, unit) => returnHeld(tx, unit, by, id, c.body, c.now));
    return redirect(feePath.dossier(held.dossierId), text(c.locale, "held.done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return unmatchedPage(c, errors, { id: c.params.id, typed });
  },
});

const heldSlip = route({
  method: "GET",
  path: "/thu-phi/chua-khop/giu-ho/:id(^\\d+$)/phieu.pdf",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.held_slip",
  rate: "export",
  recordsReads: true,
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const data = await c.read(async (tx) => {
      const held = await findHeld(tx, c.params.id);
      const dossier = held === undefined ? undefined : await findDossier(tx, held.dossierId);
      if (held === undefined || dossier === undefined) throw feeRefusal("held_not_found");
      const [movement, receipts, office] = await Promise.all([
        held.returnedMovementId === null ? undefined : findMovement(tx, held.returnedMovementId),
        listReceipts(tx, dossier.id),
        findOffice(tx, dossier, localDateOf(held.heldAt.getTime())),
      ]);
      const paid = movement && paidBy(movement);
      return { refund: refundOfHeld(held), paid, receipts, office, code: dossier.code, procedureName: dossier.procedureName };
    });
    const pdf = await drawRefundSheet({ ...data, printedAt: c.now });
    return file(pdf, "application/pdf", `tra-tien-${data.code}.pdf`, true);
  },
});

async function findConfirmationAgency(tx: Parameters<typeof findConfirmation>[0], id: number): Promise<number> {
  const found = await findConfirmation(tx, { id });
  if (found === undefined) throw feeRefusal("confirmation_not_found");
  return found.agencyId;
}

export const unmatchedPages = [show, settle, giveBack, heldSlip];
