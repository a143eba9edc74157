import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot, type Visitor, type VisitorOptions } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const WAYS: readonly (readonly [string, VisitorOptions])[] = [
  ["with scripts, on a telephone", { width: "phone", scripts: true }],
  ["with scripts switched off, at a desk", { width: "desktop", scripts: false }],
];

/** Comes in through the stand-in for the electronic identity. */
async function signInAsCitizen({ page, visit }: Visitor, name: string): Promise<void> {
  await visit("/dang-nhap/cong-dan");
  await page.getByRole("link", { name: "Đăng nhập bằng định danh điện tử" }).click();
  await page.getByRole("button", { name }).click({ timeout: 30_000 });
  await page.waitForURL("**/cua-toi");
}

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function upload(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Tải lên" }).click();
}

async function next({ page }: Visitor): Promise<void> {
  await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
  await page.waitForLoadState();
}

/** The line breaks off: what is typed stays, the opened section can be loaded again, and all is sent when the line is back. */
async function typeWithoutNetwork({ page }: Visitor): Promise<void> {
  const field = page.getByLabel(/^Quê quán/);
  // A worker that came with the first page serves this one from its next load on.
  await page.reload();
  await page.context().setOffline(true);
  await field.fill("Nam Định");
  await page.getByText("Mất mạng: nội dung đang giữ trên máy này").waitFor();
  await page.reload();
  await page.getByText("Mất mạng: nội dung đang giữ trên máy này").waitFor();
  expect(await field.inputValue()).toBe("Nam Định");
  await keepShot(page, "filing-offline");
  await page.goto("/thu-tuc").catch(() => undefined);
  await page.getByText("Nội dung đang soạn vẫn còn").waitFor();
  await page.goBack();
  await field.waitFor();
  await page.context().setOffline(false);
  await page.getByText("Đã tự lưu").first().waitFor();
}

const heading = async ({ page }: Visitor, name: string): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();

describe.each(WAYS)("a birth is filed online %s", (_, options) => {
  const child = `Nguyễn Minh ${options.scripts === false ? "Khôi" : "Anh"}`;
  let own = "";

  it("the citizen signs in, answers section by section, is told what is wrong, and sends", async () => {
    await asVisitor(options, async (visitor) => {
      const { page, visit } = visitor;
      const check = async () => (options.scripts === false ? undefined : expectAccessible(page));
      await signInAsCitizen(visitor, "Nguyễn Thị Mai");
      await visit("/thu-tuc?q=lam+giay+khai+sinh&commune=1");
      await page.locator('main a[href="/thu-tuc/1.001193"]').first().click();
      await page.getByText("Ngay tại đây (thí điểm)").first().waitFor();
      await check();
      await page.getByRole("link", { name: "Nộp trực tuyến", exact: true }).click();
      const shops = page.getByLabel("Nơi tiếp nhận");
      const shop = await shops.getByRole("option", { name: /Bến Thủy Tân/ }).getAttribute("value");
      await shops.selectOption(shop);
      await check();
      await page.getByRole("button", { name: "Bắt đầu khai" }).click();
      await page.waitForURL(/\/cua-toi\/\d+$/);
      own = new URL(page.url()).pathname;
      await check();
      await page.getByRole("link", { name: "Người yêu cầu" }).click();
      await page.getByText("Lấy từ định danh điện tử").first().waitFor();
      await page.locator("input[name$='.unitText']").fill("Phường Ba Đình, Thành phố Hà Nội");
      await page.getByLabel("Mẹ", { exact: true }).check();
      await keepShot(page, "filing-section");
      await check();
      await next(visitor);
      await heading(visitor, "Người được khai sinh");
      if (options.scripts !== false) await typeWithoutNetwork(visitor);
      await page.getByLabel(/^Họ, chữ đệm, tên/).fill(child);
      await page.getByLabel(/^Ngày, tháng, năm sinh/).fill("31/02/2026");
      await page.getByLabel("Nữ").check();
      await page.getByLabel(/^Dân tộc/).fill("Kinh");
      await page.getByLabel(/^Quốc tịch/).fill("Việt Nam");
      await page.getByLabel("Tại cơ sở y tế", { exact: true }).check();
      await page.locator("input[name$='.unitText']").fill("Phường Ba Đình, Thành phố Hà Nội");
      await page.getByLabel(/^Quê quán/).fill("Hà Nội");
      await page.getByRole("radio", { name: "Không" }).check();
      await next(visitor);
      await page.getByLabel(/^Tên cơ sở y tế/).fill("Trạm y tế phường");
      await next(visitor);
      await page.getByText("Ngày không đúng").first().waitFor();
      expect(await page.getByLabel(/^Họ, chữ đệm, tên/).inputValue()).toBe(child);
      await keepShot(page, "filing-fault");
      await check();
      await page.getByLabel(/^Ngày, tháng, năm sinh/).fill("01/11/2026");
      await next(visitor);
      for (const part of ["Người mẹ", "Người cha"]) {
        await heading(visitor, part);
        await page.getByRole("radio", { name: "Không" }).check();
        await next(visitor);
      }
      await heading(visitor, "Yêu cầu kèm theo");
      await page.getByRole("radio", { name: "Không" }).check();
      await next(visitor);
      await heading(visitor, "Giấy tờ kèm theo");
      for (const way of await page.getByLabel("Mang bản giấy đến Bộ phận Một cửa").all()) await way.check();
      await page.getByLabel("Tải bản điện tử lên").first().check();
      await keepShot(page, "filing-papers");
      await check();
      await next(visitor);
      await upload(page, { name: "khong-phai-anh.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") });
      await page.getByText("khong-phai-anh.png").first().waitFor();
      await keepShot(page, "filing-upload-refused");
      await check();
      await upload(page, { name: "giay-chung-sinh.png", mimeType: "image/png", buffer: PICTURE });
      await page.getByRole("link", { name: "giay-chung-sinh.png" }).waitFor();
      await keepShot(page, "filing-upload");
      await check();
      await page.getByRole("link", { name: "Tiếp tục" }).click();
      await heading(visitor, "Kiểm tra trước khi gửi");
      expect(await page.getByRole("main").innerText()).toContain(child);
      await keepShot(page, "filing-check");
      await check();
      await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
      await page.getByText("Hồ sơ đã được gửi").waitFor();
      await keepShot(page, "filing-sent");
      await check();
    });
  });

  it("the officer asks once for what lacks in one paper, and why", async () => {
    await asVisitor({ ...options, width: "desktop" }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "receiving_officer");
      await visit("/ho-so/truc-tuyen");
      await keepShot(page, "intake");
      await page.getByRole("link", { name: "Nguyễn Thị Mai" }).first().click();
      await keepShot(page, "intake-detail");
      if (options.scripts !== false) await expectAccessible(page);
      await page.getByText("giay-chung-sinh.png").first().waitFor();
      await page.getByLabel("Tiếp nhận, cấp mã hồ sơ").check();
      await page.getByRole("button", { name: "Gửi trả lời" }).click();
      await page
        .getByText(/trước khi tiếp nhận/)
        .first()
        .waitFor();
      await keepShot(page, "intake-unchecked");
      if (options.scripts !== false) await expectAccessible(page);
      await page.getByLabel("Yêu cầu bổ sung", { exact: true }).check();
      await page.getByLabel("Cán bộ kiểm tra thấy").first().selectOption({ label: "Chưa có" });
      await page.getByLabel("Thiếu gì, vì sao").first().fill("Bản chụp mờ, không đọc được số");
      await page.getByLabel("Lý do, hướng dẫn cho người nộp").fill("Cần bổ sung một giấy tờ");
      await page.getByRole("button", { name: "Gửi trả lời" }).click();
      await page.getByText("Đã yêu cầu bổ sung.").first().waitFor();
    });
  });

  it("the citizen reads it, sends again, and the officer accepts", async () => {
    await asVisitor(options, async (visitor) => {
      await signInAsCitizen(visitor, "Nguyễn Thị Mai");
      await visitor.visit(own);
      await visitor.page.getByText("Bản chụp mờ, không đọc được số").first().waitFor();
      await visitor.visit(`${own}/kiem-tra`);
      await visitor.page.getByRole("button", { name: "Gửi hồ sơ" }).click();
      await visitor.page.getByText("Hồ sơ đã được gửi").waitFor();
    });
    await asVisitor({ ...options, width: "desktop" }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "receiving_officer");
      await visit("/ho-so/truc-tuyen");
      await page.getByRole("link", { name: "Nguyễn Thị Mai" }).first().click();
      for (const [at, found] of (await page.getByLabel("Cán bộ kiểm tra thấy").all()).entries())
        await found.selectOption({ label: at === 0 ? "Bản điện tử đã tải lên, đọc được" : "Bản chính" });
      await page.getByLabel("Tiếp nhận, cấp mã hồ sơ").check();
      await page.getByRole("button", { name: "Gửi trả lời" }).click();
      await page
        .getByText(/Đã tiếp nhận, mã hồ sơ/)
        .first()
        .waitFor();
    });
  });

  it("the citizen follows the dossier behind the secret of its receipt", async () => {
    await asVisitor(options, async (visitor) => {
      await signInAsCitizen(visitor, "Nguyễn Thị Mai");
      await visitor.visit(own);
      await visitor.page.getByRole("link", { name: "Theo dõi hồ sơ" }).click();
      await visitor.page.waitForURL("**/t/*");
      expect(await visitor.page.getByRole("main").innerText()).toContain("Đăng ký khai sinh");
      await keepShot(visitor.page, "filing-tracked");
      await visitor.page.getByRole("link", { name: "Đánh giá sự phục vụ" }).click();
      await visitor.page.getByRole("radio").first().check();
      await visitor.page.getByRole("button", { name: "Gửi đánh giá" }).click();
      await visitor.page.getByText("Cảm ơn ông/bà đã đánh giá").first().waitFor();
    });
  });
});
