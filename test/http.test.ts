import { describe, expect, it } from "vitest";
import { z } from "zod";
import { assertRoutesDeclared } from "#platform/http/check-routes.ts";
import { json } from "#platform/http/reply.ts";
import { type Route, route } from "#platform/http/route.ts";
import { allRoutes } from "../src/areas.ts";
import { ask, testApp } from "./support/app.ts";
import { testDatabase } from "./support/database.ts";
import { makeOffice } from "./support/office.ts";

const nothing = z.object({});
const whole = route({
  method: "GET",
  path: "/probe",
  roles: "public",
  scope: "reference",
  auditName: "probe.show",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: () => json({}),
});

describe("a route that is not fully declared stops the start", () => {
  it.each(["schema", "roles", "scope", "auditName", "rate"] as const)("without %s", (part) => {
    const { [part]: _, ...rest } = whole;
    expect(() => assertRoutesDeclared([rest])).toThrow(/does not start/);
  });
  it("when it is declared twice, or public and reaching agency rows", () => {
    expect(() => assertRoutesDeclared([whole, whole])).toThrow(/declared twice/);
    expect(() => assertRoutesDeclared([{ ...whole, scope: "agency-rows" } as Route])).toThrow(
      /public routes reach no agency rows/,
    );
  });
  it("and a page that would be handed on although not everybody may see it, or although its readers are recorded", () => {
    for (const part of [
      { roles: "signed-in" },
      { method: "POST" },
      { recordsReads: true },
      { path: "/api/v1/probe", summary: "-" },
    ])
      expect(() => assertRoutesDeclared([{ ...whole, kept: true, ...part } as Route])).toThrow(/kept/);
    expect(() => assertRoutesDeclared([{ ...whole, kept: true }])).not.toThrow();
  });
  it("and an API route without a summary", () => {
    expect(() => assertRoutesDeclared([{ ...whole, path: "/api/v1/probe" } as Route])).toThrow(/summary/);
  });
  it("and an API route that takes files without a field for them", () => {
    const takesFiles = { kinds: ["pdf"] as const, maxBytes: 1, most: 1 };
    const api = { ...whole, path: "/api/v1/probe", summary: "Probes." } as Route;
    expect(() => assertRoutesDeclared([api])).not.toThrow();
    expect(() => assertRoutesDeclared([{ ...api, takesFiles }])).toThrow(/takesFiles.field/);
    expect(() => assertRoutesDeclared([{ ...api, takesFiles: { ...takesFiles, field: "files" } }])).not.toThrow();
  });
  it("every route of the product is declared", () => {
    expect(() => assertRoutesDeclared(allRoutes)).not.toThrow();
    expect(allRoutes.length).toBeGreaterThan(20);
  });
});

describe("every answer", () => {
  it.each(["/dang-nhap", "/healthz", "/khong-co", "/%E0%A4%A", "/api/v1/khong-co", "/assets/motcua.css"])(
    "%s carries the security headers and no banner",
    async (path) => {
      const { headers } = await ask("GET", path);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(headers["content-security-policy"]).not.toContain("unsafe");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("same-origin");
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
      expect(headers["permissions-policy"]).toContain("camera=()");
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["server"]).toBeUndefined();
      expect(headers["cache-control"]).toBeDefined();
    },
  );
});

describe("forged and broken requests", () => {
  const signIn = {
    url: "/dang-nhap",
    method: "POST" as const,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "username=a&password=b",
  };

  it("a form from another site is refused", async () => {
    const server = await testApp();
    const cross = await server.inject({ ...signIn, headers: { ...signIn.headers, "sec-fetch-site": "cross-site" } });
    const origin = await server.inject({ ...signIn, headers: { ...signIn.headers, origin: "https://evil.example" } });
    const nullOrigin = await server.inject({ ...signIn, headers: { ...signIn.headers, origin: "null" } });
    expect([cross.statusCode, origin.statusCode, nullOrigin.statusCode]).toEqual([403, 403, 403]);
  });
  it("a signed-in form without the session's token is refused", async () => {
    const server = await testApp();
    const office = await makeOffice((await testDatabase()).app);
    const answer = await server.inject({
      method: "POST",
      url: "/dang-xuat",
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
      cookies: { session: office.staff.leader.token },
      payload: "_csrf=wrong",
    });
    expect(answer.statusCode).toBe(403);
  });
  it("an API write without Idempotency-Key is refused (400)", async () => {
    const office = await makeOffice((await testDatabase()).app);
    const server = await testApp();
    const answer = await server.inject({
      method: "POST",
      url: "/api/v1/dossiers",
      headers: { authorization: `Bearer ${office.staff.leader.token}`, "content-type": "application/json" },
      payload: "{}",
    });
    const receiving = await server.inject({
      method: "POST",
      url: "/api/v1/dossiers",
      headers: { authorization: `Bearer ${office.staff.receiving_officer.token}`, "content-type": "application/json" },
      payload: "{}",
    });
    expect(answer.statusCode).toBe(403);
    expect(receiving.json().code).toBe("idempotency_key_required");
  });
  it.each([
    ["broken JSON", "application/json", "{", 400, "malformed_body"],
    ["a type that nobody reads", "text/csv", "a;b", 415, "unsupported_media_type"],
    ["a prototype", "application/json", '{"__proto__":{"x":1}}', 400, "malformed_body"],
  ])("%s is refused by name", async (_, type, payload, status, code) => {
    const server = await testApp();
    const answer = await server.inject({ method: "POST", url: "/api/v1/sessions", headers: { "content-type": type }, payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().code).toBe(code);
  });
  it("an unknown address says so, as a page and as a problem", async () => {
    expect((await ask("GET", "/khong-co")).status).toBe(404);
    const undecodable = await ask("GET", "/ho-so/%E0%A4%A");
    expect([undecodable.status, undecodable.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect((await ask("GET", "/api/v1/khong-co")).json<{ code: string }>().code).toBe("not_found");
  });
});

describe("an address opened by hand", () => {
  it.each([
    ["/to-chuc/4/ten", "/to-chuc/4"],
    ["/ho-so/12/sign?x=1", "/ho-so/12"],
    ["/ho-so/bo-loc", "/ho-so"],
    ["/uy-quyen/3/thu-hoi", "/uy-quyen"],
    ["/dang-xuat", "/"],
  ])("%s, which only takes a form, leads back to %s", async (path, page) => {
    const { status, headers } = await ask("GET", path);
    expect([status, headers["location"]]).toEqual([303, page]);
  });
  it("with a wrong value says what is wrong in words, without the machine's name for it", async () => {
    const { status, body } = await ask("GET", "/thu-tuc?page=x");
    expect(status).toBe(422);
    expect(body).toContain("Hãy nhập một số hợp lệ.");
    expect(body).not.toContain("page:");
  });
});

describe("the OpenAPI document", () => {
  it("describes every API route, and each write with its Idempotency-Key", async () => {
    const document = (await ask("GET", "/api/v1/openapi.json")).json<{
      openapi: string;
      paths: Record<string, Record<string, { parameters: { name: string }[] }>>;
    }>();
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = allRoutes
      .filter((each) => each.path.startsWith("/api/"))
      .map((each) => `${each.method} ${each.path.replace(/:([A-Za-z]+)(\([^)]*\))?/g, "{$1}")}`);
    expect(described.toSorted()).toEqual(served.toSorted());
    expect(document.paths["/api/v1/dossiers"]?.["post"]?.parameters.map((parameter) => parameter.name)).toContain(
      "Idempotency-Key",
    );
  });
});
