import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import type { Outcome } from "#core/workflow/dossier-state.ts";
import type { NoticeEvent } from "./notice.ts";

/** Whom a kind of event is told: the applicant as what, and whoever holds the dossier after it, as theirs to do. */
export interface NoticePolicy {
  readonly citizen: NoticeEvent | ((outcome: Outcome | null) => NoticeEvent) | null;
  readonly holder: boolean;
}

const NOBODY: NoticePolicy = { citizen: null, holder: false };
const HOLDER: NoticePolicy = { citizen: null, holder: true };
const citizen = (event: NonNullable<NoticePolicy["citizen"]>): NoticePolicy => ({ citizen: event, holder: false });

/** Every kind of event has its one policy: a new kind does not compile before somebody has decided whom it is told. */
export const NOTICE_POLICIES: Readonly<Record<DossierEventType, NoticePolicy>> = {
  drafted: NOBODY,
  // The receipt is what is told of a submission, or what is missing of it.
  submitted: NOBODY,
  received: citizen("received"),
  intake_supplement_requested: citizen("supplement"),
  intake_refused: citizen("refused"),
  handed_over: HOLDER,
  forwarded: HOLDER,
  returned_for_rework: HOLDER,
  reassigned: HOLDER,
  sent_back: HOLDER,
  recalled: HOLDER,
  proposed: HOLDER,
  supplement_requested: citizen("supplement"),
  supplement_received: HOLDER,
  supplement_allowed: NOBODY,
  supplement_expired: citizen("stopped"),
  finance_requested: NOBODY,
  finance_settled: HOLDER,
  extended: citizen("extended"),
  extension_revoked: NOBODY,
  // The signed result goes to the counter: R-20 asks for the notice before anyone can come for it.
  decided: citizen((outcome) => (outcome === "refused" ? "refused" : "result_ready")),
  result_ready: citizen("result_ready"),
  // The applicant stands at the counter and takes the result along.
  completed_at_once: NOBODY,
  returned: NOBODY,
  correction_started: HOLDER,
  withdrawal_requested: NOBODY,
  withdrawn: citizen("withdrawn"),
  stopped: citizen("stopped"),
  voided: NOBODY,
  corrected: NOBODY,
  archived: NOBODY,
  noted: NOBODY,
  payment_changed: NOBODY,
  custody_changed: NOBODY,
  delivery_changed: NOBODY,
  sync_changed: NOBODY,
  apology_changed: NOBODY,
};

/** Undefined for what is no kind of event of a dossier. */
export const policyOf = (type: string): NoticePolicy | undefined =>
  Object.hasOwn(NOTICE_POLICIES, type) ? NOTICE_POLICIES[type as DossierEventType] : undefined;

/** Which event of a dossier its applicant is told of, and as what. */
export function citizenNoticeOf(event: { readonly type: string; readonly outcome: Outcome | null }): NoticeEvent | undefined {
  const told = policyOf(event.type)?.citizen ?? undefined;
  return typeof told === "function" ? told(event.outcome) : told;
}

/** Whether somebody else has the dossier after an event of this kind, and is told so. */
export const isToldToHolder = (type: string): boolean => policyOf(type)?.holder === true;
