import { expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

it.each(["desktop", "phone"] as const)(
  "what a ministry's system has otherwise is seen, resolved and exported (%s)",
  async (width) => {
    await asVisitor({ width, scripts: true }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "leader");
      await visit("/he-thong-khac");
      await page.getByRole("heading", { level: 1, name: "Hồ sơ ở hệ thống khác" }).waitFor();
      await expectAccessible(page);
      await keepShot(page, "external");
      const reason = page.getByLabel("Lý do").first();
      await reason.fill(`Đã hỏi hệ thống của bộ (${width})`);
      await page.getByRole("button", { name: "Đánh dấu đã xử lý" }).first().click();
      await page.getByText(`Đã hỏi hệ thống của bộ (${width})`).waitFor();
      await page.locator("a.code", { hasText: "G15-" }).first().click();
      await page.locator('a.code[href^="/ho-so/"]', { hasText: "G15-" }).first().click();
      await page.getByText("mọi thao tác làm tại hệ thống đó").waitFor();
      expect(await page.locator("main form").count()).toBe(0);
      await expectAccessible(page);
      await keepShot(page, "external-dossier");
    });
  },
);
