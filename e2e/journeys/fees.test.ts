import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inventChild, openSection, type Received, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, productUrl } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const DESK = { width: "desktop", scripts: true } as const;

/** What the office's bank knows: the account, and the key that it signs with. */
interface Bank {
  readonly bankBin: string;
  readonly accountNo: string;
  readonly key: string;
}

describe("a fee is collected, given back and counted", () => {
  let dossier: Received;
  let reference = "";
  let bank: Bank;

  it("the head of the one-stop shop reads what the bank needs", async () => {
    await asVisitor(DESK, async (visitor) => {
      await signIn(visitor, "one_stop_head");
      await visitor.visit("/thu-phi/tai-khoan");
      const { page } = visitor;
      bank = {
        bankBin: await page.getByLabel("Mã ngân hàng (BIN)").inputValue(),
        accountNo: await page.getByLabel("Số tài khoản").inputValue(),
        key: await page.locator("code").last().innerText(),
      };
      await expectAccessible(page);
      await keepShot(page, "fees-account");
    });
  });

  it("the receiving officer assesses copies and shows the code with two keys; the bank pays it once", async () => {
    await asVisitor(DESK, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      dossier = await receiveBirth(visitor, inventChild());
      await openSection(visitor, "fees");
      await page.locator(".fold > summary", { hasText: "Xác định: Phí cấp bản sao trích lục hộ tịch" }).click();
      const form = page.locator("details.fold[open]").filter({ hasText: "Xác định" });
      await form.getByLabel("Số lượng").fill("2");
      await form.getByRole("button", { name: "Thêm khoản thu" }).click();
      await page.getByText("Còn phải thu 16.000 đ", { exact: true }).waitFor();
      await keepShot(page, "fees-panel");
      await page.locator("h1").click();
      await page.keyboard.press("t");
      await page.keyboard.press("q");
      await page.getByText("Đang chờ ngân hàng xác nhận").waitFor();
      reference = await page.locator("strong.code").innerText();
      await expectAccessible(page);
      await keepShot(page, "fees-code");
      const data = {
        ...pick(bank),
        transactionId: `E2E-${reference}`,
        amount: 16_000,
        content: `ck ${reference}`,
        paidAt: new Date().toISOString(),
      };
      const sent = { data, signature: sign(bank.key, data) };
      const said = [await confirm(sent), await confirm(sent)];
      expect(said[0]).toMatchObject({ outcome: "matched" });
      expect(said[1]).toEqual(said[0]);
      const receipt = await page.getByRole("link", { name: "In biên lai" }).getAttribute("href");
      const pdf = await page.request.get(receipt ?? "");
      expect([pdf.status(), pdf.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    });
  });

  it("the officer proposes a refund, the leader approves it, the officer pays it out and opens the closing", async () => {
    await asVisitor(DESK, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      await visitor.visit(dossier.path);
      await openSection(visitor, "fees");
      await page.locator(".fold > summary", { hasText: "Đề nghị hoàn trả" }).click();
      const form = page.locator("details.fold[open]").filter({ hasText: "Đề nghị hoàn trả" });
      await form.getByLabel("Lý do").fill("Không lấy bản sao nữa");
      await form.getByRole("button", { name: "Gửi lãnh đạo duyệt" }).click();
      await page.getByText("Đang đề nghị hoàn trả").first().waitFor();
    });
    await asVisitor(DESK, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "leader");
      await visitor.visit("/thu-phi/de-nghi");
      const row = page.getByRole("row").filter({ hasText: dossier.code });
      await row.getByRole("button", { name: "Duyệt", exact: true }).click();
      await page.getByText("Đã duyệt đề nghị.").waitFor();
      await keepShot(page, "fees-proposals");
    });
    await asVisitor(DESK, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      await visitor.visit(dossier.path);
      await page.getByRole("button", { name: "Trả bằng chuyển khoản" }).click();
      await page.getByText("Đã hoàn trả").first().waitFor();
      await visitor.visit("/thu-phi/chot-ca");
      await page.getByRole("heading", { level: 1, name: "Chốt ca" }).waitFor();
      await expectAccessible(page);
      await keepShot(page, "fees-closing");
      await visitor.visit("/thu-phi");
      await page.getByText("Khớp sổ cái").waitFor();
      await expectAccessible(page);
      await keepShot(page, "fees-list");
    });
  });
});

it("the quarter's settlement says in full on a phone whose money each bar is", async () => {
  await asVisitor({ width: "phone" }, async (visitor) => {
    const { page } = visitor;
    await signIn(visitor, "one_stop_head");
    await visitor.visit("/thu-phi?kind=settlement");
    const label = page.locator(".chart tbody th").first();
    expect((await label.boundingBox())?.width).toBeGreaterThan(180);
    expect((await page.locator("td.cw-m").first().boundingBox())?.width).toBeGreaterThan(120);
    await expectAccessible(page);
    await keepShot(page, "fees-settlement");
  });
});

/** The bank calls from its own machine, without the officer's session. */
const confirm = async (body: { readonly data: { readonly transactionId: string } }): Promise<unknown> => {
  const headers = { "content-type": "application/json", "idempotency-key": body.data.transactionId };
  const url = `${productUrl()}/api/v1/payments/confirmations`;
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).json();
};

const pick = ({ bankBin, accountNo }: Bank) => ({ bankBin, accountNo });

/** The signature as the page for the bank describes it, made apart from the product. */
const sign = (key: string, data: Readonly<Record<string, string | number>>): string =>
  createHmac("sha256", key)
    .update(
      Object.keys(data)
        .toSorted()
        .map((name) => `${name}=${data[name]}`)
        .join("&"),
    )
    .digest("hex");
