import { z } from "zod";
import { reachesTelephones } from "#notices";
import { CODE_MINUTES, proveNumber } from "#portal";
import { reading } from "#platform/db/tx.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { redirect, type Reply, secretPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, hallScope, readHall } from "./access.ts";
import { bookAppointment } from "./book-appointment.ts";
import { getPoint } from "./change-plan.ts";
import { askProof, PhoneErrand } from "./prove-phone.ts";
import { ProofPage } from "./prove-phone.page.tsx";
import { UnitParams } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { takeTicket } from "./take-ticket.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const ProofParams = UnitParams.extend({ handle: z.string().regex(/^[\w-]{20,40}$/) });
type ProofParams = z.output<typeof ProofParams>;
/** What the number is proved for, so that the page leads back to where it is chosen. */
const ProofQuery = z.object({ cho: z.enum(["lay-so", "dat-hen"]).default("lay-so") });

/** Does what somebody wants with a telephone: at once, or after a code where the hall wants the number proved. */
export async function doByPhone(c: AnyContext, errand: PhoneErrand, phone: string): Promise<Reply> {
  const { unitId } = errand;
  const scope = await hallScope(c, unitId);
  const { phoneProved } = await reading(c.pool, scope, (tx) => getPoint(tx, unitId));
  if (!phoneProved) return doErrand(c, errand, phone);
  if (!(await reachesTelephones(c.pool))) throw queueRefusal("proof_unsent");
  const by = { phone, client: c.client };
  const { handle } = await c.execute("queue.ask_proof", kept(errand), (tx, unit) => askProof(tx, unit, errand, by, c.now), {
    scope,
    agencyId: scope.agencies[0] ?? null,
  });
  return redirect(`/xac-nhan/${unitId}/${handle}?cho=${errand.kind === "appointment" ? "dat-hen" : "lay-so"}`);
}

/** What of an errand may stand in the book of commands: nobody's name. */
const kept = (errand: PhoneErrand) => {
  const { kind, unitId, serviceId } = errand;
  return errand.kind === "ticket"
    ? { kind, unitId, serviceId, priority: errand.priority ?? null }
    : { kind, unitId, serviceId, day: errand.day, slot: errand.slot };
};

async function doErrand(c: AnyContext, errand: PhoneErrand, phone: string): Promise<Reply> {
  const { unitId } = errand;
  const scope = await hallScope(c, unitId);
  const place = { scope, agencyId: scope.agencies[0] ?? null };
  if (errand.kind === "appointment") {
    const { secret } = await c.execute(
      "queue.book",
      kept(errand),
      (tx, unit) => bookAppointment(tx, unit, unitId, { ...errand, phone }, c.now, c.locale),
      place,
    );
    return redirect(`/dat-hen/${unitId}/${secret}`, text(c.locale, "book.done"));
  }
  const seat = { unitId, source: "phone", accountId: null } as const;
  const taken = await c.execute(
    "queue.take_ticket",
    kept(errand),
    (tx, unit) => takeTicket(tx, unit, seat, { ...errand, identity: phone }, c.now),
    place,
  );
  return redirect(`/lay-so/${unitId}/${taken.secret}`);
}

async function proofPage(
  c: AnyContext,
  { unitId, handle }: ProofParams,
  query: unknown,
  errors: readonly FieldRefusal[] = [],
  typed?: unknown,
): Promise<Reply> {
  const { name } = await readHall(c, unitId, (tx) => getPoint(tx, unitId));
  const { cho } = ProofQuery.catch({ cho: "lay-so" }).parse(query);
  return secretPage(
    c.portal(
      { title: text(c.locale, "proof.title"), errors },
      <ProofPage
        locale={c.locale}
        place={name}
        action={`/xac-nhan/${unitId}/${handle}?cho=${cho}`}
        again={`/${cho}/${unitId}`}
        minutes={CODE_MINUTES}
        typed={typeof typed === "string" ? typed : undefined}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const showProof = route({
  method: "GET",
  path: "/xac-nhan/:unitId(^\\d+$)/:handle",
  roles: "public",
  scope: "secret",
  auditName: "queue.proof_form",
  rate: "page",
  schema: { params: ProofParams, query: ProofQuery, body: nothing },
  handler: (c) => proofPage(c, c.params, c.query),
});

const prove = route({
  method: "POST",
  path: "/xac-nhan/:unitId(^\\d+$)/:handle",
  roles: "public",
  scope: "secret",
  auditName: "queue.prove_phone",
  rate: "sign-in",
  schema: { params: ProofParams, query: ProofQuery, body: z.object({ code: z.string().max(30) }) },
  handler: async (c) => {
    const { unitId, handle } = c.params;
    const { phone, errand } = await proveNumber(c.pool, handle, c.body.code.replace(/\D/g, ""), c.now);
    const wanted = PhoneErrand.parse(errand);
    if (wanted.unitId !== unitId) throw queueRefusal("point_unknown");
    return doErrand(c, wanted, phone);
  },
  onRefusal: (c, _refusal, errors, typed) => proofPage(c, c.params as ProofParams, c.query, errors, typed["code"]),
});

export const proofRoutes = [showProof, prove];
