import { createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import webPush from "web-push";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { openBrowser, type TestBrowser } from "../../../test/support/browser.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { saveChannelSettings, tasks } from "./index.ts";

const START = new Date("2026-11-23T09:00:00+07:00");
const KEYS = webPush.generateVAPIDKeys();

let at: Counter;
let peer: LocalPeer;
let runner: TaskRunner;
let clock = START;

beforeAll(async () => {
  at = await openCounter();
  peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: "a-secret-of-the-gateway" });
  const { app } = await testDatabase();
  const log = { done: () => {}, failed: () => {} };
  runner = { pool: app, definitions: tasks, publicUrl: "http://localhost:3000", now: () => clock, log };
});
afterAll(async () => {
  setServerTime(undefined);
  await inTransaction(runner.pool, NO_ROWS, (tx) =>
    saveChannelSettings(tx, { quiet: { from: 1260, to: 420 }, localPeer: false }, clock),
  );
  await peer.close();
});
beforeEach(async () => {
  clock = START;
  setServerTime(clock.toISOString());
  peer.faults = { silentReceipts: true };
  const sms = { url: peer.url, token: "t", receiptSecret: "a-secret-of-the-gateway" };
  const push = { ...KEYS, contact: "mailto:mot.cua@xa.example.vn" };
  const settings = { sms, push, quiet: { from: 1260, to: 420 }, localPeer: true };
  await inTransaction(runner.pool, NO_ROWS, (tx) => saveChannelSettings(tx, settings, clock));
});

async function settle(): Promise<void> {
  while ((await relayOutbox(runner.pool, tasks, clock)) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
}
const later = (minutes: number): void => {
  clock = new Date(clock.getTime() + minutes * 60_000);
  setServerTime(clock.toISOString());
};

async function rows<T>(query: string, id: number): Promise<readonly T[]> {
  return (await (await testDatabase()).superuser.query(query, [id])).rows as T[];
}
const sendings = (id: number) =>
  rows<{ channel: string; state: string; reason: string | null }>(
    `select s.channel, s.state, s.reason from notice_sending s join notice n on n.id = s.notice_id
     where n.dossier_id = $1 and n.audience = 'citizen' order by s.id`,
    id,
  );
const stateOf = async (id: number) =>
  (
    await rows<{ state: string }>(
      "select state from notice where dossier_id = $1 and audience = 'citizen' order by id limit 1",
      id,
    )
  )[0]?.state;

/** A form of the public pages, by whoever holds the receipt. */
async function send(url: string, form: Readonly<Record<string, string>>) {
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });
  return { status: answer.statusCode, body: answer.body };
}

/** A dossier that a browser follows by its receipt. */
async function followed(...names: readonly string[]) {
  const { id, code } = await at.receive();
  const [row] = await rows<{ secret: string }>("select tracking_secret as secret from dossier where id = $1", id);
  const secret = row?.secret ?? "";
  const browsers = names.map((name) => openBrowser(`${peer.url}/push/${id}-${name}`));
  for (const { endpoint, p256dh, auth } of browsers) {
    const sent = await send(`/t/${secret}/thong-bao`, { endpoint, p256dh, auth });
    expect(sent.status, sent.body.slice(0, 300)).toBe(303);
  }
  return { id, code, secret, browsers };
}
const received = ({ endpoint }: TestBrowser) => peer.received.filter(({ path }) => endpoint.endsWith(path));

describe("a citizen's browser", () => {
  it("is told first, sealed for it alone under our own key; it counts as delivered when the browser says that it showed it", async () => {
    const { id, code, secret, browsers } = await followed("a");
    await settle();
    expect(await sendings(id)).toEqual([{ channel: "push", state: "sent", reason: null }]);
    const [message] = received(browsers[0] as TestBrowser);
    const shown = browsers[0]?.read(Buffer.from(String(message?.body), "base64")) as Record<string, string>;
    expect(shown["title"]).toContain(code);
    expect(shown["link"]).toBe(`http://localhost:3000/t/${secret}`);
    expect(String(message?.body)).not.toContain(code);
    expectVapid(String(message?.headers["authorization"]));

    const receipt = { reference: shown["reference"], state: "delivered", at: clock.toISOString(), signature: shown["proof"] };
    const report = (change: object) => ask("POST", "/api/v1/notices/receipts/push", undefined, { ...receipt, ...change });
    expect((await report({ signature: "no-proof" })).status).toBe(403);
    expect((await report({ state: "failed" })).status).toBe(403);
    expect(await stateOf(id)).toBe("sent");
    expect((await report({})).status).toBe(200);
    expect(await stateOf(id)).toBe("delivered");
    later(31);
    await settle();
    expect((await sendings(id)).map(({ channel }) => channel)).toEqual(["push"]);
  });

  it("that shows nothing within half an hour is followed by the next channel", async () => {
    const { id } = await followed("off");
    await settle();
    later(29);
    await settle();
    expect((await sendings(id)).map(({ channel }) => channel)).toEqual(["push"]);
    later(2);
    await settle();
    expect(await sendings(id)).toEqual([
      { channel: "push", state: "sent", reason: null },
      { channel: "sms", state: "sent", reason: null },
    ]);
  });

  it("that is over is forgotten and the next one tried; with none left the next channel comes at once", async () => {
    const { id, browsers } = await followed("old", "new");
    peer.faults = { silentReceipts: true, goneBrowsers: ["-new"] };
    await settle();
    expect(await sendings(id)).toEqual([{ channel: "push", state: "sent", reason: null }]);
    expect(received(browsers[0] as TestBrowser)).toHaveLength(1);
    expect(await rows("select endpoint from citizen_push_subscription where dossier_id = $1", id)).toEqual([
      { endpoint: browsers[0]?.endpoint },
    ]);

    const other = await followed("gone");
    peer.faults = { silentReceipts: true, goneBrowsers: ["-gone"] };
    await settle();
    expect(await sendings(other.id)).toEqual([
      { channel: "push", state: "failed", reason: "push_gone" },
      { channel: "sms", state: "sent", reason: null },
    ]);
    expect(await rows("select 1 from citizen_push_subscription where dossier_id = $1", other.id)).toEqual([]);
  });

  it("whose push service is down is tried again, and then the next channel comes", async () => {
    const { id } = await followed("down");
    peer.faults = { silentReceipts: true, down: ["/push"] };
    await settle();
    for (let minutes = 0; minutes < 20; minutes += 1) {
      later(1);
      await settle();
    }
    expect(await sendings(id)).toEqual([
      { channel: "push", state: "failed", reason: "gateway_down" },
      { channel: "sms", state: "sent", reason: null },
    ]);
  });

  it("may stop at any time; a wrong secret, a private address and nonsense are refused", async () => {
    const { id, secret, browsers } = await followed("stops");
    const { endpoint = "", p256dh = "", auth = "" } = browsers[0] ?? {};
    expect((await send(`/t/${secret}/thong-bao/bo`, { endpoint })).status).toBe(303);
    expect(await rows("select 1 from citizen_push_subscription where dossier_id = $1", id)).toEqual([]);
    await settle();
    expect((await sendings(id)).map(({ channel }) => channel)).toEqual(["sms"]);
    expect((await send(`/t/${"x".repeat(40)}/thong-bao`, { endpoint, p256dh, auth })).status).toBe(404);
    for (const wrong of ["https://10.0.0.1/push", "http://push.example.com/1", "https://localhost/push"])
      expect((await send(`/t/${secret}/thong-bao`, { endpoint: wrong, p256dh, auth })).status).toBe(422);
    expect((await send(`/t/${secret}/thong-bao`, { endpoint, p256dh: "short", auth })).status).toBe(422);
    expect(await rows("select 1 from citizen_push_subscription where dossier_id = $1", id)).toEqual([]);
  });
});

describe("an officer's browser", () => {
  it("is offered on the page of notices, told of what was assigned, and not any more after it said so", async () => {
    const { specialist } = at.office.staff;
    const page = async () => (await at.asks("specialist", "GET", "/thong-bao")).body;
    expect(await page()).toContain(`data-push="${KEYS.publicKey}"`);
    const { endpoint, p256dh, auth } = openBrowser(`${peer.url}/push/officer`);
    const form = { endpoint, p256dh, auth };
    expect((await at.asks("specialist", "POST", "/thong-bao/trinh-duyet", form)).status).toBe(303);
    await at.asks("specialist", "POST", "/thong-bao/tuy-chon", { push: "1", quietFrom: "22:00", quietTo: "05:00" });
    const hand = async () => {
      const dossier = await at.receive();
      await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
      await settle();
    };
    const told = () => peer.received.filter(({ path }) => path === "/push/officer").length;
    await hand();
    expect(told()).toBe(1);
    expect((await at.asks("specialist", "POST", "/thong-bao/trinh-duyet/bo", { endpoint })).status).toBe(303);
    await hand();
    expect(told()).toBe(1);
  });

  it("is told for whoever asked for it last, where two sit at one computer", async () => {
    const { endpoint, p256dh, auth } = openBrowser(`${peer.url}/push/shared`);
    const form = { endpoint, p256dh, auth };
    const { specialist, leader } = at.office.staff;
    const { superuser } = await testDatabase();
    const owners = async () =>
      (await superuser.query("select account_id from push_subscription where endpoint = $1", [endpoint])).rows as unknown[];
    for (const role of ["specialist", "leader"] as const)
      expect((await at.asks(role, "POST", "/thong-bao/trinh-duyet", form)).status).toBe(303);
    expect(await owners()).toEqual([{ account_id: leader.accountId }]);
    expect((await at.asks("specialist", "POST", "/thong-bao/trinh-duyet", form)).status).toBe(303);
    expect(await owners()).toEqual([{ account_id: specialist.accountId }]);
  });

  it("is offered nothing where the installation sends no push notices", async () => {
    await inTransaction(runner.pool, NO_ROWS, (tx) =>
      saveChannelSettings(tx, { quiet: { from: 1260, to: 420 }, localPeer: false }, clock),
    );
    expect((await at.asks("specialist", "GET", "/thong-bao")).body).not.toContain("data-push");
    const { endpoint, p256dh, auth } = openBrowser("https://push.example.com/1");
    expect((await at.asks("specialist", "POST", "/thong-bao/trinh-duyet", { endpoint, p256dh, auth })).status).toBe(409);
  });
});

/** RFC 8292: a token for the push service's own origin, signed by the key that browsers subscribed with. */
function expectVapid(authorization: string): void {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  expect(key).toBe(KEYS.publicKey);
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const publicKey = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" } as const;
  expect(verify("sha256", Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
    aud: peer.url,
    sub: "mailto:mot.cua@xa.example.vn",
  });
}
