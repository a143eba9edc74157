import { type EpochMs, localDayOf, type TimeZone } from "../instant.ts";
import type { Deadline } from "./deadline.ts";
import type { TermUnit } from "./term.ts";

export const POLICY_NAMES = ["II06a", "766.2.1", "BTP07a", "legal61", "source_label"] as const;
export type PolicyName = (typeof POLICY_NAMES)[number];

export const TIMELINESS = ["early", "on_time", "late", "late_with_apology", "late_without_apology", "not_due"] as const;
export type Timeliness = (typeof TIMELINESS)[number];

/** How a report tells early, on time and late apart: plain data, so that the same rule can be written in SQL. */
export type ClassificationPolicy = {
  readonly name: PolicyName;
  readonly version: number;
  /** What is compared: local dates of the unit; minutes instead when the term is in hours; or instants. */
  readonly compare: "local_date" | "local_date_or_minute_for_hour_terms" | "instant";
  /** Which due date: with extensions, first promised, or with pauses but without extensions. */
  readonly due: "effective" | "original" | "unextended";
  readonly before: "early" | "on_time";
  readonly equal: "on_time" | "late";
  /** A finished dossier without a due date. An open one is `not_due`. */
  readonly withoutDue: "on_time" | "not_due";
  /** An open one: `late_when_past` else not due; judged as if it ended then; or never judged. */
  readonly open: "late_when_past" | "as_of_is_end" | "not_judged";
  /** A paused one: as an open one at the pause, or as if it ended with the pause. */
  readonly paused: "as_open" | "pause_is_end";
  /** More requests for supplements than this make it late; null: they do not count. */
  readonly lateAboveSupplements: number | null;
  readonly splitLateByApology: boolean;
  readonly basis: string;
  readonly verified: boolean;
};

/** The classification policies by name. Changing one means a new version, never a silent edit. */
export const CLASSIFICATION_POLICIES: Readonly<Record<PolicyName, ClassificationPolicy>> = {
  II06a: {
    name: "II06a",
    version: 1,
    compare: "local_date_or_minute_for_hour_terms",
    due: "effective",
    before: "early",
    equal: "on_time",
    withoutDue: "on_time",
    open: "late_when_past",
    paused: "as_open",
    lateAboveSupplements: null,
    splitLateByApology: false,
    basis: "Thông tư 01/2020/TT-VPCP, biểu II.06a",
    verified: true,
  },
  "766.2.1": {
    name: "766.2.1",
    version: 1,
    compare: "local_date_or_minute_for_hour_terms",
    due: "effective",
    before: "on_time",
    equal: "on_time",
    withoutDue: "on_time",
    open: "as_of_is_end",
    paused: "pause_is_end",
    lateAboveSupplements: 1,
    splitLateByApology: false,
    basis: "Quyết định 766/QĐ-TTg, chỉ số 2.1",
    verified: false,
  },
  BTP07a: {
    name: "BTP07a",
    version: 1,
    compare: "local_date_or_minute_for_hour_terms",
    due: "unextended",
    before: "on_time",
    equal: "on_time",
    withoutDue: "on_time",
    open: "late_when_past",
    paused: "as_open",
    lateAboveSupplements: null,
    splitLateByApology: true,
    basis: "Biểu 07a/BTP (2026)",
    verified: false,
  },
  legal61: {
    name: "legal61",
    version: 1,
    compare: "local_date_or_minute_for_hour_terms",
    due: "unextended",
    before: "early",
    equal: "on_time",
    withoutDue: "on_time",
    open: "late_when_past",
    paused: "as_open",
    lateAboveSupplements: null,
    splitLateByApology: false,
    basis: "Thông tư 01/2018/TT-VPCP, Điều 13, chỉ số 1",
    verified: true,
  },
  source_label: {
    name: "source_label",
    version: 1,
    compare: "instant",
    due: "effective",
    before: "on_time",
    equal: "late",
    withoutDue: "not_due",
    open: "not_judged",
    paused: "as_open",
    lateAboveSupplements: null,
    splitLateByApology: false,
    basis: "Labels of the publisher of an imported log: in time when ended strictly before the due instant",
    verified: true,
  },
};

/** What a policy judges. Instants are epoch milliseconds. */
export type TimelinessFacts = {
  /** When the clock ended: STOP, or the pause in which it was stopped. Null while open. */
  readonly endedAt: EpochMs | null;
  /** Set while the clock is paused and not ended. */
  readonly pausedAt: EpochMs | null;
  readonly dueAt: EpochMs | null;
  readonly dueOriginalAt: EpochMs | null;
  readonly dueUnextendedAt: EpochMs | null;
  readonly termUnit: TermUnit;
  readonly timeZone: TimeZone;
  readonly supplementRequests: number;
  /** An apology letter exists. */
  readonly hasApology: boolean;
  /** The instant at which an open clock is judged, such as the end of the period. */
  readonly asOf: EpochMs;
};

const DUE_OF = { effective: "dueAt", original: "dueOriginalAt", unextended: "dueUnextendedAt" } as const;

/** Negative when the first lies before the second in the policy's sense, 0 when equal, positive when after. */
function compareBy(policy: ClassificationPolicy, facts: TimelinessFacts, at: EpochMs, dueAt: EpochMs): number {
  if (policy.compare === "instant") return at - dueAt;
  if (policy.compare === "local_date_or_minute_for_hour_terms" && facts.termUnit === "working_hour") {
    return Math.floor(at / 60_000) - Math.floor(dueAt / 60_000);
  }
  return localDayOf(at, facts.timeZone) - localDayOf(dueAt, facts.timeZone);
}

const lateness = (policy: ClassificationPolicy, facts: TimelinessFacts): Timeliness => {
  if (!policy.splitLateByApology) return "late";
  return facts.hasApology ? "late_with_apology" : "late_without_apology";
};

/** The instant that counts as the end under a policy; null when the clock is still open under it. */
function endUnder(policy: ClassificationPolicy, facts: TimelinessFacts): EpochMs | null {
  if (facts.endedAt !== null) return facts.endedAt;
  if (policy.paused === "pause_is_end" && facts.pausedAt !== null) return facts.pausedAt;
  return policy.open === "as_of_is_end" ? facts.asOf : null;
}

/** Early, on time, late or not due under a policy. The one function for every page, report and index. */
export function classify(policy: ClassificationPolicy, facts: TimelinessFacts): Timeliness {
  const dueAt = facts[DUE_OF[policy.due]];
  const end = endUnder(policy, facts);
  if (policy.lateAboveSupplements !== null && facts.supplementRequests > policy.lateAboveSupplements) {
    return lateness(policy, facts);
  }
  if (dueAt === null) return facts.endedAt === null ? "not_due" : policy.withoutDue;
  if (end === null) {
    if (policy.open === "not_judged") return "not_due";
    const order = compareBy(policy, facts, facts.pausedAt ?? facts.asOf, dueAt);
    return order > 0 ? lateness(policy, facts) : "not_due";
  }
  const order = compareBy(policy, facts, end, dueAt);
  if (order < 0) return policy.before;
  if (order > 0) return lateness(policy, facts);
  return policy.equal === "late" ? lateness(policy, facts) : policy.equal;
}

/** The facts of a computed deadline in Việt Nam. An extension rests on an apology letter. */
export const factsOf = (deadline: Deadline, termUnit: TermUnit, hasApology = deadline.extensionCount > 0): TimelinessFacts => ({
  endedAt: deadline.clockEndedAt,
  pausedAt: deadline.pausedAt,
  dueAt: deadline.dueAt,
  dueOriginalAt: deadline.dueOriginalAt,
  dueUnextendedAt: deadline.dueUnextendedAt,
  termUnit,
  timeZone: "Asia/Ho_Chi_Minh",
  supplementRequests: deadline.supplementRequests,
  hasApology,
  asOf: deadline.asOf,
});
