import { localDateOf } from "#core/instant.ts";
import { FACT_EVENTS } from "#core/workflow/dossier-facts.ts";
import { type Dossier, findDossier, listEvents, recordFact, runsHere } from "#dossiers";
import { findUnitNames } from "#organisation";
import { aboutPayment, listFeeLines, listReceipts } from "#fees";
import { findDigitalFlags } from "#papers";
import { listIssued, resultPath } from "#results";
import type { UnitOfWork } from "#platform/db/command.ts";
import { reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { reach } from "#platform/training.ts";
import { type NationalMessage, nationalMessage } from "./national-payload.rules.ts";
import { listOrganCodes } from "./edxml.store.ts";
import { findNationalSettings } from "./national.store.ts";
import type { NationalSettings } from "./national-settings.ts";
import { MOST_SAID, readAnswer } from "./read-answer.ts";

/** The portal may be down for a night and a morning. */
const RETRY_AFTER_SECONDS = [5, 30, 120, 600, 3600, 14_400, 43_200];
const SYSTEM = "national";

/** Notes are the office's own. Of what stands beside the legal state the portal knows the money alone: each message lists it. */
const isTold = (topic: string): boolean =>
  topic === "dossier.payment_changed" ||
  (topic.startsWith("dossier.") && !FACT_EVENTS.has(topic.slice("dossier.".length)) && topic !== "dossier.noted");

async function load(context: TaskContext, task: LeasedTask) {
  const { topic, subject, data } = task.payload as { topic: string; subject: string; data: { seq?: number } };
  const scope: RowScope = { accountId: null, agencies: task.agencyId === null ? [] : [task.agencyId] };
  return reading(context.pool, scope, async (tx) => {
    const id = Number(subject);
    const [settings, dossier, events] = await Promise.all([findNationalSettings(tx), findDossier(tx, id), listEvents(tx, id)]);
    const row = events.find(({ seq, type }) => (data.seq === undefined ? topic === `dossier.${type}` : seq === data.seq));
    if (settings === undefined || dossier === undefined || row === undefined || !runsHere(dossier)) return undefined;
    const ids = [dossier.agencyId, ...(row.actorUnitId === null ? [] : [row.actorUnitId])];
    const on = localDateOf(context.now.getTime());
    const [names, flagsOf, fees, receipts, results, codes] = await Promise.all([
      findUnitNames(tx, ids, on),
      findDigitalFlags(tx, id),
      listFeeLines(tx, id),
      listReceipts(tx, id),
      listIssued(tx, id),
      settings.agencyBy === "code" ? listOrganCodes(tx, dossier.agencyId, on) : [],
    ]);
    const of = (unitId: number | null): string => names.get(unitId ?? -1) ?? "";
    const agency = codes[0] ?? of(dossier.agencyId);
    const addressOf = (code: string) => new URL(resultPath.checkCode(code), context.publicUrl).href;
    const facts = { events, flagsOf, fees, receipts, results, addressOf, aboutPayment };
    const message = nationalMessage(dossier, row, { agency, division: of(row.actorUnitId) }, settings, facts);
    return message === undefined ? undefined : { settings, dossier, message };
  });
}

async function send(settings: NationalSettings, message: NationalMessage, signal: AbortSignal): Promise<string | undefined> {
  const answer = await reach(new URL(settings.dossiersPath, settings.url), {
    method: "POST",
    redirect: "error",
    headers: { "content-type": "application/json", authorization: `Bearer ${settings.token}` },
    body: JSON.stringify(message),
    signal,
  });
  const said = (await readAnswer(answer, MOST_SAID).catch(() => ({}))) as { error_code?: unknown; message?: unknown };
  if (answer.status === 429 || answer.status >= 500) throw new Error(`the portal answered ${answer.status}`);
  return answer.ok && String(said.error_code) === "0" ? undefined : String(said.message ?? answer.status).slice(0, 300);
}

/** The dossier's own record of how it stands with the portal; written only where that changed. */
async function note(tx: Tx, unit: UnitOfWork, dossier: Dossier, sync: "acknowledged" | "failed", now: Date): Promise<void> {
  if (dossier.facts.sync[SYSTEM]?.state === sync) return;
  const by = { accountId: null, personId: null, name: "Motcua", role: "system", unitId: dossier.unitId } as const;
  await recordFact(tx, unit, by, dossier.id, { type: "sync_changed", system: SYSTEM, sync }, now);
}

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const it = await load(context, task);
  if (it === undefined) return { outcome: "done" };
  const { settings, dossier, message } = it;
  const failed = { write: (tx: Tx, unit: UnitOfWork) => note(tx, unit, dossier, "failed", context.now) };
  try {
    const refused = await send(settings, message, context.signal);
    if (refused !== undefined) return { outcome: "dead", reason: refused, ...failed };
  } catch (error) {
    if (RETRY_AFTER_SECONDS[task.failures] !== undefined) throw error;
    return { outcome: "dead", reason: "portal_unreachable", ...failed };
  }
  return { outcome: "done", write: (tx, unit) => note(tx, unit, dossier, "acknowledged", context.now) };
}

/** Tells the national portal of each event of a dossier: in order, again until it is taken, stopped with its reason. */
export const syncNational: TaskDefinition = {
  kind: "exchange.national",
  subscribe: ({ topic, subject, agencyId }) => (isTold(topic) && agencyId !== null ? { lane: subject } : undefined),
  listens: async (tx, agencies) => new Set((await findNationalSettings(tx)) === undefined ? [] : agencies),
  retryAfterSeconds: RETRY_AFTER_SECONDS,
  run,
};
