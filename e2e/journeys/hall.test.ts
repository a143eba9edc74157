import { describe, expect, it } from "vitest";
import { addDevice, openHall } from "../support/hall.ts";
import { asVisitor, expectAccessible, keepShot, newVisitor } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

describe("the waiting hall", () => {
  it("number at the kiosk, called and shown and spoken, served, rated; a kiosk left alone forgets", async () => {
    const head = await newVisitor();
    await signIn(head, "one_stop_head");
    const unitId = await openHall(head);
    const boardAddress = await addDevice(head, unitId, "queue");
    const kioskAddress = await addDevice(head, unitId, "kiosk");
    await head.leave();

    const kiosk = await newVisitor();
    await kiosk.page.setViewportSize({ width: 1080, height: 1920 });
    await kiosk.visit(kioskAddress);
    await expectAccessible(kiosk.page);
    await keepShot(kiosk.page, "kiosk");
    await kiosk.page.getByRole("link", { name: /^Hộ tịch/ }).click();
    await kiosk.page.getByRole("button", { name: "Lấy số" }).click();
    await kiosk.page.waitForURL(/\/so\//);
    const label = (await kiosk.page.locator(".ticket-number").innerText()).trim();
    expect(label).toMatch(/^B\d{3}$/);
    const said = await kiosk.page.getByText(/^Mã đánh giá tại kiosk: /).innerText();
    const rating = said.split(": ")[1] ?? "";
    expect(rating).toMatch(new RegExp(`^${label}-\\d{4}$`));

    const board = await newVisitor();
    await board.page.setViewportSize({ width: 1920, height: 1080 });
    const clips: string[] = [];
    board.page.on("request", (request) => request.url().endsWith(".wav") && clips.push(request.url()));
    await board.visit(boardAddress);
    await expectAccessible(board.page);

    await asVisitor({}, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "receiving_officer");
      await visit("/quay");
      await page.getByRole("link", { name: "Vào quầy" }).click();
      await page.waitForURL(/\/quay\/\d+\/\d+/);
      for (let nth = 0; nth < 8; nth += 1) {
        const finish = page.getByRole("button", { name: "Kết thúc", exact: true });
        if (await finish.isVisible()) {
          await finish.click();
          // The page follows the hall live and may be drawn anew, without its message, before it is looked at.
          await finish.waitFor({ state: "detached" });
        }
        await page.getByRole("button", { name: "Gọi số tiếp theo" }).click();
        // The hall announces the call to this page too, which is drawn anew and still says what was done.
        await page.waitForTimeout(700);
        await page.getByText(/^Đã gọi số [A-ZĐ]\d{3}\.$/).waitFor();
        await page.getByRole("button", { name: "Bắt đầu phục vụ" }).click();
        await finish.waitFor();
        if ((await page.locator("p.ticket-number").innerText()).trim() === label) break;
      }
      await keepShot(page, "counter");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Kết thúc", exact: true }).click();
      await page.getByRole("button", { name: "Kết thúc", exact: true }).waitFor({ state: "detached" });
    });

    await board.page.locator(".board-calls").getByText(label).waitFor();
    await board.page.locator("[data-said]").filter({ hasText: "Mời số B" }).waitFor();
    expect(clips.length, "a call is fetched as a sound").toBeGreaterThan(0);
    await keepShot(board.page, "board-queue");
    await board.leave();

    await kiosk.visit(`${kioskAddress}/danh-gia`);
    await kiosk.page.getByLabel("Mã đánh giá trên phiếu của bạn (bắt buộc)").fill(rating);
    await expectAccessible(kiosk.page);
    await kiosk.page.getByRole("button", { name: "Rất hài lòng" }).click();
    await kiosk.page.getByRole("heading", { name: "Cảm ơn bạn đã đánh giá" }).waitFor();

    await kiosk.visit(kioskAddress);
    await kiosk.page.getByRole("link", { name: "Tra cứu hồ sơ" }).click();
    await expectAccessible(kiosk.page);
    await keepShot(kiosk.page, "kiosk-track");
    await kiosk.visit("/thu-tuc");
    await keepShot(kiosk.page, "kiosk-procedures");
    await expectAccessible(kiosk.page);

    await kiosk.page.clock.install();
    await kiosk.visit(`${kioskAddress}/danh-gia`);
    await kiosk.page.locator("input[name=label]").fill("B999");
    await kiosk.page.clock.runFor(61_000);
    await kiosk.page.waitForURL((url) => url.pathname === kioskAddress);
    expect(await kiosk.page.content()).not.toContain("B999");
    await kiosk.leave();
  }, 120_000);

  it("a telephone that follows its number is told by texts alone, without loading the page anew", async () => {
    const head = await newVisitor();
    await signIn(head, "one_stop_head");
    const unitId = await openHall(head);
    await asVisitor({ width: "phone" }, async ({ page, visit }) => {
      await visit(`/lay-so/${unitId}`);
      await page.getByRole("radio", { name: "Hộ tịch" }).check();
      await page.getByLabel("Số điện thoại (bắt buộc)").fill("0912 345 671");
      await page.getByRole("button", { name: "Lấy số" }).click();
      await page.waitForURL(/\/lay-so\/\d+\/.+/);
      const label = (await page.locator("p.ticket-number").innerText()).trim();
      await expectAccessible(page);
      await keepShot(page, "follow");
      const loads: string[] = [];
      page.on("request", (request) => request.isNavigationRequest() && loads.push(request.url()));
      await asVisitor({}, async (officer) => {
        await signIn(officer, "receiving_officer");
        await officer.visit("/quay");
        await officer.page.getByRole("link", { name: "Vào quầy" }).click();
        await officer.page.waitForURL(/\/quay\/\d+\/\d+/);
        for (let nth = 0; nth < 12; nth += 1) {
          const finish = officer.page.getByRole("button", { name: "Kết thúc", exact: true });
          const serve = officer.page.getByRole("button", { name: "Bắt đầu phục vụ" });
          if (await serve.isVisible()) {
            await serve.click();
            await finish.waitFor();
          }
          if (await finish.isVisible()) {
            await finish.click();
            await finish.waitFor({ state: "detached" });
          }
          await officer.page.getByRole("button", { name: "Gọi số tiếp theo" }).click();
          await officer.page.getByText(/^Đã gọi số/).waitFor();
          if ((await officer.page.locator("p.ticket-number").innerText()).trim() === label) break;
        }
        await page.getByText("Mời bạn đến quầy 2.").filter({ visible: true }).waitFor();
        await page.getByText(`Số ${label}: quầy 2`).waitFor();
        expect(await page.getByRole("button", { name: "Trả lại số" }).isVisible()).toBe(false);
        await expectAccessible(page);
        await keepShot(page, "follow-called");
        await officer.page.getByRole("button", { name: "Bắt đầu phục vụ" }).click();
        await officer.page.getByRole("button", { name: "Kết thúc", exact: true }).click();
        await page.getByRole("link", { name: "Đánh giá lần phục vụ này" }).waitFor();
      });
      expect(loads).toEqual([]);
    });
    await head.leave();
  }, 120_000);

  it("an appointment is booked by telephone and given back, at 360 pixels", async () => {
    await asVisitor({ width: "phone" }, async (visitor) => {
      const { page, visit } = visitor;
      await signIn(visitor, "one_stop_head");
      await visit("/hang-doi");
      const unitId = new URL(page.url()).pathname.split("/")[2] ?? "";
      await visit(`/dat-hen/${unitId}`);
      await page.getByRole("button", { name: "Xem giờ còn chỗ" }).click();
      for (let ahead = 1; ahead < 7 && (await page.locator("input[name=slot]").count()) === 0; ahead += 1) {
        const day = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10).split("-").toReversed().join("/");
        await page.getByLabel("Ngày đến (bắt buộc)").fill(day);
        await page.getByRole("button", { name: "Xem giờ còn chỗ" }).click();
      }
      await page.locator("input[name=slot]").first().check();
      await page.getByLabel("Họ và tên (bắt buộc)").fill("Nguyễn Thị Mẫu");
      await page.getByLabel("Số điện thoại (bắt buộc)").fill("0912 345 678");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Đặt lịch", exact: true }).click();
      await page.getByText("Đã đặt lịch. Hãy lưu trang này").waitFor();
      await keepShot(page, "appointment");
      await expectAccessible(page);
    });
  });
});
