import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { isProcedureCode, type ProcedureCode, type ProcedureEntry, saveProcedures, SILENT_DEFINITION } from "#procedures";

const days = z.int().min(1).max(400);
const code = z.string().refine(isProcedureCode);

const memberSchema = z.strictObject({
  procedure: z.string().max(40),
  case: z.string().max(80),
  /** What the agency has to do for the whole, as the others are told (Decree 61/2018 article 19.6). */
  duty: z.string().max(300),
  lead: z.boolean(),
  /** Positions, from 1, of the members whose result it needs. */
  dependsOn: z.array(z.int().min(1).max(30)),
  /** Working days that it has within the group; null where its procedure says so itself. */
  days: days.nullable().default(null),
  owner: z.enum(["applicant", "child"]),
  subject: z.string().max(300),
  /** Component of the procedure → paper of the group that stands for it. */
  papers: z.record(z.string(), z.string()),
});

/** A group as it is being written; whether it can be filed is said by `findGroupFaults`. */
export const draftSchema = z.strictObject({
  name: z.string().max(300),
  totalDays: days.nullable(),
  /** What the same took when each procedure was filed for itself. */
  separateDays: days.nullable(),
  assumption: z.string().max(1000),
  basis: z.string().max(1000),
  verified: z.boolean(),
  /** Whether the matter is about a child, whose details are asked for once. */
  child: z.boolean().default(true),
  /** What else is asked for once; `{code}` in a member's subject carries it over. */
  fields: z
    .array(z.strictObject({ code: z.string().max(20), label: z.string().max(200), required: z.boolean() }))
    .max(20)
    .default([]),
  papers: z.array(z.strictObject({ code: z.string().max(20), name: z.string().max(300), required: z.boolean() })).max(30),
  members: z.array(memberSchema).max(30),
});
export type GroupDraft = z.output<typeof draftSchema>;
export type GroupMember = z.output<typeof memberSchema>;

const shippedSchema = draftSchema.extend({
  code: z.string().regex(/^[a-z0-9-]{1,60}$/),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
  totalDays: days,
  separateDays: days,
});

/** A group that may be filed. */
export interface BundleGroup extends Omit<GroupDraft, "totalDays" | "separateDays"> {
  readonly code: string;
  readonly from: string;
  readonly until: string | null;
  readonly totalDays: number;
  readonly separateDays: number;
  /** The province's version; null for one that ships. */
  readonly versionId: number | null;
}

const fileSchema = z.strictObject({
  note: z.string(),
  procedures: z.array(
    z.strictObject({
      code,
      name: z.string().min(1),
      field: z.string().min(1),
      days,
      inGroup: days,
      components: z.array(z.strictObject({ code: z.string(), name: z.string(), required: z.boolean() })),
      source: z.string().min(1),
    }),
  ),
  groups: z.array(shippedSchema.transform((group): BundleGroup => ({ ...group, versionId: null }))),
});

let held: z.output<typeof fileSchema> | undefined;
const read = () =>
  (held ??= fileSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/interconnection/groups.json"), "utf8"))));

/** The groups that ship, those of past periods too: dated data, never constants. */
export const shippedGroups = (): readonly BundleGroup[] => read().groups;

/** A group that ships, by its code. */
export const findGroup = (wanted: string): BundleGroup | undefined => read().groups.find((group) => group.code === wanted);

/** Whether a group holds on a day (yyyy-MM-dd). */
export const holdsOn = ({ from, until }: Pick<BundleGroup, "from" | "until">, on: string): boolean =>
  from <= on && (until === null || on < until);

type Shipped = z.output<typeof fileSchema>["procedures"][number];

const termOf = (value: number) => ({ value, unit: "working_day" as const });

const entryOf = (shipped: Shipped): ProcedureEntry => ({
  code: shipped.code as ProcedureCode,
  name: shipped.name,
  field: shipped.field,
  levels: ["commune"],
  communeOffice: true,
  audiences: ["citizen"],
  term: termOf(shipped.days),
  hasDetail: true,
  definition: {
    ...SILENT_DEFINITION,
    components: shipped.components.map((component) => ({
      ...component,
      copies: { original: 1, certified: null, photo: null },
      kind: "document" as const,
      digitise: false,
      reusable: false,
    })),
    cases: [
      { code: "rieng", name: "Nộp riêng" },
      { code: "lien-thong", name: "Trong nhóm thủ tục liên thông", term: termOf(shipped.inGroup) },
    ],
  },
  source: shipped.source,
  verified: false,
});

/**
 * Puts the procedures that no catalogue of a commune has into an installation, of the groups that hold on a day: those of a past
 * model would stand among what is filed today. Repeating it changes nothing.
 */
export function saveGroupProcedures(tx: Tx, on: string) {
  const { groups, procedures } = read();
  const asked = new Set(
    groups.filter((group) => holdsOn(group, on)).flatMap(({ members }) => members.map(({ procedure }) => procedure)),
  );
  const entries = procedures.filter((one) => asked.has(one.code)).map(entryOf);
  return saveProcedures(tx, entries, { origin: "starter", on });
}

/** Working days that a member has within its group; null where its procedure says so itself. */
export const daysInGroup = (procedure: string): number | undefined =>
  read().procedures.find((shipped) => shipped.code === procedure)?.inGroup;
