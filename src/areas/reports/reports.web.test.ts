import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { testServer } from "../../../test/support/web.tsx";
import { seedDemo } from "../../cli/seed-demo.ts";
import { routes } from "./index.ts";

const NOW = new Date("2026-11-20T16:30:00+07:00");

describe("the pages of form II.06a", () => {
  let db: TestDatabase;
  let server: FastifyInstance;
  const sessions = new Map<string, string>();

  beforeAll(async () => {
    db = await freshDatabase("report_pages");
    await seedDemo(db.app, { seed: 5, now: NOW });
    await db.owner.query("analyze");
    server = await testServer(db, routes, () => NOW);
    for (const username of ["noivu", "tiepnhan", "lanhdao", "quantri"]) {
      const token = `${username}${"x".repeat(43)}`.slice(0, 43);
      sessions.set(username, token);
      await db.superuser.query(
        `insert into session (token_hash, account_id, csrf_token, created_at, last_seen_at, expires_at)
         select sha256(decode($2, 'escape')), id, 'c', $3, $3, $3::timestamptz + interval '1 hour' from account where username = $1`,
        [username, token, NOW],
      );
    }
  });
  afterAll(() => server.close());

  const get = (url: string, username = "noivu") =>
    server.inject({ method: "GET", url, headers: { authorization: `Bearer ${sessions.get(username)}` } });

  test("the home-affairs office sees every commune, and every cell is a link to its list", async () => {
    const answer = await get("/bao-cao/ii06a");
    expect(answer.statusCode).toBe(200);
    for (const name of ["Bến Thủy Tân", "Đồng Sậy", "Khe Trúc"]) expect(answer.body).toContain(name);
    const links = [...answer.body.matchAll(/href="(\/bao-cao\/ii06a\/danh-sach\?[^"]+)">([\d.]+)</g)];
    expect(links.length).toBeGreaterThan(30);
    for (const [, href = "", said = ""] of links.slice(0, 6)) {
      const list = await get(href.replaceAll("&amp;", "&"));
      expect(list.statusCode).toBe(200);
      expect(list.body).toContain(`${said} hồ sơ`);
    }
  });

  test("a commune's leader sees the own commune alone and may not ask for another", async () => {
    const own = await get("/bao-cao/ii06a", "lanhdao");
    expect(own.body).not.toContain("Khe Trúc");
    const { rows } = await db.superuser.query("select unit_id from unit_version where name like 'Khe Trúc%'");
    expect((await get(`/bao-cao/ii06a?unit=${rows[0].unit_id}`, "lanhdao")).statusCode).toBe(403);
  });

  test.each(["tiepnhan", "quantri"])("%s has no reports", async (username) => {
    expect((await get("/bao-cao/ii06a", username)).statusCode).toBe(403);
  });

  test("shares name their whole", async () => {
    const answer = await get("/bao-cao/ii06a?share=resolved");
    expect(answer.body).toContain("Phần trăm của số đã giải quyết (7)");
    expect(answer.body).toMatch(/\d+,\d\d %/);
  });

  test("the API answers the same figures as the page's export", async () => {
    const api = (await get("/api/v1/reports/ii06a?by=channel")).json();
    const exported = JSON.parse((await get("/bao-cao/ii06a/xuat.json?by=channel")).body);
    expect(api).toEqual(exported);
    expect(api.total.received).toBeGreaterThan(1000);
    expect(api.total.received).toBe(api.total.resolved + api.total.open + api.total.bridge);
  });

  test.each([
    ["csv", "text/csv; charset=utf-8"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ])("it can be had as %s", async (format, type) => {
    const answer = await get(`/bao-cao/ii06a/xuat.${format}`);
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, type]);
  });

  test.each(["from=31/02/2026", "by=colour", "policy=none", "from=02/11/2026&to=01/11/2026", "unit=abc"])(
    "%s is refused",
    async (query) => {
      expect((await get(`/bao-cao/ii06a?${query}`)).statusCode).toBe(422);
    },
  );
});
