import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { setUpPoint } from "#queue";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { readPdf } from "../../../test/support/pdf.ts";
import { type PrinterPeer, readCode, startPrinterPeer } from "../../../test/support/printer-peer.ts";
import { changeDisplays } from "./change-displays.ts";

let office: Office;
let peer: PrinterPeer;
let kiosk: string;

const post = async (url: string, fields: Record<string, string>, who?: "receiving_officer" | "one_stop_head") =>
  (await testApp()).inject({
    method: "POST",
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "http://localhost:3000",
      host: "localhost:3000",
      ...(who === undefined ? {} : { authorization: `Bearer ${office.staff[who].token}` }),
    },
    payload: new URLSearchParams({ _key: randomUUID(), ...fields }).toString(),
  });

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  peer = await startPrinterPeer();
  setServerTime("2026-11-25T02:00:00Z");
  const scope = { accountId: null, agencies: [office.agencyId] };
  const unitId = office.oneStopId;
  const { token } = await execute(
    app,
    { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId },
    async (tx, unit) => {
      await setUpPoint(tx, unit, unitId);
      return changeDisplays(tx, unit, unitId, { kind: "add_device", input: { kind: "kiosk", name: "Kiosk" } }, new Date());
    },
  );
  kiosk = `/kiosk/${unitId}/${token}`;
  const printer = { name: "Máy in", address: "127.0.0.1", port: String(peer.port), width: "80", model: "standard", deviceId: "" };
  expect((await post(`/hang-doi/${unitId}/may-in`, printer, "one_stop_head")).statusCode).toBe(303);
});
afterAll(async () => {
  setServerTime(undefined);
  await peer.close();
});
beforeEach(() => {
  peer.papers.length = 0;
  peer.fault = undefined;
});

const serviceId = async (): Promise<string> => /linh-vuc\/(\d+)/.exec((await ask("GET", kiosk)).body)?.[1] ?? "";

/** Takes a number at the kiosk; the address of the page that shows it, and the page. */
async function take(key: string = randomUUID()) {
  const taken = await post(`${kiosk}/lay-so`, { serviceId: await serviceId(), _key: key });
  const address = String(taken.headers["location"]);
  return { address, page: (await ask("GET", address)).body };
}

const hallPage = async (): Promise<string> =>
  (await ask("GET", `/hang-doi/${office.oneStopId}`, office.staff.receiving_officer)).body;

describe("the paper of a ticket", () => {
  it("comes from the hall's printer with a code that leads to the ticket's own page, and the browser prints none", async () => {
    const { address, page } = await take();
    expect(page).toContain("Mời bạn lấy phiếu vừa in");
    expect(page).not.toContain("data-print");
    const [paper] = peer.papers;
    const followed = paper === undefined ? undefined : readCode(paper);
    expect(followed).toBe(`http://localhost:3000/lay-so/${office.oneStopId}/${address.split("/").at(-1)}`);
    expect((await ask("GET", new URL(followed ?? "").pathname)).status).toBe(200);
  });

  it("is printed once for five taps at once", async () => {
    const key = randomUUID();
    const taps = await Promise.all(Array.from({ length: 5 }, () => take(key)));
    expect(new Set(taps.map(({ address }) => address)).size).toBe(1);
    expect(peer.papers).toHaveLength(1);
  });

  it("without paper in the printer the number is kept, told with its code at the kiosk and to the staff, and printed later", async () => {
    peer.fault = "no_paper";
    const { address, page } = await take();
    expect(page).toContain("hết giấy. Số của bạn vẫn có hiệu lực");
    expect(page).toContain("/qr.svg");
    const label = /ticket-number">([A-Z]\d{3})</.exec(page)?.[1] ?? "?";
    expect(await hallPage()).toContain(`Phiếu ${label} chưa in được: hết giấy.`);
    const still = await post(`${address}/in`, { after: "1" });
    expect(still.statusCode).toBe(303);
    expect((await ask("GET", address)).body).toContain("hết giấy");
    peer.fault = undefined;
    await post(`${address}/in`, { after: "2" });
    expect((await ask("GET", address)).body).toContain("Mời bạn lấy phiếu vừa in");
    expect([peer.papers.length, (await hallPage()).includes(`Phiếu ${label}`)]).toEqual([1, false]);
  });

  it("is printed again at the desk by the staff, and no more than five times (print_limit)", async () => {
    peer.fault = "cover_open";
    const { address } = await take();
    const id = /name="ticketId" value="(\d+)"/.exec(await hallPage())?.[1] ?? "";
    const again = (after: string) => post(`/hang-doi/${office.oneStopId}/in-lai`, { ticketId: id, after }, "receiving_officer");
    const refused = await again("1");
    expect([refused.statusCode, refused.body.includes("nắp đang mở")]).toEqual([409, true]);
    peer.fault = undefined;
    expect((await again("2")).statusCode).toBe(303);
    expect(peer.papers).toHaveLength(1);
    expect((await again("5")).statusCode).toBe(409);
    expect((await post(`${address}/in`, { after: "5" })).statusCode).toBe(409);
  });

  it("taken at the desk comes from the printer; where it does not, the desk's browser shows the paper", async () => {
    const desk = async () =>
      String(
        (await post(`/hang-doi/${office.oneStopId}/lay-so`, { serviceId: await serviceId() }, "receiving_officer")).headers[
          "location"
        ],
      );
    expect(await desk()).toBe(`/hang-doi/${office.oneStopId}`);
    peer.fault = "cutter_stuck";
    expect(await desk()).toMatch(/\/lay-so\/\d+\/[^/]+\/in$/);
    expect(peer.papers).toHaveLength(1);
  });

  it("is a PDF of 80 mm for whoever wants one", async () => {
    const { address } = await take();
    const secret = address.split("/").at(-1) ?? "";
    const answer = await (await testApp()).inject({ method: "GET", url: `/lay-so/${office.oneStopId}/${secret}/phieu.pdf` });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/pdf"]);
    const pdf = readPdf(answer.rawPayload);
    expect(Math.round(pdf.pages[0]?.width ?? 0)).toBe(227);
    expect(pdf.pages.length).toBe(1);
  });
});
