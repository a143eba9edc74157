import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { searchKey } from "#platform/input/text.ts";
import { Refusal } from "#platform/refusal.ts";
import { componentsOf, findProceduresByCodes, type Procedure } from "#procedures";
import { findGroupFaults, type GroupFinding, inOrder, type ProcedureFacts, type ProceduresByCode } from "./group.rules.ts";
import {
  beginsFrom,
  deleteGroupDraft,
  endGroup,
  findGroupVersion,
  type GroupVersion,
  insertGroupDraft,
  listGroupVersions,
  putGroupInForce,
  updateGroupDraft,
  withdrawVersion,
} from "./group.store.ts";
import { findGroup, type GroupDraft, type GroupMember } from "./groups.ts";
import { findingWords } from "./group-words.ts";
import { linkRefusal } from "./interconnection.errors.ts";

/** Who keeps the groups of a province. */
export interface GroupKeeper {
  readonly accountId: number;
  readonly provinceId: number | null;
}

const EMPTY_MEMBER: GroupMember = {
  procedure: "",
  case: "default",
  duty: "",
  lead: true,
  dependsOn: [],
  days: null,
  owner: "applicant",
  subject: "",
  papers: {},
};
export const EMPTY_GROUP: GroupDraft = {
  name: "",
  totalDays: null,
  separateDays: null,
  assumption: "",
  basis: "",
  verified: false,
  child: false,
  fields: [],
  papers: [],
  members: [],
};
export { EMPTY_MEMBER };

/** A result of the same day takes a day of the whole. */
const daysOf = ({ value, unit }: Procedure["term"]): number | null =>
  unit === "working_day" ? value : unit === "same_day" ? 1 : null;

const factsOf = (procedure: Procedure): ProcedureFacts => ({
  name: procedure.name,
  termDays: (caseCode) => daysOf(procedure.definition.cases.find(({ code }) => code === caseCode)?.term ?? procedure.term),
  cases: procedure.definition.cases.map(({ code }) => code),
  components: (caseCode) => componentsOf(procedure.definition, caseCode),
});

/** The procedures that a group names, as they are in force on a day. */
export async function procedureFacts(tx: Tx, it: GroupDraft, on: string): Promise<ProceduresByCode> {
  const codes = [...new Set(it.members.map(({ procedure }) => procedure).filter((code) => code !== ""))];
  const found = codes.length === 0 ? [] : await findProceduresByCodes(tx, codes, on);
  return new Map(found.map((procedure) => [procedure.code as string, factsOf(procedure)]));
}

/** A version of the keeper's own province; refuses another's like one that is not there. */
export async function getGroupVersion(tx: Tx, by: GroupKeeper, id: number, on: string, lock = false): Promise<GroupVersion> {
  const found = await findGroupVersion(tx, id, on, lock);
  if (found === undefined || found.provinceId !== by.provinceId) throw linkRefusal("group_not_found");
  return found;
}

/** The draft under lock: what is found sound is what is published, and not what somebody saves in between. */
async function getDraft(tx: Tx, by: GroupKeeper, target: { readonly id: number; readonly revision: number }, on: string) {
  const found = await getGroupVersion(tx, by, target.id, on, true);
  if (found.stage !== "draft") throw linkRefusal("group_not_draft");
  if (found.revision !== target.revision) throw linkRefusal("group_changed");
  return found;
}

/** "khai-tu" from "Khai tử"; codes of papers' addresses and of what is filed stay readable. */
const codeOf = (name: string): string =>
  searchKey(name)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);

/**
 * Begins a draft: the next version of a group that the province has, of one that ships, or a new group with a name. Refuses
 * where a draft of it is being written already.
 */
export async function draftGroup(
  tx: Tx,
  unit: UnitOfWork,
  by: GroupKeeper,
  input: { readonly from?: string | undefined; readonly name?: string | undefined },
  on: string,
): Promise<{ readonly id: number }> {
  const { provinceId } = by;
  if (provinceId === null) throw linkRefusal("group_not_yours");
  const versions = await listGroupVersions(tx, provinceId, on);
  const code = input.from ?? codeOf(input.name ?? "");
  if (!/^[a-z0-9-]{1,60}$/.test(code)) throw linkRefusal("group_code_malformed", { field: "name" });
  const own = versions.filter((version) => version.code === code);
  if (own.some(({ stage }) => stage === "draft")) throw linkRefusal("group_has_draft", { field: "name" });
  const shipped = findGroup(code);
  if (input.from !== undefined && own.length === 0 && shipped === undefined) throw linkRefusal("group_not_found");
  const definition =
    own[0]?.definition ?? (shipped === undefined ? { ...EMPTY_GROUP, name: input.name ?? "" } : draftOf(shipped));
  const id = await insertGroupDraft(tx, { provinceId, code, definition });
  if (id === undefined) throw linkRefusal("group_has_draft", { field: "name" });
  unit.subject(`bundle-group:${code}`);
  unit.note({ id, code });
  return { id };
}

const draftOf = ({
  code: _,
  from: __,
  until: ___,
  versionId: ____,
  ...definition
}: NonNullable<ReturnType<typeof findGroup>>): GroupDraft => definition;

/** Keeps what a draft says from now on; nothing of it has to be right yet. Refuses what another has changed meanwhile. */
export async function saveGroup(
  tx: Tx,
  unit: UnitOfWork,
  by: GroupKeeper,
  target: { readonly id: number; readonly revision: number },
  definition: GroupDraft,
  on: string,
): Promise<{ readonly id: number; readonly findings: number }> {
  const draft = await getDraft(tx, by, target, on);
  if (!(await updateGroupDraft(tx, draft, definition))) throw linkRefusal("group_changed");
  unit.subject(`bundle-group:${draft.code}`);
  unit.note({ id: draft.id, members: definition.members.length });
  return { id: draft.id, findings: findGroupFaults(definition, await procedureFacts(tx, definition, on)).length };
}

function unsound(findings: readonly GroupFinding[]): Refusal {
  const refusal = linkRefusal("group_unsound", { values: { count: findings.length } });
  return new Refusal({
    code: refusal.code,
    status: refusal.status,
    text: refusal.text,
    basis: refusal.basis,
    fields: (locale) => findings.map((finding, index) => ({ field: `finding.${index}`, message: findingWords(locale, finding) })),
  });
}

/** Puts a draft into force from a day; what stood ends there, and filings keep theirs. Refuses it with every finding. */
export async function publishGroup(
  tx: Tx,
  unit: UnitOfWork,
  by: GroupKeeper,
  input: { readonly id: number; readonly revision: number; readonly from: string },
  now: { readonly on: string; readonly at: Date },
): Promise<{ readonly id: number }> {
  const draft = await getDraft(tx, by, input, now.on);
  if (input.from < now.on) throw linkRefusal("group_begins_too_early", { field: "from" });
  const findings = findGroupFaults(draft.definition, await procedureFacts(tx, draft.definition, now.on));
  if (findings.length > 0) throw unsound(findings);
  if (await beginsFrom(tx, draft, input.from)) throw linkRefusal("group_begins_then", { field: "from" });
  const cut = await endGroup(tx, draft, input.from);
  const definition = inOrder(draft.definition);
  await putGroupInForce(tx, { id: draft.id, from: input.from, definition, accountId: by.accountId, now: now.at, cut });
  unit.subject(`bundle-group:${draft.code}`);
  unit.note({ id: draft.id, from: input.from });
  return { id: draft.id };
}

/** Ends a version before a day: what is filed from then on is by the one that ships, where one does. */
export async function retireGroup(
  tx: Tx,
  unit: UnitOfWork,
  by: GroupKeeper,
  input: { readonly id: number; readonly on: string },
  today: string,
): Promise<{ readonly id: number }> {
  const it = await getGroupVersion(tx, by, input.id, today);
  if (it.stage !== "published") throw linkRefusal("group_not_in_force");
  if (input.on < today || (it.from !== null && input.on <= it.from)) throw linkRefusal("group_ends_too_early", { field: "on" });
  await endGroup(tx, it, input.on);
  unit.subject(`bundle-group:${it.code}`);
  unit.note({ id: it.id, on: input.on });
  return { id: it.id };
}

/** Takes back a version that has not begun; what it would have ended goes on. Refuses one that has begun or was taken back. */
export async function withdrawGroup(
  tx: Tx,
  unit: UnitOfWork,
  by: GroupKeeper,
  id: number,
  today: string,
): Promise<{ readonly id: number }> {
  const it = await getGroupVersion(tx, by, id, today, true);
  if (it.stage !== "planned") throw linkRefusal("group_not_planned");
  await withdrawVersion(tx, id);
  unit.subject(`bundle-group:${it.code}`);
  unit.note({ id, from: it.from });
  return { id };
}

/** Throws a draft away; what is published stays. */
export async function discardGroup(
  tx: Tx,
  unit: UnitOfWork,
  by: GroupKeeper,
  id: number,
  on: string,
): Promise<{ readonly id: number }> {
  const it = await getGroupVersion(tx, by, id, on);
  if (it.stage !== "draft") throw linkRefusal("group_not_draft");
  await deleteGroupDraft(tx, id);
  unit.subject(`bundle-group:${it.code}`);
  unit.note({ id });
  return { id };
}
