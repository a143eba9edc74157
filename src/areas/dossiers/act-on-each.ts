import { z } from "zod";
import { execute } from "#platform/db/command.ts";
import { type Actor, rowScope } from "#platform/http/actor.ts";
import type { RequestContext } from "#platform/http/route.ts";
import { Refusal } from "#platform/refusal.ts";
import type { ActionInput } from "./action-input.ts";
import { actOnDossier } from "./act-on-dossier.ts";
import { actingOn } from "./acting.ts";
import type { BulkResult } from "./bulk.page.tsx";

/** What one selection takes at most. */
export const MOST_PICKED = 200;

/** Number, last event seen and code of a dossier that was ticked. */
export const Pick = z
  .string()
  .regex(/^\d{1,15}:\d{1,6}:[^:]{1,60}$/)
  .transform((value) => {
    const [id = "", seq = "", code = ""] = value.split(":");
    return { id: Number(id), seq: Number(seq), code };
  });

/**
 * Does one action on each picked dossier, in a transaction of its own by the same command as a single one: what one
 * refuses stops no other. Sent twice, the second time finds each dossier changed.
 */
export async function actOnEach(
  c: RequestContext<unknown, unknown, unknown>,
  actor: Actor,
  picked: readonly z.output<typeof Pick>[],
  input: ActionInput,
): Promise<readonly BulkResult[]> {
  const results: BulkResult[] = [];
  for (const { id, seq, code } of picked) {
    const call = {
      name: `dossiers.${input.action}`,
      scope: rowScope(actor),
      actorKey: `account:${actor.accountId}`,
      input: { id, seq },
      agencyId: actor.agencyId,
      correlationId: c.correlationId,
    };
    try {
      await execute(c.pool, call, async (tx, unit) => {
        const by = await actingOn(tx, actor, input.action, id);
        return actOnDossier(tx, unit, actor, by, { dossierId: id, expectedSeq: seq }, input, c.now);
      });
      results.push({ id, code, why: undefined });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ id, code, why: error.text(c.locale) });
    }
  }
  return results;
}
