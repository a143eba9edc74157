import type { BundleMember } from "./bundle.ts";

type Standing = Pick<BundleMember, "position" | "dependsOn" | "dossierId" | "state" | "outcome">;

const isDecided = ({ state }: Standing): boolean => state === "DECIDED" || state === "RETURNED";
const isOver = ({ state }: Standing): boolean => state === "WITHDRAWN" || state === "STOPPED" || state === "VOIDED";

/** What stands between a member and what it depends on: undefined where all of it is decided in favour. */
export function findObstacle(
  member: Standing,
  all: readonly Standing[],
): { readonly code: "depends_on_open" | "depends_on_refused"; readonly position: number } | undefined {
  for (const position of member.dependsOn) {
    const other = all.find((one) => one.position === position);
    if (other === undefined) continue;
    if (isOver(other) || (isDecided(other) && other.outcome === "refused")) return { code: "depends_on_refused", position };
    if (!isDecided(other)) return { code: "depends_on_open", position };
  }
  return undefined;
}

/** Whether a member's dossier will never be opened, since what it depends on, or what that waits for, was not decided in favour. */
export function isLost(member: Standing, all: readonly Standing[]): boolean {
  if (member.dossierId !== null) return false;
  return member.dependsOn.some((position) => {
    const other = all.find((one) => one.position === position);
    return other !== undefined && (isOver(other) || (isDecided(other) && other.outcome === "refused") || isLost(other, all));
  });
}

/** Members whose dossier is to be opened now: on paper, those whose turn it is; electronically, all at once (article 19.6). */
export const membersToOpen = <M extends Standing>(way: "parallel" | "sequence", all: readonly M[]): readonly M[] =>
  all.filter((member) => member.dossierId === null && (way === "parallel" || findObstacle(member, all) === undefined));

/** The row of each member in the graph: below everything that it depends on. */
export function layersOf(all: readonly Pick<Standing, "position" | "dependsOn">[]): ReadonlyMap<number, number> {
  const layers = new Map<number, number>();
  for (const { position, dependsOn } of all) {
    layers.set(position, Math.max(-1, ...dependsOn.map((other) => layers.get(other) ?? 0)) + 1);
  }
  return layers;
}

/** As long as the subject of a dossier may be. */
const MOST_SUBJECT = 500;

/** Fills what was said once into a text of the group's data map; what was not said leaves no gap. */
export const fillIn = (pattern: string, values: Readonly<Record<string, string | undefined>>): string =>
  pattern
    .replaceAll(/\{([a-z]+)\}/g, (_, name: string) => values[name] ?? "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[,;](?= ?(?:[,;.]|$))/g, "")
    .replaceAll(/ (?=[,;.])/g, "")
    .trim()
    .slice(0, MOST_SUBJECT);
