import { drawSlip, type SlipPart } from "./draw-slip.ts";
import { encodeSlip } from "./escpos.ts";
import type { Printer } from "./printer.ts";
import { type Printed, sendSlip } from "./talk-to-printer.ts";

/** What each printer is busy with: two slips of one process never mix on its line. */
const busy = new Map<number, Promise<unknown>>();

/** Prints a slip, one after the other at a printer. Throws nothing: what went wrong is in the answer. */
export function printSlip(printer: Printer, parts: readonly SlipPart[]): Promise<Printed> {
  const slip = encodeSlip(drawSlip(parts, printer.widthMm), printer.model !== "no_cutter");
  const before = busy.get(printer.id) ?? Promise.resolve();
  const own = before.then(() => sendSlip(printer, slip));
  busy.set(printer.id, own);
  void own.finally(() => {
    if (busy.get(printer.id) === own) busy.delete(printer.id);
  });
  return own;
}
