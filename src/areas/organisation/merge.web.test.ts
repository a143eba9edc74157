import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes as identityRoutes } from "#identity";
import { routes } from "#organisation";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { addMember, makeOffice, type Office } from "../../../test/support/staff.ts";
import { TEST_PUBLIC_URL, testServer } from "../../../test/support/web.tsx";
import { findProfileOn } from "./unit-facts.store.ts";
import { findUnitOn, listNamesOn, listSuccessions } from "./unit-query.store.ts";

describe("units in the browser", () => {
  let database: TestDatabase;
  let server: FastifyInstance;
  let office: Office;
  let session: string;
  const send = (url: string, body: Record<string, string>) =>
    server.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", origin: TEST_PUBLIC_URL, host: "localhost:3000" },
      payload: new URLSearchParams(body).toString(),
      ...(session === "" ? {} : { cookies: { session } }),
    });
  const open = (url: string) => server.inject({ method: "GET", url, cookies: { session } });
  const csrf = async (url: string): Promise<string> => /name="_csrf" value="([^"]+)"/.exec((await open(url)).body)?.[1] ?? "";
  const signIn = async (role: "administrator" | "specialist"): Promise<void> => {
    session = "";
    const { username, password } = await addMember(database, office.otherCommune, role);
    const answer = await send("/dang-nhap", { username, password, next: "/tai-khoan" });
    session = answer.cookies.find((one) => one.name === "session")?.value ?? "";
  };
  const read = <T>(work: Parameters<typeof reading<T>>[2]) => reading(database.app, NO_ROWS, work);

  beforeAll(async () => {
    database = await testDatabase();
    server = await testServer(database, [...routes, ...identityRoutes]);
    office = await makeOffice(database);
  });
  afterAll(() => server.close());

  it("records figures typed with the separators of the country, and keeps what was typed when one is wrong", async () => {
    await signIn("administrator");
    const page = `/to-chuc/${office.commune}`;
    const token = await csrf(page);
    const typed = { _csrf: token, from: "01/01/2026", source: "Niên giám", areaHectares: "1.234,5", people: "12.345" };
    const wrong = await send(`${page}/so-lieu`, { ...typed, _key: randomUUID(), people: "nhiều" });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="1.234,5"');
    expect(wrong.body).toContain('value="nhiều"');
    expect((await send(`${page}/so-lieu`, { ...typed, _key: randomUUID() })).statusCode).toBe(303);
    const profile = await read((tx) => findProfileOn(tx, office.commune, "2026-01-01"));
    expect(profile).toMatchObject({ areaHectares: 1234.5, people: 12345, households: null, hamlets: null });
  });

  it("shows what a merger ends before anything is written, then records it", async () => {
    const page = `/to-chuc/${office.commune}/sap-nhap`;
    const names = await read((tx) => listNamesOn(tx, [office.otherCommune, office.division], "2026-01-01"));
    const into = names.get(office.otherCommune) ?? "";
    const holder = await addMember(database, office.division, "specialist");
    const typed = { _csrf: await csrf(page), into, others: "", on: "01/07/2026", basis: "Nghị quyết 1" };
    const preview = await send(page, { ...typed, _key: randomUUID(), step: "preview" });
    expect(preview.statusCode).toBe(200);
    expect(preview.body).toContain(names.get(office.division));
    expect(preview.body).toContain(`Nguyễn Thị ${holder.username}`);
    expect(await read((tx) => findUnitOn(tx, office.commune, "2026-07-01"))).toBeDefined();
    const done = await send(page, { ...typed, _key: randomUUID(), step: "record" });
    expect(done.statusCode).toBe(303);
    for (const id of [office.commune, office.division, office.shop]) {
      expect(await read((tx) => findUnitOn(tx, id, "2026-06-30"))).toBeDefined();
      expect(await read((tx) => findUnitOn(tx, id, "2026-07-01"))).toBeUndefined();
    }
    const successors = (await read((tx) => listSuccessions(tx, office.commune))).map((row) => row.fullName);
    expect(successors).toEqual([into]);
  });

  it("says beside its field which unit is not known, and keeps the form", async () => {
    const page = `/to-chuc/${office.otherCommune}/sap-nhap`;
    const typed = { _csrf: await csrf(page), _key: randomUUID(), on: "01/08/2026", step: "record" };
    const other = await send(page, { ...typed, others: "Xã Không Có Ở Đâu" });
    expect(other.statusCode).toBe(404);
    expect(other.body).toContain('href="#f-others"');
    expect(other.body).toContain("Xã Không Có Ở Đâu");
    const own = (await read((tx) => listNamesOn(tx, [office.otherCommune], "2026-08-01"))).get(office.otherCommune) ?? "";
    const itself = await send(page, { ...typed, _key: randomUUID(), into: own });
    expect(itself.body).toContain('href="#f-into"');
    expect(await read((tx) => findUnitOn(tx, office.otherCommune, "2026-08-01"))).toBeDefined();
  });

  it("is for administrators only", async () => {
    await signIn("specialist");
    expect((await open(`/to-chuc/${office.otherCommune}/sap-nhap`)).statusCode).toBe(403);
  });
});
