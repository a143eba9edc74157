import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { h } from "preact";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { buildServer } from "./build-server.ts";
import { KeptPages } from "./kept-pages.ts";
import { publicPage } from "./reply.ts";
import { type RequestContext, route } from "./route.ts";

const nothing = z.object({});
const made = { times: 0, during: async (): Promise<void> => {} };
const clock = { now: new Date("2026-11-26T02:00:10Z") };
const TOKEN = "t".repeat(43);

/** Says how many times it was made, in which language, for whom, and what it read of the tables. */
const answer = async (c: RequestContext<unknown, unknown, unknown>) => {
  made.times += 1;
  const { rows } = await c.pool.query<{ all: number }>("select count(*)::int as all from person");
  await made.during();
  const said = `made ${made.times} ${c.locale} ${c.actor?.name ?? "nobody"} persons ${rows[0]?.all ?? 0} end`;
  return publicPage(h("html", null, h("body", null, said)));
};
const common = { method: "GET", roles: "public", scope: "reference", rate: "page" } as const;
const schema = { params: nothing, query: nothing, body: nothing };
const keptRoute = route({ ...common, path: "/test/kept", auditName: "test.kept", schema, kept: true, handler: answer });
const otherRoute = route({ ...common, path: "/test/other", auditName: "test.other", schema, handler: answer });

const servers: FastifyInstance[] = [];
async function startServer(): Promise<FastifyInstance> {
  const { app } = await testDatabase();
  const actor = { name: "Hoa", accountId: 1, agencies: [], roles: new Set(["leader"]) };
  const server = await buildServer({
    files: testFiles(),
    pool: app,
    routes: [keptRoute, otherRoute],
    findSession: async () => ({ actor, csrfToken: "c", locale: "vi", generation: "0" }) as never,
    shells: () => ({}) as never,
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    logLevel: "silent",
    maxEventLoopDelayMs: 0,
    now: () => clock.now,
  });
  servers.push(server);
  return server;
}

async function see(server: FastifyInstance, headers: Readonly<Record<string, string>> = {}, url = "/test/kept") {
  const got = await server.inject({ method: "GET", url, headers: { "accept-encoding": "gzip, br", ...headers } });
  const isPacked = got.headers["content-encoding"] === "gzip";
  const html = (isPacked ? gunzipSync(got.rawPayload) : got.rawPayload).toString();
  return { status: got.statusCode, html, headers: got.headers, nth: Number(/made (\d+)/.exec(html)?.[1]) };
}

/** A change of a counted table, by someone whom the servers do not know. */
async function change(): Promise<void> {
  const { app } = await testDatabase();
  await app.query("insert into person (full_name) values ('Mai')");
}

let first: FastifyInstance;
let second: FastifyInstance;
beforeAll(async () => {
  first = await startServer();
  second = await startServer();
});
beforeEach(() => {
  made.during = async () => {};
  clock.now = new Date(clock.now.getTime() + 60_000);
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

describe("a kept page", () => {
  it("is made once, and is then the same to the byte with the same policy", async () => {
    const [one, two] = [await see(first), await see(first)];
    expect([one.status, two.status, two.html]).toEqual([200, 200, one.html]);
    expect(two.headers["content-security-policy"]).toBe(one.headers["content-security-policy"]);
    expect(two.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(two.headers["cache-control"]).toBe("public, max-age=60");
    const again = await see(first, { "if-none-match": String(one.headers["etag"]) });
    expect([again.status, again.html]).toEqual([304, ""]);
    expect(made.times).toBe(one.nth);
    await see(first, {}, "/test/other");
    expect((await see(first, {}, "/test/other")).nth, "only where the route says so").toBe(one.nth + 2);
  });

  it("is made anew at the request after a change, in every process", async () => {
    const before = [await see(first), await see(second)];
    await change();
    const after = [await see(first), await see(second)];
    const persons = (html: string) => Number(/persons (\d+)/.exec(html)?.[1]);
    for (const at of [0, 1]) expect(persons(after[at]?.html ?? "")).toBe(persons(before[at]?.html ?? "") + 1);
    expect((await see(first)).nth).toBe(after[0]?.nth);
  });

  it("is not kept for later where something changed while it was made", async () => {
    made.during = async () => {
      made.during = async () => {};
      await change();
    };
    const early = await see(first);
    expect((await see(first)).nth).toBe(early.nth + 1);
  });

  it("ends with its minute", async () => {
    const one = await see(first);
    clock.now = new Date(Math.floor(clock.now.getTime() / 60_000) * 60_000 + 59_999);
    expect((await see(first)).nth).toBe(one.nth);
    clock.now = new Date(clock.now.getTime() + 1);
    expect((await see(first)).nth).toBe(one.nth + 1);
  });

  it("is neither made for nor handed to anyone who is signed in, at a kiosk, or says more than a language", async () => {
    const known = [{ authorization: `Bearer ${TOKEN}` }, { cookie: `session=${TOKEN}` }];
    for (const headers of known) expect((await see(first, headers)).html).toContain("Hoa");
    const nobody = await see(first);
    expect(nobody.html).toContain("vi nobody");
    for (const headers of known) expect((await see(first, headers)).html).toContain("Hoa");
    const flash = await see(first, { cookie: "flash=Xong" });
    expect([flash.nth > nobody.nth, String(flash.headers["set-cookie"]).startsWith("flash=;")]).toEqual([true, true]);
    expect((await see(first, { "accept-encoding": "identity" })).nth).toBeGreaterThan(flash.nth);
    expect((await see(first, { cookie: "locale=en" })).html).toContain("en nobody");
    const english = await see(first, { cookie: "locale=en" });
    expect(english.nth).toBe(made.times);
    expect((await see(first)).nth, "the first one is still there").toBe(nobody.nth);
  });

  it("asks the database once for many who come at a time", async () => {
    const page = await see(first);
    const { app } = await testDatabase();
    const asked = vi.spyOn(app, "query");
    const all = await Promise.all(Array.from({ length: 40 }, () => see(first)));
    expect(all.every(({ nth }) => nth === page.nth)).toBe(true);
    expect(asked.mock.calls.length).toBeLessThan(20);
    asked.mockRestore();
  });

  it("takes no more memory than it may", async () => {
    const { app } = await testDatabase();
    const pages = new KeptPages(app);
    const noise = () => randomBytes(40_000).toString("base64");
    for (let at = 0; at < 120; at += 1) await pages.keep({ key: `vi /${at}`, generation: "1", minute: 1 }, noise(), {});
    expect(pages.bytes).toBeGreaterThan(2_000_000);
    expect(pages.bytes).toBeLessThan(4_000_000);
    const before = pages.bytes;
    await pages.keep({ key: "vi /119", generation: "2", minute: 1 }, "short", {});
    expect(pages.bytes, "what it replaces no longer counts").toBeLessThan(before - 40_000);
  });
});

/** What the pages of an office read lies in its tables, and whoever adds a table to one of them must have it counted. */
describe("the routes whose pages are kept", () => {
  const UNCOUNTED = new Set([
    // Written with a new edition of the catalogue, which is counted.
    "procedure_search_term",
    "procedure_search_document",
    // Never changed; a file is there or is taken out of the counted table that names it.
    "stored_file",
    // Comes with whoever holds a post, and is not shown to the public.
    "person_leave",
  ]);
  let office: Office;
  beforeAll(async () => {
    const { app } = await testDatabase();
    office = await makeOffice(app);
    await starterProcedure(app);
  });

  it("read no table of which changes are not counted", async () => {
    const { app } = await testDatabase();
    const server = await testApp();
    const slug = "xa-giu-trang";
    const leader = { authorization: `Bearer ${office.staff.leader.token}`, "idempotency-key": "kept-pages-site-1" };
    const site = { slug, address: "Thôn Đông", phone: "0235 123 4567" };
    const opened = await server.inject({ method: "POST", url: "/trang-tin/thiet-lap", headers: leader, payload: site });
    expect(opened.statusCode).toBe(303);
    const paths = ["/thu-tuc", "/thu-tuc?q=khai+sinh", "/thu-tuc/1.001193", "/viec-trong-doi", "/viec-trong-doi/sinh-con"];
    paths.push("/niem-yet", `/niem-yet/${office.agencyId}`, "/trang");
    for (const part of ["", "/thong-bao", "/lich-tiep-dan", "/co-quan"]) paths.push(`/trang/${slug}${part}`);
    const texts: string[] = [];
    const really = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    const sent = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...args: unknown[]) {
      const [query] = args as [string | { text: string }];
      texts.push(typeof query === "string" ? query : query.text);
      return really.apply(this, args);
    } as never);
    for (const url of paths) expect([url, (await server.inject({ method: "GET", url })).statusCode]).toEqual([url, 200]);
    sent.mockRestore();
    const { rows } = await app.query<{ name: string; counted: boolean }>(`select c.relname as name, exists (
        select from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = c.oid and p.proname = 'count_reference_change') as counted
      from pg_class c where c.relkind in ('r', 'v') and c.relnamespace = 'public'::regnamespace`);
    const named = new Set(texts.flatMap((text) => [...text.matchAll(/\b(?:from|join)\s+"?([a-z_]+)/g)].map((match) => match[1])));
    const read = rows.filter(({ name }) => named.has(name) && name !== "reference_generation");
    expect(read.length).toBeGreaterThan(8);
    expect(read.filter(({ name, counted }) => !counted && !UNCOUNTED.has(name)).map(({ name }) => name)).toEqual([]);
  });
});
