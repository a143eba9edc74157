import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { type Leg, LEGS, type Reception, type ReceptionLeg } from "./reception.ts";

const COLUMNS = sql.raw(`r.dossier_id as "dossierId", r.province_id as "provinceId", r.receiving_agency_id as "receivingAgencyId",
  r.receiving_unit_id as "receivingUnitId", r.deciding_agency_id as "decidingAgencyId", r.code, r.owner_name as "ownerName",
  r.procedure_name as "procedureName", r.received_at as "receivedAt", r.handed_back_at as "handedBackAt",
  -- What arrived in the moment of the receipt was no paper.
  exists (select from reception_leg l where l.dossier_id = r.dossier_id and l.leg = 'papers_arrived' and l.at = r.received_at) as electronic`);

const HELD = sql`coalesce((d.facts #>> '{custody,originalsHeld}')::int, 0)`;

/** Legs of one instant in the order in which they are taken. */
const TURN = sql`array_position(${[...LEGS]}::text[], leg)`;

/** Remembers who received a dossier that another agency decides; from now on the receiving agency sees it too. */
export async function insertReception(
  tx: Tx,
  it: { readonly dossierId: number; readonly receivingAgencyId: number; readonly receivingUnitId: number; readonly at: Date },
): Promise<void> {
  await sql`
    insert into dossier_reception (dossier_id, province_id, receiving_agency_id, receiving_unit_id, deciding_agency_id, code,
      owner_name, procedure_name, received_at)
    select d.id, d.province_id, ${it.receivingAgencyId}, ${it.receivingUnitId}, d.agency_id, d.code, d.owner_name, d.procedure_name,
      ${it.at} from dossier d where d.id = ${it.dossierId}`.execute(tx);
}

/** The reception of a dossier with its legs, for one of its two sides. */
export async function findReception(
  tx: Tx,
  dossierId: number,
): Promise<(Reception & { readonly legs: readonly ReceptionLeg[] }) | undefined> {
  const { rows } = await sql<Reception>`select ${COLUMNS} from dossier_reception r where r.dossier_id = ${dossierId}`.execute(tx);
  const [found] = rows;
  if (found === undefined) return undefined;
  const legs = await sql<ReceptionLeg>`select leg, at, actor_name as "actorName", note from reception_leg
    where dossier_id = ${dossierId} order by at, ${TURN}`.execute(tx);
  return { ...found, legs: legs.rows };
}

export interface NewLeg {
  readonly reception: Reception;
  readonly leg: Leg;
  readonly at: Date;
  readonly accountId: number | null;
  readonly actorName: string;
  readonly note?: string | undefined;
}

/** False where that leg is done already. */
export async function insertLeg(tx: Tx, { reception, leg, at, accountId, actorName, note }: NewLeg): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into reception_leg (dossier_id, receiving_agency_id, deciding_agency_id, leg, at, account_id, actor_name, note)
    values (${reception.dossierId}, ${reception.receivingAgencyId}, ${reception.decidingAgencyId}, ${leg}, ${at}, ${accountId},
      ${actorName}, ${note ?? null}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** From now on the receiving agency sees the dossier no longer; what it did stays in the list of its receptions. */
export async function closeReception(tx: Tx, dossierId: number, at: Date, by: string): Promise<void> {
  await sql`update dossier_reception set handed_back_at = ${at}, handed_back_by = ${by}
    where dossier_id = ${dossierId} and handed_back_at is null`.execute(tx);
}

export interface ReceptionRow extends Reception {
  readonly legs: readonly Leg[];
  readonly state: string | null;
  readonly originalsHeld: number;
  readonly dueAt: Date | null;
}

/** What agencies received for others (`out`) or others for them (`in`), open ones first. State and due date only while it is seen. */
export async function listReceptions(
  tx: Tx,
  agencies: readonly number[],
  direction: "in" | "out",
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly ReceptionRow[]> {
  const side = sql.raw(direction === "out" ? "r.receiving_agency_id" : "r.deciding_agency_id");
  const { rows } = await sql<ReceptionRow>`
    select ${COLUMNS}, d.state, ${HELD} as "originalsHeld", d.due_at as "dueAt",
      coalesce((select array_agg(l.leg order by l.at) from reception_leg l where l.dossier_id = r.dossier_id), '{}') as legs
    from dossier_reception r left join dossier d on d.id = r.dossier_id
    where ${side} = any(${[...agencies]}::int[])
    order by r.handed_back_at is not null, r.received_at desc, r.dossier_id desc limit ${page.limit} offset ${page.offset}`.execute(
    tx,
  );
  return rows;
}

export interface EndedReception extends ReceptionRow {
  /** When the dossier ended, or the last leg after that. */
  readonly since: Date;
}

/** Dossiers of the agencies that ended early and whose reception is open still. */
export async function listEndedReceptions(tx: Tx, agencies: readonly number[]): Promise<readonly EndedReception[]> {
  const { rows } = await sql<EndedReception>`
    select ${COLUMNS}, d.state, ${HELD} as "originalsHeld", d.due_at as "dueAt",
      greatest(d.ended_at, (select max(l.at) from reception_leg l where l.dossier_id = r.dossier_id)) as since,
      coalesce((select array_agg(l.leg order by l.at) from reception_leg l where l.dossier_id = r.dossier_id), '{}') as legs
    from dossier_reception r join dossier d on d.id = r.dossier_id
    where (r.receiving_agency_id = any(${[...agencies]}::int[]) or r.deciding_agency_id = any(${[...agencies]}::int[]))
      and r.handed_back_at is null and d.state in ('WITHDRAWN', 'STOPPED')`.execute(tx);
  return rows;
}

export interface MatrixCell {
  readonly receivingAgencyId: number;
  readonly decidingAgencyId: number;
  readonly received: number;
  readonly handedBack: number;
}

/** How many dossiers each agency received for each other one between two days (inclusive, Vietnamese time). */
export async function countReceptions(tx: Tx, from: string, to: string): Promise<readonly MatrixCell[]> {
  const { rows } = await sql<MatrixCell>`
    select receiving_agency_id as "receivingAgencyId", deciding_agency_id as "decidingAgencyId", count(*)::int as received,
      count(handed_back_at)::int as "handedBack"
    from dossier_reception
    where received_at >= (${from}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
      and received_at < (${to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}
