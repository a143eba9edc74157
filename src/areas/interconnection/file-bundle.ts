import { computeDeadline } from "#core/deadline/deadline.ts";
import type { HourInterval, Weekday } from "#core/calendar/index.ts";
import { localDateOf } from "#core/instant.ts";
import { type Acting, type Parties, ReceiveInput } from "#dossiers";
import { type Desk, findDesk } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { componentsOf, findProceduresByCodes, type Procedure } from "#procedures";
import { findObstacle, fillIn, membersToOpen } from "./bundle.rules.ts";
import { findBundle, insertBundle, insertMembers, linkMember, listMembers, lockBundle } from "./bundle.store.ts";
import type { Bundle, BundleData, BundleInput, BundleMember } from "./bundle.ts";
import { findFiledGroup, groupsOn } from "./group.store.ts";
import { type BundleGroup, daysInGroup, findGroup, type GroupMember } from "./groups.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { getOneStop, receiveWherever } from "./receive-elsewhere.ts";

/** The end of the group's own total term, by the calendar of the one-stop that received it. */
export function totalDue(desk: Desk, totalDays: number, at: number): Date {
  const calendar = getCalendar(desk.calendar, undefined, {
    week: desk.week as readonly Weekday[],
    hours: desk.hours as readonly HourInterval[],
  });
  const deadline = computeDeadline({
    calendar,
    term: { unit: "working_day", value: totalDays },
    events: [{ type: "start", at }],
  });
  if (!deadline.ok || deadline.value.dueAt === null) throw new Error(`no due date ${totalDays} working days from ${at}`);
  return new Date(deadline.value.dueAt);
}

async function getGroup(tx: Tx, code: string, provinceId: number | null, on: string): Promise<BundleGroup> {
  const group = (await groupsOn(tx, provinceId, on)).find((one) => one.code === code);
  if (group !== undefined) return group;
  const past = findGroup(code);
  if (past === undefined) throw linkRefusal("group_not_found");
  throw linkRefusal("group_not_open", { values: { name: past.name, day: formatDay(on) } });
}

/** What the group asks for once, beside applicant and papers. */
function checkFields({ child, fields }: BundleGroup, input: BundleInput): void {
  if (child && input.child === undefined) throw linkRefusal("child_missing", { field: "child.name" });
  const missing = fields.find(({ code, required }) => required && (input.extra?.[code] ?? "") === "");
  if (missing !== undefined) {
    throw linkRefusal("field_missing", { field: `extra.${missing.code}`, values: { name: missing.label } });
  }
}

function checkPapers(group: BundleGroup, papers: readonly string[]): void {
  const stranger = papers.find((code) => !group.papers.some((paper) => paper.code === code));
  if (stranger !== undefined) throw linkRefusal("unknown_paper", { field: "papers", values: { name: stranger } });
  const missing = group.papers.filter((paper) => paper.required && !papers.includes(paper.code));
  if (missing.length > 0) {
    throw linkRefusal("paper_missing", { field: "papers", values: { name: missing.map(({ name }) => name).join("; ") } });
  }
}

/** Whose a dossier is by the map, who hands it in, and who is authorised: each said once for all of them. */
function partiesOf({ owner }: GroupMember, { applicant, child, submitter, authorised }: BundleData): Parties {
  const ofChild = owner === "child" && child !== undefined;
  const handsIn = submitter ?? (ofChild ? applicant : undefined);
  return {
    owner: ofChild ? { ...child, address: applicant.address } : applicant,
    ...(handsIn === undefined ? {} : { submitter: handsIn }),
    ...(authorised === undefined ? {} : { authorised }),
  };
}

/** What a child dossier is received with: the data said once, as the group's map carries it over. */
export function mapData(member: GroupMember, procedure: Procedure, unitId: number, data: BundleData): ReceiveInput {
  const { applicant, child, mother, father } = data;
  const values = {
    ...data.extra,
    applicant: applicant.name,
    address: applicant.address,
    ...(child === undefined ? {} : { child: child.name, birth: formatDay(child.dateOfBirth), mother, father }),
  };
  const components = componentsOf(procedure.definition, member.case).flatMap(({ code }) => {
    const paper = member.papers[code];
    return paper !== undefined && data.papers.includes(paper) ? [{ code, original: 1, certified: 0, photo: 0 }] : [];
  });
  return ReceiveInput.parse({
    unitId,
    procedureVersionId: procedure.versionId,
    caseCode: member.case,
    channel: "counter",
    parties: partiesOf(member, data),
    subject: fillIn(member.subject, values),
    components,
    identityCheck: { method: "cccd_card", result: data.identityResult },
  });
}

async function proceduresOf(tx: Tx, group: BundleGroup, on: string): Promise<ReadonlyMap<string, Procedure>> {
  const codes = group.members.map(({ procedure }) => procedure as string);
  const found = new Map((await findProceduresByCodes(tx, codes, on)).map((procedure) => [procedure.code as string, procedure]));
  const missing = codes.find((code) => !found.has(code));
  if (missing !== undefined) throw linkRefusal("group_procedure_missing", { values: { code: missing } });
  return found;
}

const newMember = (member: GroupMember, procedure: Procedure, desk: Desk, index: number): BundleMember => ({
  position: index + 1,
  agencyId: desk.agencyId,
  deskUnitId: desk.unitId,
  procedureCode: procedure.code,
  procedureName: procedure.name,
  duty: member.duty,
  isLead: member.lead,
  dependsOn: member.dependsOn,
  termDays: member.days ?? daysInGroup(procedure.code) ?? procedure.term.value ?? 1,
  dossierId: null,
  code: null,
  state: null,
  outcome: null,
  openedAt: null,
  dueAt: null,
  endedAt: null,
});

/** The agencies at whose one-stops the members are decided, and the receiving one: the scope that filing needs. */
export async function agenciesOf(tx: Tx, unitIds: readonly number[], on: string): Promise<readonly number[]> {
  const desks = await Promise.all(unitIds.map((unitId) => findDesk(tx, unitId, on)));
  return [...new Set(desks.flatMap((desk) => desk?.agencyId ?? []))];
}

/**
 * Files a group once: one bundle for the citizen, then a dossier of its own for each procedure: electronically all at once,
 * on paper those whose turn it is (Decree 61/2018 article 19.6). The transaction must be open for every agency that decides
 * one. Refuses a group that is not in force, a paper that lacks, and what a receipt is refused for.
 */
export async function fileBundle(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  groupCode: string,
  input: BundleInput,
  now: Date,
): Promise<{ id: number; code: string; opened: number }> {
  const on = localDateOf(now.getTime());
  const here = await getOneStop(tx, input.unitId, on);
  const group = await getGroup(tx, groupCode, here.provinceId, on);
  checkFields(group, input);
  checkPapers(group, input.papers);
  if (input.desks.length !== group.members.length) throw linkRefusal("desks_do_not_fit", { field: "desks" });
  const [procedures, ...desks] = await Promise.all([
    proceduresOf(tx, group, on),
    ...input.desks.map((id) => getOneStop(tx, id, on)),
  ]);
  if (desks.some(({ provinceId }) => provinceId !== here.provinceId)) throw linkRefusal("other_province", { field: "desks" });
  if (here.codePrefix === null) throw linkRefusal("not_a_one_stop", { field: "unitId" });
  const members = group.members.map((member, index) =>
    newMember(member, procedures.get(member.procedure) as Procedure, desks[index] as Desk, index),
  );
  const agencies = [...new Set([here.agencyId, ...desks.map(({ agencyId }) => agencyId)])];
  const { applicant, child, father, mother, submitter, authorised, papers, identityResult, extra } = input;
  const written = await insertBundle(tx, {
    provinceId: here.provinceId,
    agencyId: here.agencyId,
    unitId: here.unitId,
    agencies,
    codePrefix: here.codePrefix,
    groupCode: group.code,
    groupVersionId: group.versionId,
    groupName: group.name,
    totalDays: group.totalDays,
    separateDays: group.separateDays,
    way: input.way,
    channel: "counter",
    origin: "local",
    ownerName: applicant.name,
    data: { applicant, child, father, mother, submitter, authorised, papers, identityResult, extra },
    filedAt: now,
    dueAt: totalDue(here, group.totalDays, now.getTime()),
  });
  await insertMembers(tx, written.id, agencies, members);
  const opened = await openMembers(tx, unit, by, written.id, now);
  unit.subject(`bundle:${written.id}`);
  return { ...written, opened };
}

/**
 * Opens the dossiers of a bundle whose turn has come, by the one-stop that received it. Refuses another agency, and where
 * nothing can be opened says what stands against it. Returns how many were opened.
 */
export async function openMembers(tx: Tx, unit: UnitOfWork, by: Acting, bundleId: number, now: Date): Promise<number> {
  await lockBundle(tx, bundleId);
  const [bundle, all] = await Promise.all([findBundle(tx, bundleId), listMembers(tx, bundleId)]);
  if (bundle === undefined) throw linkRefusal("bundle_not_found");
  const on = localDateOf(now.getTime());
  const here = await findDesk(tx, by.unitId, on);
  if (here?.agencyId !== bundle.agencyId) throw linkRefusal("not_the_receiving_agency");
  const open = membersToOpen(bundle.way, all);
  if (open.length === 0) throw whyNothing(all);
  const group = await findFiledGroup(tx, bundle);
  if (group === undefined) throw linkRefusal("group_not_found");
  const procedures = await proceduresOf(tx, group, on);
  for (const member of open) await openOne(tx, unit, by, { bundle, group, procedures }, member, now);
  return open.length;
}

interface Opening {
  readonly bundle: Bundle;
  readonly group: BundleGroup;
  readonly procedures: ReadonlyMap<string, Procedure>;
}

async function openOne(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  { bundle, group, procedures }: Opening,
  member: BundleMember,
  now: Date,
): Promise<void> {
  const planned = group.members[member.position - 1];
  const procedure = procedures.get(member.procedureCode);
  if (planned === undefined || procedure === undefined)
    throw linkRefusal("group_procedure_missing", { values: { code: member.procedureCode } });
  const input = mapData(planned, procedure, member.deskUnitId, bundle.data);
  const how = { electronic: bundle.way === "parallel", agencyId: member.agencyId };
  const { id } = await receiveWherever(tx, unit, by, bundle.agencyId, input, how, now);
  await linkMember(tx, bundle.id, member.position, id, now);
}

function whyNothing(all: readonly BundleMember[]) {
  const waiting = all.find(({ dossierId }) => dossierId === null);
  const obstacle = waiting === undefined ? undefined : findObstacle(waiting, all);
  if (obstacle === undefined) return linkRefusal("nothing_to_open");
  const name = all.find(({ position }) => position === obstacle.position)?.procedureName ?? "";
  return linkRefusal(obstacle.code, { values: { name } });
}
