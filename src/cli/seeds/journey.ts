import type { Calendar } from "#core/calendar/index.ts";
import { workingMinutesBetween } from "#core/deadline/arithmetic.ts";
import { computeDeadline } from "#core/deadline/deadline.ts";
import type { Term as ClockTerm } from "#core/deadline/term.ts";
import { type EpochMs, vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import type { Acting, HistoryStep } from "#dossiers";
import type { Random } from "./random.ts";
import { afterWork, momentsBetween } from "./working-moments.ts";

/** Who works on a dossier on its way; `counterUnitId` is where results wait for the applicant. */
export interface Crew {
  readonly counter: Acting;
  readonly oneStopHead: Acting;
  readonly specialist: Acting;
  /** Set where the work is given out by the head of the division. */
  readonly head?: Acting | undefined;
  readonly leader: Acting;
  readonly counterUnitId: number;
}

export type Pace = "early" | "on_time" | "late";

export interface Road {
  readonly calendar: Calendar;
  readonly term: { readonly value: number | null; readonly unit: string };
  readonly crew: Crew;
  readonly pace: Pace;
  readonly random: Random;
  readonly reasons: (kind: string) => string;
}

const WORKING_DAY_MINUTES = 480;

/** The due date that the clock gives from a start; null for a term that is not known. */
export function dueFrom(calendar: Calendar, term: Road["term"], at: EpochMs): EpochMs | null {
  const known = term.unit === "unknown" ? { unit: "none" } : term;
  const deadline = computeDeadline({ calendar, term: known as ClockTerm, events: [{ type: "start", at }] });
  if (!deadline.ok) throw new Error(`no due date from ${new Date(at).toISOString()}: ${deadline.error.code}`);
  return deadline.value.dueAt;
}

/** When a dossier of that pace is decided. Where there is no day before the due one, early becomes on time. */
function decisionAt({ calendar, term, pace, random }: Road, start: EpochMs): EpochMs {
  const dueAt = dueFrom(calendar, term, start);
  if (dueAt === null) return afterWork(calendar, start, random.integer(WORKING_DAY_MINUTES, 9 * WORKING_DAY_MINUTES), random);
  if (pace === "late") return afterWork(calendar, dueAt, random.integer(30, 5 * WORKING_DAY_MINUTES), random);
  const dueDay = vietnamInstant(vietnamDayOf(dueAt), 0);
  const before = start < dueDay ? workingMinutesBetween(calendar, start, dueDay) : 0;
  if (pace === "early" && before >= 30) return afterWork(calendar, start, random.integer(25, before), random);
  const from = Math.max(start, dueDay);
  return afterWork(calendar, from, random.integer(3, Math.max(3, workingMinutesBetween(calendar, from, dueAt))), random);
}

const holderOf = (acting: Acting) => ({ personId: acting.personId, unitId: acting.unitId });
const shelf = (crew: Crew) => ({ personId: null, unitId: crew.counterUnitId });

export const receiptStep = (crew: Crew, at: EpochMs): HistoryStep => ({
  action: { name: "receive", at, holder: holderOf(crew.counter) },
  by: crew.counter,
});

/** From the counter to the desk that works on it: directly, or through the head of the division. */
function handOver({ crew }: Road, at: EpochMs, forwardedAt: EpochMs): readonly HistoryStep[] {
  const { counter, head, specialist } = crew;
  if (head === undefined) return [{ action: { name: "hand_over", at, to: holderOf(specialist) }, by: counter }];
  return [
    { action: { name: "hand_over", at, to: holderOf(head) }, by: counter },
    { action: { name: "forward", at: forwardedAt, to: holderOf(specialist) }, by: head },
  ];
}

export interface Handing {
  readonly receiverName: string;
  /** Nobody has come for the result. */
  readonly uncollected: boolean;
  readonly documentNo: string;
}

/** Signed, back at the counter, given to the applicant. */
function decide(road: Road, proposedAt: EpochMs, signedAt: EpochMs, refused: boolean, handing: Handing): readonly HistoryStep[] {
  const { calendar, crew, random } = road;
  const reason = refused ? road.reasons("refused") : undefined;
  const readyAt = afterWork(calendar, signedAt, random.integer(10, 120), random) + 60_000;
  const returnedAt = afterWork(calendar, readyAt, random.integer(5, 3 * WORKING_DAY_MINUTES), random) + 60_000;
  const propose = {
    name: "propose",
    at: proposedAt,
    proposal: refused ? "refuse" : "approve",
    to: holderOf(crew.leader),
  } as const;
  const steps: HistoryStep[] = [
    {
      action: reason === undefined ? propose : { ...propose, reason },
      by: crew.specialist,
      reason,
      payload: { proposal: propose.proposal },
    },
    {
      action: { name: "sign", at: signedAt, to: shelf(crew), ...(reason === undefined ? {} : { reason }) },
      by: crew.leader,
      reason,
      payload: { documentNo: handing.documentNo },
    },
    { action: { name: "mark_result_ready", at: readyAt, holder: shelf(crew) }, by: crew.counter },
  ];
  if (handing.uncollected) return steps;
  return [
    ...steps,
    {
      action: { name: "return", at: returnedAt },
      by: crew.counter,
      payload: { receiverName: handing.receiverName, relation: "owner" },
    },
  ];
}

/** The usual way: received, handed over, proposed, signed, result ready, returned. */
export function completed(road: Road, start: EpochMs, refused: boolean, handing: Handing): readonly HistoryStep[] {
  const end = decisionAt(road, start);
  const [handedAt = end, forwardedAt = end, proposedAt = end] = momentsBetween(road.calendar, start, end, [0.06, 0.2, 0.8]);
  return [
    receiptStep(road.crew, start),
    ...handOver(road, handedAt, forwardedAt),
    ...decide(road, proposedAt, end, refused, handing),
  ];
}

/** A supplement is asked for once, early on; with the answer the term begins anew. */
export function supplemented(road: Road, start: EpochMs, handing: Handing): readonly HistoryStep[] {
  const { calendar, crew, random } = road;
  const askedAt = afterWork(calendar, start, random.integer(120, WORKING_DAY_MINUTES), random);
  const [handedAt = askedAt, forwardedAt = askedAt] = momentsBetween(calendar, start, askedAt, [0.1, 0.3]);
  const answeredAt = afterWork(calendar, askedAt, random.integer(WORKING_DAY_MINUTES / 2, 6 * WORKING_DAY_MINUTES), random);
  const end = decisionAt(road, answeredAt);
  const [proposedAt = end] = momentsBetween(calendar, answeredAt, end, [0.8]);
  const reason = road.reasons("supplement");
  return [
    receiptStep(crew, start),
    ...handOver(road, handedAt, forwardedAt),
    {
      action: { name: "request_supplement", at: askedAt, holder: shelf(crew), reason },
      by: crew.specialist,
      reason,
      payload: { items: [reason] },
    },
    { action: { name: "receive_supplement", at: answeredAt, holder: holderOf(crew.specialist) }, by: crew.counter },
    ...decide(road, proposedAt, end, false, handing),
  ];
}

/** Withdrawn by the applicant, or stopped by the leader, while it is being worked on. */
export function brokenOff(road: Road, start: EpochMs, kind: "withdrawn" | "stopped"): readonly HistoryStep[] {
  const end = decisionAt(road, start);
  const [handedAt = end, forwardedAt = end] = momentsBetween(road.calendar, start, end, [0.1, 0.3]);
  const reason = road.reasons(kind);
  const basis = road.reasons("stop_basis");
  const last: readonly HistoryStep[] =
    kind === "withdrawn"
      ? [
          { action: { name: "request_withdrawal", at: end, reason }, by: road.crew.counter, reason },
          { action: { name: "accept_withdrawal", at: end }, by: road.crew.leader },
        ]
      : [{ action: { name: "stop", at: end, reason, basis }, by: road.crew.leader, reason, payload: { basis } }];
  return [receiptStep(road.crew, start), ...handOver(road, handedAt, forwardedAt), ...last];
}

/** Filed online, and accepted by the counter within the hours of intake. */
export function filed(road: Road, start: EpochMs, filer: Acting, handing: Handing): readonly HistoryStep[] {
  const acceptedAt = afterWork(road.calendar, start, road.random.integer(60, 300), road.random);
  return [
    { action: { name: "submit", at: start, holder: shelf(road.crew) }, by: filer },
    ...completed(road, acceptedAt, false, handing),
  ];
}

/** Begun and not filed yet: it is its filer's alone. */
export const drafted = (start: EpochMs, filer: Acting): readonly HistoryStep[] => [
  { action: { name: "draft", at: start }, by: filer },
];

/** A duty to the treasury in between: the clock stands still until it is confirmed, then goes on. */
export function indebted(road: Road, start: EpochMs, handing: Handing): readonly HistoryStep[] {
  const { calendar, crew, random } = road;
  const askedAt = afterWork(calendar, start, random.integer(120, WORKING_DAY_MINUTES), random);
  const [handedAt = askedAt, forwardedAt = askedAt] = momentsBetween(calendar, start, askedAt, [0.1, 0.3]);
  const paidAt = afterWork(calendar, askedAt, random.integer(WORKING_DAY_MINUTES, 8 * WORKING_DAY_MINUTES), random);
  const signedAt = afterWork(calendar, paidAt, random.integer(120, 2 * WORKING_DAY_MINUTES), random);
  const [proposedAt = signedAt] = momentsBetween(calendar, paidAt, signedAt, [0.8]);
  const basis = road.reasons("finance_basis");
  return [
    receiptStep(crew, start),
    ...handOver(road, handedAt, forwardedAt),
    { action: { name: "request_payment", at: askedAt, holder: shelf(crew), basis }, by: crew.specialist, payload: { basis } },
    {
      action: { name: "confirm_payment", at: paidAt, holder: holderOf(crew.specialist) },
      by: crew.counter,
      payload: { document: `GNT-${random.integer(1000, 9999)} (mẫu)` },
    },
    ...decide(road, proposedAt, signedAt, false, handing),
  ];
}

/** Foreseen late: a letter drafted, signed and sent while there is time, and a result by the new date. */
export function extended(road: Road, start: EpochMs, handing: Handing): readonly HistoryStep[] {
  const { calendar, crew, random, term } = road;
  const dueAt = dueFrom(calendar, term, start);
  const handedAt = afterWork(calendar, start, 60, random);
  const draftedAt = afterWork(calendar, handedAt, 90, random) + 60_000;
  const sentAt = draftedAt + 2 * 60_000;
  if (dueAt === null || vietnamDayOf(sentAt) >= vietnamDayOf(dueAt)) return completed(road, start, false, handing);
  const newDueAt = vietnamInstant(vietnamDayOf(afterWork(calendar, dueAt, 3 * WORKING_DAY_MINUTES, random)), 17 * 60);
  const signedAt = afterWork(calendar, dueAt, random.integer(30, WORKING_DAY_MINUTES), random);
  const reason = road.reasons("delay");
  return [
    receiptStep(crew, start),
    { action: { name: "hand_over", at: handedAt, to: holderOf(crew.specialist) }, by: crew.counter },
    {
      action: { name: "draft_apology", at: draftedAt, reason },
      by: crew.specialist,
      reason,
      payload: { apology: "drafting", about: "delay", newDueAt, late: false },
    },
    {
      action: { name: "approve_apology", at: draftedAt + 60_000 },
      by: crew.leader,
      payload: { apology: "approved", letterNo: `${random.integer(1, 99)}/TXL (mẫu)` },
    },
    {
      action: { name: "send_apology", at: sentAt, extends: true, late: false },
      by: crew.counter,
      payload: { newDueAt, about: "delay" },
    },
    ...decide(road, signedAt - 60_000, signedAt, false, handing),
  ];
}

/** An entry taken back on its own day. */
export function voided({ crew, random, reasons }: Road, start: EpochMs): readonly HistoryStep[] {
  const reason = reasons("voided");
  return [
    receiptStep(crew, start),
    { action: { name: "void", at: start + random.integer(3, 30) * 60_000, reason }, by: crew.oneStopHead, reason },
  ];
}

export function refusedAtIntake({ crew, reasons }: Road, start: EpochMs): readonly HistoryStep[] {
  const reason = reasons("intake_refused");
  return [{ action: { name: "refuse_at_intake", at: start, reason }, by: crew.counter, reason }];
}

/** Not complete at the counter; the rest of the way begins when the applicant comes back. */
export function incompleteAtIntake(road: Road, start: EpochMs, handing: Handing): readonly HistoryStep[] {
  const { calendar, crew, random } = road;
  const reason = road.reasons("intake_supplement");
  const acceptedAt = afterWork(calendar, start, random.integer(WORKING_DAY_MINUTES / 2, 5 * WORKING_DAY_MINUTES), random);
  return [
    {
      action: { name: "request_intake_supplement", at: start, holder: holderOf(crew.counter) },
      by: crew.counter,
      reason,
      payload: { items: [reason] },
    },
    ...completed(road, acceptedAt, false, handing),
  ];
}
