import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ConverterPeer {
  /** What it does from now on. */
  becomes(mode: "works" | "fails" | "hangs"): void;
  /** How it was called, call by call, and the children that it began. */
  calls(): readonly {
    readonly args?: readonly string[];
    readonly seen?: readonly string[];
    readonly pid?: number;
    readonly child?: number;
  }[];
  remove(): void;
}

/** Puts a programme named `soffice` at the head of this process's PATH; taken away again by `remove`. */
export function installConverter(): ConverterPeer {
  const folder = mkdtempSync(join(tmpdir(), "motcua-peer-"));
  const script = join(import.meta.dirname, "converter-peer.process.ts");
  const program = join(folder, "soffice");
  writeFileSync(
    program,
    `#!/bin/sh
case "$(cat '${folder}/mode' 2>/dev/null)" in
  fails) echo 'Error: source file could not be loaded' >&2; exit 0 ;;
  hangs) sleep 600 & echo "{\\"child\\":$!}" >>'${folder}/calls.jsonl'; wait ;;
esac
CONVERTER_PEER='${folder}' exec '${process.execPath}' '${script}' "$@"
`,
  );
  chmodSync(program, 0o755);
  const before = process.env["PATH"];
  process.env["PATH"] = `${folder}:${before}`;
  return {
    becomes: (mode) => writeFileSync(join(folder, "mode"), mode),
    calls: () =>
      readFileSync(join(folder, "calls.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as ReturnType<ConverterPeer["calls"]>[number]),
    remove: () => {
      process.env["PATH"] = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
