/**
 * A public page for people who are nobody in particular, in interleaved pairs with a server of node:http alone: kept by the
 * product against the same bytes from memory; made anew for every request against the same queries and rendering. And whether
 * what is kept is ever older than a change that was committed before it was asked for.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { sql } from "kysely";
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { loadStarterCatalogue } from "#procedures";
import { type Figure, median, report } from "./support/figures.ts";
import { type Answer, type Caller, openCaller, someAddress, textOf } from "./support/http-caller.ts";
import { makeOffices, memberOf, openScratchDatabase } from "./support/office.ts";
import { findProcesses, makeScratchFolder, memoryOf, removeScratchFolder, startProduct } from "./support/product.ts";

const CALLERS = 16;
const PAIRS = Number(process.env["PAIRS"] ?? 7);
const BURST_MS = Number(process.env["BURST_MS"] ?? 3000);
const CHANGES = 200;
const BOUND = 0.4;
const CODE = "1.001193";
const PAGE = `/thu-tuc/${CODE}`;
const SLUG = "xa-do-luong";

let sent = 0;
async function get(caller: Caller, path: string): Promise<Answer> {
  sent += 1;
  const answer = await caller.send("GET", path, { "accept-encoding": "gzip", "x-forwarded-for": someAddress(sent) });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${textOf(answer).slice(0, 500)}`);
  return answer;
}

/** All callers ask for a while; answers per second. */
async function burst(callers: readonly Caller[], pathOf: () => string): Promise<number> {
  const begun = performance.now();
  let done = 0;
  await Promise.all(
    callers.map(async (caller) => {
      while (performance.now() - begun < BURST_MS) {
        await get(caller, pathOf());
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - begun) / 1000);
}

/** Bursts of the product and of the bare server in turns; says each pair and answers them. */
async function inPairs(what: string, product: () => Promise<number>, bare: () => Promise<number>) {
  await product();
  await bare();
  const pairs: { product: number; bare: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const isProductFirst = pair % 2 === 0;
    const first = await (isProductFirst ? product : bare)();
    const second = await (isProductFirst ? bare : product)();
    const figures = isProductFirst ? { product: first, bare: second } : { product: second, bare: first };
    pairs.push(figures);
    console.log(
      `  ${what}, pair ${pair + 1}: product ${figures.product.toFixed(0)}/s, bare ${figures.bare.toFixed(0)}/s, ratio ${(figures.product / figures.bare).toFixed(3)}`,
    );
  }
  return pairs;
}

function figuresOf(what: string, bare: string, pairs: readonly { product: number; bare: number }[]): Figure[] {
  const ratio = median(pairs.map((pair) => pair.product / pair.bare));
  const rates = `${median(pairs.map((pair) => pair.product)).toFixed(0)} and ${median(pairs.map((pair) => pair.bare)).toFixed(0)}`;
  return [
    { name: `${what} and ${bare}, answers a second, medians`, measured: rates, ok: true },
    { name: `${what}: ratio, median of pairs`, measured: ratio.toFixed(3), bound: `≥ ${BOUND.toFixed(2)}`, ok: ratio >= BOUND },
  ];
}

async function startBare(databaseUrl: string) {
  const script = join(import.meta.dirname, "support/bare-server.process.ts");
  const child = spawn(process.execPath, [...process.execArgv, script], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return {
    port,
    /** What it answers from memory: the very bytes that the product sent. */
    hold: async (answer: Answer) => {
      const lines = answer.headers.split("\r\n").slice(1);
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      );
      child.send({ body: answer.body.toString("base64"), headers });
      await once(child, "message");
    },
    stop: () => child.disconnect(),
  };
}

const data = makeScratchFolder();
const database = await openScratchDatabase(data);
const pool = createPool({ connectionString: database.appUrl, max: 2 });
const [office] = await makeOffices(pool, 1);
if (office === undefined) throw new Error("there is no office");
await inTransaction(pool, NO_ROWS, (tx) => loadStarterCatalogue(tx, "2015-01-01"));
const product = await startProduct({ data });
const bare = await startBare(database.appUrl);
const open = (port: number) => Promise.all(Array.from({ length: CALLERS }, () => openCaller(port)));
const callers = await open(product.port);
const bareCallers = await open(bare.port);
try {
  const [one] = callers as [Caller];
  const page = await get(one, PAGE);
  await bare.hold(page);
  const kept = await inPairs(
    "kept",
    () => burst(callers, () => PAGE),
    () => burst(bareCallers, () => "/static"),
  );
  // An address that nobody asked for before; what follows the question mark says nothing to the page.
  let asked = 0;
  const anew = await inPairs(
    "anew",
    () => burst(callers, () => `${PAGE}?lan=${(asked += 1)}`),
    () => burst(bareCallers, () => `/${CODE}`),
  );

  const leader = memberOf(office, "leader").token;
  const opened = await one.send(
    "POST",
    "/trang-tin/thiet-lap",
    { authorization: `Bearer ${leader}`, "content-type": "application/json", "idempotency-key": randomUUID() },
    JSON.stringify({ slug: SLUG, address: "Thôn Đông", phone: "0235 123 4567" }),
  );
  if (opened.status !== 303) throw new Error(`no site: ${opened.status} ${textOf(opened).slice(0, 500)}`);
  const busy = burst(callers.slice(1), () => `/trang/${SLUG}`);
  let stale = 0;
  for (let change = 1; change <= CHANGES; change += 1) {
    const slogan = `Lần đổi thứ ${change}.`;
    const scope = { accountId: null, agencies: [office.agencyId] };
    await inTransaction(pool, scope, (tx) => sql`update site set slogan = ${slogan}`.execute(tx));
    if (!textOf(await get(one, `/trang/${SLUG}`)).includes(slogan)) stale += 1;
  }
  await busy;
  const { web } = findProcesses(product.supervisor.pid ?? 0);
  report(
    {
      name: "public",
      title: "Public pages",
      how: `${CALLERS} callers with keep-alive ask for the page of a procedure (${(page.body.length / 1000).toFixed(1)} kB compressed) without a session; the bare server is node:http alone in a process of its own. Kept: the product hands out what it holds after asking the database whether anything changed; the bare server sends the same bytes and head from memory. Anew: every request has an address of its own; the bare server runs the same handler (queries and rendering) and compresses. ${PAIRS} interleaved pairs each of ${BURST_MS / 1000} s.`,
    },
    [
      ...figuresOf("kept page", "the same bytes from memory", kept),
      ...figuresOf("page made anew", "the same queries and rendering", anew),
      {
        name: "pages of a site older than a change committed before they were asked for, while 15 others ask for it",
        measured: `${stale} of ${CHANGES}`,
        bound: "0",
        ok: stale === 0,
      },
      { name: "web process after it, MB", measured: web === undefined ? "gone" : memoryOf(web).now.toFixed(0), ok: true },
    ],
  );
} finally {
  for (const caller of [...callers, ...bareCallers]) caller.close();
  bare.stop();
  await pool.end();
  await product.stop();
  await database.release();
  removeScratchFolder(data);
}
