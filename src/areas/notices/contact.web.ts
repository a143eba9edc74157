import { z } from "zod";
import { dossierPath, showDossierPage } from "#dossiers";
import type { Actor } from "#platform/http/actor.ts";
import { redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { changeContact, ContactInput } from "./change-contact.ts";
import { CONTACT_FORM } from "./contact-panel.tsx";
import { text } from "./texts.ts";

const change = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/lien-he",
  roles: ["receiving_officer", "specialist", "division_head", "one_stop_head"],
  scope: "agency-rows",
  auditName: "notices.change_contact",
  rate: "write",
  schema: { params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }), query: z.object({}), body: ContactInput },
  onRefusal: (c, _refusal, errors, typed) => showDossierPage(c, c.params.id, { action: CONTACT_FORM, typed, errors }),
  handler: async (c) => {
    const { id } = c.params;
    await c.execute("notices.change_contact", { id, ...c.body }, (tx, unit) =>
      changeContact(tx, unit, (c.actor as Actor).accountId, id, c.body, c.now),
    );
    return redirect(dossierPath(id, "notices"), text(c.locale, "panel.saved"));
  },
});

export const contactRoutes = [change];
