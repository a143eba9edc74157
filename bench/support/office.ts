import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import type { PlainDate } from "#core/plain-date.ts";
import { ROLES, type Role } from "#core/roles.ts";
import { insertAccounts } from "#identity";
import { insertAssignments, insertPersons, insertPosts, insertUnits } from "#organisation";
import { ensureEmbedded, type EmbeddedHandle } from "#platform/db/embedded/ensure-database.ts";
import { migrate } from "#platform/db/migrate.ts";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";

export interface Member {
  readonly personId: number;
  readonly accountId: number;
  readonly name: string;
  readonly role: Role;
  readonly unitId: number;
  readonly token: string;
}

export interface Office {
  readonly provinceId: number;
  readonly agencyId: number;
  readonly counterId: number;
  readonly prefix: string;
  readonly staff: ReadonlyMap<Role, Member>;
}

const ALWAYS = { from: "2015-01-01" as PlainDate, until: null };

/** The embedded database on a data folder, migrated, without demonstration data. */
export async function openScratchDatabase(data: string): Promise<EmbeddedHandle> {
  const database = await ensureEmbedded(data);
  if (database.ownerUrl === undefined) throw new Error("the embedded database has an owner");
  await migrate(database.ownerUrl);
  return database;
}

/** A session as signing in would open it, without the cost of a password's hash. */
async function openSessions(tx: Tx, accounts: readonly number[]): Promise<string[]> {
  const tokens = accounts.map(() => randomBytes(32).toString("base64url"));
  const rows = accounts.map((account_id, index) => ({
    account_id,
    token_hash: createHash("sha256")
      .update(tokens[index] ?? "")
      .digest(),
    csrf_token: randomBytes(16).toString("base64url"),
    expires_at: new Date(Date.now() + 86_400_000),
  }));
  await tx.insertInto("session").values(rows).execute();
  return tokens;
}

interface Places {
  readonly provinceId: number;
  readonly prefixes: readonly string[];
  readonly agencies: readonly number[];
  readonly counters: readonly number[];
  readonly divisions: readonly number[];
}

async function makeUnits(tx: Tx, count: number): Promise<Places> {
  const about = { ...ALWAYS, source: "bench" };
  const [provinceId = 0] = await insertUnits(tx, [
    { ...about, kind: "province", name: "Đo", fullName: "Tỉnh Đo Lường", parentId: null, provinceId: null },
  ]);
  const prefixes = Array.from({ length: count }, (_, index) => `H99.${index + 1}`);
  const communes = prefixes.map((prefix) => ({
    ...about,
    kind: "commune" as const,
    name: prefix,
    fullName: `Xã ${prefix}`,
    parentId: provinceId,
    provinceId,
    codes: [{ scheme: "qd20" as const, code: prefix }],
  }));
  const agencies = await insertUnits(tx, communes);
  const within = (kind: "one_stop_shop" | "division", name: string) =>
    insertUnits(
      tx,
      agencies.map((agencyId) => ({ ...about, kind, name, fullName: name, parentId: agencyId, provinceId, agencyId })),
    );
  const counters = await within("one_stop_shop", "Trung tâm Phục vụ hành chính công");
  const divisions = await within("division", "Phòng Văn hóa – Xã hội");
  return { provinceId, prefixes, agencies, counters, divisions };
}

/** One person in every role of one office, with a post, an account and an open session. */
async function makeStaff(tx: Tx, office: number, counterId: number, divisionId: number): Promise<ReadonlyMap<Role, Member>> {
  const roles = ROLES.filter((role) => role !== "citizen");
  const unitOf = (role: Role): number => (role === "receiving_officer" || role === "one_stop_head" ? counterId : divisionId);
  const nameOf = (role: Role): string => `Người ${office} ${role}`;
  const persons = await insertPersons(tx, roles.map(nameOf));
  const posts = await insertPosts(
    tx,
    roles.map((role) => ({ ...ALWAYS, unitId: unitOf(role), title: role, role })),
  );
  await insertAssignments(
    tx,
    posts.map((postId, index) => ({ ...ALWAYS, personId: persons[index] ?? 0, postId, decisionNo: null })),
  );
  const accounts = await insertAccounts(
    tx,
    roles.map((role, index) => ({ personId: persons[index] ?? 0, username: `${role}.${office}`, passwordHash: "-" })),
  );
  const tokens = await openSessions(tx, accounts);
  const members = roles.map((role, index): [Role, Member] => {
    const [personId = 0, accountId = 0, token = ""] = [persons[index], accounts[index], tokens[index]];
    return [role, { personId, accountId, name: nameOf(role), role, unitId: unitOf(role), token }];
  });
  return new Map(members);
}

/** Communes under one province, each with a counter, a division and one person in every role, signed in. */
export async function makeOffices(pool: pg.Pool, count: number): Promise<readonly Office[]> {
  return inTransaction(pool, NO_ROWS, async (tx) => {
    const { provinceId, prefixes, agencies, counters, divisions } = await makeUnits(tx, count);
    const offices: Office[] = [];
    for (const [index, agencyId] of agencies.entries()) {
      const [prefix = "", counterId = 0, divisionId = 0] = [prefixes[index], counters[index], divisions[index]];
      const staff = await makeStaff(tx, index + 1, counterId, divisionId);
      offices.push({ provinceId, agencyId, counterId, prefix, staff });
    }
    return offices;
  });
}

export function memberOf(office: Office, role: Role): Member {
  const member = office.staff.get(role);
  if (member === undefined) throw new Error(`the office has no ${role}`);
  return member;
}

/** Someone above all offices of a province, who sees the dossiers of every agency in it. */
export async function makeOverseer(pool: pg.Pool, provinceId: number): Promise<Member> {
  return inTransaction(pool, NO_ROWS, async (tx) => {
    const role = "home_affairs_officer";
    const name = "Người tỉnh";
    const [personId = 0] = await insertPersons(tx, [name]);
    const [postId = 0] = await insertPosts(tx, [{ ...ALWAYS, unitId: provinceId, title: role, role }]);
    await insertAssignments(tx, [{ ...ALWAYS, personId, postId, decisionNo: null }]);
    const [accountId = 0] = await insertAccounts(tx, [{ personId, username: "noivu.tinh", passwordHash: "-" }]);
    const [token = ""] = await openSessions(tx, [accountId]);
    return { personId, accountId, name, role, unitId: provinceId, token };
  });
}
