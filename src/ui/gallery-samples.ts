import type { Bar, HeadCell, StackedBarProps, StripDay, TabItem, TimelineEvent, Tone } from "./ui.tsx";

export type SampleRow = { code: string; name: string; procedure: string; due: string; state: string; tone: Tone };

const row = (code: string, name: string, procedure: string, due: string, state: string, tone: Tone): SampleRow => ({
  code: `H55.242-2611${code}`,
  name,
  procedure,
  due,
  state,
  tone,
});

export const sampleRows: readonly SampleRow[] = [
  row("20-0001", "Trần Văn Nghĩa", "Đăng ký khai sinh", "20/11/2026", "Quá hạn 1 ngày", "danger"),
  row("20-0002", "Lò Thị Mỷ", "Cấp giấy xác nhận tình trạng hôn nhân", "23/11/2026", "Đến hạn hôm nay", "warning"),
  row("19-0014", "Nguyễn Đặng Quỳnh Như", "Chứng thực bản sao từ bản chính", "27/11/2026", "Đang giải quyết", "info"),
  row("18-0009", "Phạm Hữu Đức", "Đăng ký thường trú", "25/11/2026", "Đã có kết quả", "success"),
  row("17-0003", "Võ Thị Bích Phượng", "Trợ giúp xã hội thường xuyên", "—", "Chờ bổ sung", "neutral"),
];

export const sampleReport = [
  { field: "Hộ tịch", total: 3120, online: 2400, direct: 700, before: 20, early: 3000, onTime: 90, late: 10, open: 20 },
  { field: "Chứng thực", total: 2894, online: 120, direct: 2774, before: 0, early: 2894, onTime: 0, late: 0, open: 0 },
] as const;

const weekend = "Nghỉ hằng tuần";
const national = "Nghỉ Quốc khánh";

export const sampleDays: readonly StripDay[] = [
  { weekday: "Thứ Năm", date: "27/08", dateTime: "2026-08-27", state: "start", reason: "Ngày nhận, không tính" },
  { weekday: "Thứ Sáu", date: "28/08", dateTime: "2026-08-28", state: "counted", number: 1 },
  { weekday: "Thứ Bảy", date: "29/08", dateTime: "2026-08-29", state: "skipped", reason: weekend },
  { weekday: "Chủ nhật", date: "30/08", dateTime: "2026-08-30", state: "skipped", reason: weekend },
  { weekday: "Thứ Hai", date: "31/08", dateTime: "2026-08-31", state: "paused", reason: "Chờ bổ sung" },
  { weekday: "Thứ Ba", date: "01/09", dateTime: "2026-09-01", state: "skipped", reason: national },
  { weekday: "Thứ Tư", date: "02/09", dateTime: "2026-09-02", state: "skipped", reason: national },
  { weekday: "Thứ Năm", date: "03/09", dateTime: "2026-09-03", state: "counted", number: 2 },
  { weekday: "Thứ Sáu", date: "04/09", dateTime: "2026-09-04", state: "due", number: 3 },
  { weekday: "Thứ Hai", date: "07/09", dateTime: "2026-09-07", state: "late", reason: "Trễ 1 ngày" },
];

export const sampleEvents: readonly TimelineEvent[] = [
  {
    time: "20/11/2026 09:40",
    title: "Trình lãnh đạo ký",
    who: "Lê Minh Tuấn, chuyên viên Tư pháp – Hộ tịch",
    tone: "info",
    current: true,
  },
  {
    time: "20/11/2026 08:30",
    title: "Yêu cầu bổ sung",
    who: "Lê Minh Tuấn",
    detail: "Thiếu giấy chứng sinh bản chính.",
    tone: "warning",
  },
  {
    time: "20/11/2026 08:12",
    dateTime: "2026-11-20T08:12:00+07:00",
    title: "Tiếp nhận tại quầy",
    who: "Nguyễn Thị Hương, Bộ phận Một cửa",
    tone: "success",
  },
];

const bars: readonly Bar[] = [
  { label: "Hộ tịch", value: 3120, href: "#1" },
  { label: "Chứng thực", value: 2894, href: "#2" },
  { label: "Đất đai", value: 640, tone: "warning" },
  { label: "Bảo trợ xã hội", value: 212, tone: "danger" },
  { label: "Chưa có", value: 0 },
];

const months = [612, 488, 840, 777, 903, 654, 700, 812, 598, 930].map((value, index) => ({ label: `T${index + 1}`, value }));

const parts: StackedBarProps["parts"] = [
  { label: "Trước hạn", value: 6126, tone: "success", href: "#s" },
  { label: "Đúng hạn", value: 1772, tone: "info" },
  { label: "Đang giải quyết", value: 229, tone: "neutral" },
];

const tabs: readonly TabItem[] = [
  { href: "#t1", label: "Việc của tôi", current: true, badge: 12 },
  { href: "#t2", label: "Sắp đến hạn", badge: 3 },
  { href: "#t3", label: "Quá hạn", badge: 1, badgeTone: "danger" },
  { href: "#t4", label: "Đã trả" },
];

const officialHead: readonly (readonly HeadCell[])[] = [
  [
    { text: "Lĩnh vực", rowSpan: 2 },
    { text: "Tiếp nhận", colSpan: 4 },
    { text: "Đã giải quyết", colSpan: 3 },
    { text: "Đang giải quyết", rowSpan: 2 },
  ],
  ["Tổng", "Trực tuyến", "Trực tiếp", "Kỳ trước", "Trước hạn", "Đúng hạn", "Quá hạn"].map((text) => ({ text })),
];

const flow = {
  nodes: [
    { id: "a", title: "Ô thứ nhất", detail: "2 giờ", layer: 0, tone: "info" },
    { id: "b", title: "Ô thứ hai", layer: 1 },
    { id: "c", title: "Ô có lỗi", layer: 1, tone: "danger", mark: "1" },
    { id: "d", title: "Ô cuối", layer: 2, tone: "success" },
  ],
  edges: [
    { from: "a", to: "b", label: "đi tiếp" },
    { from: "a", to: "c" },
    { from: "b", to: "d" },
    { from: "a", to: "d" },
    { from: "d", to: "b" },
  ],
} as const;

export const lists = { bars, months, parts, tabs, officialHead, flow };
