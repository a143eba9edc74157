import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { setUpPoint } from "#queue";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeCitizen } from "../../../test/support/filing.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";

const MORNING = "2026-11-25T02:00:00Z"; // 09:00, a Wednesday
let at: Counter;
let kiosk: string;
let kioskCookie: string;

async function openHall(office: Office): Promise<string> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  const call = { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId };
  const { token } = await execute(app, call, async (tx, unit) => {
    await setUpPoint(tx, unit, office.oneStopId);
    const input = { kind: "kiosk" as const, name: "Kiosk" };
    return changeDisplays(tx, unit, office.oneStopId, { kind: "add_device", input }, new Date());
  });
  return `/kiosk/${office.oneStopId}/${token}`;
}

beforeAll(async () => {
  at = await openCounter();
  kiosk = await openHall(at.office);
  kioskCookie = kiosk.replace("/kiosk/", "");
  setServerTime(MORNING);
});
afterAll(() => setServerTime(undefined));

const visit = async (url: string, cookies: Record<string, string> = { kiosk: kioskCookie }) =>
  (await testApp()).inject({ method: "GET", url, cookies });

const post = async (url: string, fields: Record<string, string>, cookies: Record<string, string> = { kiosk: kioskCookie }) =>
  (await testApp()).inject({
    method: "POST",
    url,
    cookies,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:3000", host: "localhost:3000" },
    payload: new URLSearchParams({ _key: randomUUID(), ...fields }).toString(),
  });

const isOpen = async (session: string): Promise<boolean> => (await visit("/cua-toi", { session })).statusCode === 200;

describe("a kiosk whose machine has no voice", () => {
  it("gets what its pages say as a sound of this server, by its own address alone", async () => {
    expect((await visit(kiosk)).body).toContain(`data-speak-sound="${kiosk}/huong-dan/start-vi.wav"`);
    const sound = await visit(`${kiosk}/huong-dan/start-vi.wav`);
    expect([sound.statusCode, sound.headers["content-type"]]).toEqual([200, "audio/wav"]);
    expect((await visit(`${kiosk}/huong-dan/start-en.wav`)).statusCode).toBe(200);
    expect((await visit(`${kiosk}/huong-dan/nothing-vi.wav`)).statusCode).toBe(404);
    const other = kiosk.replace(/.{4}$/, "AAAA");
    expect((await visit(`${other}/huong-dan/start-vi.wav`)).statusCode).toBe(404);
  });
});

describe("whoever leaves a kiosk", () => {
  it("by its start page is signed out, so that the next one does not file in their name", async () => {
    const { token } = await makeCitizen();
    expect((await visit("/cua-toi", { kiosk: kioskCookie, session: token })).statusCode).toBe(200);
    const home = await visit(kiosk, { kiosk: kioskCookie, session: token });
    expect(home.statusCode).toBe(200);
    expect(home.cookies.filter(({ value }) => value === "").map(({ name }) => name)).toEqual(["session", "visit"]);
    expect(await isOpen(token)).toBe(false);
  });

  it("is signed out though the kiosk's permission was withdrawn meanwhile", async () => {
    const { superuser } = await testDatabase();
    const other = await openHall(await makeOffice((await testDatabase()).app));
    await superuser.query("update queue_device set revoked_at = now() where unit_id = $1", [Number(other.split("/")[2])]);
    const { token } = await makeCitizen();
    await post(`${other}/ket-thuc`, {}, { session: token });
    expect(await isOpen(token)).toBe(false);
  });

  it("leaves no page of an error standing: it leads back by itself", async () => {
    for (const url of ["/thu-tuc/khong-co", "/khong-co-trang-nay"]) {
      const { body, statusCode } = await visit(url);
      expect([url, statusCode]).toEqual([url, 404]);
      expect(body).toContain(`content="20; url=${kiosk}"`);
    }
    expect((await visit("/thu-tuc/khong-co", {})).body).not.toContain("http-equiv");
  });

  it("is given no file to leave behind, and is told where to get it", async () => {
    const { superuser } = await testDatabase();
    const { id } = await at.receive();
    const { rows } = await superuser.query("select tracking_secret as secret from dossier where id = $1", [id]);
    const page = `/t/${(rows[0] as { secret: string }).secret}`;
    const shown = await visit(page);
    expect([shown.statusCode, shown.body.includes('<body class="kiosk"')]).toEqual([200, true]);
    const links = [...shown.body.matchAll(/<a [^>]*href="([^"#]+)"/g)].map((match) => match[1] ?? "");
    for (const href of links) {
      const led = await visit(href.replaceAll("&amp;", "&"));
      expect([href, led.statusCode, led.headers.location]).not.toEqual([href, 303, kiosk]);
    }
    expect((await visit(`/lay-so/1/${"a".repeat(24)}/phieu.pdf`)).headers.location).toBe(kiosk);
  });
});

describe("what is held to a kiosk's reader", () => {
  const CARD = "001190000018|012345678|Trần Thị Ánh|05091990|Nữ|Tổ 9, phường Mới|01012022";

  it("comes into no address where it is an identity card (receipt_is_card)", async () => {
    for (const receipt of [CARD, "001190000018", "001 190 000 018"]) {
      const { body, headers, statusCode } = await post(`${kiosk}/ho-so`, { receipt });
      expect([receipt, statusCode, headers.location]).toEqual([receipt, 422, undefined]);
      expect(body).toContain("không phải mã hồ sơ");
      expect(body).not.toContain("001190000018");
    }
  });

  it("stands in its field again where it was refused", async () => {
    expect((await post(`${kiosk}/nop-phi`, { receipt: "H55.242-261120-0001" })).body).toContain('value="H55.242-261120-0001"');
    expect((await post(`${kiosk}/danh-gia`, { label: "A998", level: "2" })).body).toContain('value="A998"');
    const serviceId = /linh-vuc\/(\d+)/.exec((await visit(kiosk)).body)?.[1] ?? "";
    const refused = await post(`${kiosk}/lay-so`, { serviceId, identity: "001206009999", priority: "friend" });
    expect([refused.statusCode, refused.body.includes('value="001206009999"')]).toEqual([422, true]);
  });

  it("goes to the field that waits for it, wherever the screen was touched", async () => {
    const serviceId = /linh-vuc\/(\d+)/.exec((await visit(kiosk)).body)?.[1] ?? "";
    for (const path of [`linh-vuc/${serviceId}`, "ho-so", "nop-phi", "hen"])
      expect((await visit(`${kiosk}/${path}`)).body).toMatch(/data-card[^>]*>.*?<input/s);
  });

  it("gives a number where it is the code of an appointment here, and none for a code of elsewhere", async () => {
    const unitId = at.office.oneStopId;
    const serviceId = /linh-vuc\/(\d+)/.exec((await visit(kiosk)).body)?.[1] ?? "";
    const day = "2026-11-25";
    const booking = { serviceId, day, slot: "570", name: "Nguyễn Thị Mẫu", phone: "0912345678" };
    setServerTime("2026-11-25T01:10:00Z");
    const booked = await post(`/dat-hen/${unitId}`, booking, {});
    setServerTime("2026-11-25T02:20:00Z");
    const code = `https://office.example${String(booked.headers.location)}`;
    const elsewhere = await post(`${kiosk}/hen`, { receipt: code.replace(`/${unitId}/`, `/${unitId + 1}/`) });
    expect([elsewhere.statusCode, elsewhere.body.includes("không phải mã lịch hẹn")]).toEqual([422, true]);
    const taken = await post(`${kiosk}/hen`, { receipt: code });
    expect([taken.statusCode, String(taken.headers.location)]).toEqual([303, expect.stringContaining(`${kiosk}/so/`)]);
    expect((await visit(String(taken.headers.location))).body).toMatch(/>[A-ZĐ]\d{3}</);
    expect((await post(`${kiosk}/hen`, { receipt: code })).statusCode).toBe(404);
    setServerTime(MORNING);
  });
});
