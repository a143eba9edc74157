import type { Role } from "../roles.ts";
import type { LegalState } from "./dossier-state.ts";

/** What people do with a dossier, in the imperative. */
export const ACTION_NAMES = [
  "receive",
  "request_intake_supplement",
  "refuse_at_intake",
  "hand_over",
  "forward",
  "propose",
  "rework",
  "sign",
  "mark_result_ready",
  "return",
  "request_supplement",
  "receive_supplement",
  "withdraw",
  "stop",
  "void",
] as const;
export type ActionName = (typeof ACTION_NAMES)[number];

/** What may be done in each state, the likeliest first; "NEW" is before the first event. A new state does not compile until it is decided. */
export const ACTIONS = {
  NEW: ["receive", "request_intake_supplement", "refuse_at_intake"],
  INTAKE_SUPPLEMENT: ["receive", "refuse_at_intake", "withdraw"],
  INTAKE_REFUSED: [],
  ACCEPTED: ["hand_over", "withdraw", "stop", "void"],
  PROCESSING: ["sign", "rework", "propose", "forward", "request_supplement", "withdraw", "stop"],
  SUPPLEMENT_WAIT: ["receive_supplement", "withdraw", "stop"],
  FINANCE_WAIT: ["withdraw", "stop"],
  DECIDED: ["return", "mark_result_ready"],
  RETURNED: [],
  WITHDRAWN: [],
  STOPPED: [],
  VOIDED: [],
} as const satisfies Record<LegalState | "NEW", readonly ActionName[]>;

const COUNTER: readonly Role[] = ["receiving_officer", "one_stop_head"];
const DESK: readonly Role[] = ["specialist", "division_head"];

/** Who may do it: the posts whose holders act for the agency (Decree 61/2018 articles 16–20; see docs/legal). */
export const ACTION_ROLES = {
  receive: COUNTER,
  request_intake_supplement: COUNTER,
  refuse_at_intake: COUNTER,
  hand_over: COUNTER,
  forward: [...DESK, "leader"],
  propose: DESK,
  rework: ["leader", "division_head"],
  sign: ["leader"],
  mark_result_ready: COUNTER,
  return: COUNTER,
  request_supplement: DESK,
  receive_supplement: COUNTER,
  withdraw: COUNTER,
  stop: ["leader"],
  void: ["one_stop_head"],
} as const satisfies Record<ActionName, readonly Role[]>;

/** Actions that only the one who holds the dossier may take, so that nobody signs or proposes over another's head. */
export const HOLDER_ONLY: ReadonlySet<ActionName> = new Set(["forward", "propose", "rework", "sign", "request_supplement"]);
