import { expect } from "vitest";
import type { Visitor } from "./journey.ts";

/** The demonstration's accounts by role, as `motcua start` prints them. */
const ACCOUNTS = {
  receiving_officer: "tiepnhan",
  specialist: "chuyenvien",
  division_head: "truongphong",
  leader: "lanhdao",
  one_stop_head: "motcua",
  home_affairs_officer: "noivu",
  inspector: "thanhtra",
  administrator: "quantri",
} as const;
export type StaffRole = keyof typeof ACCOUNTS;
export const STAFF_ROLES = Object.keys(ACCOUNTS) as readonly StaffRole[];

const PASSWORD = "motcua-demo";

/** Signs in through the page, as a person does. */
export async function signIn({ page, visit }: Visitor, role: StaffRole): Promise<void> {
  await visit("/dang-nhap");
  await page.getByLabel("Tên đăng nhập (bắt buộc)").fill(ACCOUNTS[role]);
  await page.getByLabel("Mật khẩu (bắt buộc)").fill(PASSWORD);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.waitForURL((url) => url.pathname !== "/dang-nhap");
  expect(await page.getByRole("button", { name: "Đăng xuất", includeHidden: true }).count(), `${role} is inside`).toBe(1);
}
