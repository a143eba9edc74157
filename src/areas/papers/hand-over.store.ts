import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { CarriageOutcome, Sheet, SheetItem } from "./hand-over.ts";

/** The next number of the agency's year; a number is never given twice. */
export async function nextSheetNumber(tx: Tx, agencyId: number, year: number): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`insert into hand_over_counter as c (agency_id, year, last_number) values (${agencyId}, ${year}, 1)
    on conflict (agency_id, year) do update set last_number = c.last_number + 1 returning last_number as n`.execute(tx);
  return rows[0]?.n ?? 1;
}

export interface NewSheet {
  readonly agencyId: number;
  readonly year: number;
  readonly number: number;
  readonly fromUnitId: number;
  readonly toUnitId: number | null;
  readonly carrier: string | null;
  readonly note: string | null;
  readonly giverAccountId: number;
  readonly giverName: string;
  readonly givenAt: Date;
  readonly receiverName: string | null;
  readonly receivedAt: Date | null;
}

export async function insertSheet(
  tx: Tx,
  sheet: NewSheet,
  items: readonly { readonly dossierId: number; readonly papers: string | null }[],
): Promise<number> {
  const row = await tx
    .insertInto("hand_over_sheet")
    .values({
      agency_id: sheet.agencyId,
      year: sheet.year,
      number: sheet.number,
      from_unit_id: sheet.fromUnitId,
      to_unit_id: sheet.toUnitId,
      carrier: sheet.carrier,
      note: sheet.note,
      giver_account_id: sheet.giverAccountId,
      giver_name: sheet.giverName,
      given_at: sheet.givenAt,
      receiver_name: sheet.receiverName,
      received_at: sheet.receivedAt,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("hand_over_item")
    .values(
      items.map(({ dossierId, papers }, index) => ({
        sheet_id: row.id,
        agency_id: sheet.agencyId,
        position: index + 1,
        dossier_id: dossierId,
        papers,
        arrived: sheet.receivedAt === null ? null : true,
      })),
    )
    .execute();
  return Number(row.id);
}

const SHEET = sql<Sheet>`s.id::int as id, s.year, s.number, s.agency_id as "agencyId", s.from_unit_id as "fromUnitId", s.to_unit_id as "toUnitId",
  s.carrier, s.note, s.giver_name as "giverName", s.given_at as "givenAt", s.receiver_name as "receiverName", s.received_at as "receivedAt",
  (select count(*)::int from hand_over_item i where i.sheet_id = s.id) as items,
  (select count(*)::int from hand_over_item i where i.sheet_id = s.id and i.ended_at is null and s.carrier is not null) as "underWay",
  coalesce((select v.name from unit_version v where v.unit_id = s.from_unit_id order by v.during desc limit 1), '') as "fromUnit",
  (select v.name from unit_version v where v.unit_id = s.to_unit_id order by v.during desc limit 1) as "toUnit"`;

export async function findSheet(tx: Tx, id: number, lock = false): Promise<Sheet | undefined> {
  const { rows } =
    await sql<Sheet>`select ${SHEET} from hand_over_sheet s where s.id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

export async function listItems(tx: Tx, sheetId: number): Promise<readonly SheetItem[]> {
  const { rows } =
    await sql<SheetItem>`select d.id::int as "dossierId", d.code, d.procedure_name as "procedureName", d.owner_name as "ownerName",
      i.papers, i.arrived, i.remark, i.outcome, i.received_by as "receivedBy", i.ended_by as "endedBy", i.ended_at as "endedAt",
      (select v.name from unit_version v where v.unit_id = i.reached_unit_id order by v.during desc limit 1) as "reachedUnit"
    from hand_over_item i join dossier d on d.id = i.dossier_id where i.sheet_id = ${sheetId} order by i.position`.execute(tx);
  return rows;
}

export interface SheetFilter {
  readonly agencies: readonly number[];
  /** Only what these units have not confirmed yet. */
  readonly waitingFor?: readonly number[] | undefined;
  /** Only those of which the post still has something. */
  readonly withPost?: true;
  readonly before?: number | undefined;
  readonly most: number;
}

/** The newest sheets first; page by the id of the last one shown. */
export async function listSheets(tx: Tx, filter: SheetFilter): Promise<readonly Sheet[]> {
  const waiting =
    filter.waitingFor === undefined
      ? sql``
      : sql`and s.received_at is null and s.to_unit_id = any (${[...filter.waitingFor]}::int[])`;
  const withPost =
    filter.withPost === undefined
      ? sql``
      : sql`and s.carrier is not null and exists (select from hand_over_item i where i.sheet_id = s.id and i.ended_at is null)`;
  const before = filter.before === undefined ? sql`` : sql`and s.id < ${filter.before}`;
  const { rows } = await sql<Sheet>`select ${SHEET} from hand_over_sheet s
    where s.agency_id = any (${[...filter.agencies]}::int[]) ${waiting} ${withPost} ${before} order by s.id desc limit ${filter.most}`.execute(
    tx,
  );
  return rows;
}

/** The sheets that a dossier was on, oldest first. */
export async function listSheetsOf(tx: Tx, dossierId: number): Promise<readonly Sheet[]> {
  const { rows } = await sql<Sheet>`select ${SHEET} from hand_over_sheet s join hand_over_item i on i.sheet_id = s.id
    where i.dossier_id = ${dossierId} order by s.id`.execute(tx);
  return rows;
}

export async function writeReceipt(
  tx: Tx,
  sheetId: number,
  receipt: {
    readonly accountId: number;
    readonly name: string;
    readonly at: Date;
    readonly arrived: readonly number[];
    readonly remark: string | null;
  },
): Promise<void> {
  await sql`update hand_over_sheet set receiver_account_id = ${receipt.accountId}, receiver_name = ${receipt.name}, received_at = ${receipt.at}
    where id = ${sheetId}`.execute(tx);
  await sql`update hand_over_item set arrived = dossier_id = any (${[...receipt.arrived]}::bigint[]),
      remark = case when dossier_id = any (${[...receipt.arrived]}::bigint[]) then null else ${receipt.remark} end
    where sheet_id = ${sheetId}`.execute(tx);
}

export async function endItems(
  tx: Tx,
  sheetId: number,
  dossierIds: readonly number[],
  end: {
    readonly outcome: CarriageOutcome;
    readonly reachedUnitId: number | null;
    readonly receivedBy: string | null;
    readonly remark: string | null;
  },
  who: { readonly accountId: number; readonly name: string; readonly at: Date },
): Promise<void> {
  await sql`update hand_over_item set outcome = ${end.outcome}, reached_unit_id = ${end.reachedUnitId}, received_by = ${end.receivedBy},
      remark = coalesce(${end.remark}, remark), ended_account_id = ${who.accountId}, ended_by = ${who.name}, ended_at = ${who.at}
    where sheet_id = ${sheetId} and dossier_id = any (${[...dossierIds]}::bigint[])`.execute(tx);
}
