import { z } from "zod";
import { ACTION_ROLES } from "#core/workflow/dossier-action.ts";
import { execute } from "#platform/db/command.ts";
import { type Actor, hasRole, rowScope } from "#platform/http/actor.ts";
import { page } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, many } from "#platform/input/fields.ts";
import { validate } from "#platform/input/validate.ts";
import { Refusal } from "#platform/refusal.ts";
import { ActionInput } from "./action-input.ts";
import { actOnDossier } from "./act-on-dossier.ts";
import { actingFor } from "./acting.ts";
import { BULK_ACTIONS, type BulkAction, BulkReport, type BulkResult } from "./bulk.page.tsx";
import { dossierRefusal } from "./dossier.errors.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const MOST_PICKED = 200;

/** Number, last event seen and code of a dossier that was ticked. */
const Pick = z
  .string()
  .regex(/^\d{1,15}:\d{1,6}:[^:]{1,60}$/)
  .transform((value) => {
    const [id = "", seq = "", code = ""] = value.split(":");
    return { id: Number(id), seq: Number(seq), code };
  });

/** The bulk actions that somebody's posts give. */
export const bulkActionsOf = (actor: Actor): readonly BulkAction[] =>
  BULK_ACTIONS.filter((action) => hasRole(actor, ...ACTION_ROLES[action]));

/**
 * Does one action on each picked dossier, in a transaction of its own by the same command as a single one: what one
 * refuses stops no other. Sent twice, the second time finds each dossier changed.
 */
async function actOnEach(
  c: RequestContext<unknown, unknown, unknown>,
  actor: Actor,
  picked: readonly z.output<typeof Pick>[],
  raw: { readonly action: BulkAction } & Readonly<Record<string, unknown>>,
): Promise<readonly BulkResult[]> {
  const input = validate(ActionInput, raw);
  const by = actingFor(actor, raw.action);
  const results: BulkResult[] = [];
  for (const { id, seq, code } of picked) {
    const call = {
      name: `dossiers.${raw.action}`,
      scope: rowScope(actor),
      actorKey: `account:${actor.accountId}`,
      input: { id, seq },
      agencyId: actor.agencyId,
      correlationId: c.correlationId,
    };
    try {
      await execute(c.pool, call, (tx, unit) =>
        actOnDossier(tx, unit, actor, by, { dossierId: id, expectedSeq: seq }, input, c.now),
      );
      results.push({ id, code, why: undefined });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ id, code, why: error.text(c.locale) });
    }
  }
  return results;
}

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
    const results = await actOnEach(c, c.actor as Actor, pick, { ...fields, action });
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
