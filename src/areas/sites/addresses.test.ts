import { beforeAll, describe, expect, it } from "vitest";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";

const get = async (url: string, host = "localhost:3000") => (await testApp()).inject({ method: "GET", url, headers: { host } });
const keep = (of: Office, slug: string, domain = "") => ask("POST", "/trang-tin/thiet-lap", of.staff.leader, { slug, domain });
const leads = async (url: string, host?: string): Promise<unknown> => {
  const { statusCode, headers } = await get(url, host);
  return [statusCode, headers.location];
};
let office: Office;
let other: Office;
let old: string;
let now: string;

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  other = await makeOffice(app, office.provinceId);
  setServerTime("2026-11-25T02:00:00Z");
  old = `cu-${office.prefix.toLowerCase().replaceAll(".", "-")}`;
  now = old.replace("cu-", "moi-");
  expect((await keep(office, old, `${old}.gov.vn`)).status).toBe(303);
  const note = { kind: "notice", title: "Lịch cắt nước", summary: "Thứ sáu", body: "Từ **8 giờ**." };
  const made = await ask("POST", "/trang-tin/bai", office.staff.leader, note);
  const article = String(made.headers["location"]).replace(/\?.*/, "");
  expect((await ask("POST", `${article}/dang`, office.staff.leader, { revision: 1 })).status).toBe(303);
});

describe("a site whose address changes", () => {
  it("leads whoever comes by the old one to the same page at the new one", async () => {
    expect((await get(`/trang/${old}`)).statusCode).toBe(200);
    setServerTime("2026-11-25T02:01:00Z");
    expect((await keep(office, now, `${now}.gov.vn`)).status).toBe(303);
    for (const part of ["", "/thong-bao?truoc=7", "/bai/12", "/atom.xml", "/sitemap.xml"])
      expect(await leads(`/trang/${old}${part}`)).toEqual([303, `/trang/${now}${part}`]);
    const data = await get(`/api/v1/sites/${old}`);
    expect([data.statusCode, data.body.includes(`/trang/${now}`)]).toEqual([410, true]);
    expect(await leads("/", `${now}.gov.vn`)).toEqual([302, `/trang/${now}`]);
    expect(await leads("/", `${old}.gov.vn`)).toEqual([302, `https://${now}.gov.vn/trang/${now}`]);
  });

  it("is the same feed to whoever reads it, with the same articles", async () => {
    const feed = (await get(`/trang/${now}/atom.xml`)).body;
    expect(feed).toContain(`<id>tag:localhost,2026:trang/${office.agencyId}</id>`);
    expect(feed).toMatch(/<id>tag:localhost,2026:bai\/\d+<\/id>/);
    expect(feed).toContain(`https://${now}.gov.vn/trang/${now}/bai/`);
  });

  it("leads from a host name that it gave up to the address of the installation", async () => {
    expect((await keep(office, now)).status).toBe(303);
    expect(await leads("/", `${now}.gov.vn`)).toEqual([302, `http://localhost:3000/trang/${now}`]);
    expect(await leads("/", `${old}.gov.vn`)).toEqual([302, `http://localhost:3000/trang/${now}`]);
  });

  it("tells its editors which addresses lead to it, and gives none to another agency", async () => {
    const { body } = await ask("GET", "/trang-tin/thiet-lap", office.staff.leader);
    for (const address of [`/trang/${old}`, `${old}.gov.vn`, `${now}.gov.vn`]) expect(body).toContain(address);
    expect((await keep(other, old)).status).toBe(409);
    expect((await keep(other, `${old}-khac`, `${old}.gov.vn`)).status).toBe(303);
    expect(await leads("/", `${old}.gov.vn`)).toEqual([302, `/trang/${old}-khac`]);
  });

  it("takes an old address back, and then leads on from the other", async () => {
    expect((await keep(office, old)).status).toBe(303);
    expect((await get(`/trang/${old}`)).statusCode).toBe(200);
    expect(await leads(`/trang/${now}/co-quan`)).toEqual([303, `/trang/${old}/co-quan`]);
  });
});
