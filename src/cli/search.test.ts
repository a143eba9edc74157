import { Readable, Writable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { buildServer } from "#platform/http/build-server.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { loadStarterCatalogue } from "#procedures";
import { freshDatabase, type TestDatabase } from "../../test/support/database.ts";
import { testFiles } from "../../test/support/files.ts";
import { allNavigation, allRoutes, findFrontPage } from "../areas.ts";
import { makeShells } from "../shell.tsx";
import { runCli } from "./main.ts";

interface Answer {
  readonly items: readonly { code: string; name: string; field: string; score: number; why: string }[];
  readonly total: number;
  readonly askBack: unknown;
  readonly corrected: string | null;
  readonly fits: boolean;
  readonly isDoubtful: boolean;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("cli-search");
  await inTransaction(database.app, NO_ROWS, (tx) => loadStarterCatalogue(tx, localDay(new Date())));
});

async function byCommand(q: string): Promise<{ readonly code: number; readonly answer: Answer }> {
  const out: string[] = [];
  const stdout = new Writable({ write: (chunk, _encoding, done) => (out.push(String(chunk)), done()) });
  const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
  const code = await runCli(["search", q, "--limit", "5", "--json"], { stdout, stderr: stdout, stdin: Readable.from([]), env });
  return { code, answer: JSON.parse(out.join("")) as Answer };
}

async function byAddress(q: string): Promise<Answer> {
  const server = await buildServer({
    pool: database.app,
    files: testFiles(),
    routes: allRoutes,
    findSession: () => Promise.resolve(undefined),
    shells: makeShells(allNavigation),
    publicUrl: "http://localhost:3000",
    findFrontPage: findFrontPage(database.app),
    trustProxy: false,
    logLevel: "silent",
    maxEventLoopDelayMs: 0,
    now: () => new Date(),
  });
  try {
    const url = `/api/v1/procedures?q=${encodeURIComponent(q)}&limit=5`;
    const { items, ...rest } = (await server.inject({ url, headers: { "accept-language": "vi" } })).json<Answer>();
    const shown = items.map(({ code, name, field, score, why }) => ({ code, name, field, score, why }));
    const { total, askBack, corrected, fits, isDoubtful } = rest;
    return { items: shown, total, askBack, corrected, fits, isDoubtful };
  } finally {
    await server.close();
  }
}

describe("motcua search --json", () => {
  it.each(["làm giấy khai sinh cho con", "dang ky khaisinh", "giấy khai sinh", "1.0011"])(
    "answers “%s” as the API does",
    async (q) => {
      const { code, answer } = await byCommand(q);
      expect(answer.items.length).toBeGreaterThan(0);
      expect(answer).toEqual(await byAddress(q));
      expect(code).toBe(0);
    },
  );

  it("ends with 1 where nothing fits, and both say so", async () => {
    const { code, answer } = await byCommand("thời tiết ngày mai");
    expect(answer).toMatchObject({ items: [], total: 0, fits: false });
    expect(answer).toEqual(await byAddress("thời tiết ngày mai"));
    expect(code).toBe(1);
  });
});
