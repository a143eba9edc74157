import { describe, it } from "vitest";
import { asVisitor, expectAccessible, keepShot, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

describe("groups of interconnected procedures", () => {
  it("a province takes one that ships, is refused a group without a lead, mends and publishes it", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "home_affairs_officer");
      await visit("/quan-tri/lien-thong");
      await page.getByRole("link", { name: "Đăng ký khai sinh – đăng ký thường trú" }).click();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Soạn phiên bản của tỉnh" }).click();
      await page.waitForURL(/\/quan-tri\/lien-thong\/\d+$/);
      const leads = page.getByLabel("Cơ quan giải quyết thủ tục này chủ trì");
      await leads.first().uncheck();
      await page.getByRole("button", { name: "Lưu dự thảo" }).click();
      await page.getByText("Đã lưu dự thảo.").waitFor();
      await page.getByRole("button", { name: "Công bố", exact: true }).click();
      await page.getByText("Chưa có cơ quan chủ trì").first().waitFor();
      for (const size of Object.values(WIDTHS)) {
        await page.setViewportSize(size);
        await keepShot(page, "group-draft");
        await expectAccessible(page);
      }
      await leads.nth(1).check();
      await page.getByRole("button", { name: "Lưu dự thảo" }).click();
      await page.getByText("Nhóm đã đủ điều kiện công bố.").waitFor();
      await page.getByRole("button", { name: "Công bố", exact: true }).click();
      await page.getByText("Đã công bố nhóm.").waitFor();
      await keepShot(page, "group-published");
      await expectAccessible(page);
    });
  });
});
