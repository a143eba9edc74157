import { spawn } from "node:child_process";
import { access, constants, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";
import { searchPath } from "../config.ts";

/** The programme that makes a PDF of a DOCX, where the machine has it (LibreOffice). */
export const CONVERTER = "soffice";
const TIMEOUT_MS = 60_000;
const MOST_WAITING = 8;

export type ConversionFault = "absent" | "busy" | "timeout" | "failed";

/** A conversion that came to nothing; what to do about it is the caller's to say. */
export class ConversionError extends Error {
  readonly fault: ConversionFault;

  constructor(fault: ConversionFault, detail = "") {
    super(detail === "" ? fault : `${fault}: ${detail}`);
    this.name = "ConversionError";
    this.fault = fault;
  }
}

const LOOK_AGAIN_MS = 60_000;
let found: { readonly path: string; readonly at: number; readonly file: Promise<string | undefined> } | undefined;

/**
 * Where the converter lies, by the PATH of this process; undefined where it is not installed. Pages ask: the folders are looked
 * at once a minute, and without a shell, for which the web process would stand still while its memory is forked.
 */
export function findConverter(): Promise<string | undefined> {
  const path = searchPath();
  const now = performance.now();
  if (found?.path !== path || now - found.at > LOOK_AGAIN_MS) found = { path, at: now, file: findInFolders(path) };
  return found.file;
}

async function findInFolders(path: string): Promise<string | undefined> {
  const files = path.split(delimiter).flatMap((folder) => (isAbsolute(folder) ? [join(folder, CONVERTER)] : []));
  const usable = await Promise.all(files.map((file) => isExecutable(file)));
  return files.find((_, position) => usable[position]);
}

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a PDF of a DOCX in a folder and with a profile of its own, one at a time, and kills the converter with its children
 * when the time is over. It sees nothing of this process's environment. Throws `ConversionError`.
 */
export async function convertDocx(docx: Buffer, timeoutMs = TIMEOUT_MS): Promise<Buffer> {
  const converter = await findConverter();
  if (converter === undefined) throw new ConversionError("absent");
  if (waiting >= MOST_WAITING) throw new ConversionError("busy");
  waiting += 1;
  const turn = last.then(() => convertInFolder(converter, docx, timeoutMs));
  last = turn.catch(() => {});
  return turn.finally(() => (waiting -= 1));
}

async function convertInFolder(converter: string, docx: Buffer, timeoutMs: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "motcua-docx-"));
  try {
    const source = join(folder, "phieu.docx");
    await writeFile(source, docx, { mode: 0o600 });
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
    const quiet = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"];
    const said = await run(converter, [profile, ...quiet, "--convert-to", "pdf", "--outdir", folder, source], folder, timeoutMs);
    // It may end with 0 although it made nothing: the file is what counts.
    const pdf = await readFile(join(folder, "phieu.pdf")).catch(() => undefined);
    if (pdf?.subarray(0, 5).toString("latin1") !== "%PDF-") throw new ConversionError("failed", said.slice(0, 300));
    return pdf;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(converter: string, args: readonly string[], folder: string, timeoutMs: number): Promise<string> {
  const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: folder, TMPDIR: folder, LANG: "C.UTF-8" };
  const child = spawn(converter, args, { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer) => (said = `${said}${chunk.toString("utf8")}`.slice(-2_000));
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const timer = setTimeout(() => {
      endGroup(child.pid);
      reject(new ConversionError("timeout"));
    }, timeoutMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(new ConversionError("failed", error.message));
    });
    child.once("close", () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}

/** The converter is a wrapper around others: all of its group ends. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended in this moment.
  }
}
