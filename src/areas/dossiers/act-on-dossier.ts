import { localDateOf, type EpochMs } from "#core/instant.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import { applyEvent, type DossierEvent } from "#core/workflow/dossier-event.ts";
import type { DossierState, Holder } from "#core/workflow/dossier-state.ts";
import { type DossierAction, decideTransition } from "#core/workflow/transition.ts";
import { type Desk, findDesk, listPostHolders, type PostHolder } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Acting, Dossier, DossierEventRow, EventDraft, ReceivedComponent } from "./dossier.ts";
import { type ActionInput, payloadOf, receiverRolesOf } from "./action-input.ts";
import { type ClockColumns, clockTerm, dossierDeadline, MOVES_CLOCK } from "./dossier.clock.ts";
import { assertComplete, dossierRefusal, refusalOfChange, refusalOfClock, refusalOfTransition } from "./dossier.errors.ts";
import { findDenial, type PolicyActor } from "./dossier.policy.ts";
import { findDossier, listEvents } from "./dossier.store.ts";
import { askGuards, type Attempt } from "./extension.ts";
import { appendEvent, assignCode } from "./history.store.ts";
import { followUp } from "./record-fact.ts";

/** Everything an action on a dossier is decided from. */
interface Case {
  readonly dossier: Dossier;
  readonly events: readonly DossierEventRow[];
  readonly desk: Desk;
  readonly holders: readonly PostHolder[];
  readonly by: Acting;
  readonly at: EpochMs;
  readonly attempt: Attempt;
  /** What another area refuses; said only when this area does not. */
  readonly guarded: unknown;
}

function receiverOf({ holders }: Case, action: ActionName, personId: number): Holder {
  const posts = holders.filter((holder) => holder.personId === personId);
  if (posts.length === 0) throw dossierRefusal("receiver_not_in_agency", { field: "toPersonId" });
  const post = posts.find((holder) => receiverRolesOf(action).includes(holder.role));
  if (post === undefined) throw dossierRefusal("receiver_has_no_such_role", { field: "toPersonId" });
  return { personId, unitId: post.unitId };
}

/** Who last worked on the dossier before it was proposed: rework and an answered supplement go back there. */
function lastDesk({ events, desk }: Case): Holder {
  const last = events.findLast((event) => event.type === "proposed" || event.type === "supplement_requested");
  return { personId: last?.personId ?? null, unitId: last?.actorUnitId ?? desk.unitId };
}

function actionOf(it: Case, input: ActionInput): DossierAction {
  const { at, by, desk } = it;
  const counter: Holder = { personId: null, unitId: it.dossier.unitId };
  switch (input.action) {
    case "receive":
      return { name: "receive", at, holder: { personId: by.personId, unitId: desk.unitId } };
    case "hand_over":
    case "forward":
      return { name: input.action, at, to: receiverOf(it, input.action, input.toPersonId) };
    case "propose":
      return {
        name: "propose",
        at,
        proposal: input.proposal,
        to: receiverOf(it, "propose", input.toPersonId),
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      };
    case "rework":
      return { name: "rework", at, to: lastDesk(it), reason: input.reason };
    case "sign":
      return { name: "sign", at, to: counter };
    case "mark_result_ready":
      return { name: "mark_result_ready", at, holder: counter };
    case "return":
      return { name: "return", at };
    case "request_supplement":
      return { name: "request_supplement", at, holder: counter, reason: input.reason };
    case "receive_supplement":
      return { name: "receive_supplement", at, holder: lastDesk(it) };
    case "refuse_at_intake":
    case "withdraw":
    case "void":
      return { name: input.action, at, reason: input.reason };
    case "stop":
      return { name: "stop", at, reason: input.reason, basis: input.basis };
  }
}

export const stateOf = (dossier: Dossier): DossierState => ({
  state: dossier.state,
  outcome: dossier.outcome,
  proposal: dossier.proposal,
  holder: dossier.holderUnitId === null ? null : { personId: dossier.holderPersonId, unitId: dossier.holderUnitId },
  supplementCount: dossier.supplementCount,
  receivedAt: dossier.receivedAt.getTime(),
  endedAt: dossier.endedAt?.getTime() ?? null,
  returnedAt: dossier.returnedAt?.getTime() ?? null,
  seq: dossier.seq,
  stateSeq: dossier.stateSeq,
  facts: dossier.facts,
});

/** The clock after the new event; an event that does not touch it leaves the dates as they are. */
function clockAfter(it: Case, event: DossierEvent, payload: Readonly<Record<string, unknown>>): ClockColumns {
  const { dossier, events, desk } = it;
  const ms = (date: Date | null): EpochMs | null => date?.getTime() ?? null;
  const unchanged = {
    dueAt: ms(dossier.dueAt),
    dueUnextendedAt: ms(dossier.dueUnextendedAt),
    dueOriginalAt: ms(dossier.dueOriginalAt),
    pausedAt: ms(dossier.pausedAt),
  };
  if (!MOVES_CLOCK.has(event.type)) return unchanged;
  const facts = [
    ...events.map((row) => ({ type: row.type, at: row.occurredAt.getTime(), payload: row.payload })),
    { type: event.type, at: event.at, payload },
  ];
  const deadline = dossierDeadline(clockTerm(dossier.termValue, dossier.termUnit), desk, facts);
  if (!deadline.ok) throw refusalOfClock(deadline.error);
  const { dueAt, dueUnextendedAt, dueOriginalAt, pausedAt } = deadline.value;
  return { dueAt, dueUnextendedAt, dueOriginalAt, pausedAt };
}

/** The dossier under lock, what happened to it, who can take it next, and what other areas say: two round trips. */
async function loadCase(tx: Tx, dossierId: number, by: Acting, input: ActionInput, now: Date): Promise<Case> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  const today = localDateOf(now.getTime());
  const attempt: Attempt = { action: input.action, dossier, input, by, at: now.getTime() };
  const [guarded, events, desk, holders] = await Promise.all([
    askGuards(tx, attempt).catch((refusal: unknown) => refusal),
    listEvents(tx, dossierId),
    findDesk(tx, dossier.unitId, today),
    listPostHolders(tx, dossier.agencyId, today),
  ]);
  if (desk === undefined) throw dossierRefusal("unknown_unit");
  return { dossier, events, desk, holders, by, at: now.getTime(), attempt, guarded };
}

/** what was missing at intake is there now; otherwise the dossier is not accepted. */
function completedComponents(dossier: Dossier, input: ActionInput): readonly ReceivedComponent[] | undefined {
  if (input.action !== "receive") return undefined;
  const given = new Map(input.components.map((component) => [component.code, component]));
  const components = dossier.components.map((component) => ({
    ...component,
    ...given.get(component.code),
    name: component.name,
    required: component.required,
  }));
  assertComplete(components);
  return components;
}

/** someone who is neither owner nor submitter brings a paper of authorisation. */
function checkReceiver(input: ActionInput): void {
  if (input.action === "return" && input.relation === "authorised" && input.paper === undefined) {
    throw dossierRefusal("receiver_needs_paper", { field: "paper" });
  }
}

/**
 * Does one action on a dossier as its event: policy (who), transition (what the state allows), clock (when), then one
 * row and one event. Two people acting at once: the second is told what happened (`dossier_changed`, from `expectedSeq`).
 */
export async function actOnDossier(
  tx: Tx,
  unit: UnitOfWork,
  actor: PolicyActor,
  by: Acting,
  target: { readonly dossierId: number; readonly expectedSeq: number },
  input: ActionInput,
  now: Date,
): Promise<{ id: number; code: string; state: string; seq: number }> {
  const it = await loadCase(tx, target.dossierId, by, input, now);
  const { dossier } = it;
  if (target.expectedSeq < dossier.stateSeq || target.expectedSeq > dossier.seq) throw dossierChanged(it);
  const action = actionOf(it, input);
  const current = stateOf(dossier);
  const decided = decideTransition(current, action, dossier.lastEventAt.getTime());
  if (!decided.ok) throw refusalOfTransition(decided.error);
  const denial = findDenial(actor, input.action, dossier);
  if (denial !== undefined) throw dossierRefusal(denial);
  checkReceiver(input);
  if (it.guarded !== undefined) throw it.guarded;
  const components = completedComponents(dossier, input);
  const next = applyEvent(current, decided.value);
  const payload = payloadOf(input);
  const clock = clockAfter(it, decided.value, payload);
  const event: EventDraft = {
    type: decided.value.type,
    at: it.at,
    by,
    reason: input.reason,
    payload,
    state: next.state,
    outcome: next.outcome,
    dueAt: clock.dueAt,
    dueUnextendedAt: clock.dueUnextendedAt,
    pausedAt: clock.pausedAt,
    endedAt: next.endedAt,
    supplementCount: next.supplementCount,
  };
  const code = input.action === "receive" ? await assignDossierCode(tx, it) : dossier.code;
  const moved = await appendEvent(tx, dossier.id, dossier.seq, event, {
    state: next.state,
    outcome: next.outcome,
    proposal: next.proposal,
    holderPersonId: next.holder?.personId ?? null,
    holderUnitId: next.holder?.unitId ?? null,
    dueOriginalAt: clock.dueOriginalAt,
    receivedAt: next.receivedAt,
    returnedAt: next.returnedAt,
    ...(components === undefined ? {} : { components }),
  });
  if (!moved) throw dossierChanged(it);
  unit.subject(`dossier:${dossier.id}`);
  unit.emit(`dossier.${event.type}`, String(dossier.id), { code, seq: next.seq });
  const { provinceId, agencyId, procedureVersionId, caseCode } = dossier;
  const happened = { code, provinceId, agencyId, procedureVersionId, caseCode, type: event.type, seq: next.seq, payload };
  const seq = await followUp(tx, unit, it.attempt, happened, { id: dossier.id, code, seq: next.seq, facts: next.facts });
  return { id: dossier.id, code, state: next.state, seq };
}

function assignDossierCode(tx: Tx, { dossier, desk, at }: Case): Promise<string> {
  if (desk.codePrefix === null) throw dossierRefusal("unit_has_no_code", { values: { unit: desk.agencyName } });
  return assignCode(tx, dossier.id, dossier.agencyId, desk.codePrefix, localDateOf(at));
}

const dossierChanged = ({ events }: Case) => refusalOfChange(events.at(-1));
