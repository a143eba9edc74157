import { createRequire } from "node:module";
import type CanvasModule from "@napi-rs/canvas";
import { create } from "qrcode";
import { drawable, fontFile } from "#platform/pdf/fonts.ts";
import type { Bitmap } from "./escpos.ts";

/** What stands on a slip, from top to bottom, each in the middle of the paper. */
export type SlipPart =
  | { readonly text: string; readonly size?: "small" | "body" | "large" | "number"; readonly bold?: boolean }
  | { readonly qr: string }
  | { readonly rule: true };

/** Dots of a head of 203 dpi on a roll of this many millimetres. */
const DOTS = { 58: 384, 80: 576 } as const;
const SIZES = { small: 22, body: 26, large: 36, number: 130 } as const;
const LEADING = 1.35;
const QR_SHARE = 0.42;
const RULE_ROWS = 17;
const PAD = 8;
const DARK = 150;

type Canvas = typeof CanvasModule;
type Surface = ReturnType<ReturnType<Canvas["createCanvas"]>["getContext"]>;
let loaded: Canvas | undefined;

/** Loaded with the first slip that goes to a printer: a process that prints nothing spares the memory. */
function loadCanvas(): Canvas {
  if (loaded !== undefined) return loaded;
  loaded = createRequire(import.meta.url)("@napi-rs/canvas") as Canvas;
  for (const style of ["regular", "bold"] as const) loaded.GlobalFonts.register(fontFile(style), `slip-${style}`);
  return loaded;
}

interface Line {
  readonly text: string;
  readonly font: string;
  readonly height: number;
}

/** Words on as many lines as they need; a number is made smaller until it fits. */
function linesOf(surface: Surface, part: Extract<SlipPart, { text: string }>, width: number): readonly Line[] {
  const family = part.bold === true || part.size === "number" ? "slip-bold" : "slip-regular";
  let size: number = SIZES[part.size ?? "body"];
  const text = drawable(part.text).trim();
  const fontOf = (): string => `${size}px ${family}`;
  surface.font = fontOf();
  while (part.size === "number" && size > SIZES.large && surface.measureText(text).width > width) {
    size -= 4;
    surface.font = fontOf();
  }
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && surface.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => ({ text: line, font: fontOf(), height: Math.ceil(size * LEADING) }));
}

function paintQr(surface: Surface, value: string, y: number, width: number): number {
  const { modules } = create(value, { errorCorrectionLevel: "M" });
  const unit = Math.max(3, Math.floor((width * QR_SHARE) / modules.size));
  const side = unit * modules.size;
  const left = Math.floor((width - side) / 2);
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) surface.fillRect(left + column * unit, y + 4 * unit + row * unit, unit, unit);
  return side + 8 * unit;
}

/** Paints the parts and answers how high they stand; measured first on a surface of one row, where nothing is seen. */
function paint(surface: Surface, parts: readonly SlipPart[], width: number): number {
  let y = PAD;
  for (const part of parts) {
    if ("qr" in part) y += paintQr(surface, part.qr, y, width);
    else if ("rule" in part) {
      surface.fillRect(0, y + Math.floor(RULE_ROWS / 2), width, 2);
      y += RULE_ROWS;
    } else {
      for (const line of linesOf(surface, part, width)) {
        surface.font = line.font;
        surface.fillText(line.text, width / 2, y + line.height * 0.76);
        y += line.height;
      }
    }
  }
  return Math.ceil(y + PAD);
}

/** A slip as the dots of a roll of this width. */
export function drawSlip(parts: readonly SlipPart[], widthMm: 58 | 80): Bitmap {
  const { createCanvas } = loadCanvas();
  const width = DOTS[widthMm];
  const open = (rows: number): Surface => {
    const surface = createCanvas(width, rows).getContext("2d");
    surface.fillStyle = "#fff";
    surface.fillRect(0, 0, width, rows);
    surface.fillStyle = "#000";
    surface.textAlign = "center";
    return surface;
  };
  const rows = paint(open(1), parts, width);
  const surface = open(rows);
  paint(surface, parts, width);
  const { data } = surface.getImageData(0, 0, width, rows);
  const bytesPerRow = width / 8;
  const bits = Buffer.alloc(bytesPerRow * rows);
  for (let dot = 0; dot < width * rows; dot += 1)
    if ((data[dot * 4] ?? 255) < DARK) bits[dot >> 3] = (bits[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  return { bytesPerRow, rows, bits };
}
