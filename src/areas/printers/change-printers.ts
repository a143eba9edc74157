import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { isOwnAddress, type PrinterInput } from "./printer.ts";
import { printerRefusal } from "./printers.errors.ts";
import { findPlace, type Place, removePrinter, savePrinter } from "./printers.store.ts";

export async function getPlace(tx: Tx, unitId: number): Promise<Place> {
  const place = await findPlace(tx, unitId);
  if (place === undefined) throw printerRefusal("place_unknown");
  return place;
}

/**
 * Adds a printer or changes it. Refused: an address outside the office's own network, a kiosk that does not stand here, and
 * a second printer for one place.
 */
export async function keepPrinter(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  input: PrinterInput,
): Promise<{ readonly printerId: number }> {
  const place = await getPlace(tx, unitId);
  if (!isOwnAddress(input.address)) throw printerRefusal("address_foreign", { field: "address" });
  if (input.deviceId !== undefined && !place.kiosks.some(({ id }) => id === input.deviceId))
    throw printerRefusal("kiosk_unknown", { field: "deviceId" });
  const printerId = await savePrinter(tx, place, input);
  if (printerId === undefined) throw printerRefusal("place_taken", { field: "deviceId" });
  unit.subject(`printer:${printerId}`);
  unit.note({ address: input.address, port: input.port, width: input.width, model: input.model });
  return { printerId };
}

/** Takes a printer out of use; what it printed stays known. */
export async function dropPrinter(
  tx: Tx,
  unit: UnitOfWork,
  at: { readonly unitId: number; readonly printerId: number },
  now: Date,
): Promise<{ readonly printerId: number }> {
  if (!(await removePrinter(tx, at.unitId, at.printerId, now))) throw printerRefusal("printer_unknown");
  unit.subject(`printer:${at.printerId}`);
  return { printerId: at.printerId };
}
