import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";

/** `silent` answers no question about its state: whether a paper came out only people see. */
export const PRINTER_MODELS = ["standard", "no_cutter", "silent"] as const;
export type PrinterModel = (typeof PRINTER_MODELS)[number];

export const WIDTHS = ["80", "58"] as const;

export type PrinterState =
  | "unknown"
  | "ready"
  | "low_paper"
  | "no_paper"
  | "cover_open"
  | "cutter_stuck"
  | "fault"
  | "offline"
  | "unreachable"
  | "silent";

const FAULTS: ReadonlySet<PrinterState> = new Set(["no_paper", "cover_open", "cutter_stuck", "fault", "offline", "unreachable"]);

/** Nothing comes out in these states until somebody goes there. */
export const isFault = (state: PrinterState): boolean => FAULTS.has(state);

export interface Printer {
  readonly id: number;
  readonly unitId: number;
  readonly agencyId: number;
  readonly deviceId: number | null;
  readonly deviceName: string | null;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly widthMm: 58 | 80;
  readonly model: PrinterModel;
  readonly state: PrinterState;
  readonly stateAt: Date | null;
}

/** Printers stand on the office's own network, or are shared by this machine: this server sends paper nowhere else. */
const OWN = new BlockList();
OWN.addSubnet("10.0.0.0", 8, "ipv4");
OWN.addSubnet("127.0.0.0", 8, "ipv4");
OWN.addSubnet("172.16.0.0", 12, "ipv4");
OWN.addSubnet("192.168.0.0", 16, "ipv4");
OWN.addAddress("::1", "ipv6");
OWN.addSubnet("fc00::", 7, "ipv6");

/** Whether an address is one of the office's own network; a name is none, since what it means may change. */
export const isOwnAddress = (address: string): boolean =>
  isIP(address) !== 0 && OWN.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

export const FIRST_PORT = 9100;
export const LAST_PORT = 9199;

export const PrinterInput = z.object({
  printerId: optional(integer(1, 2_147_483_647)),
  name: requiredText(100),
  address: requiredText(45),
  port: integer(FIRST_PORT, LAST_PORT),
  width: choice(WIDTHS).transform((width) => (width === "58" ? 58 : 80)),
  model: choice(PRINTER_MODELS),
  deviceId: optional(integer(1, 2_147_483_647)),
});
export type PrinterInput = z.output<typeof PrinterInput>;
