import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

const DATA = process.env["MOTCUA_SHARED_DATA"] ?? join(import.meta.dirname, "../../../shared/data");
export const CATALOGUE = join(DATA, "procedures/catalogue.csv");
export const DETAILS = join(DATA, "procedures/details.jsonl.gz");
const QUERIES = join(DATA, "citizen-queries/queries_dev.csv");
const OWN = join(import.meta.dirname, "../../test/search/questions.csv");

export interface CitizenQuery {
  readonly id: string;
  readonly query: string;
  readonly gold: ReadonlySet<string>;
  readonly behaviour: "answer" | "clarify" | "out_of_scope";
  readonly origin: string;
  readonly marked: boolean;
}

/** The files that are measured on, or what is missing: they are no part of the product and are not copied into it. */
export const missingData = (): readonly string[] => [CATALOGUE, DETAILS, QUERIES].filter((path) => !existsSync(path));

export const readQueries = (): readonly CitizenQuery[] => readFile(QUERIES).map(toQuery);

/** Questions of our own (test/search); all but `second` have been looked at. */
export type Half = "tune" | "learn" | "teach" | "judge" | "last" | "fresh" | "unseen" | "stranger" | "second";

export const readOwnQueries = (half: Half): readonly CitizenQuery[] =>
  readFile(OWN)
    .filter((row) => row["half"] === half)
    .map(toQuery);

const readFile = (path: string) => parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[];

const toQuery = (row: Record<string, string>): CitizenQuery => ({
  id: row["id"] ?? "",
  query: row["query"] ?? "",
  gold: new Set((row["gold_codes"] ?? "").split("|").filter((code) => code !== "")),
  behaviour: row["behaviour"] as CitizenQuery["behaviour"],
  origin: (row["origin"] ?? "").split(":")[0] ?? "",
  marked: row["has_diacritics"] === "1",
});

export interface Hits {
  readonly queries: number;
  readonly first: number;
  readonly five: number;
  /** Mean reciprocal rank over what was answered. */
  readonly reciprocal: number;
}

/** Where the right answers stand: ranks from 0, -1 where there is none. */
export function hitsOf(ranks: readonly number[]): Hits {
  const share = (test: (rank: number) => boolean) => ranks.filter(test).length / Math.max(1, ranks.length);
  return {
    queries: ranks.length,
    first: share((rank) => rank === 0),
    five: share((rank) => rank >= 0 && rank < 5),
    reciprocal: ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / Math.max(1, ranks.length),
  };
}

export const inWords = ({ queries, first, five, reciprocal }: Hits): string =>
  `hit@1 ${first.toFixed(3)}, hit@5 ${five.toFixed(3)}, MRR ${reciprocal.toFixed(3)} (${queries})`;
