import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { saveTaxSettings, tasks } from "./index.ts";

let at: Counter;
let peer: LocalPeer;
let runner: TaskRunner;
let ahead = 0;

beforeAll(async () => {
  at = await openCounter();
  peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: "x" });
  const { app } = await testDatabase();
  const settings = { url: peer.url, token: "t", localPeer: true };
  await inTransaction(app, NO_ROWS, (tx) => saveTaxSettings(tx, settings, new Date()));
  runner = {
    pool: app,
    definitions: tasks,
    publicUrl: "https://motcua.example.vn",
    now: () => new Date(Date.now() + ahead),
    log: { done: () => {}, failed: () => {} },
  };
});
afterAll(() => peer.close());
beforeEach(() => void (peer.faults = {}));

/** What the worker does after so many more seconds. */
async function later(seconds: number): Promise<void> {
  ahead += seconds * 1000;
  while ((await relayOutbox(runner.pool, tasks, runner.now?.() ?? new Date())) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
}

async function awaitPayment(): Promise<Done> {
  const dossier = await at.receive();
  const { personId } = at.office.staff.specialist;
  const handed = await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: personId });
  return at.act("specialist", dossier, handed.seq, "request_payment", { basis: "Luật Đất đai 2024, Điều 153" });
}

interface Shown {
  readonly state: string;
  readonly seq: number;
  readonly events: readonly { readonly type: string; readonly payload: { readonly document?: string } }[];
}
const shown = async ({ id }: Done): Promise<Shown> => (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<Shown>();
const page = async ({ id }: Done): Promise<string> => (await at.asks("specialist", "GET", `/ho-so/${id}`)).body;
const slips = ({ code }: Done) =>
  peer.received.filter(({ path, body }) => path === "/tax/duties" && (body as { MaHoSo: string }).MaHoSo === code);

describe("a financial duty", () => {
  it("goes to the tax side as a slip, comes back as a notice, and the dossier goes on when the Treasury has the money", async () => {
    const dossier = await awaitPayment();
    expect(dossier.state).toBe("FINANCE_WAIT");
    expect(await page(dossier)).toContain("Chờ gửi");
    await later(1);
    expect(slips(dossier)).toHaveLength(1);
    expect(slips(dossier)[0]?.body).toMatchObject({
      NguoiNop: { HoTen: "Nguyễn Minh An" },
      CanCu: "Luật Đất đai 2024, Điều 153",
    });
    expect(await page(dossier)).toContain("Thuế đã nhận");
    await later(15);
    expect(await page(dossier)).toContain("12.500.000");
    expect((await shown(dossier)).state).toBe("FINANCE_WAIT");
    await later(15);
    const after = await shown(dossier);
    expect(after.state).toBe("PROCESSING");
    expect(after.events.findLast(({ type }) => type === "finance_settled")?.payload.document).toMatch(/^GNT-/);
    expect(await page(dossier)).toContain("Kho bạc đã thu");
    await later(3600);
    expect((await shown(dossier)).seq).toBe(after.seq);
    expect(slips(dossier)).toHaveLength(1);
  });

  it("is sent again while the tax side is down, under the same number", async () => {
    peer.faults = { down: ["/tax"] };
    const dossier = await awaitPayment();
    await later(1);
    await later(10);
    expect(await page(dossier)).toContain("Chờ gửi");
    peer.faults = {};
    await later(60);
    expect(new Set(slips(dossier).map(({ body }) => (body as { MaPhieu: string }).MaPhieu)).size).toBe(1);
    expect(await page(dossier)).toContain("Thuế đã nhận");
  });

  it("that an officer confirmed from the paper is asked after no more", async () => {
    const dossier = await awaitPayment();
    await later(1);
    await at.act("specialist", dossier, dossier.seq, "confirm_payment", { document: "GNT giấy số 7" });
    await later(3600);
    const { state, events } = await shown(dossier);
    expect(state).toBe("PROCESSING");
    expect(events.filter(({ type }) => type === "finance_settled")).toHaveLength(1);
  });
});
