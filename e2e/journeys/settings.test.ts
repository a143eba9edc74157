import { describe, expect, it } from "vitest";
import { readPdf } from "../../test/support/pdf.ts";
import { qrCodes } from "../../test/support/tidy-page.ts";
import { inventChild, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

describe("the page of the national connection and push notices", () => {
  it("is opened by an administrator, saved with its codes, and says what is wrong", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "administrator");
      await visit("/quan-tri/ket-noi-quoc-gia");
      for (const size of Object.values(WIDTHS)) {
        await page.setViewportSize(size);
        await keepShot(page, "national");
        await expectAccessible(page);
      }
      const address = page.getByLabel("Địa chỉ cổng");
      const peer = await address.inputValue();
      await address.fill("http://cong.example.vn");
      await page.getByRole("button", { name: "Lưu", exact: true }).click();
      await page.getByText("Địa chỉ phải bắt đầu bằng https://").first().waitFor();
      expect(await address.inputValue()).toBe("http://cong.example.vn");
      await expectAccessible(page);
      await address.fill(peer);
      await page.getByRole("button", { name: "Lưu", exact: true }).click();
      await page.getByText("Đã lưu kết nối quốc gia.").waitFor();
      await visit("/quan-tri/kenh-gui");
      await page.getByLabel("Dùng thông báo đẩy").check();
      await page.getByRole("button", { name: "Lưu", exact: true }).click();
      await page.getByText("Đã lưu").first().waitFor();
    });
  });

  it("lets an officer's browser be told, and not any more, by one button each; without scripts it says why not", async () => {
    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await page.addInitScript(standInForPushService);
      await signIn(visitor, "receiving_officer");
      await visit("/thong-bao");
      await page.getByRole("button", { name: "Nhận thông báo trên trình duyệt này" }).click();
      await page.getByText("Trình duyệt này sẽ nhận thông báo.").waitFor();
      const off = page.getByRole("button", { name: "Thôi nhận thông báo trên trình duyệt này" });
      await off.waitFor();
      for (const size of Object.values(WIDTHS)) {
        await page.setViewportSize(size);
        await keepShot(page, "push-staff");
        await expectAccessible(page);
      }
      await off.click();
      await page.getByText("Trình duyệt này không nhận thông báo nữa.").waitFor();
      await page.getByRole("button", { name: "Nhận thông báo trên trình duyệt này" }).waitFor();
    });
    await asVisitor({ scripts: false }, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await visitor.visit("/thong-bao");
      await visitor.page.getByText("cần bật JavaScript").waitFor();
    });
  });

  it("lets a citizen's telephone be told of the dossier of a receipt, and not any more; refused, it says what to do", async () => {
    let tracking = "";
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await receiveBirth(visitor, inventChild());
      const receipt = await visitor.page.getByRole("link", { name: "In giấy hẹn" }).getAttribute("href");
      const pdf = await (await visitor.page.request.get(receipt ?? "")).body();
      const codes = readPdf(pdf).pages.flatMap(qrCodes);
      tracking = new URL(codes.find((code) => code?.includes("/t/")) ?? "http://none/").pathname;
    });
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await page.addInitScript(standInForPushService);
      await visit(tracking);
      await page.getByRole("button", { name: "Nhận thông báo trên trình duyệt này" }).click();
      await page.getByText("Trình duyệt này sẽ nhận thông báo về hồ sơ.").waitFor();
      const off = page.getByRole("button", { name: "Thôi nhận thông báo trên trình duyệt này" });
      await off.waitFor();
      for (const size of Object.values(WIDTHS)) {
        await page.setViewportSize(size);
        await keepShot(page, "push-citizen");
        await expectAccessible(page);
      }
      await off.click();
      await page.getByText("Trình duyệt này không nhận thông báo nữa.").waitFor();
      await page.getByRole("button", { name: "Nhận thông báo trên trình duyệt này" }).waitFor();
    });
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await page.addInitScript(() => Object.defineProperty(Notification, "permission", { get: () => "denied" }));
      await visit(tracking);
      await page.getByText("Trình duyệt này không cho phép thông báo.").waitFor();
      await expectAccessible(page);
    });
  });
});

/** Runs in the page: a push service that lies outside of it cannot be asked from a test. */
function standInForPushService(): void {
  const endpoint = "https://push.example.vn/send/officer";
  const keys = { p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) };
  const subscription = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => true };
  const kept = () => (sessionStorage.getItem("subscribed") === null ? null : subscription);
  // A browser without a window never allows notices.
  Object.defineProperty(Notification, "permission", { get: () => "granted" });
  Object.assign(Notification, { requestPermission: async () => "granted" });
  Object.assign(PushManager.prototype, {
    getSubscription: async () => kept(),
    subscribe: async () => {
      sessionStorage.setItem("subscribed", "1");
      return kept();
    },
  });
}
