import { z } from "zod";

/** yyyyMMddHHmmss, or nothing. */
const time = z.string().regex(/^(?:\d{14})?$/);
const instant = z.string().regex(/^\d{14}$/);
const flag = z.enum(["0", "1"]);
const code = z.string().min(1).max(20);
const words = z.string().min(1);
const amount = z.int().min(0);

const Paper = z.strictObject({
  TepDinhKemId: z.string(),
  TenTepDinhKem: words,
  MaThanhPhanHoSo: words,
  DuongDanTaiTepTin: z.string(),
  DuocSoHoa: flag,
  DuocTaiSuDung: flag,
  DuocLayTuKhoDMQG: flag,
  MaKetQuaThayThe: z.string(),
});

const Fee = z
  .strictObject({ TenPhiLePhi: words, MaPhiLePhi: z.string(), LoaiPhiLePhi: code, HinhThucThu: code, Gia: amount, DaThu: amount })
  .refine(({ Gia, DaThu }) => DaThu <= Gia, { error: "DaThu > Gia" });

const Supplement = z.strictObject({
  HoSoBoSungId: words,
  NguoiYeuCauBoSung: words,
  NoiDungBoSung: words,
  NgayBoSung: instant,
  NguoiTiepNhanBoSung: z.string(),
  ThongTinTiepNhan: z.string(),
  NgayTiepNhanBoSung: time,
  TrangThaiBoSung: code,
  DanhSachGiayToBoSung: z.array(z.strictObject({ TenGiayTo: words })),
  NgayHenTraTruoc: time,
  NgayHenTraMoi: time,
});

const Result = z.strictObject({
  TenGiayTo: words,
  MaGiayToKetQua: z.string(),
  SoKyHieu: words,
  NgayCap: time,
  DuongDanTepTinKetQua: z.union([z.url(), z.literal("")]),
});

const Dossier = z.strictObject({
  MaHoSo: words,
  MaTTHC: words,
  TenTTHC: words,
  MaLinhVuc: z.string(),
  TenLinhVuc: words,
  KenhThucHien: code,
  ChuHoSo: words,
  LoaiDoiTuong: code,
  MaDoiTuong: z.string(),
  SoGiayTo: z.string(),
  Email: z.string(),
  Fax: z.string(),
  SoDienThoai: z.string(),
  ThongTinKhac: z.string(),
  TrichYeuHoSo: words,
  NgayTiepNhan: instant,
  NgayHenTra: time,
  NgayTra: time,
  NgayKetThucXuLy: time,
  NgayTuChoi: time,
  NgayNopHoSo: instant,
  TrangThaiHoSo: z.int().min(1).max(10),
  ThongTinTra: z.string(),
  HinhThuc: code,
  DonViXuLy: words,
  GhiChu: z.string(),
  NoiNopHoSo: code,
  HoSoCoThanhPhanSoHoa: flag,
  TaiKhoanDuocXacThucVoiVNeID: flag,
  DuocThanhToanTrucTuyen: code,
  DinhDanhCHS: z.array(z.strictObject({ LoaiDinhDanh: code, SoDinhDanh: words })),
  DSKetNoiCSDL: z.array(z.strictObject({ MaCSDL: words })),
  TaiLieuNop: z.array(Paper),
  DanhSachLePhi: z.array(Fee),
  DanhSachHoSoBoSung: z.array(Supplement),
  DanhSachGiayToKetQua: z.array(Result),
});

const Step = z.strictObject({
  MaHoSo: words,
  NguoiXuLy: words,
  ChucDanh: z.string(),
  ThoiDiemXuLy: instant,
  PhongBanXuLy: z.string(),
  NoiDungXuLy: z.string(),
  TrangThai: z.string(),
  NgayBatDau: instant,
  NgayKetThucTheoQuyDinh: time,
});

/** The message by its field names (one-stop.md of the domain, 14.1), and what must hold between its fields. */
const Message = z
  .strictObject({ MaSuKien: words, HoSo: Dossier, TienTrinh: Step })
  .refine(({ HoSo, TienTrinh }) => HoSo.MaHoSo === TienTrinh.MaHoSo, { error: "MaHoSo", path: ["TienTrinh"] })
  .refine(({ HoSo, TienTrinh }) => String(HoSo.TrangThaiHoSo) === TienTrinh.TrangThai, {
    error: "TrangThai",
    path: ["TienTrinh"],
  })
  .refine(({ HoSo }) => (HoSo.NgayTra !== "") === (HoSo.TrangThaiHoSo === 10), { error: "NgayTra", path: ["HoSo"] })
  .refine(({ HoSo, TienTrinh }) => HoSo.NgayTra <= TienTrinh.ThoiDiemXuLy, { error: "NgayTra", path: ["HoSo"] })
  .refine(({ HoSo }) => HoSo.TrangThaiHoSo < 9 || HoSo.NgayKetThucXuLy !== "", { error: "NgayKetThucXuLy", path: ["HoSo"] })
  .refine(({ HoSo }) => HoSo.TrangThaiHoSo !== 5 || HoSo.DanhSachHoSoBoSung.at(-1)?.NgayTiepNhanBoSung === "", {
    error: "DanhSachHoSoBoSung",
    path: ["HoSo"],
  });

/** The message, or what is wrong with it: the field and why. */
export function readNational(body: unknown): z.output<typeof Message> | string {
  const read = Message.safeParse(body);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  return `${first?.path.join(".") ?? ""}: ${first?.message ?? ""}`;
}
