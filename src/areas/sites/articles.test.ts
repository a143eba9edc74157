import { renderToString } from "preact-render-to-string";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Member, type Office } from "../../../test/support/office.ts";
import { ArticleBody } from "./article-body.tsx";
import { readMarkdown } from "./read-markdown.ts";
import { diffLines, imageIdsIn, isSafeLink, proposeSlug, stateOf } from "./article.rules.ts";

const at = (iso: string): Date => new Date(iso);
const post = (url: string, who: Member, body: unknown) => ask("POST", url, who, body);

async function sendImage(who: Member, alt: string, bytes: Buffer) {
  const form = new FormData();
  form.set("alt", alt);
  form.set("image", new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }), "le.jpg");
  const encoded = new Response(form);
  const headers = { authorization: `Bearer ${who.token}`, "content-type": encoded.headers.get("content-type") ?? "" };
  const payload = Buffer.from(await encoded.arrayBuffer());
  return (await testApp()).inject({ method: "POST", url: "/trang-tin/anh", headers, payload });
}

describe("what a text becomes", () => {
  const shown = async (body: string): Promise<string> =>
    renderToString(ArticleBody({ locale: "vi", content: await readMarkdown(body), images: new Map(), hrefOf: () => "" }));

  it("takes nothing of a writer for markup", async () => {
    const html = await shown('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> **đậm** <b onclick="x()">chữ</b>');
    expect(html).not.toMatch(/<(script|img|b)\b/);
    expect(html).toContain("&lt;script>");
    expect(html).toContain("<strong>đậm</strong>");
  });

  it.each([
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "file:///etc/passwd",
  ])("makes no link of %s", async (address) => {
    expect(isSafeLink(address)).toBe(false);
    expect(await shown(`[bấm vào đây](${address})`)).not.toContain("<a");
  });

  it("leads nowhere by the number of an image", async () => {
    expect(await shown("[ảnh lễ ra quân](anh:12)")).toBe('<div class="prose"><p>ảnh lễ ra quân</p></div>');
  });

  it("shows headings below the page's own, lists, tables and links", async () => {
    const html = await shown(
      "# Mục\n\n1. một\n2. hai\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n[tra cứu](/tra-cuu) https://dichvucong.gov.vn",
    );
    for (const part of ["<h2>Mục</h2>", "<ol><li>một</li>", "<td>2</td>", '<a href="/tra-cuu">', 'rel="noopener"'])
      expect(html).toContain(part);
    expect(html).not.toContain("style=");
  });

  it("lets no heading skip a level, with whichever its writer began", async () => {
    expect(await shown("## Mục\n\n### Điểm")).toContain("<h2>Mục</h2><h3>Điểm</h3>");
  });

  it("shows images of the site alone, with words for those who do not see them", async () => {
    const image = { id: 7, sha256: "ab", kind: "png", width: 4, height: 3, alt: "Lễ ra quân" } as const;
    const html = renderToString(
      ArticleBody({
        locale: "vi",
        content: await readMarkdown("![](anh:7) ![khác](anh:8) ![ngoài](https://example.org/x.png)"),
        images: new Map([[7, image]]),
        hrefOf: () => "/anh/7",
      }),
    );
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).toContain('alt="Lễ ra quân"');
    expect(html).toContain("khác");
    expect(imageIdsIn("![](anh:7) và ![x](anh:12) rồi ![](anh:7)")).toEqual([7, 12]);
  });
});

describe("versions and states", () => {
  it("compares line by line", () => {
    expect(diffLines("a\nb\nc", "a\nc\nd").map(({ change, text }) => `${change} ${text}`)).toEqual([
      "same a",
      "removed b",
      "same c",
      "added d",
    ]);
  });

  it("says what the public sees", () => {
    const on = { revision: 1, fromAt: at("2026-11-01T00:00:00Z"), reason: null };
    const off = { ...on, revision: null, reason: "sai" };
    expect(stateOf({ live: null, next: null })).toBe("draft");
    expect(stateOf({ live: null, next: on })).toBe("scheduled");
    expect(stateOf({ live: on, next: off })).toBe("published");
    expect(stateOf({ live: off, next: null })).toBe("retracted");
    expect(stateOf({ live: off, next: on })).toBe("scheduled");
  });

  it("proposes an address", () => expect(proposeSlug("phuong hai chau – da nang")).toBe("phuong-hai-chau-da-nang"));
});

describe("an article from draft to the feed", () => {
  let office: Office;
  let other: Office;
  let href: string;
  let slug: string;
  const text = {
    kind: "notice",
    title: "Cắt nước thôn Đông",
    summary: "Từ 8 giờ & đến trưa",
    body: "Cắt nước **sáng thứ Năm**.",
  };
  const seen = async (path = "") => (await ask("GET", `/trang/${slug}${path}`)).body;
  const publicPage = () => href.replace("/trang-tin", `/trang/${slug}`);

  beforeAll(async () => {
    const { app } = await testDatabase();
    office = await makeOffice(app);
    other = await makeOffice(app, office.provinceId);
    slug = `xa-${office.prefix.toLowerCase().replace(".", "-")}`;
    setServerTime("2026-11-25T02:00:00Z");
  });

  it("needs a site, which one who decides opens once, at an address that nobody has", async () => {
    expect((await post("/trang-tin/bai", office.staff.specialist, text)).status).toBe(409);
    const site = { slug, address: "Thôn Đông", phone: "0235 123 4567" };
    expect((await post("/trang-tin/thiet-lap", office.staff.leader, { ...site, slug: "Xã Mới" })).status).toBe(422);
    expect((await post("/trang-tin/thiet-lap", office.staff.leader, site)).status).toBe(303);
    const taken = await post("/trang-tin/thiet-lap", other.staff.leader, site);
    expect([taken.status, taken.body.includes("đã có cơ quan khác dùng")]).toEqual([409, true]);
    expect(await seen()).toContain("Chưa có bài nào được đăng");
  });

  it("is seen by nobody outside while it is a draft", async () => {
    const answer = await post("/trang-tin/bai", office.staff.specialist, text);
    href = String(answer.headers["location"]);
    expect(href).toMatch(/^\/trang-tin\/bai\/\d+$/);
    expect((await ask("GET", publicPage())).status).toBe(404);
    expect(await seen("/atom.xml")).not.toContain("Cắt nước");
    expect((await ask("GET", href, other.staff.leader)).status).toBe(404);
  });

  it("refuses a version whose writer has not seen the last, one that changes nothing, and an image that is not there", async () => {
    const again = { ...text, body: "Cắt nước **sáng thứ Sáu**.", basedOn: 1 };
    expect((await post(href, office.staff.specialist, { ...again, body: text.body })).status).toBe(409);
    expect((await post(href, office.staff.specialist, { ...again, body: "![](anh:99)" })).status).toBe(422);
    expect((await post(href, office.staff.specialist, again)).status).toBe(303);
    const late = await post(href, office.staff.leader, { ...again, body: "khác" });
    expect([late.status, late.body.includes("khác</textarea>")]).toEqual([409, true]);
    const foreign = await post(href, other.staff.leader, { ...again, basedOn: 2, body: "của người khác" });
    expect(foreign.status).toBe(404);
  });

  it("goes onto the site at its hour by the clock alone, and off it at its end", async () => {
    const plan = { revision: 2, day: "26/11/2026", at: "8:00", until: "28/11/2026" };
    expect((await post(`${href}/dang`, office.staff.specialist, plan)).status).toBe(403);
    expect((await post(`${href}/dang`, office.staff.leader, { ...plan, day: "24/11/2026" })).status).toBe(422);
    expect((await post(`${href}/dang`, office.staff.leader, { ...plan, until: "26/11/2026" })).status).toBe(422);
    // An hour alone is one of today: it is 09:00, so 08:30 has passed, and 23:00 does not publish at once.
    expect((await post(`${href}/dang`, office.staff.leader, { revision: 2, at: "8:30" })).status).toBe(422);
    expect((await post(`${href}/dang`, office.staff.leader, { revision: 2, at: "23:00" })).status).toBe(303);
    expect(await seen()).not.toContain("Cắt nước");
    expect((await post(`${href}/dang`, office.staff.leader, plan)).status).toBe(303);
    expect(await seen()).not.toContain("Cắt nước");
    setServerTime("2026-11-26T01:00:00Z");
    expect(await seen("/thong-bao")).toContain("Cắt nước thôn Đông");
    expect((await ask("GET", publicPage())).body).toContain("<strong>sáng thứ Sáu</strong>");
    setServerTime("2026-11-27T17:00:00Z");
    expect((await ask("GET", publicPage())).status).toBe(404);
    setServerTime("2026-11-26T02:00:00Z");
  });

  it("stands in the Atom feed and the sitemap, and may be kept by a browser for a minute", async () => {
    const feed = await ask("GET", `/trang/${slug}/atom.xml`);
    expect(String(feed.headers["content-type"])).toContain("application/atom+xml");
    expect(feed.body).toContain(`<link href="http://localhost:3000${publicPage()}"`);
    expect(feed.body).toContain("2026-11-26T01:00:00.000Z");
    expect(feed.body).not.toMatch(/8 giờ & đến/);
    expect(await seen("/sitemap.xml")).toContain(`${publicPage()}</loc><lastmod>2026-11-26T01:00:00.000Z</lastmod>`);
    const shown = await ask("GET", publicPage());
    expect(shown.headers["cache-control"]).toBe("public, max-age=60");
    expect(shown.body).toContain(`<link rel="canonical" href="http://localhost:3000${publicPage()}"`);
  });

  it("shows what was published while a newer version is written, and compares and restores versions", async () => {
    const third = { ...text, title: "Cắt nước hai thôn", body: "Dòng một\nDòng hai", basedOn: 2 };
    await post(href, office.staff.specialist, third);
    expect((await ask("GET", publicPage())).body).toContain("Cắt nước thôn Đông");
    const compared = await ask("GET", `${href}/so-sanh?tu=2&den=3`, office.staff.specialist);
    for (const part of ["Cắt nước thôn Đông", "Cắt nước hai thôn", "Dòng hai"]) expect(compared.body).toContain(part);
    expect((await post(`${href}/khoi-phuc`, office.staff.specialist, { revision: "3" })).status).toBe(404);
    expect((await post(`${href}/khoi-phuc`, office.staff.specialist, { revision: "1" })).status).toBe(303);
    const page = await ask("GET", href, office.staff.specialist);
    expect(page.body).toContain("Khôi phục từ phiên bản 1");
    expect(page.body).toContain("<strong>sáng thứ Năm</strong>");
  });

  it("comes off the site at once, with a reason, and nothing comes off twice", async () => {
    expect((await post(`${href}/go`, office.staff.leader, { reason: "" })).status).toBe(422);
    expect((await post(`${href}/go`, office.staff.leader, { reason: "Công ty nước đổi lịch" })).status).toBe(303);
    expect((await ask("GET", publicPage())).status).toBe(404);
    expect(await seen("/atom.xml")).not.toContain("Cắt nước");
    expect((await post(`${href}/go`, office.staff.leader, { reason: "lần nữa" })).status).toBe(409);
    expect((await ask("GET", href, office.staff.leader)).body).toContain("Công ty nước đổi lịch");
  });

  it("carries images that were encoded anew, at an address that bears their hash", async () => {
    const pixels = { width: 2400, height: 1200, channels: 3, background: "#a4161a" } as const;
    const sent = await sharp({ create: pixels })
      .withExif({ IFD0: { Copyright: "máy của ai đó" } })
      .jpeg()
      .toBuffer();
    expect((await sendImage(office.staff.specialist, "Lễ ra quân", sent)).statusCode).toBe(303);
    const page = (await ask("GET", "/trang-tin/anh", office.staff.specialist)).body;
    const source = /src="(\/trang\/[^"]+\/anh\/(\d+)-[0-9a-f]{12})"/.exec(page);
    const image = await (await testApp()).inject({ method: "GET", url: source?.[1] ?? "" });
    expect(image.headers["cache-control"]).toBe("public, max-age=86400");
    const kept = await sharp(image.rawPayload).metadata();
    expect([kept.width, kept.height, kept.exif]).toEqual([1600, 800, undefined]);
    const news = { ...text, kind: "news", title: "Lễ ra quân", body: `![](anh:${source?.[2]})`, imageId: source?.[2] };
    const written = String((await post("/trang-tin/bai", office.staff.specialist, news)).headers["location"]);
    await post(`${written}/dang`, office.staff.one_stop_head, { revision: 1 });
    const shown = await ask("GET", written.replace("/trang-tin", `/trang/${slug}`));
    expect(shown.body.match(/alt="Lễ ra quân"/g)).toHaveLength(2);
    expect((await ask("GET", `${source?.[1]?.slice(0, -3)}000`)).status).toBe(404);
  });
});
