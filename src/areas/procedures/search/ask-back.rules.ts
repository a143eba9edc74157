import type { ProcedureCode, ProcedureSummary } from "../procedure.ts";
import type { Ranked } from "./rank.rules.ts";

/** A question that tells procedures apart, with the answers there are and what each leads to. */
export interface AskBack {
  readonly by: "field" | "level" | "case";
  readonly options: readonly { readonly value: string; readonly codes: readonly ProcedureCode[] }[];
}

/** The questions that divide these matches, the coarsest first; none for a single one. */
export function askBackOn(matches: readonly Ranked[]): readonly AskBack[] {
  const procedures = matches.map((match) => match.procedure);
  if (procedures.length < 2) return [];
  const questions = [
    groupBy("field", procedures, (p) => [p.field]),
    groupBy("level", procedures, (p) => p.levels),
    groupBy("case", procedures, (p) => [remainder(p, procedures)]),
  ];
  return questions.filter((question) => question.options.length > 1);
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
  const names = all.map((p) => p.name.replace(/^thủ tục\s+/iu, "").split(/\s+/u));
  const [first = []] = names;
  let shared = 0;
  while (shared < first.length && names.every((name) => name[shared]?.toLowerCase() === first[shared]?.toLowerCase()))
    shared += 1;
  const own = procedure.name.replace(/^thủ tục\s+/iu, "").split(/\s+/u);
  const rest = own.slice(shared).join(" ");
  return rest === "" ? own.join(" ") : rest;
}
