import type { RequestContext } from "#platform/http/route.ts";
import { actingOn } from "./acting-in.ts";
import type { EndOriginalInput, TakeOriginalInput } from "./original.ts";
import { settleOriginal } from "./settle-original.ts";
import { takeOriginal } from "./take-original.ts";

type Context = RequestContext<unknown, unknown, unknown>;

/** Takes an original, for the page or the API, as who has papers of the dossier's agency in their hands. */
export async function runTakeOriginal(c: Context, dossierId: number, input: TakeOriginalInput) {
  const by = await actingOn(c, dossierId);
  return c.execute("papers.take_original", { dossierId, ...input }, (tx, unit) =>
    takeOriginal(tx, unit, by, dossierId, input, c.now),
  );
}

/** Settles one, for the page or the API. */
export async function runSettleOriginal(c: Context, dossierId: number, input: EndOriginalInput) {
  const by = await actingOn(c, dossierId);
  return c.execute("papers.settle_original", { dossierId, ...input }, (tx, unit) =>
    settleOriginal(tx, unit, by, dossierId, input, c.now),
  );
}
