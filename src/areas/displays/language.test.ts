import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clipName, spelledCall } from "#core/queue/index.ts";
import { execute } from "#platform/db/command.ts";
import { actOnTicket, callNext, listCounters, listServices, setUpPoint, takeTicket, workShift } from "#queue";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { changeDisplays } from "./change-displays.ts";
import { neededWords, wordOf } from "./language.ts";
import { atRate, readWav } from "./pcm.rules.ts";
import { clipOf, speakCall } from "./voice.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
let office: Office;
let board: string;

const run = async <T>(work: Parameters<typeof execute>[2]): Promise<T> => {
  const scope = { accountId: null, agencies: [office.agencyId] };
  const { app } = await testDatabase();
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
};

/** A tone as WAV. */
function wavOf({ seconds = 0.2, rate = 16_000, channels = 1, bits = 16, hertz = 300 } = {}): Buffer {
  const samples = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + samples * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(bits, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n += 1)
    file.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hertz * n) / rate)), 44 + n * 2);
  return file;
}

const path = () => `/hang-doi/${office.oneStopId}/ngon-ngu`;
const post = async (fields: Record<string, string>) =>
  (await testApp()).inject({
    method: "POST",
    url: path(),
    headers: { authorization: `Bearer ${office.staff.one_stop_head.token}`, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ _key: randomUUID(), ...fields }).toString(),
  });

/** Sends clips as a browser does: one form, many files. */
async function sendClips(clips: Readonly<Record<string, Buffer>>) {
  const mark = "----clips";
  const parts: Buffer[] = [Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="_key"\r\n\r\n${randomUUID()}\r\n`)];
  for (const [name, bytes] of Object.entries(clips)) {
    const head = `--${mark}\r\ncontent-disposition: form-data; name="clips"; filename="${name}"\r\ncontent-type: audio/wav\r\n\r\n`;
    parts.push(Buffer.from(head), bytes, Buffer.from("\r\n"));
  }
  return (await testApp()).inject({
    method: "POST",
    url: `${path()}/am-thanh`,
    headers: {
      authorization: `Bearer ${office.staff.one_stop_head.token}`,
      "content-type": `multipart/form-data; boundary=${mark}`,
    },
    payload: Buffer.concat([...parts, Buffer.from(`--${mark}--\r\n`)]),
  });
}

const call = async (): Promise<Buffer> =>
  (await (await testApp()).inject({ method: "GET", url: `${board}/loi-goi/A-21-3.wav` })).rawPayload;

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  setServerTime(NOW.toISOString());
  const unitId = office.oneStopId;
  await run((tx, unit) => setUpPoint(tx, unit, unitId));
  const input = { kind: "queue", name: "Bảng" } as const;
  const { token } = await run<{ token: string }>((tx, unit) =>
    changeDisplays(tx, unit, unitId, { kind: "add_device", input }, NOW),
  );
  board = `/man-hinh/${unitId}/${token}`;
});
afterAll(() => setServerTime(undefined));

describe("the clips of a second language", () => {
  it("are named by their words; other names are none", () => {
    expect(["moi-so.wav", "DEN-QUAY.WAV", "chu-a.wav", "chu-dd.wav", "7.wav", "21.wav"].map(wordOf)).toEqual([
      "moi-so",
      "den-quay",
      "chu-a",
      "chu-dd",
      "7",
      "21",
    ]);
    expect(["07.wav", "chu-ab.wav", "../moi-so.wav", "moi-so.mp3", "12345.wav", "chu-.wav"].map(wordOf)).toEqual(
      Array(6).fill(undefined),
    );
    expect(neededWords(["A", "Đ"])).toHaveLength(14);
  });

  it("say a number as a whole where there is a clip for it, else digit by digit, and nothing where one is missing", () => {
    const known = new Set(neededWords(["A"]));
    expect(spelledCall("A", 21, 3, known)).toEqual(["moi-so", "chu-a", "2", "1", "den-quay", "3"]);
    expect(spelledCall("A", 21, 3, new Set([...known, "21"]))).toEqual(["moi-so", "chu-a", "21", "den-quay", "3"]);
    expect(spelledCall("B", 21, 3, known)).toBeUndefined();
  });

  it("are WAV of one channel and 16 bits, whatever their rate", () => {
    expect(readWav(wavOf({ channels: 2 }))).toBe("not_mono_16");
    expect(readWav(wavOf({ bits: 8 }))).toBe("not_mono_16");
    expect(readWav(wavOf({ seconds: 6.1 }))).toBe("too_long");
    expect(readWav(wavOf({ seconds: 0 }))).toBe("empty");
    expect(readWav(Buffer.from("RIFF????WAVEdata"))).toBe("not_wav");
    expect(readWav(Buffer.alloc(3))).toBe("not_wav");
    const slow = readWav(wavOf({ rate: 8_000, seconds: 0.5 }));
    if (typeof slow === "string") throw new Error(slow);
    expect(atRate(slow, 16_000)).toHaveLength(8_000);
    expect(Math.max(...atRate(slow, 16_000))).toBeGreaterThan(7_000);
  });
});

describe("a voice that lacks a word", () => {
  it("has it said by the next in order, at its own rate", () => {
    const [own, other] = [1, 2].map(() => mkdtempSync(join(tmpdir(), "voice-"))) as [string, string];
    writeFileSync(join(other, `${clipName("một")}.pcm`), Buffer.alloc(8_000));
    writeFileSync(join(own, "hai.pcm"), Buffer.alloc(400));
    const order = [
      { folder: own, filler: "linh", sampleRate: 16_000 },
      { folder: other, filler: "lẻ", sampleRate: 8_000 },
    ] as const;
    expect(clipOf("một", order, 16_000)).toHaveLength(16_000);
    expect(clipOf("hai", order, 16_000)).toHaveLength(400);
    expect(clipOf("ba", order, 16_000)).toBeUndefined();
    for (const folder of [own, other]) rmSync(folder, { recursive: true });
  });
});

describe("a hall's second language", () => {
  const words = { tag: "tyz", name: "Tiếng Tày", callText: "Số {so}, quầy {quay} (chữ Tày)", reviewedBy: "" };

  it("needs its words before its clips, with number and counter each once", async () => {
    const early = await sendClips({ "moi-so.wav": wavOf() });
    expect([early.statusCode, early.body.includes("Hãy lưu lời gọi")]).toEqual([409, true]);
    const without = await post({ ...words, callText: "Số {so}" });
    expect([without.statusCode, without.body.includes('value="Số {so}"')]).toEqual([422, true]);
    expect((await post({ ...words, callText: "{so} {so} {quay}" })).statusCode).toBe(422);
    expect((await post(words)).statusCode).toBe(303);
  });

  it("refuses a clip with another name, or of another form, and then keeps none of them", async () => {
    const named = await sendClips({ "moi-so.wav": wavOf(), "xin-chao.wav": wavOf() });
    expect([named.statusCode, named.body.includes("Tên tệp xin-chao.wav không đúng")]).toEqual([422, true]);
    const stereo = await sendClips({ "moi-so.wav": wavOf({ channels: 2 }) });
    expect([stereo.statusCode, stereo.body.includes("một kênh, 16 bit")]).toEqual([422, true]);
    expect((await sendClips({ "moi-so.wav": Buffer.from("%PDF-1.7\n") })).statusCode).toBe(422);
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select word from queue_clip where unit_id = $1", [office.oneStopId]);
    expect(rows).toEqual([]);
  });

  it("is spoken after the first once its clips are complete, and names those that lack", async () => {
    const first = await call();
    const needed = neededWords(["A", "B", "C", "D", "E"]);
    const clips = Object.fromEntries(
      needed.map((word, index) => [`${word}.wav`, wavOf({ rate: index % 2 === 0 ? 8_000 : 22_050, hertz: 200 + index * 20 })]),
    );
    const { "9.wav": nine = wavOf(), ...most } = clips;
    expect((await sendClips(most)).statusCode).toBe(303);
    expect((await ask("GET", path(), office.staff.one_stop_head)).body).toContain("còn thiếu: 9.wav");
    const half = await (await testApp()).inject({ method: "GET", url: `${board}/loi-goi/A-99-3.wav` });
    expect(half.rawPayload).toEqual(speakCall("bac", { prefix: "A", number: 99, counter: 3 }));
    expect((await sendClips({ "9.wav": nine })).statusCode).toBe(303);
    const both = await call();
    // Six words of a fifth of a second, with their gaps and the pause before them.
    const seconds = (both.length - first.length) / 2 / 16_000;
    expect(seconds).toBeGreaterThan(1.8);
    expect(seconds).toBeLessThan(2.2);
  });

  it("stands on the board beside the first, as unreviewed until a named person has reviewed it", async () => {
    const unitId = office.oneStopId;
    const [services, counters] = await run<[readonly { id: number }[], readonly { id: number }[]]>(
      (tx) => Promise.all([listServices(tx, unitId), listCounters(tx, unitId)]) as never,
    );
    const at = { unitId, counterId: counters[0]?.id ?? 0 };
    const by = office.staff.receiving_officer;
    const seat = { unitId, source: "desk", accountId: null } as const;
    const input = { serviceId: services[0]?.id ?? 0, priority: undefined, identity: undefined };
    await run((tx, unit) => workShift(tx, unit, by, at, { step: "open", cash: null }, NOW));
    await run((tx, unit) => takeTicket(tx, unit, seat, input, NOW));
    const { ticketId } = await run<{ ticketId: number }>((tx, unit) => callNext(tx, unit, by, at, NOW));
    const said = async () => {
      const { hallPicture, getHall } = await import("#queue");
      return run<string>(async (tx) => hallPicture(await getHall(tx, unitId, NOW), "vi", NOW).say.at(-1)?.text ?? "");
    };
    expect(await said()).toBe("Mời số A001 đến quầy 1 · Số A001, quầy 1 (chữ Tày) (bản dịch chưa được duyệt)");
    await post({ ...words, reviewedBy: "Hoàng Thị Noọng" });
    expect(await said()).toBe("Mời số A001 đến quầy 1 · Số A001, quầy 1 (chữ Tày)");
    await run((tx, unit) => actOnTicket(tx, unit, by, at, { ticketId, action: "cancel" }, NOW));
  });

  it("is dropped with its clips", async () => {
    const url = `${path()}/go`;
    const drop = async () =>
      (await testApp()).inject({
        method: "POST",
        url,
        headers: {
          authorization: `Bearer ${office.staff.one_stop_head.token}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        payload: `_key=${randomUUID()}`,
      });
    expect([(await drop()).statusCode, (await drop()).statusCode]).toEqual([303, 409]);
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select word from queue_clip where unit_id = $1", [office.oneStopId]);
    expect(rows).toEqual([]);
  });
});
