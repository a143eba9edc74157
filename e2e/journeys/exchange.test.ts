import { expect, it } from "vitest";
import { openSection } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const WIDTHS = ["desktop", "phone"] as const;
const csv = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join("\n")}\n`);

it.each(WIDTHS)("an administrator imports officers: tried first, with one-time passwords shown once (%s)", async (width) => {
  await asVisitor({ width, scripts: true }, async (visitor) => {
    const { page, visit } = visitor;
    await signIn(visitor, "administrator");
    await visit("/quan-tri/nhap-du-lieu");
    await keepShot(page, "sheet-form");
    await expectAccessible(page);
    const username = `nguoi.moi.${width}`;
    await page.getByLabel("Tệp danh sách").setInputFiles({
      name: "can-bo.csv",
      mimeType: "text/csv",
      buffer: csv(
        "ma_can_bo,ho_ten,ten_dang_nhap,don_vi,vai_tro,chuc_vu",
        `M-${width},Đặng Thị Mới,${username},H99.11,Chuyên viên,Chuyên viên địa chính`,
        `X-${width},Người Lạ,la.${width},Xã Không Có,Chuyên viên,Chuyên viên`,
      ),
    });
    await page.getByRole("button", { name: "Xem trước" }).click();
    await page.getByText("không có đơn vị này").waitFor();
    await keepShot(page, "sheet-preview");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Nhập danh sách này" }).click();
    await page.getByRole("heading", { level: 1, name: "Mật khẩu dùng một lần" }).waitFor();
    await page.getByText(username).waitFor();
    await keepShot(page, "sheet-passwords");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Xem kết quả nhập" }).click();
    await page.getByText("Đã nhập").first().waitFor();
    for (const path of ["/quan-tri/webhook", "/quan-tri/khoa-api", "/quan-tri/tac-vu"]) {
      await visit(path);
      await keepShot(page, `filled${path.replaceAll("/", "-")}`);
    }
    await visit("/quan-tri/webhook");
    await page.locator('a[href^="/quan-tri/webhook/"]').first().click();
    await page.getByText("Bên nhận trả lời mã 503").first().waitFor();
    await keepShot(page, "filled-deliveries");
    await expectAccessible(page);
  });
});

it.each(WIDTHS)("an office takes over a dossier of another system and reads what others sent (%s)", async (width) => {
  await asVisitor({ width, scripts: true }, async (visitor) => {
    const { page, visit } = visitor;
    await signIn(visitor, "one_stop_head");
    await visit("/he-thong-khac/nhap");
    await keepShot(page, "take-over-form");
    await expectAccessible(page);
    const code = `CU-${width.toUpperCase()}-1`;
    await page.getByLabel("Chuyển về đây").check();
    await page.getByLabel("Mẫu danh sách").selectOption("ministry");
    await page.getByLabel("Tệp danh sách").setInputFiles({
      name: "ho-so.csv",
      mimeType: "text/csv",
      buffer: csv(
        "ma_ho_so,hinh_thuc_nop,ngay_tiep_nhan,ngay_hen_tra,ngay_co_ket_qua,ma_thu_tuc,chu_ho_so,trang_thai,ngay_trang_thai,ngay_tra,nguoi_giu,buoc",
        `${code},Trực tiếp,2026-11-16 08:00,2026-12-25 17:00,,1.004873,Nguyễn Văn Minh,Đang xử lý,,,chuyenvien,`,
        `CU-${width.toUpperCase()}-2,Trực tiếp,2026-11-16 08:00,2026-12-25 17:00,,1.004873,Lê Thị Lan,Đang xử lý,,,,`,
      ),
    });
    await page.getByRole("button", { name: "Xem trước" }).click();
    await page.getByText("danh sách không ghi ai đang giữ hồ sơ").waitFor();
    await keepShot(page, "take-over-preview");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Nhập danh sách này" }).click();
    await page.getByText("Đã nhập 1 dòng").waitFor();
    await visit(`/ho-so?q=${code}`);
    await page.locator('a.code[href^="/ho-so/"]').first().click();
    await openSection(visitor, "facts");
    await page.getByText("Tiếp quản từ hệ thống khác").first().waitFor();
    await keepShot(page, "taken-over");
    await visit("/van-ban-dien-tu");
    await keepShot(page, "filled-documents");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Đã nhận" }).click();
    await page.getByRole("link", { name: /2045/ }).click();
    await page.getByText("hướng dẫn đăng ký khai sinh").first().waitFor();
    await keepShot(page, "filled-document");
    await expectAccessible(page);
    const year = new Date().getFullYear() - 1;
    for (const path of ["/so-theo-doi", `/so-theo-doi/${year}`, "/mau-phieu"]) {
      await visit(path);
      await keepShot(page, `filled${path.replaceAll("/", "-")}`);
      await expectAccessible(page);
    }
    expect(await page.getByText("giay-tiep-nhan.docx").count()).toBeGreaterThan(0);
  });
});
