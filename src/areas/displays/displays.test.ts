import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { setUpPoint } from "#queue";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeCitizen } from "../../../test/support/filing.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";
import { type DeviceKind, NoticeInput } from "./displays.ts";
import { readCall, speakCall } from "./voice.ts";

let office: Office;
let made = 0;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

async function addDevice(kind: DeviceKind): Promise<string> {
  made += 1;
  const input = { kind, name: `Màn hình ${made}` };
  const { token } = await run<{ token: string }>((tx, unit) =>
    changeDisplays(tx, unit, office.oneStopId, { kind: "add_device", input }, new Date()),
  );
  return `/${kind === "kiosk" ? "kiosk" : "man-hinh"}/${office.oneStopId}/${token}`;
}

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  setServerTime("2026-11-25T02:00:00Z");
});

const visit = async (url: string, cookie?: string) =>
  (await testApp()).inject({ method: "GET", url, headers: cookie === undefined ? {} : { cookie } });

const cookieOf = ({ headers }: { headers: Record<string, unknown> }, name: string): string | undefined =>
  [headers["set-cookie"] ?? []]
    .flat()
    .map((line) => String(line).split(";")[0] ?? "")
    .find((pair) => pair.startsWith(`${name}=`));

const post = async (url: string, body: Record<string, string>, cookie?: string, origin = "http://localhost:3000") =>
  (await testApp()).inject({
    method: "POST",
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin,
      host: "localhost:3000",
      ...(cookie === undefined ? {} : { cookie }),
    },
    payload: new URLSearchParams(body).toString(),
  });

describe("a board", () => {
  it("is opened by its address alone, and no more once it is withdrawn", async () => {
    const address = await addDevice("queue");
    const shown = await ask("GET", address);
    expect(shown.status).toBe(200);
    expect(shown.body).toContain("Quầy");
    expect(shown.headers["cache-control"]).toBe("no-store");
    const other = address.endsWith("_") ? "-" : "_";
    expect((await ask("GET", `${address.slice(0, -1)}${other}`)).status).toBe(404);
    const { superuser } = await testDatabase();
    await superuser.query("update queue_device set revoked_at = now() where unit_id = $1", [office.oneStopId]);
    expect((await ask("GET", address)).status).toBe(404);
  });

  it("renews itself without scripts", async () => {
    const { body } = await ask("GET", await addDevice("queue"));
    expect(body).toMatch(/<noscript><meta http-equiv="refresh" content="30"/);
  });

  it("shows the assembly hall its agenda by the hour, then its notices; the gate has none", async () => {
    const days = { from: "01/11/2026", to: "30/11/2026" };
    const items = [
      { board: "hall" as const, title: "Họp chiều", body: "Phòng 2", starts: "14:00", ...days },
      { board: "hall" as const, title: "Giữ trật tự", body: "", ...days },
      { board: "hall" as const, title: "Giao ban sáng", body: "", starts: "07:30", ...days },
    ];
    for (const input of items)
      await run((tx, unit) =>
        changeDisplays(tx, unit, office.oneStopId, { kind: "add_notice", input: NoticeInput.parse(input) }, new Date()),
      );
    const { body } = await ask("GET", await addDevice("hall"));
    const places = ["Chương trình hôm nay", "07:30", "Giao ban sáng", "14:00", "Họp chiều", "Giữ trật tự"].map((word) =>
      body.indexOf(word),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(NoticeInput.safeParse({ ...items[0], board: "gate" }).success).toBe(false);
  });

  it("shows the month at the gate, and the notices of its own board", async () => {
    const notice = { board: "gate" as const, title: "Lịch tiếp công dân", body: "", from: "2026-11-01", to: "2026-11-30" };
    await run((tx, unit) => changeDisplays(tx, unit, office.oneStopId, { kind: "add_notice", input: notice }, new Date()));
    expect((await ask("GET", await addDevice("gate"))).body).toContain("Lịch tiếp công dân");
    expect((await ask("GET", await addDevice("gate"))).body).toContain("Đúng hạn");
    expect((await ask("GET", await addDevice("hall"))).body).not.toContain("Lịch tiếp công dân");
  });

  it("of one kind opens nothing of another", async () => {
    const address = await addDevice("queue");
    expect((await ask("GET", address.replace("man-hinh", "kiosk"))).status).toBe(404);
  });
});

describe("a spoken call", () => {
  it.each(["bac", "trung", "nam"])("is one sound, longer for a longer number, in the voice %s", (voice) => {
    const short = speakCall(voice, { prefix: "A", number: 5, counter: 3 });
    const long = speakCall(voice, { prefix: "A", number: 4321, counter: 3 });
    expect(short.subarray(0, 4).toString()).toBe("RIFF");
    expect(short.readUInt32LE(40)).toBe(short.length - 44);
    expect(long.length).toBeGreaterThan(short.length * 1.2);
    expect(short.length / 2 / short.readUInt32LE(24)).toBeGreaterThan(2);
  });

  it("falls back to a voice that is there", () => {
    expect(speakCall("../../etc", { prefix: "A", number: 1, counter: 1 })).toEqual(
      speakCall("bac", { prefix: "A", number: 1, counter: 1 }),
    );
  });

  it("comes by the board's address", async () => {
    const server = await testApp();
    const answer = await server.inject({ method: "GET", url: `${await addDevice("queue")}/loi-goi/A-21-3.wav` });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "audio/wav"]);
    expect([readCall("A-21-3")?.number, readCall("A-99999-3"), readCall("../x")]).toEqual([21, undefined, undefined]);
  });
});

describe("a kiosk", () => {
  it("gives a number in two touches, and one for a double tap", async () => {
    const address = await addDevice("kiosk");
    const home = await ask("GET", address);
    const link = /href="([^"]+\/linh-vuc\/(\d+))"/.exec(home.body);
    expect((await ask("GET", link?.[1] ?? "")).body).toContain("Lấy số");
    const form = { serviceId: link?.[2] ?? "", _key: `kiosk-${made}-once` };
    const [first, second] = await Promise.all([post(`${address}/lay-so`, form), post(`${address}/lay-so`, form)]);
    expect(first.statusCode).toBe(303);
    expect(second.headers["location"]).toBe(first.headers["location"]);
    expect((await ask("GET", String(first.headers["location"]))).body).toMatch(/A001/);
  });

  it("goes back to its start when left alone, also without scripts, and links to nothing else", async () => {
    const address = await addDevice("kiosk");
    const { body } = await ask("GET", address);
    expect(body).toContain(`content="60; url=${address}"`);
    const links = [...body.matchAll(/<a [^>]*href="([^"]+)"/g)].map((match) => match[1] ?? "");
    const own = /^\/(ngon-ngu\?|thu-tuc$|nop-ho-so$)/;
    expect(links.filter((href) => !href.startsWith(address) && !own.test(href))).toEqual([]);
  });

  it("puts the public's pages into its frame and leads back from all others", async () => {
    const address = await addDevice("kiosk");
    const home = await visit(address);
    const cookie = cookieOf(home, "kiosk");
    expect(cookie).toBe(`kiosk=${address.replace("/kiosk/", "")}`);
    for (const path of [
      "/thu-tuc",
      "/viec-trong-doi",
      "/viec-trong-doi/sinh-con",
      "/nop-ho-so",
      "/tra-cuu",
      "/dang-nhap/cong-dan",
    ]) {
      const shown = await visit(path, cookie);
      expect([path, shown.statusCode, shown.body.includes('<body class="kiosk"')]).toEqual([path, 200, true]);
      expect(shown.body).toContain(`action="${address}/ket-thuc"`);
      expect(shown.body).not.toContain('href="/dang-nhap"');
    }
    for (const path of ["/", "/dang-nhap", "/quay", "/ho-so", "/niem-yet", "/tai-khoan"]) {
      const led = await visit(path, cookie);
      expect([path, led.statusCode, led.headers["location"]]).toEqual([path, 303, address]);
    }
    expect((await visit("/thu-tuc", "kiosk=../../x")).body).toContain('<body class="portal"');
  });

  it("withdrawn, is an ordinary browser again", async () => {
    const address = await addDevice("kiosk");
    const cookie = cookieOf(await visit(address), "kiosk");
    const { superuser } = await testDatabase();
    await superuser.query("update queue_device set revoked_at = now() where unit_id = $1 and kind = 'kiosk'", [office.oneStopId]);
    const refused = await visit(address, cookie);
    expect([refused.statusCode, cookieOf(refused, "kiosk")]).toEqual([404, "kiosk="]);
  });

  it("opens a receipt by its code; for paying the dossier's code is refused (receipt_needed)", async () => {
    const address = await addDevice("kiosk");
    const send = (task: string, receipt: string) =>
      post(`${address}/${task}`, { receipt, _key: `receipt-${task}-${receipt.length}` });
    const secret = "abcdefghijklmnopqrstuvwx";
    for (const task of ["ho-so", "nop-phi"])
      expect((await send(task, `http://office.example/t/${secret}`)).headers["location"]).toBe(`/t/${secret}`);
    expect((await send("ho-so", "H55.242-261120-0001")).headers["location"]).toBe("/tra-cuu?ma=H55.242-261120-0001");
    const refused = await send("nop-phi", "H55.242-261120-0001");
    expect([refused.statusCode, refused.body.includes("mã hồ sơ không đủ để xem khoản phí")]).toEqual([422, true]);
  });

  it("ends the citizen's session on the server when the visit ends, and leaves a member of staff's alone", async () => {
    const address = await addDevice("kiosk");
    const { token: citizen } = await makeCitizen();
    const staff = office.staff.one_stop_head.token;
    const end = async (token: string) => post(`${address}/ket-thuc`, { _key: `end-${token.slice(0, 12)}` }, `session=${token}`);
    expect((await visit("/cua-toi", `session=${citizen}`)).statusCode).toBe(200);
    const ended = await end(citizen);
    expect([ended.statusCode, ended.headers["location"], cookieOf(ended, "session")]).toEqual([303, address, "session="]);
    expect((await visit("/cua-toi", `session=${citizen}`)).statusCode).toBe(303);
    await end(staff);
    expect((await visit("/quay", `session=${staff}`)).statusCode).toBe(200);
  });

  it("gives numbers and takes ratings though staff are signed in in its browser, and offers nothing else", async () => {
    const address = await addDevice("kiosk");
    const session = `session=${office.staff.one_stop_head.token}`;
    const home = await visit(address, session);
    expect(home.body).toContain("đang đăng nhập tài khoản cán bộ");
    expect([cookieOf(home, "kiosk"), home.body.includes('href="/nop-ho-so"')]).toEqual([undefined, false]);
    const serviceId = /linh-vuc\/(\d+)/.exec(home.body)?.[1] ?? "";
    expect((await post(`${address}/lay-so`, { serviceId, _key: `staff-${made}-take` }, session)).statusCode).toBe(303);
    const rated = await post(`${address}/danh-gia`, { label: "A999", level: "2", _key: `staff-${made}-rate` }, session);
    expect([rated.statusCode, rated.body.includes("Không tìm thấy hồ sơ hoặc số thứ tự này")]).toEqual([404, true]);
    const foreign = await post(
      `${address}/lay-so`,
      { serviceId, _key: `staff-${made}-site` },
      session,
      "https://elsewhere.example",
    );
    expect(foreign.statusCode).toBe(403);
  });

  it("keeps numbers in order though its clock jumps back, and gives one for five taps at once", async () => {
    const address = await addDevice("kiosk");
    const serviceId = /linh-vuc\/(\d+)/.exec((await ask("GET", address)).body)?.[1] ?? "";
    const number = async (key: string): Promise<number> => {
      const taken = await post(`${address}/lay-so`, { serviceId, _key: key });
      return Number(/>A(\d{3})</.exec((await ask("GET", String(taken.headers["location"]))).body)?.[1]);
    };
    const first = await number(`clock-${made}-a`);
    setServerTime("2026-11-25T01:10:00Z");
    expect(await number(`clock-${made}-b`)).toBe(first + 1);
    setServerTime("2026-11-25T02:00:00Z");
    const taps = await Promise.all(Array.from({ length: 5 }, () => number(`clock-${made}-c`)));
    expect(new Set(taps)).toEqual(new Set([first + 2]));
  });
});
