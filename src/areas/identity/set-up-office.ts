import { z } from "zod";
import {
  addCodes,
  findUnitByCode,
  givePost,
  insertPersons,
  insertUnits,
  OFFICE_CALENDAR,
  searchUnits,
  setUnitCalendar,
  type UnitOn,
  WEEKDAYS,
} from "#organisation";
import type { PlainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, many, personName, plainDay, requiredText } from "#platform/input/fields.ts";
import { searchKey } from "#platform/input/text.ts";
import { hasAnyAccount, insertAccounts } from "./account.store.ts";
import { readUsername } from "./create-account.ts";
import { identityRefusal } from "./identity.errors.ts";
import { hashPassword } from "./password.ts";
import { findPasswordFault } from "./password.rules.ts";
import { lockSetUp } from "./set-up.store.ts";

export const OFFICE_KINDS = ["commune", "province", "department", "agency"] as const;
const SHOP = "Trung tâm Phục vụ hành chính công";
const ADMINISTRATOR_TITLE = "Quản trị hệ thống";

export const SetUpInput = z.object({
  province: requiredText(300),
  agency: requiredText(300),
  kind: choice(OFFICE_KINDS).default("commune"),
  /** Hxx.n.m of Decision 20/2020; dossier numbers begin with it. */
  code: requiredText(40),
  /** Since when the office, its code and its working time are recorded here. */
  since: plainDay(),
  week: many(choice(WEEKDAYS), 7),
  hours: requiredText(200).default(OFFICE_CALENDAR.hours.map((pair) => pair.join("-")).join(", ")),
  fullName: personName(),
  username: requiredText(60),
});
export type SetUpInput = z.output<typeof SetUpInput>;

const AGENCY_CODE = /^H\d{2}(\.\d{1,4}){0,3}$/;

async function addUnit(
  tx: Tx,
  unit: Pick<Parameters<typeof insertUnits>[1][number], "kind" | "name" | "fullName" | "parentId" | "provinceId">,
  since: string,
  agencyId?: number,
): Promise<number> {
  const [id] = await insertUnits(tx, [
    { ...unit, ...(agencyId === undefined ? {} : { agencyId }), from: since as PlainDate, until: null, source: "motcua init" },
  ]);
  if (id === undefined) throw new Error("the unit was not written");
  return id;
}

/** The one unit of this kind and full name that exists already, as after `motcua import units`. */
async function findNamed(
  tx: Tx,
  kind: UnitOn["kind"],
  fullName: string,
  on: string,
  provinceId?: number,
): Promise<UnitOn | undefined> {
  const key = searchKey(fullName);
  const found = await searchUnits(tx, {
    on,
    kinds: [kind],
    searchKey: key,
    limit: 20,
    ...(provinceId === undefined ? {} : { provinceId }),
  });
  return found.find((unit) => searchKey(unit.fullName) === key);
}

/** "Phường Hồng Gai" is called "Hồng Gai" among its likes. */
const shortName = (fullName: string): string => fullName.replace(/^(Thành phố|Tỉnh|Phường|Xã|Đặc khu|Thị trấn)\s+/u, "");

async function addOffice(tx: Tx, input: SetUpInput): Promise<{ agencyId: number; provinceId: number }> {
  const { since } = input;
  if (!AGENCY_CODE.test(input.code)) throw identityRefusal("agency_code_malformed", { field: "code" });
  const known = await findNamed(tx, "province", input.province, since);
  const provinceId =
    known?.id ??
    (await addUnit(
      tx,
      { kind: "province", name: shortName(input.province), fullName: input.province, parentId: null, provinceId: null },
      since,
    ));
  const isProvince = input.kind === "province";
  const present = isProvince ? provinceId : (await findNamed(tx, input.kind, input.agency, since, provinceId))?.id;
  const named = { kind: input.kind, name: shortName(input.agency), fullName: input.agency, parentId: provinceId, provinceId };
  const agencyId = present ?? (await addUnit(tx, named, since));
  if ((await findUnitByCode(tx, input.code, since)) !== undefined) throw identityRefusal("agency_code_taken", { field: "code" });
  await addCodes(tx, [{ unitId: agencyId, scheme: "qd20", code: input.code, from: since as PlainDate, until: null }]);
  return { agencyId, provinceId };
}

/**
 * Sets up a real office in an installation without accounts: province and agency (those that were imported are used),
 * its code, a one-stop shop, its working time and the first administrator. Refuses once there is any account.
 */
export async function setUpOffice(
  tx: Tx,
  unit: UnitOfWork,
  input: SetUpInput,
  password: { readonly text: string; readonly mustChange: boolean },
): Promise<{ agencyId: number; accountId: number }> {
  await lockSetUp(tx);
  if (await hasAnyAccount(tx)) throw identityRefusal("already_set_up");
  const username = readUsername(input.username);
  const fault = findPasswordFault(password.text, { username, name: input.fullName });
  if (fault !== undefined) throw identityRefusal(fault, { field: "password" });
  const { agencyId, provinceId } = await addOffice(tx, input);
  await addUnit(
    tx,
    { kind: "one_stop_shop", name: SHOP, fullName: `${SHOP}, ${input.agency}`, parentId: agencyId, provinceId },
    input.since,
    agencyId,
  );
  await setUnitCalendar(tx, unit, {
    unitId: agencyId,
    from: input.since,
    calendar: OFFICE_CALENDAR.calendar,
    timeZone: OFFICE_CALENDAR.timeZone,
    week: input.week,
    hours: input.hours,
    basis: undefined,
  });
  const [personId] = await insertPersons(tx, [input.fullName]);
  if (personId === undefined) throw new Error("the person was not written");
  await givePost(tx, unit, personId, {
    unitId: agencyId,
    role: "administrator",
    title: ADMINISTRATOR_TITLE,
    from: input.since,
    until: undefined,
    decisionNo: undefined,
  });
  const [accountId] = await insertAccounts(tx, [
    { personId, username, passwordHash: await hashPassword(password.text), mustChangePassword: password.mustChange },
  ]);
  if (accountId === undefined) throw new Error("the account was not written");
  unit.subject(`unit:${agencyId}`);
  unit.emit("office.set_up", String(agencyId), { code: input.code });
  return { agencyId, accountId };
}
