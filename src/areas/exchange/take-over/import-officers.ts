import { createAccount, hashPassword, newOneTimePassword, readUsername } from "#identity";
import { givePost } from "#organisation";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { finishImportRun, startImportRun } from "../import-run.store.ts";
import { type RejectedLine, tryLine } from "../read-batches.ts";
import { fileNameOf, newFileHash } from "../read-csv.ts";
import type { RowFormat } from "../read-rows.ts";
import { linkOfficer } from "./officer.store.ts";
import { readOfficer } from "./read-officer.ts";
import { type Addition, type OfficerReach, planOfficers, type ReadOfficer } from "./plan-officers.ts";
import { readLines } from "./read-lines.ts";
import { type OfficerMapping, readOfficerMapping, type SheetSystem } from "./sheet-mapping.ts";
import type { Door, SheetReport } from "./sheet-report.ts";

/** Each new officer costs a hash of a one-time password, about 40 ms. */
export const MOST_OFFICERS = 2_000;

export interface OfficerImport {
  readonly path: string;
  readonly name?: string | undefined;
  readonly format?: RowFormat | undefined;
  readonly system: SheetSystem;
  /** The unit of lines that name none. */
  readonly unitCode?: string | undefined;
  readonly reach: OfficerReach;
  readonly dryRun: boolean;
  readonly now: Date;
  /** Of an import on a page. */
  readonly by?: { readonly accountId: number; readonly agencyId: number | null; readonly upload: unknown } | undefined;
}

/** Shown once to whoever imports, and kept nowhere: the first sign-in must change it. */
export interface OneTimePassword {
  readonly username: string;
  readonly fullName: string;
  readonly password: string;
}

/** A form sent twice has no passwords to show the second time. */
export type OfficerReport = SheetReport & { readonly passwords: readonly OneTimePassword[]; readonly repeated: boolean };

interface ReadList {
  readonly lines: readonly ReadOfficer[];
  readonly rejected: readonly RejectedLine[];
  readonly rows: number;
  readonly hash: string;
}

async function readList(mapping: OfficerMapping, request: OfficerImport, today: string): Promise<ReadList> {
  const hash = newFileHash();
  const rejected: RejectedLine[] = [];
  const source = { ...request, columns: Object.values(mapping.columns) };
  const read = await readLines(source, hash, MOST_OFFICERS);
  const about = { today, unitCode: request.unitCode, normalise: readUsername };
  const lines = read.flatMap((line) => {
    const officer = tryLine(fileNameOf(request), line, rejected, (values) => readOfficer(mapping, values, about));
    return officer === undefined ? [] : [{ line: line.line, officer }];
  });
  return { lines, rejected, rows: read.length, hash: hash.digest("hex") };
}

async function add(
  tx: Tx,
  unit: UnitOfWork,
  mapping: OfficerMapping,
  additions: readonly Addition[],
  hashes: ReadonlyMap<string, string>,
): Promise<number> {
  const persons = new Map<string, number>();
  for (const { officer, unit: place, opensAccount } of additions) {
    const { role, title, from, until, decisionNo, username, fullName, sourceId } = officer;
    const post = { role, title, from, until, decisionNo };
    if (opensAccount) {
      const hash = hashes.get(username);
      if (hash === undefined) throw new Error("an officer appeared between the plan and its execution");
      const input = { ...post, unit: officer.unit, unitId: place.id, username, fullName };
      const { accountId, personId } = await createAccount(tx, unit, "operator", input, hash);
      persons.set(sourceId, personId);
      await linkOfficer(tx, mapping.system, sourceId, accountId);
    } else await givePost(tx, unit, persons.get(sourceId) as number, { ...post, unitId: place.id });
  }
  return additions.length;
}

/**
 * Takes officers of another system over: an account with a one-time password and a post for each who is new. Nothing that
 * is here is changed: what the list says otherwise is reported. Passwords of the other system are neither read nor kept.
 */
export async function importOfficers(door: Door, request: OfficerImport): Promise<OfficerReport> {
  const { dryRun, now, by } = request;
  const today = localDateOf(now.getTime());
  const mapping = await readOfficerMapping(request.system);
  const list = await readList(mapping, request, today);
  const about = { file: fileNameOf(request), reach: request.reach, today };
  const plan = await door.read((tx) => planOfficers(tx, mapping, list.lines, about));
  const fresh = dryRun ? [] : plan.additions.filter(({ opensAccount }) => opensAccount);
  const passwords = fresh.map(({ officer: { username, fullName } }) => ({ username, fullName, password: newOneTimePassword() }));
  const hashes = new Map(
    await Promise.all(passwords.map(async ({ username, password }) => [username, await hashPassword(password)] as const)),
  );
  const mark = list.hash + now.toISOString();
  const { rows, hash } = list;
  const done = await door.execute("exchange.import_officers", { hash, dryRun, system: request.system }, async (tx, unit) => {
    const start = { agencyId: by?.agencyId ?? null, source: fileNameOf(request), mapping: mapping.system, dryRun };
    const runId = await startImportRun(tx, { kind: "officers", ...start, accountId: by?.accountId, upload: by?.upload });
    const final = dryRun ? plan : await planOfficers(tx, mapping, list.lines, about);
    const taken = dryRun ? plan.additions.length : await add(tx, unit, mapping, final.additions, hashes);
    const { same, differing, differences, onlyHere } = final;
    const rejected = [...list.rejected, ...final.rejected].toSorted((a, b) => a.line - b.line);
    if (rows !== taken + same + differing + rejected.length) throw new Error("the import of officers does not balance");
    const system: string = mapping.system;
    const report = { runId, dryRun, system, rows, taken, same, differing, differences, onlyHere, rejected };
    await finishImportRun(tx, runId, hash, report);
    unit.subject(`import:${runId}`);
    unit.note({ taken, same, differing, rejected: rejected.length });
    return { mark, report: JSON.stringify(report) };
  });
  const repeated = done.mark !== mark;
  return { ...(JSON.parse(done.report) as SheetReport), passwords: repeated ? [] : passwords, repeated };
}
