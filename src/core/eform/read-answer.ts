import { parsePlainDate } from "../plain-date.ts";
import { err, ok, type Result } from "../result.ts";
import { ageOn, isInForce } from "./age.ts";
import { addressPaths, type Answers, answerText, answerTexts, type Field, isShown, type Place } from "./eform.ts";

/** Why an answer cannot be taken; the words are those of the languages. */
export type FaultCode =
  | "required"
  | "too_long"
  | "name"
  | "id_number"
  | "date"
  | "date_future"
  | "age_small"
  | "age_large"
  | "number"
  | "number_small"
  | "number_large"
  | "phone"
  | "email"
  | "choice"
  | "address_unit"
  | "too_few_rows";

export interface Fault {
  readonly path: string;
  readonly code: FaultCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** An answer in its one form: dates yyyy-MM-dd, numbers as digits, telephones +84…, several choices as a list. */
export type Value = string | readonly string[];

type Read = Result<string, FaultCode>;

const LONGEST: Readonly<Partial<Record<Field["type"], number>>> = { long_text: 4000, person_name: 120, email: 254 };
const longest = (field: Field): number => field.maxLength ?? LONGEST[field.type] ?? 500;

/** A day as people write it (dd/MM/yyyy) or machines do (yyyy-MM-dd). */
function readDay(text: string): Read {
  const typed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = typed === null ? text : `${typed[3]}-${typed[2]?.padStart(2, "0")}-${typed[1]?.padStart(2, "0")}`;
  const parsed = parsePlainDate(iso);
  return parsed.ok ? ok(parsed.value) : err("date");
}

/** Digits, with the points or spaces that people put between thousands; no decimals. */
function readNumber(text: string): Read {
  const plain = text.replace(/(?<=\d)[.\s](?=\d{3}(?:\D|$))/g, "");
  return /^-?\d{1,15}$/.test(plain) ? ok(String(Number(plain))) : err("number");
}

function readPhone(text: string): Read {
  const national = /^(?:\+?84|0)([1-9]\d{8,9})$/.exec(text.replace(/[\s.\-()]/g, ""));
  return national === null ? err("phone") : ok(`+84${national[1]}`);
}

const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const NAME = /^[\p{Script=Latin}\p{M}][\p{Script=Latin}\p{M} '.-]*$/u;

function readText(field: Field, text: string): Read {
  switch (field.type) {
    case "person_name":
      return NAME.test(text) ? ok(text.replace(/\s+/g, " ")) : err("name");
    case "id_number": {
      const digits = text.replace(/[\s.]/g, "");
      return /^\d{12}$/.test(digits) ? ok(digits) : err("id_number");
    }
    case "date":
      return readDay(text);
    case "number":
    case "money":
      return readNumber(text);
    case "phone":
      return readPhone(text);
    case "email":
      return EMAIL.test(text) ? ok(text) : err("email");
    case "yes_no":
      return text === "yes" || text === "no" ? ok(text) : err("choice");
    case "choice":
      return field.options?.some(({ value }) => value === text) === true ? ok(text) : err("choice");
    default:
      return ok(text);
  }
}

/** Bounds that depend on the value: size of a number, a date that may not lie ahead. `today` is yyyy-MM-dd. */
function boundFault(field: Field, value: string, today: string): Omit<Fault, "path"> | undefined {
  if (field.type === "date" && field.past === true && value > today) return { code: "date_future" };
  if (field.type !== "number" && field.type !== "money") return undefined;
  const least = field.min ?? (field.type === "money" ? 0 : undefined);
  if (least !== undefined && Number(value) < least) return { code: "number_small", values: { min: least } };
  if (field.max !== undefined && Number(value) > field.max) return { code: "number_large", values: { max: field.max } };
  return undefined;
}

/** The first rule about age, of those that hold on this day and under these answers, that a date of birth breaks. */
function ageFault({ field, within }: Place, born: string, answers: Answers, today: string): Omit<Fault, "path"> | undefined {
  const age = ageOn(born, today);
  for (const rule of field.type === "date" ? (field.ages ?? []) : []) {
    if (!isInForce(rule, today) || !isShown(rule.when, answers, within)) continue;
    const { least, under, basis, who = "" } = rule;
    if (least !== undefined && age < least) return { code: "age_small", values: { years: least, age, who, basis } };
    if (under !== undefined && age >= under) return { code: "age_large", values: { years: under, age, who, basis } };
  }
  return undefined;
}

function readChoices(field: Field, answers: Answers, path: string): Result<Value | undefined, Fault> {
  const given = answerTexts(answers, path);
  const known = new Set(field.options?.map(({ value }) => value));
  if (given.some((each) => !known.has(each))) return err({ path, code: "choice" });
  if (given.length === 0) return field.required === true ? err({ path, code: "required" }) : ok(undefined);
  return ok([...new Set(given)]);
}

/** Reads both halves of an address: the unit, as a code that `knowsUnit` knows, and what stands before it. */
function readAddress(
  field: Field,
  answers: Answers,
  path: string,
  knowsUnit: (code: string) => boolean,
): Result<Value | undefined, Fault> {
  const paths = addressPaths(path);
  const unit = answerText(answers, paths.unit);
  const typed = answerText(answers, paths.unitText);
  const detail = answerText(answers, paths.detail);
  if (unit === "" && typed === "" && detail === "" && field.required !== true) return ok(undefined);
  if (unit === "") return err({ path: paths.unit, code: typed === "" ? "required" : "address_unit" });
  if (!knowsUnit(unit)) return err({ path: paths.unit, code: "address_unit" });
  if (detail.length > longest(field)) return err({ path: paths.detail, code: "too_long", values: { max: longest(field) } });
  return ok([unit, detail]);
}

export interface Reading {
  /** yyyy-MM-dd: the day on which the form is read. */
  readonly today: string;
  /** Whether a code names a commune or ward that exists. */
  readonly knowsUnit: (code: string) => boolean;
}

/** The value of one field, undefined where it was left open and may be; or the one thing that is wrong with it. */
export function readAnswer(place: Place, answers: Answers, reading: Reading): Result<Value | undefined, Fault> {
  const { field, path } = place;
  if (field.type === "choices") return readChoices(field, answers, path);
  if (field.type === "address") return readAddress(field, answers, path, reading.knowsUnit);
  const text = answerText(answers, path);
  if (text === "") return field.required === true ? err({ path, code: "required" }) : ok(undefined);
  if (text.length > longest(field)) return err({ path, code: "too_long", values: { max: longest(field) } });
  const read = readText(field, text);
  if (!read.ok) return err({ path, code: read.error });
  const bound = boundFault(field, read.value, reading.today) ?? ageFault(place, read.value, answers, reading.today);
  return bound === undefined ? ok(read.value) : err({ path, ...bound });
}
