import type { NewAccountInput } from "#identity";
import { personName, plainDay } from "#platform/input/fields.ts";
import { searchKey } from "#platform/input/text.ts";
import { Refusal } from "#platform/refusal.ts";
import { readRequired, readText, Rejection } from "../read-fields.ts";
import type { OfficerMapping } from "./sheet-mapping.ts";

type Values = ReadonlyMap<string, string>;

/** One post of one officer, as a list states it. */
export interface OfficerLine {
  readonly sourceId: string;
  readonly fullName: string;
  readonly username: string;
  /** A code or a name. */
  readonly unit: string;
  readonly role: NewAccountInput["role"];
  readonly title: string;
  readonly from: string;
  readonly until: string | undefined;
  readonly decisionNo: string | undefined;
}

/** A day, also before a time of midnight as databases and workbooks write it. */
function readDay(values: Values, column: string | undefined): string | undefined {
  const text = column === undefined ? "" : readText(values, column);
  if (column === undefined || text === "") return undefined;
  const day = plainDay().safeParse(text.replace(/[T ]00:00(:00(\.0+)?)?Z?$/, ""));
  if (!day.success) throw new Rejection(column, "malformed_day", text);
  return day.data;
}

/** An address says the name before its "@": what people signed in with there is what they sign in with here. */
function readUsername(values: Values, column: string, normalise: (typed: string) => string): string {
  const typed = readRequired(values, column);
  const [local = ""] = typed.split("@");
  try {
    return normalise(local.replaceAll("_", "."));
  } catch (error) {
    if (error instanceof Refusal) throw new Rejection(column, "username_malformed", typed);
    throw error;
  }
}

function readRole({ roles }: OfficerMapping, column: string, values: Values): OfficerLine["role"] {
  const stated = readRequired(values, column);
  const key = ` ${searchKey(stated)} `;
  const named = roles.find(({ word, role }) => role === stated || key.includes(` ${searchKey(word)} `));
  if (named === undefined) throw new Rejection(column, "unknown_role", stated);
  // Whoever may administer is said by a person, never by a file.
  if (named.role === "administrator") throw new Rejection(column, "role_not_imported", stated);
  return named.role;
}

function readName(values: Values, column: string): string {
  const typed = readRequired(values, column).replace(/\s+/g, " ");
  if (!personName().safeParse(typed).success) throw new Rejection(column, "not_a_name", typed);
  return typed;
}

/** An officer of a line. Throws a Rejection for a line that is none, or of whom the source says that they have left. */
export function readOfficer(
  mapping: OfficerMapping,
  values: Values,
  about: { readonly today: string; readonly unitCode: string | undefined; readonly normalise: (typed: string) => string },
): OfficerLine {
  const { columns, optional, working } = mapping;
  const sourceId = readRequired(values, columns.sourceId);
  if (sourceId.length > 100) throw new Rejection(columns.sourceId, "too_long", sourceId);
  if (working !== null && optional.working !== undefined && !working.includes(readText(values, optional.working)))
    throw new Rejection(optional.working, "officer_left", readText(values, optional.working));
  const until = readDay(values, optional.until);
  if (until !== undefined && until < about.today) throw new Rejection(optional.until ?? "", "officer_left", until);
  const stated = readText(values, columns.unit);
  const unit = stated === "" ? about.unitCode : stated;
  if (unit === undefined) throw new Rejection(columns.unit, "required", "");
  const title = readRequired(values, columns.title);
  if (title.length > 200) throw new Rejection(columns.title, "too_long", title);
  return {
    sourceId,
    fullName: readName(values, columns.fullName),
    username: readUsername(values, columns.username, about.normalise),
    unit,
    role: readRole(mapping, columns.role, values),
    title,
    from: readDay(values, optional.from) ?? about.today,
    until,
    decisionNo: optional.decisionNo === undefined ? undefined : readText(values, optional.decisionNo) || undefined,
  };
}
