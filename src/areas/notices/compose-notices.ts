import type { Locale } from "#platform/i18n/messages.ts";
import { type Dossier, type DossierEventRow, findDossier, listEvents, runsHere } from "#dossiers";
import { findAccountsOf } from "#identity";
import { findUnitNames } from "#organisation";
import { localDateOf } from "#core/instant.ts";
import { reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { findContact } from "./contact.store.ts";
import { defaultWording } from "./default-templates.ts";
import { findPreference } from "./inbox.store.ts";
import type { NoticeDraft, NoticeEvent, Wording } from "./notice.ts";
import { citizenNoticeOf, isToldToHolder } from "./notice.policy.ts";
import { wasTold } from "./notice.store.ts";
import { nextDigestMoment } from "./quiet-hours.rules.ts";
import { findWording } from "./template.store.ts";
import { type PlaceholderValues, renderWording } from "./template.rules.ts";
import { writeNotices } from "./write-notices.ts";

const PREFIX = "dossier.";
/** A process asks that the applicant be told at one of its actions; `notices` of the event says of what. */
const STEP_NOTICE = "dossier.step_notice";

/** Whether anybody may be told of a topic of the outbox. */
function isTold(topic: string): boolean {
  const type = topic.startsWith(PREFIX) ? topic.slice(PREFIX.length) : "";
  return topic === STEP_NOTICE || isToldToHolder(type) || citizenNoticeOf({ type, outcome: null }) !== undefined;
}

export interface NoticeFacts {
  readonly dossier: Dossier;
  readonly agency: string;
  readonly publicUrl: string;
}

/** The agency's wording of today, else the one that ships, filled in. */
export async function agencyWording(
  tx: Tx,
  about: { readonly agencyId: number; readonly event: NoticeEvent; readonly locale: Locale },
  now: Date,
  values: PlaceholderValues,
): Promise<Wording> {
  const own = await findWording(tx, about.agencyId, about.event, about.locale, localDateOf(now.getTime()));
  return renderWording(own ?? defaultWording(about.event, about.locale), values);
}

/** What the wordings of a dossier's events are filled in with. */
export async function wordingFor(
  tx: Tx,
  { dossier, agency, publicUrl }: NoticeFacts,
  to: { readonly event: NoticeEvent; readonly locale: Locale; readonly name: string; readonly link: string },
  more: PlaceholderValues,
  now: Date,
): Promise<Wording> {
  const none = to.locale === "vi" ? "chưa xác định" : "not set";
  return agencyWording(tx, { agencyId: dossier.agencyId, event: to.event, locale: to.locale }, now, {
    ho_ten: to.name,
    ma_ho_so: dossier.code,
    thu_tuc: dossier.procedureName,
    co_quan: agency,
    han_tra: dossier.dueAt === null ? none : formatInstant(dossier.dueAt, dossier.timeZone),
    lien_ket: `${publicUrl}${to.link}`,
    ...more,
  });
}

async function citizenDraft(
  tx: Tx,
  task: LeasedTask,
  facts: NoticeFacts,
  row: DossierEventRow,
  event: NoticeEvent,
  now: Date,
): Promise<NoticeDraft[]> {
  const { dossier } = facts;
  if (!runsHere(dossier)) return [];
  const told = event === "result_ready" && row.type === "result_ready" && dossier.endedAt !== null;
  if (told && (await wasTold(tx, dossier.id, event, dossier.endedAt))) return [];
  const contact = await findContact(tx, dossier.id, dossier.parties);
  if (contact.channels.length === 0) return [];
  const name = dossier.parties.submitter?.name ?? dossier.parties.owner.name;
  const items = Array.isArray(row.payload["items"]) ? row.payload["items"].map(String) : [];
  const more = { ly_do: row.reason ?? "", noi_dung: items.map((item) => `– ${item}`).join("\n") };
  const to = { event, locale: contact.locale, name, link: `/t/${dossier.trackingSecret}` };
  const wording = await wordingFor(tx, facts, to, more, now);
  const about = { agencyId: dossier.agencyId, dossierId: dossier.id, key: `${task.key}:citizen`, event, locale: contact.locale };
  return [{ ...wording, ...about, audience: "citizen", accountId: null, recipientName: name, urgent: true, digestOn: null }];
}

/** What a process asks for is told where the event itself does not tell it, nor an earlier one did. */
async function stepDrafts(
  tx: Tx,
  task: LeasedTask,
  facts: NoticeFacts,
  row: DossierEventRow,
  notices: readonly NoticeEvent[],
  now: Date,
): Promise<NoticeDraft[]> {
  const own = citizenNoticeOf(row);
  const drafts: NoticeDraft[] = [];
  for (const event of notices) {
    // A result that is refused is told as such, and not as ready.
    const isTwice = event === own || (own === "refused" && event === "result_ready");
    if (isTwice || (await wasTold(tx, facts.dossier.id, event, new Date(0)))) continue;
    const made = await citizenDraft(tx, task, facts, row, event, now);
    drafts.push(...made.map((draft) => ({ ...draft, key: `${draft.key}:${event}` })));
  }
  return drafts;
}

/** Who has the dossier now and did not do it themselves. */
async function staffDrafts(
  context: TaskContext,
  tx: Tx,
  task: LeasedTask,
  facts: NoticeFacts,
  row: DossierEventRow,
): Promise<NoticeDraft[]> {
  const { dossier } = facts;
  const { holderPersonId } = dossier;
  if (!isToldToHolder(row.type) || holderPersonId === null || holderPersonId === row.personId) return [];
  const accounts = await findAccountsOf(tx, [holderPersonId]);
  return Promise.all(
    accounts.map(async ({ accountId, name }) => {
      const scope: RowScope = { accountId, agencies: [dossier.agencyId] };
      const { digest } = await reading(context.pool, scope, (own) => findPreference(own, accountId));
      const to = { event: "assigned", locale: "vi", name, link: `/ho-so/${dossier.id}` } as const;
      const wording = await wordingFor(tx, facts, to, {}, context.now);
      const digestOn = digest ? localDateOf(nextDigestMoment(context.now).getTime()) : null;
      const about = {
        agencyId: dossier.agencyId,
        dossierId: dossier.id,
        key: `${task.key}:${accountId}`,
        event: "assigned",
      } as const;
      return {
        ...wording,
        ...about,
        audience: "staff",
        accountId,
        recipientName: name,
        locale: "vi",
        urgent: false,
        digestOn,
      } as const;
    }),
  );
}

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const { topic, subject, data } = task.payload as {
    topic: string;
    subject: string;
    data: { seq?: number; notices?: readonly NoticeEvent[] };
  };
  const scope: RowScope = { accountId: null, agencies: task.agencyId === null ? [] : [task.agencyId] };
  const drafts = await reading(context.pool, scope, async (tx) => {
    const id = Number(subject);
    const [dossier, events] = await Promise.all([findDossier(tx, id), listEvents(tx, id)]);
    // The first event of a dossier is announced without its number.
    const row = events.find(({ seq, type }) => (data.seq === undefined ? topic === `dossier.${type}` : seq === data.seq));
    if (dossier === undefined || row === undefined) return [];
    const names = await findUnitNames(tx, [dossier.agencyId], localDateOf(context.now.getTime()));
    const facts = { dossier, agency: names.get(dossier.agencyId) ?? "", publicUrl: context.publicUrl };
    if (topic === STEP_NOTICE) return stepDrafts(tx, task, facts, row, data.notices ?? [], context.now);
    const event = citizenNoticeOf(row);
    return [
      ...(event === undefined ? [] : await citizenDraft(tx, task, facts, row, event, context.now)),
      // Who had it for a moment only need not be told any more.
      ...(events.findLast(({ type }) => isToldToHolder(type)) === row ? await staffDrafts(context, tx, task, facts, row) : []),
    ];
  });
  return { outcome: "done", write: (tx) => writeNotices(tx, drafts, context.now) };
}

/** Writes the notices that follow from an event of a dossier, with the tasks that send them. */
export const composeNotices: TaskDefinition = {
  kind: "notices.compose",
  subscribe: ({ topic, agencyId }) => (isTold(topic) && agencyId !== null ? { lane: null } : undefined),
  retryAfterSeconds: [5, 30, 120, 600, 3600],
  run,
};
