import { sql } from "kysely";
import type { Entry, LedgerAccount } from "#core/money/ledger.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Booked, Method, MovementKind } from "./fee.ts";

export interface MovementDraft extends Booked {
  readonly dossierId?: number | undefined;
  readonly kind: MovementKind;
  readonly method?: Method | undefined;
  /** The day in whose books it stands (yyyy-MM-dd, Việt Nam). */
  readonly day: string;
  readonly at: Date;
  readonly cashierId: number | null;
  readonly actorName: string;
  readonly accountId: number | null;
  readonly reason?: string | undefined;
  readonly basis?: string | undefined;
  readonly reference?: string | undefined;
  readonly reverses?: number | undefined;
  readonly entries: readonly Entry[];
}

/** Writes one booking. The database refuses it where it does not balance, or takes cash on a closed day. */
export async function insertMovement(tx: Tx, draft: MovementDraft): Promise<number> {
  const { id } = await tx
    .insertInto("fee_movement")
    .values({
      province_id: draft.provinceId,
      agency_id: draft.agencyId,
      dossier_id: draft.dossierId ?? null,
      kind: draft.kind,
      method: draft.method ?? null,
      day: draft.day,
      occurred_at: draft.at,
      cashier_id: draft.cashierId,
      actor_name: draft.actorName,
      account_id: draft.accountId,
      reason: draft.reason ?? null,
      basis: draft.basis ?? null,
      reference: draft.reference ?? null,
      reverses: draft.reverses ?? null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const entries = draft.entries.map((entry, index) => ({
    position: index + 1,
    account: entry.account,
    line: entry.lineId ?? null,
    amount: entry.amountVnd,
    cashier: entry.account === "cash" ? draft.cashierId : null,
  }));
  await sql`
    insert into fee_entry (movement_id, position, agency_id, account, line_id, cashier_id, budget_code, amount_vnd)
    select ${id}, e.position, ${draft.agencyId}, e.account, e.line, e.cashier, l.budget_code, e.amount
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      e (position int, account text, line bigint, amount bigint, cashier bigint)
    left join fee_line l on l.id = e.line`.execute(tx);
  return id;
}

export interface Movement {
  readonly id: number;
  readonly kind: MovementKind;
  readonly method: Method | null;
  readonly day: string;
  readonly cashierId: number | null;
  readonly occurredAt: Date;
  readonly actorName: string;
  readonly reason: string | null;
  readonly basis: string | null;
  readonly reference: string | null;
  readonly reversedBy: number | null;
  /** What it moved, as a sum of its debits. */
  readonly amountVnd: number;
}

const movements = (tx: Tx) =>
  tx
    .selectFrom("fee_movement as m")
    .leftJoin("fee_movement as r", "r.reverses", "m.id")
    .selectAll("m")
    .select("r.id as reversed_by")
    .select((eb) =>
      eb
        .selectFrom("fee_entry as e")
        .whereRef("e.movement_id", "=", "m.id")
        .where("e.amount_vnd", ">", 0)
        .select(sql<number>`coalesce(sum(e.amount_vnd), 0)::bigint`.as("amount"))
        .as("amount_vnd"),
    );

type Row = Awaited<ReturnType<ReturnType<typeof movements>["executeTakeFirstOrThrow"]>>;

const toMovement = (row: Row): Movement => ({
  id: row.id,
  kind: row.kind as MovementKind,
  method: row.method as Method | null,
  day: String(row.day),
  cashierId: row.cashier_id,
  occurredAt: row.occurred_at,
  actorName: row.actor_name,
  reason: row.reason,
  basis: row.basis,
  reference: row.reference,
  reversedBy: row.reversed_by,
  amountVnd: Number(row.amount_vnd ?? 0),
});

/** What moved for a dossier, newest first. */
export async function listMovements(tx: Tx, dossierId: number): Promise<readonly Movement[]> {
  return (await movements(tx).where("m.dossier_id", "=", dossierId).orderBy("m.id", "desc").execute()).map(toMovement);
}

export async function findMovement(tx: Tx, id: number): Promise<Movement | undefined> {
  const row = await movements(tx).where("m.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toMovement(row);
}

/** The entries of one booking, in their order. */
export async function listEntries(tx: Tx, movementId: number): Promise<readonly Entry[]> {
  const rows = await tx
    .selectFrom("fee_entry")
    .select(["account", "amount_vnd", "line_id"])
    .where("movement_id", "=", movementId)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({
    account: row.account as LedgerAccount,
    amountVnd: row.amount_vnd,
    ...(row.line_id === null ? {} : { lineId: row.line_id }),
  }));
}

/** Whether a cashier has closed a day. */
export async function isClosed(tx: Tx, agencyId: number, cashierId: number, day: string): Promise<boolean> {
  const row = await tx
    .selectFrom("fee_closing")
    .select("id")
    .where("agency_id", "=", agencyId)
    .where("cashier_id", "=", cashierId)
    .where("day", "=", day)
    .executeTakeFirst();
  return row !== undefined;
}
