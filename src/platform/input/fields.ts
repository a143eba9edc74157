import { z } from "zod";

/** Messages that begin with "@" name a text of the platform's message files; see validate.ts. */
const issue = (key: string) => ({ error: `@field.${key}` });

/** +84912345678 as it is dialled here: 0912345678. */
export const phoneToNational = (e164: string): string => e164.replace(/^\+84/, "0");

/** Vietnamese phone number in any usual spelling → E.164 (+84…). */
export function phoneToE164(value: string): string | undefined {
  const digits = value.replace(/[\s.\-()]/g, "");
  const national = /^(?:\+?84|0)([1-9]\d{8,9})$/.exec(digits);
  return national === null ? undefined : `+84${national[1]}`;
}

/** The same rule is the same object: a thousand forms share a few dozen rules, each of which weighs kilobytes. */
function shared<A extends readonly (string | number)[], S>(make: (...given: A) => S): (...given: A) => S {
  const made = new Map<string, S>();
  return (...given) => {
    const key = given.join(" ");
    const schema = made.get(key) ?? make(...given);
    made.set(key, schema);
    return schema;
  };
}

const emptyToUndefined = (value: unknown) => (value === "" ? undefined : value);
const makeOptional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyToUndefined, schema.optional());
const optionals = new WeakMap<z.ZodType, unknown>();

/** A form sends an empty text where a person left a field empty: that is "not given". */
export function optional<T extends z.ZodType>(schema: T): ReturnType<typeof makeOptional<T>> {
  const known = optionals.get(schema) ?? makeOptional(schema);
  optionals.set(schema, known);
  return known as ReturnType<typeof makeOptional<T>>;
}

export const requiredText = shared((maxLength: number) =>
  z.string(issue("required")).min(1, issue("required")).max(maxLength, issue("too_long")),
);

export const personName = shared(() =>
  requiredText(120).regex(/^[\p{Script=Latin}\p{M}][\p{Script=Latin}\p{M} '.-]*$/u, issue("name")),
);

/** Personal identification number: 12 digits (Law on Identification 2023). */
export const cccd = shared(() =>
  z
    .string(issue("required"))
    .transform((value) => value.replace(/[\s.]/g, ""))
    .pipe(z.string().regex(/^\d{12}$/, issue("cccd"))),
);

export const phone = shared(() =>
  z.string(issue("required")).transform((value, context) => {
    const e164 = phoneToE164(value);
    if (e164 === undefined) {
      context.addIssue({ code: "custom", message: "@field.phone" });
      return z.NEVER;
    }
    return e164;
  }),
);

export const email = shared(() => z.email(issue("email")).max(254, issue("too_long")));

const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** A day as people type it (dd/MM/yyyy) or as machines write it (yyyy-MM-dd) → yyyy-MM-dd. */
export const plainDay = shared(() =>
  z.string(issue("required")).transform((value, context) => {
    const typed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value);
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    const [year, month, day] = typed ? [typed[3], typed[2], typed[1]] : iso ? [iso[1], iso[2], iso[3]] : [];
    if (year === undefined || !isDate(Number(year), Number(month), Number(day))) {
      context.addIssue({ code: "custom", message: "@field.date" });
      return z.NEVER;
    }
    return `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  }),
);

/** An integer that arrives as text from a form or a query. */
export const integer = shared((min: number, max: number) =>
  z.coerce.number(issue("number")).int(issue("number")).min(min, issue("number")).max(max, issue("number")),
);

/** A number that arrives as text from a form or a query; decimals after a point. */
export const decimal = shared((min: number, max: number) =>
  z.coerce.number(issue("number")).min(min, issue("number")).max(max, issue("number")),
);

/** The id behind an option that a person chose from a list. */
export const chosenId = shared(() =>
  z.coerce.number(issue("choice")).int(issue("choice")).min(1, issue("choice")).max(Number.MAX_SAFE_INTEGER, issue("choice")),
);

export const choice = <const T extends readonly [string, ...string[]]>(options: T) => z.enum(options, issue("choice"));

/** A list that a form sends as one value or several under the same name. */
export const many = <T extends z.ZodType>(item: T, most = 200) =>
  z.preprocess(
    (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(most, issue("too_long")),
  );
