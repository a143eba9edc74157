import { describe, expect, it } from "vitest";
import { inventChild, readReceived } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const CERTIFIED_COPY = "Chứng thực bản sao từ bản chính giấy tờ, văn bản";
const MOST_KEYS = 25;

/** Opens the form of the certified copy, as from the counter's list of usual procedures. */
async function openForm({ page, visit }: Visitor): Promise<string> {
  await visit(`/ho-so/tiep-nhan?q=${encodeURIComponent("2.000815")}`);
  await page
    .getByRole("link", { name: new RegExp(CERTIFIED_COPY.slice(0, 30)) })
    .first()
    .click();
  await page.getByLabel("Người đã từng nộp hồ sơ").waitFor();
  return new URL(page.url()).pathname;
}

describe("a certified copy at the counter", () => {
  const { name, idNumber } = inventChild();

  it("is first received for someone new; what was typed survives a reload", async () => {
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      await openForm(visitor);
      const owner = page.getByRole("group", { name: "Chủ hồ sơ" });
      await owner.getByLabel("Họ và tên").fill(name);
      await owner.getByLabel("Số định danh (CCCD)").fill(idNumber);
      await page.waitForTimeout(700);
      await page.reload();
      await page.getByText("Đã khôi phục nội dung đang nhập dở").waitFor();
      expect(await owner.getByLabel("Họ và tên").inputValue()).toBe(name);
      for (const row of await page.getByRole("row").filter({ hasText: "bắt buộc" }).all())
        await row.getByLabel("Bản chính").fill("1");
      await page.getByLabel("Cách kiểm tra nhận dạng").selectOption({ label: "Thẻ căn cước" });
      await page.getByRole("group", { name: "Kết quả kiểm tra" }).getByLabel("Khớp", { exact: true }).check();
      await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
      await readReceived(page);
    });
  });

  it(`takes at most ${MOST_KEYS} keys for someone who has been here, scanned characters apart`, async () => {
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      await openForm(visitor);
      let keys = 0;
      const press = async (key: string, times = 1) => {
        for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
        keys += times;
      };
      const isOn = (holds: string) =>
        page.evaluate((part) => document.activeElement?.getAttribute("name")?.includes(part) ?? false, holds);
      const tabTo = async (holds: string) => {
        for (let tries = 0; !(await isOn(holds)); tries += 1) {
          if (tries > MOST_KEYS) throw new Error(`no field ${holds} within reach of the keyboard`);
          await press("Tab");
        }
      };
      await page.keyboard.insertText(idNumber);
      await press("Enter");
      await page.getByText(`Đã lấy thông tin của ${name}`).waitFor();
      for (const width of [WIDTHS.phone, WIDTHS.desktop]) {
        await page.setViewportSize(width);
        await keepShot(page, "counter-found");
        await expectAccessible(page);
      }
      await tabTo("components.0.original");
      await press("1");
      await tabTo("identityCheck.result");
      await press("Space");
      await press("Enter");
      await readReceived(page);
      expect(keys).toBeLessThanOrEqual(MOST_KEYS);
    });
  });
});
