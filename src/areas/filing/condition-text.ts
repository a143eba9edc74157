import type { Condition } from "#core/eform/index.ts";

/** `field = value, value` or `field`; several joined by `;`. A leading `!` turns it round. */
export function conditionsOf(typed: string): readonly Condition[] {
  return typed
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const not = part.startsWith("!");
      const [field = "", values] = part
        .replace(/^!/, "")
        .split("=")
        .map((side) => side.trim());
      const is = values?.split(",").flatMap((value) => (value.trim() === "" ? [] : [value.trim()]));
      return { field, ...(is === undefined || is.length === 0 ? {} : { is }), ...(not ? { not } : {}) };
    });
}

export const conditionText = (conditions: readonly Condition[] | undefined): string =>
  (conditions ?? [])
    .map(({ field, is, not }) => `${not === true ? "!" : ""}${field}${is === undefined ? "" : ` = ${is.join(", ")}`}`)
    .join("; ");
