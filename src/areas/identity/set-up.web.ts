import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, type Route, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { optional, requiredText } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { Typed } from "./account.page.tsx";
import { hasAnyAccount } from "./account.store.ts";
import { SetUpPage } from "./set-up.page.tsx";
import { SetUpInput, setUpOffice } from "./set-up-office.ts";
import { isFromHere } from "./sign-in.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

/** Once there is an account, the page is as if it had never been. */
async function show(c: AnyContext, errors: readonly FieldRefusal[], typed: Typed): Promise<Reply> {
  if (await c.read(hasAnyAccount)) throw platformRefusal("not_found");
  const { password: _, ...shown } = typed;
  return page(
    SetUpPage({ locale: c.locale, today: localDay(c.now), typed: shown, errors, allowed: isFromHere(c.clientAddress) }),
  );
}

/**
 * The page that sets up an office while the installation has no account, from the server's own machine alone: whoever
 * comes first becomes the administrator. The starter catalogue belongs to an area above this one, so it is handed in.
 */
export function setUpRoutes(loadStarterCatalogue: (tx: Tx, on: string) => Promise<unknown>): readonly Route[] {
  const form = route({
    method: "GET",
    path: "/cai-dat",
    roles: "public",
    scope: "installation",
    auditName: "identity.set_up_form",
    rate: "page",
    schema: { params: z.object({}), query: z.object({}), body: z.object({}) },
    handler: (c) => show(c, [], {}),
  });
  const submit = route({
    method: "POST",
    path: "/cai-dat",
    roles: "public",
    scope: "installation",
    auditName: "identity.set_up",
    rate: "sign-in",
    schema: {
      params: z.object({}),
      query: z.object({}),
      body: SetUpInput.extend({ password: requiredText(200), catalogue: optional(z.literal("1")) }),
    },
    onRefusal: (c, refusal, errors, typed) => {
      if (refusal.code === "already_set_up") throw refusal;
      return show(c, errors, typed);
    },
    handler: async (c) => {
      if (!isFromHere(c.clientAddress)) throw platformRefusal("not_allowed");
      const { password, catalogue, ...input } = c.body;
      await c.execute("identity.set_up", { code: input.code }, async (tx, unit) => {
        const made = await setUpOffice(tx, unit, input, { text: password, mustChange: false });
        if (catalogue === "1") await loadStarterCatalogue(tx, input.since);
        return made;
      });
      return redirect("/dang-nhap", text(c.locale, "setup.done"));
    },
  });
  return [form, submit];
}
