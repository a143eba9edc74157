import type {
  ApologyData,
  ControlData,
  HandOver,
  ReceiptData,
  RefusalData,
  SlipComponent,
  StopData,
  SupplementRequestData,
} from "../../src/areas/forms/slip.ts";

export const paper = (name: string, counts: Partial<SlipComponent> = { originals: 1 }): SlipComponent => ({
  name,
  originals: 0,
  certified: 0,
  photocopies: 0,
  electronic: 0,
  ...counts,
});

export const common = {
  office: {
    parentAgency: "Ủy ban nhân dân tỉnh Quảng Ninh",
    agency: "Ủy ban nhân dân phường Hồng Gai",
    oneStopShop: "Trung tâm Phục vụ hành chính công phường Hồng Gai",
    place: "Hồng Gai",
    hotline: "0203 3 825 678",
  },
  code: "H49.24.7-261120-0001",
  procedureName: "Đăng ký khai sinh",
  procedureCode: "1.001193",
  eventAt: new Date("2026-11-20T01:15:00Z"),
  printedAt: new Date("2026-11-20T01:16:00Z"),
  timeZone: "Asia/Ho_Chi_Minh",
  trackingUrl: "https://motcua.example.vn/t/8sKf2mQvX0aLr7TzYb3NcA",
  trackingNumber: "40817 03962",
  lookUpUrl: "https://motcua.example.vn/tra-cuu",
  submitter: {
    name: "Nguyễn Thị Ánh Tuyết",
    address: "Tổ 4, khu 2, phường Hồng Gai",
    phone: "0912 345 678",
    email: "anhtuyet@vidu.vn",
    idNumber: "022185001234",
  },
  owner: { name: "Trần Nguyễn Bảo Khuê", address: "Tổ 4, khu 2, phường Hồng Gai" },
  officerName: "Phạm Thị Hường",
  reprintNumber: 0,
};

export const receipt: ReceiptData = {
  ...common,
  channel: "counter",
  components: [
    paper("Tờ khai đăng ký khai sinh theo mẫu"),
    paper("Giấy chứng nhận kết hôn của cha, mẹ", { certified: 2 }),
    paper("Giấy tờ tùy thân của người đi đăng ký", { photocopies: 3 }),
  ],
  setCount: 1,
  term: { unit: "working_day", value: 3 },
  receivedAt: common.eventAt,
  dueAt: new Date("2026-11-25T01:15:00Z"),
  delivery: { way: "counter" },
  fees: [
    { name: "Lệ phí", amount: 50_000, paid: true },
    { name: "Phí thẩm định", amount: 1_250_000, paid: false },
  ],
};

export const supplement: SupplementRequestData = {
  ...common,
  items: ["Giấy chứng sinh (01 bản chính)"],
  reason: "Giấy chứng sinh bị mờ, không đọc được.",
  dueOn: "2026-11-27",
};
export const refusal: RefusalData = {
  ...common,
  reason: "Không thuộc thẩm quyền giải quyết của phường.",
  basis: "Luật Hộ tịch, Điều 35",
};
const handOver = (giver: string, receiver: string, outcome?: HandOver["outcome"]): HandOver => ({
  giverUnit: giver,
  giverName: "Phạm Thị Hường",
  receiverUnit: receiver,
  receiverName: "Đỗ Văn Khải",
  at: new Date("2026-11-20T02:40:00Z"),
  ...(outcome === undefined ? {} : { outcome }),
});
export const control: ControlData = {
  ...common,
  receivedAt: common.eventAt,
  dueAt: receipt.dueAt,
  partners: ["Công an phường Hồng Gai"],
  handOvers: [
    handOver("Trung tâm Phục vụ hành chính công", "Phòng Văn hóa – Xã hội"),
    handOver("Phòng Văn hóa – Xã hội", "Trung tâm Phục vụ hành chính công", "early"),
  ],
};
export const apology: ApologyData = {
  ...common,
  letterNo: "118/UBND-VP",
  receivedAt: common.eventAt,
  dueAt: receipt.dueAt,
  newDueAt: new Date("2026-12-02T01:15:00Z"),
  responsible: "Phòng Văn hóa – Xã hội phường Hồng Gai",
  reason: "Cơ quan phối hợp chưa trả lời văn bản xác minh.",
  signerName: "Vũ Đức Thịnh",
};
export const stop: StopData = {
  ...common,
  receivedAt: common.eventAt,
  signerName: "Vũ Đức Thịnh",
  reason: "Người nộp không bổ sung hồ sơ trong thời hạn đã thông báo.",
  basis: "Nghị định 118/2025/NĐ-CP",
  papers: "Giấy chứng sinh (01 bản chính)",
  refundVnd: 50_000,
};
