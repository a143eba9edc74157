import { describe, it } from "vitest";
import { asVisitor, expectAccessible, keepShot, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const DRAWING = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
  <bpmn:process id="p" name="Cấp bản sao">
    <bpmn:startEvent id="s" />
    <bpmn:task id="t1" name="Tiếp nhận" />
    <bpmn:task id="t2" name="Lãnh đạo ký" />
    <bpmn:parallelGateway id="g" />
    <bpmn:endEvent id="e" />
    <bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="t1" />
    <bpmn:sequenceFlow id="f1" sourceRef="t1" targetRef="g" />
    <bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="t2" />
    <bpmn:sequenceFlow id="f3" sourceRef="t2" targetRef="e" />
  </bpmn:process>
</bpmn:definitions>`;
const FILE = { name: "cap-ban-sao.bpmn", mimeType: "application/octet-stream", buffer: Buffer.from(DRAWING) };

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
