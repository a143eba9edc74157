import { createHash } from "node:crypto";
import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startIdentityPeer } from "./identity-peer.ts";
import { ShortMemory } from "./short-memory.ts";

const port = 40_000 + Math.floor(Math.random() * 9_000);
const issuer = `http://localhost:${port}`;
const redirectUri = "http://localhost:3000/ve";
const verifier = "v".repeat(43);
const said: unknown[] = [];
let peer: Server;

beforeAll(async () => {
  for (const way of ["info", "warn"] as const) vi.spyOn(console, way).mockImplementation((line) => void said.push(line));
  const client = { issuer, clientId: "motcua", clientSecret: "secret-of-the-test" };
  peer = await startIdentityPeer({ ...client, port, redirectUris: [redirectUri] });
});

afterAll(() => {
  vi.restoreAllMocks();
  peer.closeAllConnections();
  peer.close();
});

/** Chooses a person as a browser would and answers with the code that goes to the product. */
async function visit(sub: string): Promise<string> {
  const cookies = new Map<string, string>();
  const go = async (address: string, body?: URLSearchParams): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const method = body === undefined ? {} : { method: "POST", body };
    const answer = await fetch(new URL(address, issuer), { redirect: "manual", headers: { cookie }, ...method });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const query = { client_id: "motcua", response_type: "code", scope: "openid", redirect_uri: redirectUri };
  const asked = new URLSearchParams({ ...query, code_challenge: challenge, code_challenge_method: "S256" });
  let step = await go(`/auth?${asked.toString()}`);
  const chooser = step.headers.get("location") ?? "";
  step = await go(chooser, new URLSearchParams({ sub }));
  while (!(step.headers.get("location") ?? redirectUri).startsWith(redirectUri))
    step = await go(step.headers.get("location") ?? "");
  return new URL(step.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

async function redeem(code: string): Promise<{ status: number; body: { access_token?: string; error?: string } }> {
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from("motcua:secret-of-the-test").toString("base64")}` },
    body: new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier }),
  });
  return { status: answer.status, body: (await answer.json()) as { access_token?: string; error?: string } };
}

const askedAbout = (token: string): Promise<Response> => fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${token}` } });

describe("the stand-in for the electronic identity", () => {
  it("takes a code once; a second time takes back what the first gave", async () => {
    const code = await visit("nguyen-thi-mai");
    const first = await redeem(code);
    expect(first.status).toBe(200);
    const token = first.body.access_token ?? "";
    expect((await askedAbout(token)).status).toBe(200);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await askedAbout(token)).status).toBe(401);
  });

  it("warns the operator of nothing that it was set up with", () => {
    expect(said).toEqual([]);
  });
});

describe("what it remembers", () => {
  it("is forgotten when it expires, and never more than a thousand of a kind", async () => {
    const memory = new ShortMemory();
    await memory.upsert("over", { uid: "u" }, 0);
    expect(await memory.find("over")).toBeUndefined();
    expect(await memory.findByUid("u")).toBeUndefined();
    for (let count = 0; count <= 1000; count++) await memory.upsert(`id-${count}`, {}, 60);
    expect(await memory.find("id-0")).toBeUndefined();
    expect(await memory.find("id-1")).toEqual({});
    expect(await memory.find("id-1000")).toEqual({});
  });
});
