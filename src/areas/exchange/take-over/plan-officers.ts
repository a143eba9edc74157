import { listAdministeredBelow, type Reach } from "#identity";
import { getTypedUnit, listAssignmentsOf, type PostHolder, type UnitOn } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { searchKey } from "#platform/input/text.ts";
import { Refusal } from "#platform/refusal.ts";
import { rejectedBy, type RejectedLine } from "../read-batches.ts";
import { Rejection } from "../read-fields.ts";
import { findKnownOfficers, type KnownOfficer, listOfficersFrom } from "./officer.store.ts";
import type { OfficerLine } from "./read-officer.ts";
import type { OfficerMapping } from "./sheet-mapping.ts";
import type { SheetDifference } from "./sheet-report.ts";

export interface ReadOfficer {
  readonly line: number;
  readonly officer: OfficerLine;
}

/** What is written for a line: an account with its first post, or one more post of the officer of an earlier line. */
export interface Addition extends ReadOfficer {
  readonly unit: UnitOn;
  readonly opensAccount: boolean;
}

export interface OfficerPlan {
  readonly additions: readonly Addition[];
  readonly same: number;
  readonly differing: number;
  readonly differences: readonly SheetDifference[];
  readonly onlyHere: readonly string[];
  readonly rejected: readonly RejectedLine[];
}

/** Whoever runs the import: the command line reaches every unit. */
export type OfficerReach = Reach | "operator";

interface Known {
  readonly mapping: OfficerMapping;
  /** Units that the administrator administers; null for all. */
  readonly reached: ReadonlySet<number> | null;
  readonly bySource: ReadonlyMap<string, KnownOfficer>;
  readonly byUsername: ReadonlyMap<string, KnownOfficer>;
  readonly posts: ReadonlyMap<number, readonly PostHolder[]>;
  readonly unitOf: (officer: OfficerLine) => Promise<UnitOn>;
}

const groupBy = <T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** Looks each unit up once, however many officers it has. */
function unitFinder(tx: Tx, column: string): Known["unitOf"] {
  const found = new Map<string, Promise<UnitOn>>();
  return ({ unit, from }) => {
    const key = `${from} ${unit}`;
    const asked =
      found.get(key) ??
      getTypedUnit(tx, { unit }, from).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        throw new Rejection(column, error.code === "unit_ambiguous" ? "ambiguous_unit" : "unknown_unit", unit);
      });
    found.set(key, asked);
    return asked;
  };
}

async function lookUp(tx: Tx, mapping: OfficerMapping, lines: readonly ReadOfficer[], reach: OfficerReach): Promise<Known> {
  const officers = lines.map(({ officer }) => officer);
  const known = await findKnownOfficers(
    tx,
    mapping.system,
    officers.map(({ sourceId }) => sourceId),
    officers.map(({ username }) => username),
  );
  const held = await listAssignmentsOf(
    tx,
    known.map(({ personId }) => personId),
  );
  return {
    mapping,
    reached: reach === "operator" ? null : new Set(await listAdministeredBelow(tx, reach)),
    bySource: new Map(known.flatMap((it) => (it.sourceId === null ? [] : [[it.sourceId, it] as const]))),
    byUsername: new Map(known.map((it) => [it.username, it])),
    posts: groupBy(held, ({ personId }) => personId),
    unitOf: unitFinder(tx, mapping.columns.unit),
  };
}

/** The account that a line is about; undefined where it is new. Throws where its username belongs to someone else. */
function findAccount({ mapping, bySource, byUsername }: Known, officer: OfficerLine): KnownOfficer | undefined {
  const linked = bySource.get(officer.sourceId);
  if (linked !== undefined) return linked;
  const named = byUsername.get(officer.username);
  if (named === undefined) return undefined;
  if (named.sourceId === null && searchKey(named.name) === searchKey(officer.fullName)) return named;
  throw new Rejection(mapping.columns.username, "username_taken", officer.username);
}

function compare(known: Known, { line, officer }: ReadOfficer, account: KnownOfficer, unit: UnitOn, today: string) {
  const { columns } = known.mapping;
  const held = (known.posts.get(account.personId) ?? []).filter(({ until }) => until === null || until > today);
  const postText = ({ unitName, role }: Pick<PostHolder, "unitName" | "role">): string => `${unitName}: ${role}`;
  const pairs: readonly (readonly [string, string, string])[] = [
    [columns.fullName, account.name, officer.fullName],
    [columns.username, account.username, officer.username],
    ...(held.some((post) => post.unitId === unit.id && post.role === officer.role)
      ? []
      : [[columns.role, held.map(postText).join("; "), postText({ unitName: unit.fullName, role: officer.role })] as const]),
    ["account", account.disabled ? "disabled" : "active", "active"],
  ];
  return pairs.flatMap(([field, here, there]) => (here === there ? [] : [{ line, key: officer.username, field, here, there }]));
}

/** Several lines of one officer are several posts; what they say of the person must be the same. */
function checkAgainstEarlier({ columns }: OfficerMapping, officer: OfficerLine, earlier: readonly OfficerLine[]): void {
  const other = earlier.find((one) => one.username === officer.username && one.sourceId !== officer.sourceId);
  if (other !== undefined) throw new Rejection(columns.username, "username_taken", officer.username);
  const own = earlier.filter((one) => one.sourceId === officer.sourceId);
  if (own.some((one) => one.username !== officer.username || one.fullName !== officer.fullName))
    throw new Rejection(columns.sourceId, "duplicate_differs", officer.sourceId);
  if (own.some((one) => one.unit === officer.unit && one.role === officer.role))
    throw new Rejection(columns.sourceId, "duplicate", officer.sourceId);
}

/** What taking a list of officers would do; nothing that is here is changed, a difference is for a person to settle. */
export async function planOfficers(
  tx: Tx,
  mapping: OfficerMapping,
  lines: readonly ReadOfficer[],
  about: { readonly file: string; readonly reach: OfficerReach; readonly today: string },
): Promise<OfficerPlan> {
  const known = await lookUp(tx, mapping, lines, about.reach);
  const additions: Addition[] = [];
  const differences: SheetDifference[] = [];
  const rejected: RejectedLine[] = [];
  const earlier: OfficerLine[] = [];
  let [same, differing] = [0, 0];
  for (const read of lines) {
    const { line, officer } = read;
    try {
      checkAgainstEarlier(mapping, officer, earlier);
      const unit = await known.unitOf(officer);
      if (known.reached !== null && !known.reached.has(unit.id))
        throw new Rejection(mapping.columns.unit, "unit_not_yours", officer.unit);
      const account = findAccount(known, officer);
      const opensAccount = !earlier.some((one) => one.sourceId === officer.sourceId);
      earlier.push(officer);
      if (account === undefined) {
        additions.push({ ...read, unit, opensAccount });
        continue;
      }
      const found = compare(known, read, account, unit, about.today);
      differences.push(...found);
      if (found.length === 0) same += 1;
      else differing += 1;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      rejected.push(rejectedBy(about.file, line, error));
    }
  }
  const listed = new Set(lines.map(({ officer }) => officer.sourceId));
  const from = await listOfficersFrom(tx, mapping.system, about.today, known.reached === null ? null : [...known.reached]);
  const onlyHere = from.filter(({ sourceId }) => !listed.has(sourceId)).map(({ username }) => username);
  return { additions, same, differing, differences, onlyHere, rejected };
}
