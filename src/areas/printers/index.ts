/** Slip printers in the halls: ESC/POS over the office's own network, and what they say of themselves. */
export type { SlipPart } from "./draw-slip.ts";
export { isFault, type Printer, type PrinterState } from "./printer.ts";
export { renderSlip } from "./paper.slip.ts";
export { stateText } from "./printers.page.tsx";
export { findPrinterFor, listPrinters, recordState } from "./printers.store.ts";
export { printSlip } from "./print-slip.ts";
export type { Printed } from "./talk-to-printer.ts";
export { routes } from "./printers.web.tsx";
