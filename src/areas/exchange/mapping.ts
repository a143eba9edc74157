import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isTimeZone } from "#core/instant.ts";
import { CHANNELS } from "#dossiers";
import { packageFolder } from "#platform/package-folder.ts";
import { isProcedureCode } from "#procedures";
import { exchangeRefusal } from "./exchange.errors.ts";

const FOLDER = join(packageFolder, "db/reference/import-mappings");

const text = (most: number) => z.string().min(1).max(most);
const column = text(200);

/** How the columns of a case log become a dossier: what is taken from where, and how its values are translated. */
export const mappingSchema = z.strictObject({
  name: text(60),
  title: z.strictObject({ vi: text(300), en: text(300) }),
  source: text(300),
  /** The zone of instants that carry no offset, and of the dossiers' local dates. */
  timeZone: z.string().refine(isTimeZone, { error: "not a time zone" }),
  regime: z.literal("none"),
  /** Created with its own working time where no unit has the code. */
  unit: z.strictObject({
    code: text(60),
    kind: z.enum(["agency", "commune", "district", "province"]),
    name: text(300),
    fullName: text(300),
    calendar: z.strictObject({
      calendar: text(60),
      week: z.array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])).min(1),
      hours: z.array(z.tuple([z.string(), z.string()])).min(1),
      basis: text(300),
    }),
  }),
  procedure: z.strictObject({
    code: z.string().refine(isProcedureCode, { error: "not a procedure code" }),
    name: text(300),
    field: text(200),
    levels: z.array(z.enum(["ministry", "province", "district", "commune", "other"])).min(1),
  }),
  /** What stands for the owner where the source names none. */
  applicant: text(120),
  /** What an ended case has come to. */
  outcome: z.enum(["approved", "refused"]),
  dueSource: text(60),
  cases: z.strictObject({
    columns: z.strictObject({
      sourceId: column,
      channel: column,
      receivedAt: column,
      dueAt: column.optional(),
      endedAt: column,
      actor: column.optional(),
    }),
    /** Kept under attributes.source of the dossier. */
    attributes: z.record(text(60), column),
  }),
  values: z.strictObject({ channel: z.record(z.string(), z.enum(CHANNELS)) }),
  events: z
    .strictObject({
      /** The file beside the cases that is read when no other is named. */
      file: text(300),
      columns: z.strictObject({ sourceId: column, at: column, actor: column.optional() }),
      payload: z.record(text(60), column),
    })
    .optional(),
});
export type Mapping = z.output<typeof mappingSchema>;

/** What a source may say that its dossier has come to. */
export const SOURCE_STATES = [
  "accepted",
  "processing",
  "supplement",
  "decided",
  "refused",
  "returned",
  "withdrawn",
  "stopped",
] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** A system in which dossiers are handled while they are shown here: read-only, each by its national code. */
const externalSchema = z.strictObject({
  system: z.string().regex(/^[a-z0-9-]{2,40}$/),
  title: text(100),
  /** The page of one dossier there; {code} stands for its code. */
  url: z
    .string()
    .regex(/^https:\/\/\S+$/)
    .max(300)
    .optional(),
  columns: z.strictObject({
    procedureCode: column,
    owner: column,
    state: column,
    /** When the state began; needed for a dossier that waits for its applicant. */
    stateAt: column.optional(),
    returnedAt: column.optional(),
  }),
  /** Columns that help to take dossiers over, and that a list may lack. */
  optional: z.strictObject({ holder: column.optional(), step: column.optional(), subject: column.optional() }).default({}),
  states: z.record(z.string(), z.enum(SOURCE_STATES)),
  /** What a step is called there and here, where the names differ; codes or names of steps. */
  steps: z.record(z.string(), text(200)).default({}),
});
/** The mapping of such a system: unit and procedure come from the call and from each line. */
const externalMappingSchema = mappingSchema
  .omit({ unit: true, procedure: true, regime: true, applicant: true, outcome: true, dueSource: true, events: true })
  .extend({ external: externalSchema });
export type ExternalMapping = z.output<typeof externalMappingSchema>;

export const isExternal = (mapping: Mapping | ExternalMapping): mapping is ExternalMapping => "external" in mapping;

export const listMappings = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));

/** A mapping that ships, by name, or one of a file, by a path that ends in .json. Refuses one that is not valid, with the place. */
export async function readMapping(nameOrPath: string): Promise<Mapping | ExternalMapping> {
  const isPath = nameOrPath.endsWith(".json");
  if (!isPath && !listMappings().includes(nameOrPath)) {
    throw exchangeRefusal("mapping_unknown", { field: "map", values: { name: nameOrPath, known: listMappings().join(", ") } });
  }
  const path = isPath ? nameOrPath : join(FOLDER, `${nameOrPath}.json`);
  const content = await readJson(path);
  const external = content !== null && typeof content === "object" && "external" in content;
  const parsed = (external ? externalMappingSchema : mappingSchema).safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw exchangeRefusal("mapping_invalid", {
    field: "map",
    values: { path, field: field === "" ? "{}" : field, reason: issue?.message ?? "" },
  });
}

/** The mappings that ship for systems in which dossiers live, with their titles. */
export async function listExternalMappings(): Promise<readonly ExternalMapping[]> {
  const all = await Promise.all(listMappings().map((name) => readMapping(name)));
  return all.filter(isExternal);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw exchangeRefusal("mapping_unreadable", { field: "map", values: { path, reason: (error as Error).message } });
  }
}

/** The columns that a mapping takes from the file of cases. */
export const caseColumns = (mapping: Mapping | ExternalMapping): readonly string[] =>
  [
    ...Object.values(mapping.cases.columns),
    ...Object.values(mapping.cases.attributes),
    ...(isExternal(mapping) ? Object.values(mapping.external.columns) : []),
  ].filter((name) => name !== undefined);

/** The columns that a mapping takes from the file of events. */
export const eventColumns = ({ events }: Mapping): readonly string[] =>
  events === undefined
    ? []
    : [...Object.values(events.columns), ...Object.values(events.payload)].filter((name) => name !== undefined);
