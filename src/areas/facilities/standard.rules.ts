import type { Condition, ItemKind } from "./facility.ts";

export interface Requirement {
  readonly kind: ItemKind;
  readonly least: number;
}

/** A standard of a period: from its first day to the day before `until`. */
export interface Standard {
  readonly id: string;
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
  /** Whether the numbers were read in the act itself. */
  readonly verified: boolean;
  readonly requires: readonly Requirement[];
}

export interface Standing {
  readonly kind: ItemKind;
  readonly quantity: number;
  readonly condition: Condition;
}

export interface Conformity {
  readonly kind: ItemKind;
  readonly least: number;
  /** What stands there, broken or not. */
  readonly there: number;
  readonly working: number;
  readonly ok: boolean;
}

/** The standard that holds on a day; undefined before the first. */
export const standardOn = (standards: readonly Standard[], on: string): Standard | undefined =>
  standards.find(({ from, until }) => from <= on && (until === null || on < until));

/** What a standard asks for beside what works: a broken thing does not count. */
export function checkConformity(standard: Standard, items: readonly Standing[]): readonly Conformity[] {
  const sum = (of: readonly Standing[]): number => of.reduce((total, item) => total + item.quantity, 0);
  return standard.requires.map(({ kind, least }) => {
    const there = items.filter((item) => item.kind === kind);
    const working = sum(there.filter(({ condition }) => condition !== "broken"));
    return { kind, least, there: sum(there), working, ok: working >= least };
  });
}

export const conforms = (rows: readonly Conformity[]): boolean => rows.length > 0 && rows.every(({ ok }) => ok);
