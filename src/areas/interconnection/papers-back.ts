import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Attempt, FoundBreach } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { nextLegs, sideOf } from "./reception.rules.ts";
import { closeReception, findReception, insertLeg, listEndedReceptions } from "./reception.store.ts";

const DAY_MS = 86_400_000;
const Policy = z.strictObject({
  source: z.string().min(1),
  verified: z.boolean(),
  from: z.iso.date(),
  lateAfterDays: z.int().min(1),
});
let policy: z.output<typeof Policy> | undefined;

/** How long a leg of the way back may take before it stands on the board of breaches: data with its source. */
function papersBackPolicy(): z.output<typeof Policy> {
  policy ??= Policy.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/interconnection/papers-back.json"), "utf8")));
  return policy;
}

/**
 * What the end of a dossier before its time does to its reception: where its papers were given out in the same act, or there
 * were none, it is over for the receiving agency as well; otherwise their way back begins.
 */
export async function endEarly(tx: Tx, dossierId: number, { dossier, input, by, at }: Attempt): Promise<void> {
  const reception = await findReception(tx, dossierId);
  if (reception === undefined || reception.handedBackAt !== null || dossier === undefined) return;
  const done = reception.legs.map(({ leg }) => leg);
  const now = new Date(at);
  const { custody } = dossier.facts;
  const gave = input["giveOriginals"] === "yes";
  const atCounter = custody.place !== "in_transit" && (custody.place !== "unit" || custody.unitId === dossier.unitId);
  const givenHere = gave && atCounter && sideOf("given_back", done) === "deciding" && !reception.electronic;
  if (givenHere) {
    await insertLeg(tx, { reception, leg: "given_back", at: now, accountId: by.accountId, actorName: by.name });
  }
  const standing = { state: "WITHDRAWN", originalsHeld: gave ? 0 : custody.originalsHeld };
  if (givenHere || nextLegs(reception, done, standing).length === 0) await closeReception(tx, dossierId, now, by.name);
}

/** Papers of dossiers that ended early which the agencies have to send back, or to expect, and have not for longer than they may. */
export async function findStalledPapers(tx: Tx, agencies: readonly number[], now: Date): Promise<readonly FoundBreach[]> {
  const before = now.getTime() - papersBackPolicy().lateAfterDays * DAY_MS;
  return (await listEndedReceptions(tx, agencies)).flatMap((row) => {
    const [next] = nextLegs(row, row.legs, { state: row.state ?? "", originalsHeld: row.originalsHeld });
    // What lies at the counter waits for the applicant.
    if (next === undefined || next === "given_back" || row.since.getTime() > before) return [];
    const agencyId = sideOf(next, row.legs) === "receiving" ? row.receivingAgencyId : row.decidingAgencyId;
    return agencies.includes(agencyId) ? [{ dossierId: row.dossierId, cause: "papers_not_returned" as const, agencyId }] : [];
  });
}
