import type { ProcessStep } from "#core/process/definition.ts";
import { searchKey } from "#platform/input/text.ts";

/** A step of another tool's drawing: what its name and place suggest, and nothing about its time. */
export function guessStep(name: string, index: number, code: string): ProcessStep {
  const key = ` ${searchKey(name)} `;
  const kind: ProcessStep["kind"] =
    index === 0 || key.includes(" tiep nhan ")
      ? "receive"
      : key.includes(" tra ket qua ") || key.includes(" tra kq ")
        ? "return"
        : key.includes(" ky ") || key.includes(" phe duyet ")
          ? "sign"
          : key.includes(" lay y kien ") || key.includes(" phoi hop ")
            ? "consult"
            : "process";
  const atCounter = kind === "receive" || kind === "return";
  return {
    code,
    name: { vi: name.slice(0, 200), en: name.slice(0, 200) },
    kind,
    unit: { select: atCounter ? "one_stop" : "agency", unitId: null },
    role: atCounter ? "receiving_officer" : kind === "sign" ? "leader" : "specialist",
    assignee: { policy: atCounter ? "pool" : "least_load", personId: null, fields: [] },
    time: null,
    status: { vi: "", en: "" },
  };
}
