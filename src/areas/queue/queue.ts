import { z } from "zod";
import type { TicketClass, TicketState } from "#core/queue/index.ts";
import { integer, optional } from "#platform/input/fields.ts";

export const TICKET_SOURCES = ["kiosk", "desk", "phone", "appointment"] as const;
export type TicketSource = (typeof TICKET_SOURCES)[number];

/** Who does something at a counter. */
export interface AtCounter {
  readonly accountId: number;
  readonly personId: number;
}

export interface Point {
  readonly unitId: number;
  readonly agencyId: number;
  readonly name: string;
  readonly graceMinutes: number;
  readonly limitPerIdentity: number;
  /** Its kiosks give a number only to whoever shows a card. */
  readonly cardNeeded: boolean;
  /** And to a card that was scanned alone: a number that was typed may be invented. */
  readonly cardScanned: boolean;
  /** A number or an appointment by telephone needs a code that was sent to it. */
  readonly phoneProved: boolean;
  readonly slotMinutes: number;
  readonly appointmentShare: number;
  readonly voice: string;
  readonly pausedNote: string | null;
  /** In which calls are repeated; null where there is none. */
  readonly second: SecondLanguage | null;
}

/** A language of which this product knows the words that the office gave, and nothing else. */
export interface SecondLanguage {
  readonly tag: string;
  readonly name: string;
  /** With {so} and {quay} where number and counter stand. */
  readonly callText: string;
  readonly reviewedBy: string | null;
}

export interface Service {
  readonly id: number;
  readonly prefix: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly fields: readonly string[];
  readonly minutes: number;
  readonly dailyLimit: number;
  readonly paused: boolean;
}

export interface Counter {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly services: readonly number[];
  readonly active: boolean;
}

export interface OpeningRow {
  readonly weekday: string;
  /** HH:mm */
  readonly opens: string;
  readonly closes: string;
  readonly counters: number;
}

export interface PriorityReason {
  readonly code: string;
  readonly rank: number;
  readonly name: string;
  readonly nameEn: string;
  readonly source: string;
  readonly verified: boolean;
  /** Added by this hall, which may end it. */
  readonly isOwn: boolean;
}

/** A ticket as it stands: what an action changes, and what stands in an event for taking it back. */
export interface Ticket {
  readonly id: number;
  readonly unitId: number;
  readonly agencyId: number;
  readonly day: string;
  readonly prefix: string;
  readonly number: number;
  readonly source: TicketSource;
  readonly lastSeq: number;
  readonly issuedAt: Date;
  readonly serviceId: number;
  readonly class: TicketClass;
  readonly priorityCode: string | null;
  readonly rank: number;
  readonly state: TicketState;
  readonly waitingSince: Date;
  readonly calledAt: Date | null;
  readonly calls: number;
  readonly servingAt: Date | null;
  readonly endedAt: Date | null;
  readonly strikes: number;
  readonly counterId: number | null;
  readonly shiftId: number | null;
  readonly onlyCounterId: number | null;
  /** Four digits on its paper, without which it is not rated at a kiosk. */
  readonly rateCode: string;
}

export interface Shift {
  readonly id: number;
  readonly counterId: number;
  readonly personId: number;
  readonly personName: string;
  readonly openedAt: Date;
  readonly breakSince: Date | null;
}

/** A012: prefix and at least three digits, as printed, shown and spoken. */
export const ticketLabel = ({ prefix, number }: Pick<Ticket, "prefix" | "number">): string =>
  `${prefix}${String(number).padStart(3, "0")}`;

/** A012-4821: what is typed at a kiosk to rate the service; the number alone is called out for everybody. */
export const ratingCode = (ticket: Pick<Ticket, "prefix" | "number" | "rateCode">): string =>
  `${ticketLabel(ticket)}-${ticket.rateCode}`;

/** The topic under which every change of a point's queue is announced. */
export const queueTopic = (unitId: number): string => `queue:${unitId}`;

export const POINT_ID = integer(1, 2_147_483_647);

export const UnitParams = z.object({ unitId: POINT_ID });
/** The address of one ticket or appointment: whoever has it may follow it. */
export const SecretParams = UnitParams.extend({ secret: z.string().regex(/^[A-Za-z0-9_-]{24}$/) });
export type SecretParams = z.output<typeof SecretParams>;

export const TakeTicketInput = z.object({
  serviceId: POINT_ID,
  priority: optional(z.string().max(40)),
  /** Number of the identity card or telephone: only its hash is kept, and that until the evening. */
  identity: optional(z.string().max(400)),
});
export type TakeTicketInput = z.output<typeof TakeTicketInput>;
