import { componentsOf } from "#procedures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice } from "../../../test/support/office.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";

let at: Counter;

beforeAll(async () => {
  at = await openCounter();
});
afterAll(() => setServerTime(undefined));

describe("the way of a dossier", () => {
  it("goes from the counter to its result, one event for each step, and each number is one look-up away", async () => {
    setServerTime("2026-11-20T09:00:00+07:00");
    const dossier = await at.receive();
    expect(dossier.code).toMatch(new RegExp(`^${at.office.prefix.replace(".", "\\.")}-261120-\\d{4}$`));
    const { specialist, leader } = at.office.staff;
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    await at.act("specialist", dossier, 2, "propose", { proposal: "approve", toPersonId: leader.personId });
    await at.act("leader", dossier, 3, "sign", { documentNo: "12/2026" });
    await at.act("receiving_officer", dossier, 4, "mark_result_ready");
    const done = await at.act("receiving_officer", dossier, 5, "return", {
      receiverName: "Nguyễn Văn Bình",
      relation: "submitter",
    });
    expect(done.state).toBe("RETURNED");
    const shown = (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{
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
    const dossier = await at.receive();
    const shown = (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ dueAt: string }>();
    expect(shown.dueAt).toBe("2026-11-23T10:00:00.000Z");
    setServerTime(undefined);
  });

  it("waits while the applicant supplements it, and the clock starts anew afterwards (Decree 61/2018 a.19.4)", async () => {
    const dossier = await at.receive();
    const { specialist } = at.office.staff;
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    const asked = await at.act("specialist", dossier, 2, "request_supplement", {
      items: "Giấy chứng sinh\nCăn cước của mẹ",
      reason: "Thiếu giấy",
    });
    expect(asked.state).toBe("SUPPLEMENT_WAIT");
    const waiting = (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ pausedAt: string | null }>();
    expect(waiting.pausedAt).not.toBeNull();
    const back = await at.act("receiving_officer", dossier, 3, "receive_supplement", { present: [0, 1] });
    expect(back.state).toBe("PROCESSING");
    const running = (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{
      pausedAt: string | null;
      holderPersonId: number;
    }>();
    expect(running).toMatchObject({ pausedAt: null, holderPersonId: specialist.personId });
  });

  it("gets its code only when it is accepted (Decree 61/2018 a.17.3): a completion slip has a number of its own", async () => {
    const asked = await at.asks(
      "receiving_officer",
      "POST",
      "/api/v1/dossiers",
      at.receipt({ components: at.components(false), decision: "request_intake_supplement", reason: "Thiếu giấy chứng sinh" }),
    );
    const slip = asked.json<Done>();
    expect(slip.code).toMatch(/-HD\d{4}$/);
    expect(
      await refusalOf(at.asks("receiving_officer", "POST", `/api/v1/dossiers/${slip.id}/actions`, { action: "receive", seq: 1 })),
    ).toEqual({ status: 422, code: "component_missing" });
    const accepted = await at.act("receiving_officer", slip, 1, "receive", { components: at.components() });
    expect(accepted.code).toMatch(/-\d{6}-\d{4}$/);
    expect(accepted.state).toBe("ACCEPTED");
  });
});

describe("what the counter refuses", () => {
  it("names every missing paper at once, each at its field (R-02: one request, complete)", async () => {
    const answer = await at.asks(
      "receiving_officer",
      "POST",
      "/api/v1/dossiers",
      at.receipt({ components: at.components(false) }),
    );
    const required = componentsOf(at.procedure.definition, at.procedure.definition.cases[0]?.code).filter(
      (component) => component.required,
    );
    const { errors } = answer.json<{ errors: { field: string; message: string }[] }>();
    expect(errors).toHaveLength(required.length);
    expect(errors[0]?.field).toMatch(/^components\.\d+\.original$/);
    for (const { name } of required) expect(answer.body).toContain(JSON.stringify(name).slice(1, -1));
  });
  it("a dossier without a required component (R-01)", async () => {
    expect(
      await refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ components: at.components(false) }))),
    ).toEqual({ status: 422, code: "component_missing" });
  });
  it("a paper that the procedure does not name (R-36)", async () => {
    expect(
      await refusalOf(
        at.asks(
          "receiving_officer",
          "POST",
          "/api/v1/dossiers",
          at.receipt({ components: [...at.components(), { code: "X-1", original: 1 }] }),
        ),
      ),
    ).toEqual({ status: 422, code: "unknown_component" });
  });
  it("an unknown unit, an unknown procedure, an identity that does not match", async () => {
    const tries = [
      at.receipt({ unitId: 2_000_000_000 }),
      at.receipt({ procedureVersionId: 2_000_000_000 }),
      at.receipt({ identityCheck: { method: "vneid", result: "mismatched" } }),
    ];
    const refusals = await Promise.all(
      tries.map((body) => refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", body))),
    );
    expect(refusals.map((refusal) => refusal.code)).toEqual(["unknown_unit", "procedure_not_found", "identity_mismatched"]);
  });
  it("the counter of another agency, whoever names it", async () => {
    const { oneStopId } = await makeOffice((await testDatabase()).app);
    expect(await refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ unitId: oneStopId })))).toEqual({
      status: 403,
      code: "not_allowed",
    });
  });
  it("somebody who is not born yet", async () => {
    const parties = { owner: { name: "Nguyễn Văn An", dateOfBirth: "2995-01-01" } };
    expect(await refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ parties })))).toEqual({
      status: 422,
      code: "born_in_future",
    });
  });
  it("a refusal without a reason, and a null character in a name", async () => {
    expect(
      (await refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ decision: "refuse_at_intake" }))))
        .code,
    ).toBe("reason_required");
    expect(
      (
        await refusalOf(
          at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ parties: { owner: { name: "An\u0000h" } } })),
        )
      ).code,
    ).toBe("invalid_characters");
  });
  it("ten megabytes of text in a name", async () => {
    expect(
      await refusalOf(
        at.asks(
          "receiving_officer",
          "POST",
          "/api/v1/dossiers",
          at.receipt({ parties: { owner: { name: "A".repeat(10_000_000) } } }),
        ),
      ),
    ).toEqual({ status: 413, code: "body_too_large" });
  });
});
