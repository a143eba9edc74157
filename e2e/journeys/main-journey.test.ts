import { describe, expect, it } from "vitest";
import { act, chooseColleague, inventChild, openSection, type Received, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type VisitorOptions } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const WAYS: readonly (readonly [string, VisitorOptions])[] = [
  ["with scripts, at a desk", { width: "desktop", scripts: true }],
  ["with scripts switched off", { width: "desktop", scripts: false }],
  ["with scripts, on a telephone", { width: "phone", scripts: true }],
  ["with scripts switched off, on a telephone", { width: "phone", scripts: false }],
];

describe.each(WAYS)("a birth is registered %s", (_, options) => {
  const child = inventChild();
  let dossier: Received;

  it("the receiving officer receives it, prints the receipt and hands it over", async () => {
    await asVisitor(options, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      dossier = await receiveBirth(visitor, child);
      const { page } = visitor;
      await keepShot(page, "dossier-received");
      const receipt = await page.getByRole("link", { name: "In giấy hẹn" }).getAttribute("href");
      const pdf = await page.request.get(receipt ?? "");
      expect(pdf.status()).toBe(200);
      expect(pdf.headers()["content-type"]).toBe("application/pdf");
      expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
      await act(visitor, dossier.path, "Chuyển xử lý", (form) => chooseColleague(form, /Tư pháp|hộ tịch/i));
    });
  });

  it("the specialist finds it in their work and proposes to approve", async () => {
    await asVisitor(options, async (visitor) => {
      await signIn(visitor, "specialist");
      await visitor.visit("/viec-cua-toi");
      await visitor.page.getByRole("link", { name: dossier.code }).first().click();
      await visitor.page.waitForURL(`**${dossier.path}`);
      await act(visitor, dossier.path, "Trình ký", (form) => chooseColleague(form, /Chủ tịch/));
    });
  });

  it("the leader signs", async () => {
    await asVisitor(options, async (visitor) => {
      await signIn(visitor, "leader");
      await act(visitor, dossier.path, "Ký kết quả", (form) => form.getByLabel("Số văn bản kết quả").fill("128/2026"));
    });
  });

  it("the receiving officer gets the result and returns it", async () => {
    await asVisitor(options, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await act(visitor, dossier.path, "Nhận kết quả về Một cửa");
      await act(visitor, dossier.path, "Trả kết quả", (form) => form.getByLabel("Người nhận kết quả").fill(child.parent));
      await keepShot(visitor.page, "dossier-returned");
      if (options.scripts !== false) await expectAccessible(visitor.page);
      await openSection(visitor, "timeline");
      const timeline = await visitor.page.getByRole("list", { name: "Quá trình giải quyết" }).innerText();
      for (const step of [
        "Tiếp nhận hồ sơ",
        "Chuyển xử lý",
        "Trình lãnh đạo",
        "Ký kết quả",
        "Kết quả về Bộ phận Một cửa",
        "Trả kết quả",
      ]) {
        expect(timeline).toContain(step);
      }
    });
  });

  it("anyone sees by its code that it was returned, and nothing else", async () => {
    await asVisitor(options, async ({ page, visit }) => {
      await visit("/tra-cuu");
      await page.getByLabel("Mã hồ sơ").fill(` ${dossier.code.toLowerCase()} `);
      await page.getByRole("button", { name: "Tra cứu" }).click();
      await page.getByRole("heading", { name: "Tình trạng hồ sơ" }).waitFor();
      const said = await page.getByRole("main").innerText();
      expect(said).toContain("Đã trả kết quả");
      expect(said).not.toContain(child.parent);
      expect(said).not.toContain(child.name);
      await keepShot(page, "look-up");
      if (options.scripts !== false) await expectAccessible(page);
    });
  });

  it("the report counts it, and the cell opens to the list that holds it", async () => {
    await asVisitor(options, async (visitor) => {
      const { page } = visitor;
      const [, year, month, day] = /-(\d\d)(\d\d)(\d\d)-/.exec(dossier.code) ?? [];
      const received = encodeURIComponent(`${day}/${month}/20${year}`);
      await signIn(visitor, "leader");
      await visitor.visit(`/bao-cao/ii06a?by=procedure&from=${received}&to=${received}`);
      await keepShot(page, "report-ii06a");
      const cell = page.getByRole("row").filter({ hasText: "1.001193" }).getByRole("link").first();
      const counted = Number(await cell.innerText());
      await cell.click();
      const codes = await page
        .getByRole("table")
        .getByRole("link", { name: /^[A-Z]+\d/ })
        .allInnerTexts();
      expect(codes).toContain(dossier.code);
      expect(codes.length).toBe(counted);
      await keepShot(page, "report-cell");
    });
  });
});
