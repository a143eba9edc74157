import { z } from "zod";
import { findDossier, showDossierPage } from "#dossiers";
import { redirect } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { addLine } from "./add-line.ts";
import { cancelLine } from "./cancel-line.ts";
import { cashierFor, COLLECTORS } from "./cashier.ts";
import { AddLineInput, CancelLineInput, PayInput, ProposalInput, receiptNumber } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import { feeRefusal } from "./fees.errors.ts";
import { proposeRelief } from "./propose-relief.ts";
import { takePayment } from "./take-payment.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;

export const IdParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const nothing = z.object({});

/** Input as JSON, for the fingerprint of the command. */
export const plain = <T,>(input: T) => JSON.parse(JSON.stringify(input)) as { readonly [key: string]: string | number };

/** The agency in which a dossier's fees are handled; the post of whoever handles them must be there. */
export async function agencyOf(c: Context, dossierId: number): Promise<number> {
  const dossier = await c.read((tx) => findDossier(tx, dossierId));
  if (dossier === undefined) throw feeRefusal("dossier_not_found");
  return dossier.agencyId;
}

/** A form of the fees on a dossier's page: what was refused is shown there again, with what was typed. */
function dossierForm<B extends z.ZodType>(
  name: string,
  path: `/${string}`,
  body: B,
  run: (c: RequestContext<{ id: number }, unknown, z.output<B>>, agencyId: number) => Promise<{ to?: string; flash: string }>,
): Route {
  return route({
    method: "POST",
    path,
    roles: COLLECTORS,
    scope: "agency-rows",
    auditName: `fees.${name}`,
    rate: "write",
    schema: { params: IdParams, query: nothing, body },
    handler: async (c) => {
      const { to, flash } = await run(c, await agencyOf(c, c.params.id));
      return redirect(to ?? feePath.dossier(c.params.id), flash);
    },
    onRefusal: (c, refusal, errors, typed) => {
      if (refusal.code === "dossier_not_found") throw refusal;
      return showDossierPage(c, c.params.id, { panel: "fees", action: `fees.${name}`, typed, errors });
    },
  });
}

const line = dossierForm("line", "/thu-phi/ho-so/:id(^\\d+$)/khoan", AddLineInput, async (c, agencyId) => {
  const by = cashierFor(c.actor, COLLECTORS, agencyId);
  const { id } = c.params;
  await c.execute("fees.add_line", { id, ...plain(c.body) }, (tx, unit) => addLine(tx, unit, by, id, c.body, c.now));
  return { flash: text(c.locale, "done.line") };
});

const cancel = dossierForm("cancel", "/thu-phi/ho-so/:id(^\\d+$)/khoan/huy", CancelLineInput, async (c, agencyId) => {
  const by = cashierFor(c.actor, COLLECTORS, agencyId);
  const { id } = c.params;
  await c.execute("fees.cancel_line", { id, ...plain(c.body) }, (tx, unit) => cancelLine(tx, unit, by, id, c.body, c.now));
  return { flash: text(c.locale, "done.cancel") };
});

const pay = dossierForm("pay", "/thu-phi/ho-so/:id(^\\d+$)/thu", PayInput, async (c, agencyId) => {
  const by = cashierFor(c.actor, COLLECTORS, agencyId);
  const { id } = c.params;
  const done = await c.execute("fees.take_payment", { id, ...plain(c.body) }, (tx, unit) =>
    takePayment(tx, unit, by, id, c.body, c.now),
  );
  const number = receiptNumber({ serial: done.serial, number: done.receiptNumber });
  return { flash: text(c.locale, "done.pay", { amount: money(done.amountVnd), number }) };
});

const propose = dossierForm("propose", "/thu-phi/ho-so/:id(^\\d+$)/de-nghi", ProposalInput, async (c, agencyId) => {
  const by = cashierFor(c.actor, COLLECTORS, agencyId);
  const { id } = c.params;
  await c.execute("fees.propose", { id, ...plain(c.body) }, (tx, unit) => proposeRelief(tx, unit, by, id, c.body, c.now));
  return { flash: text(c.locale, "done.propose") };
});

export const feePages = [line, cancel, pay, propose];
