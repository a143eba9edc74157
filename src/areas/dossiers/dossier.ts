import { z } from "zod";
import type { Branded } from "#core/branded.ts";
import type { EpochMs } from "#core/instant.ts";
import type { Role } from "#core/roles.ts";
import type { DossierFacts } from "#core/workflow/dossier-facts.ts";
import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import type { LegalState, Outcome, Proposal, Way } from "#core/workflow/dossier-state.ts";
import { cccd, choice, email, integer, optional, personName, phone, plainDay, requiredText } from "#platform/input/fields.ts";

export type DossierId = Branded<number, "DossierId">;

export const CHANNELS = ["counter", "online", "post"] as const;
export type Channel = (typeof CHANNELS)[number];

export const DELIVERIES = ["counter", "post", "online"] as const;
export const IDENTITY_METHODS = ["cccd_card", "card_reader", "vneid", "passport", "other_paper", "not_checked"] as const;
export const IDENTITY_RESULTS = ["matched", "mismatched", "not_checked"] as const;
export const RECEIVER_RELATIONS = ["owner", "submitter", "authorised"] as const;

/** A person or organisation that a dossier names. */
export const Party = z.object({
  name: personName(),
  idNumber: optional(cccd()),
  dateOfBirth: optional(plainDay()),
  gender: optional(choice(["male", "female", "other"])),
  phone: optional(phone()),
  email: optional(email()),
  address: optional(requiredText(300)),
});
export type Party = z.output<typeof Party>;

/** The three people of a dossier: whose it is, who hands it in, and who is authorised by a paper. */
export const Parties = z.object({
  owner: Party,
  submitter: Party.optional(),
  authorised: Party.extend({ paper: requiredText(200) }).optional(),
});
export type Parties = z.output<typeof Parties>;

const copies = z.preprocess((value) => (value === "" || value === undefined ? 0 : value), integer(0, 99));

/**
 * How many of each kind of copy of a component were handed in; an empty field means none. An electronic copy came as a
 * file; what a database of the state holds is there without being handed in (Decree 224/2026 article 18.4).
 */
export const ComponentCount = z.object({
  code: requiredText(80),
  original: copies,
  certified: copies,
  photo: copies,
  electronic: optional(integer(0, 99)),
  fromDatabase: z.boolean().optional(),
});
export type ComponentCount = z.output<typeof ComponentCount>;

/** One component as received, with what the procedure said of it on that day. */
export interface ReceivedComponent extends ComponentCount {
  readonly name: string;
  readonly required: boolean;
}

/** How the identity of the person at the counter was checked (Decree 118/2025 as amended by 309/2026 article 17.2a). */
export const IdentityCheck = z.object({ method: choice(IDENTITY_METHODS), result: choice(IDENTITY_RESULTS) });
export type IdentityCheck = z.output<typeof IdentityCheck>;

/** What the dossier carries beside its columns. */
export interface DossierAttributes {
  readonly sets?: number;
  readonly delivery?: (typeof DELIVERIES)[number];
  readonly identityCheck?: IdentityCheck & { readonly officer: string; readonly at: string };
  readonly calendarVersion?: string;
  readonly note?: string;
  /** Taken at a home or on a day of mobile reception, and why (a code of the dated list). */
  readonly visit?: { readonly place: string; readonly reason: string };
  /** How the term goes on after a supplement, where the procedure says (else by the regime, core/deadline). */
  readonly afterSupplement?: "restart" | "shift";
  /** The returned dossier whose result this one corrects, free of charge (T19). */
  readonly corrects?: { readonly id: number; readonly code: string } | undefined;
  /** The dossier whose process opened this one. */
  readonly openedBy?: { readonly id: number; readonly code: string } | undefined;
  /** Facts of an imported case that have no column here, such as the department of its source. */
  readonly source?: Readonly<Record<string, string>>;
  /** The system in which an external dossier lives and is handled, with its page there. */
  readonly external?: { readonly system: string; readonly title: string; readonly url?: string };
  /** The system from which an open dossier was taken over, to be handled here. */
  readonly takenOver?: { readonly system: string; readonly title: string };
}

/** Who acts, in which post, for whom: what an event records of its author. */
export interface Acting {
  readonly accountId: number | null;
  readonly personId: number | null;
  readonly name: string;
  readonly role: Role | "system";
  readonly unitId: number;
  readonly onBehalfOfPersonId?: number | undefined;
}

/** An event before it is written: the fact and what the dossier has come to with it. */
export interface EventDraft {
  readonly type: DossierEventType;
  readonly at: EpochMs;
  readonly by: Acting;
  readonly reason?: string | undefined;
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  readonly state: LegalState;
  readonly outcome: Outcome | null;
  readonly dueAt: EpochMs | null;
  readonly dueUnextendedAt: EpochMs | null;
  readonly pausedAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  readonly supplementCount: number;
}

/** A dossier as it is stored. */
export interface Dossier {
  readonly id: DossierId;
  readonly code: string;
  readonly provinceId: number;
  readonly agencyId: number;
  readonly unitId: number;
  readonly procedureVersionId: number;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly field: string;
  readonly caseCode: string;
  readonly origin: "local" | "imported" | "synthetic" | "external" | "taken_over";
  readonly sourceId: string | null;
  readonly channel: Channel;
  readonly regime: string;
  readonly timeZone: string;
  readonly termValue: number | null;
  readonly termUnit: string;
  readonly state: LegalState;
  readonly outcome: Outcome | null;
  readonly proposal: Proposal | null;
  readonly receivedAt: Date;
  readonly dueOriginalAt: Date | null;
  readonly dueUnextendedAt: Date | null;
  readonly dueAt: Date | null;
  readonly dueSource: string | null;
  readonly pausedAt: Date | null;
  readonly endedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly holderPersonId: number | null;
  readonly holderUnitId: number | null;
  readonly subject: string | null;
  readonly parties: Parties;
  readonly components: readonly ReceivedComponent[];
  readonly attributes: DossierAttributes;
  readonly flags: readonly string[];
  readonly supplementCount: number;
  readonly trackingSecret: string;
  readonly seq: number;
  /** The last event of the legal way; a fact or a note after it disturbs nobody. */
  readonly stateSeq: number;
  readonly facts: DossierFacts;
  readonly way: Way;
  /** Until when what was filed is to be answered. */
  readonly intakeDueAt: Date | null;
  /** The last day for the applicant to supplement, yyyy-MM-dd. */
  readonly respondBy: string | null;
  readonly lastEventAt: Date;
}

/** Whether this installation runs the dossier, so that notices and messages to the national portal are its matter. */
export const runsHere = ({ origin }: Pick<Dossier, "origin">): boolean => origin === "local" || origin === "taken_over";

/** One line of a dossier's history, as people read it. */
export interface DossierEventRow {
  readonly seq: number;
  readonly type: DossierEventType;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly personId: number | null;
  readonly actorName: string;
  readonly actorRole: string | null;
  readonly actorUnitId: number | null;
  /** Whose post the actor held by delegation. */
  readonly onBehalfOf: string | null;
  readonly reason: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: LegalState;
  readonly outcome: Outcome | null;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
}
