import { h } from "preact";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DossierExtension, extendDossiers, recordFact } from "#dossiers";
import { execute } from "#platform/db/command.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { actingAs } from "../../../test/support/play-dossier.ts";

let at: Counter;
let wired: readonly DossierExtension[];

beforeAll(async () => {
  setServerTime(undefined);
  at = await openCounter();
  // The server under test wires the real areas first.
  await at.asks("leader", "GET", "/api/v1/dossiers");
  wired = extendDossiers([]);
});
// The next test file runs in the same process.
afterAll(() => void extendDossiers(wired));

const shown = async (id: number) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{
    seq: number;
    stateSeq: number;
    facts: { payment: { owedBefore: number }; custody: { originalsHeld: number } };
    events: { type: string; seq: number; payload: Record<string, unknown>; state: string }[];
  }>();

const fee: DossierExtension = {
  name: "fees",
  follow: async (_tx, _unit, { type, attempt }) =>
    type === "received"
      ? [{ type: "payment_changed", at: attempt.at, payment: { state: "due", owedBefore: 8000, owedAfter: 0 } }]
      : [],
};

async function record(
  dossierId: number,
  fact: Parameters<typeof recordFact>[4],
  role: "receiving_officer" | "leader" = "leader",
) {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [at.office.agencyId] };
  const call = { name: "test.fact", scope, actorKey: "test", input: null, agencyId: at.office.agencyId };
  return execute(app, call, (tx, unit) => recordFact(tx, unit, actingAs(at.office, role), dossierId, fact, new Date()));
}

const paid = { type: "payment_changed", payment: { state: "paid", owedBefore: 0, owedAfter: 0 } } as const;

describe("what other areas add to a dossier", () => {
  it("follows with facts in the same command, which hold the next action back until they are settled", async () => {
    extendDossiers([fee]);
    const dossier = await at.receive();
    const before = await shown(dossier.id);
    expect(before).toMatchObject({ seq: 2, stateSeq: 1, facts: { payment: { owedBefore: 8000 } } });
    expect(before.events.map(({ type, state }) => [type, state])).toEqual([
      ["received", "ACCEPTED"],
      ["payment_changed", "ACCEPTED"],
    ]);
    const to = { toPersonId: at.office.staff.specialist.personId };
    expect(await at.refusalOfAction("receiving_officer", dossier, 2, "hand_over", to)).toEqual({
      status: 409,
      code: "payment_due",
    });
    expect(await record(dossier.id, paid)).toEqual({ seq: 3 });
    expect((await at.act("receiving_officer", dossier, 3, "hand_over", to)).state).toBe("PROCESSING");
  });

  it("a fact does not disturb an officer who opened the page before it; an event of the way does", async () => {
    extendDossiers([]);
    const dossier = await at.receive();
    await record(dossier.id, { type: "sync_changed", system: "portal", sync: "sent" });
    const to = { toPersonId: at.office.staff.specialist.personId };
    expect((await at.act("receiving_officer", dossier, 1, "hand_over", to)).seq).toBe(3);
    expect(await at.refusalOfAction("specialist", dossier, 1, "forward", to)).toEqual({ status: 409, code: "dossier_changed" });
    expect(await at.refusalOfAction("specialist", dossier, 4, "forward", to)).toEqual({ status: 409, code: "dossier_changed" });
  });

  it("a guard refuses a receipt and an action, and nothing is written", async () => {
    extendDossiers([
      {
        name: "strict",
        guard: async (_tx, { action, dossier }) => {
          if (action === "receive" && dossier === undefined) throw dossierRefusal("unknown_case");
          if (action === "hand_over") throw dossierRefusal("nothing_proposed");
        },
      },
    ]);
    expect(await refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt()))).toMatchObject({
      code: "unknown_case",
    });
    extendDossiers([]);
    const dossier = await at.receive();
    extendDossiers([{ name: "strict", guard: () => Promise.reject(dossierRefusal("nothing_proposed")) }]);
    const to = { toPersonId: at.office.staff.specialist.personId };
    expect(await at.refusalOfAction("receiving_officer", dossier, 1, "hand_over", to)).toMatchObject({
      code: "nothing_proposed",
    });
    expect((await at.refusalOfAction("receiving_officer", dossier, 1, "mark_result_ready")).code).toBe("illegal_transition");
    expect((await shown(dossier.id)).seq).toBe(1);
  });

  it("what a follower fails at undoes the whole command", async () => {
    extendDossiers([{ name: "broken", follow: async (_tx, unit) => (unit.write({ sql: "select 1/0", parameters: [] }), []) }]);
    const answer = await at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ subject: "Không được ghi" }));
    expect(answer.status).toBe(500);
    extendDossiers([]);
    const list = await at.asks("leader", "GET", `/api/v1/dossiers?q=${encodeURIComponent("Không được ghi")}`);
    expect(list.json<{ items: unknown[] }>().items).toEqual([]);
  });

  it("sections stand on the page in their order, and one that has nothing to show is left out", async () => {
    extendDossiers([
      { name: "a", panel: { order: 20, title: () => "Phần hai", load: async () => h("p", null, "nội dung hai") } },
      { name: "b", panel: { order: 10, title: () => "Phần một", load: async () => h("p", null, "nội dung một") } },
      { name: "c", panel: { order: 15, title: () => "Phần rỗng", load: async () => undefined } },
    ]);
    const dossier = await at.receive();
    const { body } = await at.asks("specialist", "GET", `/ho-so/${dossier.id}`);
    expect(body.indexOf("Phần một")).toBeGreaterThan(0);
    expect(body.indexOf("Phần một")).toBeLessThan(body.indexOf("Phần hai"));
    expect(body).not.toContain("Phần rỗng");
    extendDossiers([]);
  });

  it("an area that is wired twice stops the start", () => {
    expect(() => extendDossiers([fee, fee])).toThrow("extended twice");
  });

  it("a fact about another agency's dossier is refused", async () => {
    const other = await openCounter();
    const dossier = await other.receive();
    await expect(record(dossier.id, paid)).rejects.toMatchObject({ code: "dossier_not_found" });
  });
});
