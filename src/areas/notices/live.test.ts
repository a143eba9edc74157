import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSession } from "#identity";
import { createPool } from "#platform/db/connect.ts";
import { buildServer } from "#platform/http/build-server.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { allNavigation, allRoutes } from "../../areas.ts";
import { makeShells } from "../../shell.tsx";
import { testFiles } from "../../../test/support/files.ts";

interface Web {
  readonly url: string;
  close(): Promise<void>;
}

let counter: Counter;
let one: Web;
let other: Web;

/** A web server of its own with its own connections, as a second process has them. */
async function startWeb(): Promise<Web> {
  const { appUrl } = await testDatabase();
  const pool = createPool({ connectionString: appUrl, max: 4, pipeline: true, applicationName: "motcua test web" });
  const server = await buildServer({
    pool,
    routes: allRoutes,
    findSession: (token, now) => findSession(pool, token, now),
    shells: makeShells(allNavigation),
    files: testFiles(),
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    logLevel: "silent",
    maxEventLoopDelayMs: 0,
  });
  const url = await server.listen({ port: 0, host: "127.0.0.1" });
  return { url, close: () => server.close().then(() => pool.end()) };
}

beforeAll(async () => {
  counter = await openCounter();
  [one, other] = await Promise.all([startWeb(), startWeb()]);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
});

/** The pictures of a feed as they come, until one fits. */
async function untilPicture(answer: Response, fits: (picture: string) => boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true });
    const found = [...text.matchAll(/event: picture\nid: \d+\ndata: (.*)\n\n/g)].map(([, data]) => data ?? "").find(fits);
    if (found !== undefined) return found;
  }
  throw new Error(`the feed ended: ${text}`);
}

describe("a page that shows a dossier", () => {
  it("hears from one web process what was done in another", async () => {
    const dossier = await counter.receive();
    const { receiving_officer: officer, specialist } = counter.office.staff;
    const ended = new AbortController();
    const open = (): Promise<Response> =>
      fetch(`${one.url}/ho-so/${dossier.id}/truc-tiep`, {
        headers: { authorization: `Bearer ${officer.token}` },
        signal: ended.signal,
      });
    const feed = await open();
    expect(feed.headers.get("content-type")).toContain("text/event-stream");
    const changed = untilPicture(feed, (picture) => Number(picture) > 1);
    const done = await fetch(`${other.url}/api/v1/dossiers/${dossier.id}/actions`, {
      method: "POST",
      headers: { authorization: `Bearer ${officer.token}`, "content-type": "application/json", "idempotency-key": randomUUID() },
      body: JSON.stringify({ action: "hand_over", seq: 1, toPersonId: specialist.personId }),
    });
    expect(done.status).toBe(200);
    expect(Number(await changed)).toBeGreaterThan(1);
    ended.abort();
  }, 20_000);

  it("opens no feed of another agency's dossier", async () => {
    const stranger = await openCounter();
    const dossier = await counter.receive();
    const answer = await fetch(`${one.url}/ho-so/${dossier.id}/truc-tiep`, {
      headers: { authorization: `Bearer ${stranger.office.staff.specialist.token}` },
    });
    expect(answer.status).toBe(404);
  });

  it("opens one to whoever holds the receipt, which tells the state and what is owed alone", async () => {
    const dossier = await counter.receive();
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select tracking_secret as secret from dossier where id = $1", [dossier.id]);
    const ended = new AbortController();
    const feed = await fetch(`${one.url}/t/${rows[0].secret}/truc-tiep`, { signal: ended.signal });
    expect(await untilPicture(feed, () => true)).toMatch(/^ACCEPTED\.\d*\.0$/);
    ended.abort();
    expect((await fetch(`${one.url}/t/${"x".repeat(43)}/truc-tiep`)).status).toBe(404);
  });
});
