import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTION_NAMES, ACTIONS, type ActionName } from "./dossier-action.ts";
import { applyEvent, type DossierEvent, foldEvents } from "./dossier-event.ts";
import { NO_FACTS } from "./dossier-facts.ts";
import { type DossierState, isOpen, isWaiting, LEGAL_STATES, NATIONAL_STATUS } from "./dossier-state.ts";
import { decideTransition, type DossierAction, findObjection } from "./transition.ts";

const HOLDER = { personId: 1, unitId: 2 };
const NINE = Date.parse("2026-11-20T09:00:00+07:00");

/** The action of a name with everything that it needs. */
function complete(name: ActionName, at: number, proposal: "approve" | "refuse" = "approve"): DossierAction {
  switch (name) {
    case "receive":
    case "request_intake_supplement":
    case "mark_result_ready":
    case "receive_supplement":
      return { name, at, holder: HOLDER };
    case "hand_over":
    case "forward":
    case "sign":
      return { name, at, to: HOLDER };
    case "propose":
      return { name, at, to: HOLDER, proposal, reason: "Đủ điều kiện" };
    case "rework":
      return { name, at, to: HOLDER, reason: "Bổ sung ý kiến" };
    case "request_supplement":
      return { name, at, holder: HOLDER, reason: "Thiếu giấy" };
    case "return":
      return { name, at };
    case "refuse_at_intake":
    case "withdraw":
    case "void":
      return { name, at, reason: "Theo yêu cầu" };
    case "stop":
      return { name, at, reason: "Theo luật", basis: "Luật" };
  }
}

/** Plays actions one after the other, an hour apart; what is refused leaves the dossier as it is. */
function play(names: readonly ActionName[], stepMs = 3_600_000) {
  let state: DossierState | null = null;
  const events: DossierEvent[] = [];
  let at = NINE;
  for (const name of names) {
    at += stepMs;
    const decided = decideTransition(state, complete(name, at), events.at(-1)?.at ?? null);
    if (!decided.ok) continue;
    events.push(decided.value);
    state = applyEvent(state, decided.value);
  }
  return { state, events };
}

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

  function stateIn(state: DossierState["state"]): DossierState {
    return {
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
    };
  }
});

describe("the rules beside the table", () => {
  it("a refusal, a rework, a withdrawal and a void need a reason; a stop needs its legal basis too", () => {
    const { state } = play(["receive"]);
    expect(decideTransition(null, { name: "refuse_at_intake", at: NINE, reason: " " }, null)).toMatchObject({
      error: { code: "reason_required" },
    });
    expect(decideTransition(state, { name: "withdraw", at: NINE + 9e6, reason: "" }, NINE)).toMatchObject({
      error: { code: "reason_required" },
    });
    expect(decideTransition(state, { name: "stop", at: NINE + 9e6, reason: "x", basis: "" }, NINE)).toMatchObject({
      error: { code: "basis_required" },
    });
  });
  it("to propose a refusal needs a reason, to propose an approval does not (Decree 61/2018 a.19.8)", () => {
    const { state } = play(["receive", "hand_over"]);
    const propose = (proposal: "approve" | "refuse") =>
      decideTransition(state, { name: "propose", at: NINE + 9e7, to: HOLDER, proposal }, NINE);
    expect(propose("refuse")).toMatchObject({ error: { code: "reason_required" } });
    expect(propose("approve").ok).toBe(true);
  });
  it("what was proposed is signed or sent back, not proposed again; what was not proposed is not signed", () => {
    const proposed = play(["receive", "hand_over", "propose"]).state;
    const fresh = play(["receive", "hand_over"]).state;
    expect(proposed && findObjection(proposed, "propose", NINE)).toEqual({ code: "already_proposed" });
    expect(fresh && findObjection(fresh, "sign", NINE)).toEqual({ code: "nothing_proposed" });
  });
  it("a proposed refusal is signed as a refusal", () => {
    const { state, events } = play(["receive", "hand_over"]);
    const proposed = decideTransition(state, complete("propose", NINE + 9e7, "refuse"), NINE);
    const after = proposed.ok ? applyEvent(state, proposed.value) : null;
    const signed = decideTransition(after, complete("sign", NINE + 1e8), NINE + 9e7);
    expect(signed).toMatchObject({ ok: true, value: { type: "decided", outcome: "refused" } });
    expect(events).toHaveLength(2);
  });
  it("an entry is voided on its own day only", () => {
    const { state } = play(["receive"]);
    const on = (iso: string) => decideTransition(state, complete("void", Date.parse(iso)), NINE).ok;
    expect([on("2026-11-20T23:59:00+07:00"), on("2026-11-21T00:00:00+07:00")]).toEqual([true, false]);
  });
  it("nothing is done before what was done last", () => {
    const { state } = play(["receive"]);
    expect(decideTransition(state, complete("hand_over", NINE - 1), NINE)).toMatchObject({
      error: { code: "before_last_event" },
    });
  });
  it("a waiting or stopped dossier is never reported as done to the national portal", () => {
    for (const state of ["SUPPLEMENT_WAIT", "FINANCE_WAIT", "STOPPED", "WITHDRAWN"] as const)
      expect(NATIONAL_STATUS[state]).not.toBe(9);
  });
});

describe("any sequence of actions", () => {
  const sequences = fc.array(fc.constantFrom(...ACTION_NAMES), { maxLength: 40 });

  it("keeps the invariants of a dossier's life", () => {
    fc.assert(
      fc.property(sequences, (names) => {
        const { state, events } = play(names);
        if (state === null) return events.length === 0;
        const ended = state.endedAt !== null;
        return (
          state.seq === events.length &&
          ended === !isOpen(state.state) &&
          (state.state === "RETURNED") === (state.returnedAt !== null) &&
          (state.state === "DECIDED" || state.state === "RETURNED") === (state.outcome !== null) &&
          (isOpen(state.state) || state.state === "DECIDED" ? state.holder !== null : state.holder === null) &&
          (!isWaiting(state.state) || state.supplementCount > 0) &&
          events.filter((event) => event.type === "received").length <= 1 &&
          events.filter((event) => event.type === "decided").length <= 1
        );
      }),
      { numRuns: 2000 },
    );
  });
  it("is what its events fold to", () => {
    fc.assert(
      fc.property(sequences, (names) => {
        const { state, events } = play(names);
        expect(foldEvents(events)).toEqual(state);
      }),
    );
  });
  it("ends for good: nothing follows a terminal state", () => {
    for (const state of ["INTAKE_REFUSED", "RETURNED", "WITHDRAWN", "STOPPED", "VOIDED"] as const)
      expect(ACTIONS[state]).toEqual([]);
  });
  it("reaches every state that the table names, but the one that waits for the treasury", () => {
    const seen = new Set<string>();
    let frontier: (DossierState | null)[] = [null];
    for (let depth = 0; depth < 7; depth += 1) {
      const next: DossierState[] = [];
      for (const state of frontier) {
        for (const name of ACTIONS[state?.state ?? "NEW"]) {
          const decided = decideTransition(state, complete(name, NINE), null);
          if (decided.ok) next.push(applyEvent(state, decided.value));
        }
      }
      for (const { state } of next) seen.add(state);
      frontier = next;
    }
    expect(LEGAL_STATES.filter((state) => !seen.has(state))).toEqual(["FINANCE_WAIT"]);
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
