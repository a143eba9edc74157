import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderGallery, renderPortalSample, renderSignInSample } from "./gallery.tsx";
import en from "./messages.en.json" with { type: "json" };
import vi from "./messages.vi.json" with { type: "json" };
import { renderPage } from "./render.ts";
import { Layout, PrintLayout, RadioGroup, TextField } from "./ui.tsx";

const pages = {
  staff: renderGallery(),
  staffInEnglish: renderGallery({ locale: "en" }),
  portal: renderPortalSample(),
  signIn: renderSignInSample(),
  print: renderPage(
    <PrintLayout locale="vi" title="Phiếu" backHref="/">
      <p>Phiếu</p>
    </PrintLayout>,
  ),
};

const assets = join(import.meta.dirname, "assets");
const assetFiles = readdirSync(assets);
const css = readFileSync(join(assets, "motcua.css"), "utf8");

const attributesOf = (page: string): string[] =>
  [...page.matchAll(/<[a-z][^\s>]*((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap((tag) =>
    [...(tag[1] ?? "").matchAll(/\s([^\s=>]+)(?:="[^"]*")?/g)].map((found) => found[1] ?? ""),
  );

describe.each(Object.entries(pages))("the %s page", (_, page) => {
  it("obeys the content policy: no inline style, handler or script", () => {
    const attributes = attributesOf(page);
    expect(attributes.length).toBeGreaterThan(20);
    expect(attributes.filter((name) => name === "style" || name.startsWith("on"))).toEqual([]);
    expect(page).not.toMatch(/ style=| on[a-z]+="/);
    expect(page).not.toMatch(/<style|<script(?![^>]* src=")/);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it("has a language, a title, one main region and no id twice", () => {
    expect(page).toMatch(/^<!doctype html><html lang="(vi|en)">/);
    expect(page).toMatch(/<title>[^<]+<\/title>/);
    expect(page.match(/<main /g)).toHaveLength(1);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("labels every control and refers only to ids that exist", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]));
    const refs = [...page.matchAll(/ (?:for|list|aria-describedby|aria-labelledby)="([^"]+)"/g)].flatMap((found) =>
      found[1]?.split(" "),
    );
    expect(refs.filter((ref) => !ids.has(ref))).toEqual([]);
    const links = [...page.matchAll(/href="#(f-[^"]+)"/g)].map((found) => found[1]);
    expect(links.filter((link) => !ids.has(link))).toEqual([]);
  });

  it("asks for assets that exist", () => {
    const asked = [...page.matchAll(/(?:src|href)="\/assets\/([^"?]+)"/g)].map((found) => found[1]);
    expect(asked).toContain("motcua.css");
    expect(asked.filter((name) => !assetFiles.includes(name ?? ""))).toEqual([]);
  });
});

describe("the staff layout", () => {
  it("says in the title that something was refused", () => {
    expect(pages.staff).toContain("<title>Lỗi: Thư viện giao diện");
    const calm = renderPage(
      <Layout locale="vi" title="Hồ sơ" nav={[]}>
        x
      </Layout>,
    );
    expect(calm).toContain("<title>Hồ sơ · Motcua</title>");
    expect(calm).not.toContain('id="error-summary"');
  });

  it("names the field in each line of the summary, so that two alike can be told apart", () => {
    const message = "Mục này là bắt buộc.";
    const page = renderPage(
      <Layout
        locale="vi"
        title="Hồ sơ"
        nav={[]}
        errors={[
          { field: "a", message },
          { field: "b", message },
          { field: "c", message },
        ]}
      >
        <TextField name="a" label="Họ và tên" />
        <RadioGroup name="b" label="Kết quả" options={[{ value: "1", label: "Khớp" }]} />
        <TextField name="c" label="Bản chính" labelHidden />
      </Layout>,
    );
    expect(page).toContain(`<a href="#f-a">Họ và tên: ${message}</a>`);
    expect(page).toContain(`<a href="#f-b">Kết quả: ${message}</a>`);
    expect(page).toContain(`<a href="#f-c">${message}</a>`);
  });

  it("marks the current entry of the navigation and skips to the content", () => {
    expect(pages.staff).toContain('<a class="skip" href="#main">');
    expect(pages.staff).toContain('href="#a" aria-current="page"');
  });

  it("has no side navigation when there is nothing to lead to", () => {
    const page = renderPage(
      <Layout locale="vi" title="Lỗi" nav={[]}>
        x
      </Layout>,
    );
    expect(page).not.toContain("<nav");
  });

  it("signs out by a guarded form, not by a link", () => {
    expect(pages.staff).toMatch(/<form method="post" action="\/sign-out"><input type="hidden" name="_csrf" value="token"/);
  });

  it("escapes the title and the names it is given", () => {
    const page = renderPage(
      <Layout locale="vi" title="<script>x</script>" nav={[]} unitName="A & B">
        x
      </Layout>,
    );
    expect(page).not.toContain("<script>x");
    expect(page).toContain("A &amp; B");
  });

  it("adds the version to every asset's address", () => {
    const page = renderGallery({ assetVersion: "abc" });
    expect(page).toContain("/assets/motcua.css?v=abc");
    expect(page).toContain("/assets/motcua-combobox.js?v=abc");
  });
});

describe("the words of the design system", () => {
  it("are complete in both languages, with the same places to fill", () => {
    expect(Object.keys(en)).toEqual(Object.keys(vi));
    const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
    for (const [key, text] of Object.entries(vi)) expect(places(en[key as keyof typeof en]), key).toEqual(places(text));
  });
});

describe("the style sheet", () => {
  it("stays small", () => {
    expect(css.split("\n").length).toBeLessThanOrEqual(900);
    expect(Buffer.byteLength(css)).toBeLessThanOrEqual(33_000);
  });

  it("asks for nothing from elsewhere and knows only fonts that are served", () => {
    const urls = [...css.matchAll(/url\("([^"]+)"\)/g)].map((found) => found[1] ?? "");
    expect(urls.length).toBeGreaterThan(0);
    expect(
      urls.filter((url) => !/^fonts\/be-vietnam-pro-(latin|latin-ext|vietnamese)-(400|600)-normal\.woff2$/.test(url)),
    ).toEqual([]);
  });

  it("has a rule for every class that the components use", () => {
    const used = new Set(
      Object.values(pages).flatMap((page) =>
        [...page.matchAll(/ class="([^"]+)"/g)].flatMap((found) => found[1]?.split(" ") ?? []),
      ),
    );
    const plain = new Set(["paper", "app", "nav-list", "table", "step-todo", "fill-track"]);
    const missing = [...used].filter((name) => !plain.has(name) && !new RegExp(`\\.${name}(?![\\w-])`).test(css));
    expect(missing).toEqual([]);
  });
});

describe("contrast (WCAG 2.2 AA)", () => {
  const token = (name: string): string => new RegExp(`--${name}: (#[0-9a-f]{3,6})`).exec(css)?.[1] ?? "";
  const luminance = (hex: string): number => {
    const full = hex.length === 4 ? hex.slice(1).replaceAll(/./g, "$&$&") : hex.slice(1);
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
      const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a: string, b: string): number => {
    const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
    return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
  };
  const texts = [
    ["ink", "paper"],
    ["soft", "paper"],
    ["soft", "sunk"],
    ["blue", "surface"],
    ["blue", "paper"],
    ["blue", "blue-wash"],
    ["ok", "ok-wash"],
    ["warn", "warn-wash"],
    ["bad", "bad-wash"],
    ["bad", "surface"],
    ["surface", "red"],
    ["surface", "red-deep"],
    ["surface", "blue"],
    ["blue-deep", "blue-wash"],
    ["blue", "sunk"],
  ] as const;
  it.each(texts)("text in %s on %s is at least 4.5 : 1", (ink, ground) => {
    expect(ratio(token(ink), token(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each([
    ["edge", "surface"],
    ["focus", "surface"],
    ["focus", "paper"],
  ] as const)("%s on %s is at least 3 : 1", (line, ground) => {
    expect(ratio(token(line), token(ground))).toBeGreaterThanOrEqual(3);
  });
});
