import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "../../../test/support/office.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { componentsOf, type Procedure } from "#procedures";

let office: Office;
let procedure: Procedure;

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  procedure = await starterProcedure(app);
});
afterAll(() => setServerTime(undefined));

const asks = (role: StaffRole, method: "GET" | "POST", url: string, body?: unknown, key?: string) =>
  ask(method, url, office.staff[role], body, key);

const components = (complete = true) =>
  componentsOf(procedure.definition, procedure.definition.cases[0]?.code).map((component) => ({
    code: component.code,
    original: component.required && complete ? 1 : 0,
  }));

const receipt = (change: Record<string, unknown> = {}) => ({
  unitId: office.oneStopId,
  procedureVersionId: procedure.versionId,
  caseCode: procedure.definition.cases[0]?.code ?? "default",
  parties: { owner: { name: "Nguyễn Minh An", idNumber: "001206001234", phone: "0912 345 678" } },
  subject: "Khai sinh cho con",
  components: components(),
  identityCheck: { method: "cccd_card", result: "matched" },
  ...change,
});

interface Done {
  readonly id: number;
  readonly code: string;
  readonly seq: number;
  readonly state: string;
}

async function receive(change: Record<string, unknown> = {}): Promise<Done> {
  const answer = await asks("receiving_officer", "POST", "/api/v1/dossiers", receipt(change));
  expect(answer.status, answer.body).toBe(201);
  return { ...answer.json<{ id: number; code: string }>(), seq: 1, state: "ACCEPTED" };
}

async function act(
  role: StaffRole,
  dossier: { id: number },
  seq: number,
  action: string,
  input: Record<string, unknown> = {},
): Promise<Done> {
  const answer = await asks(role, "POST", `/api/v1/dossiers/${dossier.id}/actions`, { action, seq, ...input });
  expect(answer.status, answer.body).toBe(200);
  return answer.json<Done>();
}

const refusalOf = async (answer: Promise<{ status: number; json: <T>() => T }>) => {
  const { status, json } = await answer;
  return { status, code: json<{ code: string }>().code };
};

describe("the way of a dossier", () => {
  it("goes from the counter to its result, one event for each step, and each number is one look-up away", async () => {
    setServerTime("2026-11-20T09:00:00+07:00");
    const dossier = await receive();
    expect(dossier.code).toMatch(new RegExp(`^${office.prefix.replace(".", "\\.")}-261120-\\d{4}$`));
    const { specialist, leader } = office.staff;
    await act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    await act("specialist", dossier, 2, "propose", { proposal: "approve", toPersonId: leader.personId });
    await act("leader", dossier, 3, "sign", { documentNo: "12/2026" });
    await act("receiving_officer", dossier, 4, "mark_result_ready");
    const done = await act("receiving_officer", dossier, 5, "return", { receiverName: "Nguyễn Văn Bình", relation: "submitter" });
    expect(done.state).toBe("RETURNED");
    const shown = (await asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{
      dueAt: string;
      events: { type: string }[];
      trackingSecret?: string;
    }>();
    expect(shown.events.map((event) => event.type)).toEqual([
      "received",
      "handed_over",
      "proposed",
      "decided",
      "result_ready",
      "returned",
    ]);
    expect(shown.dueAt).toBe("2026-11-20T10:00:00.000Z");
    expect(shown.trackingSecret).toBeUndefined();
    setServerTime(undefined);
  });

  it("is due on the next working day when a same-day procedure is received after 15:00 (Law on Civil Status 2014 a.5.3)", async () => {
    setServerTime("2026-11-20T15:00:01+07:00");
    const dossier = await receive();
    const shown = (await asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ dueAt: string }>();
    expect(shown.dueAt).toBe("2026-11-23T10:00:00.000Z");
    setServerTime(undefined);
  });

  it("waits while the applicant supplements it, and the clock starts anew afterwards (Decree 61/2018 a.19.4)", async () => {
    const dossier = await receive();
    const { specialist } = office.staff;
    await act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    const asked = await act("specialist", dossier, 2, "request_supplement", {
      items: "Giấy chứng sinh\nCăn cước của mẹ",
      reason: "Thiếu giấy",
    });
    expect(asked.state).toBe("SUPPLEMENT_WAIT");
    const waiting = (await asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ pausedAt: string | null }>();
    expect(waiting.pausedAt).not.toBeNull();
    const back = await act("receiving_officer", dossier, 3, "receive_supplement");
    expect(back.state).toBe("PROCESSING");
    const running = (await asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{
      pausedAt: string | null;
      holderPersonId: number;
    }>();
    expect(running).toMatchObject({ pausedAt: null, holderPersonId: specialist.personId });
  });

  it("gets its code only when it is accepted (Decree 61/2018 a.17.3): a completion slip has a number of its own", async () => {
    const asked = await asks(
      "receiving_officer",
      "POST",
      "/api/v1/dossiers",
      receipt({ components: components(false), decision: "request_intake_supplement", reason: "Thiếu giấy chứng sinh" }),
    );
    const slip = asked.json<Done>();
    expect(slip.code).toMatch(/-HD\d{4}$/);
    expect(
      await refusalOf(asks("receiving_officer", "POST", `/api/v1/dossiers/${slip.id}/actions`, { action: "receive", seq: 1 })),
    ).toEqual({ status: 422, code: "component_missing" });
    const accepted = await act("receiving_officer", slip, 1, "receive", { components: components() });
    expect(accepted.code).toMatch(/-\d{6}-\d{4}$/);
    expect(accepted.state).toBe("ACCEPTED");
  });
});

describe("what the counter refuses", () => {
  it("a dossier without a required component (R-01)", async () => {
    expect(
      await refusalOf(asks("receiving_officer", "POST", "/api/v1/dossiers", receipt({ components: components(false) }))),
    ).toEqual({ status: 422, code: "component_missing" });
  });
  it("a paper that the procedure does not name (R-36)", async () => {
    expect(
      await refusalOf(
        asks(
          "receiving_officer",
          "POST",
          "/api/v1/dossiers",
          receipt({ components: [...components(), { code: "X-1", original: 1 }] }),
        ),
      ),
    ).toEqual({ status: 422, code: "unknown_component" });
  });
  it("an unknown unit, an unknown procedure, an identity that does not match", async () => {
    const tries = [
      receipt({ unitId: 2_000_000_000 }),
      receipt({ procedureVersionId: 2_000_000_000 }),
      receipt({ identityCheck: { method: "vneid", result: "mismatched" } }),
    ];
    const refusals = await Promise.all(
      tries.map((body) => refusalOf(asks("receiving_officer", "POST", "/api/v1/dossiers", body))),
    );
    expect(refusals.map((refusal) => refusal.code)).toEqual(["unknown_unit", "procedure_not_found", "identity_mismatched"]);
  });
  it("a refusal without a reason, and a null character in a name", async () => {
    expect(
      (await refusalOf(asks("receiving_officer", "POST", "/api/v1/dossiers", receipt({ decision: "refuse_at_intake" })))).code,
    ).toBe("reason_required");
    expect(
      (
        await refusalOf(
          asks("receiving_officer", "POST", "/api/v1/dossiers", receipt({ parties: { owner: { name: "An\u0000h" } } })),
        )
      ).code,
    ).toBe("invalid_characters");
  });
  it("ten megabytes of text in a name", async () => {
    expect(
      await refusalOf(
        asks("receiving_officer", "POST", "/api/v1/dossiers", receipt({ parties: { owner: { name: "A".repeat(10_000_000) } } })),
      ),
    ).toEqual({ status: 413, code: "body_too_large" });
  });
});

describe("who may do what", () => {
  it("an administrator sees no dossier, not even by its id", async () => {
    const dossier = await receive();
    expect((await asks("administrator", "GET", `/api/v1/dossiers/${dossier.id}`)).status).toBe(403);
  });
  it("another agency's staff get the same answer as for a dossier that does not exist", async () => {
    const dossier = await receive();
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
    const dossier = await receive();
    const { specialist, leader } = office.staff;
    await act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    expect(
      (
        await refusalOf(
          asks("division_head", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
            action: "propose",
            seq: 2,
            proposal: "approve",
            toPersonId: leader.personId,
          }),
        )
      ).code,
    ).toBe("not_the_holder");
    expect(
      (await refusalOf(asks("leader", "POST", `/api/v1/dossiers/${dossier.id}/actions`, { action: "sign", seq: 2 }))).code,
    ).toBe("nothing_proposed");
  });
  it("a dossier is not handed to someone who holds no fitting post", async () => {
    const dossier = await receive();
    expect(
      (
        await refusalOf(
          asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
            action: "hand_over",
            seq: 1,
            toPersonId: office.staff.administrator.personId,
          }),
        )
      ).code,
    ).toBe("receiver_has_no_such_role");
    expect(
      (
        await refusalOf(
          asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
            action: "hand_over",
            seq: 1,
            toPersonId: 999_999_999,
          }),
        )
      ).code,
    ).toBe("receiver_not_in_agency");
  });
});

describe("nothing twice, nothing half", () => {
  it("the same key gives the same answer and one dossier; another content under it is refused", async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all(
      [1, 2].map(() => asks("receiving_officer", "POST", "/api/v1/dossiers", receipt(), key)),
    );
    expect(second?.body).toBe(first?.body);
    expect(await refusalOf(asks("receiving_officer", "POST", "/api/v1/dossiers", receipt({ subject: "Khác" }), key))).toEqual({
      status: 422,
      code: "idempotency_key_reused",
    });
  });
  it("of two officers acting at once one is told what the other did", async () => {
    const dossier = await receive();
    const { specialist } = office.staff;
    const tries = await Promise.all([
      asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
        action: "hand_over",
        seq: 1,
        toPersonId: specialist.personId,
      }),
      asks("one_stop_head", "POST", `/api/v1/dossiers/${dossier.id}/actions`, { action: "void", seq: 1, reason: "Nhập sai" }),
    ]);
    expect(tries.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    expect(tries.find((answer) => answer.status === 409)?.json<{ code: string }>().code).toBe("dossier_changed");
  });
  it("numbers of a day are unique and without gaps under concurrency, and a voided one stays consumed", async () => {
    setServerTime("2026-11-18T09:00:00+07:00");
    const dossiers = await Promise.all(Array.from({ length: 20 }, () => receive()));
    await act("one_stop_head", dossiers[19] as Done, 1, "void", { reason: "Nhập sai" });
    const next = await receive();
    const numbers = [...dossiers, next].map((dossier) => Number(dossier.code.slice(-4))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    setServerTime(undefined);
  });
  it("each command leaves its event, audit row and outbox row together", async () => {
    const dossier = await receive();
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query(
      `select (select count(*)::int from dossier_event where dossier_id = $1) as events,
              (select count(*)::int from audit where subject = 'dossier:' || $1 and outcome = 'done') as audits,
              (select count(*)::int from outbox where subject = $1::text) as outbox`,
      [dossier.id],
    );
    expect(rows[0]).toEqual({ events: 1, audits: 1, outbox: 1 });
  });
  it("without a context the application role sees and writes nothing", async () => {
    await receive();
    const { app } = await testDatabase();
    const { rows } = await app.query(
      "select (select count(*)::int from dossier) as dossiers, (select count(*)::int from dossier_event) as events",
    );
    expect(rows[0]).toEqual({ dossiers: 0, events: 0 });
    await expect(
      inTransaction(app, { accountId: null, agencies: [] }, (tx) =>
        tx
          .insertInto("dossier_counter")
          .values({ agency_id: office.agencyId, series: "dossier", day: "2026-01-01", last_number: 1 })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe("finding a dossier", () => {
  it("by name without diacritics, by ID number, phone and code", async () => {
    const dossier = await receive({
      parties: { owner: { name: "Hoà Thị Đoan Trang", idNumber: "079206009999", phone: "0987 654 321" } },
    });
    for (const q of ["hoa thi doan", "Hòa Thị Đoan", "079206009999", "0987654321", dossier.code]) {
      const found = (await asks("specialist", "GET", `/api/v1/dossiers?q=${encodeURIComponent(q)}`)).json<{
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
      const answer = await asks("specialist", "GET", `/api/v1/dossiers?limit=7${after}`);
      const body = answer.json<{ items: { id: number }[]; next: string | null }>();
      seen.push(...body.items.map((item) => item.id));
      after = body.next === null ? "" : `&after=${encodeURIComponent(body.next)}`;
    } while (after !== "");
    expect(new Set(seen).size).toBe(seen.length);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select count(*)::int as n from dossier where agency_id = $1", [office.agencyId]);
    expect(seen.length).toBe(rows[0].n);
  });
});
