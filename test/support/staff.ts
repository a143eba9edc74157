import { randomBytes } from "node:crypto";
import type { PlainDate } from "#core/plain-date.ts";
import type { Role } from "#core/roles.ts";
import { addAccounts } from "#identity";
import { insertAssignments, insertPersons, insertPosts, insertUnits, type UnitKind } from "#organisation";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import type { TestDatabase } from "./database.ts";

export interface Office {
  readonly province: number;
  readonly department: number;
  readonly district: number;
  /** Two communes of the district. */
  readonly commune: number;
  readonly otherCommune: number;
  readonly shop: number;
  readonly division: number;
}

/** Letters only, so that it can stand in a name; unique, so that tests can share a database. */
export const uniqueWord = (): string => [...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");

const always = { from: null, until: null } as const;

/** A province with a department and a district of two communes, one of which has a one-stop shop and a division. */
export async function makeOffice(database: TestDatabase): Promise<Office> {
  const word = uniqueWord();
  return inTransaction(database.app, NO_ROWS, async (tx) => {
    const add = async (
      kind: UnitKind,
      name: string,
      parentId: number | null,
      provinceId: number | null,
      agencyId?: number,
    ): Promise<number> => {
      const unit = {
        kind,
        name,
        fullName: `${name} ${word}`,
        parentId,
        provinceId,
        ...always,
        source: "test",
        ...(agencyId === undefined ? {} : { agencyId }),
      };
      const [id] = await insertUnits(tx, [unit]);
      if (id === undefined) throw new Error("no unit was written");
      return id;
    };
    const province = await add("province", "Tỉnh", null, null);
    const department = await add("department", "Sở", province, province);
    const district = await add("district", "Huyện", province, province);
    const commune = await add("commune", "Xã", district, province);
    const otherCommune = await add("commune", "Xã bên", district, province);
    const shop = await add("one_stop_shop", "Một cửa", commune, province, commune);
    const division = await add("division", "Phòng", commune, province, commune);
    return { province, department, district, commune, otherCommune, shop, division };
  });
}

export interface Member {
  readonly personId: number;
  readonly accountId: number;
  readonly assignmentId: number;
  readonly username: string;
  readonly password: string;
}

/** One person with an account and a post in a unit; the password is `password`. */
export async function addMember(
  database: TestDatabase,
  unitId: number,
  role: Role,
  about: { readonly from?: string; readonly until?: string; readonly demo?: boolean; readonly mustChangePassword?: boolean } = {},
): Promise<Member> {
  const username = `${role.slice(0, 6).replaceAll("_", "")}.${uniqueWord()}`;
  const password = "ba con meo vang";
  return inTransaction(database.app, NO_ROWS, async (tx) => {
    const period = { from: (about.from ?? null) as PlainDate | null, until: (about.until ?? null) as PlainDate | null };
    const [personId = 0] = await insertPersons(tx, [`Nguyễn Thị ${username}`]);
    const [postId = 0] = await insertPosts(tx, [{ unitId, title: role, role, ...always }]);
    const [assignmentId = 0] = await insertAssignments(tx, [{ personId, postId, ...period, decisionNo: null }]);
    const { demo = false, mustChangePassword = false } = about;
    const [accountId = 0] = await addAccounts(tx, [{ personId, username, password, demo, mustChangePassword }]);
    return { personId, accountId, assignmentId, username, password };
  });
}
