import { z } from "zod";
import { ACTION_ROLES } from "#core/workflow/dossier-action.ts";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import { page } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice, many } from "#platform/input/fields.ts";
import { validate } from "#platform/input/validate.ts";
import { ActionInput } from "./action-input.ts";
import { actOnEach, MOST_PICKED, Pick } from "./act-on-each.ts";
import { BULK_ACTIONS, type BulkAction, BulkReport } from "./bulk.page.tsx";
import { dossierRefusal } from "./dossier.errors.ts";
import { text } from "./texts.ts";

const nothing = z.object({});

/** The bulk actions that somebody's posts give. */
export const bulkActionsOf = (actor: Actor): readonly BulkAction[] =>
  BULK_ACTIONS.filter((action) => hasRole(actor, ...ACTION_ROLES[action]));

export const bulkAct = route({
  method: "POST",
  path: "/ho-so/hang-loat",
  roles: ["receiving_officer", "specialist", "division_head", "leader", "one_stop_head"],
  scope: "agency-rows",
  auditName: "dossiers.bulk",
  rate: "write",
  schema: {
    params: nothing,
    query: nothing,
    body: z.looseObject({ action: choice(BULK_ACTIONS), pick: many(Pick, MOST_PICKED) }),
  },
  handler: async (c) => {
    const { action, pick, ...fields } = c.body;
    if (pick.length === 0) throw dossierRefusal("nothing_selected");
    const results = await actOnEach(c, c.actor as Actor, pick, validate(ActionInput, { ...fields, action }));
    return page(
      c.shell(
        {
          title: text(c.locale, "bulk.title"),
          breadcrumbs: [{ label: text(c.locale, "list.title"), href: "/ho-so" }, { label: text(c.locale, "bulk.title") }],
        },
        <BulkReport locale={c.locale} action={action} results={results} />,
      ),
    );
  },
});
