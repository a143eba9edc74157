import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AccountOffice, browserOf, openAccountOffice } from "../../../test/support/account-office.ts";
import { addMember, uniqueWord } from "../../../test/support/staff.ts";

describe("sessions and delegations in the browser", () => {
  let database: AccountOffice["database"];
  let office: AccountOffice["office"];
  let server: AccountOffice["server"];

  beforeAll(async () => {
    ({ database, office, server } = await openAccountOffice());
  });
  afterAll(() => server.close());

  const { post, get, signIn, csrfOf } = browserOf(() => server);

  it("sends who is not signed in to the sign-in page and back to where they wanted to go", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const away = await get("/tai-khoan?x=1");
    expect(away.headers.location).toBe("/dang-nhap?next=%2Ftai-khoan%3Fx%3D1");
    const answer = await post("/dang-nhap", { username: member.username, password: member.password, next: "/tai-khoan?x=1" });
    expect(answer.headers.location).toBe("/tai-khoan?x=1");
    const foreign = await post("/dang-nhap", { username: member.username, password: member.password, next: "//evil.example/" });
    expect(foreign.headers.location).toBe("/");
  });

  it("keeps the session in a cookie that scripts cannot read", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const answer = await post("/dang-nhap", { username: member.username, password: member.password });
    expect(answer.cookies.find((one) => one.name === "session")).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  });

  it("shows the form again with the username and without the password", async () => {
    const answer = await post("/dang-nhap", { username: "ai.do", password: "khong phai mat khau" });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain("Tên đăng nhập hoặc mật khẩu không đúng");
    expect(answer.body).toContain('value="ai.do"');
    expect(answer.body).not.toContain("khong phai mat khau");
  });

  it("refuses a sign-in that another site sends", async () => {
    const answer = await server.inject({
      method: "POST",
      url: "/dang-nhap",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example", host: "localhost:3000" },
      payload: "username=a.b&password=ba+con+meo+vang",
    });
    expect(answer.statusCode).toBe(403);
  });

  it("knows a session no more after signing out", async () => {
    const session = await signIn(await addMember(database, office.shop, "receiving_officer"));
    const out = await post("/dang-xuat", { _csrf: await csrfOf(session) }, session);
    expect(out.statusCode).toBe(303);
    expect((await get("/tai-khoan", session)).headers.location).toMatch(/^\/dang-nhap/);
  });

  it("refuses to sign out without the token of the session", async () => {
    const session = await signIn(await addMember(database, office.shop, "receiving_officer"));
    expect((await post("/dang-xuat", {}, session)).statusCode).toBe(403);
    expect((await get("/tai-khoan", session)).statusCode).toBe(200);
  });

  it("ends the other sessions when the password changes, and none before", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const [here, elsewhere] = [await signIn(member), await signIn(member)];
    const csrf = await csrfOf(here);
    const wrong = await post(
      "/tai-khoan/mat-khau",
      { _csrf: csrf, current: "khong dung dau", chosen: "mua xuan da ve", repeated: "mua xuan da ve" },
      here,
    );
    expect(wrong.statusCode).toBe(422);
    expect((await get("/tai-khoan", elsewhere)).statusCode).toBe(200);
    const done = await post(
      "/tai-khoan/mat-khau",
      { _csrf: csrf, current: member.password, chosen: "mua xuan da ve", repeated: "mua xuan da ve" },
      here,
    );
    expect(done.headers.location).toBe("/tai-khoan");
    expect((await get("/tai-khoan", here)).statusCode).toBe(200);
    expect((await get("/tai-khoan", elsewhere)).statusCode).toBe(303);
    await signIn({ username: member.username, password: "mua xuan da ve" });
  });

  it("keeps no passwords in idempotency rows, not even as a fast hash", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const session = await signIn(member);
    const csrf = await csrfOf(session);
    const change = { _csrf: csrf, current: member.password, chosen: "mua thu la bay", repeated: "mua thu la bay" };
    await post("/tai-khoan/mat-khau", { ...change, _key: `key-${uniqueWord()}` }, session);
    const { rows } = await database.superuser.query("select command, fingerprint from idempotency where actor = $1", [
      `account:${member.accountId}`,
    ]);
    const { rows: empty } = await database.superuser.query("select encode(sha256('{}'), 'base64') as print");
    const base64url = String(empty[0]?.print).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
    expect(rows).toEqual([{ command: "identity.change_password", fingerprint: base64url }]);
  });

  it("speaks English after the switch, signed in or not", async () => {
    const anonymous = await get("/ngon-ngu?locale=en&next=/dang-nhap");
    expect(anonymous.headers.location).toBe("/dang-nhap");
    expect(anonymous.cookies).toMatchObject([{ name: "locale", value: "en" }]);
    const session = await signIn(await addMember(database, office.shop, "receiving_officer"));
    await get("/ngon-ngu?locale=en&next=/tai-khoan", session);
    expect((await get("/tai-khoan", session)).body).toContain("Posts held today");
    expect((await get("/ngon-ngu?locale=en&next=https://evil.example/", session)).headers.location).toBe("/");
  });

  it("lets a leader delegate within the agency for a period and revoke it, and nobody beyond", async () => {
    const leader = await addMember(database, office.commune, "leader");
    const deputy = await addMember(database, office.division, "specialist");
    const outsider = await addMember(database, office.otherCommune, "specialist");
    const session = await signIn(leader);
    const csrf = await csrfOf(session);
    const form = {
      _csrf: csrf,
      assignmentId: String(leader.assignmentId),
      username: deputy.username,
      from: "01/01/2020",
      until: "31/12/2020",
      decisionNo: "1/QĐ",
    };
    expect((await post("/uy-quyen", { ...form, username: outsider.username }, session)).body).toContain(
      "username: Người được ủy quyền phải",
    );
    expect((await post("/uy-quyen", { ...form, username: leader.username }, session)).statusCode).toBe(422);
    expect((await post("/uy-quyen", { ...form, until: "31/12/2021" }, session)).body).toContain("12 tháng");
    expect((await post("/uy-quyen", { ...form, until: "31/12/2019" }, session)).statusCode).toBe(422);
    expect((await post("/uy-quyen", { ...form, decisionNo: "" }, session)).statusCode).toBe(422);
    const today = new Date();
    const day = (offset: number): string => new Date(today.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
    expect((await post("/uy-quyen", { ...form, from: day(-2), until: day(20) }, session)).statusCode).toBe(303);
    const acting = await signIn(deputy);
    expect((await get("/uy-quyen", acting)).statusCode).toBe(200);
    const { rows } = await database.superuser.query("select id from delegation where to_person_id = $1", [deputy.personId]);
    expect((await post(`/uy-quyen/${rows[0]?.id}/thu-hoi`, { _csrf: await csrfOf(acting) }, acting)).statusCode).toBe(403);
    expect((await post(`/uy-quyen/${rows[0]?.id}/thu-hoi`, { _csrf: csrf }, session)).statusCode).toBe(303);
    expect((await get("/uy-quyen", acting)).statusCode).toBe(403);
    expect((await post(`/uy-quyen/${rows[0]?.id}/thu-hoi`, { _csrf: csrf }, session)).statusCode).toBe(409);
  });

  it("signs an API client in by token and out again", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const opened = await server.inject({
      method: "POST",
      url: "/api/v1/sessions",
      payload: { username: member.username, password: member.password },
    });
    expect(opened.statusCode).toBe(201);
    const { token } = opened.json<{ token: string }>();
    const authorization = `Bearer ${token}`;
    const units = await server.inject({
      method: "GET",
      url: `/api/v1/units?parentId=${office.commune}`,
      headers: { authorization },
    });
    expect(
      units
        .json<{ units: { id: number }[] }>()
        .units.map((unit) => unit.id)
        .toSorted(),
    ).toEqual([office.shop, office.division].toSorted());
    const closed = await server.inject({
      method: "DELETE",
      url: "/api/v1/sessions/current",
      headers: { authorization, "idempotency-key": uniqueWord() },
    });
    expect(closed.json()).toEqual({ ended: true });
    expect((await server.inject({ method: "GET", url: "/api/v1/units", headers: { authorization } })).statusCode).toBe(401);
  });

  it("shows who held a post on a day", async () => {
    const officer = await addMember(database, office.division, "specialist", { from: "2021-03-01", until: "2023-01-01" });
    const session = await signIn(await addMember(database, office.shop, "receiving_officer"));
    const { rows } = await database.superuser.query("select post_id from assignment where id = $1", [officer.assignmentId]);
    const path = `/to-chuc/vi-tri/${rows[0]?.post_id}`;
    expect((await get(`${path}?on=31/12/2022`, session)).body).toContain(`Vào ngày 31/12/2022: Nguyễn Thị ${officer.username}`);
    expect((await get(`${path}?on=01/01/2023`, session)).body).toContain("Vào ngày 01/01/2023: khuyết");
    expect((await get("/to-chuc/vi-tri/99999999", session)).statusCode).toBe(404);
  });

  it("shows the organisation of a day to any member of staff and its forms to an administrator alone", async () => {
    const officer = await signIn(await addMember(database, office.shop, "receiving_officer"));
    const administrator = await addMember(database, office.commune, "administrator");
    expect((await get("/to-chuc?q=hai%20phong", officer)).statusCode).toBe(200);
    const shown = await get(`/to-chuc/${office.commune}`, officer);
    expect(shown.body).toContain("Một cửa");
    expect(shown.body).not.toContain(`/to-chuc/${office.commune}/bo-phan`);
    const session = await signIn(administrator);
    expect((await get(`/to-chuc/${office.commune}`, session)).body).toContain(`/to-chuc/${office.commune}/bo-phan`);
    const csrf = await csrfOf(session);
    const added = await post(
      `/to-chuc/${office.commune}/bo-phan`,
      { _csrf: csrf, kind: "reception_point", fullName: "Điểm tiếp nhận số 2", from: "01/02/2026" },
      session,
    );
    expect(added.statusCode).toBe(303);
    const point = await get(String(added.headers.location), session);
    expect(point.body).toContain("Điểm tiếp nhận số 2");
    const wrong = await post(
      `/to-chuc/${office.commune}/lich`,
      { _csrf: csrf, week: "mon", hours: "17:00-08:00", from: "01/02/2026" },
      session,
    );
    expect(wrong.statusCode).toBe(422);
    expect((await get("/to-chuc/trien-khai", officer)).body).toContain("0 trên 2 đơn vị đã dùng");
    expect((await get("/to-chuc/999999999", officer)).statusCode).toBe(404);
    expect((await get("/to-chuc/khong-co", officer)).statusCode).toBe(404);
    expect((await get("/to-chuc/goi-y?q=diem%20tiep%20nhan%20so%202", officer)).json()).toMatchObject([
      { label: "Điểm tiếp nhận số 2" },
    ]);
  });
});
