import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AccountOffice, browserOf, openAccountOffice } from "../../../test/support/account-office.ts";
import { addMember, uniqueWord, type Member } from "../../../test/support/staff.ts";

describe("accounts in the browser", () => {
  let database: AccountOffice["database"];
  let office: AccountOffice["office"];
  let server: AccountOffice["server"];

  beforeAll(async () => {
    ({ database, office, server } = await openAccountOffice());
  });
  afterAll(() => server.close());

  const { post, get, signIn, csrfOf, sessionOf } = browserOf(() => server);

  it("lets an administrator create an account once, with a password shown once that must be changed", async () => {
    const session = await signIn(await addMember(database, office.commune, "administrator"));
    const csrf = await csrfOf(session);
    const username = `moi.${uniqueWord()}`;
    const form = {
      _csrf: csrf,
      _key: `key-${uniqueWord()}`,
      fullName: "Trần Văn Mới",
      username,
      unit: "x",
      unitId: String(office.shop),
      role: "receiving_officer",
      title: "Công chức một cửa",
      from: "01/01/2026",
    };
    const made = await post("/quan-tri/tai-khoan", form, session);
    expect(made.statusCode).toBe(200);
    const password = /<p class="code">([^<]+)</.exec(made.body)?.[1] ?? "";
    const again = await post("/quan-tri/tai-khoan", form, session);
    expect(again.statusCode).toBe(303);
    const first = await signInAndFollow({ username, password });
    expect(first.location).toBe("/tai-khoan/mat-khau");
    const away = await get("/quan-tri/tai-khoan", first.session);
    expect([away.statusCode, away.headers.location]).toEqual([303, "/tai-khoan/mat-khau"]);
    const taken = await post("/quan-tri/tai-khoan", { ...form, _key: `key-${uniqueWord()}` }, session);
    expect(taken.statusCode).toBe(409);
    expect(taken.body).toContain("username:");
  });

  const signInAndFollow = async (member: Pick<Member, "username" | "password">) => {
    const answer = await post("/dang-nhap", { username: member.username, password: member.password, next: "/ho-so" });
    return { session: sessionOf(answer), location: answer.headers.location };
  };

  it("ends every session of an account within the request that disables it", async () => {
    const officer = await addMember(database, office.shop, "receiving_officer");
    const sessions = await Promise.all([signIn(officer), signIn(officer), signIn(officer)]);
    const administrator = await signIn(await addMember(database, office.commune, "administrator"));
    const done = await post(
      `/quan-tri/tai-khoan/${officer.accountId}/khoa`,
      { _csrf: await csrfOf(administrator) },
      administrator,
    );
    expect(done.statusCode).toBe(303);
    for (const session of sessions) expect((await get("/tai-khoan", session)).statusCode).toBe(303);
    const refused = await post("/dang-nhap", { username: officer.username, password: officer.password });
    expect(refused.statusCode).toBe(401);
  });

  it("lets an administrator reset a password, which ends what was open", async () => {
    const officer = await addMember(database, office.shop, "receiving_officer");
    const open = await signIn(officer);
    const administrator = await signIn(await addMember(database, office.commune, "administrator"));
    const done = await post(
      `/quan-tri/tai-khoan/${officer.accountId}/mat-khau`,
      { _csrf: await csrfOf(administrator) },
      administrator,
    );
    const password = /<p class="code">([^<]+)</.exec(done.body)?.[1] ?? "";
    expect((await get("/tai-khoan", open)).statusCode).toBe(303);
    expect((await signInAndFollow({ username: officer.username, password })).location).toBe("/tai-khoan/mat-khau");
  });

  it("hides accounts of other agencies from an administrator and refuses units there", async () => {
    const stranger = await addMember(database, office.otherCommune, "specialist");
    const administrator = await signIn(await addMember(database, office.commune, "administrator"));
    const csrf = await csrfOf(administrator);
    expect((await get(`/quan-tri/tai-khoan/${stranger.accountId}`, administrator)).statusCode).toBe(404);
    expect((await get(`/quan-tri/tai-khoan?q=${stranger.username}`, administrator)).body).not.toContain(
      `/quan-tri/tai-khoan/${stranger.accountId}`,
    );
    expect((await post(`/quan-tri/tai-khoan/${stranger.accountId}/mat-khau`, { _csrf: csrf }, administrator)).statusCode).toBe(
      404,
    );
    const form = {
      _csrf: csrf,
      fullName: "Trần Văn Xa",
      username: `xa.${uniqueWord()}`,
      unit: "x",
      unitId: String(office.otherCommune),
      role: "specialist",
      title: "Chuyên viên",
      from: "01/01/2026",
    };
    expect((await post("/quan-tri/tai-khoan", form, administrator)).statusCode).toBe(403);
    const above = await signIn(await addMember(database, office.district, "administrator"));
    expect((await get(`/quan-tri/tai-khoan/${stranger.accountId}`, above)).statusCode).toBe(200);
  });

  it("keeps administrators from changing their own account", async () => {
    const member = await addMember(database, office.commune, "administrator");
    const session = await signIn(member);
    const answer = await post(`/quan-tri/tai-khoan/${member.accountId}/khoa`, { _csrf: await csrfOf(session) }, session);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain("Hãy nhờ người quản trị khác");
  });

  it("tells one of two administrators who choose the same username at once that it is taken", async () => {
    const session = await signIn(await addMember(database, office.commune, "administrator"));
    const csrf = await csrfOf(session);
    const form = {
      _csrf: csrf,
      fullName: "Trần Văn Đôi",
      username: `doi.${uniqueWord()}`,
      unit: "x",
      unitId: String(office.shop),
      role: "specialist",
      title: "Chuyên viên",
      from: "01/01/2026",
    };
    const answers = await Promise.all([post("/quan-tri/tai-khoan", form, session), post("/quan-tri/tai-khoan", form, session)]);
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 409]);
  });
});
