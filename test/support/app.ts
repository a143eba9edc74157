import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { findSession } from "#identity";
import { buildServer } from "#platform/http/build-server.ts";
import { allNavigation, allRoutes, findFrontPage } from "../../src/areas.ts";
import { makeShells } from "../../src/shell.tsx";
import { testDatabase } from "./database.ts";
import { testFiles } from "./files.ts";
import type { Member } from "./office.ts";
import { serverTime } from "./server-time.ts";

export { setServerTime } from "./server-time.ts";

const RATES = {
  page: 1_000_000,
  write: 1_000_000,
  "sign-in": 1_000_000,
  "look-up": 1_000_000,
  export: 1_000_000,
  api: 1_000_000,
};

let shared: Promise<FastifyInstance> | undefined;

/** The whole web server on the test database, without a port. */
export function testApp(): Promise<FastifyInstance> {
  shared ??= testDatabase().then(({ app }) =>
    buildServer({
      pool: app,
      files: testFiles(),
      routes: allRoutes,
      findSession: (token, now) => findSession(app, token, now),
      shells: makeShells(allNavigation),
      publicUrl: "http://localhost:3000",
      findFrontPage: findFrontPage(app),
      trustProxy: false,
      logLevel: "silent",
      rates: RATES,
      maxEventLoopDelayMs: 0,
      now: serverTime,
    }),
  );
  return shared;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly json: <T>() => T;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Asks the API as a member of staff (or as nobody). */
export async function ask(
  method: "GET" | "POST" | "DELETE",
  url: string,
  who?: Pick<Member, "token">,
  body?: unknown,
  key: string = randomUUID(),
): Promise<Answer> {
  const server = await testApp();
  const answer = await server.inject({
    method,
    url,
    headers: {
      ...(who === undefined ? {} : { authorization: `Bearer ${who.token}` }),
      ...(method === "GET" ? {} : { "idempotency-key": key }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, body: answer.body, json: <T>() => answer.json<T>(), headers: answer.headers };
}

/** Sends a form with one file, as a browser does, or a program to the API. */
export async function sendFile(
  who: Pick<Member, "token">,
  url: string,
  fields: Readonly<Record<string, string>>,
  file: { readonly field: string; readonly name: string; readonly bytes: Buffer },
): Promise<Answer> {
  const mark = "----motcua-test";
  const before = Object.entries(fields).map(
    ([name, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${mark}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: {
      authorization: `Bearer ${who.token}`,
      "content-type": `multipart/form-data; boundary=${mark}`,
      ...(url.startsWith("/api/") ? { "idempotency-key": randomUUID() } : {}),
    },
    payload: Buffer.concat([Buffer.from(before.join("") + head), file.bytes, Buffer.from(`\r\n--${mark}--\r\n`)]),
  });
  return { status: answer.statusCode, body: answer.body, json: <T>() => answer.json<T>(), headers: answer.headers };
}
