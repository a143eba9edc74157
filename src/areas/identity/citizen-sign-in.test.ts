import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIGN_IN_RETURN_PATH } from "#platform/config.ts";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import { startIdentityPeer } from "#platform/peers/identity-peer.ts";
import { findSession } from "#identity";
import { ask, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { insertCitizenAccounts, insertCitizens } from "./citizen.store.ts";
import { useIdentityProvider } from "./identity-provider.ts";
import { readClaims, readClaimShape } from "./read-claims.ts";

let peer: Server;
let office: Office;
let issuer: string;

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  issuer = `http://localhost:${port}`;
  const client = { issuer, clientId: "motcua", clientSecret: "secret-of-the-test" };
  peer = await startIdentityPeer({ ...client, port, redirectUris: [`http://localhost:3000${SIGN_IN_RETURN_PATH}`] });
  useIdentityProvider(client);
});

afterAll(() => {
  useIdentityProvider(undefined);
  peer.closeAllConnections();
  peer.close();
});

/** What a browser does: keeps cookies for each host and follows the provider's own redirects. */
class Browser {
  readonly cookies = new Map<string, string>();

  async go(address: string, body?: URLSearchParams): Promise<{ status: number; location: string; body: string }> {
    const answer = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      redirect: "manual",
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = answer.headers.get("location") ?? "";
    return { status: answer.status, location: location === "" ? "" : new URL(location, address).href, body: await answer.text() };
  }
}

interface OurAnswer {
  readonly status: number;
  readonly location: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: string;
}

async function ours(path: string, cookies: Readonly<Record<string, string>> = {}): Promise<OurAnswer> {
  const answer = await (await testApp()).inject({ method: "GET", url: path, cookies: { ...cookies } });
  const set = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
  return { status: answer.statusCode, location: String(answer.headers.location ?? ""), cookies: set, body: answer.body };
}

/** Goes to the provider as this person and comes back; returns the address of the return and the cookie of the visit. */
async function visitProvider(sub: string, next = "/"): Promise<{ back: string; visit: string; browser: Browser }> {
  const begun = await ours(`/dang-nhap/cong-dan/di?next=${encodeURIComponent(next)}`);
  expect(begun.status).toBe(303);
  const browser = new Browser();
  let step = await browser.go(begun.location);
  step = await browser.go(step.location);
  expect(step.body).toContain("mô phỏng");
  const chooser = /action="(\/chon\/[^"]+)"/.exec(step.body)?.[1] ?? "";
  step = await browser.go(`${issuer}${chooser}`, new URLSearchParams({ sub }));
  while (step.location.startsWith(issuer)) step = await browser.go(step.location);
  const url = new URL(step.location);
  return { back: `${url.pathname}${url.search}`, visit: begun.cookies["visit"] ?? "", browser };
}

async function signInAs(sub: string, next?: string) {
  const { back, visit } = await visitProvider(sub, next);
  const answer = await ours(back, { visit });
  const { app } = await testDatabase();
  const token = answer.cookies["session"];
  return { answer, token, session: token === undefined ? undefined : await findSession(app, token, new Date()) };
}

const citizenRow = async (accountId: number) => {
  const { superuser } = await testDatabase();
  const { rows } = await superuser.query("select * from citizen where account_id = $1", [accountId]);
  return rows[0];
};

describe("signing in with an electronic identity", () => {
  it("opens an account with the first sign-in and finds it again with the second, by issuer and subject", async () => {
    const first = await signInAs("nguyen-thi-mai", "/thu-tuc");
    expect(first.answer).toMatchObject({ status: 303, location: "/thu-tuc" });
    const second = await signInAs("nguyen-thi-mai");
    expect(second.answer.location).toBe("/cua-toi");
    expect(second.session?.actor.accountId).toBe(first.session?.actor.accountId);
    expect(await citizenRow(first.session?.actor.accountId ?? 0)).toMatchObject({
      issuer,
      subject: "nguyen-thi-mai",
      kind: "person",
      full_name: "Nguyễn Thị Mai",
      id_number: "001188000011",
      assurance: 2,
      opened_by: "self",
      phone: "+84900000011",
    });
  });

  it("asks anew at a kiosk, whoever signed in at the provider in that browser before", async () => {
    const { browser } = await visitProvider("nguyen-thi-mai");
    const again = async (cookies: Readonly<Record<string, string>>) => {
      let step = await browser.go((await ours("/dang-nhap/cong-dan/di", cookies)).location);
      while (step.location.startsWith(issuer)) step = await browser.go(step.location);
      return step;
    };
    expect((await again({})).location).toContain(SIGN_IN_RETURN_PATH);
    expect((await again({ kiosk: `1/${"a".repeat(32)}` })).body).toContain("mô phỏng");
  });

  it("leads back to the page on which a form stood when the session was over, and to no other host's", async () => {
    const send = async (referer: string) => {
      const headers = { host: "localhost:3000", origin: "http://localhost:3000", referer };
      return String((await (await testApp()).inject({ method: "POST", url: "/cua-toi/7/phan/a", headers })).headers.location);
    };
    expect(await send("http://localhost:3000/cua-toi/7/phan/a?x=1")).toBe(
      "/dang-nhap/cong-dan?next=%2Fcua-toi%2F7%2Fphan%2Fa%3Fx%3D1",
    );
    expect(await send("https://elsewhere.example/a")).toBe("/dang-nhap/cong-dan");
    expect(await send("")).toBe("/dang-nhap/cong-dan");
  });

  it("gives an organisation its name and tax code, not those of who signs in for it", async () => {
    const { session } = await signInAs("htx-an-binh");
    expect(await citizenRow(session?.actor.accountId ?? 0)).toMatchObject({ kind: "organisation", id_number: "0109999988" });
    expect(session?.actor.name).toBe("Hợp tác xã Nông nghiệp An Bình");
  });

  it("makes a citizen, who has no post, no agency and no page of the staff", async () => {
    const { session, token = "" } = await signInAs("tran-van-hung");
    expect(session?.actor).toMatchObject({ posts: [], agencies: [], agencyId: null });
    expect([...(session?.actor.roles ?? [])]).toEqual(["citizen"]);
    for (const path of ["/ho-so", "/to-chuc", "/api/v1/units", "/viec-cua-toi", "/quan-tri/tai-khoan"]) {
      expect((await ask("GET", path, { token })).status, path).toBe(403);
    }
    expect((await ask("GET", "/tai-khoan", { token })).status).toBe(200);
  });

  it("takes over the account that staff opened for the same number", async () => {
    const { superuser, app } = await testDatabase();
    const facts = { kind: "person", fullName: "Le Thi Hanh", idNumber: "001153000033" } as const;
    const opened = { openedBy: "staff", openingAgencyId: office.agencyId, consentHow: "ký phiếu", openedAt: new Date() } as const;
    const accountId = await inTransaction(app, { accountId: null, agencies: [office.agencyId] }, async (tx) => {
      const [id = 0] = await insertCitizenAccounts(tx, [facts.fullName], [`cd-test-${office.agencyId}`]);
      await insertCitizens(tx, [id], [{ ...facts, ...opened }]);
      return id;
    });
    const { session } = await signInAs("le-thi-hanh");
    expect(session?.actor).toMatchObject({ accountId, name: "Lê Thị Hạnh" });
    expect(await citizenRow(accountId)).toMatchObject({ opened_by: "staff", subject: "le-thi-hanh", assurance: 3 });
    await superuser.query("update account set disabled_at = now() where id = $1", [accountId]);
    expect((await signInAs("le-thi-hanh")).answer.status).toBe(403);
  });

  it("refuses an identity below the level that filing needs", async () => {
    const { answer } = await signInAs("pham-quoc-viet");
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("mức độ 2 trở lên");
  });

  it("takes an answer of the provider once, in the browser that asked for it", async () => {
    const { back, visit } = await visitProvider("nguyen-thi-mai");
    expect((await ours(back)).status).toBe(401);
    expect((await ours(back, { visit: "x".repeat(43) })).status).toBe(401);
    expect((await ours(back, { visit })).status).toBe(303);
    expect((await ours(back, { visit })).status).toBe(401);
  });

  it("refuses a code that the provider did not give, and tells a cancelled sign-in apart from a fault", async () => {
    const { back, visit } = await visitProvider("nguyen-thi-mai");
    const forged = await ours(back.replace(/code=[^&]+/, "code=forged"), { visit });
    expect(forged.status).toBe(401);
    const cancelled = await visitProvider("nobody");
    expect((await ours(cancelled.back, { visit: cancelled.visit })).status).toBe(401);
  });

  it("at a kiosk is asked for anew of whoever comes next, and refused where the provider did not ask", async () => {
    const browser = new Browser();
    const kiosk = { kiosk: `${office.oneStopId}/${"k".repeat(32)}` };
    /** Goes on from an address of the provider until it asks who one is, or leads back here. */
    const follow = async (address: string) => {
      let step = await browser.go(address);
      for (;;) {
        // Where another was signed in there, the provider first ends that session by a form that its page sends itself.
        const own = step.body.includes("forms[0].submit()") ? /action="([^"]+)"/.exec(step.body)?.[1] : undefined;
        const hidden = [...step.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
        const fields = hidden.map(([, name = "", value = ""]): [string, string] => [name, value]);
        if (own !== undefined) step = await browser.go(own, new URLSearchParams(fields));
        else if (step.location.startsWith(issuer)) step = await browser.go(step.location);
        else break;
      }
      return { asks: step.body.includes("mô phỏng"), chooser: /action="(\/chon\/[^"]+)"/.exec(step.body)?.[1] ?? "", ...step };
    };
    const begin = async (cookies: Readonly<Record<string, string>>) => {
      const { location, cookies: set } = await ours("/dang-nhap/cong-dan/di", cookies);
      return { address: location, visit: set["visit"] ?? "" };
    };
    const choose = async (chooser: string, sub: string) => {
      const { location } = await browser.go(`${issuer}${chooser}`, new URLSearchParams({ sub }));
      return follow(location);
    };
    const comeBack = async (address: string, visit: string) => {
      const { pathname, search } = new URL(address);
      return ours(`${pathname}${search}`, { ...kiosk, visit });
    };
    const first = await follow((await begin({})).address);
    await choose(first.chooser, "nguyen-thi-mai");
    expect((await follow((await begin({})).address)).asks).toBe(false);

    const next = await begin(kiosk);
    expect(new URL(next.address).searchParams.get("prompt")).toBe("login");
    const asked = await follow(next.address);
    expect(asked.asks).toBe(true);
    const answer = await comeBack((await choose(asked.chooser, "tran-van-hung")).location, next.visit);
    expect(answer.status).toBe(303);
    const session = await findSession((await testDatabase()).app, answer.cookies["session"] ?? "", new Date());
    expect(session?.actor.name).toBe("Trần Văn Hùng");

    const ignored = await begin(kiosk);
    const address = new URL(ignored.address);
    for (const name of ["prompt", "max_age"]) address.searchParams.delete(name);
    const unasked = await follow(address.href);
    expect(unasked.asks).toBe(false);
    const refused = await comeBack(unasked.location, ignored.visit);
    expect([refused.status, refused.cookies["session"]]).toEqual([403, undefined]);
    expect(refused.body).toContain("phải hỏi lại");
  });

  it("never leads to another site afterwards", async () => {
    const { answer } = await signInAs("nguyen-thi-mai", "https://example.com/");
    expect(answer.location).toBe("/cua-toi");
  });

  it("says so where no provider is connected or it does not answer", async () => {
    useIdentityProvider(undefined);
    expect((await ours("/dang-nhap/cong-dan")).body).toContain("Chưa đăng nhập được");
    useIdentityProvider({ issuer: "http://localhost:9", clientId: "x", clientSecret: "y" });
    const answer = await ours("/dang-nhap/cong-dan/di");
    expect(answer.status).toBe(503);
    useIdentityProvider({ issuer, clientId: "motcua", clientSecret: "secret-of-the-test" });
  });
});

describe("rows of citizens", () => {
  it("are seen by their owner alone, and by the agency only where it helped to open the account", async () => {
    const { app } = await testDatabase();
    const { session } = await signInAs("tran-van-hung");
    const accountId = session?.actor.accountId ?? 0;
    const count = (scope: Parameters<typeof reading>[1]) =>
      reading(app, scope, (tx) => tx.selectFrom("citizen").select("account_id").where("account_id", "=", accountId).execute());
    expect(await count({ accountId, agencies: [] })).toHaveLength(1);
    expect(await count(NO_ROWS)).toHaveLength(0);
    expect(await count({ accountId: accountId + 1, agencies: [office.agencyId] })).toHaveLength(0);
  });
});

describe("claims", () => {
  const shape = readClaimShape();
  const read = (claims: object) => readClaims(shape, "https://id.example.vn", "s", claims as Record<string, unknown>);

  it("without a name or a number of the right form are no identity", () => {
    const whole = { name: "Nguyễn Văn An", citizen_id: "001188000011", acr: "loa2" };
    expect(read(whole)).toMatchObject({ kind: "person", gender: null, dateOfBirth: null, phone: null });
    for (const broken of [
      { name: "" },
      { name: 7 },
      { citizen_id: "123" },
      { citizen_id: undefined },
      { citizen_id: ["001188000011"] },
    ])
      expect(() => read({ ...whole, ...broken })).toThrow("identity_incomplete");
    for (const acr of ["", "loa9", "toString", undefined]) expect(() => read({ ...whole, acr })).toThrow("assurance_too_low");
  });
});
