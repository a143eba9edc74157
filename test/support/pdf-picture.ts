import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import sharp from "sharp";

const pdfjs = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const GAP = 8;

/** The pages of a PDF as a reader of its own draws them, below each other, in grey; `width` pixels wide. */
export async function drawPdf(pdf: Buffer, width: number): Promise<Buffer> {
  const loading = getDocument({
    data: new Uint8Array(pdf),
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
    standardFontDataUrl: `${join(pdfjs, "standard_fonts")}/`,
  });
  const document = await loading.promise;
  const sheets: { readonly input: Buffer; readonly height: number }[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    await page.render({ canvas: canvas as never, canvasContext: canvas.getContext("2d") as never, viewport }).promise;
    sheets.push({ input: await canvas.encode("png"), height: canvas.height });
  }
  await loading.destroy();
  let top = 0;
  const placed = sheets.map(({ input, height }) => {
    const place = { input, left: 0, top };
    top += height + GAP;
    return place;
  });
  return sharp({ create: { width, height: top - GAP, channels: 3, background: "#888" } })
    .composite(placed)
    .greyscale()
    .webp({ quality: 60, effort: 6 })
    .toBuffer();
}
