import { sql } from "kysely";
import type { EpochMs } from "#core/instant.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Inquiry, OverdueInquiry } from "./inquiry.ts";

export interface NewInquiry extends Pick<Inquiry, "dossierId" | "kind" | "askedOf" | "question" | "askedByName"> {
  readonly agencyId: number;
  readonly askedByPersonId: number | null;
  readonly dueAt: EpochMs;
  readonly askedAt: EpochMs;
}

const iso = (at: EpochMs): string => new Date(at).toISOString();

export async function insertInquiry(tx: Tx, it: NewInquiry): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into dossier_inquiry (agency_id, dossier_id, kind, asked_of, question, due_at, asked_at, asked_by_person_id, asked_by_name)
    values (${it.agencyId}, ${it.dossierId}, ${it.kind}, ${it.askedOf}, ${it.question}, ${iso(it.dueAt)}, ${iso(it.askedAt)},
      ${it.askedByPersonId}, ${it.askedByName}) returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

const COLUMNS = sql`i.id, i.dossier_id as "dossierId", i.kind, i.asked_of as "askedOf", i.question, i.due_at as "dueAt", i.asked_at as "askedAt",
  i.asked_by_name as "askedByName", i.answered_at as "answeredAt", i.answered_by_name as "answeredByName", i.place, i.participants, i.finding`;

/** What was asked about a dossier, in order of asking. */
export async function listInquiries(tx: Tx, dossierId: number): Promise<readonly Inquiry[]> {
  const { rows } =
    await sql<Inquiry>`select ${COLUMNS} from dossier_inquiry i where i.dossier_id = ${dossierId} order by i.id`.execute(tx);
  return rows;
}

export async function findInquiry(tx: Tx, dossierId: number, id: number): Promise<Inquiry | undefined> {
  const { rows } = await sql<Inquiry>`
    select ${COLUMNS} from dossier_inquiry i where i.dossier_id = ${dossierId} and i.id = ${id} for update`.execute(tx);
  return rows[0];
}

export interface Answer {
  readonly at: EpochMs;
  readonly by: string;
  readonly finding: string;
  readonly place: string | null;
  readonly participants: string | null;
}

export async function answerInquiryRow(tx: Tx, id: number, it: Answer): Promise<void> {
  await sql`
    update dossier_inquiry set answered_at = ${iso(it.at)}, answered_by_name = ${it.by}, finding = ${it.finding}, place = ${it.place},
      participants = ${it.participants}
    where id = ${id} and answered_at is null`.execute(tx);
}

/** What the lead must press for: unanswered beyond its due date, the oldest first. */
export async function listOverdueInquiries(tx: Tx, agencies: readonly number[], now: Date): Promise<readonly OverdueInquiry[]> {
  const { rows } = await sql<OverdueInquiry>`
    select ${COLUMNS}, d.code from dossier_inquiry i join dossier d on d.id = i.dossier_id
    where i.agency_id = any(${[...agencies]}::int[]) and i.answered_at is null and i.due_at < ${now} and d.ended_at is null
    order by i.due_at limit 50`.execute(tx);
  return rows;
}
