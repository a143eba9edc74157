/** What is weighed when candidates are put in order; each about 0 to 1. */
export const FEATURES = [
  /** Share of the best candidate's score over the terms. */
  "terms",
  /** How much of the name and of the name before its first bracket the question weighs; how much of the question the name has. */
  "name",
  "core",
  "asked",
  /** Neighbours of the question that are neighbours in the name. */
  "neighbours",
  /** How much of what was understood the name says; that and nothing else; that, by how much of the question said it. */
  "meant",
  "meantCore",
  "meantShare",
  /** The same of the question, by how rare each word is in the catalogue. */
  "telling",
  /** The same, where a word counts too whose meaning the name has; one that neither has counts against it. */
  "explained",
  /** What is done: shared; in the question alone; in the name alone. */
  "action",
  "actionMissing",
  "actionBeyond",
  /** What narrows it: in the name alone; in the question alone; the same of foreigners, who have procedures of their own. */
  "narrower",
  "wider",
  "foreignBeyond",
  "foreignMissing",
  /** Who decides, and for whom. */
  "office",
  "commune",
  "ministry",
  "local",
  "apart",
  "citizens",
  "detailed",
] as const;

export type Feature = (typeof FEATURES)[number];
