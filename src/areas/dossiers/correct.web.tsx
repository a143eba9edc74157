import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { CorrectPage } from "./correct.page.tsx";
import { dossierRefusal } from "./dossier.errors.ts";
import { findDenial } from "./dossier.policy.ts";
import { findDossier } from "./dossier.store.ts";
import { runAction } from "./dossier.web.tsx";
import type { Typed } from "./party-fields.page.tsx";
import { withoutEmptyPeople } from "./receive.web.tsx";
import { dossierPath } from "./extension.ts";
import { text } from "./texts.ts";
import { typedContent } from "./typed-content.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const COUNTER = ["receiving_officer", "one_stop_head"] as const;
const IdParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });

async function form(c: Context, id: number, typed: Typed | undefined, errors: readonly FieldRefusal[]): Promise<Reply> {
  const dossier = await c.read((tx) => findDossier(tx, id));
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  const denial = findDenial(c.actor as Actor, "correct", dossier);
  if (denial !== undefined) throw dossierRefusal(denial);
  const title = `${text(c.locale, "action.correct")} – ${dossier.code}`;
  const breadcrumbs = [
    { label: text(c.locale, "list.title"), href: "/ho-so" },
    { label: dossier.code, href: `/ho-so/${id}` },
    { label: text(c.locale, "action.correct") },
  ];
  return page(
    c.shell(
      { title, errors, breadcrumbs },
      <CorrectPage
        locale={c.locale}
        dossier={dossier}
        typed={typed ?? typedContent(dossier)}
        errors={errors}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const showForm = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/sua-thong-tin",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "dossiers.correct_form",
  rate: "page",
  recordsReads: true,
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: (c) => form(c, c.params.id, undefined, []),
});

const correct = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/sua-thong-tin",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "dossiers.correct",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.looseObject({ seq: integer(1, 100_000) }) },
  handler: async (c) => {
    const { seq, ...fields } = c.body;
    const { id } = c.params;
    await runAction(c, id, "correct", seq, { ...withoutEmptyPeople(nestFields(fields)) });
    return redirect(dossierPath(id, "versions"), text(c.locale, "correct.done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return form(c, c.params.id, typed, errors);
  },
});

export const correctPages = [showForm, correct];
