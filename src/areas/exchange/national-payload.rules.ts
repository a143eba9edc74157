import type { EpochMs } from "#core/instant.ts";
import { type LegalState, NATIONAL_STATUS } from "#core/workflow/dossier-state.ts";
import type { Dossier, DossierEventRow } from "#dossiers";
import type { FeeLine, Receipt } from "#fees";
import type { DigitalFlags } from "#papers";
import type { IssuedOfDossier } from "#results";
import {
  feesOf,
  flag,
  isPaidOnline,
  nationalTime,
  papersOf,
  registersOf,
  resultsOf,
  supplementsOf,
} from "./national-lists.rules.ts";
import type { NationalCodes } from "./national-settings.ts";

const channelOf = (codes: NationalCodes, channel: Dossier["channel"]): string =>
  ({ counter: codes.channelCounter, online: codes.channelOnline, post: codes.channelPost })[channel];

/** The status that the national portal is told; undefined where it has none (a voided entry was never a dossier). */
export const nationalStatus = (state: LegalState): number | undefined => NATIONAL_STATUS[state] ?? undefined;

/** What of a dossier goes to the national portal with one of its events, in the portal's own words. */
export interface NationalMessage {
  /** Lets the portal recognise a repetition. */
  readonly MaSuKien: string;
  readonly HoSo: Readonly<Record<string, unknown>>;
  readonly TienTrinh: Readonly<Record<string, unknown>>;
}

export interface NationalNames {
  readonly agency: string;
  readonly division: string;
}

/** The words that the office has set for the portal. */
export interface NationalWords {
  readonly codes: NationalCodes;
  readonly fieldCodes: Readonly<Record<string, string>>;
}

/** The event at which the dossier came into the state, or had the outcome, that it has at the last one. */
const since = (events: readonly DossierEventRow[], part: "state" | "outcome"): DossierEventRow | undefined =>
  events.findLast((row, index) => events[index - 1]?.[part] !== row[part]);

const ended = (dossier: Dossier, row: DossierEventRow): EpochMs | undefined =>
  row.endedAt?.getTime() ?? dossier.endedAt?.getTime();

const stepOf = (dossier: Dossier, row: DossierEventRow, status: number, names: NationalNames, facts: NationalFacts) => {
  const at = row.occurredAt.getTime();
  return {
    MaHoSo: dossier.code,
    NguoiXuLy: row.actorName,
    ChucDanh: row.actorRole ?? "",
    ThoiDiemXuLy: nationalTime(at),
    PhongBanXuLy: names.division,
    NoiDungXuLy: row.reason ?? (row.type === "payment_changed" ? facts.aboutPayment(row.payload["payment"]) : ""),
    TrangThai: String(status),
    NgayBatDau: nationalTime(at),
    NgayKetThucTheoQuyDinh: nationalTime(row.dueAt?.getTime()),
  };
};

/** What other areas know of the dossier when it is told. */
export interface NationalFacts {
  readonly events: readonly DossierEventRow[];
  readonly flagsOf: (componentCode: string) => DigitalFlags;
  readonly fees: readonly FeeLine[];
  readonly receipts: readonly Pick<Receipt, "method" | "voidedAt">[];
  readonly results: readonly IssuedOfDossier[];
  /** In words, what became of the money with an event of payment. */
  readonly aboutPayment: (payment: unknown) => string;
  /** The page on which anybody checks a result. */
  readonly addressOf: (resultCode: string) => string;
}

const isKnownToVneid = ({ identityCheck }: Dossier["attributes"]): boolean =>
  identityCheck?.method === "vneid" && identityCheck.result === "matched";

/** Whose dossier it is; who has no personal number is an organisation. */
const ownerOf = ({ parties: { owner } }: Dossier, codes: NationalCodes) => ({
  ChuHoSo: owner.name,
  LoaiDoiTuong: owner.idNumber === undefined ? codes.organisation : codes.citizen,
  MaDoiTuong: "",
  SoGiayTo: owner.idNumber ?? "",
  Email: owner.email ?? "",
  Fax: "",
  SoDienThoai: owner.phone ?? "",
  DinhDanhCHS: owner.idNumber === undefined ? [] : [{ LoaiDinhDanh: codes.personalNumber, SoDinhDanh: owner.idNumber }],
});

/** HoSo and TienTrinh as the portal's contract has them; undefined for an event that the portal is not told. */
export function nationalMessage(
  dossier: Dossier,
  row: DossierEventRow,
  names: NationalNames,
  { codes, fieldCodes }: NationalWords,
  facts: NationalFacts,
): NationalMessage | undefined {
  const status = nationalStatus(row.state);
  if (status === undefined) return undefined;
  const papers = papersOf(dossier, facts.flagsOf);
  const events = facts.events.filter(({ seq }) => seq <= row.seq);
  const reachedAt = (since(events, "state") ?? row).occurredAt.getTime();
  const byPost = dossier.attributes.delivery === "post";
  return {
    MaSuKien: `${dossier.code}#${row.seq}`,
    HoSo: {
      MaHoSo: dossier.code,
      MaTTHC: dossier.procedureCode,
      TenTTHC: dossier.procedureName,
      MaLinhVuc: fieldCodes[dossier.field] ?? "",
      TenLinhVuc: dossier.field,
      KenhThucHien: channelOf(codes, dossier.channel),
      ...ownerOf(dossier, codes),
      ThongTinKhac: "",
      TrichYeuHoSo: dossier.subject ?? dossier.procedureName,
      NgayTiepNhan: nationalTime(dossier.receivedAt.getTime()),
      NgayHenTra: nationalTime(row.dueAt?.getTime()),
      NgayTra: status === 10 ? nationalTime(reachedAt) : "",
      NgayKetThucXuLy: status === 9 || status === 10 ? nationalTime(ended(dossier, row)) : "",
      NgayTuChoi: status === 3 ? nationalTime(reachedAt) : "",
      NgayNopHoSo: nationalTime((events[0]?.occurredAt ?? dossier.receivedAt).getTime()),
      TrangThaiHoSo: status,
      ThongTinTra: byPost ? (dossier.parties.owner.address ?? "") : "",
      HinhThuc: byPost ? codes.deliveredByPost : codes.deliveredElse,
      DonViXuLy: names.agency,
      GhiChu: row.outcome === "refused" ? (since(events, "outcome")?.reason ?? "") : "",
      NoiNopHoSo: codes.filedHere,
      HoSoCoThanhPhanSoHoa: flag(papers.some(({ DuocSoHoa }) => DuocSoHoa === "1")),
      TaiKhoanDuocXacThucVoiVNeID: flag(isKnownToVneid(dossier.attributes)),
      DuocThanhToanTrucTuyen: isPaidOnline(facts.receipts) ? codes.paidOnline : codes.notPaidOnline,
      DSKetNoiCSDL: registersOf(dossier, facts.flagsOf),
      TaiLieuNop: papers,
      DanhSachLePhi: feesOf(codes, dossier, facts.fees),
      DanhSachHoSoBoSung: supplementsOf(codes, dossier.code, events),
      DanhSachGiayToKetQua: resultsOf(dossier, events, facts.results, facts.addressOf),
    },
    TienTrinh: stepOf(dossier, row, status, names, facts),
  };
}

export interface StatusHere {
  readonly code: string;
  readonly status: number;
}

export interface Difference {
  readonly code: string;
  readonly here: number | null;
  readonly there: number | null;
}

/** What differs between the two sides: another status, missing there, or unknown here. */
export function compareSides(here: readonly StatusHere[], there: readonly StatusHere[]): readonly Difference[] {
  const ours = new Map(here.map(({ code, status }) => [code, status]));
  const theirs = new Map(there.map(({ code, status }) => [code, status]));
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .toSorted()
    .map((code) => ({ code, here: ours.get(code) ?? null, there: theirs.get(code) ?? null }))
    .filter((row) => row.here !== row.there);
}
