import type { Role } from "#core/roles.ts";
import type { Bilingual } from "#platform/bilingual.ts";

export interface DemoAccount {
  readonly username: string;
  readonly role: Role;
  /** What the person does, for the list that is printed at the start. */
  readonly title: Bilingual;
  /** The kind of unit in which the demonstration data give this account a post. */
  readonly place: "commune" | "province";
}

/** The same for all: it is public, so these accounts are refused to any other machine than the server itself. */
export const DEMO_PASSWORD = "motcua-demo";

/** The sign-ins of the demonstration, one for every role. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    username: "tiepnhan",
    role: "receiving_officer",
    place: "commune",
    title: { vi: "Công chức tiếp nhận hồ sơ ở bộ phận một cửa", en: "Receiving officer at the one-stop shop" },
  },
  {
    username: "chuyenvien",
    role: "specialist",
    place: "commune",
    title: { vi: "Chuyên viên tư pháp – hộ tịch", en: "Specialist for civil status" },
  },
  {
    username: "truongphong",
    role: "division_head",
    place: "commune",
    title: { vi: "Trưởng phòng Văn hóa – Xã hội", en: "Head of the culture and society division" },
  },
  {
    username: "lanhdao",
    role: "leader",
    place: "commune",
    title: { vi: "Chủ tịch Ủy ban nhân dân xã (ký kết quả)", en: "Chair of the commune (signs results)" },
  },
  {
    username: "motcua",
    role: "one_stop_head",
    place: "commune",
    title: { vi: "Trưởng bộ phận một cửa", en: "Head of the one-stop shop" },
  },
  {
    username: "noivu",
    role: "home_affairs_officer",
    place: "province",
    title: { vi: "Chuyên viên Sở Nội vụ (theo dõi, báo cáo)", en: "Home-affairs officer (follow-up, reports)" },
  },
  {
    username: "thanhtra",
    role: "inspector",
    place: "province",
    title: { vi: "Thanh tra viên", en: "Inspector" },
  },
  {
    username: "quantri",
    role: "administrator",
    place: "commune",
    title: { vi: "Quản trị hệ thống (không xem được hồ sơ)", en: "Administrator (cannot read dossiers)" },
  },
];
