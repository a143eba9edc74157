import { fileRefusal } from "./files.errors.ts";

/** An A3 page at 400 dpi has 31 million. */
const MOST_PIXELS = 50_000_000;

/** Loaded with the first image. Pixels in memory are what costs: one image at a time, nothing kept between them. */
async function loadSharp() {
  const { default: sharp } = await import("sharp");
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

export interface CleanImage {
  readonly width: number;
  readonly height: number;
}

/**
 * Writes the image anew, upright and without what its camera tells (place, time, device) or hides behind its end. The
 * size is read from the header first: a flood of pixels is refused before one of them is decoded.
 */
export async function cleanImage(
  source: string,
  target: string,
  kind: "jpg" | "png",
  { name, longestSide }: { readonly name: string; readonly longestSide?: number | undefined },
): Promise<CleanImage> {
  const sharp = await loadSharp();
  const header = await sharp(source, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (header?.width === undefined || header.height === undefined) throw fileRefusal("file_damaged", { values: { name } });
  const { width, height } = header;
  if (width * height * (header.pages ?? 1) > MOST_PIXELS) {
    throw fileRefusal("image_too_large", { values: { name, width, height, most: MOST_PIXELS / 1_000_000 } });
  }
  const upright = sharp(source, { limitInputPixels: MOST_PIXELS, failOn: "error" }).timeout({ seconds: 20 }).autoOrient();
  const sized =
    longestSide === undefined
      ? upright
      : upright.resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true });
  const encoded =
    kind === "jpg" ? sized.jpeg({ quality: longestSide === undefined ? 90 : 80 }) : sized.png({ compressionLevel: 6 });
  const made = await encoded.toFile(target).catch(() => undefined);
  if (made === undefined) throw fileRefusal("file_damaged", { values: { name } });
  return { width: made.width, height: made.height };
}
