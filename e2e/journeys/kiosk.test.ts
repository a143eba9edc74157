import { describe, expect, it } from "vitest";
import { addDevice, openHall } from "../support/hall.ts";
import { asVisitor, expectAccessible, keepShot, newVisitor } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const CODE = "H55.242-261120-9876";

async function makeKiosk(): Promise<{ unitId: string; kiosk: string }> {
  const head = await newVisitor();
  await signIn(head, "one_stop_head");
  const unitId = await openHall(head);
  const kiosk = await addDevice(head, unitId, "kiosk");
  await head.leave();
  return { unitId, kiosk };
}

describe("a kiosk", () => {
  it("forgets with the end of a visit: nothing on the device, nothing offered again, no way back", async () => {
    const { kiosk } = await makeKiosk();
    await asVisitor({}, async ({ page, visit }) => {
      await page.setViewportSize({ width: 1080, height: 1920 });
      await visit(kiosk);
      await page.getByRole("link", { name: "Tra cứu hồ sơ" }).click();
      const field = page.locator("input[name=receipt]");
      expect(await field.getAttribute("autocomplete")).toBe("off");
      await field.fill(CODE);
      await page.getByRole("button", { name: "Xem" }).click();
      await page.waitForURL(/\/tra-cuu\?ma=/);
      await page.evaluate(async () => {
        localStorage.setItem("motcua-upload 7 giay-khai-sinh.pdf", "x");
        await new Promise((done) => {
          const opening = indexedDB.open("motcua", 1);
          opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("unsent", { keyPath: "key" }));
          opening.addEventListener("success", () => {
            opening.result.close();
            done(undefined);
          });
        });
      });
      await page.getByRole("button", { name: "Kết thúc" }).click();
      await page.waitForURL((url) => url.pathname === kiosk);
      const left = await page.evaluate(async () => [
        localStorage.length,
        sessionStorage.length,
        (await indexedDB.databases()).length,
      ]);
      expect(left).toEqual([0, 0, 0]);
      // As a mouse's own button, a swipe or a keyboard would go.
      for (const steps of [-1, -2, -3]) {
        await page.evaluate((by) => history.go(by), steps);
        await page.waitForTimeout(1_500);
        await page.waitForURL((url) => url.pathname === kiosk);
        expect(await page.content()).not.toContain(CODE);
      }
    });
  }, 90_000);

  it("offers nothing that no kiosk opens: no link of its pages leads back to the start unasked", async () => {
    const { kiosk } = await makeKiosk();
    await asVisitor({}, async ({ page, visit }) => {
      await visit(kiosk);
      const lost: string[] = [];
      for (const from of [kiosk, "/thu-tuc?q=khai+sinh", "/thu-tuc/1.001193", "/viec-trong-doi", "/nop-ho-so", "/tra-cuu"]) {
        await visit(from);
        const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
        for (const link of new Set(links.filter((each) => each !== kiosk && !each.includes("/ngon-ngu")))) {
          const answer = await page.request.get(link, { maxRedirects: 0 });
          if (answer.headers()["location"] === kiosk) lost.push(`${from}: ${link}`);
        }
      }
      expect(lost).toEqual([]);
    });
  }, 90_000);

  it("that loses the server says so, keeps what was typed for who stands there, and comes back by itself", async () => {
    const { kiosk } = await makeKiosk();
    await asVisitor({}, async ({ page, visit }) => {
      await page.setViewportSize({ width: 1080, height: 1920 });
      await visit(`${kiosk}/danh-gia`);
      await page.locator("input[name=label]").fill("B997");
      await page.context().setOffline(true);
      await page.getByRole("button", { name: "Rất hài lòng" }).click();
      await page.getByText("Những gì bạn đã nhập vẫn còn").waitFor();
      await keepShot(page, "kiosk-cut");
      await expectAccessible(page);
      await page.mouse.click(20, 20);
      expect(await page.locator("input[name=label]").inputValue()).toBe("B997");
      await page.getByRole("button", { name: "Kết thúc" }).click();
      await page.getByText("máy tự trở lại khi có kết nối").waitFor();
      expect(await page.content()).not.toContain("B997");
      await page.context().setOffline(false);
      await page.waitForURL((url) => url.pathname === kiosk);
      await page.getByRole("heading", { name: "Bạn đến làm việc gì?" }).waitFor();
    });
  }, 90_000);
});

describe("a line that is lost", () => {
  it("takes nothing of what was typed for an appointment: it is said, and sent when the line is back", async () => {
    const { unitId } = await makeKiosk();
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await visit(`/dat-hen/${unitId}`);
      for (let ahead = 1; ahead < 8 && (await page.locator("input[name=slot]").count()) === 0; ahead += 1) {
        const day = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10).split("-").toReversed().join("/");
        await page.getByLabel("Ngày đến (bắt buộc)").fill(day);
        await page.getByRole("button", { name: "Xem giờ còn chỗ" }).click();
      }
      await page.locator("input[name=slot]").first().check();
      await page.getByLabel("Họ và tên (bắt buộc)").fill("Trần Văn Mẫu");
      await page.getByLabel("Số điện thoại (bắt buộc)").fill("0912 345 679");
      await page.context().setOffline(true);
      await page.getByRole("button", { name: "Đặt lịch", exact: true }).click();
      await page.getByText("Thiết bị đang mất mạng nên chưa gửi được").waitFor();
      await keepShot(page, "offline-form");
      await expectAccessible(page);
      expect(await page.getByLabel("Họ và tên (bắt buộc)").inputValue()).toBe("Trần Văn Mẫu");
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Đặt lịch", exact: true }).click();
      await page.getByText("Đã đặt lịch. Hãy lưu trang này").waitFor();
    });
  }, 90_000);
});
