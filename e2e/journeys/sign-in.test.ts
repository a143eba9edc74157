import { describe, expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot } from "../support/journey.ts";

describe("signing in", () => {
  it("says the same about a wrong password and an unknown name, and keeps the name that was typed", async () => {
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      const said: string[] = [];
      for (const name of ["tiepnhan", "khong-co-ai"]) {
        await visit("/dang-nhap");
        await page.getByLabel("Tên đăng nhập (bắt buộc)").fill(name);
        await page.getByLabel("Mật khẩu (bắt buộc)").fill("sai-mat-khau");
        await page.getByRole("button", { name: "Đăng nhập" }).click();
        said.push(await page.getByRole("alert").innerText());
        expect(await page.getByLabel("Tên đăng nhập (bắt buộc)").inputValue()).toBe(name);
        expect(await page.getByLabel("Mật khẩu (bắt buộc)").inputValue()).toBe("");
      }
      expect(said[0]).toBe(said[1]);
      await keepShot(page, "sign-in-refused");
      await expectAccessible(page);
    });
  });

  it("asks a stranger to sign in before showing a dossier list", async () => {
    await asVisitor({}, async ({ page }) => {
      await page.goto("/ho-so");
      expect(new URL(page.url()).pathname).toBe("/dang-nhap");
    });
  });

  it("switches the language and stays on the page", async () => {
    await asVisitor({}, async ({ page, visit }) => {
      await visit("/dang-nhap");
      await page.getByRole("link", { name: "English" }).click();
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      expect(await page.getByLabel("Password").count()).toBe(1);
      await keepShot(page, "sign-in-english");
      await expectAccessible(page);
    });
  });
});
