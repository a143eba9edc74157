import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { BoardNotice, Device, DeviceInput, NoticeInput } from "./displays.ts";

const tokenHash = (token: string): Buffer => createHash("sha256").update(token, "latin1").digest();

const COLUMNS = sql`id, unit_id as "unitId", kind, name, counter_id as "counterId", created_at as "createdAt"`;

export async function listDevices(tx: Tx, unitId: number): Promise<readonly Device[]> {
  const { rows } = await sql<Device>`
    select ${COLUMNS} from queue_device where unit_id = ${unitId} and revoked_at is null order by kind, id`.execute(tx);
  return rows;
}

/** The device whose address carries this token; undefined where there is none, or its permission was withdrawn. */
export async function findDevice(tx: Tx, unitId: number, token: string): Promise<Device | undefined> {
  const { rows } = await sql<Device>`
    select ${COLUMNS} from queue_device
    where token_hash = ${tokenHash(token)} and unit_id = ${unitId} and revoked_at is null`.execute(tx);
  return rows[0];
}

export async function insertDevice(tx: Tx, unitId: number, input: DeviceInput, token: string, now: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into queue_device (agency_id, unit_id, kind, name, token_hash, created_at, counter_id)
    select agency_id, unit_id, ${input.kind}, ${input.name}, ${tokenHash(token)}, ${now.toISOString()}::timestamptz,
      ${input.kind === "rating" ? (input.counterId ?? null) : null}::int
    from queue_point where unit_id = ${unitId} returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function revokeDevice(tx: Tx, unitId: number, id: number, now: Date): Promise<void> {
  await sql`update queue_device set revoked_at = ${now.toISOString()} where id = ${id} and unit_id = ${unitId}`.execute(tx);
}

export async function listNotices(tx: Tx, unitId: number, on?: string): Promise<readonly BoardNotice[]> {
  const only = on === undefined ? sql`true` : sql`during @> ${on}::date`;
  const { rows } = await sql<BoardNotice>`
    select id, board, title, body, to_char(starts, 'HH24:MI') as starts, lower(during)::text as from, (upper(during) - 1)::text as to
    from board_notice where unit_id = ${unitId} and ${only} order by starts nulls last, lower(during), id`.execute(tx);
  return rows;
}

export async function insertNotice(tx: Tx, unitId: number, input: NoticeInput): Promise<void> {
  await sql`
    insert into board_notice (agency_id, unit_id, board, title, body, starts, during)
    select agency_id, unit_id, ${input.board}, ${input.title}, ${input.body ?? ""}, ${input.starts ?? null}::time, daterange(${input.from}::date, ${input.to}::date, '[]')
    from queue_point where unit_id = ${unitId}`.execute(tx);
}

export async function deleteNotice(tx: Tx, unitId: number, id: number): Promise<void> {
  await sql`delete from board_notice where id = ${id} and unit_id = ${unitId}`.execute(tx);
}

/** Boards at gates and in assembly halls that stood on a day, in the agencies that the transaction sees, and where. */
export async function countBoards(
  tx: Tx,
  on: string,
): Promise<{ readonly numerator: number; readonly denominator: null; readonly halls: readonly number[] }> {
  const { rows } = await sql<{ unitId: number; n: number }>`
    select unit_id as "unitId", count(*)::int as n from queue_device
    where kind in ('gate', 'hall') and (created_at at time zone 'Asia/Ho_Chi_Minh')::date <= ${on}::date
      and (revoked_at is null or (revoked_at at time zone 'Asia/Ho_Chi_Minh')::date > ${on}::date)
      and agency_id = any ((select app_agencies())::int[])
    group by 1 order by 1`.execute(tx);
  return { numerator: rows.reduce((sum, { n }) => sum + n, 0), denominator: null, halls: rows.map(({ unitId }) => unitId) };
}
