import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { describe, expect, it } from "vitest";
import { act, chooseColleague, inventChild, openSection, type Received, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const DESK = { width: "desktop", scripts: true } as const;

async function scanned(): Promise<Buffer> {
  const document = new Pdf();
  const whole = buffer(document);
  document.fontSize(30).text("Giay chung sinh");
  document.addPage().text("trang 2");
  document.end();
  return whole;
}

/** Accessible at both widths, with a picture of each. */
async function lookAt({ page }: Visitor, name: string): Promise<void> {
  for (const size of [WIDTHS.phone, WIDTHS.desktop]) {
    await page.setViewportSize(size);
    await keepShot(page, name);
    await expectAccessible(page);
  }
}

async function openForm(visitor: Visitor, summary: string) {
  const { page } = visitor;
  await openSection(visitor, "papers");
  const fold = page.locator("details.fold").filter({ has: page.locator("summary", { hasText: summary }) });
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  return fold;
}

describe("the papers of a dossier, from the counter to their hand-over", () => {
  let dossier: Received;

  it("the officer scans a component; a file that is not what it says is refused and the form is kept", async () => {
    await asVisitor(DESK, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      dossier = await receiveBirth(visitor, inventChild());
      const form = await openForm(visitor, "Ghi nhận bản số hóa");
      await form.getByLabel(/^Thành phần hồ sơ/).selectOption({ index: 1 });
      await form.getByLabel("Số, ký hiệu giấy tờ").fill("12/GCS");
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
      await form.getByLabel("Tệp quét").setInputFiles({ name: "chung-sinh.pdf", mimeType: "application/pdf", buffer: svg });
      await form.getByRole("button", { name: "Ghi nhận", exact: true }).click();
      await page
        .getByText(/không thuộc loại được nhận/)
        .first()
        .waitFor();
      const kept = await openForm(visitor, "Ghi nhận bản số hóa");
      expect(await kept.getByLabel("Số, ký hiệu giấy tờ").inputValue()).toBe("12/GCS");
      await lookAt(visitor, "papers-refused");
      await kept
        .getByLabel("Tệp quét")
        .setInputFiles({ name: "chung-sinh.pdf", mimeType: "application/pdf", buffer: await scanned() });
      await kept.getByRole("button", { name: "Ghi nhận", exact: true }).click();
      await page.getByText(/mã băm tệp gửi/).waitFor();
      await page.getByRole("link", { name: "Quét từ bản giấy" }).click();
      await page
        .locator("img")
        .first()
        .evaluate((img: HTMLImageElement) => img.decode());
      await lookAt(visitor, "papers-viewer");
    });
  });

  it("takes an original, and hands the paper over on a sheet", async () => {
    await asVisitor(DESK, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "receiving_officer");
      await visit(dossier.path);
      const form = await openForm(visitor, "Ghi nhận bản chính");
      await form.getByLabel(/^Tên giấy tờ/).fill("Giấy chứng nhận kết hôn");
      await form.getByRole("button", { name: "Ghi nhận bản chính" }).click();
      await page.getByText("Đã ghi nhận bản chính.").waitFor();
      await lookAt(visitor, "papers-panel");
      await act(visitor, dossier.path, "Chuyển xử lý", async (fold) => chooseColleague(fold, /Tư pháp|tư pháp/));
      await openSection(visitor, "papers");
      await page.getByRole("link", { name: "Lập phiếu bàn giao" }).click();
      await page.getByLabel("Giao cho đơn vị").selectOption({ index: 1 });
      await lookAt(visitor, "papers-new-sheet");
      await page.getByRole("button", { name: "Giao và lập phiếu" }).click();
      await page.waitForURL(/\/giay-to\/ban-giao\/\d+$/);
      await lookAt(visitor, "papers-sheet");
      for (const path of ["/giay-to/ban-giao", "/giay-to/chua-nhan", "/giay-to/luu-tru"]) {
        await visit(path);
        await lookAt(visitor, `papers${path.replaceAll("/", "-")}`);
      }
    });
  });
});
