import { localDateOf } from "#core/instant.ts";
import { findDossier } from "#dossiers";
import { findUnitNames } from "#organisation";
import { reading, type RowScope } from "#platform/db/tx.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { wordingFor } from "./compose-notices.ts";
import { findContact } from "./contact.store.ts";
import type { NoticeDraft } from "./notice.ts";
import { writeNotices } from "./write-notices.ts";

const TOPIC = "papers.result_uncollected";

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const { subject, data } = task.payload as { subject: string; data: { period?: number } };
  const scope: RowScope = { accountId: null, agencies: task.agencyId === null ? [] : [task.agencyId] };
  const drafts = await reading(context.pool, scope, async (tx): Promise<NoticeDraft[]> => {
    const dossier = await findDossier(tx, Number(subject));
    // Whoever has come meanwhile is reminded of nothing.
    if (dossier === undefined || dossier.state !== "DECIDED") return [];
    const contact = await findContact(tx, dossier.id, dossier.parties);
    if (contact.channels.length === 0) return [];
    const { agencyId, parties, trackingSecret } = dossier;
    const names = await findUnitNames(tx, [agencyId], localDateOf(context.now.getTime()));
    const facts = { dossier, agency: names.get(agencyId) ?? "", publicUrl: context.publicUrl };
    const name = parties.submitter?.name ?? parties.owner.name;
    const { locale } = contact;
    const to = { event: "uncollected", locale, name, link: `/t/${trackingSecret}` } as const;
    const wording = await wordingFor(tx, facts, to, {}, context.now);
    const key = `uncollected:${dossier.id}:${data.period ?? 0}`;
    const about = { agencyId, dossierId: dossier.id, key, event: "uncollected", locale } as const;
    return [{ ...wording, ...about, audience: "citizen", accountId: null, recipientName: name, urgent: false, digestOn: null }];
  });
  return { outcome: "done", write: (tx) => writeNotices(tx, drafts, context.now) };
}

/** Writes the reminder of a result that nobody fetched: one for each period of its waiting. */
export const remindUncollected: TaskDefinition = {
  kind: "notices.remind_uncollected",
  subscribe: ({ topic, agencyId }) => (topic === TOPIC && agencyId !== null ? { lane: null } : undefined),
  retryAfterSeconds: [5, 30, 120, 600, 3600],
  run,
};
