import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { cashierFor, COLLECTORS } from "./cashier.ts";
import { findConfirmation, listUnmatched } from "./confirmation.store.ts";
import { feePath } from "./fee-paths.ts";
import { feeRefusal } from "./fees.errors.ts";
import { IdParams, plain } from "./fees.web.tsx";
import { settleUnmatched } from "./settle-unmatched.ts";
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
  const rows = await c.read((tx) => listUnmatched(tx, MOST_SHOWN));
  const title = text(c.locale, "unmatched.title");
  return page(
    c.shell(
      { title, errors, wide: true, breadcrumbs: [{ label: text(c.locale, "nav.list"), href: feePath.list }, { label: title }] },
      <UnmatchedPage locale={c.locale} rows={rows} csrf={c.csrfToken} newKey={newFormKey} refused={refused} />,
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
      settleUnmatched(tx, unit, by, id, settlement as { code: string } | { reason: string }, c.now),
    );
    return redirect(feePath.unmatched, text(c.locale, `done.${how}`));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "confirmation_not_found") throw refusal;
    return unmatchedPage(c, errors, { id: c.params.id, typed });
  },
});

async function findConfirmationAgency(tx: Parameters<typeof findConfirmation>[0], id: number): Promise<number> {
  const found = await findConfirmation(tx, { id });
  if (found === undefined) throw feeRefusal("confirmation_not_found");
  return found.agencyId;
}

export const unmatchedPages = [show, settle];
