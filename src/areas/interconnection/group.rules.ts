import type { GroupDraft, GroupMember } from "./groups.ts";

export const GROUP_FINDINGS = [
  "name_missing",
  "basis_missing",
  "term_missing",
  "too_few_members",
  "lead_missing",
  "lead_several",
  "procedure_unknown",
  "procedure_twice",
  "case_unknown",
  "duty_missing",
  "depends_unknown",
  "cycle",
  "term_too_short",
  "component_unmapped",
  "paper_unknown",
  "paper_twice",
  "paper_unused",
  "field_unused",
  "field_twice",
  "placeholder_unknown",
  "subject_missing",
  "child_not_asked",
] as const;
export type GroupFindingCode = (typeof GROUP_FINDINGS)[number];

export interface GroupFinding {
  readonly code: GroupFindingCode;
  /** Position, from 1, of the member that it is about. */
  readonly position?: number;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What a group is held against: the procedures in force, as far as a group needs to know them. */
export interface ProcedureFacts {
  readonly name: string;
  /** Working days of a case; null where they are not counted so. */
  readonly termDays: (caseCode: string) => number | null;
  readonly cases: readonly string[];
  /** The components of a case, or of the procedure that has none. */
  readonly components: (
    caseCode: string,
  ) => readonly { readonly code: string; readonly name: string; readonly required: boolean }[];
}
export type ProceduresByCode = ReadonlyMap<string, ProcedureFacts>;

/** What every group may carry into a subject; of a child only where one is asked for. */
const PLACEHOLDERS = ["applicant", "address"] as const;
const OF_CHILD = ["child", "birth", "mother", "father"] as const;
/** Words that stand for something in a subject whatever the group asks for; `ofChild` where it asks for one. */
export const wordsOf = (ofChild: boolean): readonly string[] => [...PLACEHOLDERS, ...(ofChild ? OF_CHILD : [])];

const placeholdersIn = (subject: string): readonly string[] =>
  [...subject.matchAll(/\{([a-z]+)\}/g)].map(([, name = ""]) => name);

const twice = (codes: readonly string[]): readonly string[] => [
  ...new Set(codes.filter((code, index) => code !== "" && codes.indexOf(code) !== index)),
];

/** Everything that keeps a group from being filed; empty means that it may be published. */
export function findGroupFaults(it: GroupDraft, procedures: ProceduresByCode): readonly GroupFinding[] {
  return [
    ...headFaults(it),
    ...leadFaults(it.members),
    ...it.members.flatMap((member, index) => memberFaults(it, member, index + 1, procedures)),
    ...graphFaults(it, procedures),
    ...mapFaults(it),
  ];
}

function headFaults({ name, basis, totalDays, separateDays }: GroupDraft): readonly GroupFinding[] {
  return [
    ...(name === "" ? [{ code: "name_missing" } as const] : []),
    ...(basis === "" ? [{ code: "basis_missing" } as const] : []),
    ...(totalDays === null || separateDays === null ? [{ code: "term_missing" } as const] : []),
  ];
}

function leadFaults(members: readonly GroupMember[]): readonly GroupFinding[] {
  const leads = members.filter(({ lead }) => lead).length;
  return [
    ...(members.length < 2 ? [{ code: "too_few_members" } as const] : []),
    ...(leads === 0 ? [{ code: "lead_missing" } as const] : []),
    ...(leads > 1 ? [{ code: "lead_several" } as const] : []),
    ...twice(members.map(({ procedure }) => procedure)).map((code): GroupFinding => ({
      code: "procedure_twice",
      values: { procedure: code },
    })),
  ];
}

function memberFaults(
  it: GroupDraft,
  member: GroupMember,
  position: number,
  procedures: ProceduresByCode,
): readonly GroupFinding[] {
  const about = { position };
  const facts = procedures.get(member.procedure);
  if (facts === undefined) return [{ code: "procedure_unknown", ...about, values: { procedure: member.procedure } }];
  const isCase = facts.cases.length === 0 ? member.case === "default" : facts.cases.includes(member.case);
  if (!isCase) {
    const cases = facts.cases.length === 0 ? "default" : facts.cases.join(", ");
    return [{ code: "case_unknown", ...about, values: { case: member.case, cases } }];
  }
  const known = new Set(it.papers.map(({ code }) => code));
  return [
    ...(member.duty === "" ? [{ code: "duty_missing", ...about } as const] : []),
    ...(member.subject === "" ? [{ code: "subject_missing", ...about } as const] : []),
    ...facts
      .components(member.case)
      .filter(({ code, required }) => required && (member.papers[code] ?? "") === "")
      .map(({ name }): GroupFinding => ({ code: "component_unmapped", ...about, values: { name } })),
    ...Object.values(member.papers)
      .filter((paper) => paper !== "" && !known.has(paper))
      .map((paper): GroupFinding => ({ code: "paper_unknown", ...about, values: { paper } })),
    ...wordFaults(it, member, position),
  ];
}

/** What a subject may say, and of whom a dossier may be. */
function wordFaults(it: GroupDraft, { subject, owner }: GroupMember, position: number): readonly GroupFinding[] {
  const mayKnow = new Set<string>([...wordsOf(true), ...it.fields.map(({ code }) => code)]);
  const used = placeholdersIn(subject);
  const needsChild = owner === "child" || used.some((name) => (OF_CHILD as readonly string[]).includes(name));
  return [
    ...used
      .filter((name) => !mayKnow.has(name))
      .map((name): GroupFinding => ({ code: "placeholder_unknown", position, values: { name: `{${name}}` } })),
    ...(needsChild && !it.child ? [{ code: "child_not_asked", position } as const] : []),
  ];
}

function graphFaults({ members, totalDays }: GroupDraft, procedures: ProceduresByCode): readonly GroupFinding[] {
  const unknown = members.flatMap(({ dependsOn }, index) =>
    dependsOn
      .filter((other) => other < 1 || other > members.length)
      .map((other): GroupFinding => ({ code: "depends_unknown", position: index + 1, values: { other } })),
  );
  const order = orderOf(members);
  if (order === undefined) {
    const circle = members.flatMap((_, index) => (reaches(members, index + 1, index + 1) ? [index + 1] : []));
    return [
      ...unknown,
      { code: "cycle", ...(circle[0] === undefined ? {} : { position: circle[0] }), values: { members: circle.join(" → ") } },
    ];
  }
  const longest = longestWay(
    members,
    order,
    (member) => member.days ?? procedures.get(member.procedure)?.termDays(member.case) ?? 0,
  );
  const tooShort = totalDays !== null && longest.days > totalDays;
  return tooShort
    ? [...unknown, { code: "term_too_short", values: { days: longest.days, total: totalDays, way: longest.way.join(" → ") } }]
    : unknown;
}

const isKnown = (members: readonly unknown[], position: number): boolean => position >= 1 && position <= members.length;

/** Whether one can come from a member to another along what it depends on. */
function reaches(members: readonly GroupMember[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [...(members[from - 1]?.dependsOn ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(members[at - 1]?.dependsOn ?? []));
  }
  return false;
}

/** Positions so that each stands after what it depends on, otherwise as written; undefined where there is a circle. */
export function orderOf(members: readonly Pick<GroupMember, "dependsOn">[]): readonly number[] | undefined {
  const placed: number[] = [];
  const left = new Set(members.map((_, index) => index + 1));
  while (left.size > 0) {
    const next = [...left].find((position) =>
      (members[position - 1]?.dependsOn ?? []).every((other) => !isKnown(members, other) || placed.includes(other)),
    );
    if (next === undefined) return undefined;
    placed.push(next);
    left.delete(next);
  }
  return placed;
}

/** The chain of members that needs the most working days when each waits for what it depends on. */
function longestWay(members: readonly GroupMember[], order: readonly number[], daysOf: (member: GroupMember) => number) {
  const best = new Map<number, { readonly days: number; readonly way: readonly number[] }>();
  for (const position of order) {
    const member = members[position - 1] as GroupMember;
    const before = member.dependsOn
      .flatMap((other) => best.get(other) ?? [])
      .reduce((most, one) => (one.days > most.days ? one : most), { days: 0, way: [] as readonly number[] });
    best.set(position, { days: before.days + daysOf(member), way: [...before.way, position] });
  }
  return [...best.values()].reduce((most, one) => (one.days > most.days ? one : most), { days: 0, way: [] as readonly number[] });
}

/** What is asked for and goes nowhere, and what stands twice. */
function mapFaults({ papers, fields, members }: GroupDraft): readonly GroupFinding[] {
  const usedPapers = new Set(members.flatMap((member) => Object.values(member.papers)));
  const usedFields = new Set(members.flatMap(({ subject }) => placeholdersIn(subject)));
  return [
    ...twice(papers.map(({ code }) => code)).map((paper): GroupFinding => ({ code: "paper_twice", values: { paper } })),
    ...papers
      .filter(({ code, required }) => required && !usedPapers.has(code))
      .map(({ name }): GroupFinding => ({ code: "paper_unused", values: { name } })),
    ...twice([...wordsOf(true), ...fields.map(({ code }) => code)]).map((field): GroupFinding => ({
      code: "field_twice",
      values: { field },
    })),
    ...fields
      .filter(({ code, required }) => required && !usedFields.has(code))
      .map(({ label }): GroupFinding => ({ code: "field_unused", values: { name: label } })),
  ];
}

/** The group with its members in an order in which each stands after what it depends on. */
export function inOrder(it: GroupDraft): GroupDraft {
  const order = orderOf(it.members);
  if (order === undefined) return it;
  const places = new Map(order.map((position, index) => [position, index + 1]));
  const members = order.flatMap((position) => {
    const member = it.members[position - 1];
    return member === undefined
      ? []
      : [{ ...member, dependsOn: member.dependsOn.map((other) => places.get(other) ?? other).toSorted((a, b) => a - b) }];
  });
  return { ...it, members };
}
