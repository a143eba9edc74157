import { addAccounts, DEMO_PASSWORD } from "#identity";
import type { Acting } from "#dossiers";
import {
  insertAssignments,
  insertPersons,
  insertPosts,
  insertUnits,
  type NewUnit,
  setProfiles,
  setRollouts,
} from "#organisation";
import type { PlainDate } from "#core/plain-date.ts";
import type { Tx } from "#platform/db/tx.ts";
import {
  DEMO_COMMUNES,
  DEMO_PROVINCE,
  DEMO_PROVINCE_PARTS,
  DEMO_SINCE,
  type PlannedCommune,
  type PlannedPart,
} from "./demo-plan.ts";
import { inventName } from "./invented-people.ts";
import type { Random } from "./random.ts";

/** A unit of the demonstration with those who work in it. */
export interface DemoUnit {
  readonly id: number;
  readonly plan: PlannedPart;
  readonly staff: readonly Acting[];
}

export interface DemoCommune {
  readonly plan: PlannedCommune;
  readonly agencyId: number;
  readonly provinceId: number;
  readonly counters: readonly DemoUnit[];
  readonly divisions: readonly DemoUnit[];
  readonly staff: readonly Acting[];
}

const SOURCE = "số liệu mẫu";
const since = DEMO_SINCE as PlainDate;
const until = null;

async function insertOne(tx: Tx, unit: Omit<NewUnit, "from" | "until" | "source">): Promise<number> {
  const [id] = await insertUnits(tx, [{ ...unit, from: since, until, source: SOURCE }]);
  if (id === undefined) throw new Error(`the unit ${unit.fullName} was not added`);
  return id;
}

interface Agency {
  readonly agencyId: number;
  readonly provinceId: number;
  readonly fullName: string;
}

/** Adds parts of an agency with their posts, persons and accounts, and what is under them. */
async function addParts(
  tx: Tx,
  random: Random,
  agency: Agency,
  parentId: number,
  parts: readonly PlannedPart[],
): Promise<readonly DemoUnit[]> {
  const units: DemoUnit[] = [];
  for (const plan of parts) {
    const { agencyId, provinceId } = agency;
    const fullName = `${plan.name}, ${agency.fullName}`;
    const id = await insertOne(tx, { kind: plan.kind, name: plan.name, fullName, parentId, provinceId, agencyId });
    units.push(
      { id, plan, staff: await addStaff(tx, random, id, plan) },
      ...(await addParts(tx, random, agency, id, plan.parts ?? [])),
    );
  }
  return units;
}

async function addStaff(tx: Tx, random: Random, unitId: number, { posts }: PlannedPart): Promise<readonly Acting[]> {
  const names = posts.map(() => inventName(random));
  const personIds = await insertPersons(tx, names);
  const postIds = await insertPosts(
    tx,
    posts.map(({ title, role }) => ({ unitId, title, role, from: since, until })),
  );
  await insertAssignments(
    tx,
    posts.map((_, index) => ({
      personId: personIds[index] ?? 0,
      postId: postIds[index] ?? 0,
      from: since,
      until,
      decisionNo: `${100 + unitId * 10 + index}/QĐ-UBND (mẫu)`,
    })),
  );
  const accounts = posts.flatMap(({ username }, index) =>
    username === undefined ? [] : [{ username, personId: personIds[index] ?? 0, password: DEMO_PASSWORD, demo: true }],
  );
  const accountIds = await addAccounts(tx, accounts);
  const accountOf = new Map(accounts.map(({ personId }, index) => [personId, accountIds[index] ?? null]));
  return posts.map(({ role }, index) => {
    const personId = personIds[index] ?? 0;
    return { accountId: accountOf.get(personId) ?? null, personId, name: names[index] ?? "", role, unitId };
  });
}

async function addCommune(tx: Tx, random: Random, provinceId: number, plan: PlannedCommune): Promise<DemoCommune> {
  const { name, fullName, code } = plan;
  const agencyId = await insertOne(tx, {
    kind: "commune",
    name,
    fullName,
    parentId: provinceId,
    provinceId,
    codes: [{ scheme: "qd20", code }],
  });
  const units = await addParts(tx, random, { agencyId, provinceId, fullName }, agencyId, plan.parts);
  await setProfiles(tx, [{ unitId: agencyId, from: DEMO_SINCE, ...plan.profile, source: SOURCE }]);
  await setRollouts(tx, [{ unitId: agencyId, system: "one_stop_software", from: DEMO_SINCE, state: "live", source: SOURCE }]);
  const isCounter = ({ plan: part }: DemoUnit): boolean => part.kind === "one_stop_shop" || part.kind === "reception_point";
  return {
    plan,
    agencyId,
    provinceId,
    counters: units.filter(isCounter),
    divisions: units.filter((unit) => !isCounter(unit) && unit.staff.some((member) => member.role === "specialist")),
    staff: units.flatMap((unit) => unit.staff),
  };
}

/** The province of the demonstration with its communes, people and sign-ins. */
export async function addDemoUnits(tx: Tx, random: Random): Promise<readonly DemoCommune[]> {
  const { name, fullName, code } = DEMO_PROVINCE;
  const provinceId = await insertOne(tx, {
    kind: "province",
    name,
    fullName,
    parentId: null,
    provinceId: null,
    codes: [{ scheme: "qd20", code }],
  });
  await addParts(tx, random, { agencyId: provinceId, provinceId, fullName }, provinceId, DEMO_PROVINCE_PARTS);
  const communes: DemoCommune[] = [];
  for (const plan of DEMO_COMMUNES) communes.push(await addCommune(tx, random, provinceId, plan));
  return communes;
}
