import { z } from "zod";
import { Parties } from "#dossiers";
import { cccd, choice, integer, many, optional, personName, phone, plainDay, requiredText } from "#platform/input/fields.ts";

const unitId = integer(1, 2_147_483_647);

/** What the citizen says once; the group's data map carries it into each dossier. */
export const BundleInput = z.object({
  unitId,
  applicant: z.object({ name: personName(), idNumber: cccd(), phone: optional(phone()), address: requiredText(300) }),
  /** Of whom the group is, where it asks for a child. */
  child: z.object({ name: personName(), dateOfBirth: plainDay(), gender: choice(["male", "female", "other"]) }).optional(),
  /** What else the group asks for, by the code of its field. */
  extra: z.record(z.string().max(20), z.string().trim().max(500)).optional(),
  father: optional(personName()),
  mother: optional(personName()),
  /** Who hands it in, where that is not the applicant. */
  submitter: Parties.shape.submitter,
  authorised: Parties.shape.authorised,
  /** How it is worked on: electronically by all at once, on paper one after the other (Decree 61/2018 article 19.6). */
  way: choice(["parallel", "sequence"]),
  identityResult: choice(["matched", "mismatched", "not_checked"]).default("matched"),
  papers: many(z.string().min(1).max(20), 50),
  /** The one-stop unit at which each member is decided, in the order of the group. */
  desks: z.array(unitId).min(1).max(30),
});
export type BundleInput = z.output<typeof BundleInput>;
export type BundleData = Pick<
  BundleInput,
  "applicant" | "child" | "father" | "mother" | "submitter" | "authorised" | "papers" | "identityResult" | "extra"
>;

export interface Bundle {
  readonly id: number;
  readonly provinceId: number;
  readonly agencyId: number;
  readonly unitId: number;
  readonly agencies: readonly number[];
  readonly code: string;
  readonly groupCode: string;
  /** The province's version of the group; null for one that ships. */
  readonly groupVersionId: number | null;
  readonly groupName: string;
  readonly totalDays: number;
  readonly separateDays: number;
  readonly way: "parallel" | "sequence";
  readonly channel: "counter" | "online" | "post";
  readonly ownerName: string;
  readonly data: BundleData;
  readonly filedAt: Date;
  readonly dueAt: Date;
  readonly endedAt: Date | null;
}

export interface BundleMember {
  readonly position: number;
  readonly agencyId: number;
  readonly deskUnitId: number;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly duty: string;
  readonly isLead: boolean;
  readonly dependsOn: readonly number[];
  readonly termDays: number;
  readonly dossierId: number | null;
  readonly code: string | null;
  readonly state: string | null;
  readonly outcome: string | null;
  readonly openedAt: Date | null;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
}
