import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Member, type Office } from "../../../test/support/office.ts";
import { setProfiles } from "#organisation";
import { countSites } from "./site.store.ts";
import { countTeams } from "./team.store.ts";

const post = (url: string, who: Member, body: unknown) => ask("POST", url, who, body);
let office: Office;
let other: Office;
let slug: string;
let domain: string;
const see = async (path: string) => (await ask("GET", `/trang/${slug}${path}`)).body;

async function asAgency<T>(work: Parameters<typeof inTransaction<T>>[2]): Promise<T> {
  return inTransaction((await testDatabase()).app, { accountId: null, agencies: [office.agencyId] }, work);
}

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  other = await makeOffice(app, office.provinceId);
  slug = `xa-${office.prefix.toLowerCase().replace(".", "-")}`;
  domain = `${slug}.gov.vn`;
  setServerTime("2026-11-25T02:00:00Z");
  const site = { slug, domain, slogan: "Gần dân", phone: "0235 123 4567" };
  expect((await post("/trang-tin/thiet-lap", office.staff.home_affairs_officer, site)).status).toBe(303);
});

describe("a site under a host name of its own", () => {
  const from = async (host: string, url: string) => (await testApp()).inject({ method: "GET", url, headers: { host } });

  it("is what the name leads to; ours still leads to the front page", async () => {
    const led = await from(domain, "/");
    expect([led.statusCode, led.headers.location]).toEqual([302, `/trang/${slug}`]);
    expect((await from("localhost:3000", "/")).statusCode).toBe(200);
    expect((await from("khong-ai-biet.vn", "/")).statusCode).toBe(200);
  });

  it("bears its name in sitemap, robots and canonical addresses; forms stay with ours", async () => {
    expect((await from(domain, "/robots.txt")).body).toContain(`Sitemap: https://${domain}/sitemap.xml`);
    expect((await from(domain, "/sitemap.xml")).body).toContain(`<loc>https://${domain}/trang/${slug}/sitemap.xml</loc>`);
    const ours = await from("localhost:3000", "/sitemap.xml");
    expect(ours.body).not.toContain(domain);
    const home = (await from(domain, `/trang/${slug}`)).body;
    expect(home).toContain(`<link rel="canonical" href="https://${domain}/trang/${slug}"`);
    expect(home).toContain('href="http://localhost:3000/nop-ho-so"');
  });

  it("is no other agency's", async () => {
    const taken = { slug: `${slug}-khac`, domain };
    expect((await post("/trang-tin/thiet-lap", other.staff.leader, taken)).status).toBe(409);
  });
});

describe("reception of citizens", () => {
  const day = { on: "26/11/2026", starts: "8h00", ends: "11:00", place: "Phòng tiếp công dân", hostName: "Nguyễn Văn An" };
  const input = { ...day, hostTitle: "Chủ tịch Ủy ban nhân dân", weeks: "3" };

  it("is entered week by week, once, and never for a day that has passed", async () => {
    const { leader, specialist } = office.staff;
    expect((await post("/trang-tin/lich-tiep-dan", specialist, input)).status).toBe(403);
    expect((await post("/trang-tin/lich-tiep-dan", leader, { ...input, on: "24/11/2026" })).status).toBe(422);
    expect((await post("/trang-tin/lich-tiep-dan", leader, { ...input, ends: "7:00" })).status).toBe(422);
    expect((await post("/trang-tin/lich-tiep-dan", leader, input)).status).toBe(303);
    expect((await post("/trang-tin/lich-tiep-dan", leader, input)).status).toBe(409);
    const page = await see("/lich-tiep-dan");
    for (const on of ["26/11/2026", "03/12/2026", "10/12/2026"]) expect(page).toContain(on);
    expect(page).not.toContain("17/12/2026");
  });

  it("stays on the schedule with the reason when it falls out", async () => {
    const { rows } = await (await testDatabase()).superuser.query("select max(id) as id from site_reception");
    const off = { id: Number(rows[0].id), why: "Lãnh đạo đi kiểm tra bão" };
    expect((await post("/trang-tin/lich-tiep-dan/hoan", other.staff.leader, off)).status).toBe(404);
    expect((await post("/trang-tin/lich-tiep-dan/hoan", office.staff.leader, off)).status).toBe(303);
    expect((await post("/trang-tin/lich-tiep-dan/hoan", office.staff.leader, off)).status).toBe(404);
    expect(await see("/lich-tiep-dan")).toContain("Hoãn: Lãnh đạo đi kiểm tra bão");
  });
});

describe("the office on its site", () => {
  it("shows who holds which post, with the telephone of the post, and the profile as of the day", async () => {
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select id from post where agency_id = $1 and role = 'one_stop_head'", [office.agencyId]);
    const contact = { postId: rows[0].id, phone: "0236 300 0101" };
    expect((await post("/trang-tin/lien-he", other.staff.leader, contact)).status).toBe(404);
    expect((await post("/trang-tin/lien-he", office.staff.leader, contact)).status).toBe(303);
    const profile = { areaHectares: 1182.6, households: 2138, people: 6652, hamlets: 4, source: "Niên giám" };
    await asAgency((tx) => setProfiles(tx, [{ unitId: office.agencyId, from: "2024-01-01", ...profile }]));
    const page = await see("/co-quan");
    for (const part of [office.staff.one_stop_head.name, 'href="tel:+842363000101"', "1.182,6", "Niên giám"])
      expect(page).toContain(part);
    expect(page).not.toContain("administrator");
    expect(await see("/co-quan?ngay=31/12/2023")).not.toContain("1.182,6");
  });

  it("shows figures that are counted, and nothing where there is no such site", async () => {
    expect(await see("/so-lieu")).toContain("Giải quyết trước hạn");
    expect((await ask("GET", "/trang/khong-co-trang")).status).toBe(404);
    expect((await ask("GET", `/trang?q=${office.prefix}`)).body).toContain(`/trang/${slug}`);
  });
});

describe("a support team", () => {
  let href: string;
  let memberId: number;
  const team = { name: "Tổ hỗ trợ thôn Đông", formedOn: "01/11/2026", phone: "0236 300 0199" };
  const members = async () =>
    (await (await testDatabase()).superuser.query("select id from support_member where agency_id = $1", [office.agencyId])).rows;

  it("is formed once, and takes in people who need no post", async () => {
    expect((await post("/to-ho-tro", office.staff.specialist, team)).status).toBe(403);
    const formed = await post("/to-ho-tro", office.staff.leader, team);
    href = String(formed.headers["location"]);
    expect((await post("/to-ho-tro", office.staff.leader, team)).status).toBe(409);
    const member = { name: "Trần Quốc Toàn", part: "lead", title: "Trưởng thôn Đông", from: "01/11/2026" };
    expect((await post(`${href}/thanh-vien`, office.staff.leader, { ...member, from: "31/10/2026" })).status).toBe(422);
    expect((await post(`${href}/thanh-vien`, other.staff.leader, member)).status).toBe(404);
    expect((await post(`${href}/thanh-vien`, office.staff.leader, member)).status).toBe(303);
    expect((await post(`${href}/thanh-vien`, office.staff.leader, member)).status).toBe(409);
    memberId = (await members())[0].id;
    expect(await asAgency((tx) => countTeams(tx, "2026-11-25"))).toEqual({ numerator: 1, denominator: null });
    expect(await asAgency((tx) => countTeams(tx, "2026-10-31"))).toEqual({ numerator: 0, denominator: null });
  });

  it("has somebody on duty on each day, whom the public sees for a week", async () => {
    const duty = { memberId, from: "25/11/2026", until: "27/11/2026" };
    expect((await post(`${href}/lich-truc`, office.staff.leader, { ...duty, until: "25/11/2027" })).status).toBe(422);
    expect((await post(`${href}/lich-truc`, office.staff.leader, duty)).status).toBe(303);
    expect((await post(`${href}/lich-truc`, office.staff.leader, duty)).status).toBe(409);
    const drop = { memberId, on: "26/11/2026" };
    expect((await post(`${href}/bo-truc`, office.staff.leader, drop)).status).toBe(303);
    expect((await post(`${href}/bo-truc`, office.staff.leader, drop)).status).toBe(404);
    const page = await see("/to-ho-tro");
    for (const part of ["Trực ngày 25/11/2026", "Trực ngày 27/11/2026", 'href="tel:+842363000199"']) expect(page).toContain(part);
    expect(page).not.toContain("Trực ngày 26/11/2026");
  });

  it("records where it went, not before the day and not with who was not in it; a mistake counts no more", async () => {
    const visit = { memberId, on: "24/11/2026", hamlet: "Thôn Đông", helped: "12", what: "Nộp hồ sơ trực tuyến" };
    const who = office.staff.receiving_officer;
    expect((await post(`${href}/di-ho-tro`, office.staff.inspector, visit)).status).toBe(403);
    expect((await post(`${href}/di-ho-tro`, who, { ...visit, on: "26/11/2026" })).status).toBe(422);
    expect((await post(`${href}/di-ho-tro`, who, { ...visit, on: "30/10/2026" })).status).toBe(422);
    for (const helped of ["12", "5"]) expect((await post(`${href}/di-ho-tro`, who, { ...visit, helped })).status).toBe(303);
    const tile = async () =>
      /stat-value">(\d+)<\/div><div class="stat-label">Lượt người/.exec((await ask("GET", href, who)).body)?.[1];
    expect(await tile()).toBe("17");
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select id from support_visit where helped = 5 and agency_id = $1", [office.agencyId]);
    const back = { id: Number(rows[0].id), why: "Ghi hai lần" };
    expect((await post(`${href}/rut-luot`, office.staff.leader, back)).status).toBe(303);
    expect((await post(`${href}/rut-luot`, office.staff.leader, back)).status).toBe(404);
    expect(await tile()).toBe("12");
  });

  it("ends for one who leaves, and for all when it is dissolved; nothing is planned beyond", async () => {
    const left = { memberId, until: "27/11/2026" };
    expect((await post(`${href}/thoi`, office.staff.leader, left)).status).toBe(303);
    expect(await see("/to-ho-tro")).not.toContain("Trực ngày 27/11/2026");
    expect((await post(`${href}/giai-the`, office.staff.leader, { on: "01/11/2026" })).status).toBe(422);
    expect((await post(`${href}/giai-the`, office.staff.leader, { on: "25/11/2026" })).status).toBe(303);
    expect(await see("/to-ho-tro")).not.toContain("Tổ hỗ trợ thôn Đông");
    const again = await post(`${href}/thanh-vien`, office.staff.leader, {
      name: "Lê Thị Mỹ",
      part: "member",
      from: "26/11/2026",
    });
    expect(again.status).toBe(409);
  });
});

describe("what is counted", () => {
  it("is communes with a site among those that stand, as of a day", async () => {
    expect(await asAgency((tx) => countSites(tx, "2026-11-25"))).toEqual({ numerator: 1, denominator: 1 });
    expect(await asAgency((tx) => countSites(tx, "2026-11-24"))).toEqual({ numerator: 0, denominator: 1 });
  });
});
