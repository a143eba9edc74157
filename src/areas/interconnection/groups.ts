import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { isProcedureCode, type ProcedureCode, type ProcedureEntry, saveProcedures, SILENT_DEFINITION } from "#procedures";

const days = z.int().min(1).max(400);
const code = z.string().refine(isProcedureCode);

const memberSchema = z.strictObject({
  procedure: code,
  case: z.string().min(1).max(80),
  /** What the agency has to do for the whole, as the others are told (Decree 61/2018 article 19.6). */
  duty: z.string().min(1).max(300),
  lead: z.boolean(),
  /** Positions, from 1, of the members whose result it needs. */
  dependsOn: z.array(z.int().min(1).max(30)),
  owner: z.enum(["applicant", "child"]),
  subject: z.string().min(1).max(300),
  /** Component of the procedure → paper of the group that stands for it. */
  papers: z.record(z.string(), z.string()),
});

const groupSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: z.string().min(1).max(300),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
  totalDays: days,
  /** What the same took when each procedure was filed for itself. */
  separateDays: days,
  assumption: z.string().min(1),
  basis: z.string().min(1),
  verified: z.boolean(),
  papers: z.array(z.strictObject({ code: z.string().min(1).max(20), name: z.string().min(1).max(300), required: z.boolean() })),
  members: z
    .array(memberSchema)
    .min(2)
    .max(30)
    .refine((members) => members.every((one, index) => one.dependsOn.every((other) => other <= index)), {
      error: "a member depends on members before it, so that there is no circle",
    })
    .refine((members) => members.filter(({ lead }) => lead).length === 1, { error: "one member leads" }),
});
export type BundleGroup = z.output<typeof groupSchema>;
export type GroupMember = z.output<typeof memberSchema>;

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
  groups: z.array(groupSchema),
});

let held: z.output<typeof fileSchema> | undefined;
const read = () =>
  (held ??= fileSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/interconnection/groups.json"), "utf8"))));

/** The groups that may be filed on a day (yyyy-MM-dd): dated data, never constants. */
export const groupsOn = (on: string): readonly BundleGroup[] =>
  read().groups.filter(({ from, until }) => from <= on && (until === null || on < until));

export const findGroup = (wanted: string): BundleGroup | undefined => read().groups.find((group) => group.code === wanted);

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

/** Puts the procedures of the groups that no catalogue of a commune has into an installation; repeating it changes nothing. */
export const saveGroupProcedures = (tx: Tx, on: string) =>
  saveProcedures(tx, read().procedures.map(entryOf), { origin: "starter", on });

/** Working days that a member has within its group; null where its procedure says so itself. */
export const daysInGroup = (procedure: string): number | undefined =>
  read().procedures.find((shipped) => shipped.code === procedure)?.inGroup;
