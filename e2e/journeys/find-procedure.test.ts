import { describe, expect, it } from "vitest";
import { signIn } from "../support/sign-in.ts";
import { asVisitor, expectAccessible, keepShot } from "../support/journey.ts";

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

// axe needs scripts; without them the pages must still lead all the way.
const WAYS = [
  ["by telephone", { width: "phone", scripts: true }],
  ["at a desk", { width: "desktop", scripts: true }],
  ["with scripts switched off", { width: "phone", scripts: false }],
] as const;

describe("finding a procedure", () => {
  it.each(WAYS)("asks, narrows, reads in plain words and prints, %s", async (_, options) => {
    await asVisitor(options, async ({ page, visit }) => {
      await visit("/thu-tuc?q=lam+giay+khai+sinh+cho+con&commune=1");
      if (options.scripts) await expectAccessible(page);
      await page.locator('main a[href="/thu-tuc/1.001193"]').first().click();
      expect(await page.locator("#tom-tat").innerText()).toContain("Nếu nộp bây giờ");
      await keepShot(page, `procedure-${options.width}`);
      if (options.scripts) await expectAccessible(page);
      await visit("/thu-tuc/1.001193/in?chu=lon");
      expect(await page.locator('img[src$="/qr.svg"]').count()).toBe(1);
      if (options.scripts) await expectAccessible(page);
    });
  });

  it.each(["phone", "desktop"] as const)(
    "asks back, says that nothing fits or that it doubts, and suggests, at the width of a %s",
    async (width) => {
      await asVisitor({ width }, async ({ page, visit }) => {
        await visit("/thu-tuc?q=ch%E1%BB%A9ng+th%E1%BB%B1c");
        await keepShot(page, `search-several-${width}`);
        await expectAccessible(page);
        await visit("/thu-tuc?q=th%E1%BB%9Di+ti%E1%BA%BFt+ng%C3%A0y+mai");
        await keepShot(page, `search-nothing-${width}`);
        await expectAccessible(page);
        await visit(`/thu-tuc?q=${encodeURIComponent("gặp ai để hỏi chuyện ông lão khó khăn")}`);
        await page.getByText("Chúng tôi không chắc đã hiểu đúng").waitFor();
        await keepShot(page, `search-doubtful-${width}`);
        await expectAccessible(page);
      });
    },
  );

  it("leads from an event in life to its procedures, step by step", async () => {
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await visit("/");
      await keepShot(page, "home");
      await page.getByRole("link", { name: "Việc trong đời" }).click();
      await keepShot(page, "life-events");
      await expectAccessible(page);
      await page.getByRole("link", { name: "Sinh con" }).click();
      await page.getByText("Trong 60 ngày kể từ ngày sinh").waitFor();
      await keepShot(page, "life-event");
      await expectAccessible(page);
      await page.locator('main a[href="/thu-tuc/1.001193"]').click();
      await page.waitForURL("**/thu-tuc/1.001193");
    });
  });

  it("offers the form that an officer attached beside its paper, and a form to follow by telephone", async () => {
    await asVisitor({ width: "desktop" }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "one_stop_head");
      await visit("/quan-tri/thu-tuc/mau-don/2.000635");
      await page
        .locator("input[type=file]")
        .first()
        .setInputFiles({ name: "to-khai.png", mimeType: "image/png", buffer: PICTURE });
      await page.getByRole("button", { name: "Gắn tệp" }).first().click();
      await page.getByText("to-khai.png").first().waitFor();
      await keepShot(page, "sheets");
      await expectAccessible(page);
    });
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await visit("/thu-tuc/2.000635");
      await page.getByRole("link", { name: "Mẫu để trống" }).waitFor();
      await visit("/tra-cuu/so-dien-thoai");
      await page.getByLabel(/^Số điện thoại/).fill("0900 000 077");
      await keepShot(page, "phone");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Gửi mã cho tôi" }).click();
      await page.getByLabel(/^Mã gồm sáu chữ số/).fill("000000");
      await page.getByRole("button", { name: "Xem hồ sơ" }).click();
      await page.getByText("Mã không đúng hoặc đã hết hạn").first().waitFor();
      await keepShot(page, "phone-code");
      await expectAccessible(page);
    });
  });

  it("says honestly that nothing fits, and what to do", async () => {
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await visit("/thu-tuc?q=thời+tiết+ngày+mai");
      await keepShot(page, "nothing-fits");
      await expectAccessible(page);
    });
  });

  it("reads the notice board of a unit, as a page, in print and as a feed", async () => {
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await visit("/niem-yet");
      await expectAccessible(page);
      const board = await page.locator('main table a[href^="/niem-yet/"]').last().getAttribute("href");
      await visit(board ?? "/niem-yet");
      await keepShot(page, "notice-board");
      await expectAccessible(page);
      await visit(`${board}/in`);
      const feed = await page.request.get(`${board}/atom.xml`);
      expect(feed.headers()["content-type"]).toContain("application/atom+xml");
      expect(await feed.text()).toContain("<feed");
      const once = await page.request.get(board ?? "");
      const again = await page.request.get(board ?? "", { headers: { "if-none-match": once.headers()["etag"] ?? "" } });
      expect(again.status()).toBe(304);
    });
  });
});
