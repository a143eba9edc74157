import { describe, it } from "vitest";
import { BPMN_DRAWING } from "../../test/support/bpmn-drawing.ts";
import { asVisitor, expectAccessible, keepShot, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const FILE = { name: "cap-ban-sao.bpmn", mimeType: "application/octet-stream", buffer: Buffer.from(BPMN_DRAWING) };

describe("a process drawn with another tool", () => {
  it("is chosen as a file on a telephone without scripts, refused with its content kept, then imported", async () => {
    await asVisitor({ width: "phone", scripts: false }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "one_stop_head");
      await visit("/quan-tri/quy-trinh/nhap");
      await keepShot(page, "bpmn-empty");
      await page.getByLabel("Mã thủ tục").fill("9.999999");
      await page.getByLabel("Tệp BPMN 2.0").setInputFiles(FILE);
      await page.getByRole("button", { name: "Nhập thành dự thảo" }).click();
      await page.getByRole("alert").first().waitFor();
      await keepShot(page, "bpmn-refused");
      await page.getByLabel("Mã thủ tục").fill("1.004837");
      await page.getByRole("button", { name: "Nhập thành dự thảo" }).click();
      await page.getByText("Những phần sau của tệp không có trong quy trình").waitFor();
      await keepShot(page, "bpmn-imported");
    });
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "one_stop_head");
      await visit("/quan-tri/quy-trinh/nhap");
      for (const size of Object.values(WIDTHS)) {
        await page.setViewportSize(size);
        await keepShot(page, "bpmn-form");
        await expectAccessible(page);
      }
    });
  });
});
