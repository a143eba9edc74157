import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { setUpPoint } from "#queue";
import { testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { type PrinterPeer, readCode, startPrinterPeer } from "../../../test/support/printer-peer.ts";
import { drawSlip } from "./draw-slip.ts";
import { encodeSlip, stateOf } from "./escpos.ts";
import { isOwnAddress, type Printer } from "./printer.ts";
import { printSlip } from "./print-slip.ts";
import { askState } from "./talk-to-printer.ts";

let office: Office;
let peer: PrinterPeer;

const SLIP = [
  { text: "Bộ phận Một cửa xã Hòa Bình", bold: true },
  { text: "A012", size: "number" },
  { qr: "http://localhost:3000/lay-so/1/abc" },
] as const;

const printerOf = (change: Partial<Printer> = {}): Printer =>
  ({ id: peer.port, address: "127.0.0.1", port: peer.port, widthMm: 80, model: "standard", ...change }) as Printer;

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  const scope = { accountId: null, agencies: [office.agencyId] };
  await execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, (tx, unit) =>
    setUpPoint(tx, unit, office.oneStopId),
  );
  peer = await startPrinterPeer();
});
afterAll(() => peer.close());
beforeEach(() => {
  peer.papers.length = 0;
  peer.fault = undefined;
});

describe("a slip", () => {
  it.each([
    [80, 72],
    [58, 48],
  ] as const)(
    "on a roll of %i mm fills the width of its head, cut, with a code that a telephone reads",
    async (widthMm, bytesPerRow) => {
      expect(await printSlip(printerOf({ widthMm }), SLIP)).toEqual({ outcome: "printed", state: "ready" });
      const [paper] = peer.papers;
      expect([peer.papers.length, paper?.bytesPerRow, paper?.cut]).toEqual([1, bytesPerRow, true]);
      expect(paper !== undefined && readCode(paper)).toBe("http://localhost:3000/lay-so/1/abc");
    },
  );

  it("keeps every letter of Vietnamese apart: each mark gives another picture", () => {
    const pictures = ["a", "ă", "â", "á", "ặ", "ấ", "ợ", "ở", "ỡ"].map((text) =>
      drawSlip([{ text }], 58).bits.toString("base64"),
    );
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  it("breaks a long name on the paper, and is fed but not cut where the printer has no cutter", async () => {
    const [short, long] = ["Hộ tịch", "Địa chính – xây dựng – môi trường – quy hoạch đô thị và nông thôn – giao thông"].map(
      (text) => drawSlip([{ text }], 58).rows,
    );
    expect(long).toBeGreaterThan((short ?? 0) * 2);
    await printSlip(printerOf({ model: "no_cutter" }), SLIP);
    expect(peer.papers.map(({ cut }) => cut)).toEqual([false]);
  });

  it("goes out in bands that add up to the picture", () => {
    const bitmap = drawSlip(SLIP, 80);
    expect(bitmap.rows).toBeGreaterThan(256);
    expect(encodeSlip(bitmap, true).length).toBe(2 + Math.ceil(bitmap.rows / 128) * 8 + bitmap.bits.length + 4);
  });

  it("two at once come out one after the other, whole", async () => {
    await Promise.all([printSlip(printerOf(), SLIP), printSlip(printerOf(), SLIP)]);
    expect(peer.papers.map((paper) => readCode(paper))).toEqual(Array(2).fill("http://localhost:3000/lay-so/1/abc"));
  });
});

describe("what a printer says", () => {
  it.each(["no_paper", "cover_open", "cutter_stuck", "fault"] as const)("%s: nothing is sent, and it is said", async (fault) => {
    peer.fault = fault;
    expect(await askState(printerOf())).toBe(fault);
    expect(await printSlip(printerOf(), SLIP)).toEqual({ outcome: "failed", state: fault });
    expect(peer.papers).toEqual([]);
  });

  it("little paper: it prints, and it is said", async () => {
    peer.fault = "low_paper";
    expect(await printSlip(printerOf(), SLIP)).toEqual({ outcome: "printed", state: "low_paper" });
  });

  it("paper that ends within the slip is a slip that did not come", async () => {
    peer.fault = "runs_out";
    expect(await printSlip(printerOf(), SLIP)).toEqual({ outcome: "failed", state: "no_paper" });
  });

  it("a line that breaks within the slip leaves it unconfirmed", async () => {
    peer.fault = "hangs_up";
    expect((await printSlip(printerOf(), SLIP)).outcome).toBe("unconfirmed");
  });

  it("one that does not answer is out of order, unless its kind never answers", async () => {
    peer.fault = "mute";
    expect(await printSlip(printerOf(), SLIP)).toEqual({ outcome: "failed", state: "offline" });
    expect(await printSlip(printerOf({ model: "silent" }), SLIP)).toEqual({ outcome: "sent", state: "silent" });
    await expect.poll(() => peer.papers.length).toBe(1);
  });

  it("one that is not there cannot be reached", async () => {
    const gone = await startPrinterPeer();
    await gone.close();
    expect(await printSlip(printerOf({ port: gone.port }), SLIP)).toEqual({ outcome: "failed", state: "unreachable" });
  });

  it("an open cover is said before missing paper: it has to be closed first", () => {
    expect(stateOf({ offline: 0x12 | 0x04, fault: 0x12, paper: 0x12 | 0x60 })).toBe("cover_open");
    expect(stateOf({ offline: 0x12, fault: 0x12, paper: 0x12 })).toBe("ready");
  });
});

describe("the settings of a hall's printers", () => {
  const send = async (
    path: string,
    fields: Record<string, string>,
    who: "one_stop_head" | "receiving_officer" = "one_stop_head",
  ) =>
    (await testApp()).inject({
      method: "POST",
      url: `/hang-doi/${office.oneStopId}/may-in${path}`,
      headers: { authorization: `Bearer ${office.staff[who].token}`, "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ ...fields, _key: randomUUID() }).toString(),
    });
  const input = { name: "Máy in cửa chính", address: "127.0.0.1", width: "80", model: "standard", deviceId: "" };

  it.each(["8.8.8.8", "169.254.169.254", "printer.example", "::ffff:8.8.8.8", "0.0.0.0"])(
    "refuses %s, which is not of the office's own network (address_foreign), and keeps what was typed",
    async (address) => {
      expect(isOwnAddress(address)).toBe(false);
      const refused = await send("", { ...input, address, port: "9100" });
      expect(refused.statusCode).toBe(422);
      expect(refused.body).toContain("mạng nội bộ (10.x");
      expect(refused.body).toContain(`value="${address}"`);
    },
  );

  it("refuses a port that is no printer's, a kiosk of another hall, and whoever is not the head", async () => {
    expect((await send("", { ...input, port: "5432" })).statusCode).toBe(422);
    expect((await send("", { ...input, port: "9100", deviceId: "999999" })).statusCode).toBe(404);
    expect((await send("", { ...input, port: "9100" }, "receiving_officer")).statusCode).toBe(403);
  });

  it("adds one, tries it, says what is wrong with it, and refuses a second for the same place (place_taken)", async () => {
    expect((await send("", { ...input, port: String(peer.port) })).statusCode).toBe(303);
    const { superuser } = await testDatabase();
    const find = async () =>
      (
        await superuser.query<{ id: number; state: string }>(
          "select id, state from printer where unit_id = $1 and removed_at is null",
          [office.oneStopId],
        )
      ).rows;
    const [printer] = await find();
    expect((await send("", { ...input, port: String(peer.port) })).statusCode).toBe(409);
    expect((await send(`/${printer?.id}/thu`, {})).statusCode).toBe(303);
    expect(peer.papers).toHaveLength(1);
    peer.fault = "cover_open";
    const refused = await send(`/${printer?.id}/kiem-tra`, {});
    expect([refused.statusCode, refused.body.includes("Đóng chặt nắp máy in")]).toEqual([409, true]);
    expect((await find())[0]?.state).toBe("cover_open");
    expect((await send(`/${printer?.id}/go`, {})).statusCode).toBe(303);
    expect([await find(), (await send(`/${printer?.id}/go`, {})).statusCode]).toEqual([[], 404]);
  });
});
