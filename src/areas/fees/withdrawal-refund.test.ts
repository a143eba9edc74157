import { beforeAll, describe, expect, it } from "vitest";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { refundableOnWithdrawal, refundRulesOn } from "./withdrawal-refund.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
});

/** Certification of a signature: 10.000 đồng, collected before. */
async function receivePaid(): Promise<Done> {
  const { app } = await testDatabase();
  const procedure = await starterProcedure(app, "2.000884");
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const components = procedure.definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  const dossier = await at.receive({ procedureVersionId: procedure.versionId, caseCode, components });
  const paid = await at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/payments`, { method: "cash" });
  expect(paid.status, paid.body).toBe(201);
  return dossier;
}

interface Shown {
  readonly seq: number;
  readonly state: string;
  readonly facts: {
    readonly payment: { readonly state: string };
    readonly custody: { readonly originalsHeld: number; readonly place: string };
  };
}
const shown = async ({ id }: Done) => (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<Shown>();
const page = async ({ id }: Done) => (await at.asks("leader", "GET", `/ho-so/${id}`)).body;
const withdraw = async (dossier: Done, more: object = {}) =>
  at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/actions`, {
    action: "withdraw",
    seq: (await shown(dossier)).seq,
    reason: "Không còn nhu cầu",
    ...more,
  });
const proposalOf = async ({ id }: Done) =>
  (
    await (
      await testDatabase()
    ).superuser.query<{ id: number; amount_vnd: string; reason: string; basis: string }>(
      "select id, amount_vnd, reason, basis from fee_proposal where dossier_id = $1 and kind = 'refund'",
      [id],
    )
  ).rows;

describe("withdrawing a dossier that was paid for", () => {
  it("proposes the refund, gives originals and papers back in the same act, and says what is still to be done", async () => {
    const dossier = await receivePaid();
    for (const name of ["Giấy chứng sinh", "Sổ hộ khẩu"]) {
      const taken = await at.asks("receiving_officer", "POST", `/ho-so/${dossier.id}/ban-chinh`, { name, quantity: "1" });
      expect(taken.status).toBe(303);
    }
    const done = await withdraw(dossier, { giveOriginals: "yes", givenTo: "Trần Thị Bình" });
    expect(done.status, done.body).toBe(200);
    expect(await shown(dossier)).toMatchObject({
      state: "WITHDRAWN",
      facts: { payment: { state: "refund_requested" }, custody: { originalsHeld: 0, place: "returned" } },
    });
    const [proposal, ...others] = await proposalOf(dossier);
    expect(others).toEqual([]);
    expect(proposal).toMatchObject({ amount_vnd: 10_000, reason: "Không còn nhu cầu" });
    expect(proposal?.basis).toContain("97/2015/QH13");
    const before = await page(dossier);
    expect(before).toContain("Việc còn lại");
    expect(before).toContain("Chờ lãnh đạo duyệt hoàn 10.000 đ");
    expect(before).toContain("Đã trả cho Trần Thị Bình");
    expect(before).not.toContain("bản chính đang giữ");
    const decide = (role: "leader") =>
      at.asks(role, "POST", `/thu-phi/de-nghi/${proposal?.id}/quyet-dinh`, { decision: "approved" });
    expect((await decide("leader")).status).toBe(303);
    expect(await page(dossier)).toContain("Chi trả 10.000 đ đã được duyệt hoàn");
    const paid = await at.asks("receiving_officer", "POST", `/thu-phi/de-nghi/${proposal?.id}/chi-tra`, { method: "cash" });
    expect(paid.status, paid.body.slice(0, 200)).toBe(303);
    expect((await shown(dossier)).facts.payment.state).toBe("refunded");
    expect(await page(dossier)).not.toContain("Việc còn lại");
  });

  it("leaves what was not given back as work, and gives no more than the rules let, less where the officer says so", async () => {
    const dossier = await receivePaid();
    await at.asks("receiving_officer", "POST", `/ho-so/${dossier.id}/ban-chinh`, { name: "Sổ hộ khẩu", quantity: "2" });
    expect(await refusalOf(withdraw(dossier, { refundVnd: 10_001 }))).toEqual({ status: 422, code: "refund_beyond_rules" });
    expect((await shown(dossier)).state).toBe("ACCEPTED");
    expect((await withdraw(dossier, { refundVnd: 4000 })).status).toBe(200);
    expect(await proposalOf(dossier)).toMatchObject([{ amount_vnd: 4000 }]);
    const shownPage = await page(dossier);
    expect(shownPage).toContain("Trả 2 bản chính đang giữ");
    const none = await receivePaid();
    expect((await withdraw(none, { refundVnd: 0 })).status).toBe(200);
    expect(await proposalOf(none)).toEqual([]);
    expect(await page(none)).toContain("Đã thu 10.000 đ, không hoàn");
  });

  it("gives back only what the rules of the day let in the state of the dossier", () => {
    const rules = refundRulesOn("2026-11-20");
    expect(rules.verified).toBe(false);
    const line = (kind: "fee" | "charge" | "other") => ({ kind, paidVnd: 1000, refundedVnd: 200 });
    const lines = [line("fee"), line("charge"), line("other")];
    expect(refundableOnWithdrawal(lines, "ACCEPTED", rules)).toBe(2400);
    expect(refundableOnWithdrawal(lines, "PROCESSING", rules)).toBe(800);
    expect(refundableOnWithdrawal(lines, "DECIDED", rules)).toBe(0);
  });
});
