import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { listServices, setUpPoint } from "#queue";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";
import { KIOSK_KEYS } from "./kiosk-words.ts";
import { listKioskTexts } from "./kiosk-words.store.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
const REVIEWER = "Hoàng Thị Noọng";
const LANGUAGE = { tag: "tyz", name: "Tiếng Tày", callText: "Số {so}, quầy {quay}", reviewedBy: REVIEWER };
const TITLE = "Cần lèo pây hết răng?";
let office: Office;
let kiosk: string;

const head = (method: "GET" | "POST", url: string, body?: Record<string, unknown>) =>
  ask(method, url, office.staff.one_stop_head, body);
const path = () => `/hang-doi/${office.oneStopId}/ngon-ngu/kiosk`;
const at = async (url: string, cookie = "second=1") =>
  (await testApp()).inject({ method: "GET", url, headers: { cookie, host: "localhost:3000" } });
const kept = async () =>
  inTransaction((await testDatabase()).app, { accountId: null, agencies: [office.agencyId] }, (tx) =>
    listKioskTexts(tx, office.oneStopId),
  );

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  setServerTime(NOW.toISOString());
  const scope = { accountId: null, agencies: [office.agencyId] };
  const call = { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId };
  await execute(app, call, (tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  const input = { kind: "kiosk", name: "Kiosk" } as const;
  const { token } = (await execute(app, call, (tx, unit) =>
    changeDisplays(tx, unit, office.oneStopId, { kind: "add_device", input }, NOW),
  )) as { token: string };
  kiosk = `/kiosk/${office.oneStopId}/${token}`;
});
afterAll(() => setServerTime(undefined));

describe("the second language of a kiosk", () => {
  it("has its place once the hall has such a language, and is offered once there are words", async () => {
    expect((await head("GET", path())).status).toBe(409);
    expect((await head("POST", path(), { "kiosk.title": TITLE })).status).toBe(409);
    expect((await head("POST", `/hang-doi/${office.oneStopId}/ngon-ngu`, LANGUAGE)).status).toBe(303);
    expect((await at(kiosk)).body).not.toContain("Tiếng Tày");
    expect((await head("POST", path(), { "kiosk.title": TITLE, "kiosk.waiting": "{n} cần" })).status).toBe(303);
    expect((await at(kiosk, "")).body).toContain(`href="${kiosk}/ngon-ngu?chon=khac" lang="tyz"`);
    expect((await at(kiosk, "")).body).not.toContain(TITLE);
  });

  it("keeps what was typed where a message lacks its count or has one too many", async () => {
    const refused = await head("POST", path(), { "kiosk.title": "Câu {n}", "kiosk.waiting": "đông", "kiosk.take": "Au số" });
    expect(refused.status).toBe(422);
    for (const value of ["Câu {n}", "đông", "Au số"]) expect(refused.body).toContain(`value="${value}"`);
    expect(refused.body).toContain('href="#f-kiosk-waiting"');
  });

  it("is chosen for a visit, falls back to Vietnamese message by message, and says that nobody has reviewed it", async () => {
    const chosen = await at(`${kiosk}/ngon-ngu?chon=khac`, "");
    expect([chosen.statusCode, chosen.headers.location]).toEqual([303, kiosk]);
    expect(chosen.cookies.find(({ name }) => name === "second")?.value).toBe("1");
    const { body } = await at(kiosk);
    for (const part of [TITLE, "0 cần", "Tra cứu hồ sơ", "Bản dịch Tiếng Tày chưa được duyệt", "?chon=vi", "?chon=en"])
      expect(body).toContain(part);
    expect(body).toContain('<html lang="vi"');
    expect(body).not.toContain("?chon=khac");
    const back = await at(`${kiosk}/ngon-ngu?chon=en`);
    expect(back.cookies.map(({ name, value }) => [name, value])).toEqual(
      expect.arrayContaining([
        ["locale", "en"],
        ["second", ""],
      ]),
    );
  });

  it("is reviewed by a named person; what is changed afterwards without a name is unreviewed again", async () => {
    const words = Object.fromEntries(KIOSK_KEYS.map((key) => [key, key === "kiosk.waiting" ? "{n} cần" : `Tày ${key}`]));
    expect((await head("POST", path(), { ...words, reviewedBy: REVIEWER })).status).toBe(303);
    const whole = (await at(kiosk)).body;
    expect(whole).toContain('<html lang="tyz"');
    expect(whole).not.toContain("chưa được duyệt");
    expect((await head("POST", path(), { ...words, "kiosk.take": "Au số", "kiosk.card": "" })).status).toBe(303);
    const texts = await kept();
    expect(texts.filter(({ reviewedBy }) => reviewedBy === null)).toEqual([
      { key: "kiosk.take", words: "Au số", reviewedBy: null },
    ]);
    expect(texts.map(({ key }) => key)).not.toContain("kiosk.card");
    expect((await head("GET", path())).body).toContain(`${REVIEWER} đã duyệt.`);
  });

  it("is on each page of a visit: taking a number, the receipt, rating", async () => {
    const { app } = await testDatabase();
    const scope = { accountId: null, agencies: [office.agencyId] };
    const [service] = await inTransaction(app, scope, (tx) => listServices(tx, office.oneStopId));
    expect((await at(`${kiosk}/linh-vuc/${service?.id ?? 0}`)).body).toContain("Au số");
    expect((await at(`${kiosk}/ho-so`)).body).toContain("Tày kiosk.receipt.track");
    expect((await at(`${kiosk}/danh-gia`)).body).toContain("Tày kiosk.level.2");
    expect((await at(`${kiosk}/cam-on`)).body).toContain("Tày kiosk.thanks");
    expect((await at(`${kiosk}/cam-on`, "")).body).not.toContain("Tày");
  });

  it("is unreviewed when the hall's language becomes another, and gone with it; another office sees nothing of it", async () => {
    const other = await makeOffice((await testDatabase()).app);
    expect((await ask("GET", path(), other.staff.one_stop_head)).status).toBe(404);
    await head("POST", `/hang-doi/${office.oneStopId}/ngon-ngu`, { ...LANGUAGE, tag: "nut", name: "Tiếng Nùng" });
    expect((await kept()).every(({ reviewedBy }) => reviewedBy === null)).toBe(true);
    expect((await head("POST", `/hang-doi/${office.oneStopId}/ngon-ngu/go`, {})).status).toBe(303);
    expect(await kept()).toEqual([]);
    expect((await at(kiosk)).body).not.toContain("Tày");
  });
});
