import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAddressFault, ForbiddenAddress, isPublicAddress, postSafely } from "./safe-post.ts";

const server = createServer((request, response) => {
  response.writeHead(request.url === "/redirect" ? 302 : 204, { location: "http://127.0.0.1/secret" }).end();
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const post = (url: string, allowedOrigins: readonly string[] = []) =>
  postSafely({ url, headers: {}, body: "{}", signal: AbortSignal.timeout(5_000), allowedOrigins });

describe("an address that somebody typed", () => {
  it.each([
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[::ffff:7f00:1]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://[fe80::1]/x",
    "https://[fd00::1]/x",
    "https://10.1.2.3/x",
    "https://172.31.255.255/x",
    "https://192.168.0.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://0/x",
    "https://localhost/x",
    "https://database/x",
    "https://printer.local/x",
  ])("%s is not public, however it is spelt", async (url) => {
    expect(findAddressFault(url)).toBe("not_public");
    await expect(post(url)).rejects.toBeInstanceOf(ForbiddenAddress);
  });

  it("is refused in plain http, with a password, or in no form at all", () => {
    expect(findAddressFault("http://example.vn/x")).toBe("not_https");
    expect(findAddressFault("https://user:secret@example.vn/x")).toBe("malformed");
    expect(findAddressFault("example.vn")).toBe("malformed");
    expect(findAddressFault("https://example.vn/x")).toBeUndefined();
  });

  it("never counts as public inside of a private network", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        expect(isPublicAddress(`10.${a}.${b}.${c}`)).toBe(false);
        expect(isPublicAddress(`::ffff:192.168.${a}.${b}`)).toBe(false);
      }),
    );
    expect(isPublicAddress("8.8.8.8")).toBe(true);
    expect(isPublicAddress("2606:4700:4700::1111")).toBe(true);
  });
});

describe("a post", () => {
  it("reaches a private address only where its origin is allowed by name, and follows no redirect from there", async () => {
    expect(await post(`${origin}/x`, [origin])).toBe(204);
    expect(await post(`${origin}/redirect`, [origin])).toBe(302);
    await expect(post(`${origin}/x`)).rejects.toBeInstanceOf(ForbiddenAddress);
  });
});
