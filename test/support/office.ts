import type pg from "pg";
import { ROLES, type Role } from "#core/roles.ts";
import { insertAssignments, insertPersons, insertPosts, insertUnits, type NewPost } from "#organisation";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { findProcedureByCode, type Procedure } from "#procedures";
import { createHash, randomBytes } from "node:crypto";
import { loadStarterCatalogue } from "../../src/areas/procedures/starter-catalogue.ts";

export type StaffRole = Exclude<Role, "citizen">;

export interface Member {
  readonly personId: number;
  readonly accountId: number;
  readonly name: string;
  readonly role: StaffRole;
  readonly unitId: number;
  readonly token: string;
}

/** A commune with a one-stop shop, an office for the work, and one person in each role. */
export interface Office {
  readonly provinceId: number;
  readonly agencyId: number;
  readonly oneStopId: number;
  readonly divisionId: number;
  readonly prefix: string;
  readonly staff: Readonly<Record<StaffRole, Member>>;
}

let made = 0;
const FROM = "2015-01-01";
const NAMES = [
  "Nguyễn Thị Hoa",
  "Trần Văn Bình",
  "Lê Thị Thu",
  "Phạm Văn Đức",
  "Vũ Thị Lan",
  "Đỗ Minh Quân",
  "Hồ Thị Yến",
  "Bùi Văn Tài",
];

/** Opens a session without hashing a password, as signing in would. */
export async function openSession(tx: Tx, accountId: number): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx
    .insertInto("session")
    .values({
      token_hash: createHash("sha256").update(token).digest(),
      account_id: accountId,
      csrf_token: randomBytes(16).toString("base64url"),
      expires_at: new Date(Date.now() + 86_400_000 * 3650),
    })
    .execute();
  return token;
}

/** Makes an office of its own for a test file, so that files never disturb one another; in its own province or another's. */
export async function makeOffice(pool: pg.Pool, inProvince?: number): Promise<Office> {
  made += 1;
  const prefix = `H${randomBytes(3).toString("hex").toUpperCase()}.${made}`;
  return inTransaction(pool, NO_ROWS, async (tx) => {
    const period = { from: FROM, until: null } as unknown as Pick<NewPost, "from" | "until">;
    const about = { ...period, source: "test" };
    const province = {
      ...about,
      kind: "province",
      name: prefix,
      fullName: `Tỉnh ${prefix}`,
      parentId: null,
      provinceId: null,
    } as const;
    const [provinceId = 0] = inProvince === undefined ? await insertUnits(tx, [province]) : [inProvince];
    const [agencyId = 0] = await insertUnits(tx, [
      {
        ...about,
        kind: "commune",
        name: prefix,
        fullName: `Xã ${prefix}`,
        parentId: provinceId,
        provinceId,
        codes: [{ scheme: "qd20", code: prefix }],
      },
    ]);
    const parts = { ...about, parentId: agencyId, provinceId, agencyId };
    const [oneStopId = 0, divisionId = 0] = await insertUnits(tx, [
      { ...parts, kind: "one_stop_shop", name: "Một cửa", fullName: `Trung tâm Phục vụ hành chính công xã ${prefix}` },
      { ...parts, kind: "division", name: "Văn hóa – Xã hội", fullName: "Phòng Văn hóa – Xã hội" },
    ]);
    const roles = ROLES.filter((role): role is StaffRole => role !== "citizen");
    const unitOf = (role: StaffRole): number =>
      role === "receiving_officer" || role === "one_stop_head" ? oneStopId : divisionId;
    const persons = await insertPersons(
      tx,
      roles.map((_, index) => NAMES[index] ?? "Nguyễn Văn An"),
    );
    const posts = await insertPosts(
      tx,
      roles.map((role) => ({ ...period, unitId: unitOf(role), title: role, role })),
    );
    await insertAssignments(
      tx,
      roles.map((_, index) => ({ ...period, personId: persons[index] ?? 0, postId: posts[index] ?? 0, decisionNo: null })),
    );
    const members: Member[] = [];
    for (const [index, role] of roles.entries()) {
      const personId = persons[index] ?? 0;
      const account = await tx
        .insertInto("account")
        .values({ person_id: personId, username: `${prefix}.${role}`.toLowerCase(), password_hash: "-" })
        .returning("id")
        .executeTakeFirstOrThrow();
      members.push({
        personId,
        accountId: account.id,
        name: NAMES[index] ?? "",
        role,
        unitId: unitOf(role),
        token: await openSession(tx, account.id),
      });
    }
    const staff = Object.fromEntries(members.map((member) => [member.role, member])) as Record<StaffRole, Member>;
    return { provinceId, agencyId, oneStopId, divisionId, prefix, staff };
  });
}

/** Gives somebody a further post, in another agency too. */
export async function givePost(pool: pg.Pool, personId: number, unitId: number, role: StaffRole): Promise<void> {
  const period = { from: FROM, until: null } as unknown as Pick<NewPost, "from" | "until">;
  await inTransaction(pool, NO_ROWS, async (tx) => {
    const [postId = 0] = await insertPosts(tx, [{ ...period, unitId, title: role, role }]);
    await insertAssignments(tx, [{ ...period, personId, postId, decisionNo: null }]);
  });
}

/** A procedure of the starter catalogue, loaded once per database. */
export async function starterProcedure(pool: pg.Pool, code = "1.001193"): Promise<Procedure> {
  return inTransaction(pool, NO_ROWS, async (tx) => {
    const today = new Date().toISOString().slice(0, 10);
    const known = await findProcedureByCode(tx, code, today);
    if (known !== undefined) return known;
    await loadStarterCatalogue(tx, "2015-01-01");
    const loaded = await findProcedureByCode(tx, code, today);
    if (loaded === undefined) throw new Error(`the starter catalogue lacks ${code}`);
    return loaded;
  });
}
