import { z } from "zod";
import { reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import type { LeasedTask, NewTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { reach } from "#platform/training.ts";
import { compareSides, nationalStatus, type StatusHere } from "./national-payload.rules.ts";
import { findNationalSettings, insertReconciliation, listToldDossiers } from "./national.store.ts";
import { MOST_LISTED, readAnswer } from "./read-answer.ts";

const Listed = z.object({ dossiers: z.array(z.object({ MaHoSo: z.string(), TrangThaiHoSo: z.coerce.number() })) });

const KIND = "exchange.reconcile";

const reconcileTask = (agencyId: number, key: string, now: Date): NewTask => ({
  kind: KIND,
  key,
  lane: null,
  position: 0,
  agencyId,
  payload: { about: "reconcile", subject: key },
  runAt: now,
});

/** Lets the two sides be compared for these agencies, once under each mark, such as the day. */
export const askForReconciliation = (tx: Tx, agencies: readonly number[], mark: string, now: Date): Promise<void> =>
  insertTasks(
    tx,
    agencies.map((agencyId) => reconcileTask(agencyId, `${agencyId}:${mark}`, now)),
  );

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const agencyId = task.agencyId ?? 0;
  const scope: RowScope = { accountId: null, agencies: [agencyId] };
  const { settings, told } = await reading(context.pool, scope, async (tx) => {
    const [found, dossiers] = await Promise.all([findNationalSettings(tx), listToldDossiers(tx, agencyId)]);
    return { settings: found, told: dossiers };
  });
  if (settings === undefined) return { outcome: "done" };
  const answer = await reach(new URL(settings.dossiersPath, settings.url), {
    redirect: "error",
    headers: { authorization: `Bearer ${settings.token}` },
    signal: context.signal,
  });
  if (!answer.ok) throw new Error(`the portal answered ${answer.status}`);
  const { dossiers } = Listed.parse(await readAnswer(answer, MOST_LISTED));
  const here: StatusHere[] = told.map(({ code, state }) => ({ code, status: nationalStatus(state) ?? 0 }));
  const prefixes = new Set(here.map(({ code }) => code.split("-")[0]));
  const there = dossiers
    .map(({ MaHoSo, TrangThaiHoSo }) => ({ code: MaHoSo, status: TrangThaiHoSo }))
    .filter(({ code }) => prefixes.has(code.split("-")[0]));
  const found = { at: context.now, here: here.length, there: there.length, differing: compareSides(here, there) };
  return { outcome: "done", write: (tx) => insertReconciliation(tx, agencyId, task.key, found) };
}

/** Compares what the portal has of an agency's dossiers with what it was told. */
export const reconcileNational: TaskDefinition = { kind: KIND, retryAfterSeconds: [60, 600, 3600], run };
