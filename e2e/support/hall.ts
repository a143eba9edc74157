import type { Visitor } from "./journey.ts";

/** The hall opened round the clock, so that the journey does not depend on the hour; its number. */
export async function openHall({ page, visit }: Visitor): Promise<string> {
  await visit("/hang-doi");
  const unitId = new URL(page.url()).pathname.split("/")[2] ?? "";
  await visit(`/hang-doi/${unitId}/thiet-lap`);
  await page.getByText("Thêm hoặc sửa giờ").click();
  for (const day of ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"])
    await page.getByLabel(day).check();
  await page.getByLabel("Mở cửa (bắt buộc)").fill("00:00");
  await page.getByLabel("Đóng cửa (bắt buộc)").fill("23:59");
  await page.locator("form:has(input[name=closes]) button").click();
  await page.getByText("Đã lưu.").waitFor();
  return unitId;
}

export async function addDevice({ page, visit }: Visitor, unitId: string, kind: string): Promise<string> {
  await visit(`/hang-doi/${unitId}/thiet-bi`);
  await page.locator("select[name=kind]").selectOption(kind);
  await page.locator("input[name=name]").fill(`Thử ${kind}`);
  await page.locator("form:has(select[name=kind]) button").click();
  return new URL(await page.locator(".notice a").first().innerText()).pathname;
}
