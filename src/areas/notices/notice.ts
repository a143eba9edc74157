import type { Locale } from "#platform/i18n/messages.ts";

/** What citizens are told of and staff are told of, one template each. */
export const CITIZEN_EVENTS = [
  "received",
  "in_process",
  "supplement",
  "extended",
  "result_ready",
  "uncollected",
  "returned",
  "refused",
  "stopped",
  "withdrawn",
  "filing_submitted",
  "filing_completion",
  "filing_refused",
  "appointment_tomorrow",
  "appointment_today",
] as const;
export const STAFF_EVENTS = ["assigned", "due_soon", "due_tomorrow", "last_apology_day", "overdue", "breach", "digest"] as const;
export const NOTICE_EVENTS = [...CITIZEN_EVENTS, ...STAFF_EVENTS] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

export const CITIZEN_CHANNELS = ["zalo", "sms", "email"] as const;
export type CitizenChannel = (typeof CITIZEN_CHANNELS)[number];
export const CHANNELS = [...CITIZEN_CHANNELS, "push", "in_app", "call"] as const;
export type Channel = (typeof CHANNELS)[number];

export const NOTICE_STATES = ["queued", "sent", "delivered", "failed", "withdrawn"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** The words of one notice; `short` is for telephones. */
export interface Wording {
  readonly subject: string;
  readonly body: string;
  readonly short: string;
}

/** A notice before it is written. */
export interface NoticeDraft extends Wording {
  readonly agencyId: number;
  readonly dossierId: number | null;
  readonly key: string;
  readonly event: NoticeEvent;
  readonly audience: "citizen" | "staff";
  readonly accountId: number | null;
  readonly recipientName: string;
  readonly locale: Locale;
  readonly urgent: boolean;
  readonly digestOn: string | null;
  /** Where a citizen is told of something that has no dossier. */
  readonly contact?: Pick<Contact, "phone" | "email"> | undefined;
  /** After it the notice is not sent any more. */
  readonly validUntil?: Date | null | undefined;
}

export interface Notice extends NoticeDraft {
  readonly phone: string | null;
  readonly email: string | null;
  readonly id: number;
  readonly state: NoticeState;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly readAt: Date | null;
}

/** One channel that was tried, and what is known of it. */
export interface Sending {
  readonly channel: Channel;
  readonly address: string;
  readonly state: NoticeState;
  readonly reason: string | null;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly failedAt: Date | null;
}

/** How the applicant of a dossier is reached, in order of preference. */
export interface Contact {
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: Locale;
  readonly channels: readonly CitizenChannel[];
}
