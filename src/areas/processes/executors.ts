/**
 * Everything of a process that the product carries out when a dossier runs by it; what is not here may be drawn, and
 * keeps the process from being published. `dossiers` has a function for each need and requirement (dossier-step.rules.ts).
 */
export const EXECUTED_NEEDS = [
  "components_complete",
  "proposal_approve",
  "proposal_refuse",
  "outcome_approved",
  "outcome_refused",
  "channel_counter",
  "channel_online",
  "channel_post",
  "fee_paid",
  "result_attached",
] as const;
export const EXECUTED_REQUIREMENTS = ["note", "next_assignee", "document_number", "files", "fee", "signature"] as const;
const EXECUTED_ACTS = ["hand_over", "forward", "propose", "rework", "sign", "return", "complete_at_once"] as const;
/**
 * Forms are offered on the dossier's page; the clock and the national status follow from the act itself; notices are
 * written by their area; a child dossier waits at the counter (open-child.ts).
 */
const EXECUTED_EFFECTS = [
  ...["receipt", "supplement_request", "refusal", "control"].map((form) => `form:${form}`),
  "clock:start",
  "clock:stop",
  ...["received", "in_process", "result_ready", "returned"].map((notice) => `notice:${notice}`),
  "child",
  ...["2", "4", "9", "10"].map((status) => `national:${status}`),
];

export const EXECUTORS: ReadonlySet<string> = new Set([
  ...EXECUTED_NEEDS.map((need) => `need:${need}`),
  ...EXECUTED_REQUIREMENTS.map((requirement) => `require:${requirement}`),
  ...EXECUTED_ACTS.map((act) => `act:${act}`),
  ...EXECUTED_EFFECTS.map((effect) => `effect:${effect}`),
]);
