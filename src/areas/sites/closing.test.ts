import { beforeAll, describe, expect, it } from "vitest";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";

let office: Office;
let heir: Office;
let slug: string;
let heirSlug: string;

const leader = (of: Office) => of.staff.leader;
const get = async (url: string, headers: Record<string, string> = {}) =>
  (await testApp()).inject({ method: "GET", url, headers });
const slugOf = ({ prefix }: Office): string => `dong-${prefix.toLowerCase().replaceAll(".", "-")}`;

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  heir = await makeOffice(app, office.provinceId);
  [slug, heirSlug] = [slugOf(office), slugOf(heir)];
  setServerTime("2026-11-25T02:00:00Z");
  for (const [who, own] of [
    [office, slug],
    [heir, heirSlug],
  ] as const)
    expect((await ask("POST", "/trang-tin/thiet-lap", leader(who), { slug: own, slogan: "Gần dân" })).status).toBe(303);
});

describe("the data of sites for other programs", () => {
  it("is a list, each site, and what stands on it, its text in Markdown", async () => {
    const note = { kind: "notice", title: "Lịch cắt nước", summary: "Thứ sáu", body: "Từ **8 giờ**." };
    const made = await ask("POST", "/trang-tin/bai", leader(office), note);
    const id = /\/trang-tin\/bai\/(\d+)/.exec(String(made.headers["location"]))?.[1] ?? "";
    expect((await get(`/api/v1/sites/${slug}/articles`)).json()).toEqual({ items: [], more: false });
    expect((await ask("POST", `/trang-tin/bai/${id}/dang`, leader(office), { revision: 1 })).status).toBe(303);
    expect((await get("/api/v1/sites")).json().items).toContainEqual(expect.objectContaining({ slug }));
    expect((await get(`/api/v1/sites/${slug}`)).json()).toMatchObject({ slug, slogan: "Gần dân", domain: null });
    const found = (await get(`/api/v1/sites/${slug}/articles?kind=notice`)).json();
    expect(found).toMatchObject({ items: [{ id: Number(id), title: "Lịch cắt nước" }], more: false });
    expect((await get(`/api/v1/sites/${slug}/articles/${id}`)).json()).toMatchObject({ body: "Từ **8 giờ**." });
    expect((await get(`/api/v1/sites/${heirSlug}/articles/${id}`)).statusCode).toBe(404);
    expect((await get(`/api/v1/sites/${slug}/articles?kind=khac`)).statusCode).toBe(422);
  });

  it("may be kept for a minute, and is sent again only where it has changed", async () => {
    const first = await get(`/api/v1/sites/${slug}`);
    expect(first.headers["cache-control"]).toBe("public, max-age=60");
    const again = await get(`/api/v1/sites/${slug}`, { "if-none-match": String(first.headers["etag"]) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
    expect((await get(`/api/v1/sites/${slug}`, { "if-none-match": 'W/"khac"' })).statusCode).toBe(200);
  });
});

describe("a site that closes", () => {
  const close = (body: Record<string, string>) => ask("POST", "/trang-tin/dong", leader(office), body);

  it("wants a reason, and a site in its place that is open and another's", async () => {
    expect((await close({ why: "" })).status).toBe(422);
    const refused = await close({ why: "Sáp nhập", successor: "khong-co-trang-nay" });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("Không có trang đang mở nào");
    expect(refused.body).toMatch(/<details class="fold" open[^]*value="Sáp nhập"[^]*value="khong-co-trang-nay"/);
    expect((await close({ why: "Sáp nhập", successor: slug })).status).toBe(422);
    expect((await ask("POST", "/trang-tin/dong", office.staff.specialist, { why: "Thử" })).status).toBe(403);
    expect((await get(`/trang/${slug}`)).statusCode).toBe(200);
  });

  it("leads its visitors to the site in its place; its data says where that is", async () => {
    expect((await close({ why: "Sáp nhập xã", successor: heirSlug })).status).toBe(303);
    for (const page of ["", "/thong-bao", "/co-quan", "/to-ho-tro"]) {
      const led = await get(`/trang/${slug}${page}`);
      expect([page, led.statusCode, led.headers.location]).toEqual([page, 303, `/trang/${heirSlug}`]);
    }
    expect((await get(`/trang/${slug}/atom.xml`)).statusCode).toBe(410);
    const data = await get(`/api/v1/sites/${slug}`);
    expect([data.statusCode, data.json().code]).toEqual([410, "site_moved"]);
    expect((await get("/api/v1/sites")).body).not.toContain(`"${slug}"`);
    expect((await close({ why: "Lần nữa" })).status).toBe(409);
  });

  it("is gone with its reason where nothing takes its place, or that has closed as well", async () => {
    expect((await ask("POST", "/trang-tin/dong", leader(heir), { why: "Chuyển về cổng tỉnh" })).status).toBe(303);
    for (const gone of [slug, heirSlug]) expect((await get(`/trang/${gone}`)).statusCode).toBe(410);
    expect((await get(`/trang/${heirSlug}`)).body).toContain("Chuyển về cổng tỉnh");
    expect((await get("/trang/chua-tung-co")).statusCode).toBe(404);
  });

  it("opens again as it was, once", async () => {
    const page = (await ask("GET", "/trang-tin/thiet-lap", leader(heir))).body;
    expect(page).toContain("Trang đã đóng từ ngày 25/11/2026");
    expect((await ask("POST", "/trang-tin/mo-lai", leader(heir), {})).status).toBe(303);
    expect((await ask("POST", "/trang-tin/mo-lai", leader(heir), {})).status).toBe(409);
    expect((await get(`/trang/${heirSlug}`)).statusCode).toBe(200);
    expect((await get(`/trang/${slug}`)).headers.location).toBe(`/trang/${heirSlug}`);
  });
});

describe("a support team that changes", () => {
  it("a member is put right, and a day of the rota goes to another of the team", async () => {
    const post = (url: string, body: Record<string, string>) => ask("POST", url, leader(office), body);
    const formed = await post("/to-ho-tro", { name: "Tổ thử", formedOn: "01/11/2026" });
    const team = String(formed.headers["location"]);
    for (const name of ["Nguyễn Anh", "Trần Bình"]) {
      expect((await post(`${team}/thanh-vien`, { name, part: "member", from: "01/11/2026" })).status).toBe(303);
    }
    const shown = async () => (await ask("GET", team, leader(office))).body;
    const [first = "", second = ""] = new Set(
      [...(await shown()).matchAll(/name="memberId" value="(\d+)"/g)].map(([, id]) => id ?? ""),
    );
    const edit = (name: string) => post(`${team}/sua-thanh-vien`, { memberId: first, name, part: "lead", title: "Bí thư đoàn" });
    expect((await edit("Trần Bình")).status).toBe(409);
    expect((await edit("Nguyễn Văn Anh")).status).toBe(303);
    expect(await shown()).toContain("Nguyễn Văn Anh");
    const day = { from: "27/11/2026", until: "27/11/2026" };
    expect((await post(`${team}/lich-truc`, { memberId: first, ...day })).status).toBe(303);
    const swap = (memberId: string, toMemberId: string, on = "27/11/2026") =>
      post(`${team}/doi-truc`, { memberId, toMemberId, on });
    expect((await swap(first, first)).status).toBe(422);
    expect((await swap(first, second, "28/11/2026")).status).toBe(404);
    expect((await swap(first, second)).status).toBe(303);
    expect((await swap(first, second)).status).toBe(404);
    expect((await swap(second, first)).status).toBe(303);
    expect((await swap(first, "2147483000")).status).toBe(422);
    const past = await swap(first, second, "24/11/2026");
    expect([past.status, past.body.includes("Ngày này đã qua")]).toEqual([422, true]);
    expect((await post(`${team}/bo-truc`, { memberId: first, on: "24/11/2026" })).status).toBe(422);
    expect((await post(`${team}/lich-truc`, { memberId: first, from: "24/11/2026", until: "25/11/2026" })).status).toBe(422);
    expect((await post(`${team}/lich-truc`, { memberId: first, from: "25/11/2026", until: "25/11/2026" })).status).toBe(303);
  });
});
