import { z } from "zod";
import { findDossier } from "#dossiers";
import type { Actor } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { lookUpAccount, openConfirmationKey } from "./account.store.ts";
import { cashierFor, COLLECTORS, FEE_READERS } from "./cashier.ts";
import { ConfirmationInput, confirmPayment } from "./confirm-payment.ts";
import { isSigned } from "./confirmation-signature.ts";
import { PROBLEMS } from "./confirmation.store.ts";
import { findDossierFees } from "./dossier-fees.ts";
import { PayInput } from "./fee.ts";
import { isHeld } from "./held.ts";
import { feeRefusal } from "./fees.errors.ts";
import { agencyOf, IdParams, plain } from "./fees.web.tsx";
import { takePayment } from "./take-payment.ts";

const nothing = z.object({});

const fees = route({
  method: "GET",
  path: "/api/v1/dossiers/:id/fees",
  roles: FEE_READERS,
  scope: "agency-rows",
  auditName: "fees.api_dossier",
  keyScope: "fees.read",
  rate: "api",
  recordsReads: true,
  summary: "The fee lines of a dossier with what became of each, its receipts, and whether it was paid online.",
  schema: {
    params: IdParams,
    query: nothing,
    body: nothing,
    response: z.object({
      state: z.string(),
      outstandingVnd: z.int(),
      paidVnd: z.int(),
      /** Collected by the post beyond what was owed, to be given back. */
      heldVnd: z.int(),
      /** 1 yes, 2 no, as the national payload has it. */
      DuocThanhToanTrucTuyen: z.union([z.literal(1), z.literal(2)]),
      lines: z.array(
        z.object({
          id: z.int(),
          kind: z.string(),
          name: z.string().nullable(),
          timing: z.string(),
          budgetCode: z.string().nullable(),
          assessedVnd: z.int(),
          waivedVnd: z.int(),
          paidVnd: z.int(),
          refundedVnd: z.int(),
        }),
      ),
      receipts: z.array(
        z.object({ id: z.int(), form: z.string(), serial: z.string(), number: z.int(), amountVnd: z.int(), voided: z.boolean() }),
      ),
    }),
  },
  handler: async (c) => {
    const found = await c.read(async (tx) => {
      const dossier = await findDossier(tx, c.params.id);
      if (dossier === undefined) throw feeRefusal("dossier_not_found");
      return findDossierFees(tx, dossier, { personId: (c.actor as Actor).personId, now: c.now });
    });
    return json({
      state: found.state,
      outstandingVnd: found.outstandingVnd,
      paidVnd: found.paidVnd,
      heldVnd: found.held.filter(isHeld).reduce((sum, { amountVnd }) => sum + amountVnd, 0),
      DuocThanhToanTrucTuyen: found.receipts.some((it) => it.method === "qr" && it.voidedAt === null) ? 1 : 2,
      lines: found.lines.map(({ lineId, kind, name, timing, budgetCode, assessedVnd, waivedVnd, paidVnd, refundedVnd }) => {
        return { id: lineId, kind, name, timing, budgetCode, assessedVnd, waivedVnd, paidVnd, refundedVnd };
      }),
      receipts: found.receipts.map(({ id, form, serial, number, amountVnd, voidedAt }) => {
        return { id, form, serial, number, amountVnd, voided: voidedAt !== null };
      }),
    });
  },
});

const pay = route({
  method: "POST",
  path: "/api/v1/dossiers/:id/payments",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.api_pay",
  keyScope: "fees.write",
  rate: "api",
  summary: "Takes cash or a transfer for a dossier: all that is outstanding, or the amount given; answers the receipt.",
  schema: {
    params: IdParams,
    query: nothing,
    body: PayInput,
    response: z.object({
      movementId: z.int(),
      receiptId: z.int(),
      receiptNumber: z.int(),
      serial: z.string(),
      amountVnd: z.int(),
    }),
  },
  handler: async (c) => {
    const { id } = c.params;
    const by = cashierFor(c.actor, COLLECTORS, await agencyOf(c, id));
    const done = await c.execute("fees.take_payment", { id, ...plain(c.body) }, (tx, unit) =>
      takePayment(tx, unit, by, id, c.body, c.now),
    );
    return json(done, 201);
  },
});

const confirm = route({
  method: "POST",
  path: "/api/v1/payments/confirmations",
  roles: "public",
  scope: "secret",
  auditName: "fees.confirm",
  rate: "api",
  summary:
    "A bank confirms money in an office's account, signed with that account's key and sent under its transaction number; again answers the same.",
  schema: {
    params: nothing,
    query: nothing,
    body: z.object({ data: ConfirmationInput, signature: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: z.object({
      confirmation: z.int(),
      outcome: z.enum(["matched", "unmatched"]),
      problem: z.enum(PROBLEMS).nullable(),
    }),
  },
  handler: async (c) => {
    const { data, signature } = c.body;
    const account = await c.read((tx) => lookUpAccount(tx, data.bankBin, data.accountNo));
    // An unknown account answers like a wrong signature: nobody learns here whose accounts there are.
    if (account === undefined || !isSigned(openConfirmationKey(account), data, signature)) throw feeRefusal("bad_signature");
    const { agencyId } = account;
    const done = await c.execute(
      "fees.confirm_payment",
      plain(data),
      (tx, unit) => confirmPayment(tx, unit, account, data, c.now),
      { agencyId, scope: { accountId: null, agencies: [agencyId] } },
    );
    return json(done);
  },
});

export const feesApi = [fees, pay, confirm];
