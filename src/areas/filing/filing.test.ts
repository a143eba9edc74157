import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Answers, Eform } from "#core/eform/index.ts";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import { findMandate } from "#identity";
import { ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import {
  ANSWERS,
  CASE,
  CODE,
  findAs,
  type FilingDesk,
  hours,
  makeCitizen,
  makeFilingDesk,
  MONDAY,
  run,
  scopeOf,
  type TestCitizen,
} from "../../../test/support/filing.ts";
import type { FilingAnswer } from "./answer-filing.ts";
import { findEformOf, insertEform, publishDraft } from "./eform.store.ts";
import { countIntake, listIntake } from "./filing.store.ts";
import { readStarterForms } from "./starter-forms.ts";
import { saveAnswers } from "./save-filing.ts";
import { startFiling } from "./start-filing.ts";
import { discardFiling, moveToNewForm, withdrawFiling } from "./submit-filing.ts";

let desk: FilingDesk;
let citizen: TestCitizen;

const find = (id: number, scope = scopeOf(citizen.accountId)) => findAs(id, scope);
const begin = () => desk.begin(citizen);
const fill = (id: number, answers?: Answers) => desk.fill(citizen, id, answers);
const send = (id: number, revision: number, now?: Date) => desk.send(citizen, id, revision, now);
const answer = (id: number, given: FilingAnswer) => desk.answer(id, given);
const accepted = () => ({ name: "accept", found: desk.found() }) as const;

beforeAll(async () => {
  desk = await makeFilingDesk();
});

beforeEach(async () => {
  citizen = await makeCitizen();
});

describe("the forms that ship", () => {
  it("are ten, can be filled in, name their source and claim no verification", () => {
    const forms = readStarterForms();
    expect(forms).toHaveLength(10);
    expect(forms.every(({ verified, source }) => !verified && source.length > 20)).toBe(true);
  });
});

describe("a draft", () => {
  it("has filled in what the electronic identity says, and says so", async () => {
    const filing = await find(await begin());
    expect(filing?.answers).toMatchObject({
      applicantName: "Nguyễn Thị Mai",
      applicantBorn: "14/03/1988",
      "applicantHome.detail": "Số 12",
    });
    expect(filing?.filled).toMatchObject({ applicantName: "identity", applicantId: "identity" });
  });

  it("keeps what is wrong as it was typed, and knows a commune by its name", async () => {
    const id = await begin();
    await fill(id, { ...ANSWERS, childBorn: "32/13/2026" });
    const kept = await find(id);
    expect(kept?.answers).toMatchObject({ childBorn: "32/13/2026", "birthPlace.unit": "00004" });
    await expect(send(id, kept?.revision ?? 0)).rejects.toThrow("form_incomplete");
  });

  it("tells the second of two devices, and loses neither's words", async () => {
    const id = await begin();
    const revision = (await find(id))?.revision ?? 0;
    const save = (childName: string) =>
      run(scopeOf(citizen.accountId), (tx, unit) =>
        saveAnswers(tx, unit, { id, revision, section: "child", typed: { childName } }, MONDAY),
      );
    await save("Một");
    await expect(save("Hai")).rejects.toThrow("filing_changed_elsewhere");
    expect((await find(id))?.answers["childName"]).toBe("Một");
  });

  it("takes no answer that the page does not ask", async () => {
    const id = await begin();
    const typed = { childName: "An", applicantName: "Người khác", __proto__x: "1", "members.0.x": "1" };
    const revision = (await find(id))?.revision ?? 0;
    await run(scopeOf(citizen.accountId), (tx, unit) => saveAnswers(tx, unit, { id, revision, section: "child", typed }, MONDAY));
    const { answers } = (await find(id)) ?? { answers: {} };
    expect(answers).toMatchObject({ childName: "An", applicantName: "Nguyễn Thị Mai" });
    expect(Object.keys(answers)).not.toContain("members.0.x");
  });

  it("is its writer's alone: neither the agency nor another citizen sees it", async () => {
    const id = await begin();
    const other = await makeCitizen("Trần Văn Hùng");
    expect(await find(id, desk.agency)).toBeUndefined();
    expect(await find(id, scopeOf(other.accountId))).toBeUndefined();
    expect((await ask("GET", `/cua-toi/${id}`, other)).status).toBe(404);
    expect((await ask("GET", `/cua-toi/${id}`, citizen)).status).toBe(200);
  });

  it("is thrown away by its writer, and only while it is a draft", async () => {
    const id = await begin();
    await run(scopeOf(citizen.accountId), (tx, unit) => discardFiling(tx, unit, id));
    expect(await find(id)).toBeUndefined();
    const sent = await begin();
    await send(sent, await fill(sent));
    await expect(run(scopeOf(citizen.accountId), (tx, unit) => discardFiling(tx, unit, sent))).rejects.toThrow(
      "filing_not_editable",
    );
  });
});

describe("filing for someone else", () => {
  it("fills in the child, and shows the office the basis with what was sent, not before", async () => {
    const { app, superuser } = await testDatabase();
    const { rows } = await superuser.query(
      "insert into citizen_mandate (account_id, relation, name, basis, recorded_at) values ($1, 'child', 'Nguyễn Minh Anh', 'Giấy chứng sinh', now()) returning id",
      [citizen.accountId],
    );
    const mandateId = Number(rows[0]?.id);
    const input = { procedureCode: CODE, unitId: desk.office.oneStopId, caseCode: CASE, mandateId };
    const { id } = await run(scopeOf(citizen.accountId), (tx, unit) => startFiling(tx, unit, citizen.accountId, input, MONDAY));
    expect(await find(id)).toMatchObject({ answers: { childName: "Nguyễn Minh Anh" }, filled: { childName: "mandate" } });
    const seen = () => reading(app, desk.agency, (tx) => findMandate(tx, mandateId, "2026-11-16"));
    expect(await seen()).toBeUndefined();
    await send(id, await fill(id));
    expect(await seen()).toMatchObject({ basis: "Giấy chứng sinh" });
  });
});

describe("the one-stop shop answers within eight working hours", () => {
  it("counted by the clock: sent on Monday at nine, due on Tuesday at nine", async () => {
    const id = await begin();
    const { respondBy } = await send(id, await fill(id));
    expect(respondBy).toBe(new Date("2026-11-17T09:00:00+07:00").toISOString());
    const { app } = await testDatabase();
    const seen = await reading(app, desk.agency, (tx) => Promise.all([countIntake(tx, hours(23)), countIntake(tx, hours(25))]));
    expect(seen[1].late - seen[0].late).toBeGreaterThanOrEqual(1);
    expect(
      (await reading(app, desk.agency, (tx) => listIntake(tx, { waiting: true, limit: 50 }))).map((row) => row.id),
    ).toContain(id);
  });

  it("accepting begins a dossier with number, due date and receipt, of the owner that the form names", async () => {
    const id = await begin();
    await send(id, await fill(id));
    const { code } = await answer(id, accepted());
    expect(code).toMatch(new RegExp(`^${desk.office.prefix}`));
    const filing = await find(id);
    expect(filing).toMatchObject({ state: "ACCEPTED", dossierCode: code });
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select channel, owner_name, subject, due_at, state from dossier where code = $1", [
      code,
    ]);
    expect(rows[0]).toMatchObject({
      channel: "online",
      owner_name: "Nguyễn Thị Mai",
      subject: "Nguyễn Minh Anh",
      state: "ACCEPTED",
    });
    expect((await ask("GET", `/t/${filing?.trackingSecret}`)).body).toContain(code);
    await expect(answer(id, accepted())).rejects.toThrow("filing_answered");
  });

  it("what lacks is named for each paper, the citizen completes and sends again, and the hours begin anew", async () => {
    const id = await begin();
    await send(id, await fill(id));
    await expect(answer(id, { name: "ask_completion", reason: "Thiếu giấy", lacking: [], found: [] })).rejects.toThrow(
      "nothing_lacking",
    );
    const lacking = [{ code: "chung-sinh", name: "Giấy chứng sinh", what: "Bản chụp mờ, chụp lại để đọc được số" }];
    await answer(id, { name: "ask_completion", reason: "Bổ sung một giấy", lacking, found: desk.found() });
    expect((await ask("GET", `/cua-toi/${id}`, citizen)).body).toContain("Bản chụp mờ");
    const filing = await find(id);
    expect(filing).toMatchObject({ state: "INTAKE_SUPPLEMENT", answers: { childName: "Nguyễn Minh Anh" } });
    const { respondBy } = await send(id, filing?.revision ?? 0, hours(24));
    expect(respondBy).toBe(new Date("2026-11-18T09:00:00+07:00").toISOString());
  });

  it("a refusal says why and where to go, and opens nothing else", async () => {
    const id = await begin();
    await send(id, await fill(id));
    await expect(answer(id, { name: "refuse", reason: " " })).rejects.toThrow("reason_missing");
    await answer(id, { name: "refuse", reason: "Thuộc thẩm quyền Sở Tư pháp; nộp tại đó" });
    await expect(send(id, (await find(id))?.revision ?? 0)).rejects.toThrow("filing_not_editable");
  });

  it("is taken back by its sender before it is answered, not afterwards", async () => {
    const id = await begin();
    await send(id, await fill(id));
    await run(scopeOf(citizen.accountId), (tx, unit) => withdrawFiling(tx, unit, id, MONDAY));
    await expect(answer(id, accepted())).rejects.toThrow("filing_answered");
    await expect(run(scopeOf(citizen.accountId), (tx, unit) => withdrawFiling(tx, unit, id, MONDAY))).rejects.toThrow(
      "filing_not_withdrawable",
    );
  });
});

describe("a form version that is retired while a draft is open", () => {
  const publish = async (form: Eform): Promise<void> => {
    const draft = { procedureCode: CODE, form, source: "thử", verified: false, origin: "office", status: "draft" } as const;
    await inTransaction((await testDatabase()).app, NO_ROWS, async (tx) =>
      publishDraft(tx, CODE, await insertEform(tx, draft, MONDAY), MONDAY),
    );
  };

  it("is not sent; the draft moves to the new one, keeps its answers and is told what is asked anew", async () => {
    const { app } = await testDatabase();
    const id = await begin();
    const revision = await fill(id);
    const current = await reading(app, NO_ROWS, (tx) => findEformOf(tx, CODE, "published"));
    const form = current?.form ?? { title: "", sections: [] };
    const extra = { code: "bloodGroup", type: "text", label: "Nhóm máu", required: true } as const;
    const changed = {
      ...form,
      sections: form.sections.map((s) => (s.code === "child" ? { ...s, items: [...s.items, extra] } : s)),
    };
    await publish(changed);
    await expect(send(id, revision)).rejects.toThrow("form_retired");
    expect((await ask("GET", `/cua-toi/${id}`, citizen)).body).toContain("Nhóm máu");
    await run(scopeOf(citizen.accountId), (tx, unit) => moveToNewForm(tx, unit, id, MONDAY));
    const moved = await find(id);
    expect(moved?.answers["childName"]).toBe("Nguyễn Minh Anh");
    await expect(send(id, moved?.revision ?? 0)).rejects.toThrow("form_incomplete");
    const input = { id, revision: moved?.revision ?? 0, section: "child", typed: { bloodGroup: "O" } };
    const saved = await run(scopeOf(citizen.accountId), (tx, unit) => saveAnswers(tx, unit, input, MONDAY));
    await send(id, saved.revision);
    // The other files of this thread file by the same procedure.
    await publish(form);
  });
});
