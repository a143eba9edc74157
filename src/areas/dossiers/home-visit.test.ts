import { beforeAll, describe, expect, it } from "vitest";
import { ask, testApp } from "../../../test/support/app.ts";
import { type Counter, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice } from "../../../test/support/office.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
});

const VISITS = "/ho-so/tai-nha";
const visit = { place: "Thôn Nà Mạ, nhà bà Lò Thị Mai", reason: "elderly" };
const receiveWith = (change: Record<string, unknown>) =>
  refusalOf(at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt(change)));

describe("a dossier that is taken at a home", () => {
  it("says where and why, in its page and in the list that counts by reason; voided and other agencies' ones are not counted", async () => {
    const one = await at.receive({ visit });
    const other = await at.receive({ visit: { place: "Nhà văn hóa thôn 3", reason: "outreach" } });
    const counter = await at.receive();
    const voided = await at.receive({ visit });
    await at.act("one_stop_head", voided, 1, "void", { reason: "Nhập sai" });
    expect((await at.asks("specialist", "GET", `/ho-so/${one.id}`)).body).toContain("nhà bà Lò Thị Mai – Người cao tuổi");
    expect((await at.asks("specialist", "GET", `/ho-so/${counter.id}`)).body).not.toContain("Tiếp nhận tại nhà, lưu động</dt>");
    const page = (await at.asks("leader", "GET", VISITS)).body;
    expect(page).toContain("2 hồ sơ tiếp nhận tại nhà");
    for (const { code } of [one, other]) expect(page).toContain(code);
    for (const { code } of [counter, voided]) expect(page).not.toContain(code);
    const elderly = (await at.asks("leader", "GET", `${VISITS}?reason=elderly`)).body;
    expect(elderly).toContain(one.code);
    expect(elderly).not.toContain(other.code);
    const csv = (await at.asks("leader", "GET", `${VISITS}/xuat.csv`)).body;
    expect(csv.trim().split("\n")).toHaveLength(3);
    expect(csv).toContain("Ngày tiếp nhận lưu động");
    expect((await at.asks("leader", "GET", `${VISITS}?from=01/01/2020&to=31/01/2020`)).body).toContain("0 hồ sơ");
    const stranger = await makeOffice((await testDatabase()).app);
    expect((await ask("GET", VISITS, stranger.staff.leader)).body).not.toContain(one.code);
  });

  it("is refused without a reason or place, with a reason that is none, and by another channel; what was typed is kept", async () => {
    expect(await receiveWith({ visit: { place: "Thôn 1" } })).toMatchObject({ status: 422 });
    expect(await receiveWith({ visit: { place: "", reason: "elderly" } })).toMatchObject({ status: 422 });
    expect(await receiveWith({ visit: { ...visit, reason: "fun" } })).toEqual({ status: 422, code: "unknown_visit_reason" });
    expect(await receiveWith({ visit, channel: "post" })).toEqual({ status: 422, code: "visit_not_by_counter" });
    const fields = {
      decision: "receive",
      unitId: String(at.office.oneStopId),
      caseCode: String(at.receipt()["caseCode"]),
      "parties.owner.name": "Lò Thị Mai",
      "visit.place": "Thôn Nà Mạ",
      "visit.reason": "",
      "identityCheck.method": "cccd_card",
      "identityCheck.result": "matched",
    };
    const answer = await (
      await testApp()
    ).inject({
      method: "POST",
      url: `/ho-so/tiep-nhan/${at.procedure.versionId}`,
      headers: {
        authorization: `Bearer ${at.office.staff.receiving_officer.token}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      payload: new URLSearchParams(fields).toString(),
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="Thôn Nà Mạ"');
    expect(answer.body).toMatch(/name="visit.reason"[^>]*aria-invalid/);
    // Nothing typed of a visit is no visit.
    expect((await at.receive({ visit: { place: "", reason: "" } })).code).toMatch(/-/);
  });
});
