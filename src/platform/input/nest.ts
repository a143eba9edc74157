const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);
const MOST_DEPTH = 5;
const MOST_INDEX = 500;

type Nest = { [key: string]: unknown };

/**
 * A form's flat fields as the nested input that a command takes: "parties.owner.name" becomes parties → owner → name,
 * "components.0.code" an array. What is not a field of ours is dropped by the schema afterwards.
 */
export function nestFields(flat: Readonly<Record<string, unknown>>): Nest {
  const root: Nest = {};
  for (const [name, value] of Object.entries(flat)) {
    const path = name.split(".");
    if (path.length > MOST_DEPTH || path.some((part) => UNSAFE.has(part))) continue;
    let at = root;
    for (const part of path.slice(0, -1)) {
      const next = at[part];
      at = typeof next === "object" && next !== null ? (next as Nest) : ((at[part] = {}) as Nest);
    }
    at[path.at(-1) as string] = value;
  }
  return arraysIn(root) as Nest;
}

/** Objects whose keys are all positions become arrays. */
function arraysIn(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, arraysIn(item)] as const);
  const isList = entries.length > 0 && entries.every(([key]) => /^\d{1,3}$/.test(key) && Number(key) <= MOST_INDEX);
  if (!isList) return Object.fromEntries(entries);
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
}
