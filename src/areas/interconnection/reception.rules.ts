import type { Leg } from "./reception.ts";

/** Which side of a reception takes each leg. */
export const LEG_SIDE = {
  papers_sent: "receiving",
  papers_arrived: "deciding",
  result_sent: "deciding",
  result_arrived: "receiving",
  handed_back: "receiving",
} as const satisfies Record<Leg, "receiving" | "deciding">;

const OVER: ReadonlySet<string> = new Set(["RETURNED", "WITHDRAWN", "STOPPED", "VOIDED"]);

/** The leg that comes next; undefined when the dossier is over. The result moves only when there is one. */
export function nextLeg(done: readonly Leg[], state: string | undefined): Leg | undefined {
  const has = (leg: Leg): boolean => done.includes(leg);
  if (has("handed_back") || (state !== undefined && OVER.has(state))) return undefined;
  if (!has("papers_sent")) return "papers_sent";
  if (!has("papers_arrived")) return "papers_arrived";
  if (!has("result_sent")) return state === "DECIDED" || state === undefined ? "result_sent" : undefined;
  return has("result_arrived") ? "handed_back" : "result_arrived";
}
