import type { RequestContext } from "#platform/http/route.ts";
import { PAPER_ROLES, paperActing, paperActingAt } from "./acting-in.ts";
import { endCarriage } from "./end-carriage.ts";
import { givePapers } from "./give-papers.ts";
import type { EndCarriageInput, GivePapersInput, ReceivePapersInput, Sheet } from "./hand-over.ts";
import { findSheet } from "./hand-over.store.ts";
import { papersRefusal } from "./papers.errors.ts";
import { receivePapers } from "./receive-papers.ts";
import { platformRefusal } from "#platform/refusals.ts";

type Context = RequestContext<unknown, unknown, unknown>;

/** Who asks; refused (401) to nobody. */
export const actorOf = (c: Pick<Context, "actor">) => {
  if (c.actor === undefined) throw platformRefusal("sign_in_required");
  return c.actor;
};

export async function getSheet(c: Context, sheetId: number): Promise<Sheet> {
  const sheet = await c.read((tx) => findSheet(tx, sheetId));
  if (sheet === undefined) throw papersRefusal("sheet_not_found");
  return sheet;
}

/** Hands a batch over, for the page or the API, as who has papers of that unit in their hands. */
export function runGive(c: Context, input: GivePapersInput) {
  const by = paperActingAt(actorOf(c), input.fromUnitId, "not_from_unit");
  return c.execute("papers.give", { ...input }, (tx, unit) => givePapers(tx, unit, by, input, c.now));
}

/** Signs for a batch, for the page or the API, as somebody of the unit to which it went. */
export async function runReceipt(c: Context, sheetId: number, input: ReceivePapersInput) {
  const sheet = await getSheet(c, sheetId);
  const by = paperActingAt(actorOf(c), sheet.toUnitId, "not_of_the_unit");
  return c.execute("papers.receive", { sheetId, ...input }, (tx, unit) => receivePapers(tx, unit, by, sheetId, input, c.now));
}

/** Records what the post did with a batch, for the page or the API. */
export async function runEndCarriage(c: Context, sheetId: number, input: EndCarriageInput) {
  const sheet = await getSheet(c, sheetId);
  const by = paperActing(actorOf(c), PAPER_ROLES, sheet.agencyId);
  return c.execute("papers.end_carriage", { sheetId, ...input }, (tx, unit) => endCarriage(tx, unit, by, sheetId, input, c.now));
}
