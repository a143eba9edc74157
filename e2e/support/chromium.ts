import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserServer, chromium } from "playwright-core";

const ROOT = join(import.meta.dirname, "../..");
const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

/** Nothing here may leave the machine, nor wait for a display, a sandbox or a big /dev/shm. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--disable-features=MediaRouter,OptimizationHints,Translate",
  "--no-pings",
  "--font-render-hinting=none",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

interface Installation {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the browser that all journeys share. CHROME_PATH names one; else the package's on Linux x64; else an installed one. */
export async function launchBrowser(): Promise<BrowserServer> {
  const { executablePath, env } = await findBrowser();
  return chromium.launchServer({ executablePath, args: ARGUMENTS, headless: true, env: { ...inherited(), ...env } });
}

async function findBrowser(): Promise<Installation> {
  const named = process.env["CHROME_PATH"];
  if (named) return { executablePath: named, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return unpackedBrowser();
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed === undefined) throw new Error("no browser found: install Chromium or name one by CHROME_PATH");
  return { executablePath: installed, env: {} };
}

/**
 * The package unpacks itself into the system's temporary folder and takes whatever stands there, of any version and any
 * owner, complete or not. So it unpacks into a folder of its version here, which gets its name once it is complete.
 */
async function unpackedBrowser(): Promise<Installation> {
  const manifest = readFileSync(join(ROOT, "node_modules/@sparticuz/chromium/package.json"), "utf8");
  const cache = join(ROOT, "node_modules/.cache");
  const folder = join(cache, `chromium-${(JSON.parse(manifest) as { version: string }).version}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const partial = mkdtempSync(`${folder}.partial-`);
    await unpackInto(partial);
    if (existsSync(folder)) rmSync(partial, { recursive: true });
    else renameSync(partial, folder);
  }
  return {
    executablePath: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_FILE: writeFontSettings(folder), HOME: folder },
  };
}

/** The package's own settings name fixed folders; where none of them has a font, the browser ends at the first page. */
function writeFontSettings(folder: string): string {
  const file = join(folder, "fonts.conf");
  const [fonts, cache] = [join(folder, "fonts/fonts"), join(folder, "fonts-cache")].map((path) =>
    path.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
  );
  writeFileSync(
    file,
    `<?xml version="1.0"?>\n<fontconfig>\n<dir>${fonts}</dir>\n<dir>/usr/share/fonts</dir>\n<cachedir>${cache}</cachedir>\n</fontconfig>\n`,
  );
  return file;
}

/** The package takes its folder and the libraries that it brings from the environment, at the moment of its import. */
async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env };
  process.env["TMPDIR"] = folder;
  process.env["AWS_EXECUTION_ENV"] = "AWS_Lambda_nodejs24.x";
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    await packaged.executablePath();
  } finally {
    // The libraries of the browser must not reach the database server, which is started from this process too.
    for (const name of ["TMPDIR", "AWS_EXECUTION_ENV", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "HOME"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
