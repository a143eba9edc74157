import { localDateOf } from "#core/instant.ts";
import { applyEvent, type DossierEvent } from "#core/workflow/dossier-event.ts";
import type { DossierState } from "#core/workflow/dossier-state.ts";
import { decideTransition } from "#core/workflow/transition.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type ActionInput, payloadOf } from "./action-input.ts";
import { checkAction, completedComponents, contentAfter } from "./check-action.ts";
import { actionOf, receiverRolesOf } from "./choose-action.ts";
import { clockAfter, clockPayload, judgeLetter } from "./clock-of-action.ts";
import type { Acting, EventDraft } from "./dossier.ts";
import { type Case, loadCase, stateOf } from "./dossier-case.ts";
import { dossierRefusal, refusalOfChange, refusalOfTransition } from "./dossier.errors.ts";
import { findDenial, type PolicyActor } from "./dossier.policy.ts";
import { appendEvent, assignCode } from "./history.store.ts";
import { followUp } from "./record-fact.ts";
import { findReceivingPost, placeFilled } from "./stand-in.rules.ts";
import { replaceContent } from "./version.store.ts";

/** Where an event belongs before anyone else may have acted: the dossier, and the last event that the actor has seen. */
export interface ActionTarget {
  readonly dossierId: number;
  readonly expectedSeq: number;
}

export interface ActionDone {
  readonly [key: string]: string | number;
  readonly id: number;
  readonly code: string;
  readonly state: string;
  readonly seq: number;
}

/** A fact or a note since then disturbs nobody; an event of the way does (docs/adr/0011). */
function assertUnchanged(it: Case, expectedSeq: number): void {
  if (expectedSeq < it.dossier.stateSeq || expectedSeq > it.dossier.seq) throw dossierChanged(it);
}

const dossierChanged = ({ events }: Case) => refusalOfChange(events.at(-1));

/**
 * Does one action on a dossier as its event: transition (what the state allows), policy (who), what other areas say,
 * clock (when), then one row and one event. Two people acting at once: the second is told what happened
 * (`dossier_changed`, from `expectedSeq`).
 */
export async function actOnDossier(
  tx: Tx,
  unit: UnitOfWork,
  actor: PolicyActor,
  by: Acting,
  target: ActionTarget,
  input: ActionInput,
  now: Date,
): Promise<ActionDone> {
  const it = await loadCase(tx, target.dossierId, by, input, now);
  const { dossier } = it;
  assertUnchanged(it, target.expectedSeq);
  const action = actionOf(it, input, judgeLetter(it, input));
  const current = stateOf(dossier);
  const decided = decideTransition(current, action, dossier.lastEventAt.getTime());
  if (!decided.ok) throw refusalOfTransition(decided.error);
  const denial = by.role === "system" ? undefined : findDenial(actor, input.action, dossier);
  if (denial !== undefined) throw dossierRefusal(denial);
  checkAction(it, input);
  if (it.guarded !== undefined) throw it.guarded;
  const reason = "reason" in action ? action.reason : input.reason;
  const next = applyEvent(current, decided.value);
  return write(tx, unit, it, { input, event: decided.value, next, reason: reason === "" ? undefined : reason });
}

interface Decision {
  readonly input: ActionInput;
  readonly event: DossierEvent;
  readonly next: DossierState;
  readonly reason: string | undefined;
}

async function write(tx: Tx, unit: UnitOfWork, it: Case, { input, event, next, reason }: Decision): Promise<ActionDone> {
  const { dossier, at, by } = it;
  const payload = { ...payloadOf(input), ...receiverPayload(it, input), ...clockPayload(it, input, event) };
  const clock = clockAfter(it, event, payload);
  const components = completedComponents(dossier, input);
  const content = contentAfter(dossier, input);
  const draft: EventDraft = {
    type: event.type,
    at,
    by,
    reason,
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
  if (content !== undefined) unit.write(replaceContent(tx, dossier, content, { at, by: by.name, reason: reason ?? "" }));
  const moved = await appendEvent(tx, dossier.id, dossier.seq, draft, {
    state: next.state,
    outcome: next.outcome,
    proposal: next.proposal,
    holderPersonId: next.holder?.personId ?? null,
    holderUnitId: next.holder?.unitId ?? null,
    dueOriginalAt: clock.dueOriginalAt,
    receivedAt: next.receivedAt,
    returnedAt: next.returnedAt,
    stateSeq: next.stateSeq,
    facts: next.facts,
    way: next.way,
    intakeDueAt: clock.intakeDueAt,
    respondBy: input.action === "request_supplement" ? (input.respondBy ?? null) : null,
    ...(components === undefined ? {} : { components }),
  });
  if (!moved) throw dossierChanged(it);
  unit.subject(`dossier:${dossier.id}`);
  unit.emit(`dossier.${event.type}`, String(dossier.id), { code, seq: next.seq });
  const { provinceId, agencyId, procedureVersionId, caseCode } = dossier;
  const happened = { code, provinceId, agencyId, procedureVersionId, caseCode, type: event.type, seq: next.seq, payload };
  await followUp(tx, unit, it.attempt, happened, { id: dossier.id, code, seq: next.seq, facts: next.facts });
  return { id: dossier.id, code, state: next.state, seq: next.seq };
}

/** In whose place the receiver gets the dossier, so that the event names both. */
function receiverPayload({ holders, dossier }: Case, input: ActionInput): Readonly<Record<string, unknown>> {
  if (!("toPersonId" in input)) return {};
  const post = findReceivingPost(holders, receiverRolesOf(input.action, dossier), input.toPersonId);
  const inPlaceOf = placeFilled(input, post);
  return inPlaceOf === undefined ? {} : { inPlaceOf };
}

function assignDossierCode(tx: Tx, { dossier, desk, at }: Case): Promise<string> {
  if (desk.codePrefix === null) throw dossierRefusal("unit_has_no_code", { values: { unit: desk.agencyName } });
  return assignCode(tx, dossier.id, dossier.agencyId, desk.codePrefix, localDateOf(at));
}
