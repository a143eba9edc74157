import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LEGAL_STATES } from "#core/workflow/dossier-state.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { ask } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { saveNationalSettings, tasks } from "./index.ts";
import { nationalTime } from "./national-lists.rules.ts";
import { compareSides, nationalStatus } from "./national-payload.rules.ts";
import { cloudEventType } from "./webhook.rules.ts";

let counter: Counter;
let peer: LocalPeer;
let runner: TaskRunner;
let ahead = 0;

beforeAll(async () => {
  counter = await openCounter();
  peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: "x" });
  const { app } = await testDatabase();
  const now = () => new Date(Date.now() + ahead);
  runner = {
    pool: app,
    definitions: tasks,
    publicUrl: "https://motcua.example.vn",
    now,
    log: { done: () => {}, failed: () => {} },
  };
});
afterAll(() => peer.close());
beforeEach(async () => {
  ahead = 0;
  peer.faults = {};
  const settings = { url: peer.url, token: "t", localPeer: true };
  await inTransaction(runner.pool, NO_ROWS, (tx) => saveNationalSettings(tx, settings, new Date()));
});

async function settle(): Promise<void> {
  while ((await relayOutbox(runner.pool, tasks, runner.now?.() ?? new Date())) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
}

interface Sent {
  readonly MaSuKien: string;
  readonly HoSo: { readonly MaHoSo: string; readonly TrangThaiHoSo: number; readonly NgayTiepNhan: string };
  readonly TienTrinh: { readonly TrangThai: string };
}

const sentOf = (code: string): readonly Sent[] =>
  peer.received.flatMap(({ path, body }) =>
    path === "/national/dossiers" && (body as Sent).HoSo.MaHoSo === code ? [body as Sent] : [],
  );

async function syncOf(id: number): Promise<string | undefined> {
  const { rows } = await (
    await testDatabase()
  ).superuser.query("select facts #>> '{sync,national,state}' as state from dossier where id = $1", [id]);
  return rows[0].state ?? undefined;
}

async function decide() {
  const dossier = await counter.receive();
  const { specialist, leader } = counter.office.staff;
  let done = await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
  done = await counter.act("specialist", dossier, done.seq, "propose", { proposal: "approve", toPersonId: leader.personId });
  await counter.act("leader", dossier, done.seq, "sign");
  return dossier;
}

describe("the national portal", () => {
  it("is told of each event in its order, with its status, and the dossier knows that it was taken", async () => {
    const dossier = await decide();
    await settle();
    const sent = sentOf(dossier.code);
    expect(sent.map(({ HoSo }) => HoSo.TrangThaiHoSo)).toEqual([2, 4, 4, 9]);
    expect(sent[0]?.HoSo.NgayTiepNhan).toMatch(/^20\d{12}$/);
    expect(await syncOf(dossier.id)).toBe("acknowledged");
    await settle();
    expect(sentOf(dossier.code)).toHaveLength(4);
  });

  it("that is down is told later, still in order", async () => {
    peer.faults = { down: ["/national"] };
    const dossier = await decide();
    await settle();
    peer.faults = {};
    ahead = 60_000;
    await settle();
    const taken = sentOf(dossier.code).map(({ MaSuKien }) => MaSuKien);
    expect([...new Set(taken)]).toEqual(
      [1, 2, 3, 4]
        .map((seq) => `${dossier.code}#${taken[0]?.endsWith("#1") === true ? seq : Number.NaN}`)
        .filter((id) => taken.includes(id)),
    );
    expect(new Set(taken).size).toBe(4);
  });

  it("that refuses stops the dossier with its reason, and nothing later overtakes", async () => {
    const dossier = await counter.receive();
    peer.faults = { refusedDossiers: [dossier.code] };
    await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: counter.office.staff.specialist.personId });
    await settle();
    expect(sentOf(dossier.code)).toHaveLength(1);
    expect(await syncOf(dossier.id)).toBe("failed");
    const page = await ask("GET", "/quan-tri/tac-vu", counter.office.staff.administrator);
    expect(page.body).toContain("MaTTHC không tồn tại");
  });

  it("never hears status 9 of a dossier that waits (5, 6) or was stopped (8), in whatever order states come", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LEGAL_STATES), { maxLength: 12 }), (states) => {
        for (const state of states) {
          const status = nationalStatus(state);
          if (status === 9) expect(state).toBe("DECIDED");
          if (state === "SUPPLEMENT_WAIT" || state === "INTAKE_SUPPLEMENT") expect(status).toBe(5);
          if (state === "FINANCE_WAIT") expect(status).toBe(6);
          if (state === "STOPPED") expect(status).toBe(8);
        }
      }),
    );
  });

  it("reads instants in its own spelling", () => {
    expect(nationalTime(Date.parse("2026-11-20T01:05:09Z"))).toBe("20261120080509");
  });
});

describe("a reconciliation", () => {
  it("names what has another status, what is missing and what is unknown", () => {
    const here = [
      { code: "A", status: 4 },
      { code: "B", status: 9 },
      { code: "C", status: 2 },
    ];
    const there = [
      { code: "A", status: 4 },
      { code: "B", status: 4 },
      { code: "D", status: 2 },
    ];
    expect(compareSides(here, there)).toEqual([
      { code: "B", here: 9, there: 4 },
      { code: "C", here: 2, there: null },
      { code: "D", here: null, there: 2 },
    ]);
  });

  it("still knows what was told more than a month ago, when its tasks are forgotten", async () => {
    const [old, recent] = [await decide(), await decide()];
    await settle();
    const { superuser } = await testDatabase();
    await superuser.query("delete from task where kind = 'exchange.national' and lane = $1", [String(old.id)]);
    await ask("POST", "/dong-bo", counter.office.staff.leader, {});
    await settle();
    const { rows } = await superuser.query<{ differing: readonly { code: string }[] }>(
      "select differing from reconciliation where agency_id = $1 order by id desc limit 1",
      [counter.office.agencyId],
    );
    const codes = rows[0]?.differing.map(({ code }) => code);
    expect(codes).not.toContain(recent.code);
    expect(codes).not.toContain(old.code);
  });
});

describe("a webhook", () => {
  const openEndpoint = (url: string, topics: readonly string[] = ["dossier.received"]) =>
    ask("POST", "/quan-tri/webhook", counter.office.staff.administrator, { name: "Kho dữ liệu", url, topics });

  it("carries a CloudEvent that its key verifies, once", async () => {
    const opened = await openEndpoint(`${peer.url}/webhook/a`);
    expect(opened.status).toBe(200);
    const secret = /whsec_[A-Za-z0-9+/=]+/.exec(opened.body)?.[0] ?? "";
    const { code } = await counter.receive();
    await settle();
    await settle();
    const got = peer.received.filter(({ path, body }) => path === "/webhook/a" && (body as { subject: string }).subject === code);
    expect(got).toHaveLength(1);
    const { headers, body } = got[0] as (typeof got)[number];
    expect(body).toMatchObject({
      specversion: "1.0",
      type: cloudEventType("dossier.received"),
      source: "https://motcua.example.vn",
    });
    const signed = Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, String(headers[name])]),
    );
    expect(new Webhook(secret).verify(JSON.stringify(body), signed)).toEqual(body);
    expect(() => new Webhook(`whsec_${randomBytes(32).toString("base64")}`).verify(JSON.stringify(body), signed)).toThrow(
      "No matching signature",
    );
  });

  it("to an address inside of this machine or network is refused", async () => {
    for (const url of ["https://127.0.0.1/x", "https://[::ffff:10.0.0.1]/x", "http://example.vn/x"]) {
      expect((await openEndpoint(url)).status, url).toBe(422);
    }
    expect((await openEndpoint("https://example.vn/x", [])).status).toBe(422);
  });
});
