import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { findDossier } from "#dossiers";
import { findOffice } from "#organisation";
import { hasRole } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { cashierFor, COLLECTORS, FEE_READERS } from "./cashier.ts";
import { contentCodes } from "./content-codes.ts";
import { VoidInput, receiptNumber } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { feeRefusal } from "./fees.errors.ts";
import { IdParams, plain } from "./fees.web.tsx";
import { ReceiptPage } from "./receipt.page.tsx";
import { drawReceiptSheet } from "./receipt.slip.ts";
import { findReceipt } from "./receipt.store.ts";
import { text } from "./texts.ts";
import { voidReceipt } from "./void-receipt.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});

const load = (c: Context, id: number) =>
  c.read(async (tx) => {
    const receipt = await findReceipt(tx, id);
    const dossier = receipt === undefined ? undefined : await findDossier(tx, receipt.dossierId);
    if (receipt === undefined || dossier === undefined) throw feeRefusal("receipt_not_found");
    const on = localDateOf(receipt.issuedAt.getTime());
    const [office, codes] = await Promise.all([findOffice(tx, dossier, on), contentCodes(tx)]);
    return { receipt, dossier, office, contentName: (code: string) => codes.nameOf(code, on) };
  });

async function receiptPage(c: Context, id: number, errors: readonly FieldRefusal[] = [], typedReason?: string) {
  const { receipt, dossier } = await load(c, id);
  const { actor, locale } = c;
  const canVoid = actor !== undefined && hasRole(actor, ...COLLECTORS) && receipt.method !== "qr" && receipt.method !== "cod";
  const title = `${text(locale, "receipt")} ${receiptNumber(receipt)}`;
  const breadcrumbs = [{ label: dossier.code, href: feePath.dossier(dossier.id) }, { label: title }];
  return page(
    c.shell(
      { title, errors, breadcrumbs },
      <ReceiptPage
        locale={locale}
        receipt={receipt}
        code={dossier.code}
        canVoid={canVoid}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        typedReason={typedReason}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/thu-phi/bien-lai/:id(^\\d+$)",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.receipt",
  rate: "page",
  recordsReads: true,
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: (c) => receiptPage(c, c.params.id),
});

const print = route({
  method: "GET",
  path: "/thu-phi/bien-lai/:id(^\\d+$)/in.pdf",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.receipt_print",
  rate: "export",
  recordsReads: true,
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { receipt, dossier, office, contentName } = await load(c, c.params.id);
    const pdf = await drawReceiptSheet({
      receipt,
      office,
      code: dossier.code,
      procedureName: dossier.procedureName,
      contentName,
      printedAt: c.now,
      url: `${c.publicUrl}/t/${dossier.trackingSecret}`,
    });
    return file(pdf, "application/pdf", `bien-lai-${receipt.serial}-${receipt.number}.pdf`, true);
  },
});

const voiding = route({
  method: "POST",
  path: "/thu-phi/bien-lai/:id(^\\d+$)/huy",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.void_receipt",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: VoidInput },
  handler: async (c) => {
    const { id } = c.params;
    const { receipt } = await load(c, id);
    const by = cashierFor(c.actor, COLLECTORS, receipt.agencyId);
    const done = await c.execute("fees.void_receipt", { id, ...plain(c.body) }, (tx, unit) =>
      voidReceipt(tx, unit, by, id, c.body.reason, c.now),
    );
    return redirect(feePath.dossier(done.dossierId), text(c.locale, "done.void"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return receiptPage(c, c.params.id, errors, typeof typed["reason"] === "string" ? typed["reason"] : undefined);
  },
});

export const receiptPages = [show, print, voiding];
