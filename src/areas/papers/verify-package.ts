import { readZip } from "#platform/files/zip.ts";
import { type Fault, findFaults } from "./package.rules.ts";

export interface PackageReport {
  readonly files: number;
  readonly bytes: number;
  readonly faults: readonly Fault[];
}

/**
 * Reads a hand-over package and compares every file with its manifests; needs no database. What is no ZIP at all is
 * reported as `no_bag`.
 */
export async function verifyPackage(path: string): Promise<PackageReport> {
  const entries = await readZip(path).catch(() => []);
  return {
    files: entries.filter(({ name }) => name.startsWith("data/")).length,
    bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    faults: findFaults(entries),
  };
}
