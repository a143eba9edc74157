import type { BrowserContext } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openSection } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

/** The page of a dossier that the counter has accepted. */
async function openDossier(visitor: Visitor): Promise<void> {
  const { page, visit } = visitor;
  await visit("/ho-so");
  await page.locator("a.code").first().click();
  await page.waitForURL(/\/ho-so\/\d+$/);
  await openSection(visitor, "forms");
}

async function lookAt({ page }: Visitor, name: string): Promise<void> {
  for (const size of Object.values(WIDTHS)) {
    await page.setViewportSize(size);
    await keepShot(page, name);
    await expectAccessible(page);
  }
}

/**
 * This browser has no viewer of PDFs. In a frame, a page of ours stands for one: it says of itself that it is a PDF, and
 * counts how often it is printed.
 */
async function giveViewer(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "pdfViewerEnabled", { get: () => true });
    if (window === window.top) return;
    Object.defineProperty(Document.prototype, "contentType", { get: () => document.title });
    window.print = () => {
      const top = window.top as unknown as { printed?: number };
      top.printed = (top.printed ?? 0) + 1;
    };
  });
}

/** Answers for the label's address what a viewer would show of it, under the policy that the product gives its PDFs. */
async function answerLabels(context: BrowserContext, title: string): Promise<void> {
  await context.route("**/in/label.pdf", async (route) => {
    const answer = await route.fetch();
    const policy = answer.headers()["content-security-policy"] ?? "";
    const headers = { "content-security-policy": policy, "x-frame-options": answer.headers()["x-frame-options"] ?? "" };
    await route.fulfill({ status: 200, contentType: "text/html", headers, body: `<title>${title}</title>` });
  });
}

const SOON = { timeout: 15_000 };

const printedIn = (visitor: Visitor): Promise<number> =>
  visitor.page.evaluate(() => (window as unknown as { printed?: number }).printed ?? 0);

describe("paper", () => {
  it("a label is printed without leaving the dossier's page", async () => {
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await giveViewer(page.context());
      await answerLabels(page.context(), "application/pdf");
      await signIn(visitor, "receiving_officer");
      await openDossier(visitor);
      const before = page.url();
      await page.getByRole("link", { name: "Nhãn hồ sơ" }).click();
      await expect.poll(() => printedIn(visitor), SOON).toBe(1);
      await page.getByRole("link", { name: "Nhãn hồ sơ" }).click();
      await expect.poll(() => printedIn(visitor), SOON).toBe(2);
      expect(page.url()).toBe(before);
      expect(await page.locator("iframe").count()).toBe(1);
    });
  });

  it("opens as any link does where something else than a PDF comes back", async () => {
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await giveViewer(page.context());
      await answerLabels(page.context(), "Không có nhãn");
      await signIn(visitor, "receiving_officer");
      await openDossier(visitor);
      await page.getByRole("link", { name: "Nhãn hồ sơ" }).click();
      await page.waitForURL("**/in/label.pdf");
    });
  });

  it("is a plain link without scripts", async () => {
    await asVisitor({ scripts: false }, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await openDossier(visitor);
      const href = await visitor.page.getByRole("link", { name: "Nhãn hồ sơ" }).getAttribute("href");
      const pdf = await visitor.page.request.get(href ?? "");
      expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
      await visitor.page.getByText("Phiếu dạng Word").click();
      await keepShot(visitor.page, "dossier-prints");
    });
  });

  it("the register of the year is there to be read and printed", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "one_stop_head");
      await visit("/so-theo-doi");
      await page
        .getByRole("link", { name: /^Sổ theo dõi hồ sơ năm/ })
        .first()
        .click();
      await page.waitForURL(/\/so-theo-doi\/\d{4}$/);
      await keepShot(page, "register");
      await expectAccessible(page);
      const href = await page.getByRole("link", { name: /^In / }).first().getAttribute("href");
      const pdf = await page.request.get(href ?? "", { timeout: 60_000 });
      expect(pdf.status()).toBe(200);
      expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
    });
  });

  it("the head of the one-stop shop replaces a template, and is told what is wrong with one", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "one_stop_head");
      await visit("/mau-phieu");
      const begun = await page.request.get("/mau-phieu/refusal/mac-dinh.docx");
      const file = (kind: string) => ({
        name: `${kind}.docx`,
        mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        buffer: Buffer.from([]),
      });
      const send = async (label: string, buffer: Buffer) => {
        await page.getByLabel("Phiếu (bắt buộc)").selectOption({ label });
        await page.getByLabel("Tệp Word (.docx)").setInputFiles({ ...file("mau"), buffer });
        await page.getByRole("button", { name: "Dùng mẫu này" }).click();
      };
      await send("Phiếu yêu cầu bổ sung", await (await page.request.get("/mau-phieu/receipt/mac-dinh.docx")).body());
      await page.getByText("Phiếu này không có thẻ:").first().waitFor();
      await lookAt(visitor, "templates-refused");
      await send("Phiếu từ chối", await begun.body());
      await page.getByText("Đã ghi Phiếu từ chối, bản 1.").waitFor();
      await page.getByText("Giấy tiếp nhận và hẹn trả", { exact: true }).last().click();
      await lookAt(visitor, "templates");
    });
  });
});
