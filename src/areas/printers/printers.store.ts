import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Printer, PrinterInput, PrinterState } from "./printer.ts";

const COLUMNS = sql`p.id, p.unit_id as "unitId", p.agency_id as "agencyId", p.device_id as "deviceId", d.name as "deviceName", p.name,
  host(p.address) as address, p.port, p.width_mm as "widthMm", p.model, p.state, p.state_at as "stateAt"`;

/** The printers of a reception point, the one of the desk first. */
export async function listPrinters(tx: Tx, unitId: number): Promise<readonly Printer[]> {
  const { rows } = await sql<Printer>`
    select ${COLUMNS} from printer p left join queue_device d on d.id = p.device_id
    where p.unit_id = ${unitId} and p.removed_at is null order by p.device_id nulls first, p.id`.execute(tx);
  return rows;
}

/** The printer of a kiosk, or of the desk where it has none of its own. */
export async function findPrinterFor(tx: Tx, unitId: number, deviceId: number | null): Promise<Printer | undefined> {
  const { rows } = await sql<Printer>`
    select ${COLUMNS} from printer p left join queue_device d on d.id = p.device_id
    where p.unit_id = ${unitId} and p.removed_at is null and (p.device_id is null or p.device_id = ${deviceId}::int)
    order by p.device_id nulls last limit 1`.execute(tx);
  return rows[0];
}

export interface Place {
  readonly unitId: number;
  readonly agencyId: number;
  readonly name: string;
  readonly kiosks: readonly { readonly id: number; readonly name: string }[];
}

/** A reception point with a queue, and the kiosks that stand in it. */
export async function findPlace(tx: Tx, unitId: number): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select q.unit_id as "unitId", q.agency_id as "agencyId",
      (select v.full_name from unit_version v where v.unit_id = q.unit_id order by v.during desc limit 1) as name,
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name) order by d.id) from queue_device d
        where d.unit_id = q.unit_id and d.kind = 'kiosk' and d.revoked_at is null), '[]') as kiosks
    from queue_point q where q.unit_id = ${unitId}`.execute(tx);
  return rows[0];
}

/** Undefined where another printer serves this place, or the printer is not of this point. */
export async function savePrinter(tx: Tx, place: Place, input: PrinterInput): Promise<number | undefined> {
  const { name, address, port, width, model, deviceId = null } = input;
  const taken = await sql`
    select from printer where unit_id = ${place.unitId} and removed_at is null and id <> ${input.printerId ?? 0}
      and device_id is not distinct from ${deviceId}::int`.execute(tx);
  if (taken.rows.length > 0) return undefined;
  const { rows } =
    input.printerId === undefined
      ? await sql<{ id: number }>`
          insert into printer (agency_id, unit_id, device_id, name, address, port, width_mm, model)
          values (${place.agencyId}, ${place.unitId}, ${deviceId}, ${name}, ${address}::inet, ${port}, ${width}, ${model})
          returning id`.execute(tx)
      : await sql<{ id: number }>`
          update printer set device_id = ${deviceId}, name = ${name}, address = ${address}::inet, port = ${port}, width_mm = ${width},
            model = ${model}, state = 'unknown', state_at = null
          where id = ${input.printerId} and unit_id = ${place.unitId} and removed_at is null returning id`.execute(tx);
  return rows[0]?.id;
}

export async function removePrinter(tx: Tx, unitId: number, id: number, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update printer set removed_at = ${now.toISOString()}::timestamptz where id = ${id} and unit_id = ${unitId} and removed_at is null`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

export async function recordState(tx: Tx, id: number, state: PrinterState, now: Date): Promise<void> {
  await sql`update printer set state = ${state}, state_at = ${now.toISOString()}::timestamptz where id = ${id}`.execute(tx);
}
