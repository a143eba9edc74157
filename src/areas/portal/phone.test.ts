import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { codeIn, openTelephones } from "../../../test/support/telephones.ts";

const PAGE = "/tra-cuu/so-dien-thoai";
const NOON = Date.parse("2026-11-20T12:00:00+07:00");

let counter: Counter;
let telephones: Awaited<ReturnType<typeof openTelephones>>;
let minutes = 0;
const now = () => new Date(NOON + minutes * 60_000);
let lastNumber = 912_000_000 + Math.floor(Math.random() * 80_000_000);
/** A number that no other test has. */
const newPhone = () => `+84${(lastNumber += 1)}`;

const later = (count: number): void => {
  minutes += count;
  setServerTime(now().toISOString());
};

beforeAll(async () => {
  counter = await openCounter();
  telephones = await openTelephones();
});
afterAll(async () => {
  setServerTime(undefined);
  await telephones.close();
});
beforeEach(() => {
  telephones.sent.length = 0;
  // The next test is another hour: what one client asked for before is forgotten.
  later(61);
});

const parties = (phone: string) => ({
  owner: { name: "Trần Nguyễn Bảo Khuê" },
  submitter: { name: "Nguyễn Thị Ánh Tuyết", phone },
});

/** Asks for a code; answers the page on which it is entered. */
async function askFor(phone: string): Promise<string> {
  const answer = await ask("POST", PAGE, undefined, { phone });
  expect(answer.status).toBe(303);
  await telephones.settle();
  return String(answer.headers["location"]);
}

describe("following dossiers by a telephone number", () => {
  it("a code goes to the number on the dossier and opens its progress, without results, payment or anybody's name", async () => {
    const phone = newPhone();
    const { code } = await counter.receive({ parties: parties(phone) });
    const other = await counter.receive({ parties: parties(newPhone()) });
    const page = await askFor(phone.replace("+84", "0"));
    expect(telephones.sent).toHaveLength(1);
    expect(telephones.sent[0]?.to).toBe(phone);
    const opened = await ask("POST", page, undefined, { code: codeIn(telephones.sent[0]?.text) });
    expect(opened.status).toBe(303);
    const list = String(opened.headers["location"]);
    const followed = await ask("GET", list);
    expect(followed.body).toContain(code);
    expect(followed.body).not.toContain(other.code);
    expect(followed.headers["referrer-policy"]).toBe("no-referrer");
    const one = await ask("GET", `${list}/${code}`);
    expect(one.body).toContain("Từng bước đã qua");
    for (const hidden of ["Ánh Tuyết", "Bảo Khuê", phone, "/ket-qua/", "/thanh-toan", "/t/"])
      expect(one.body).not.toContain(hidden);
    expect((await ask("GET", `${list}/${other.code}`)).status).toBe(404);
    later(31);
    expect((await ask("GET", list)).status).toBe(404);
  });

  it("a number that no dossier carries is answered alike, and gets nothing", async () => {
    const [known, unknown] = [newPhone(), newPhone()];
    await counter.receive({ parties: parties(known) });
    const pages = [await askFor(known), await askFor(unknown)];
    expect(telephones.sent.map(({ to }) => to)).toEqual([known]);
    const plain = async (page: string) =>
      (await ask("GET", page)).body.replaceAll(page.split("/").at(-1) ?? "", "…").replaceAll(/name="_key" value="[^"]*"/g, "");
    expect(await plain(pages[0] ?? "")).toBe(await plain(pages[1] ?? ""));
    const wrong = await Promise.all(pages.map((page) => ask("POST", page, undefined, { code: "000000" })));
    expect(wrong.map(({ status }) => status)).toEqual([422, 422]);
    const zeroes = await ask("POST", pages[1] ?? "", undefined, { code: "" });
    expect(zeroes.status).toBe(422);
  });

  it("after five wrong tries the right code opens nothing, and for the unknown number the answer is the same", async () => {
    const [known, unknown] = [newPhone(), newPhone()];
    await counter.receive({ parties: parties(known) });
    const [page, other] = [await askFor(known), await askFor(unknown)];
    const right = codeIn(telephones.sent[0]?.text);
    const wrong = right === "123456" ? "654321" : "123456";
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await ask("POST", page, undefined, { code: wrong })).status).toBe(422);
      expect((await ask("POST", other, undefined, { code: wrong })).status).toBe(422);
    }
    expect((await ask("POST", page, undefined, { code: right })).status).toBe(429);
    expect((await ask("POST", other, undefined, { code: right })).status).toBe(429);
  });

  it("a code works once and for ten minutes", async () => {
    const phone = newPhone();
    await counter.receive({ parties: parties(phone) });
    const first = await askFor(phone);
    const code = codeIn(telephones.sent[0]?.text);
    expect((await ask("POST", first, undefined, { code })).status).toBe(303);
    expect((await ask("POST", first, undefined, { code })).status).toBe(422);
    const second = await askFor(phone);
    later(10);
    expect((await ask("POST", second, undefined, { code: codeIn(telephones.sent[1]?.text) })).status).toBe(422);
  });

  it("the fourth code for a number within fifteen minutes is refused, whether it is known or not", async () => {
    const phone = newPhone();
    for (let asked = 0; asked < 3; asked += 1) await askFor(phone);
    expect((await ask("POST", PAGE, undefined, { phone })).status).toBe(429);
    later(16);
    expect((await ask("POST", PAGE, undefined, { phone })).status).toBe(303);
    expect((await ask("POST", PAGE, undefined, { phone: "12" })).status).toBe(422);
  });

  it("is asked for three times at most, though eight ask at once", async () => {
    const phone = newPhone();
    const asked = await Promise.all(Array.from({ length: 8 }, () => ask("POST", PAGE, undefined, { phone })));
    expect(asked.filter(({ status }) => status === 303)).toHaveLength(3);
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  it("shuts nobody out for what a clock that ran ahead has left", async () => {
    const phone = newPhone();
    for (let asked = 0; asked < 3; asked += 1) await askFor(phone);
    const { superuser } = await testDatabase();
    await superuser.query("update phone_pass set asked_at = asked_at + interval '1 year' where phone = $1", [phone]);
    expect((await ask("POST", PAGE, undefined, { phone })).status).toBe(303);
  });

  it("keeps neither code nor token, but their hashes", async () => {
    const phone = newPhone();
    await counter.receive({ parties: parties(phone) });
    const page = await askFor(phone);
    const code = codeIn(telephones.sent[0]?.text);
    const token =
      String((await ask("POST", page, undefined, { code })).headers["location"])
        .split("/")
        .at(-1) ?? "";
    const { superuser } = await testDatabase();
    const kept = await superuser.query(
      `select row_to_json(p)::text as text from phone_pass p where phone = $1
       union all select row_to_json(t)::text from task t where kind = 'portal.send_code'
       union all select row_to_json(k)::text from idempotency k`,
      [phone],
    );
    for (const { text } of kept.rows as { text: string }[]) {
      expect(text).not.toContain(`"${code}"`);
      expect(text).not.toContain(token);
    }
  });
});
