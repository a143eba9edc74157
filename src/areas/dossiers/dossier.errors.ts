import { groupThousands } from "#core/money/vnd.ts";
import type { DeadlineError } from "#core/deadline/deadline-error.ts";
import type { DossierFacts } from "#core/workflow/dossier-facts.ts";
import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import type { TransitionRefusal } from "#core/workflow/transition.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { defineRefusals, Refusal } from "#platform/refusal.ts";
import { isMissing } from "./component.rules.ts";
import type { Dossier, Parties, ReceivedComponent } from "./dossier.ts";
import { text } from "./texts.ts";

const DECREE_61 = "Nghị định 61/2018/NĐ-CP";

/** Why the dossiers area says no: code → status and legal basis; the words are in the message files. */
export const dossierRefusal = defineRefusals(text, {
  dossier_not_found: { status: 404 },
  handled_elsewhere: { status: 409, basis: "Nghị định 224/2026/NĐ-CP, Điều 15 khoản 1" },
  applicant_not_named: { status: 422 },
  applicant_unknown: { status: 422 },
  illegal_transition: { status: 409, basis: `${DECREE_61}, Điều 17–20` },
  not_the_holder: { status: 403 },
  role_not_allowed: { status: 403 },
  receiver_not_in_agency: { status: 422 },
  receiver_has_no_such_role: { status: 422 },
  reason_required: { status: 422, basis: `${DECREE_61}, Điều 17 khoản 1, Điều 19 khoản 8` },
  basis_required: { status: 422, basis: "Thông tư 03/2025/TT-VPCP, mẫu 05" },
  nothing_proposed: { status: 409 },
  already_proposed: { status: 409 },
  void_only_same_day: { status: 409 },
  supplement_needs_leader: { status: 409, basis: `${DECREE_61}, Điều 17 khoản 1 điểm a` },
  supplement_not_asked_yet: { status: 409 },
  supplement_incomplete: { status: 422, basis: `${DECREE_61}, Điều 19 khoản 4` },
  supplement_still_open: { status: 409 },
  respond_by_past: { status: 422 },
  no_apology_drafted: { status: 409 },
  no_apology_approved: { status: 409, basis: `${DECREE_61}, Điều 19 khoản 9` },
  apology_under_way: { status: 409 },
  not_extended: { status: 409 },
  new_due_date_required: { status: 422, basis: `${DECREE_61}, Điều 19 khoản 9` },
  withdrawal_not_requested: { status: 409 },
  withdrawal_already_requested: { status: 409 },
  archived_already: { status: 409 },
  result_under_way: { status: 409 },
  nobody_to_send_back_to: { status: 409 },
  touched_since: { status: 409 },
  not_immediate: { status: 409, basis: `${DECREE_61}, Điều 17 khoản 4` },
  correction_due_past: { status: 422 },
  nothing_corrected: { status: 422 },
  nothing_selected: { status: 422 },
  inquiry_due_past: { status: 422 },
  inquiry_beyond_due: { status: 422, basis: `${DECREE_61}, Điều 19 khoản 5` },
  inquiry_not_found: { status: 404 },
  inquiry_answered: { status: 409 },
  inquiry_not_now: { status: 409 },
  verification_needs_place: { status: 422, basis: `${DECREE_61}, Điều 19 khoản 3 điểm b` },
  verification_needs_participants: { status: 422, basis: `${DECREE_61}, Điều 19 khoản 3 điểm b` },
  corrected_not_returned: { status: 409 },
  child_procedure_unknown: { status: 409 },
  payment_due: { status: 409, basis: `${DECREE_61}, Điều 22` },
  originals_held: { status: 409, basis: `${DECREE_61}, Điều 20 khoản 2` },
  before_last_event: { status: 409 },
  component_missing: { status: 422, basis: `${DECREE_61}, Điều 17 khoản 1` },
  visit_not_by_counter: { status: 422 },
  unknown_visit_reason: { status: 422 },
  unknown_component: { status: 422, basis: `${DECREE_61}, Điều 5 khoản 1 điểm đ` },
  no_component_lacking: { status: 422, basis: `${DECREE_61}, Điều 15 khoản 3` },
  unknown_unit: { status: 422 },
  unit_not_yet_established: { status: 422 },
  unit_has_no_code: { status: 409 },
  unknown_case: { status: 422 },
  identity_mismatched: { status: 422, basis: "Nghị định 118/2025/NĐ-CP (sửa đổi bởi 309/2026/NĐ-CP), Điều 17 khoản 2a" },
  handover_not_by_post: { status: 422, basis: "Quyết định 45/2016/QĐ-TTg, Điều 7 khoản 4" },
  handover_in_future: { status: 422 },
  born_in_future: { status: 422 },
  receiver_needs_paper: { status: 422, basis: `${DECREE_61}, Điều 6 khoản 2 điểm b` },
  filter_name_taken: { status: 409 },
});

/** What lives in another system is handled there (Decree 224/2026 article 15.1): here it is only seen. */
export function assertHandledHere({ origin, attributes }: Pick<Dossier, "origin" | "attributes">): void {
  if (origin === "external") throw dossierRefusal("handled_elsewhere", { values: { system: attributes.external?.title ?? "" } });
}

/** The refusal of an action that core/workflow does not allow. */
export function refusalOfTransition(refusal: TransitionRefusal): Refusal {
  if (refusal.code === "payment_due")
    return dossierRefusal("payment_due", { values: { amount: groupThousands(refusal.amount) } });
  if (refusal.code === "originals_held") return dossierRefusal("originals_held", { values: { count: refusal.count } });
  if (refusal.code !== "illegal_transition")
    return dossierRefusal(refusal.code, refusal.code === "reason_required" ? { field: "reason" } : {});
  const made = dossierRefusal("illegal_transition");
  return new Refusal({
    code: made.code,
    status: made.status,
    basis: made.basis,
    text: (locale) =>
      text(locale, "refusal.illegal_transition", {
        action: text(locale, `action.${refusal.action}`),
        state: refusal.state === "NEW" ? "–" : text(locale, `state.${refusal.state}`),
      }),
  });
}

/** what is given at once is paid at once; otherwise it is received, paid, and then returned. */
export function assertSettled({ payment }: DossierFacts): void {
  const amount = payment.owedBefore + payment.owedAfter;
  if (amount > 0) throw dossierRefusal("payment_due", { values: { amount: groupThousands(amount) } });
}

/** One refusal for several fields at fault: the first words name all, each field its own. */
function manyAtOnce(
  code: "component_missing" | "supplement_incomplete",
  missing: readonly { readonly field: string; readonly name: string }[],
): Refusal {
  const textOf = (name: string) => (locale: Locale) => text(locale, `refusal.${code}`, { name });
  const { status, basis } = dossierRefusal(code);
  return new Refusal({
    code,
    status,
    basis,
    text: textOf(missing.map(({ name }) => name).join("; ")),
    fields: (locale) => missing.map(({ field, name }) => ({ field, message: textOf(name)(locale) })),
  });
}

/** T09: what was asked for is all there, or each item that lacks is named. */
export function assertSupplied(missing: readonly { readonly item: string; readonly index: number }[]): void {
  if (missing.length === 0) return;
  throw manyAtOnce(
    "supplement_incomplete",
    missing.map(({ item, index }) => ({ field: `present.${index}`, name: item })),
  );
}

/** a dossier is accepted with every required component; what lacks is said once, completely, each at its field. */
export function assertComplete(components: readonly ReceivedComponent[]): void {
  const missing = components.flatMap((component, index) =>
    isMissing(component) ? [{ field: `components.${index}.original`, name: component.name }] : [],
  );
  if (missing.length > 0) throw manyAtOnce("component_missing", missing);
}

/** Nobody whom a dossier names is born after the day on which it says so. */
export function assertBorn(parties: Parties, today: string): void {
  for (const who of ["owner", "submitter", "authorised"] as const) {
    if ((parties[who]?.dateOfBirth ?? "") > today)
      throw dossierRefusal("born_in_future", { field: `parties.${who}.dateOfBirth` });
  }
}

/** Someone else acted first: who, and what they did. */
export function refusalOfChange(last: { readonly actorName: string; readonly type: DossierEventType } | undefined): Refusal {
  return new Refusal({
    code: "dossier_changed",
    status: 409,
    text: (locale) =>
      text(locale, "refusal.dossier_changed", {
        who: last?.actorName ?? "–",
        event: last === undefined ? "–" : text(locale, `event.${last.type}`),
      }),
  });
}

/** The refusal of a clock event: the article is the clock's own. */
export function refusalOfClock(error: DeadlineError): Refusal {
  const known = text.keys.has(`clock.${error.code}`);
  return new Refusal({
    code: error.code,
    status: 422,
    basis: error.article ?? undefined,
    text: (locale) =>
      known
        ? text(locale, `clock.${error.code}` as Parameters<typeof text>[1], error.params)
        : text(locale, "refusal.clock_refused", { code: error.code }),
  });
}
