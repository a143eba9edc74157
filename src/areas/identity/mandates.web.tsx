import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { addMandate, endMandate } from "./keep-mandate.ts";
import { MandateInput } from "./mandate.ts";
import { listMandates } from "./mandate.store.ts";
import { MandatesPage, type MandatesProps } from "./mandates.page.tsx";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const PATH = "/cua-toi/nguoi-duoc-dai-dien";
const CITIZEN = ["citizen"] as const;

async function show(c: AnyContext, typed: MandatesProps["typed"] = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { accountId } = c.actor as Actor;
  const mandates = await c.read((tx) => listMandates(tx, accountId, localDay(c.now)));
  const title = text(c.locale, "mandates.title");
  return page(
    c.portal({ title, errors }, <MandatesPage locale={c.locale} mandates={mandates} typed={typed} csrf={c.csrfToken} />),
  );
}

const list = route({
  method: "GET",
  path: PATH,
  roles: CITIZEN,
  scope: "own-account",
  auditName: "identity.mandates",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const add = route({
  method: "POST",
  path: PATH,
  roles: CITIZEN,
  scope: "own-account",
  auditName: "identity.add_mandate",
  rate: "write",
  schema: { params: nothing, query: nothing, body: MandateInput },
  handler: async (c) => {
    const { accountId } = c.actor as Actor;
    await c.execute("identity.add_mandate", { ...c.body }, (tx, unit) => addMandate(tx, unit, accountId, c.body, c.now));
    return redirect(PATH, text(c.locale, "mandates.added"));
  },
  onRefusal: (c, _refusal, errors, typed) => show(c, typed, errors),
});

const end = route({
  method: "POST",
  path: `${PATH}/:id(^\\d+$)/ket-thuc`,
  roles: CITIZEN,
  scope: "own-account",
  auditName: "identity.end_mandate",
  rate: "write",
  schema: { params: z.object({ id: chosenId() }), query: nothing, body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("identity.end_mandate", { id }, (tx, unit) => endMandate(tx, unit, id, c.now));
    return redirect(PATH, text(c.locale, "mandates.ended"));
  },
});

export const mandateRoutes = [list, add, end];
