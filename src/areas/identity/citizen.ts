export const CITIZEN_KINDS = ["person", "organisation"] as const;
export type CitizenKind = (typeof CITIZEN_KINDS)[number];

export const OPENERS = ["self", "staff", "support_team"] as const;
export type Opener = (typeof OPENERS)[number];

/** What an identity provider vouches for, whatever names it uses for it. */
export interface IdentityFacts {
  readonly issuer: string;
  readonly subject: string;
  readonly kind: CitizenKind;
  readonly fullName: string;
  /** Personal number of 12 digits, or the tax code of an organisation. */
  readonly idNumber: string | null;
  readonly dateOfBirth: string | null;
  readonly gender: "male" | "female" | "other" | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
  /** Level of assurance, 1 to 3; 0 where the provider does not say. */
  readonly assurance: number;
}

/** The holder of a citizen's account, as they see themselves. */
export interface Citizen extends Omit<IdentityFacts, "issuer" | "subject"> {
  readonly accountId: number;
  readonly openedBy: Opener;
  readonly openedAt: Date;
}
