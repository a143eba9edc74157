import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Acting } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, plainDay, requiredText } from "#platform/input/fields.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { papersRefusal } from "./papers.errors.ts";
import { findOwnPolicy, insertPolicy } from "./uncollected.store.ts";
import { UncollectedPolicy } from "./uncollected.ts";

let shipped: UncollectedPolicy | undefined;
function shippedPolicy(): UncollectedPolicy {
  shipped ??= UncollectedPolicy.parse(
    JSON.parse(readFileSync(join(packageFolder, "db/reference/papers/uncollected.json"), "utf8")),
  );
  return shipped;
}

/** What holds in an agency on a day: its own policy, else the one that ships. */
export const uncollectedPolicy = async (tx: Tx, agencyId: number | null, on: string): Promise<UncollectedPolicy> =>
  (agencyId === null ? undefined : await findOwnPolicy(tx, agencyId, on)) ?? shippedPolicy();

export const PolicyInput = z.object({
  from: plainDay(),
  remindAfterDays: integer(1, 3650),
  remindEveryDays: integer(1, 3650),
  mostReminders: integer(0, 50),
  storeAfterDays: integer(1, 36_500),
  source: requiredText(500),
  verified: choice(["yes", "no"]),
});

/** Lays down how the agency deals with results that nobody fetches. Refuses a day that is over. */
export async function setUncollectedPolicy(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number; readonly agencyId: number },
  input: z.output<typeof PolicyInput>,
  now: Date,
): Promise<null> {
  if (input.from < localDay(now)) throw papersRefusal("policy_begins_too_early", { field: "from" });
  const { agencyId, accountId, name } = by;
  await insertPolicy(tx, { ...input, verified: input.verified === "yes", agencyId, accountId, by: name, at: now });
  unit.subject(`unit:${agencyId}`);
  unit.note({ from: input.from });
  return null;
}
