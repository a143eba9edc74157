import { beforeAll, describe, expect, it } from "vitest";
import { inventChild, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const SECTIONS = ["muc-timeline", "muc-facts", "muc-people", "muc-components", "muc-fees", "muc-papers"];

const topOf = async ({ page }: Visitor, selector: string): Promise<number> =>
  (await page.locator(selector).first().boundingBox())?.y ?? Number.NaN;

/** Whether the browser lays the element out, folded sections being left out. */
const isShown = ({ page }: Visitor, id: string): Promise<boolean> => page.locator(`#${id}`).isVisible();

describe("the page of a dossier", () => {
  let path = "";

  beforeAll(async () => {
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      ({ path } = await receiveBirth(visitor, inventChild()));
    });
  });

  it("says on a phone what is next before everything else, and is short until a section is opened", async () => {
    await asVisitor({ width: "phone" }, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      await visitor.visit(path);
      const next = await topOf(visitor, "aside");
      expect(next).toBeLessThan(await topOf(visitor, "main .dl"));
      expect(next).toBeLessThan(await topOf(visitor, "details.drawer"));
      expect(await isShown(visitor, "muc-timeline")).toBe(false);
      await keepShot(page, "dossier-page");
      await expectAccessible(page);
      const closed = page.locator("details.drawer:not([open]) > summary");
      while ((await closed.count()) > 0) await closed.first().click();
      for (const id of SECTIONS) expect(await isShown(visitor, id), id).toBe(true);
      await keepShot(page, "dossier-page-open");
      await expectAccessible(page);
    });
  });

  it("opens the section that the address names, without a script and by the keyboard", async () => {
    await asVisitor({ scripts: false }, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      await visitor.visit(`${path}#muc-papers`);
      expect(await isShown(visitor, "muc-papers")).toBe(true);
      expect(await isShown(visitor, "muc-people")).toBe(false);
      await page.locator("details.drawer > summary", { hasText: "Chủ hồ sơ và người nộp" }).focus();
      await page.keyboard.press("Enter");
      await page.locator("#muc-people").waitFor();
    });
  });

  it("prints every section, and keeps the code in one piece beside the buttons", async () => {
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      for (const size of Object.values(WIDTHS)) {
        await page.setViewportSize(size);
        await visitor.visit(path);
        const lines = await page.locator("h1 .code").evaluate((code) => {
          const range = document.createRange();
          range.selectNodeContents(code);
          return range.getClientRects().length;
        });
        expect(lines, `lines of the code at ${size.width}`).toBe(1);
      }
      await page.emulateMedia({ media: "print" });
      for (const id of SECTIONS) expect(await isShown(visitor, id), id).toBe(true);
      expect(await page.locator("aside").isVisible()).toBe(false);
    });
  });
});
