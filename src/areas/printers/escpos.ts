import type { PrinterState } from "./printer.ts";

/** A picture of black and white dots, eight a byte, the leftmost in the highest bit. */
export interface Bitmap {
  readonly bytesPerRow: number;
  readonly rows: number;
  readonly bits: Buffer;
}

/** Small printers hold few rows at once: a slip goes out in bands. */
const BAND_ROWS = 128;

const INITIALISE = Buffer.from([0x1b, 0x40]);
const FEED_AND_CUT = Buffer.from([0x1d, 0x56, 0x42, 0x10]);
const FEED_SIX_LINES = Buffer.from([0x1b, 0x64, 0x06]);

/**
 * A slip as ESC/POS bytes: a picture, not text, since no code page that printers share has all letters of Vietnamese; then
 * paper is fed and cut.
 */
export function encodeSlip({ bytesPerRow, rows, bits }: Bitmap, cuts: boolean): Buffer {
  const parts: Buffer[] = [INITIALISE];
  for (let row = 0; row < rows; row += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, rows - row);
    parts.push(
      Buffer.from([0x1d, 0x76, 0x30, 0x00, bytesPerRow & 0xff, bytesPerRow >> 8, height & 0xff, height >> 8]),
      bits.subarray(row * bytesPerRow, (row + height) * bytesPerRow),
    );
  }
  parts.push(cuts ? FEED_AND_CUT : FEED_SIX_LINES);
  return Buffer.concat(parts);
}

/** Asked and answered at once, whatever lies in the printer's buffer: why offline, what fault, how much paper. */
export const ASK_OFFLINE = Buffer.from([0x10, 0x04, 0x02]);
export const ASK_FAULT = Buffer.from([0x10, 0x04, 0x03]);
export const ASK_PAPER = Buffer.from([0x10, 0x04, 0x04]);
/** Answered in its turn: when what was sent before is on paper. */
export const ASK_WHEN_DONE = Buffer.from([0x1d, 0x72, 0x01]);

/** What a printer answered, one byte a question. */
export interface Answers {
  readonly offline: number;
  readonly fault: number;
  readonly paper: number;
}

const COVER_OPEN = 0x04;
const STOPPED_WITHOUT_PAPER = 0x20;
const IN_ERROR = 0x40;
const CUTTER = 0x08;
const UNRECOVERABLE = 0x20;
const TOO_HOT = 0x40;
const PAPER_END = 0x60;
const PAPER_LOW = 0x0c;

/** The one thing to say of a printer: what has to be done first. */
export function stateOf({ offline, fault, paper }: Answers): PrinterState {
  if ((offline & COVER_OPEN) !== 0) return "cover_open";
  if ((paper & PAPER_END) !== 0 || (offline & STOPPED_WITHOUT_PAPER) !== 0) return "no_paper";
  if ((fault & CUTTER) !== 0) return "cutter_stuck";
  if ((fault & (UNRECOVERABLE | TOO_HOT)) !== 0 || (offline & IN_ERROR) !== 0) return "fault";
  return (paper & PAPER_LOW) !== 0 ? "low_paper" : "ready";
}

/** In the answer to ASK_WHEN_DONE: the paper ended before the slip did. */
export const endedWithoutPaper = (answer: number): boolean => (answer & 0x0c) !== 0;
