import type { ProcedureCode, ProcedureSummary } from "../procedure.ts";
import { withoutPrefix } from "./features.rules.ts";
import type { Ranked } from "./rank.rules.ts";

/** A question that tells procedures apart, with the answers there are and what each leads to. */
export interface AskBack {
  readonly by: "field" | "level" | "case";
  readonly options: readonly { readonly value: string; readonly codes: readonly ProcedureCode[] }[];
}

/** So few procedures are chosen from by their names alone. */
const FEW = 4;

/** The questions that divide these matches: by case always, and first by what sorts them where they are many. */
export function askBackOn(matches: readonly Ranked[]): readonly AskBack[] {
  const procedures = matches.map((match) => match.procedure);
  if (procedures.length < 2) return [];
  const coarse = [groupBy("field", procedures, (p) => [p.field]), groupBy("level", procedures, (p) => p.levels)].filter(
    (one) => procedures.length > FEW && divides(one, procedures),
  );
  return [...coarse.slice(0, 1), groupBy("case", procedures, (p) => [remainder(p, procedures)])];
}

/** Whether a question sorts the procedures: each has one answer, and no answer leaves nearly all of them. */
function divides({ options }: AskBack, procedures: readonly ProcedureSummary[]): boolean {
  const answered = options.flatMap(({ codes }) => codes);
  const largest = Math.max(...options.map(({ codes }) => codes.length));
  return options.length > 1 && answered.length === procedures.length && largest < procedures.length - 1;
}

function groupBy(
  by: AskBack["by"],
  procedures: readonly ProcedureSummary[],
  valuesOf: (procedure: ProcedureSummary) => readonly string[],
): AskBack {
  const groups = new Map<string, ProcedureCode[]>();
  for (const procedure of procedures) {
    for (const value of valuesOf(procedure)) groups.set(value, [...(groups.get(value) ?? []), procedure.code]);
  }
  return { by, options: [...groups].map(([value, codes]) => ({ value, codes })) };
}

/** What a name says beyond the words with which all of them begin. */
function remainder(procedure: ProcedureSummary, all: readonly ProcedureSummary[]): string {
  const names = all.map((p) => withoutPrefix(p.name).split(/\s+/u));
  const [first = []] = names;
  let shared = 0;
  while (shared < first.length && names.every((name) => name[shared]?.toLowerCase() === first[shared]?.toLowerCase()))
    shared += 1;
  const own = withoutPrefix(procedure.name).split(/\s+/u);
  const rest = own.slice(shared).join(" ");
  return rest === "" ? own.join(" ") : rest;
}
