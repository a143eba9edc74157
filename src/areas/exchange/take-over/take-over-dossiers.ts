import type { Hash } from "node:crypto";
import type pg from "pg";
import {
  type Dossier,
  findDossiersByCodes,
  insertHistories,
  lockImports,
  placeInSteps,
  type PlacedInStep,
  takeOverExternal,
} from "#dossiers";
import { execute } from "#platform/db/command.ts";
import { reading, type Tx } from "#platform/db/tx.ts";
import { sourceActing } from "../build-external.ts";
import { type ExternalMapping, caseColumns } from "../mapping.ts";
import { actorKeyOf, sortByOwner } from "../mirror-dossiers.ts";
import { type ReadCase, readBatches, rejectedBy, type Tally } from "../read-batches.ts";
import { fileNameOf } from "../read-csv.ts";
import { Rejection } from "../read-fields.ts";
import type { RowSource } from "../read-rows.ts";
import { eventsSince } from "../told.rules.ts";
import { buildTakenOver, type BuiltTakeOver, type TakeOverDestination } from "./build-taken-over.ts";

export interface TakeOverRequest {
  readonly source: Omit<RowSource, "columns">;
  readonly mapping: ExternalMapping;
  readonly to: TakeOverDestination;
  readonly runId: number;
  readonly dryRun: boolean;
  /** Who imports; null for the command line. */
  readonly accountId: number | null;
  readonly now: Date;
}

type Read = ReadCase<BuiltTakeOver>;

interface Sorted {
  readonly elsewhere: readonly Read[];
  readonly fresh: readonly Read[];
  /** Shown here read-only until now. */
  readonly mirrored: readonly { readonly read: Read; readonly dossier: Dossier }[];
}

async function sort(tx: Tx, { to, mapping }: TakeOverRequest, batch: readonly Read[], lock: boolean): Promise<Sorted> {
  const { agencyId } = to.desk;
  const { ours, elsewhere, taken } = await sortByOwner(tx, agencyId, batch);
  const known = new Map(ours.filter(({ built }) => taken.has(built.sourceId)).map((read) => [read.built.sourceId, read]));
  const dossiers = await findDossiersByCodes(tx, agencyId, [...known.keys()], lock);
  const mirrored = dossiers.flatMap((dossier) => {
    const read = known.get(dossier.code);
    const lives = dossier.origin === "external" && dossier.attributes.external?.system === mapping.external.system;
    // What has ended there stays what it is: the record of work that was done elsewhere.
    return read === undefined || !lives || read.built.place === undefined || dossier.state === "RETURNED"
      ? []
      : [{ read, dossier }];
  });
  return { elsewhere, fresh: ours.filter(({ built }) => !taken.has(built.sourceId)), mirrored };
}

async function insertFresh(tx: Tx, { to }: TakeOverRequest, fresh: readonly Read[]): Promise<readonly PlacedInStep[]> {
  if (fresh.length === 0) return [];
  const written = await insertHistories(
    tx,
    fresh.map(({ built }) => built.draft),
  );
  return written.flatMap(({ id }, index) => {
    const built = fresh[index]?.built;
    if (built?.place?.step === undefined || built.process === undefined) return [];
    const { events } = built.draft;
    const at = new Date(events.at(-1)?.at ?? events[0].at);
    const { versionId } = built.process;
    return [{ agencyId: to.desk.agencyId, dossierId: id, versionId, step: built.place.step, seq: events.length, at }];
  });
}

async function convert(tx: Tx, request: TakeOverRequest, { read, dossier }: Sorted["mirrored"][number]) {
  const { mapping, to, now } = request;
  const { told, place, process } = read.built;
  if (place === undefined) throw new Error("only an open dossier is taken over");
  const { counterUnitId } = to.placing;
  const at = told.stateAt ?? now.getTime();
  const events = eventsSince(dossier.state, told, at, { personId: null, unitId: counterUnitId });
  const by = sourceActing(mapping, counterUnitId);
  const { holder, desk, flags } = place;
  const about = { events, holder, desk, flags, reason: mapping.external.title, at: now.getTime() };
  const seq = await takeOverExternal(tx, dossier, by, about);
  const { agencyId } = to.desk;
  return place.step === undefined || process === undefined
    ? []
    : [{ agencyId, dossierId: dossier.id, versionId: process.versionId, step: place.step, seq, at: now }];
}

interface BatchDone {
  readonly taken: number;
  readonly elsewhere: readonly { readonly line: number; readonly code: string }[];
  /** Lines whose due date differs from the one that stands here and stays. */
  readonly dueKept: readonly { readonly line: number; readonly code: string }[];
}

const doneOf = ({ elsewhere, fresh, mirrored }: Sorted): BatchDone => ({
  taken: fresh.length + mirrored.length,
  elsewhere: elsewhere.map(({ line, built }) => ({ line, code: built.sourceId })),
  dueKept: mirrored.flatMap(({ read: { line, built }, dossier }) =>
    built.told.dueAt === null || built.told.dueAt === dossier.dueAt?.getTime() ? [] : [{ line, code: built.sourceId }],
  ),
});

async function writeBatch(pool: pg.Pool, request: TakeOverRequest, batch: readonly Read[]): Promise<BatchDone> {
  const { agencyId } = request.to.desk;
  const scope = { accountId: request.accountId, agencies: [agencyId] };
  const call = { name: "exchange.take_over_dossiers", scope, actorKey: actorKeyOf(request), input: {}, agencyId };
  const done = await execute(pool, call, async (tx, unit) => {
    await lockImports(tx);
    const sorted = await sort(tx, request, batch, true);
    const placed = [...(await insertFresh(tx, request, sorted.fresh))];
    for (const one of sorted.mirrored) placed.push(...(await convert(tx, request, one)));
    await placeInSteps(tx, placed);
    unit.subject(`import:${request.runId}`);
    unit.note({ taken: sorted.fresh.length, noLongerElsewhere: sorted.mirrored.length });
    return JSON.stringify(doneOf(sorted));
  });
  return JSON.parse(done) as BatchDone;
}

const tryBatch = (pool: pg.Pool, request: TakeOverRequest, batch: readonly Read[]): Promise<BatchDone> =>
  reading(pool, { accountId: null, agencies: [request.to.desk.agencyId] }, async (tx) =>
    doneOf(await sort(tx, request, batch, false)),
  );

/**
 * Takes over what is open in a system that the office leaves: as dossiers that run here, each with an owner, a step and its
 * due date; what was shown here read-only becomes ours. What has ended there is kept as a record. Run again, nothing changes.
 */
export async function takeOverDossiers(pool: pg.Pool, request: TakeOverRequest, tally: Tally, hash: Hash): Promise<void> {
  const { mapping, to, source, dryRun } = request;
  const idColumn = mapping.cases.columns.sourceId;
  const build = (values: ReadonlyMap<string, string>) => buildTakenOver(mapping, to, values);
  const cases = { ...source, columns: caseColumns(mapping), idColumn, build };
  for await (const batch of readBatches<BuiltTakeOver>(cases, new Set(), tally, hash)) {
    const done = await (dryRun ? tryBatch(pool, request, batch) : writeBatch(pool, request, batch));
    for (const { line, code } of done.elsewhere)
      tally.rejected.push(rejectedBy(fileNameOf(source), line, new Rejection(idColumn, "held_elsewhere", code)));
    for (const { line, code } of done.dueKept) tally.flagged.due_kept.push({ line, sourceId: code });
    tally.taken += done.taken;
    tally.alreadyThere += batch.length - done.taken - done.elsewhere.length;
  }
}
