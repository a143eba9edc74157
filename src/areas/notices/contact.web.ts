import { z } from "zod";
import { dossierPath, findDossier, showDossierPage } from "#dossiers";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { changeContact, CONTACT_KEEPERS, ContactInput } from "./change-contact.ts";
import { CONTACT_FORM } from "./contact-panel.tsx";
import { noticeRefusal } from "./notices.errors.ts";
import { text } from "./texts.ts";

const change = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/lien-he",
  roles: CONTACT_KEEPERS,
  scope: "agency-rows",
  auditName: "notices.change_contact",
  rate: "write",
  schema: { params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }), query: z.object({}), body: ContactInput },
  onRefusal: (c, _refusal, errors, typed) =>
    showDossierPage(c, c.params.id, { panel: "notices", action: CONTACT_FORM, typed, errors }),
  handler: async (c) => {
    const { id } = c.params;
    const actor = c.actor as Actor;
    const dossier = await c.read((tx) => findDossier(tx, id));
    if (dossier === undefined) throw noticeRefusal("notice_not_found");
    // Who only sees it, by a post of another kind or as the unit that received it for that agency, changes nothing.
    if (findPost(actor, CONTACT_KEEPERS, dossier.agencyId) === undefined) throw platformRefusal("not_allowed");
    await c.execute("notices.change_contact", { id, ...c.body }, (tx, unit) =>
      changeContact(tx, unit, actor.accountId, id, c.body, c.now),
    );
    return redirect(dossierPath(id, "notices"), text(c.locale, "panel.saved"));
  },
});

export const contactRoutes = [change];
