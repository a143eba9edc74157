import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { addMember, makeOffice, type Member, type Office, uniqueWord } from "../../../test/support/staff.ts";
import { findSession } from "./find-session.ts";
import { signIn, type SignedIn } from "./sign-in.ts";

const NOON = new Date("2026-11-20T12:00:00+07:00");
const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

/** An address that no other test uses, so that their guesses do not count together. */
const newPlace = (): string => `2001:db8::${uniqueWord()}`;

describe("signing in", () => {
  let database: TestDatabase;
  let office: Office;
  const attempt = (username: string, password: string, clientAddress: string, now = NOON): Promise<SignedIn> =>
    signIn(database.app, { username, password, clientAddress, userAgent: "a browser", locale: "vi", now });
  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => "signed_in",
      (error: { code: string }) => error.code,
    );
  const newMember = (): Promise<Member> => addMember(database, office.shop, "receiving_officer");

  beforeAll(async () => {
    database = await testDatabase();
    office = await makeOffice(database);
  });

  it("opens a session for the right password, in any case of the username", async () => {
    const member = await newMember();
    const { token, expiresAt } = await attempt(member.username.toUpperCase(), member.password, newPlace());
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(expiresAt).toEqual(later(60));
    expect((await findSession(database.app, token, NOON))?.actor.accountId).toBe(member.accountId);
  });

  it("refuses an unknown user, a wrong password and a disabled account with the same code", async () => {
    const member = await newMember();
    const disabled = await newMember();
    await database.superuser.query("update account set disabled_at = now() where id = $1", [disabled.accountId]);
    expect(await codeOf(attempt(uniqueWord(), "ba con meo vang", newPlace()))).toBe("sign_in_failed");
    expect(await codeOf(attempt(member.username, "ba con meo den", newPlace()))).toBe("sign_in_failed");
    expect(await codeOf(attempt(disabled.username, disabled.password, newPlace()))).toBe("sign_in_failed");
  });

  it("works as long for an unknown user as for a wrong password", async () => {
    const member = await newMember();
    const timed = async (username: string, index: number): Promise<number> => {
      const started = performance.now();
      await codeOf(attempt(username, "ba con meo den", newPlace(), later(index * 20)));
      return performance.now() - started;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    // In turns, so that whatever else the machine does falls on both alike.
    for (let index = 0; index < 9; index += 1) {
      known.push(await timed(member.username, index));
      unknown.push(await timed(uniqueWord(), index));
    }
    const median = (times: number[]): number => times.toSorted((a, b) => a - b)[4] ?? 0;
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it("evaluates at most ten wrong guesses on an account in 15 minutes, from however many places and at once", async () => {
    const member = await newMember();
    const places = Array.from({ length: 40 }, newPlace);
    const codes = await Promise.all(places.map((place) => codeOf(attempt(member.username, "sai mat khau roi", place))));
    const evaluated = codes.filter((code) => code === "sign_in_failed").length;
    expect(evaluated).toBeGreaterThan(0);
    expect(evaluated).toBeLessThanOrEqual(10);
    expect(codes.filter((code) => code === "too_many_guesses")).toHaveLength(40 - evaluated);
  });

  it("does not look at the password once the guesses are used up, right or wrong", async () => {
    const member = await newMember();
    for (let index = 0; index < 10; index += 1) await codeOf(attempt(member.username, "sai mat khau roi", newPlace()));
    expect(await codeOf(attempt(member.username, member.password, newPlace()))).toBe("too_many_guesses");
  });

  it("lets the owner in again after 15 minutes", async () => {
    const member = await newMember();
    for (let index = 0; index < 20; index += 1) await codeOf(attempt(member.username, "sai mat khau roi", newPlace()));
    expect(await codeOf(attempt(member.username, member.password, newPlace(), later(15.1)))).toBe("signed_in");
  });

  it("never keeps the owner out of the place from which they have signed in before", async () => {
    const member = await newMember();
    const home = newPlace();
    await attempt(member.username, member.password, home);
    for (let minute = 0; minute < 60; minute += 1) {
      for (let index = 0; index < 3; index += 1)
        await codeOf(attempt(member.username, "sai mat khau roi", newPlace(), later(minute)));
    }
    expect(await codeOf(attempt(member.username, "ba con meo den", home, later(60)))).toBe("sign_in_failed");
    expect(await codeOf(attempt(member.username, member.password, home, later(60)))).toBe("signed_in");
  });

  it("counts the guesses of one address across accounts", async () => {
    const place = newPlace();
    const codes: string[] = [];
    for (let index = 0; index < 55; index += 1) codes.push(await codeOf(attempt(uniqueWord(), "sai mat khau roi", place)));
    expect(codes.filter((code) => code === "sign_in_failed")).toHaveLength(50);
    expect(codes.at(-1)).toBe("too_many_guesses");
  });

  it("counts an IPv4 address written as IPv6 as the same place", async () => {
    const member = await newMember();
    for (let index = 0; index < 5; index += 1) await codeOf(attempt(member.username, "sai mat khau roi", "203.0.113.9"));
    expect(await codeOf(attempt(member.username, "sai mat khau roi", "::ffff:203.0.113.9"))).toBe("too_many_guesses");
  });

  it("does not count right passwords as guesses", async () => {
    const member = await newMember();
    const place = newPlace();
    for (let index = 0; index < 12; index += 1)
      expect(await codeOf(attempt(member.username, member.password, place))).toBe("signed_in");
  });

  it("refuses a demonstration account to any other machine than the server", async () => {
    const demo = await addMember(database, office.shop, "receiving_officer", { demo: true });
    for (const place of ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
      expect(await codeOf(attempt(demo.username, demo.password, place))).toBe("signed_in");
    for (const place of ["192.168.1.5", "10.0.0.1", "203.0.113.7"]) {
      expect(await codeOf(attempt(demo.username, demo.password, place))).toBe("demo_account_local_only");
    }
  });

  it("records the sign-in of the account in the audit trail, without username or password", async () => {
    const member = await newMember();
    await attempt(member.username, member.password, newPlace());
    const { rows } = await database.superuser.query("select * from audit where account_id = $1", [member.accountId]);
    expect(rows).toMatchObject([{ action: "identity.sign_in", outcome: "done", subject: `account:${member.accountId}` }]);
    expect(JSON.stringify(rows)).not.toContain(member.username);
  });

  it("keeps no plain password and no two equal hashes", async () => {
    const [one, two] = [await newMember(), await newMember()];
    const { rows } = await database.superuser.query("select password_hash from account where id = any($1)", [
      [one.accountId, two.accountId],
    ]);
    const hashes = rows.map((row: { password_hash: string }) => row.password_hash);
    expect(new Set(hashes).size).toBe(2);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});
