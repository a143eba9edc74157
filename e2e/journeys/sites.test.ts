import { describe, expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const SITE = "/trang/phuong-ben-thuy-tan";
const PARTS = ["", "/thong-bao", "/tin-tuc", "/cau-chuyen", "/lich-tiep-dan", "/co-quan", "/to-ho-tro", "/so-lieu"];
const TITLE = "Tạm dừng cấp nước để sửa ống";

describe("the site of a commune", () => {
  it("a specialist writes, the leader publishes, everybody reads, and it comes off again; all without scripts", async () => {
    let path = "";
    await asVisitor({ scripts: false }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "specialist");
      await visit("/trang-tin/bai/moi");
      await page.getByLabel("Tiêu đề (bắt buộc)").fill(TITLE);
      await page.getByLabel("Nội dung (bắt buộc)").fill("Từ **8 giờ** đến 11 giờ.\n\n- thôn Đông\n- thôn Đoài");
      await page.getByRole("button", { name: "Lưu bản thảo" }).click();
      await page.getByText("Đã lưu bản thảo.").waitFor();
      path = new URL(page.url()).pathname;
      expect(await page.getByRole("button", { name: "Đăng", exact: true }).count()).toBe(0);
    });
    const address = path.replace("/trang-tin", SITE);
    await asVisitor({ scripts: false }, async (visitor) => {
      const { page, visit } = visitor;
      await visit(address, 404);
      await signIn(visitor, "leader");
      await visit(path);
      await page.getByRole("button", { name: "Đăng", exact: true }).click();
      await page.getByText("Bài đã lên trang.").waitFor();
    });
    await asVisitor({ scripts: false }, async ({ page, visit }) => {
      await visit(SITE);
      await page.getByRole("link", { name: TITLE }).click();
      await page.getByText("thôn Đoài").waitFor();
      const feed = await page.request.get(`${SITE}/atom.xml`);
      expect(await feed.text()).toContain(TITLE);
    });
    await asVisitor({ scripts: false }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "leader");
      await visit(path);
      await page.locator("summary", { hasText: "Gỡ bài" }).click();
      await page.getByLabel("Lý do (bắt buộc)").fill("Đổi lịch");
      await page.getByRole("button", { name: "Gỡ bài" }).click();
      await page.getByText("Bài đã được gỡ.").waitFor();
      await visit(address, 404);
    });
  });

  it("looks right to everybody at both widths", async () => {
    await asVisitor({}, async ({ page, visit }) => {
      for (const part of PARTS) {
        await visit(`${SITE}${part}`);
        for (const size of Object.values(WIDTHS)) {
          await page.setViewportSize(size);
          await expectAccessible(page);
          await keepShot(page, `site${part.replaceAll("/", "-")}`);
        }
      }
    });
  });

  it("shows the staff its teams, reception days, images and settings", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "leader");
      for (const path of ["/trang-tin", "/trang-tin/anh", "/trang-tin/lich-tiep-dan", "/trang-tin/thiet-lap", "/to-ho-tro"]) {
        await visit(path);
        await expectAccessible(page);
        await keepShot(page, `staff-site${path.replaceAll("/", "-")}`);
      }
      await page.locator("main table a").first().click();
      await page.getByRole("heading", { name: "Các lượt đi hỗ trợ" }).waitFor();
      await expectAccessible(page);
      await keepShot(page, "staff-team");
      await visit("/trang-tin");
      await page.getByRole("link", { name: "Lịch trả kết quả dịp cuối năm" }).click();
      await page.getByRole("heading", { name: "Lịch sử phiên bản" }).waitFor();
      await expectAccessible(page);
      await keepShot(page, "staff-article");
      await page.getByRole("link", { name: "So với bản mới nhất" }).click();
      await page.getByRole("heading", { name: "So sánh phiên bản 1 và 2" }).waitFor();
      await expectAccessible(page);
      await keepShot(page, "staff-compare");
    });
  });
});
