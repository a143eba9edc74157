import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const KEPT = join(import.meta.dirname, "baseline");
const CHANGED = join(import.meta.dirname, "../.shots/changed");

/** How wide the picture of each width stands in the sheet; what comes below the cut is the same again in most pages. */
const COLUMNS: Readonly<Record<number, number>> = { 360: 112, 768: 144, 1280: 208, 1920: 256 };
const TALLEST = 480;
const GAP = 6;
const GROUND = "#8a8f98";

/** What differs less is the noise of secrets and of QR codes made of them. */
const BLOCK = 8;
const SAME_GREY = 14;
const SAME_SHARE = 0.01;

const fileOf = (name: string): string => join(KEPT, `${name}.webp`);

/** The pictures of one page at all widths, small, beside each other. */
export async function drawSheet(shots: ReadonlyMap<number, Buffer>): Promise<Buffer> {
  const columns = await Promise.all(
    [...shots].map(async ([width, shot]) => {
      const { data, info } = await sharp(shot)
        .resize({ width: COLUMNS[width] ?? 160 })
        .toBuffer({ resolveWithObject: true });
      const height = Math.min(info.height, TALLEST);
      return { input: await sharp(data).extract({ left: 0, top: 0, width: info.width, height }).toBuffer(), ...info, height };
    }),
  );
  const width = columns.reduce((sum, column) => sum + column.width + GAP, GAP);
  const height = Math.max(...columns.map((column) => column.height)) + 2 * GAP;
  let left = GAP;
  const placed = columns.map(({ input, width: own }) => {
    const place = { input, top: GAP, left };
    left += own + GAP;
    return place;
  });
  return sharp({ create: { width, height, channels: 3, background: GROUND } })
    .composite(placed)
    .webp({ quality: 36, effort: 6, smartSubsample: true })
    .toBuffer();
}

async function greyBlocks(sheet: Buffer): Promise<{ readonly columns: number; readonly rows: number; readonly grey: Buffer }> {
  const { width, height } = await sharp(sheet).metadata();
  const [columns, rows] = [Math.floor(width / BLOCK), Math.floor(height / BLOCK)];
  const grey = await sharp(sheet).greyscale().resize(columns, rows, { fit: "fill", kernel: "linear" }).raw().toBuffer();
  return { columns, rows, grey };
}

/** The share of the page, block by block, that is lighter or darker than it was. */
export async function shareChanged(before: Buffer, after: Buffer): Promise<number> {
  const [old, now] = [await greyBlocks(before), await greyBlocks(after)];
  if (old.columns !== now.columns) return 1;
  const common = Math.min(old.rows, now.rows) * old.columns;
  let changed = Math.abs(old.rows - now.rows) * old.columns;
  for (let at = 0; at < common; at += 1) if (Math.abs((old.grey[at] ?? 0) - (now.grey[at] ?? 0)) > SAME_GREY) changed += 1;
  return changed / (Math.max(old.rows, now.rows) * old.columns);
}

/** Puts the kept sheet above the new one, for a person to judge. */
async function showBoth(name: string, before: Buffer, after: Buffer): Promise<void> {
  const sizes = await Promise.all([before, after].map((sheet) => sharp(sheet).metadata()));
  const width = Math.max(...sizes.map((size) => size.width));
  const height = sizes.reduce((sum, size) => sum + size.height + GAP, 0);
  mkdirSync(CHANGED, { recursive: true });
  await sharp({ create: { width, height, channels: 3, background: "#fff" } })
    .composite([
      { input: before, top: 0, left: 0 },
      { input: after, top: (sizes[0]?.height ?? 0) + GAP, left: 0 },
    ])
    .png()
    .toFile(join(CHANGED, `${name}.png`));
}

export type Verdict = "same" | "new" | `differs by ${string} %`;

/** Compares a page with how it was kept; where they differ, both stand in e2e/.shots/changed. */
export async function compareLook(name: string, sheet: Buffer): Promise<Verdict> {
  if (!existsSync(fileOf(name))) return "new";
  const before = readFileSync(fileOf(name));
  const share = await shareChanged(before, sheet);
  if (share <= SAME_SHARE) return "same";
  await showBoth(name, before, sheet);
  return `differs by ${(share * 100).toFixed(1)} %`;
}

export function keepLook(name: string, sheet: Buffer): void {
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(fileOf(name), sheet);
}

export const keptLooks = (): readonly string[] =>
  existsSync(KEPT) ? readdirSync(KEPT).map((file) => file.replace(/\.webp$/, "")) : [];

export const dropLook = (name: string): void => rmSync(fileOf(name));
