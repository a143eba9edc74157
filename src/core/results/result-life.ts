/** A version of a result document, from its draft to what became of it. */
export const RESULT_STATES = ["draft", "review", "signed", "issued", "replaced", "voided"] as const;
export type ResultState = (typeof RESULT_STATES)[number];

export const RESULT_ACTIONS = [
  "edit",
  "send_to_review",
  "send_back",
  "sign",
  "issue",
  "reissue_copy",
  "correct",
  "void",
] as const;
export type ResultAction = (typeof RESULT_ACTIONS)[number];

/** What each action makes of each state; an action that is missing is refused. A new state does not compile without its row. */
const MOVES: Readonly<Record<ResultState, Readonly<Partial<Record<ResultAction, ResultState>>>>> = {
  draft: { edit: "draft", send_to_review: "review", void: "voided" },
  review: { send_back: "draft", sign: "signed", void: "voided" },
  signed: { issue: "issued", void: "voided" },
  issued: { reissue_copy: "issued", correct: "issued", void: "voided" },
  replaced: {},
  voided: {},
};

/**
 * The state of a version after an action, or undefined where it is not allowed. A correction leaves the issued version in
 * force until its successor is issued (Decree 61/2018 article 21): only then is it "replaced".
 */
export const afterAction = (state: ResultState, action: ResultAction): ResultState | undefined => MOVES[state][action];

/** What may be done in a state, in the order of its life. */
export const actionsIn = (state: ResultState): readonly ResultAction[] =>
  RESULT_ACTIONS.filter((action) => MOVES[state][action] !== undefined);

export type Validity = "valid" | "expired" | "replaced" | "revoked";

/** What someone who holds an issued version is told of it on a day (yyyy-MM-dd, inclusive of the last). */
export function validityOf(version: { readonly state: ResultState; readonly validUntil: string | null }, on: string): Validity {
  if (version.state === "voided") return "revoked";
  if (version.state === "replaced") return "replaced";
  return version.validUntil !== null && version.validUntil < on ? "expired" : "valid";
}

/** "0003/2026": numbers of a year's book run without a gap from 0001; a voided one stays taken. */
export const resultNumber = (number: number, year: number): string => `${String(number).padStart(4, "0")}/${year}`;

/** Crockford's alphabet: nobody mistakes O for 0 when typing the code of a paper. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code for a paper from twelve bytes of chance: 60 bits, so that nobody finds one by trying. */
export const codeFrom = (random: Uint8Array): string =>
  `KQ${Array.from({ length: 12 }, (_, index) => ALPHABET[(random[index] ?? 0) % 32]).join("")}`;

/** The code as printed: KQ-ABCD-EFGH-JKMN. */
export const printedCode = (code: string): string =>
  `${code.slice(0, 2)}-${code.slice(2, 6)}-${code.slice(6, 10)}-${code.slice(10)}`;

/** What someone typed or scanned, as it is kept; undefined where it is no code. */
export function readCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, "").replace(/^KQ/, "");
  const code = `KQ${plain.replaceAll("O", "0").replaceAll(/[IL]/g, "1")}`;
  return /^KQ[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : undefined;
}
