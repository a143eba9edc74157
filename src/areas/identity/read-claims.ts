import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "#platform/package-folder.ts";
import { phoneToE164 } from "#platform/input/fields.ts";
import type { IdentityFacts } from "./citizen.ts";
import { identityRefusal } from "./identity.errors.ts";

const shapeSchema = z.object({
  scope: z.string(),
  claims: z.object({
    kind: z.string(),
    personNumber: z.string(),
    organisationName: z.string(),
    organisationNumber: z.string(),
  }),
  organisationKinds: z.array(z.string()),
  assurance: z.record(z.string(), z.int().min(0).max(3)),
  leastAssurance: z.int().min(0).max(3),
});
export type ClaimShape = z.output<typeof shapeSchema>;

/** What the provider calls its claims: data, since the names are those of an agreement and not of this product. */
export const readClaimShape = (): ClaimShape =>
  shapeSchema.parse(JSON.parse(readFileSync(join(packageFolder, "db/reference/identity/vneid-shaped.json"), "utf8")));

type Claims = Readonly<Record<string, unknown>>;

const textOf = (claims: Claims, name: string, most = 300): string | null => {
  const value = claims[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim().normalize("NFC").slice(0, most) : null;
};

function addressOf(claims: Claims): string | null {
  const { address } = claims;
  if (typeof address === "string") return textOf(claims, "address");
  return address !== null && typeof address === "object" ? textOf(address as Claims, "formatted") : null;
}

const GENDERS = new Map([
  ["male", "male"],
  ["nam", "male"],
  ["female", "female"],
  ["nữ", "female"],
] as const);

/**
 * The facts behind the claims of an ID token. Refuses `identity_incomplete` without a name or a number of the right
 * form, and `assurance_too_low` for an identity that was not proved in person.
 */
export function readClaims(shape: ClaimShape, issuer: string, subject: string, claims: Claims): IdentityFacts {
  const { claims: names } = shape;
  const isOrganisation = shape.organisationKinds.includes(textOf(claims, names.kind) ?? "");
  const fullName = textOf(claims, isOrganisation ? names.organisationName : "name", 200);
  const idNumber = textOf(claims, isOrganisation ? names.organisationNumber : names.personNumber);
  const wellFormed = (isOrganisation ? /^\d{10}(-\d{3}|\d{2,3})?$/ : /^\d{12}$/).test(idNumber ?? "");
  if (fullName === null || !wellFormed) throw identityRefusal("identity_incomplete");
  const level = textOf(claims, "acr") ?? "";
  const assurance = Object.hasOwn(shape.assurance, level) ? (shape.assurance[level] ?? 0) : 0;
  if (assurance < shape.leastAssurance) throw identityRefusal("assurance_too_low");
  const born = textOf(claims, "birthdate");
  return {
    issuer,
    subject,
    kind: isOrganisation ? "organisation" : "person",
    fullName,
    idNumber,
    dateOfBirth: born !== null && /^\d{4}-\d\d-\d\d$/.test(born) ? born : null,
    gender: GENDERS.get((textOf(claims, "gender") ?? "").toLowerCase() as "male") ?? null,
    phone: phoneToE164(textOf(claims, "phone_number") ?? "") ?? null,
    email: textOf(claims, "email", 254),
    address: addressOf(claims),
    assurance,
  };
}
