import { type EpochMs, localDateOf } from "#core/instant.ts";
import type { Parties } from "#dossiers";
import { inventName, type InventedPerson } from "./invented-people.ts";
import type { Random } from "./random.ts";

const DAY_MS = 86_400_000;
const BIRTH = new Set(["1.001193", "1.000689", "1.003583"]);
const MARRIAGE = new Set(["1.000894", "1.004746"]);
const DEATH = new Set(["1.000656", "1.005461"]);

/** Whose dossier it is and what it is about: a birth is the child's, handed in by a parent; a death is the family's to report. */
export function partiesFor(
  random: Random,
  code: string,
  applicant: InventedPerson,
  at: EpochMs,
): { readonly parties: Parties; readonly subject?: string } {
  const { name, address } = applicant;
  if (BIRTH.has(code)) {
    const gender = random.pick(["male", "female"] as const);
    const family = name.split(" ")[0] ?? "";
    const child = [family, ...inventName(random, gender).split(" ").slice(1)].join(" ");
    const dateOfBirth = localDateOf(at - random.integer(3, 55) * DAY_MS);
    return {
      parties: { owner: { name: child, dateOfBirth, gender, address }, submitter: applicant },
      subject: `Khai sinh cho ${child}`,
    };
  }
  if (MARRIAGE.has(code)) {
    const other = inventName(random, applicant.gender === "male" ? "female" : "male");
    return { parties: { owner: applicant }, subject: `Kết hôn với ${other}` };
  }
  if (DEATH.has(code)) {
    const gone = inventName(random);
    return { parties: { owner: { name: gone, address }, submitter: applicant }, subject: `Khai tử cho ${gone}` };
  }
  return { parties: { owner: applicant } };
}
