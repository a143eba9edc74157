import { describe, expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot, newVisitor, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

/** Accessible and kept as a picture at both widths. */
async function lookAt({ page }: Visitor, name: string): Promise<void> {
  for (const size of Object.values(WIDTHS)) {
    await page.setViewportSize(size);
    await keepShot(page, name);
    await expectAccessible(page);
  }
}

describe("the head of a hall", () => {
  it("sets its rules, printers, photographs and second language, and sees what a change of duty does before it is done", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "one_stop_head");
      await visit("/hang-doi");
      const hall = new URL(page.url()).pathname;

      await visit(`${hall}/may-in`);
      await page.getByLabel("Tên máy in (bắt buộc)").fill("Máy in kiosk cửa chính");
      await page.getByLabel("Địa chỉ IP (bắt buộc)").fill("203.0.113.9");
      await page.getByRole("button", { name: "Thêm máy in" }).click();
      await page.getByText("máy chủ không gửi phiếu ra mạng ngoài").first().waitFor();
      expect(await page.getByLabel("Tên máy in (bắt buộc)").inputValue()).toBe("Máy in kiosk cửa chính");
      await page.getByLabel("Địa chỉ IP (bắt buộc)").fill("127.0.0.1");
      await page.getByLabel("Cổng (9100–9199) (bắt buộc)").fill("9199");
      await page.getByRole("button", { name: "Thêm máy in" }).click();
      await page.getByText("Đã lưu máy in.").waitFor();
      await page.getByRole("button", { name: "Kiểm tra" }).click();
      await page.getByText("Xem máy đã bật, dây mạng đã cắm").first().waitFor();
      await lookAt(visitor, "hall-printers");
      await page.getByRole("button", { name: "Gỡ máy in" }).click();
      await page.getByRole("dialog").getByRole("button").first().click();
      await page.getByText("Đã gỡ máy in.").waitFor();

      await visit(`${hall}/thiet-lap`);
      await page.getByText("Thêm diện ưu tiên").first().click();
      await lookAt(visitor, "hall-plan");

      await visit(`${hall}/dieu-phoi`);
      await lookAt(visitor, "hall-balance");
      await page.getByRole("link", { name: "Điều chỉnh quầy 1" }).click();
      await page.getByLabel(/^B – Hộ tịch/).check();
      await page.getByRole("button", { name: "Xem trước" }).click();
      await page.getByRole("heading", { name: "Nếu đổi quầy 1" }).waitFor();
      await lookAt(visitor, "hall-balance-preview");
      await page.getByRole("button", { name: "Áp dụng" }).click();
      await page.getByText("Đã đổi việc của quầy.").waitFor();
      await page.getByRole("button", { name: "Hoàn tác" }).click();
      await page.getByText("Đã hoàn tác.", { exact: false }).first().waitFor();

      await visit(`${hall}/can-bo`);
      await lookAt(visitor, "hall-officers");
      await visit(`${hall}/ngon-ngu`);
      await page.getByLabel("Tên ngôn ngữ (bắt buộc)").fill("Tiếng Tày");
      await page.getByLabel("Mã ngôn ngữ (bắt buộc)").fill("tyz");
      await page.getByLabel("Câu gọi (bắt buộc)").fill("{so} – {quay}");
      await page.getByRole("button", { name: "Lưu lời gọi" }).click();
      await page.getByText("Chưa đọc được bằng ngôn ngữ này").waitFor();
      await lookAt(visitor, "hall-language");

      await visit(`${hall}/thiet-bi`);
      await page.locator("select[name=kind]").selectOption("rating");
      await page.locator("input[name=name]").fill("Máy đánh giá quầy 1");
      await page.locator("select[name=counterId]").selectOption({ index: 1 });
      await page.locator("form:has(select[name=kind]) button").click();
      const address = new URL(await page.locator(".notice a").first().innerText()).pathname;
      const tablet = await newVisitor();
      await tablet.visit(address);
      await lookAt(tablet, "tablet");
      await tablet.leave();
    });
  }, 240_000);
});
