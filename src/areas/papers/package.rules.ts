/** One line of a BagIt manifest. */
export interface ManifestLine {
  readonly sha256: string;
  readonly path: string;
}

export const BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/** The manifest as it lies in the package: sorted by path, so that the same content has the same hash. */
export const manifestText = (lines: readonly ManifestLine[]): string =>
  lines
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ sha256, path }) => `${sha256}  ${path}\n`)
    .join("");

/** What a manifest says; a line that is none is left out and so is missed later. */
export const readManifest = (text: string): readonly ManifestLine[] =>
  text.split("\n").flatMap((line) => {
    const [, sha256, path] = /^([0-9a-f]{64}) {1,2}\*?(.+)$/.exec(line) ?? [];
    return sha256 === undefined || path === undefined ? [] : [{ sha256, path }];
  });

export interface Fault {
  readonly path: string;
  readonly fault: "missing" | "changed" | "unlisted" | "no_bag";
}

/** Compares what lies in a package with what its manifests say (RFC 8493): every payload file listed, present and unchanged. */
export function findFaults(
  entries: readonly { readonly name: string; readonly sha256: string; readonly text: string | undefined }[],
): readonly Fault[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const manifest = byName.get("manifest-sha256.txt")?.text;
  const tags = byName.get("tagmanifest-sha256.txt")?.text;
  if (byName.get("bagit.txt")?.text?.startsWith("BagIt-Version:") !== true || manifest === undefined || tags === undefined)
    return [{ path: "bagit.txt", fault: "no_bag" }];
  const listed = [...readManifest(manifest), ...readManifest(tags)];
  const paths = new Set(listed.map(({ path }) => path));
  const unlisted = entries.filter(({ name }) => name !== "tagmanifest-sha256.txt" && !paths.has(name));
  return [
    ...listed.flatMap(({ path, sha256 }): Fault[] => {
      const found = byName.get(path);
      if (found === undefined) return [{ path, fault: "missing" }];
      return found.sha256 === sha256 ? [] : [{ path, fault: "changed" }];
    }),
    ...unlisted.map(({ name }): Fault => ({ path: name, fault: "unlisted" })),
  ];
}
