import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { h } from "preact";
import { expect } from "vitest";
import { findSession, routes } from "#identity";
import { routes as organisationRoutes } from "#organisation";
import { buildServer } from "#platform/http/build-server.ts";
import type { Shell } from "#platform/http/shell.ts";
import { testFiles } from "./files.ts";
import { testDatabase, type TestDatabase } from "./database.ts";
import { makeOffice, type Member, type Office } from "./staff.ts";

const plain: Shell = (page, content) =>
  h("html", null, [
    h("title", null, page.title),
    h(
      "ul",
      null,
      (page.errors ?? []).map((error) => h("li", null, `${error.field}: ${error.message}`)),
    ),
    h("main", null, content),
  ]);

export interface AccountOffice {
  readonly database: TestDatabase;
  readonly office: Office;
  readonly server: FastifyInstance;
}

/** A new office behind a server with the pages of accounts and units, in a frame of its own. */
export async function openAccountOffice(): Promise<AccountOffice> {
  const database = await testDatabase();
  const office = await makeOffice(database);
  const server = await buildServer({
    files: testFiles(),
    pool: database.app,
    routes: [...routes, ...organisationRoutes],
    findSession: (token, now) => findSession(database.app, token, now),
    shells: () => ({ shell: plain, portal: plain }),
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    logLevel: "silent",
    rates: { "sign-in": 10_000, write: 10_000, page: 10_000, api: 10_000 },
  });
  return { database, office, server };
}

const sessionOf = (answer: LightMyRequestResponse): string => answer.cookies.find((one) => one.name === "session")?.value ?? "";

/** Sends forms and follows sessions as a browser does. */
export function browserOf(server: () => FastifyInstance) {
  const post = (url: string, body: Record<string, string>, session = "") =>
    server().inject({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:3000", host: "localhost:3000" },
      payload: new URLSearchParams(body).toString(),
      ...(session === "" ? {} : { cookies: { session } }),
    });
  const get = (url: string, session = "") =>
    server().inject({ method: "GET", url, ...(session === "" ? {} : { cookies: { session } }) });
  const signIn = async (member: Pick<Member, "username" | "password">): Promise<string> => {
    const answer = await post("/dang-nhap", { username: member.username, password: member.password, next: "/tai-khoan" });
    expect(answer.statusCode).toBe(303);
    return sessionOf(answer);
  };
  const csrfOf = async (session: string): Promise<string> =>
    /name="_csrf" value="([^"]+)"/.exec((await get("/tai-khoan/mat-khau", session)).body)?.[1] ?? "";
  return { post, get, signIn, csrfOf, sessionOf };
}
