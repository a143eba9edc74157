import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTION_NAMES, ACTION_ROLES, ACTIONS, type ActionName } from "./dossier-action.ts";
import { applyEvent, type DossierEvent, foldEvents, isOfTheWay } from "./dossier-event.ts";
import { NO_FACTS } from "./dossier-facts.ts";
import { type DossierState, isOpen, isWaiting, LEGAL_STATES, NATIONAL_STATUS, NEW_WAY } from "./dossier-state.ts";
import { findObjection } from "./objections.ts";
import { decideTransition, type DossierAction } from "./transition.ts";

const HOLDER = { personId: 1, unitId: 2 };
const NINE = Date.parse("2026-11-20T09:00:00+07:00");
const HOUR = 3_600_000;

/** What each kind of action needs beside its name. */
const needs = (proposal: "approve" | "refuse") => ({
  nothing: {},
  holder: { holder: HOLDER },
  receiver: { to: HOLDER },
  receiver_reason: { to: HOLDER, reason: "Không đủ điều kiện" },
  proposal: { to: HOLDER, proposal, reason: "Không đủ điều kiện" },
  back: { to: HOLDER, undoes: "forwarded", reason: "Không thuộc phần việc" },
  recall: { to: HOLDER, undoes: "handed_over" },
  holder_reason: { holder: HOLDER, reason: "Thiếu giấy" },
  holder_basis: { holder: HOLDER, basis: "Luật" },
  letter: { extends: true, late: false },
  reason_basis: { reason: "Theo luật", basis: "Luật" },
  reason: { reason: "Theo yêu cầu" },
});

const NEEDS: Partial<Record<ActionName, keyof ReturnType<typeof needs>>> = {
  draft: "nothing",
  return: "nothing",
  complete_at_once: "nothing",
  approve_apology: "nothing",
  accept_withdrawal: "nothing",
  expire_supplement: "nothing",
  archive: "nothing",
  submit: "holder",
  receive: "holder",
  request_intake_supplement: "holder",
  mark_result_ready: "holder",
  receive_supplement: "holder",
  confirm_payment: "holder",
  hand_over: "receiver",
  forward: "receiver",
  sign: "receiver_reason",
  rework: "receiver_reason",
  reassign: "receiver_reason",
  start_correction: "receiver_reason",
  propose: "proposal",
  send_back: "back",
  recall: "recall",
  request_supplement: "holder_reason",
  request_payment: "holder_basis",
  send_apology: "letter",
  stop: "reason_basis",
  allow_supplement: "reason_basis",
};

/** The action of a name with everything that it needs. */
const complete = (name: ActionName, at: number, proposal: "approve" | "refuse" = "approve") =>
  ({ name, at, ...needs(proposal)[NEEDS[name] ?? "reason"] }) as DossierAction;

/** Plays actions one after the other, an hour apart; what is refused leaves the dossier as it is. */
function play(names: readonly ActionName[], stepMs = HOUR) {
  let state: DossierState | null = null;
  const events: DossierEvent[] = [];
  const states: DossierState[] = [];
  let at = NINE;
  for (const name of names) {
    at += stepMs;
    const decided = decideTransition(state, complete(name, at), events.at(-1)?.at ?? null);
    if (!decided.ok) continue;
    events.push(decided.value);
    state = applyEvent(state, decided.value);
    states.push(state);
  }
  return { state, events, states };
}

const stateIn = (state: DossierState["state"]): DossierState => ({
  state,
  outcome: null,
  proposal: null,
  holder: HOLDER,
  supplementCount: 0,
  receivedAt: NINE,
  endedAt: null,
  returnedAt: null,
  seq: 1,
  stateSeq: 1,
  facts: NO_FACTS,
  way: NEW_WAY,
});

const last = (names: readonly ActionName[], stepMs?: number) => play(names, stepMs).state as DossierState;
const codeOf = (state: DossierState | null, action: DossierAction) => {
  const decided = decideTransition(state, action, null);
  return decided.ok ? undefined : decided.error.code;
};

describe("the table of actions", () => {
  it.each(["NEW", ...LEGAL_STATES] as const)(
    "in %s only the listed actions are possible, each other is refused by name",
    (state) => {
      const current = state === "NEW" ? null : stateIn(state);
      for (const name of ACTION_NAMES) {
        const decided = decideTransition(current, complete(name, NINE), null);
        const listed = (ACTIONS[state] as readonly string[]).includes(name);
        if (listed) expect(decided.ok || decided.error.code !== "illegal_transition", name).toBe(true);
        else expect(decided, name).toMatchObject({ ok: false, error: { code: "illegal_transition", action: name, state } });
      }
    },
  );
  it("every action is possible somewhere and belongs to somebody", () => {
    for (const name of ACTION_NAMES) {
      expect(
        Object.values(ACTIONS).some((names) => (names as readonly string[]).includes(name)),
        name,
      ).toBe(true);
      expect(ACTION_ROLES[name].length, name).toBeGreaterThan(0);
    }
  });
  it("nothing is left to do after an end but to archive it, once", () => {
    for (const state of ["INTAKE_REFUSED", "RETURNED", "WITHDRAWN", "STOPPED", "VOIDED"] as const)
      expect(ACTIONS[state]).toEqual(["archive"]);
    const archived = last(["refuse_at_intake", "archive"]);
    expect(codeOf(archived, complete("archive", NINE + 9e8))).toBe("archived_already");
  });
});

describe("the transitions T01–T20", () => {
  const PROCESSING = ["receive", "hand_over"] as const;
  it.each([
    ["T01", ["submit"], "SUBMITTED", 1],
    ["T01", ["draft", "submit"], "SUBMITTED", 1],
    ["T02", ["submit", "request_intake_supplement"], "INTAKE_SUPPLEMENT", 5],
    ["T03", ["submit", "request_intake_supplement", "submit"], "SUBMITTED", 1],
    ["T04", ["submit", "refuse_at_intake"], "INTAKE_REFUSED", 3],
    ["T04", ["draft", "refuse_at_intake"], "INTAKE_REFUSED", 3],
    ["T05", ["submit", "receive"], "ACCEPTED", 2],
    ["T05", ["draft", "receive"], "ACCEPTED", 2],
    ["T06", PROCESSING, "PROCESSING", 4],
    ["T07", [...PROCESSING, "forward", "send_back", "reassign"], "PROCESSING", 4],
    ["T08", [...PROCESSING, "request_supplement"], "SUPPLEMENT_WAIT", 5],
    ["T09", [...PROCESSING, "request_supplement", "receive_supplement"], "PROCESSING", 4],
    ["T10", [...PROCESSING, "request_supplement", "expire_supplement"], "STOPPED", 8],
    ["T11", [...PROCESSING, "request_payment"], "FINANCE_WAIT", 6],
    ["T11", [...PROCESSING, "request_payment", "confirm_payment"], "PROCESSING", 4],
    ["T12", [...PROCESSING, "draft_apology", "approve_apology", "send_apology"], "PROCESSING", 4],
    ["T13", [...PROCESSING, "propose", "sign"], "DECIDED", 9],
    ["T15", [...PROCESSING, "propose", "sign", "return"], "RETURNED", 10],
    ["T16", [...PROCESSING, "request_withdrawal", "accept_withdrawal"], "WITHDRAWN", 7],
    ["T16", ["receive", "withdraw"], "WITHDRAWN", 7],
    ["T17", [...PROCESSING, "stop"], "STOPPED", 8],
    ["T18", [...PROCESSING, "propose", "sign", "start_correction"], "PROCESSING", 4],
    ["T20", ["receive", "void"], "VOIDED", null],
  ] as const)("%s: %j leads to %s, national code %s", (_, names, state, code) => {
    const { events, state: reached } = play(names as readonly ActionName[], 60_000);
    expect(events).toHaveLength(names.length);
    expect(reached?.state).toBe(state);
    expect(NATIONAL_STATUS[state]).toBe(code);
  });
  it("T14: a proposed refusal is signed as a refusal, with its reason in writing (Decree 61/2018 a.19.8)", () => {
    const state = last(PROCESSING);
    const proposed = decideTransition(state, complete("propose", NINE + 9e7, "refuse"), NINE);
    const after = proposed.ok ? applyEvent(state, proposed.value) : null;
    expect(codeOf(after, { name: "sign", at: NINE + 1e8, to: HOLDER })).toBe("reason_required");
    expect(decideTransition(after, complete("sign", NINE + 1e8), NINE)).toMatchObject({
      value: { type: "decided", outcome: "refused" },
    });
  });
  it("R-08: an immediate procedure is received and returned without a desk between", () => {
    const done = last(["receive", "complete_at_once"]);
    expect(done).toMatchObject({ state: "RETURNED", outcome: "approved", holder: null, endedAt: done.returnedAt });
  });
});

describe("the rules beside the table", () => {
  it("a refusal, a rework, a withdrawal, a void and a letter need a reason; a stop, an override and a payment their law", () => {
    const received = last(["receive"]);
    const working = last(["receive", "hand_over"]);
    expect(codeOf(null, { name: "refuse_at_intake", at: NINE, reason: " " })).toBe("reason_required");
    expect(codeOf(received, { name: "withdraw", at: NINE + 9e6, reason: "" })).toBe("reason_required");
    expect(codeOf(working, { name: "draft_apology", at: NINE + 9e7, reason: " " })).toBe("reason_required");
    expect(codeOf(received, { name: "stop", at: NINE + 9e6, reason: "x", basis: "" })).toBe("basis_required");
    expect(codeOf(working, { name: "request_payment", at: NINE + 9e7, holder: HOLDER, basis: "" })).toBe("basis_required");
  });
  it("to propose a refusal needs a reason, to propose an approval does not (Decree 61/2018 a.19.8)", () => {
    const state = last(["receive", "hand_over"]);
    const propose = (proposal: "approve" | "refuse") => codeOf(state, { name: "propose", at: NINE + 9e7, to: HOLDER, proposal });
    expect([propose("refuse"), propose("approve")]).toEqual(["reason_required", undefined]);
  });
  it("what was proposed is signed or sent back, not proposed again; what was not proposed is not signed", () => {
    const proposed = last(["receive", "hand_over", "propose"]);
    const fresh = last(["receive", "hand_over"]);
    for (const name of ["propose", "forward", "send_back", "request_supplement", "request_payment"] as const)
      expect(findObjection(proposed, name, NINE), name).toEqual({ code: "already_proposed" });
    for (const name of ["sign", "rework"] as const)
      expect(findObjection(fresh, name, NINE)).toEqual({ code: "nothing_proposed" });
  });
  it("R-02: a second request in the same phase needs a leader's override, and each override gives one request", () => {
    const back = ["receive", "hand_over", "request_supplement", "receive_supplement"] as const;
    expect(findObjection(last(back), "request_supplement", NINE)).toEqual({ code: "supplement_needs_leader" });
    const allowed = last([...back, "allow_supplement"]);
    expect(findObjection(allowed, "request_supplement", NINE)).toBeUndefined();
    expect(findObjection(allowed, "allow_supplement", NINE)).toEqual({ code: "supplement_not_asked_yet" });
    const again = last([...back, "allow_supplement", "request_supplement", "receive_supplement"]);
    expect(findObjection(again, "request_supplement", NINE)).toEqual({ code: "supplement_needs_leader" });
  });
  it("R-02: the phases are apart: what was asked at intake does not count while it is worked on, nor does an override", () => {
    const asked = last(["submit", "request_intake_supplement", "submit"]);
    expect(findObjection(asked, "request_intake_supplement", NINE)).toEqual({ code: "supplement_needs_leader" });
    const overridden = ["submit", "request_intake_supplement", "submit", "allow_supplement", "receive", "hand_over"] as const;
    const working = last(overridden);
    expect(findObjection(working, "request_supplement", NINE)).toBeUndefined();
    const back = last([...overridden, "request_supplement", "receive_supplement"]);
    expect(findObjection(back, "request_supplement", NINE)).toEqual({ code: "supplement_needs_leader" });
  });
  it("R-17: a letter is drafted, approved, sent, in this order; sent too late it is recorded and extends nothing", () => {
    const working = last(["receive", "hand_over"]);
    const drafted = last(["receive", "hand_over", "draft_apology"]);
    const approved = last(["receive", "hand_over", "draft_apology", "approve_apology"]);
    expect(findObjection(working, "approve_apology", NINE)).toEqual({ code: "no_apology_drafted" });
    expect(findObjection(drafted, "draft_apology", NINE)).toEqual({ code: "apology_under_way" });
    expect(findObjection(drafted, "send_apology", NINE)).toEqual({ code: "no_apology_approved" });
    const late = decideTransition(approved, { name: "send_apology", at: NINE + 9e7, extends: false, late: true }, NINE);
    const after = late.ok ? applyEvent(approved, late.value) : null;
    expect(after).toMatchObject({ facts: { apology: { state: "sent", late: true } }, way: { extensions: 0 } });
    const sent = last(["receive", "hand_over", "draft_apology", "approve_apology", "send_apology"]);
    expect(sent).toMatchObject({ facts: { apology: { state: "sent", late: false } }, way: { extensions: 1 } });
    expect(findObjection(working, "revoke_extension", NINE)).toEqual({ code: "not_extended" });
    expect(findObjection(sent, "revoke_extension", NINE)).toBeUndefined();
  });
  it("T16: from the desk a dossier is withdrawn only by a leader, on a request", () => {
    const working = last(["receive", "hand_over"]);
    expect(codeOf(working, complete("withdraw", NINE + 9e7))).toBe("illegal_transition");
    expect(findObjection(working, "accept_withdrawal", NINE)).toEqual({ code: "withdrawal_not_requested" });
    expect(ACTION_ROLES.accept_withdrawal).toEqual(["leader"]);
  });
  it("T18: a correction opens a decided dossier again, and counts", () => {
    const corrected = last(["receive", "hand_over", "propose", "sign", "start_correction"]);
    expect(corrected).toMatchObject({ state: "PROCESSING", outcome: null, endedAt: null, way: { corrections: 1 } });
  });
  it("what was sent is recalled to where it was", () => {
    const recalled = (names: readonly ActionName[], undoes: "handed_over" | "forwarded" | "proposed") => {
      const state = last(names);
      const decided = decideTransition(state, { name: "recall", at: NINE + 9e8, to: HOLDER, undoes }, NINE);
      return decided.ok ? applyEvent(state, decided.value) : null;
    };
    expect(recalled(["receive", "hand_over"], "handed_over")?.state).toBe("ACCEPTED");
    expect(recalled(["receive", "hand_over", "forward"], "forwarded")?.state).toBe("PROCESSING");
    expect(recalled(["receive", "hand_over", "propose"], "proposed")).toMatchObject({ state: "PROCESSING", proposal: null });
  });
  it("T20: an entry is voided on its own day only", () => {
    const state = last(["receive"]);
    const on = (iso: string) => decideTransition(state, complete("void", Date.parse(iso)), NINE).ok;
    expect([on("2026-11-20T23:59:00+07:00"), on("2026-11-21T00:00:00+07:00")]).toEqual([true, false]);
  });
  it("nothing is done before what was done last", () => {
    expect(decideTransition(last(["receive"]), complete("hand_over", NINE - 1), NINE)).toMatchObject({
      error: { code: "before_last_event" },
    });
  });
  it("a waiting or stopped dossier is never reported as done to the national portal", () => {
    for (const state of ["SUPPLEMENT_WAIT", "FINANCE_WAIT", "STOPPED", "WITHDRAWN"] as const)
      expect(NATIONAL_STATUS[state]).not.toBe(9);
  });
});

describe("any sequence of actions", () => {
  /** Weighted towards what is possible, so that long lives are reached; a refused one is skipped by `play`. */
  const sequences = fc.array(fc.constantFrom(...ACTION_NAMES), { maxLength: 60 });

  it("keeps the invariants of a dossier's life at every step", () => {
    fc.assert(
      fc.property(sequences, (names) => {
        const { events, states } = play(names);
        for (const [index, state] of states.entries()) {
          const ended = state.endedAt !== null;
          expect(state.seq).toBe(index + 1);
          expect(ended).toBe(!isOpen(state.state) && state.state !== "DRAFT");
          expect(state.state === "RETURNED").toBe(state.returnedAt !== null);
          expect(state.state === "DECIDED" || state.state === "RETURNED").toBe(state.outcome !== null);
          expect(state.holder !== null).toBe(isOpen(state.state) || state.state === "DECIDED");
          if (state.state === "SUPPLEMENT_WAIT") expect(state.supplementCount).toBeGreaterThan(0);
          if (isWaiting(state.state)) expect(state.way.accepted).toBe(true);
          expect(state.way.extensions).toBeGreaterThanOrEqual(0);
          expect(state.proposal === null || state.state === "PROCESSING").toBe(true);
          expect(state.stateSeq).toBeLessThanOrEqual(state.seq);
        }
        expect(events.filter((event) => event.type === "received").length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });
  it("reports 9 to the national portal only for what is decided, and starts its clock exactly once when it is accepted", () => {
    fc.assert(
      fc.property(sequences, (names) => {
        const { events, states } = play(names);
        for (const state of states) expect(NATIONAL_STATUS[state.state] === 9).toBe(state.state === "DECIDED");
        const accepted = states.at(-1)?.way.accepted ?? false;
        expect(events.filter((event) => event.type === "received")).toHaveLength(accepted ? 1 : 0);
      }),
    );
  });
  it("is what its events fold to", () => {
    fc.assert(
      fc.property(sequences, (names) => {
        const { state, events } = play(names);
        expect(foldEvents(events)).toEqual(state);
        const way = events.findLastIndex((event) => isOfTheWay(event.type));
        if (state !== null) expect(state.stateSeq).toBe(way + 1);
      }),
    );
  });
  it("reaches every state that the table names", () => {
    const seen = new Set<string>();
    let frontier: (DossierState | null)[] = [null];
    for (let depth = 0; depth < 6; depth += 1) {
      const next = new Map<string, DossierState>();
      for (const state of frontier) {
        for (const name of ACTIONS[state?.state ?? "NEW"]) {
          const decided = decideTransition(state, complete(name, NINE), null);
          if (!decided.ok) continue;
          const reached = applyEvent(state, decided.value);
          next.set(JSON.stringify([reached.state, reached.proposal, reached.way, reached.facts.apology]), reached);
        }
      }
      for (const { state } of next.values()) seen.add(state);
      frontier = [...next.values()];
    }
    expect(LEGAL_STATES.filter((state) => !seen.has(state))).toEqual([]);
  });
  it("a note changes nothing but the count of events", () => {
    fc.assert(
      fc.property(sequences, (names) => {
        const { state } = play(names);
        if (state === null) return;
        const noted = applyEvent(state, { type: "noted", at: NINE });
        expect({ ...noted, seq: state.seq }).toEqual(state);
      }),
    );
  });
});
