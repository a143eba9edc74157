import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { packageFolder } from "#platform/package-folder.ts";
import type { FileFolder } from "./file-folder.ts";
import { fileRefusal } from "./files.errors.ts";
import type { PdfAnswer, PdfTask } from "./pdf-thread.ts";

const MOST_PAGES = 2_000;
/** Of waiting, on a machine that has much else to do; what a document may burn is bounded by the memory of its thread. */
const TASK_TIMEOUT_MS = 20_000;
const IDLE_MS = 30_000;

interface Thread {
  readonly worker: Worker;
  answer: ((said: PdfAnswer) => void) | undefined;
}

let thread: Thread | undefined;
let idle: NodeJS.Timeout | undefined;
let queue: Promise<unknown> = Promise.resolve();

/** One document at a time in the whole process, in a thread whose memory and time are bounded. */
function ask(task: PdfTask): Promise<PdfAnswer> {
  const turn = queue.then(() => askThread(task));
  queue = turn.catch(() => {});
  return turn;
}

async function askThread(task: PdfTask): Promise<PdfAnswer> {
  clearTimeout(idle);
  const asked = (thread ??= startThread());
  asked.worker.ref();
  const timer = setTimeout(() => stopThread(asked), TASK_TIMEOUT_MS);
  const said = await new Promise<PdfAnswer>((resolve) => {
    asked.answer = resolve;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    asked.worker.postMessage(task);
  });
  clearTimeout(timer);
  asked.worker.unref();
  idle = setTimeout(() => stopThread(asked), IDLE_MS).unref();
  return said;
}

function startThread(): Thread {
  const script = import.meta.url.endsWith(".ts") ? "src/platform/files/pdf-thread.ts" : "dist/pdf-thread.js";
  const worker = new Worker(join(packageFolder, script), {
    resourceLimits: { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const started: Thread = { worker, answer: undefined };
  worker.on("message", (said: PdfAnswer) => started.answer?.(said));
  worker.on("error", () => stopThread(started));
  worker.on("exit", () => stopThread(started));
  return started;
}

/** Whoever waits for an answer of a thread that is stopped is told that the document is no good. */
function stopThread(stopped: Thread): void {
  if (thread === stopped) thread = undefined;
  void stopped.worker.terminate();
  stopped.answer?.({ fault: "damaged" });
}

/** How many pages it has; refuses what is damaged, has a password or has too many of them. The file is not changed. */
export async function countPages(path: string, name: string): Promise<number> {
  const said = await ask({ do: "count", path });
  if ("fault" in said) throw fileRefusal(said.fault === "locked" ? "file_locked" : "file_damaged", { values: { name } });
  if (said.pages > MOST_PAGES) throw fileRefusal("file_too_many_pages", { values: { name, most: MOST_PAGES } });
  return said.pages;
}

/**
 * The path of a JPEG that shows one page of a kept PDF (from 1), made on the first ask and then kept beside the files;
 * whoever reads sees pixels, never the document's own content. Refuses a page that cannot be shown.
 */
export async function renderPage(folder: FileFolder, sha256: string, page: number): Promise<string> {
  const place = join(folder.root, ".pages", sha256.slice(0, 2));
  const target = join(place, `.${sha256}-${page}.jpg`);
  const known = await stat(target).catch(() => undefined);
  if (known !== undefined) return target;
  await mkdir(place, { recursive: true, mode: 0o700 });
  const said = await ask({ do: "render", path: folder.pathOf(sha256), page, target });
  if ("fault" in said) throw fileRefusal("file_damaged", { values: { name: `${page}` } });
  return target;
}
