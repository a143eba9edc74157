import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { describe, expect, it } from "vitest";
import {
  act,
  chooseColleague,
  fillBirthForm,
  inventChild,
  openSection,
  type Received,
  readReceived,
} from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

async function look({ page }: Visitor, name: string): Promise<void> {
  for (const width of [WIDTHS.phone, WIDTHS.desktop]) {
    await page.setViewportSize(width);
    await keepShot(page, name);
    await expectAccessible(page);
  }
}

async function scan(): Promise<Buffer> {
  const document = new Pdf();
  const whole = buffer(document);
  document.fontSize(30).text("Giay uy quyen");
  document.end();
  return whole;
}

describe("a dossier that begins at a home and ends with an authorised person", () => {
  const child = inventChild();
  let dossier: Received;

  it("is received with place and reason on a telephone without scripts, and stands in the list of visits", async () => {
    await asVisitor({ width: "phone", scripts: false }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "receiving_officer");
      await fillBirthForm(visitor, child);
      await page.locator("summary", { hasText: "Tiếp nhận tại nhà, lưu động" }).click();
      await page.getByLabel("Nơi tiếp nhận").fill("Thôn 3, nhà bà Sáu");
      await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
      await page.getByText("Lý do đến tận nơi").first().waitFor();
      expect(await page.getByLabel("Nơi tiếp nhận").inputValue()).toBe("Thôn 3, nhà bà Sáu");
      await keepShot(page, "visit-refused");
      await page.getByLabel("Lý do đến tận nơi").selectOption({ label: "Người cao tuổi" });
      await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
      dossier = await readReceived(page);
      await openSection(visitor, "facts");
      expect(await page.getByRole("main").innerText()).toContain("Thôn 3, nhà bà Sáu – Người cao tuổi");
      await visit("/ho-so/tai-nha");
      await page.getByRole("link", { name: dossier.code }).waitFor();
    });
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await visitor.visit("/ho-so/tai-nha");
      await look(visitor, "visits");
    });
  });

  it("goes its way, is reminded of where nobody comes, and is handed over against the scanned authorisation", async () => {
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await act(visitor, dossier.path, "Chuyển xử lý", (form) => chooseColleague(form, /Tư pháp|hộ tịch/i));
    });
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "specialist");
      await act(visitor, dossier.path, "Trình ký", (form) => chooseColleague(form, /Chủ tịch/));
    });
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "leader");
      await act(visitor, dossier.path, "Ký kết quả");
    });
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "receiving_officer");
      await visit("/giay-to/chua-nhan");
      await look(visitor, "uncollected");
      await visit(dossier.path);
      await page.getByRole("link", { name: /Mất giấy hẹn, người được ủy quyền/ }).click();
      await page.getByRole("heading", { level: 1, name: "Trả kết quả" }).waitFor();
      await page.getByLabel("Người được ủy quyền", { exact: true }).check();
      await page.getByLabel("Người nhận kết quả").fill("Lê Văn Thành");
      await page.getByLabel("Số định danh (CCCD)").fill("001206007777");
      await page.getByLabel("Giấy ủy quyền", { exact: true }).fill("Số 12/2026");
      await page.getByRole("button", { name: "Trả kết quả" }).click();
      await page.getByText("Hãy đính kèm bản quét giấy ủy quyền.").first().waitFor();
      await look(visitor, "handing-refused");
      await page
        .getByLabel("Bản quét giấy ủy quyền")
        .setInputFiles({ name: "uy-quyen.pdf", mimeType: "application/pdf", buffer: await scan() });
      await page.getByRole("button", { name: "Trả kết quả" }).click();
      await page.getByText("Đã trả kết quả và ghi danh sách giấy tờ.").waitFor();
      await page.getByRole("link", { name: "Số 12/2026" }).waitFor();
      await look(visitor, "handed");
    });
  });

  it("when withdrawn gives its papers back in one act", async () => {
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      await fillBirthForm(visitor, inventChild());
      await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
      const { path } = await readReceived(page);
      await openSection(visitor, "papers");
      const form = page.locator("details").filter({ has: page.locator("> summary", { hasText: "Ghi nhận bản chính" }) });
      await form.locator("summary").click();
      await form.getByLabel("Tên giấy tờ").fill("Giấy chứng sinh");
      await form.getByRole("button").click();
      await page.getByText("Đã ghi nhận bản chính.").waitFor();
      await act(visitor, path, "Rút hồ sơ", async (fields) => {
        await fields.getByLabel("Lý do").fill("Không còn nhu cầu");
        await look(visitor, "withdraw");
      });
      await page.getByText("Trả 1 bản chính đang giữ").waitFor();
      await look(visitor, "remaining");
    });
  });
});
