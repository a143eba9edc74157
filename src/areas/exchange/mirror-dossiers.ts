import type { Hash } from "node:crypto";
import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import { type Dossier, findDossiersByCodes, findTakenCodes, followSource, insertHistories, lockImports } from "#dossiers";
import { execute } from "#platform/db/command.ts";
import { reading, type Tx } from "#platform/db/tx.ts";
import { buildExternal, type ExternalDestination, sourceActing } from "./build-external.ts";
import type { BuiltHistory } from "./build-history.ts";
import { compareExternal, type ComparedList, saveTold } from "./external.store.ts";
import { caseColumns, type ExternalMapping } from "./mapping.ts";
import { type ReadCase, readBatches, rejectedBy, type Tally } from "./read-batches.ts";
import { fileNameOf } from "./read-csv.ts";
import { Rejection } from "./read-fields.ts";
import type { RowSource } from "./read-rows.ts";
import { eventsSince, type Told } from "./told.rules.ts";

export interface MirrorRequest {
  readonly source: Omit<RowSource, "columns">;
  readonly mapping: ExternalMapping;
  readonly to: ExternalDestination;
  readonly runId: number;
  readonly dryRun: boolean;
  /** Who imports; null for the command line. */
  readonly accountId: number | null;
  readonly now: Date;
}

export const actorKeyOf = ({ accountId }: Pick<MirrorRequest, "accountId">): string =>
  accountId === null ? "cli" : String(accountId);

interface Sorted<T extends BuiltHistory> {
  /** In this agency or nowhere yet. */
  readonly ours: readonly ReadCase<T>[];
  /** A code that another agency of this installation has: it is counted there, and nowhere twice. */
  readonly elsewhere: readonly ReadCase<T>[];
  readonly taken: ReadonlySet<string>;
}

/** Whose the codes of a batch are, in agencies that the transaction does not see as well. */
export async function sortByOwner<T extends BuiltHistory>(
  tx: Tx,
  agencyId: number,
  batch: readonly ReadCase<T>[],
): Promise<Sorted<T>> {
  const owners = await findTakenCodes(
    tx,
    batch.map(({ built }) => built.sourceId),
  );
  const isElsewhere = ({ built }: ReadCase<T>): boolean => (owners.get(built.sourceId) ?? agencyId) !== agencyId;
  return { ours: batch.filter((it) => !isElsewhere(it)), elsewhere: batch.filter(isElsewhere), taken: new Set(owners.keys()) };
}

/** Brings a dossier that stands here forward to what its source says; one that is handled here is only compared. */
async function follow(tx: Tx, request: MirrorRequest, dossier: Dossier, told: Told): Promise<void> {
  if (dossier.attributes.external?.system !== request.mapping.external.system) return;
  const { unitId } = request.to.desk;
  const at = told.stateAt ?? request.now.getTime();
  const events = eventsSince(dossier.state, told, at, { personId: null, unitId });
  if (events.length > 0) await followSource(tx, dossier, sourceActing(request.mapping, unitId), events);
}

const toldOf = (built: BuiltHistory): Told => {
  if (built.told === undefined) throw new Error("an external dossier says what its source told");
  return built.told;
};

function writeBatch(pool: pg.Pool, request: MirrorRequest, list: ComparedList, batch: readonly ReadCase[]) {
  const { agencyId } = list;
  const scope = { accountId: request.accountId, agencies: [agencyId] };
  const call = { name: "exchange.mirror_dossiers", scope, actorKey: actorKeyOf(request), input: {}, agencyId };
  return execute(pool, call, async (tx, unit) => {
    await lockImports(tx);
    const { ours, elsewhere, taken } = await sortByOwner(tx, agencyId, batch);
    const told = new Map(ours.map(({ built }) => [built.sourceId, toldOf(built)]));
    const fresh = ours.filter(({ built }) => !taken.has(built.sourceId)).map(({ built }) => built.draft);
    if (fresh.length > 0) await insertHistories(tx, fresh);
    const known = [...told.keys()].filter((code) => taken.has(code));
    for (const dossier of await findDossiersByCodes(tx, agencyId, known, true)) {
      await follow(tx, request, dossier, told.get(dossier.code) as Told);
    }
    await saveTold(tx, list, [...told.values()]);
    unit.subject(`import:${request.runId}`);
    unit.note({ taken: fresh.length });
    return { taken: fresh.length, elsewhere: elsewhere.map(({ line, built }) => ({ line, code: built.sourceId })) };
  });
}

/** What a batch would do, with nothing written. */
function tryBatch(pool: pg.Pool, { agencyId }: ComparedList, batch: readonly ReadCase[]) {
  return reading(pool, { accountId: null, agencies: [agencyId] }, async (tx) => {
    const { ours, elsewhere, taken } = await sortByOwner(tx, agencyId, batch);
    const fresh = ours.filter(({ built }) => !taken.has(built.sourceId));
    return { taken: fresh.length, elsewhere: elsewhere.map(({ line, built }) => ({ line, code: built.sourceId })) };
  });
}

/**
 * Mirrors the dossiers of a system in which they are handled: new ones are taken, known ones follow their source, each
 * code once in the installation; then what stands here is compared with what the source said (`external_difference`).
 */
export async function mirrorDossiers(pool: pg.Pool, request: MirrorRequest, tally: Tally, hash: Hash): Promise<void> {
  const { mapping, to, now, source: file } = request;
  const { agencyId } = to.desk;
  const list = { agencyId, system: mapping.external.system, day: localDateOf(now.getTime()) };
  const idColumn = mapping.cases.columns.sourceId;
  const refused: { code: string; reason: string }[] = [];
  const build = (values: ReadonlyMap<string, string>): BuiltHistory => {
    try {
      return buildExternal(mapping, to, values);
    } catch (error) {
      const code = (values.get(idColumn) ?? "").trim().slice(0, 100);
      if (error instanceof Rejection && code !== "") refused.push({ code, reason: error.reason });
      throw error;
    }
  };
  const source = { ...file, columns: caseColumns(mapping), idColumn, build };
  for await (const batch of readBatches(source, new Set(), tally, hash)) {
    const done = await (request.dryRun ? tryBatch(pool, list, batch) : writeBatch(pool, request, list, batch));
    for (const { line, code } of done.elsewhere) {
      tally.rejected.push(rejectedBy(fileNameOf(file), line, new Rejection(idColumn, "held_elsewhere", code)));
      refused.push({ code, reason: "held_elsewhere" });
    }
    tally.taken += done.taken;
    tally.alreadyThere += batch.length - done.taken - done.elsewhere.length;
  }
  if (request.dryRun) return;
  const scope = { accountId: request.accountId, agencies: [agencyId] };
  const call = { name: "exchange.compare_external", scope, actorKey: actorKeyOf(request), input: {}, agencyId };
  await execute(pool, call, async (tx, unit) => {
    await lockImports(tx);
    unit.subject(`import:${request.runId}`);
    await compareExternal(tx, list, refused, now);
    return null;
  });
}
