import { beforeAll, describe, expect, it } from "vitest";
import { KEY_SCOPES, type KeyScope } from "#platform/http/api-key.ts";
import { assertRoutesDeclared } from "#platform/http/check-routes.ts";
import { isApi, isWrite, type Route } from "#platform/http/route.ts";
import { ROLES } from "#core/roles.ts";
import { allRoutes } from "../src/areas.ts";
import { giveAllRoles, openKey } from "./support/api-key.ts";
import { ask, setServerTime } from "./support/app.ts";
import { testDatabase } from "./support/database.ts";
import { KEY_ACCESS } from "./support/key-table.ts";
import { makeOffice, type Office, type StaffRole } from "./support/office.ts";

const STAFF = ROLES.filter((role): role is StaffRole => role !== "citizen");
const nameOf = ({ method, path }: Route): string => `${method} ${path.replaceAll(/\(\^[^)]*\)/g, "")}`;
const routes = allRoutes.filter((route) => route.roles !== "public");
const codeOf = ({ body }: { readonly body: string }): string | undefined =>
  body.startsWith("{") ? (JSON.parse(body) as { code?: string }).code : undefined;

const example = (path: string): string =>
  path.replace(/:([A-Za-z]+)(\([^)]*\))?/g, (_, name: string) =>
    name === "kind" ? "receipt" : name === "year" ? "2026" : "999999999",
  );

let office: Office;
const keys = new Map<KeyScope, string>();
const call = (route: Route, token: string) => ask(route.method, example(route.path), { token }, isWrite(route) ? {} : undefined);

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  await giveAllRoles(app, office, office.staff.one_stop_head, STAFF);
  for (const scope of KEY_SCOPES) keys.set(scope, (await openKey(app, office, office.staff.one_stop_head, [scope])).token);
});

describe("every scope on every route", () => {
  it("is in the table as the routes say", () => {
    const kept = Object.entries(KEY_ACCESS).flatMap(([scope, list]) => list.map((name) => `${name}: ${scope}`));
    const served = allRoutes.flatMap((route) => (route.keyScope === undefined ? [] : `${nameOf(route)}: ${route.keyScope}`));
    expect(served.toSorted()).toEqual(kept.toSorted());
    expect(Object.values(KEY_ACCESS).filter((list) => list.length === 0)).toEqual([]);
  });

  it.each(routes.filter(isApi).map((route) => ({ route, name: nameOf(route) })))("$name", async ({ route, name }) => {
    for (const [scope, token] of keys) {
      const answer = await call(route, token);
      const opens = KEY_ACCESS[scope].includes(name);
      expect([scope, codeOf(answer) === "key_scope", answer.status === 401]).toEqual([scope, !opens, false]);
      expect(answer.status, `${scope}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
      if (opens) expect([scope, codeOf(answer)]).not.toEqual([scope, "not_allowed"]);
    }
  });

  it("opens no page", async () => {
    const pages = routes.filter((route) => !isApi(route) && route.method === "GET");
    for (const route of pages)
      expect([nameOf(route), (await call(route, keys.get("dossiers.read") ?? "")).status]).toEqual([nameOf(route), 403]);
  });

  it("may be declared for API routes alone, by what they do", () => {
    const list = allRoutes.find(({ auditName }) => auditName === "dossiers.api_list") as Route;
    const change = (of: Partial<Route>) => () => assertRoutesDeclared([{ ...list, ...of }]);
    expect(change({})).not.toThrow();
    for (const wrong of [
      { path: "/ho-so" },
      { scope: "own-account" },
      { roles: "public", scope: "reference" },
      { method: "POST" },
    ])
      expect(change(wrong as Partial<Route>)).toThrow(/keyScope/);
  });
});

describe("a key", () => {
  it("can do no more than its account, and nothing once that is disabled", async () => {
    const { app, superuser } = await testDatabase();
    const { specialist } = office.staff;
    const { token } = await openKey(app, office, specialist, ["fees.write", "dossiers.read"]);
    const pay = allRoutes.find(({ auditName }) => auditName === "fees.api_pay") as Route;
    expect(codeOf(await call(pay, token))).toBe("not_allowed");
    expect((await ask("GET", "/api/v1/dossiers", { token })).status).toBe(200);
    await superuser.query("update account set disabled_at = now() where id = $1", [specialist.accountId]);
    expect((await ask("GET", "/api/v1/dossiers", { token })).status).toBe(401);
    await superuser.query("update account set disabled_at = null where id = $1", [specialist.accountId]);
  });

  it("is kept as a hash, shows the day of its last use and stands in the audit trail", async () => {
    const { app, superuser } = await testDatabase();
    const { id, token, prefix } = await openKey(app, office, office.staff.leader, ["dossiers.read"]);
    expect((await ask("GET", "/api/v1/dossiers", { token })).status).toBe(200);
    expect((await ask("GET", "/api/v1/leaves", { token })).status).toBe(403);
    const row = (await superuser.query("select k.*, k::text as line from api_key k where id = $1", [id])).rows[0];
    expect(row.line).not.toContain(token.slice(-43));
    expect(row.last_used_on).not.toBeNull();
    const { rows } = await superuser.query(
      "select action, outcome, account_id from audit where detail ->> 'apiKey' = $1 order by id",
      [prefix],
    );
    expect(rows).toEqual([
      { action: "dossiers.api_list", outcome: "read", account_id: office.staff.leader.accountId },
      { action: "leave.list", outcome: "denied", account_id: office.staff.leader.accountId },
    ]);
  });

  it("sees its own agency alone", async () => {
    const { app, superuser } = await testDatabase();
    const province = await makeOffice(app);
    const { id } = await openKey(app, office, office.staff.leader, ["dossiers.read"]);
    await expect(openKey(app, province, office.staff.leader, ["dossiers.read"])).rejects.toMatchObject({ code: "key_account" });
    const seen = await app.query("select from api_key where id = $1", [id]);
    expect(seen.rowCount).toBe(0);
    expect((await superuser.query("select agency_id from api_key where id = $1", [id])).rows).toEqual([
      { agency_id: office.agencyId },
    ]);
  });

  it("ends after its last day, and is held to its rate", async () => {
    const { app } = await testDatabase();
    const { token } = await openKey(app, office, office.staff.leader, ["dossiers.read"], "slow");
    const asked = [];
    const at = `${new Date().toISOString().slice(0, 16)}:00Z`;
    setServerTime(at);
    for (let each = 0; each < 31; each += 1) asked.push((await ask("GET", "/api/v1/dossiers", { token })).status);
    expect([asked.filter((status) => status === 200).length, asked.at(-1)]).toEqual([30, 429]);
    setServerTime(new Date(Date.parse(at) + 2 * 86_400_000).toISOString());
    expect((await ask("GET", "/api/v1/dossiers", { token })).status).toBe(401);
    setServerTime(undefined);
  });
});

describe("the page of API keys", () => {
  const administrator = () => office.staff.administrator;
  const leader = () => office.staff.leader;
  const in30Days = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const usernameOf = async (accountId: number): Promise<string> =>
    (await (await testDatabase()).app.query("select username from account where id = $1", [accountId])).rows[0].username;

  it("issues a key, shows it once, and revokes it at once", async () => {
    const username = await usernameOf(office.staff.inspector.accountId);
    const form = { name: "Phần mềm báo cáo", username, scopes: "dossiers.read", rate: "normal", expiresOn: in30Days() };
    const answer = await ask("POST", "/quan-tri/khoa-api", leader(), form, "key-form-once");
    const token = /mck_[a-z0-9]{8}_[A-Za-z0-9_-]{43}/.exec(answer.body)?.[0] ?? "";
    expect((await ask("GET", "/api/v1/dossiers", { token })).status).toBe(200);
    expect((await ask("POST", "/quan-tri/khoa-api", leader(), form, "key-form-once")).status).toBe(303);
    const list = (await ask("GET", "/quan-tri/khoa-api", leader())).body;
    expect(list).toContain(token.slice(0, 12));
    expect(list).not.toContain(token);
    const id = /khoa-api\/(\d+)\/thu-hoi/.exec(list)?.[1] ?? "";
    expect((await ask("POST", `/quan-tri/khoa-api/${id}/thu-hoi`, leader(), {})).status).toBe(303);
    expect((await ask("GET", "/api/v1/dossiers", { token })).status).toBe(401);
    expect((await ask("POST", `/quan-tri/khoa-api/${id}/thu-hoi`, leader(), {})).status).toBe(404);
  });

  it("lets an administrator, who reads no dossier, issue none that does", async () => {
    const username = await usernameOf(office.staff.inspector.accountId);
    const form = { name: "Cổng dữ liệu", username, scopes: "dossiers.read", rate: "normal", expiresOn: in30Days() };
    const refused = await ask("POST", "/quan-tri/khoa-api", administrator(), form);
    expect(refused.status).toBe(403);
    expect(refused.body).not.toMatch(/mck_[a-z0-9]{8}_/);
    expect((await ask("GET", "/quan-tri/khoa-api", administrator())).body).not.toContain("dossiers.read");
    const issued = await ask("POST", "/quan-tri/khoa-api", administrator(), { ...form, scopes: "organisation.read" });
    const token = /mck_[a-z0-9]{8}_[A-Za-z0-9_-]{43}/.exec(issued.body)?.[0] ?? "";
    expect((await ask("GET", "/api/v1/units?limit=1", { token })).status).toBe(200);
    expect((await ask("GET", "/api/v1/dossiers", { token })).status).toBe(403);
  });

  it.each([
    ["no scope", { scopes: "" }, "key_without_scope"],
    ["an unknown account", { username: "nobody.here" }, "key_account"],
    ["a day that is past", { expiresOn: "2020-01-01" }, "key_period"],
    ["more than a year", { expiresOn: "2099-01-01" }, "key_period"],
  ])("refuses %s", async (_, wrong, code) => {
    const { superuser } = await testDatabase();
    const username = await usernameOf(office.staff.inspector.accountId);
    const form = { name: "Sai", username, scopes: "dossiers.read", rate: "normal", expiresOn: in30Days(), ...wrong };
    expect((await ask("POST", "/quan-tri/khoa-api", leader(), form)).status).toBe(422);
    const last = await superuser.query(
      "select detail ->> 'code' as code from audit where action = 'api_keys.issue' order by id desc limit 1",
    );
    expect(last.rows).toEqual([{ code }]);
  });
});
