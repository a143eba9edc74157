import { listAgencyIds } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { remindByNotice } from "./remind-of-result.ts";
import { uncollectedPolicy } from "./uncollected-policy.ts";
import { listDueReminders } from "./uncollected.store.ts";

/** Each morning: whoever has not come for a result is reminded, once in each period of the agency's policy. */
const remind: JobDefinition = {
  queue: "papers.remind_uncollected",
  cron: "20 8 * * *",
  run: async (pool, now) => {
    const agencies = await reading(pool, NO_ROWS, (tx) => listAgencyIds(tx));
    let reminded = 0;
    for (const agencyId of agencies) {
      const scope = { accountId: null, agencies: [agencyId] };
      const due = await reading(pool, scope, async (tx) =>
        listDueReminders(tx, agencyId, await uncollectedPolicy(tx, agencyId, localDay(now)), now),
      );
      for (const { dossierId, unitId, period } of due) {
        const by = { accountId: null, personId: null, name: "Hệ thống", role: "system", unitId } as const;
        const call = { name: "papers.remind_uncollected", scope, actorKey: "job", input: { dossierId, period }, agencyId };
        await execute(pool, call, (tx, unit) => remindByNotice(tx, unit, by, dossierId, period, now));
        reminded += 1;
      }
    }
    return { agencies: agencies.length, reminded };
  },
};

export const jobs: readonly JobDefinition[] = [remind];
