import { describe, expect, it } from "vitest";
import { act, chooseColleague, fillBirthForm, inventChild, readReceived, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

describe("what goes wrong at a counter", () => {
  it("a form that is sent twice makes one dossier", async () => {
    await asVisitor({ scripts: false }, async (visitor) => {
      const { page } = visitor;
      const child = inventChild();
      await signIn(visitor, "receiving_officer");
      await fillBirthForm(visitor, child);
      await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).dblclick();
      const { code } = await readReceived(page);
      await visitor.visit(`/ho-so?q=${encodeURIComponent(child.parent)}`);
      expect(await page.getByRole("link", { name: /^H\d/ }).allInnerTexts()).toEqual([code]);
    });
  });

  it("of two officers who act on one dossier, the second is told what the first did", async () => {
    await asVisitor({}, async (first) => {
      await signIn(first, "receiving_officer");
      const dossier = await receiveBirth(first, inventChild());
      await asVisitor({}, async (second) => {
        await signIn(second, "one_stop_head");
        await second.visit(dossier.path);
        const fold = second.page
          .locator("details")
          .filter({ has: second.page.getByRole("button", { name: "Chuyển xử lý", exact: true }) });
        await chooseColleague(fold, /Tư pháp|hộ tịch/i);
        await act(first, dossier.path, "Chuyển xử lý", (form) => chooseColleague(form, /Tư pháp|hộ tịch/i));
        await fold.getByRole("button", { name: "Chuyển xử lý", exact: true }).click();
        expect(await second.page.getByRole("alert").innerText()).toMatch(/Hồ sơ vừa được .+ xử lý/);
      });
    });
  });

  it("a missing paper is refused with a link to the field, and what was typed stays", async () => {
    await asVisitor({ scripts: false, width: "phone" }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "receiving_officer");
      await visit("/ho-so/tiep-nhan?q=khai+sinh");
      await page.getByRole("link", { name: "Đăng ký khai sinh", exact: true }).click();
      await page.getByRole("group", { name: "Chủ hồ sơ" }).getByLabel("Họ và tên").fill("Lê Thị Không Giấy");
      await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
      const links = page.getByRole("alert").getByRole("link");
      await links.first().waitFor();
      await links.first().click();
      expect(await page.getByRole("group", { name: "Chủ hồ sơ" }).getByLabel("Họ và tên").inputValue()).toBe("Lê Thị Không Giấy");
    });
  });

  it("a dossier's page is closed to an administrator", async () => {
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "administrator");
      await visitor.visit("/ho-so", 403);
    });
  });
});
