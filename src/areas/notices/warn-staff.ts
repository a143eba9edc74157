import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import { dossierText, findDossier } from "#dossiers";
import { findAccountsOf } from "#identity";
import { findUnitNames, listPostHolders, type PostHolder } from "#organisation";
import { inTransaction, reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { wordingFor } from "./compose-notices.ts";
import { dueWarnings } from "./due-warning.rules.ts";
import type { NoticeDraft, NoticeEvent } from "./notice.ts";
import { nextDigestMoment } from "./quiet-hours.rules.ts";
import { findKnownKeys, listDueDossiers, listOpenBreaches } from "./warning.store.ts";
import { writeNotices } from "./write-notices.ts";

/** A warning before it is known whether it was given. */
interface Warning {
  readonly key: string;
  readonly event: NoticeEvent;
  readonly dossierId: number;
  readonly persons: readonly number[];
  readonly urgent: boolean;
  readonly reason: string;
}

/** These do not wait for the next morning: on the day after, nothing can be done any more. */
const URGENT: ReadonlySet<NoticeEvent> = new Set(["last_apology_day", "breach"]);
const MOST_AT_ONCE = 200;

const personsOf = (holders: readonly PostHolder[], fits: (holder: PostHolder) => boolean): number[] => [
  ...new Set(holders.filter(fits).map(({ personId }) => personId)),
];

const isHead = ({ role }: PostHolder): boolean => role === "leader" || role === "one_stop_head";

/** What is to be warned of in an agency now, computed afresh from dossiers and breaches: nothing is remembered but what was sent. */
async function findWarnings(tx: Tx, agencyId: number, now: Date): Promise<readonly Warning[]> {
  const [due, breaches, holders] = await Promise.all([
    listDueDossiers(tx, agencyId, now),
    listOpenBreaches(tx, agencyId),
    listPostHolders(tx, agencyId, localDateOf(now.getTime())),
  ]);
  const calendar = getCalendar("vn");
  const ofDossiers = due.flatMap(({ id, dueAt, holderPersonId, holderUnitId }) => {
    const atDesk = holderPersonId === null ? personsOf(holders, ({ unitId }) => unitId === holderUnitId) : [holderPersonId];
    return dueWarnings(calendar, dueAt.getTime(), now.getTime()).map((event) => ({
      key: `due:${id}:${event}:${dueAt.toISOString()}`,
      event,
      dossierId: id,
      // A late dossier is the head's matter too.
      persons: event === "overdue" ? [...new Set([...atDesk, ...personsOf(holders, isHead)])] : atDesk,
      urgent: URGENT.has(event),
      reason: "",
    }));
  });
  const heads = personsOf(holders, isHead);
  const ofBreaches = breaches.map(({ id, dossierId, cause }) => ({
    key: `breach:${id}`,
    event: "breach" as const,
    dossierId,
    persons: heads,
    urgent: true,
    reason: dossierText("vi", `breach.${cause}` as Parameters<typeof dossierText>[1]),
  }));
  return [...ofDossiers, ...ofBreaches];
}

async function draftsOf(tx: Tx, warning: Warning, publicUrl: string, now: Date): Promise<readonly NoticeDraft[]> {
  const [dossier, accounts] = await Promise.all([findDossier(tx, warning.dossierId), findAccountsOf(tx, warning.persons)]);
  if (dossier === undefined) return [];
  const names = await findUnitNames(tx, [dossier.agencyId], localDateOf(now.getTime()));
  const facts = { dossier, agency: names.get(dossier.agencyId) ?? "", publicUrl };
  const digestOn = warning.urgent ? null : localDateOf(nextDigestMoment(now).getTime());
  return Promise.all(
    accounts.map(async ({ accountId, name }) => {
      const to = { event: warning.event, locale: "vi", name, link: `/ho-so/${dossier.id}` } as const;
      const wording = await wordingFor(tx, facts, to, { ly_do: warning.reason }, now);
      return {
        ...wording,
        agencyId: dossier.agencyId,
        dossierId: dossier.id,
        key: `${warning.key}:${accountId}`,
        event: warning.event,
        audience: "staff" as const,
        accountId,
        recipientName: name,
        locale: "vi" as const,
        urgent: warning.urgent,
        digestOn,
      };
    }),
  );
}

/** Warns the staff of one agency of what is nearly late, late or stuck; each warning is given once. Returns how many were. */
export async function warnStaff(pool: pg.Pool, agencyId: number, publicUrl: string, now: Date): Promise<number> {
  const scope: RowScope = { accountId: null, agencies: [agencyId] };
  const drafts = await reading(pool, scope, async (tx) => {
    const warnings = await findWarnings(tx, agencyId, now);
    const accounts = await findAccountsOf(tx, [...new Set(warnings.flatMap(({ persons }) => persons))]);
    const keysOf = ({ key, persons }: Warning): string[] =>
      accounts.filter(({ personId }) => persons.includes(personId)).map(({ accountId }) => `${key}:${accountId}`);
    const known = await findKnownKeys(tx, warnings.flatMap(keysOf));
    const fresh = warnings.filter((warning) => keysOf(warning).some((key) => !known.has(key))).slice(0, MOST_AT_ONCE);
    const made: NoticeDraft[] = [];
    for (const warning of fresh) made.push(...(await draftsOf(tx, warning, publicUrl, now)));
    return made.filter(({ key }) => !known.has(key));
  });
  if (drafts.length > 0) await inTransaction(pool, scope, (tx) => writeNotices(tx, drafts, now));
  return drafts.length;
}
