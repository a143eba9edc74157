import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import type { Random } from "./random.ts";

const weights = z.array(z.tuple([z.string(), z.number().positive()])).min(1);
const half = z.object({ middle: weights, given: z.array(z.string()).min(1) });
const namesSchema = z.object({ family: weights, male: half, female: half, hamlets: z.array(z.string()).min(1) });

let names: z.output<typeof namesSchema> | undefined;
const loadNames = () =>
  (names ??= namesSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/demo/names.json"), "utf8"))));

export type Gender = "male" | "female";

/** A full name: family name, middle name, given name. */
export function inventName(random: Random, gender: Gender = random.pick(["male", "female"])): string {
  const { family, [gender]: own } = loadNames();
  return `${random.weighted(family)} ${random.weighted(own.middle)} ${random.pick(own.given)}`;
}

export interface InventedPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly dateOfBirth: string;
  readonly gender: Gender;
  readonly address: string;
}

const two = (value: number): string => String(value).padStart(2, "0");

/**
 * An adult who does not exist. The personal number begins with 000, which is no province's code, and the telephone
 * number with 01, a prefix given up in 2018, so that neither can belong to anybody.
 */
export function inventPerson(random: Random, place: string): InventedPerson {
  const gender = random.pick(["male", "female"] as const);
  const year = random.integer(1950, 2005);
  const century = year < 2000 ? 0 : 2;
  const digits = (count: number): string => Array.from({ length: count }, () => random.integer(0, 9)).join("");
  return {
    name: inventName(random, gender),
    idNumber: `000${century + (gender === "female" ? 1 : 0)}${two(year % 100)}${digits(6)}`,
    phone: `+84100${digits(6)}`,
    dateOfBirth: `${year}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`,
    gender,
    address: `${random.pick(loadNames().hamlets)}, ${place}`,
  };
}
