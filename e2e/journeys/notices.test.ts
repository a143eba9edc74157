import { describe, expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

describe("what goes out", () => {
  it("is worded by the administrator: previewed, refused with the wrong placeholder, saved", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "administrator");
      await visit("/quan-tri/mau-thong-bao/result_ready/vi");
      const short = page.getByLabel("Tin ngắn (bắt buộc)");
      await short.fill("Hồ sơ {ma_hs} đã xong");
      await page.getByRole("button", { name: "Xem trước" }).click();
      expect(await page.getByRole("alert").innerText()).toContain("ma_hs");
      await short.fill("Hồ sơ {ma_ho_so} đã xong, mời đến nhận. {lien_ket}");
      await page.getByRole("button", { name: "Xem trước" }).click();
      await page.getByText("Hồ sơ H55.242-261120-0001 đã xong").waitFor();
      await keepShot(page, "notice-template-preview");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Lưu", exact: true }).click();
      await page.getByText("Đã lưu mẫu thông báo.").waitFor();
    });
  });

  it("and stopped is tried again or given up by the administrator, with a reason", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "administrator");
      await visit("/quan-tri/tac-vu");
      await page.getByRole("heading", { level: 1, name: "Việc chạy nền" }).waitFor();
      await page.getByRole("link", { name: "Đang chờ hoặc đang chạy" }).click();
      await expectAccessible(page);
    });
  });

  it("comes into the inbox of staff, where it is marked as read", async () => {
    await asVisitor({ width: "phone" }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "specialist");
      await visit("/thong-bao");
      await page.getByText("Cách nhận thông báo ngoài hệ thống").click();
      await page.getByLabel("Thư điện tử").fill("khong-phai-thu");
      await page.getByRole("button", { name: "Lưu", exact: true }).click();
      await page.getByRole("alert").waitFor();
      await page.getByLabel("Thư điện tử").fill("chuyenvien@xa.example.vn");
      await page.getByRole("button", { name: "Lưu", exact: true }).click();
      await page.getByText("Đã lưu cách nhận thông báo.").waitFor();
      await keepShot(page, "inbox");
      await expectAccessible(page);
    });
  });
});
