import { sql } from "kysely";
import { END, type ProcessDefinition } from "#core/process/definition.ts";
import type { Statement } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { FileKind, Upload } from "#platform/files/file-kind.ts";

/** A step that a dossier came into. */
export interface StepRow {
  readonly seq: number;
  readonly step: string;
  readonly at: Date;
}

export interface RunningProcess {
  readonly versionId: number;
  readonly definition: ProcessDefinition;
  /** The code of the step it is in, or `end`. */
  readonly step: string;
}

/** The process that a dossier runs by and the step it is in; undefined where it runs by none. */
export async function findRunning(tx: Tx, dossierId: number): Promise<RunningProcess | undefined> {
  const found = await sql<{ version_id: number; definition: unknown; step_code: string }>`
    select s.process_version_id as version_id, v.definition, s.step_code from dossier_step s
    join process_version v on v.id = s.process_version_id where s.dossier_id = ${dossierId} order by s.seq desc limit 1`.execute(
    tx,
  );
  return found.rows.map((row) => ({
    versionId: row.version_id,
    definition: row.definition as ProcessDefinition,
    step: row.step_code,
  }))[0];
}

/** Every step that a dossier came into, oldest first. */
export async function listSteps(tx: Tx, dossierId: number): Promise<readonly StepRow[]> {
  const rows = await tx
    .selectFrom("dossier_step")
    .select(["seq", "step_code", "entered_at"])
    .where("dossier_id", "=", dossierId)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({ seq: row.seq, step: row.step_code, at: row.entered_at }));
}

export interface NewStep {
  readonly agencyId: number;
  readonly dossierId: number;
  readonly versionId: number;
  readonly seq: number;
  readonly step: string;
  readonly action: string | null;
  readonly at: Date;
}

/** The statement that puts a dossier into a step, to be sent with the commit. */
export const stepStatement = (tx: Tx, step: NewStep): Statement => {
  const { sql: text, parameters } = tx
    .insertInto("dossier_step")
    .values({
      agency_id: step.agencyId,
      dossier_id: step.dossierId,
      process_version_id: step.versionId,
      seq: step.seq,
      step_code: step.step,
      action_code: step.action,
      entered_at: step.at,
    })
    .compile();
  return { sql: text, parameters };
};

/** Puts many dossiers into steps, outside of any action. */
export async function insertSteps(tx: Tx, steps: readonly Omit<NewStep, "action">[]): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ agencyId, dossierId, versionId, seq, step, at }) => ({
    agency_id: agencyId,
    dossier_id: dossierId,
    process_version_id: versionId,
    seq,
    step_code: step,
    action_code: null,
    entered_at: at,
  }));
  await tx.insertInto("dossier_step").values(rows).execute();
}

/**
 * The statement that ends the process of a dossier, whichever it runs by; it reads the step that the same transaction may
 * have written before it.
 */
export const lastStepStatement = (end: Pick<NewStep, "dossierId" | "seq" | "at">): Statement => ({
  sql: `insert into dossier_step (agency_id, dossier_id, process_version_id, seq, step_code, entered_at)
    select agency_id, dossier_id, process_version_id, $2, '${END}', $3 from dossier_step
    where dossier_id = $1 order by seq desc limit 1`,
  parameters: [end.dossierId, end.seq, end.at],
});

/** A file that came with an action. */
export interface StepFile {
  readonly id: number;
  readonly step: string;
  readonly sha256: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly by: string;
  readonly at: Date;
}

export async function insertStepFiles(
  tx: Tx,
  about: {
    readonly agencyId: number;
    readonly dossierId: number;
    readonly seq: number;
    readonly step: string;
    readonly by: string;
    readonly at: Date;
  },
  uploads: readonly Pick<Upload, "sha256" | "name">[],
): Promise<void> {
  const { agencyId, dossierId, seq, step, by, at } = about;
  await tx
    .insertInto("dossier_step_file")
    .values(
      uploads.map(({ sha256, name }) => ({
        agency_id: agencyId,
        dossier_id: dossierId,
        seq,
        step_code: step,
        sha256,
        file_name: name.slice(0, 300),
        added_at: at,
        added_by: by,
      })),
    )
    .execute();
}

/** The files that came with the actions of a dossier, oldest first. */
export async function listStepFiles(tx: Tx, dossierId: number): Promise<readonly StepFile[]> {
  const rows = await tx
    .selectFrom("dossier_step_file as f")
    .innerJoin("stored_file as s", "s.sha256", "f.sha256")
    .select(["f.id", "f.step_code", "f.sha256", "f.file_name", "s.kind", "f.added_by", "f.added_at"])
    .where("f.dossier_id", "=", dossierId)
    .orderBy("f.id")
    .execute();
  return rows.map((row) => ({
    id: Number(row.id),
    step: row.step_code,
    sha256: row.sha256,
    name: row.file_name,
    kind: row.kind as FileKind,
    by: row.added_by,
    at: row.added_at,
  }));
}

/** How many open dossiers each of these persons holds; who holds none is absent. */
export async function countOpenBy(tx: Tx, personIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const found = await sql<{ person: number; open: number }>`select holder_person_id as person, count(*)::int as open from dossier
    where holder_person_id = any(${[...personIds]}::bigint[]) and ended_at is null group by holder_person_id`.execute(tx);
  return new Map(found.rows.map((row) => [Number(row.person), row.open]));
}
