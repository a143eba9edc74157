import { fileRefusal } from "./files.errors.ts";

/**
 * Refuses a list that has more rows than a file takes (`list_too_long`): a file that lacks some, and does not say so, is worse
 * than none. Whoever makes the file asks for one row more than it takes.
 */
export function assertWhole(rows: readonly unknown[], most: number, field: string): void {
  if (rows.length > most) throw fileRefusal("list_too_long", { field, values: { most } });
}
