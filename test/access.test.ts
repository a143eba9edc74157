import { beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "#core/roles.ts";
import { isApi, isWrite, type Route } from "#platform/http/route.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { allRoutes } from "../src/areas.ts";
import { ask } from "./support/app.ts";
import { ACCESS } from "./support/access-table.ts";
import { testDatabase } from "./support/database.ts";
import { makeOffice, type Office, openSession, type StaffRole } from "./support/office.ts";

const STAFF = ROLES.filter((role): role is StaffRole => role !== "citizen");

/** Values for path parameters that name nothing that exists. */
const examplePath = (path: string): string =>
  path.replace(/:([A-Za-z]+)(\([^)]*\))?/g, (_, name: string) => {
    if (name === "action") return "hand_over";
    if (name === "kind") return "receipt";
    if (name === "year") return "2026";
    return name === "code" || name === "secret" ? "X-000000-0000" : "999999999";
  });

const mayCall = (route: Route, role: StaffRole): boolean =>
  route.roles === "public" || route.roles === "signed-in" || route.roles.includes(role);

const callable = allRoutes.map((route) => ({ route, name: `${route.method} ${route.path}` }));
const guarded = callable.filter(({ route }) => route.roles !== "public");

let office: Office;

/** A session of its own for each call: some routes end the session that calls them. */
async function asRole(role: StaffRole, route: Route) {
  const { app } = await testDatabase();
  const token = await inTransaction(app, NO_ROWS, (tx) => openSession(tx, office.staff[role].accountId));
  return ask(route.method, examplePath(route.path), { token }, isWrite(route) ? {} : undefined);
}

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
});

const wasDenied = (body: string, status: number): boolean =>
  status === 403 && (!body.startsWith("{") || body.includes("not_allowed"));

describe("default deny: every route for everyone", () => {
  it.each(guarded)("$name sends a stranger to sign in", async ({ route }) => {
    const answer = await ask(route.method, examplePath(route.path), undefined, isWrite(route) ? {} : undefined);
    if (isApi(route)) expect(answer.status).toBe(401);
    else {
      expect(answer.status).toBe(303);
      expect(String(answer.headers["location"])).toMatch(/^\/dang-nhap/);
    }
  });

  it.each(guarded.filter(({ route }) => Array.isArray(route.roles)))(
    "$name refuses every role that it does not name",
    async ({ route }) => {
      for (const role of STAFF.filter((each) => !mayCall(route, each))) {
        const answer = await asRole(role, route);
        expect(wasDenied(answer.body, answer.status), `${role}: ${answer.status}`).toBe(true);
      }
    },
  );

  it.each(guarded)("$name lets in every role that it names, and never breaks on an empty call", async ({ route }) => {
    for (const role of STAFF.filter((each) => mayCall(route, each))) {
      const answer = await asRole(role, route);
      expect(wasDenied(answer.body, answer.status), `${role}: ${answer.status}`).toBe(false);
      expect(answer.status, `${role}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
    }
  });

  it("records every denial", async () => {
    const { superuser } = await testDatabase();
    const before = await superuser.query("select count(*)::int as n from audit where outcome = 'denied'");
    const list = allRoutes.find((route) => route.auditName === "dossiers.list") as Route;
    const answer = await asRole("administrator", list);
    expect(answer.status).toBe(403);
    const after = await superuser.query("select count(*)::int as n from audit where outcome = 'denied'");
    expect(after.rows[0].n).toBe(before.rows[0].n + 1);
  });
});

describe("the table of who may call what", () => {
  it("says of every route what the route says of itself", () => {
    const kept = ACCESS.flatMap(({ who, routes }) => routes.map((route) => `${route}: ${who}`));
    const served = allRoutes.map(({ method, path, roles }) => {
      const who = typeof roles === "string" ? roles : [...roles].toSorted().join(" ");
      return `${method} ${path.replaceAll(/\(\^[^)]*\)/g, "")}: ${who}`;
    });
    expect(served.toSorted()).toEqual(kept.toSorted());
  });
});
