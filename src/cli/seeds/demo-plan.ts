import type { Role } from "#core/roles.ts";
import type { UnitKind } from "#organisation";

/** A post of the demonstration: a title, a role and, for the accounts that are printed at the start, a username. */
export interface PlannedPost {
  readonly title: string;
  readonly role: Role;
  readonly username?: string;
}

export interface PlannedPart {
  readonly kind: UnitKind;
  readonly name: string;
  /** Fields of procedures whose dossiers this division works on; the last division takes what is left. */
  readonly fields?: readonly string[];
  readonly posts: readonly PlannedPost[];
  readonly parts?: readonly PlannedPart[];
}

export interface PlannedCommune {
  readonly name: string;
  readonly fullName: string;
  readonly code: string;
  readonly profile: {
    readonly areaHectares: number;
    readonly households: number;
    readonly people: number;
    readonly hamlets: number;
  };
  /** How its work goes: shares of early, on time and late among a hundred decided dossiers. */
  readonly pace: { readonly early: number; readonly on_time: number; readonly late: number };
  readonly dossiers: number;
  readonly parts: readonly PlannedPart[];
}

/** Since when the units of the demonstration exist: the day on which two tiers of local government began. */
export const DEMO_SINCE = "2025-07-01";

export const DEMO_PROVINCE = { name: "Sông Lam (mẫu)", fullName: "Tỉnh Sông Lam (mẫu)", code: "H99" } as const;

export const DEMO_PROVINCE_PARTS: readonly PlannedPart[] = [
  {
    kind: "division",
    name: "Sở Nội vụ",
    posts: [
      { title: "Phó Giám đốc Sở Nội vụ", role: "home_affairs_officer" },
      { title: "Chuyên viên theo dõi cải cách hành chính", role: "home_affairs_officer", username: "noivu" },
    ],
  },
  { kind: "division", name: "Thanh tra tỉnh", posts: [{ title: "Thanh tra viên", role: "inspector", username: "thanhtra" }] },
];

const JUSTICE = ["Hộ tịch", "Chứng thực", "Nuôi con nuôi", "Hòa giải ở cơ sở", "Đăng ký, quản lý cư trú"];
const ECONOMY = [
  "Đất đai",
  "Hoạt động xây dựng",
  "Đường bộ",
  "Môi trường",
  "Tài nguyên nước",
  "Trồng trọt",
  "An toàn thực phẩm",
  "Quy hoạch đô thị và nông thôn",
];

/** A commune's parts; the first commune has the accounts of the demonstration. */
function communeParts(kind: "xã" | "phường", points: readonly string[], withAccounts: boolean): readonly PlannedPart[] {
  const named = (post: PlannedPost, username: string): PlannedPost => (withAccounts ? { ...post, username } : post);
  return [
    {
      kind: "one_stop_shop",
      name: "Trung tâm Phục vụ hành chính công",
      posts: [
        named({ title: "Giám đốc Trung tâm Phục vụ hành chính công", role: "one_stop_head" }, "motcua"),
        named({ title: "Công chức tiếp nhận hồ sơ", role: "receiving_officer" }, "tiepnhan"),
        { title: "Công chức tiếp nhận hồ sơ", role: "receiving_officer" },
      ],
      parts: points.map((name) => ({
        kind: "reception_point",
        name,
        posts: [{ title: "Công chức tiếp nhận hồ sơ", role: "receiving_officer" }],
      })),
    },
    {
      kind: "division",
      name: "Văn phòng HĐND và UBND",
      fields: JUSTICE,
      posts: [
        { title: "Chánh Văn phòng", role: "division_head" },
        named({ title: "Công chức tư pháp – hộ tịch", role: "specialist" }, "chuyenvien"),
        { title: "Công chức tư pháp – hộ tịch", role: "specialist" },
        named({ title: "Công chức quản trị hệ thống", role: "administrator" }, "quantri"),
      ],
    },
    {
      kind: "division",
      name: kind === "phường" ? "Phòng Kinh tế, Hạ tầng và Đô thị" : "Phòng Kinh tế",
      fields: ECONOMY,
      posts: [
        { title: "Trưởng phòng", role: "division_head" },
        { title: "Công chức địa chính", role: "specialist" },
        { title: "Công chức xây dựng", role: "specialist" },
      ],
    },
    {
      kind: "division",
      name: "Phòng Văn hóa – Xã hội",
      posts: [
        named({ title: "Trưởng phòng Văn hóa – Xã hội", role: "division_head" }, "truongphong"),
        { title: "Công chức văn hóa – xã hội", role: "specialist" },
        { title: "Công chức lao động, người có công", role: "specialist" },
      ],
    },
    {
      kind: "division",
      name: `Lãnh đạo UBND ${kind}`,
      posts: [
        named({ title: `Chủ tịch Ủy ban nhân dân ${kind}`, role: "leader" }, "lanhdao"),
        { title: `Phó Chủ tịch Ủy ban nhân dân ${kind}`, role: "leader" },
      ],
    },
  ];
}

export const DEMO_COMMUNES: readonly PlannedCommune[] = [
  {
    name: "Bến Thủy Tân (mẫu)",
    fullName: "Phường Bến Thủy Tân (mẫu)",
    code: "H99.11",
    profile: { areaHectares: 1420, households: 8650, people: 34_120, hamlets: 21 },
    pace: { early: 74, on_time: 22, late: 4 },
    dossiers: 660,
    parts: communeParts("phường", ["Điểm tiếp nhận Chợ Mới"], true),
  },
  {
    name: "Đồng Sậy (mẫu)",
    fullName: "Xã Đồng Sậy (mẫu)",
    code: "H99.12",
    profile: { areaHectares: 4875, households: 5210, people: 19_480, hamlets: 14 },
    pace: { early: 81, on_time: 17, late: 2 },
    dossiers: 590,
    parts: communeParts("xã", [], false),
  },
  {
    name: "Khe Trúc (mẫu)",
    fullName: "Xã Khe Trúc (mẫu)",
    code: "H99.13",
    profile: { areaHectares: 9310, households: 3140, people: 12_260, hamlets: 11 },
    pace: { early: 66, on_time: 25, late: 9 },
    dossiers: 550,
    parts: communeParts("xã", ["Điểm tiếp nhận Bản Nọi"], false),
  },
];
