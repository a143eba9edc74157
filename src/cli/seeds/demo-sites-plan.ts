/** What stands on a site of the demonstration. Everything is invented; `publishedDaysAgo` below zero lies ahead, absent is a draft. */
export interface DemoArticle {
  readonly kind: "notice" | "news" | "story" | "page";
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly daysAgo: number;
  readonly publishedDaysAgo?: number;
  /** The text as it was put right an hour later. */
  readonly correction?: string;
}

export const DEMO_ARTICLES: readonly DemoArticle[] = [
  {
    kind: "page",
    title: "Giới thiệu",
    summary: "Cơ cấu tổ chức, giờ làm việc và cách liên hệ.",
    body: "## Giờ làm việc\n\nSáng 7:30–11:30, chiều 13:00–17:00, từ thứ Hai đến thứ Sáu.\n\n## Liên hệ\n\nDanh bạ của từng cán bộ ở mục *Cơ quan và danh bạ*. Việc gấp ngoài giờ xin gọi số trực của tổ hỗ trợ.",
    daysAgo: 118,
    publishedDaysAgo: 117,
  },
  {
    kind: "news",
    title: "Nộp hồ sơ trực tuyến tại nhà: ba bước",
    summary: "Đăng nhập bằng định danh điện tử, chụp giấy tờ, theo dõi bằng mã trên giấy hẹn.",
    body: "1. Đăng nhập bằng tài khoản định danh điện tử.\n2. Chọn thủ tục, điền biểu mẫu và chụp giấy tờ.\n3. Theo dõi bằng mã hồ sơ ở trang [tra cứu](/tra-cuu).\n\nAi chưa quen xin gọi **tổ hỗ trợ công dân**; tổ đến tận thôn.",
    daysAgo: 40,
    publishedDaysAgo: 39,
  },
  {
    kind: "news",
    title: "Thêm quầy hướng dẫn cho người cao tuổi",
    summary: "Từ tuần này, quầy số 1 có người giúp điền tờ khai.",
    body: "Người cao tuổi, người khuyết tật và phụ nữ mang thai được mời vào quầy số 1 mà không phải chờ số.",
    daysAgo: 22,
    publishedDaysAgo: 21,
  },
  {
    kind: "notice",
    title: "Niêm yết danh sách cử tri bổ sung",
    summary: "Xem tại trụ sở và các nhà văn hóa thôn trong bảy ngày.",
    body: "Danh sách được niêm yết tại trụ sở Ủy ban nhân dân và nhà văn hóa các thôn. Mọi sai sót xin báo cho bộ phận tư pháp – hộ tịch.",
    daysAgo: 12,
    publishedDaysAgo: 11,
  },
  {
    kind: "notice",
    title: "Lịch trả kết quả dịp cuối năm",
    summary: "Kết quả hẹn trong tuần cuối tháng Mười Hai trả cả buổi sáng thứ Bảy.",
    body: "Trả kết quả cả sáng thứ Bảy trong tuần cuối tháng Mười Hai.",
    correction:
      "Trả kết quả cả **sáng thứ Bảy** trong tuần cuối tháng Mười Hai:\n\n| Quầy | Giờ |\n| --- | --- |\n| Quầy 1–3 | 7:30–11:00 |\n| Quầy 4, 5 | 8:00–10:30 |",
    daysAgo: 3,
    publishedDaysAgo: 2,
  },
  {
    kind: "story",
    title: "Người đưa kết quả đến tận giường bệnh",
    summary: "Một buổi chiều của tổ hỗ trợ công dân ở thôn Đông.",
    body: "Cụ bà 84 tuổi không đi lại được. Tổ hỗ trợ mang máy đến nhà, chụp giấy tờ, nộp hồ sơ trợ cấp và tuần sau mang kết quả đến.\n\n> Tôi chỉ phải ký một chữ, còn lại các cháu làm giúp.",
    daysAgo: 30,
    publishedDaysAgo: 29,
  },
  {
    kind: "notice",
    title: "Phun khử khuẩn các tuyến đường thôn",
    summary: "Sáng sớm, theo từng thôn.",
    body: "Bà con vui lòng đậy kín giếng và cho gia súc vào chuồng trước 5 giờ sáng.",
    daysAgo: 1,
    publishedDaysAgo: -3,
  },
  {
    kind: "news",
    title: "Tổng kết phong trào xây dựng nông thôn mới (bản thảo)",
    summary: "",
    body: "Đang lấy số liệu của các thôn.",
    daysAgo: 1,
  },
];

export const DEMO_HELPERS = [
  { name: "Nguyễn Thị Hạnh", part: "member", title: "Đoàn Thanh niên" },
  { name: "Trần Quốc Toàn", part: "member", title: "Trưởng thôn Đông" },
  { name: "Lê Thị Mỹ", part: "member", title: "Hội Phụ nữ" },
] as const;

export const DEMO_VISITS = [
  { daysAgo: 96, hamlet: "Thôn Đông", helped: 14, what: "Cài tài khoản định danh điện tử, nộp hồ sơ khai sinh trực tuyến" },
  { daysAgo: 61, hamlet: "Thôn Đoài", helped: 9, what: "Hướng dẫn thủ tục trợ cấp xã hội cho người cao tuổi" },
  { daysAgo: 34, hamlet: "Tổ dân phố số 3", helped: 21, what: "Hướng dẫn tra cứu hồ sơ và thanh toán trực tuyến" },
  { daysAgo: 29, hamlet: "Thôn Đông", helped: 1, what: "Nộp hồ sơ và trả kết quả tại nhà cho người không đi lại được" },
  { daysAgo: 8, hamlet: "Thôn Trung", helped: 17, what: "Sao chụp, chứng thực lưu động cùng bộ phận tư pháp" },
] as const;
