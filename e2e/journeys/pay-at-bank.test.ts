import { describe, expect, it } from "vitest";
import { inventChild, openSection, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const DESK = { width: "desktop", scripts: true } as const;

/** At both widths: accessible, a picture kept. */
async function lookAt({ page, visit }: Visitor, path: string, name: string): Promise<void> {
  await visit(path);
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    await keepShot(page, `${name}-${width}`);
    await expectAccessible(page);
  }
}

/** The payer's own browser goes to the bank; what it sends is what the form there sends. */
async function payAt(link: URL): Promise<string> {
  const { bin = "", account = "", amount = "", content = "" } = Object.fromEntries(link.searchParams);
  expect(await (await fetch(link)).text()).toContain("không có tiền thật");
  const body = new URLSearchParams({ bin, account, amount, content, way: "twice" });
  return (await fetch(new URL("/bank/pay", link), { method: "POST", body })).text();
}

describe("a fee is paid at the stand-in bank", () => {
  it("the code on the counter's screen says so by itself; the day's statement agrees", async () => {
    await asVisitor(DESK, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      const dossier = await receiveBirth(visitor, inventChild());
      await openSection(visitor, "fees");
      const fee = page.locator("> summary", { hasText: "Xác định: Phí cấp bản sao trích lục hộ tịch" });
      const form = page.locator("details").filter({ has: fee });
      await form.locator("summary").click();
      await form.getByLabel("Số lượng").fill("3");
      await form.getByRole("button", { name: "Thêm khoản thu" }).click();
      await page.getByRole("button", { name: "VietQR" }).first().click();
      await page.getByText("Đang chờ ngân hàng xác nhận").waitFor();
      await keepShot(page, "bank-code");
      const link = new URL((await page.getByRole("link", { name: /ngân hàng thử trên máy này/ }).getAttribute("href")) ?? "");
      expect(await payAt(link)).toContain("Đã chuyển / Paid");
      await page.getByRole("link", { name: "In biên lai" }).waitFor();
      await visitor.visit("/thu-phi/doi-soat-ngan-hang");
      await page.getByRole("button", { name: "Lấy từ ngân hàng" }).click();
      await page.getByRole("link", { name: dossier.code }).waitFor();
      expect(await page.getByText("Khớp", { exact: true }).count()).toBeGreaterThan(0);
      await lookAt(visitor, "/thu-phi/doi-soat-ngan-hang", "bank-day");
    });
  });

  it("what an office keeps and what goes by post can be read at both widths", async () => {
    await asVisitor(DESK, async (visitor) => {
      await signIn(visitor, "one_stop_head");
      await lookAt(visitor, "/giay-to/buu-gui", "shipments");
      await lookAt(visitor, "/giay-to/buu-gui/doi-soat", "statements");
      await lookAt(visitor, "/thu-phi/ky-hieu-bien-lai", "series");
      await lookAt(visitor, "/thu-phi/de-nghi?view=refunds", "refunds");
      await lookAt(visitor, "/thu-phi?kind=refunds", "report-refunds");
      await lookAt(visitor, "/quan-tri/thu-tuc/moi", "procedure-form");
    });
    await asVisitor(DESK, async (visitor) => {
      await signIn(visitor, "administrator");
      await lookAt(visitor, "/quan-tri/ma-noi-dung-thu", "content-codes");
    });
  });
});
