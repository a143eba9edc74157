import { describe, expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { ALL_WIDTHS, findFaults } from "../support/layout.ts";
import { signIn, STAFF_ROLES } from "../support/sign-in.ts";

const PUBLIC_PAGES = [
  "/",
  "/tra-cuu",
  "/tra-cuu/so-dien-thoai",
  "/thu-tuc",
  "/viec-trong-doi",
  "/tinh-han",
  "/trang",
  "/dang-nhap",
];

/** Pages that were already looked at closely; with the next role a page is opened and watched, not measured again. */
const seen = new Set<string>();

const nameOf = (path: string): string => path.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "home";

/** Of the four widths, those at which accessibility is measured too: what lies between has the same parts. */
const MEASURED: readonly number[] = Object.values(WIDTHS).map(({ width }) => width);

/** Opened once and then made wider: nothing scrolls sideways, is cut or lies on something else; accessible, pictures kept. */
async function lookAt({ page, visit }: Visitor, path: string, who: string): Promise<void> {
  await visit(path);
  expect(await page.getByRole("heading", { level: 1 }).count(), `${path} has one main heading`).toBe(1);
  if (seen.has(path)) return;
  seen.add(path);
  for (const size of ALL_WIDTHS) {
    await page.setViewportSize(size);
    expect(await findFaults(page), `${path} at ${size.width} pixels`).toEqual([]);
    if (!MEASURED.includes(size.width)) continue;
    await keepShot(page, `${who}-${nameOf(path)}`);
    await expectAccessible(page);
  }
}

/** Every path that the navigation offers, once. */
async function pathsToGo({ page }: Visitor): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for (const link of await page.getByRole("navigation").getByRole("link").all()) {
    const { pathname } = new URL((await link.getAttribute("href")) ?? "", page.url());
    if (pathname !== "/ngon-ngu") paths.add(pathname);
  }
  return paths;
}

/** Takes paths from the list until there is none left. */
async function lookAtAll(visitor: Visitor, paths: string[], who: string): Promise<void> {
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) await lookAt(visitor, path, who);
}

describe("every page that a navigation leads to, at 360, 768, 1280 and 1920 pixels", () => {
  it.each(PUBLIC_PAGES)("public: %s", async (path) => {
    await asVisitor({}, (visitor) => lookAt(visitor, path, "public"));
  });

  it.each(STAFF_ROLES)(
    "%s",
    async (role) => {
      const paths: string[] = [];
      await asVisitor({}, async (visitor) => {
        await signIn(visitor, role);
        paths.push(...(await pathsToGo(visitor)));
        expect(paths.length, `${role} has somewhere to go`).toBeGreaterThan(0);
        // Two browsers share the pages: one would take minutes over those of a receiving officer.
        const second = asVisitor({}, async (other) => {
          await signIn(other, role);
          await lookAtAll(other, paths, role);
        });
        await Promise.all([lookAtAll(visitor, paths, role), second]);
      });
    },
    600_000,
  );

  it("and these were more than the public ones", () => {
    expect(seen.size).toBeGreaterThan(PUBLIC_PAGES.length);
  });
});
