import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { makeOffice } from "../../../test/support/office.ts";
import { testDatabase } from "../../../test/support/database.ts";

let at: Counter;

const idOf = (role: "specialist" | "division_head" | "receiving_officer" | "leader"): number => at.office.staff[role].personId;
const leave = (change: Record<string, unknown> = {}) => ({
  personId: idOf("specialist"),
  from: "23/11/2026",
  until: "27/11/2026",
  ...change,
});
const record = (role: Parameters<Counter["asks"]>[0], change: Record<string, unknown> = {}) =>
  at.asks(role, "POST", "/api/v1/leaves", leave(change));
const dueOf = async (id: number) => (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ dueAt: string }>().dueAt;

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T08:00:00+07:00");
});
afterAll(() => setServerTime(undefined));

describe("a person's leave", () => {
  it("is refused with its reason, and nothing is written", async () => {
    expect(await refusalOf(record("specialist", { until: "22/11/2026" }))).toMatchObject({ code: "end_before_start" });
    expect(await refusalOf(record("specialist", { until: "27/11/2028" }))).toMatchObject({ code: "leave_too_long" });
    expect(await refusalOf(record("specialist", { personId: idOf("leader") }))).toEqual({ status: 403, code: "leave_of_other" });
    expect(await refusalOf(record("specialist", { substituteId: idOf("specialist") }))).toMatchObject({
      code: "substitute_is_self",
    });
    const { app } = await testDatabase();
    const stranger = (await makeOffice(app)).staff.specialist.personId;
    expect(await refusalOf(record("leader", { personId: stranger }))).toMatchObject({ code: "person_unknown" });
    expect(await refusalOf(record("leader", { substituteId: stranger }))).toMatchObject({ code: "person_unknown" });
    expect((await at.asks("leader", "GET", "/api/v1/leaves")).json<{ items: unknown[] }>().items).toEqual([]);
  });

  it("is recorded by oneself or by whoever leads, once at a time, and taken back by revocation", async () => {
    expect((await record("specialist", { substituteId: idOf("division_head") })).status).toBe(200);
    expect(await refusalOf(record("leader", { from: "27/11/2026", until: "30/11/2026" }))).toEqual({
      status: 409,
      code: "leave_overlaps",
    });
    const away = { personId: idOf("receiving_officer"), substituteId: idOf("specialist") };
    expect(await refusalOf(record("leader", away))).toMatchObject({ code: "substitute_away" });
    const { items } = (await at.asks("leader", "GET", "/api/v1/leaves")).json<{
      items: { id: number; name: string; until: string }[];
    }>();
    expect(items).toMatchObject([{ name: at.office.staff.specialist.name, until: "2026-11-28", revoked: false }]);
    const seen = (await at.asks("receiving_officer", "GET", "/api/v1/leaves")).json<{ items: unknown[] }>();
    expect(seen.items).toEqual([]);
    const revoke = (role: Parameters<Counter["asks"]>[0]) => at.asks(role, "POST", `/nghi-phep/${items[0]?.id}/thu-hoi`, {});
    expect((await revoke("receiving_officer")).status).toBe(403);
    expect((await revoke("leader")).status).toBe(303);
    expect((await revoke("leader")).status).toBe(409);
    expect((await record("leader")).status).toBe(200);
  });

  it("never moves a due date: the office is bound, not the person (Decree 61/2018 article 19)", async () => {
    setServerTime("2026-11-20T09:00:00+07:00");
    const before = await at.receive();
    for (const role of ["receiving_officer", "leader", "division_head"] as const) {
      expect((await record("leader", { personId: idOf(role), from: "20/11/2026", until: "18/12/2026" })).status).toBe(200);
    }
    const after = await at.receive();
    expect(await dueOf(after.id)).toBe(await dueOf(before.id));
    await at.act("receiving_officer", after, 1, "hand_over", { toPersonId: idOf("specialist") });
    expect(await dueOf(after.id)).toBe(await dueOf(before.id));
  });

  it("is said wherever a person is chosen", async () => {
    setServerTime("2026-11-24T09:00:00+07:00");
    const dossier = await at.receive();
    const page = await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`);
    expect(page.body).toContain("(nghỉ đến hết 27/11/2026)");
    const own = await at.asks("leader", "GET", "/nghi-phep");
    expect(own.body).toContain("Đang nghỉ");
    expect(own.body).toContain(`/ho-so/ban-giao?holder=${idOf("specialist")}`);
  });
});
