import { create } from "qrcode";
import { z } from "zod";
import { vietQr } from "#core/money/viet-qr.ts";
import { findDossier, showDossierPage } from "#dossiers";
import { file, live, page, redirect } from "#platform/http/reply.ts";
import { reading } from "#platform/db/tx.ts";
import { route } from "#platform/http/route.ts";
import { optional } from "#platform/input/fields.ts";
import { type BankAccount, findAccount } from "./account.store.ts";
import { cashierFor, COLLECTORS, FEE_READERS } from "./cashier.ts";
import { vnd } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { feeRefusal } from "./fees.errors.ts";
import { agencyOf, IdParams } from "./fees.web.tsx";
import { PaymentCodePage } from "./payment-code.page.tsx";
import { findPaymentPlatform } from "./payment-platform.store.ts";
import { listReceipts } from "./receipt.store.ts";
import { findOpenRequest, type PaymentRequest } from "./request.store.ts";
import { requestPayment } from "./request-payment.ts";
import { text } from "./texts.ts";

const nothing = z.object({});

const ask = route({
  method: "POST",
  path: "/thu-phi/ho-so/:id(^\\d+$)/ma-qr",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.request",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.object({ amountVnd: optional(vnd()) }) },
  handler: async (c) => {
    const { id } = c.params;
    const by = cashierFor(c.actor, COLLECTORS, await agencyOf(c, id));
    const amount = c.body.amountVnd;
    await c.execute("fees.request_payment", { id, amount: amount ?? null }, (tx, unit) =>
      requestPayment(tx, unit, by, id, amount, c.now),
    );
    return redirect(feePath.code(id));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { panel: "fees", action: "fees.request", typed, errors });
  },
});

const show = route({
  method: "GET",
  path: "/thu-phi/ho-so/:id(^\\d+$)/ma-qr",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.code",
  rate: "page",
  recordsReads: true,
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    const found = await c.read(async (tx) => {
      const [dossier, open, receipts] = await Promise.all([findDossier(tx, id), findOpenRequest(tx, id), listReceipts(tx, id)]);
      if (dossier === undefined) throw feeRefusal("dossier_not_found");
      const [account, platform] = await Promise.all([findAccount(tx, dossier.agencyId), findPaymentPlatform(tx)]);
      return { dossier, open, receipts, account, platform };
    });
    const { dossier, open, account, receipts, platform } = found;
    return page(
      c.shell(
        {
          title: text(c.locale, "code.title"),
          breadcrumbs: [{ label: dossier.code, href: feePath.dossier(id) }, { label: text(c.locale, "code.title") }],
        },
        <PaymentCodePage
          locale={c.locale}
          code={dossier.code}
          dossierId={id}
          owner={dossier.parties.owner.name}
          request={open?.accountId === account?.id ? open : undefined}
          account={account}
          platform={platform}
          receiptId={receipts.findLast((receipt) => receipt.voidedAt === null)?.id}
        />,
      ),
    );
  },
});

/** The text of the code for a request, or undefined where there is nothing to ask for. */
export function payloadOf(
  account: Pick<BankAccount, "bankBin" | "accountNo">,
  request: Pick<PaymentRequest, "amountVnd" | "reference">,
): string {
  const made = vietQr({ ...account, amountVnd: request.amountVnd, reference: request.reference });
  if (!made.ok) throw new Error(`no payment code can carry this ${made.error}`);
  return made.value;
}

/** A code as a picture: one path of black squares with the quiet zone that cameras need. */
export function codeSvg(payload: string): string {
  const { modules } = create(payload, { errorCorrectionLevel: "M" });
  const { size } = modules;
  const squares: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (modules.get(row, column)) squares.push(`M${column + 4} ${row + 4}h1v1h-1z`);
    }
  }
  const side = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${squares.join("")}"/></svg>`;
}

const image = route({
  method: "GET",
  path: "/thu-phi/ho-so/:id(^\\d+$)/ma-qr.svg",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.code_image",
  rate: "page",
  schema: { params: IdParams, query: z.looseObject({}), body: nothing },
  handler: async (c) => {
    const svg = await c.read(async (tx) => {
      const open = await findOpenRequest(tx, c.params.id);
      const account = open === undefined ? undefined : await findAccount(tx, open.agencyId);
      if (open === undefined || account === undefined || open.accountId !== account.id) throw feeRefusal("nothing_outstanding");
      return codeSvg(payloadOf(account, open));
    });
    return file(svg, "image/svg+xml", "vietqr.svg", true);
  },
});

/** The request that waits, or that none does: the page of the code is loaded anew when it changes. */
const feed = route({
  method: "GET",
  path: "/thu-phi/ho-so/:id(^\\d+$)/ma-qr/truc-tiep",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.code_live",
  rate: "page",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    const agencyId = await agencyOf(c, id);
    const scope = { accountId: null, agencies: [agencyId] };
    const render = async (): Promise<string> =>
      (await reading(c.pool, scope, (tx) => findOpenRequest(tx, id)))?.reference ?? "settled";
    return live({ topic: `dossier:${id}`, key: `payment:${id}`, render });
  },
});

export const codePages = [ask, show, feed, image];
