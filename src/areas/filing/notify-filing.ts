import { findUnitNames } from "#organisation";
import { agencyWording, type NoticeEvent, writeNotices } from "#notices";
import { reading, type RowScope } from "#platform/db/tx.ts";
import { formatInstant, localDay } from "#platform/i18n/dates.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import type { Filing, FilingEvent } from "./filing.ts";
import { findFiling, listFilingEvents } from "./filing.store.ts";
import { text } from "./texts.ts";

/** What the applicant is told of; the acceptance is told as the receipt of the dossier that begins with it. */
const NOTICE_OF: Readonly<Record<string, readonly [NoticeEvent, FilingEvent["type"]]>> = {
  "filing.submitted": ["filing_submitted", "submitted"],
  "filing.completion_asked": ["filing_completion", "completion_asked"],
  "filing.refused": ["filing_refused", "refused"],
};

const itemLines = (event: FilingEvent | undefined): string =>
  (event?.items ?? []).map(({ name, what }) => `– ${name}: ${what}`).join("\n");

async function draftFor(task: LeasedTask, context: TaskContext, filing: Filing, scope: RowScope) {
  const { topic } = task.payload as { topic: string };
  const [event, type] = NOTICE_OF[topic] ?? [];
  const { contact } = filing;
  if (event === undefined || contact === null || contact.order === "none") return [];
  const { locale } = contact;
  return reading(context.pool, scope, async (tx) => {
    const [events, names] = await Promise.all([
      listFilingEvents(tx, filing.id),
      findUnitNames(tx, [filing.agencyId], localDay(context.now)),
    ]);
    const last = events.findLast((each) => each.type === type);
    const wording = await agencyWording(tx, { agencyId: filing.agencyId, event, locale }, context.now, {
      ho_ten: filing.filerName,
      ma_ho_so: text(locale, "intake.number", { id: filing.id }),
      thu_tuc: filing.procedureName,
      co_quan: names.get(filing.agencyId) ?? "",
      han_tra: filing.respondBy === null ? "–" : formatInstant(filing.respondBy),
      ly_do: last?.reason ?? "",
      noi_dung: itemLines(last),
      lien_ket: `${context.publicUrl}/cua-toi/${filing.id}`,
    });
    const about = { agencyId: filing.agencyId, dossierId: null, key: `${task.key}:citizen`, event, locale, contact };
    const who = { audience: "citizen", accountId: null, recipientName: filing.filerName } as const;
    return [{ ...wording, ...about, ...who, urgent: true, digestOn: null }];
  });
}

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const scope: RowScope = { accountId: null, agencies: task.agencyId === null ? [] : [task.agencyId] };
  const { subject } = task.payload as { subject: string };
  const filing = await reading(context.pool, scope, (tx) => findFiling(tx, Number(subject)));
  const drafts = filing === undefined ? [] : await draftFor(task, context, filing, scope);
  return { outcome: "done", write: (tx) => writeNotices(tx, drafts, context.now) };
}

/** Tells the applicant what became of a filing: that it arrived, what lacks, or why it was not accepted. */
export const notifyFiling: TaskDefinition = {
  kind: "filing.notify",
  subscribe: ({ topic, agencyId }) => (topic in NOTICE_OF && agencyId !== null ? { lane: null } : undefined),
  retryAfterSeconds: [5, 30, 120, 600, 3600],
  run,
};
