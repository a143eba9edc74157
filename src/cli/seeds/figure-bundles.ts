import type pg from "pg";
import { parsePlainDate, type PlainDate, toEpochDay } from "#core/plain-date.ts";
import type { EpochMs } from "#core/instant.ts";
import { insertHistories, replayHistory } from "#dossiers";
import {
  type BundleData,
  type BundleMember,
  buildGroupReport,
  findGroup,
  insertBundle,
  insertMembers,
  saveGroupProcedures,
  totalDue,
} from "#interconnection";
import { OFFICE_CALENDAR, setRollouts } from "#organisation";
import { execute } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { findProceduresByCodes, type Procedure } from "#procedures";
import { type FigureOffice, seedOf } from "./figure-units.ts";
import { type InventedPerson, inventName, inventPerson } from "./invented-people.ts";
import { completed } from "./journey.ts";
import { createRandom, type Random } from "./random.ts";
import { momentAtCounter, workingDaysOf } from "./working-moments.ts";

const DISTRICT = "DN.CL.";
const WARD = "DN.CL.1";
const GROUP = "khai-sinh-2014";
const FROM = "2014-08-01";
/** Filed until here, so that the last is done within the three months. */
const LAST_DAY = "2014-10-17";
/** How many were filed in the three months is not in the source. */
const FILINGS = 36;
const SOURCE = "Quận Cẩm Lệ, Đà Nẵng (2014)";
/** The source names no ward: which two were live is invented, Hòa Phát being the pilot of the group. */
const LIVE = ["DN.CL.1", "DN.CL.2"];

const dayOf = (text: string): number => {
  const day = parsePlainDate(text);
  if (!day.ok) throw new Error(`${text} is no date`);
  return toEpochDay(day.value as PlainDate);
};

interface Bench {
  readonly office: FigureOffice;
  readonly procedures: readonly Procedure[];
  readonly random: Random;
}

const group = () => {
  const found = findGroup(GROUP);
  if (found === undefined) throw new Error(`no group ${GROUP}`);
  return found;
};

const desk = ({ office }: Bench) => {
  const { provinceId, agencyId, crew, place } = office;
  return { ...OFFICE_CALENDAR, provinceId, agencyId, unitId: crew.counterUnitId, codePrefix: place.code };
};

/** One dossier of the group from its receipt to its return; answers when it was signed. */
async function writeMember(
  tx: Tx,
  it: Bench,
  about: { applicant: InventedPerson; at: EpochMs; position: number; sourceId: string },
) {
  const procedure = it.procedures[about.position - 1];
  if (procedure === undefined) throw new Error(`${GROUP} has no member ${about.position}`);
  const term = procedure.definition.cases.find(({ code }) => code === "lien-thong")?.term ?? procedure.term;
  const calendar = getCalendar(OFFICE_CALENDAR.calendar);
  const road = { calendar, term, crew: it.office.crew, pace: "on_time" as const, random: it.random, reasons: () => "" };
  const handing = { receiverName: about.applicant.name, uncollected: false, documentNo: about.sourceId };
  const [first, ...rest] = completed(road, about.at, false, handing);
  if (first === undefined) throw new Error("a dossier has no first step");
  const replayed = replayHistory({
    desk: desk(it),
    procedure,
    caseCode: "lien-thong",
    term,
    parties: { owner: { name: about.applicant.name, address: about.applicant.address } },
    channel: "counter",
    origin: "synthetic",
    sourceId: about.sourceId,
    components: [],
    attributes: {},
    steps: [first, ...rest],
  });
  if (!replayed.ok) throw replayed.error;
  const [written] = await insertHistories(tx, [replayed.value]);
  const signed = rest.find(({ action }) => action.name === "sign")?.action.at ?? about.at;
  return { id: written?.id ?? 0, code: written?.code ?? "", procedure, signed };
}

const dataOf = ({ name, idNumber, address }: InventedPerson, random: Random): BundleData => ({
  applicant: { name, idNumber, phone: undefined, address },
  child: { name: inventName(random), dateOfBirth: "2014-07-01" as PlainDate, gender: "female" },
  father: undefined,
  mother: undefined,
  papers: [],
  identityResult: "not_checked",
});

/** Three dossiers one after the other, each received when the one before is signed, and the filing that they are. */
async function writeBundle(tx: Tx, it: Bench, filedAt: EpochMs, number: number): Promise<void> {
  const { totalDays, separateDays, name, members } = group();
  const applicant = inventPerson(it.random, it.office.place.fullName);
  const rows: BundleMember[] = [];
  let at = filedAt;
  for (const [index, member] of members.entries()) {
    const position = index + 1;
    const { id, code, procedure, signed } = await writeMember(tx, it, {
      applicant,
      at,
      position,
      sourceId: `${GROUP}:${number}.${position}`,
    });
    rows.push({
      position,
      agencyId: it.office.agencyId,
      deskUnitId: it.office.crew.counterUnitId,
      procedureCode: procedure.code,
      procedureName: procedure.name,
      duty: member.duty,
      isLead: member.lead,
      dependsOn: member.dependsOn,
      termDays: procedure.definition.cases.find((entry) => entry.code === "lien-thong")?.term?.value ?? 1,
      dossierId: id,
      code,
      state: "RETURNED",
      outcome: "approved",
      openedAt: new Date(at),
      dueAt: null,
      endedAt: new Date(signed),
    });
    at = signed + 1000;
  }
  const { provinceId, agencyId, crew, place } = it.office;
  const { id } = await insertBundle(tx, {
    provinceId,
    agencyId,
    unitId: crew.counterUnitId,
    agencies: [agencyId],
    codePrefix: place.code,
    groupCode: GROUP,
    groupVersionId: null,
    groupName: name,
    totalDays,
    separateDays,
    way: "sequence",
    channel: "counter",
    origin: "synthetic",
    ownerName: applicant.name,
    data: dataOf(applicant, it.random),
    filedAt: new Date(filedAt),
    dueAt: totalDue({ ...desk(it), unitName: "", agencyName: "", existed: true }, totalDays, filedAt),
    endedAt: rows.at(-1)?.endedAt ?? null,
  });
  await insertMembers(tx, id, [agencyId], rows);
}

/**
 * Cẩm Lệ at the end of 2014: which wards had the software, and three months of birth, household and insurance in one filing
 * at Hòa Phát. What stands already is left as it is.
 */
export async function seedFigureBundles(pool: pg.Pool, offices: readonly FigureOffice[]): Promise<number> {
  const wards = offices.filter(({ place }) => place.code.startsWith(DISTRICT));
  const office = wards.find(({ place }) => place.code === WARD);
  if (office === undefined) return 0;
  const scope = { accountId: null, agencies: [office.agencyId] };
  const call = { name: "seed.bundles", scope, actorKey: "cli", input: {}, agencyId: office.agencyId };
  return execute(pool, call, async (tx, unit) => {
    const period = { from: FROM, to: "2014-12-31", group: GROUP };
    if ((await buildGroupReport(tx, [office.agencyId], period, new Date())).length > 0) return 0;
    const rollouts = wards.map(({ agencyId, place }) => ({
      unitId: agencyId,
      system: "one_stop_software",
      from: "2014-06-01",
      state: LIVE.includes(place.code) ? ("live" as const) : ("planned" as const),
      source: SOURCE,
    }));
    await setRollouts(tx, rollouts);
    await saveGroupProcedures(tx, "2014-01-01");
    const codes = group().members.map(({ procedure }) => procedure as string);
    const found = await findProceduresByCodes(tx, codes, FROM);
    const procedures = codes.flatMap((code) => found.find((procedure) => procedure.code === code) ?? []);
    const random = createRandom(seedOf(GROUP));
    const days = workingDaysOf(getCalendar(OFFICE_CALENDAR.calendar), dayOf(FROM), dayOf(LAST_DAY));
    for (let number = 1; number <= FILINGS; number += 1) {
      const at = momentAtCounter(random.pick(days), random);
      await writeBundle(tx, { office, procedures, random }, at, number);
    }
    unit.subject(`agency:${office.agencyId}`);
    return FILINGS;
  });
}
