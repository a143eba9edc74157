import type { Leg, Reception } from "./reception.ts";

export type Side = "receiving" | "deciding";

const SIDE = {
  papers_sent: "receiving",
  papers_arrived: "deciding",
  result_sent: "deciding",
  result_arrived: "receiving",
  handed_back: "receiving",
  papers_returned: "deciding",
  papers_back: "receiving",
} as const satisfies Record<Exclude<Leg, "given_back">, Side>;

/** Which side of a reception takes a leg; papers are given to the applicant by whoever has them. */
export function sideOf(leg: Leg, done: readonly Leg[]): Side {
  if (leg !== "given_back") return SIDE[leg];
  return done.includes("papers_arrived") && !done.includes("papers_returned") ? "deciding" : "receiving";
}

/** How the dossier stands, as far as its papers depend on it. */
export interface Standing {
  readonly state: string;
  readonly originalsHeld: number;
}

const OVER: ReadonlySet<string> = new Set(["RETURNED", "VOIDED"]);
const ENDED_EARLY: ReadonlySet<string> = new Set(["WITHDRAWN", "STOPPED"]);

/** Whether papers of a dossier that ended early lie with an office still. */
const hasPapers = ({ electronic }: Pick<Reception, "electronic">, { originalsHeld }: Standing): boolean =>
  !electronic || originalsHeld > 0;

/** Of a dossier that ended early: the papers go back where they were handed in; whoever has them may give them to the applicant. */
function legsBack(done: readonly Leg[]): readonly Leg[] {
  if (done.includes("papers_sent") && !done.includes("papers_arrived")) return ["papers_arrived"];
  if (done.includes("papers_arrived") && !done.includes("papers_returned")) return ["papers_returned", "given_back"];
  return done.includes("papers_returned") && !done.includes("papers_back") ? ["papers_back"] : ["given_back"];
}

/**
 * The leg that comes next, and what may be done in its place; none when the dossier is over. The result moves only when there
 * is one. Without a dossier: its papers and result as of one that is decided.
 */
export function nextLegs(
  reception: Pick<Reception, "electronic">,
  done: readonly Leg[],
  dossier: Standing | undefined,
): readonly Leg[] {
  const has = (leg: Leg): boolean => done.includes(leg);
  if (has("handed_back") || has("given_back")) return [];
  if (dossier !== undefined && OVER.has(dossier.state)) return [];
  if (dossier !== undefined && ENDED_EARLY.has(dossier.state)) return hasPapers(reception, dossier) ? legsBack(done) : [];
  if (!has("papers_sent")) return ["papers_sent"];
  if (!has("papers_arrived")) return ["papers_arrived"];
  if (!has("result_sent")) return dossier === undefined || dossier.state === "DECIDED" ? ["result_sent"] : [];
  return has("result_arrived") ? ["handed_back"] : ["result_arrived"];
}
