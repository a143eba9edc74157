import { forgetRecipients } from "#notices";
import { listAgencyIds } from "#organisation";
import { inTransaction } from "#platform/db/tx.ts";
import { formatTime, localDay } from "#platform/i18n/dates.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { weekdayOf } from "./local-time.ts";
import { listOpenAfter } from "./plan.store.ts";
import { remindOf } from "./remind.ts";
import { REMINDERS } from "./remind.rules.ts";
import { closeDay } from "./shift.store.ts";

/** Every evening, hall by hall as each has closed: what the day left open is ended, and what identified people is forgotten. */
const endOfDay: JobDefinition = {
  queue: "queue.end-of-day",
  cron: "30 0,19-23 * * *",
  run: async (pool, now) => {
    const agencies = await inTransaction(pool, { accountId: null, agencies: [] }, (tx) => listAgencyIds(tx));
    let tickets = 0;
    let shifts = 0;
    for (const agency of agencies) {
      const closed = await inTransaction(pool, { accountId: null, agencies: [agency] }, async (tx) => {
        await forgetRecipients(tx, REMINDERS, now);
        const today = localDay(now);
        return closeDay(tx, today, now, await listOpenAfter(tx, weekdayOf(today), formatTime(now)));
      });
      tickets += closed.tickets;
      shifts += closed.shifts;
    }
    return { agencies: agencies.length, tickets, shifts };
  },
};

/** Reminds of appointments, one day before and on the day; a notice is written once by its key, however often this runs. */
const remind: JobDefinition = {
  queue: "queue.remind",
  cron: "*/10 * * * *",
  run: async (pool, now, { publicUrl }) => {
    const agencies = await inTransaction(pool, { accountId: null, agencies: [] }, (tx) => listAgencyIds(tx));
    let due = 0;
    for (const agency of agencies)
      due += await inTransaction(pool, { accountId: null, agencies: [agency] }, (tx) => remindOf(tx, publicUrl, now));
    return { agencies: agencies.length, due };
  },
};

export const jobs: readonly JobDefinition[] = [endOfDay, remind];
