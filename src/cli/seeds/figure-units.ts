import type { Acting } from "#dossiers";
import type { PlainDate } from "#core/plain-date.ts";
import {
  addCodes,
  findUnitByCode,
  insertAssignments,
  insertPersons,
  insertPosts,
  insertUnits,
  listPostHolders,
  type UnitKind,
} from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import type { Role } from "#core/roles.ts";
import type { Place } from "./figure-plan.ts";
import { inventName } from "./invented-people.ts";
import type { Crew } from "./journey.ts";
import { createRandom } from "./random.ts";

/** The day on which districts ended and communes were merged; units that go on carry none. */
const TWO_TIERS_FROM = "2025-07-01";
const SOURCE = "figures of 2017 and 2022";

/** An agency with one person in each post that a dossier passes. */
export interface FigureOffice {
  readonly place: Place;
  readonly agencyId: number;
  readonly provinceId: number;
  readonly crew: Crew;
}

/** A number that depends on the text alone. */
export function seedOf(text: string): number {
  let hash = 2_166_136_261;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return hash;
}

const untilOf = (place: Place): PlainDate | null =>
  (place.until === undefined ? TWO_TIERS_FROM : place.until) as PlainDate | null;

async function addUnit(
  tx: Tx,
  unit: { kind: UnitKind; name: string; fullName: string; parentId: number | null; provinceId: number | null; agencyId?: number },
  place: Place,
) {
  const [id] = await insertUnits(tx, [{ ...unit, from: null, until: untilOf(place), startKnown: false, source: SOURCE }]);
  if (id === undefined) throw new Error(`the unit ${unit.fullName} was not added`);
  return id;
}

/** The unit by the code that an import of the administrative units would give it, else a new one of unknown start. */
async function ensureAgency(
  tx: Tx,
  place: Place,
  parentId: number | null,
  provinceId: number | null,
  on: string,
): Promise<number> {
  const known = place.gso === undefined ? undefined : await findUnitByCode(tx, place.gso, on);
  const { kind, name, fullName } = place;
  const isSame = known?.kind === kind;
  const id = isSame ? known.id : await addUnit(tx, { kind, name, fullName, parentId, provinceId }, place);
  const period = { unitId: id, from: null, until: untilOf(place) };
  await addCodes(tx, [{ ...period, scheme: "source", code: place.code }]);
  if (!isSame && place.gso !== undefined) await addCodes(tx, [{ ...period, scheme: "gso", code: place.gso }]);
  return id;
}

/** A one-stop shop, a division, and an invented person in each post. */
async function addOffice(tx: Tx, place: Place, agencyId: number, provinceId: number): Promise<FigureOffice> {
  const part = { parentId: agencyId, provinceId, agencyId };
  const shop = await addUnit(
    tx,
    {
      ...part,
      kind: "one_stop_shop",
      name: "Bộ phận tiếp nhận và trả kết quả",
      fullName: `Bộ phận tiếp nhận và trả kết quả, ${place.fullName}`,
    },
    place,
  );
  const division = await addUnit(
    tx,
    { ...part, kind: "division", name: "Bộ phận chuyên môn", fullName: `Bộ phận chuyên môn, ${place.fullName}` },
    place,
  );
  const posts = [
    { title: "Trưởng bộ phận tiếp nhận và trả kết quả", role: "one_stop_head", unitId: shop },
    { title: "Công chức tiếp nhận hồ sơ", role: "receiving_officer", unitId: shop },
    { title: "Công chức chuyên môn", role: "specialist", unitId: division },
    { title: "Lãnh đạo Ủy ban nhân dân", role: "leader", unitId: division },
  ] as const satisfies readonly { title: string; role: Role; unitId: number }[];
  const random = createRandom(seedOf(`people:${place.code}`));
  const names = posts.map(() => inventName(random));
  const persons = await insertPersons(tx, names);
  const period = { from: null, until: untilOf(place) };
  const postIds = await insertPosts(
    tx,
    posts.map((post) => ({ ...post, ...period })),
  );
  await insertAssignments(
    tx,
    postIds.map((postId, index) => ({ ...period, postId, personId: persons[index] ?? 0, decisionNo: null })),
  );
  const staff = posts.map(({ role, unitId }, index): Acting => ({
    accountId: null,
    personId: persons[index] ?? 0,
    name: names[index] ?? "",
    role,
    unitId,
  }));
  return officeOf(place, agencyId, provinceId, staff);
}

function officeOf(place: Place, agencyId: number, provinceId: number, staff: readonly Acting[]): FigureOffice {
  const holderOf = (role: Role): Acting => {
    const found = staff.find((member) => member.role === role);
    if (found === undefined) throw new Error(`${place.fullName} has nobody as ${role}`);
    return found;
  };
  const counter = holderOf("receiving_officer");
  const crew = {
    counter,
    oneStopHead: holderOf("one_stop_head"),
    specialist: holderOf("specialist"),
    leader: holderOf("leader"),
    counterUnitId: counter.unitId,
  };
  return { place, agencyId, provinceId, crew };
}

/** The office that an earlier run has added; undefined where there is none. */
async function findOffice(tx: Tx, place: Place, on: string): Promise<FigureOffice | undefined> {
  const unit = await findUnitByCode(tx, place.code, on);
  if (unit === undefined) return undefined;
  const holders = await listPostHolders(tx, unit.id, on);
  return officeOf(
    place,
    unit.id,
    unit.provinceId ?? unit.id,
    holders.map(({ personId, name, role, unitId }) => ({ accountId: null, personId, name, role, unitId })),
  );
}

/** The offices of all places, each under the one above it; those that stand already stay. */
export async function ensureOffices(
  tx: Tx,
  places: readonly Place[],
  on: string,
  parentId: number | null = null,
  provinceId: number | null = null,
): Promise<readonly FigureOffice[]> {
  const offices: FigureOffice[] = [];
  for (const place of places) {
    const standing = await findOffice(tx, place, on);
    const agencyId = standing?.agencyId ?? (await ensureAgency(tx, place, parentId, provinceId, on));
    const root = provinceId ?? agencyId;
    const office = standing ?? (await addOffice(tx, place, agencyId, root));
    offices.push(office, ...(await ensureOffices(tx, place.children ?? [], on, agencyId, root)));
  }
  return offices;
}
