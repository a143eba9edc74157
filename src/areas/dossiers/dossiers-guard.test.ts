import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice } from "../../../test/support/office.ts";
import { inTransaction } from "#platform/db/tx.ts";

let at: Counter;

beforeAll(async () => {
  at = await openCounter();
});
afterAll(() => setServerTime(undefined));

describe("who may do what", () => {
  it("an administrator sees no dossier, not even by its id", async () => {
    const dossier = await at.receive();
    expect((await at.asks("administrator", "GET", `/api/v1/dossiers/${dossier.id}`)).status).toBe(403);
  });
  it("another agency's staff get the same answer as for a dossier that does not exist", async () => {
    const dossier = await at.receive();
    const other = await makeOffice((await testDatabase()).app);
    const foreign = await ask("GET", `/api/v1/dossiers/${dossier.id}`, other.staff.leader);
    const missing = await ask("GET", "/api/v1/dossiers/999999999", other.staff.leader);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.json<{ code: string }>().code).toBe(missing.json<{ code: string }>().code);
    expect(
      (
        await ask("POST", `/api/v1/dossiers/${dossier.id}/actions`, other.staff.receiving_officer, {
          action: "withdraw",
          seq: 1,
          reason: "x",
        })
      ).status,
    ).toBe(404);
  });
  it("only the one who holds it proposes, and nobody signs what was not proposed", async () => {
    const dossier = await at.receive();
    const { specialist, leader } = at.office.staff;
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    expect(
      (
        await refusalOf(
          at.asks("division_head", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
            action: "propose",
            seq: 2,
            proposal: "approve",
            toPersonId: leader.personId,
          }),
        )
      ).code,
    ).toBe("not_the_holder");
    expect(
      (await refusalOf(at.asks("leader", "POST", `/api/v1/dossiers/${dossier.id}/actions`, { action: "sign", seq: 2 }))).code,
    ).toBe("nothing_proposed");
  });
  it("is proposed to someone who signs; a division head takes it over first and then proposes it", async () => {
    const dossier = await at.receive();
    const { specialist, division_head: head, leader } = at.office.staff;
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    const propose = { proposal: "approve" } as const;
    expect((await at.refusalOfAction("specialist", dossier, 2, "propose", { ...propose, toPersonId: head.personId })).code).toBe(
      "receiver_has_no_such_role",
    );
    await at.act("specialist", dossier, 2, "forward", { toPersonId: head.personId });
    await at.act("division_head", dossier, 3, "propose", { ...propose, toPersonId: leader.personId });
    expect((await at.act("leader", dossier, 4, "sign")).state).toBe("DECIDED");
  });
  it("a dossier is not handed to someone who holds no fitting post", async () => {
    const dossier = await at.receive();
    expect(
      (
        await refusalOf(
          at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
            action: "hand_over",
            seq: 1,
            toPersonId: at.office.staff.administrator.personId,
          }),
        )
      ).code,
    ).toBe("receiver_has_no_such_role");
    expect(
      (
        await refusalOf(
          at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
            action: "hand_over",
            seq: 1,
            toPersonId: 999_999_999,
          }),
        )
      ).code,
    ).toBe("receiver_not_in_agency");
  });
});

describe("acting for someone else", () => {
  it("a delegate signs in the leader's post for the period of the decision, and the event names both", async () => {
    const { specialist, leader, division_head: delegate } = at.office.staff;
    const dossier = await at.receive();
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    await at.act("specialist", dossier, 2, "propose", { proposal: "approve", toPersonId: leader.personId });
    expect((await at.refusalOfAction("division_head", dossier, 3, "sign")).status).toBe(403);

    const { superuser } = await testDatabase();
    await superuser.query(
      `insert into delegation (from_assignment_id, to_person_id, during, decision_no)
       select id, $2, daterange(current_date - 1, current_date + 2), '15/QĐ-UBND' from assignment where person_id = $1`,
      [leader.personId, delegate.personId],
    );
    await at.act("division_head", dossier, 3, "sign");
    const shown = await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`);
    const { events } = shown.json<{
      events: { type: string; actorName: string; actorRole: string; onBehalfOf: string | null }[];
    }>();
    expect(events.at(-1)).toMatchObject({
      type: "decided",
      actorName: delegate.name,
      actorRole: "leader",
      onBehalfOf: leader.name,
    });
  });
});

describe("nothing twice, nothing half", () => {
  it("the same key gives the same answer and one dossier; another content under it is refused", async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all(
      [1, 2].map(() => at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt(), key)),
    );
    expect(second?.body).toBe(first?.body);
    expect(
      await refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ subject: "Khác" }), key)),
    ).toEqual({
      status: 422,
      code: "idempotency_key_reused",
    });
  });
  it("of two officers acting at once one is told what the other did", async () => {
    const dossier = await at.receive();
    const { specialist } = at.office.staff;
    const tries = await Promise.all([
      at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
        action: "hand_over",
        seq: 1,
        toPersonId: specialist.personId,
      }),
      at.asks("one_stop_head", "POST", `/api/v1/dossiers/${dossier.id}/actions`, { action: "void", seq: 1, reason: "Nhập sai" }),
    ]);
    expect(tries.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    expect(tries.find((answer) => answer.status === 409)?.json<{ code: string }>().code).toBe("dossier_changed");
  });
  it("numbers of a day are unique and without gaps under concurrency, and a voided one stays consumed", async () => {
    setServerTime("2026-11-18T09:00:00+07:00");
    const dossiers = await Promise.all(Array.from({ length: 20 }, () => at.receive()));
    await at.act("one_stop_head", dossiers[19] as Done, 1, "void", { reason: "Nhập sai" });
    const next = await at.receive();
    const numbers = [...dossiers, next].map((dossier) => Number(dossier.code.slice(-4))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    setServerTime(undefined);
  });
  it("each command leaves its event, audit row and outbox row together", async () => {
    const dossier = await at.receive();
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query(
      `select (select count(*)::int from dossier_event where dossier_id = $1) as events,
              (select count(*)::int from audit where subject = 'dossier:' || $1 and outcome = 'done') as audits,
              (select count(*)::int from outbox where topic = 'dossier.received' and subject = $1::text) as outbox`,
      [dossier.id],
    );
    expect(rows[0]).toEqual({ events: 1, audits: 1, outbox: 1 });
  });
  it("without a context the application role sees and writes nothing", async () => {
    await at.receive();
    const { app } = await testDatabase();
    const { rows } = await app.query(
      "select (select count(*)::int from dossier) as dossiers, (select count(*)::int from dossier_event) as events",
    );
    expect(rows[0]).toEqual({ dossiers: 0, events: 0 });
    await expect(
      inTransaction(app, { accountId: null, agencies: [] }, (tx) =>
        tx
          .insertInto("dossier_counter")
          .values({ agency_id: at.office.agencyId, series: "dossier", day: "2026-01-01", last_number: 1 })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe("finding a dossier", () => {
  it("by name without diacritics, by ID number, phone and code", async () => {
    const dossier = await at.receive({
      parties: { owner: { name: "Hoà Thị Đoan Trang", idNumber: "079206009999", phone: "0987 654 321" } },
    });
    for (const q of ["hoa thi doan", "Hòa Thị Đoan", "079206009999", "0987654321", dossier.code]) {
      const found = (await at.asks("specialist", "GET", `/api/v1/dossiers?q=${encodeURIComponent(q)}`)).json<{
        items: { id: number }[];
      }>();
      expect(
        found.items.map((item) => item.id),
        q,
      ).toContain(dossier.id);
    }
  });
  it("page after page, each dossier once", async () => {
    const seen: number[] = [];
    let after = "";
    do {
      const answer = await at.asks("specialist", "GET", `/api/v1/dossiers?limit=7${after}`);
      const body = answer.json<{ items: { id: number }[]; next: string | null }>();
      seen.push(...body.items.map((item) => item.id));
      after = body.next === null ? "" : `&after=${encodeURIComponent(body.next)}`;
    } while (after !== "");
    expect(new Set(seen).size).toBe(seen.length);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select count(*)::int as n from dossier where agency_id = $1", [at.office.agencyId]);
    expect(seen.length).toBe(rows[0].n);
  });
});
