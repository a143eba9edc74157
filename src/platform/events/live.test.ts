import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS } from "#platform/db/tx.ts";
import { assetVersion } from "#platform/http/assets.ts";
import { buildServer } from "#platform/http/build-server.ts";
import { live } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";

const nothing = z.object({});
const say = { value: "first" };
const rendered = { count: 0 };

const feedRoute = route({
  method: "GET",
  path: "/test/live",
  roles: "public",
  scope: "device",
  auditName: "test.live",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: () =>
    live({
      topic: "test:1",
      key: "test:1",
      endsOn: "test:1:withdrawn",
      render: async () => {
        rendered.count += 1;
        return say.value;
      },
    }),
});

const servers: Awaited<ReturnType<typeof buildServer>>[] = [];

async function startServer(mostPerAddress = 100): Promise<string> {
  const { app } = await testDatabase();
  const server = await buildServer({
    files: testFiles(),
    pool: app,
    routes: [feedRoute],
    findSession: async () => undefined,
    shells: () => ({}) as never,
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    logLevel: "silent",
    live: { mostPerAddress },
    maxEventLoopDelayMs: 0,
  });
  servers.push(server);
  await server.listen({ port: 0, host: "127.0.0.1" });
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/test/live`;
}

/** Reads a feed until it is let go; `until` waits for a picture. */
async function open(url: string) {
  const stop = new AbortController();
  const answer = await fetch(url, { signal: stop.signal });
  let text = "";
  let ended = false;
  void (async () => {
    for await (const part of answer.body ?? []) text += Buffer.from(part).toString();
    ended = true;
  })().catch(() => {});
  return {
    answer,
    isEnded: () => ended,
    text: () => text,
    until: (wanted: string) => expect.poll(() => text, { timeout: 8_000, interval: 10 }).toContain(`data: ${wanted}\n\n`),
    close: () => stop.abort(),
  };
}

const change = async (value: string, topic = "test:1"): Promise<void> => {
  const { app } = await testDatabase();
  await execute(app, { name: "test", scope: NO_ROWS, actorKey: "test", input: null, agencyId: null }, async (_tx, unit) => {
    unit.announce(topic);
    say.value = value;
    return null;
  });
};

let first: string;
let second: string;
beforeAll(async () => {
  first = await startServer();
  second = await startServer(1);
});
afterAll(async () => {
  const closed = Promise.all(servers.map((server) => server.close()));
  // The client's idle connections, which it would keep for some seconds.
  for (const server of servers) server.server.closeAllConnections();
  await closed;
});

describe("a live page", () => {
  it("gets the picture at once, and the new one after a commit, in every web process", async () => {
    const pages = await Promise.all([open(first), open(first), open(second)]);
    for (const page of pages) await page.until("first");
    expect(pages[0]?.answer.headers.get("content-type")).toContain("text/event-stream");
    expect(pages[0]?.answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const before = rendered.count;
    await change("second");
    for (const page of pages) await page.until("second");
    expect(rendered.count - before, "made once for all pages of a process").toBeLessThanOrEqual(4);
    for (const page of pages) page.close();
  });

  it("finds out what it missed when the database's connection broke", async () => {
    const { superuser } = await testDatabase();
    const page = await open(first);
    await page.until(say.value);
    await superuser.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'motcua live'");
    say.value = "missed";
    await page.until("missed");
    await change("after");
    await page.until("after");
    expect(page.text().match(/event: picture/g)?.length).toBeGreaterThanOrEqual(3);
    page.close();
  });

  it("ends at once for whom it is no more", async () => {
    const page = await open(first);
    await page.until(say.value);
    await change(say.value, "test:1:withdrawn");
    await expect.poll(() => page.isEnded(), { timeout: 5_000, interval: 10 }).toBe(true);
  });

  it("tells which version of the pages the server has, so that boards load themselves anew after an update", async () => {
    const page = await open(first);
    await expect
      .poll(() => page.text(), { timeout: 5_000, interval: 10 })
      .toContain(`event: version\nid: 0\ndata: ${assetVersion}\n`);
    page.close();
  });

  it("tells nothing of a command that was rolled back", async () => {
    const { app } = await testDatabase();
    const page = await open(first);
    await page.until(say.value);
    const refused = execute(
      app,
      { name: "test", scope: NO_ROWS, actorKey: "test", input: null, agencyId: null },
      async (_, unit) => {
        unit.announce("test:1");
        say.value = "never";
        throw new Error("no");
      },
    );
    await expect(refused).rejects.toThrow("no");
    say.value = "kept";
    await change("later");
    await page.until("later");
    expect(page.text()).not.toContain("never");
    page.close();
  });

  it("is refused beyond the connections of one address", async () => {
    const page = await open(second);
    await page.until(say.value);
    expect((await open(second)).answer.status).toBe(429);
    page.close();
    await expect.poll(async () => (await open(second)).answer.status, { timeout: 5_000 }).toBe(200);
  });
});
