import { createHash } from "node:crypto";
import type { Role } from "#core/roles.ts";
import type { LegalState, Outcome } from "#core/workflow/dossier-state.ts";
import { type Dossier, dossierText } from "#dossiers";
import type { Locale } from "#platform/i18n/messages.ts";

/** One line of the register of dossiers (sổ theo dõi hồ sơ), with what is known of the dossier at the moment it is written for. */
export interface RegisterEntry {
  readonly dossierId: number;
  /** Runs from 1 in the order of receipt in a year. */
  readonly number: number;
  readonly code: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly subject: string | null;
  readonly sets: number;
  readonly ownerName: string;
  readonly address: string | null;
  readonly phone: string | null;
  /** Who deals with it: the division that proposed, else the agency. */
  readonly unitName: string;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly delivery: Dossier["attributes"]["delivery"] | null;
  readonly giverName: string | null;
  readonly receiverName: string | null;
  readonly state: LegalState;
  readonly outcome: Outcome | null;
}

export interface ClosedRegister {
  readonly year: number;
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly entries: number;
  readonly sha256: string;
}

export interface RegisterYear {
  readonly year: number;
  readonly entries: number;
  readonly closed: ClosedRegister | undefined;
}

export const REGISTER_CLOSERS: readonly [Role, ...Role[]] = ["leader", "one_stop_head"];

/** As many entries as one printed part has; a longer year is printed in parts. */
export const PRINTED_AT_ONCE = 1_000;

/** The parts of an entry in the order in which the canonical line spells them. */
const PARTS = [
  "number",
  "code",
  "procedureCode",
  "procedureName",
  "subject",
  "sets",
  "ownerName",
  "address",
  "phone",
  "unitName",
  "receivedAt",
  "dueAt",
  "endedAt",
  "returnedAt",
  "delivery",
  "giverName",
  "receiverName",
  "state",
  "outcome",
] as const satisfies readonly (keyof RegisterEntry)[];

/** A register in a fixed spelling: a JSON array a line, instants in UTC, nothing left out. The same entries give the same bytes. */
export const canonicalRegister = (entries: readonly RegisterEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(PARTS.map((part) => entry[part] ?? null))}\n`).join("");

export const sha256Of = (content: string): string => createHash("sha256").update(content, "utf8").digest("hex");

export interface RegisterDifference {
  /** The code of the dossier. */
  readonly code: string;
  readonly what: "changed" | "missing" | "added";
}

const byCode = (content: string): ReadonlyMap<string, string> =>
  new Map(
    content
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => [String((JSON.parse(line) as unknown[])[PARTS.indexOf("code")]), line]),
  );

/** In which dossiers two spellings of a register differ. */
export function compareRegisters(kept: string, today: string): readonly RegisterDifference[] {
  if (kept === today) return [];
  const [before, after] = [byCode(kept), byCode(today)];
  const gone = [...before].flatMap(([code, line]): RegisterDifference[] => {
    const now = after.get(code);
    return now === line ? [] : [{ code, what: now === undefined ? "missing" : "changed" }];
  });
  const added = [...after.keys()].filter((code) => !before.has(code)).map((code) => ({ code, what: "added" }) as const);
  return [...gone, ...added];
}

/** What became of a dossier where it did not end with its result: the book says so, and the number stays. */
export function remarkOf(locale: Locale, { state, outcome }: Pick<RegisterEntry, "state" | "outcome">): string {
  if (state === "VOIDED" || state === "WITHDRAWN" || state === "STOPPED") return dossierText(locale, `state.${state}`);
  return outcome === "refused" ? dossierText(locale, "outcome.refused") : "";
}
