import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parentPort } from "node:worker_threads";
import { createCanvas } from "@napi-rs/canvas";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What a PDF is asked for, in a thread of its own: it is the most hostile of the formats that are taken. */
export type PdfTask =
  | { readonly do: "count"; readonly path: string }
  | { readonly do: "render"; readonly path: string; readonly page: number; readonly target: string };

export type PdfAnswer = { readonly pages: number } | { readonly fault: "locked" | "damaged" };

const MOST_PIXELS = 4_000_000;
const WIDEST = 1_400;
const pdfjs = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

async function answer(task: PdfTask): Promise<PdfAnswer> {
  const loading = getDocument({
    data: new Uint8Array(await readFile(task.path)),
    // Nothing that a document says is run or fetched.
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: MOST_PIXELS * 12,
    verbosity: VerbosityLevel.ERRORS,
    standardFontDataUrl: `${join(pdfjs, "standard_fonts")}/`,
    cMapUrl: `${join(pdfjs, "cmaps")}/`,
    wasmUrl: `${join(pdfjs, "wasm")}/`,
  });
  try {
    const document = await loading.promise;
    if (task.do === "render") await render(await document.getPage(task.page), task.target);
    return { pages: document.numPages };
  } catch (error) {
    return { fault: (error as Error).name === "PasswordException" ? "locked" : "damaged" };
  } finally {
    await loading.destroy();
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>;

async function render(page: Page, target: string): Promise<void> {
  const natural = page.getViewport({ scale: 1 });
  const scale = Math.min(WIDEST / natural.width, Math.sqrt(MOST_PIXELS / (natural.width * natural.height)));
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height)));
  await page.render({ canvas: canvas as never, canvasContext: canvas.getContext("2d") as never, viewport }).promise;
  const unfinished = `${target}.part`;
  await writeFile(unfinished, await canvas.encode("jpeg", 82), { mode: 0o600 });
  await rename(unfinished, target);
}

parentPort?.on("message", async (task: PdfTask) => {
  const said = await answer(task);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
  parentPort?.postMessage(said);
});
