import { type EpochMs, formatInstant } from "#core/instant.ts";
import type { Dossier, DossierEventRow } from "#dossiers";
import type { FeeLine, Receipt } from "#fees";
import type { DigitalFlags } from "#papers";
import type { IssuedOfDossier } from "#results";
import type { NationalCodes } from "./national-settings.ts";

/** yyyyMMddHHmmss in Việt Nam's time; empty where there is no instant. */
export const nationalTime = (at: EpochMs | undefined): string =>
  at === undefined ? "" : formatInstant(at).slice(0, 19).replaceAll(/[-:T]/g, "");

export const flag = (is: boolean): string => (is ? "1" : "0");

/** Each paper that was handed in: the copy that was made of it, and whether that is used again or fetched from the national store. */
export const papersOf = ({ components }: Pick<Dossier, "components">, flagsOf: (code: string) => DigitalFlags) =>
  components.map(({ code, name }) => {
    const { digitised, reused, fromNationalStore, replacedBy = "", file } = flagsOf(code);
    return {
      TepDinhKemId: file === undefined ? "" : String(file.id),
      TenTepDinhKem: file?.name ?? name,
      MaThanhPhanHoSo: code,
      // What a citizen handed in has no address outside of the office.
      DuongDanTaiTepTin: "",
      DuocSoHoa: flag(digitised),
      DuocTaiSuDung: flag(reused),
      DuocLayTuKhoDMQG: flag(fromNationalStore),
      MaKetQuaThayThe: replacedBy,
    };
  });

/** The registers from which a paper was taken, each once. */
export const registersOf = ({ components }: Pick<Dossier, "components">, flagsOf: (code: string) => DigitalFlags) =>
  [...new Set(components.flatMap(({ code }) => flagsOf(code).register ?? []))].map((MaCSDL) => ({ MaCSDL }));

/** The fee lines with what is owed after exemptions and what of it came in; refunds are taken off. */
export const feesOf = (codes: NationalCodes, { procedureName }: Pick<Dossier, "procedureName">, lines: readonly FeeLine[]) =>
  lines.map(({ name, kind, timing, budgetCode, assessedVnd, waivedVnd, paidVnd, refundedVnd }) => ({
    TenPhiLePhi: name ?? procedureName,
    MaPhiLePhi: budgetCode ?? "",
    LoaiPhiLePhi: { fee: codes.feeKindFee, charge: codes.feeKindCharge, other: codes.feeKindOther }[kind],
    HinhThucThu: timing === "before" ? codes.feeBefore : codes.feeAfter,
    Gia: assessedVnd - waivedVnd,
    DaThu: paidVnd - refundedVnd,
  }));

/** What was paid by a code that a bank confirmed was paid online. */
export const isPaidOnline = (receipts: readonly Pick<Receipt, "method" | "voidedAt">[]): boolean =>
  receipts.some(({ method, voidedAt }) => method === "qr" && voidedAt === null);

const ASKS = new Set<DossierEventRow["type"]>(["supplement_requested", "intake_supplement_requested"]);
const ANSWERS = new Set<DossierEventRow["type"]>(["supplement_received", "received"]);

const namesIn = ({ payload }: DossierEventRow): readonly string[] =>
  Array.isArray(payload["items"]) ? payload["items"].filter((item) => typeof item === "string") : [];

/** Each request for a supplement (slip 02) up to an event, with what became of it by then. */
export const supplementsOf = (codes: NationalCodes, code: string, events: readonly DossierEventRow[]) =>
  events.flatMap((asked, index) => {
    if (!ASKS.has(asked.type)) return [];
    const later = events.slice(index + 1);
    const answer = later.find(({ type }) => ANSWERS.has(type) || ASKS.has(type));
    const came = answer !== undefined && ANSWERS.has(answer.type) ? answer : undefined;
    return [
      {
        HoSoBoSungId: `${code}#${asked.seq}`,
        NguoiYeuCauBoSung: asked.actorName,
        NoiDungBoSung: asked.reason ?? "",
        NgayBoSung: nationalTime(asked.occurredAt.getTime()),
        NguoiTiepNhanBoSung: came?.actorName ?? "",
        ThongTinTiepNhan: came?.reason ?? "",
        NgayTiepNhanBoSung: nationalTime(came?.occurredAt.getTime()),
        TrangThaiBoSung: came === undefined ? codes.supplementWaits : codes.supplementCame,
        DanhSachGiayToBoSung: namesIn(asked).map((TenGiayTo) => ({ TenGiayTo })),
        NgayHenTraTruoc: nationalTime(events[index - 1]?.dueAt?.getTime()),
        NgayHenTraMoi: nationalTime(came?.dueAt?.getTime()),
      },
    ];
  });

const numberIn = (events: readonly DossierEventRow[]): string | undefined => {
  const given = events.map(({ payload }) => payload["documentNo"]).filter((number) => typeof number === "string");
  return given.at(-1);
};

/** What was issued on the dossier, with the page on which anybody checks it; else the number that was entered with the decision. */
export const resultsOf = (
  dossier: Pick<Dossier, "procedureName">,
  events: readonly DossierEventRow[],
  issued: readonly IssuedOfDossier[],
  addressOf: (code: string) => string,
) => {
  if (issued.length > 0)
    return issued.map(({ code, title, year, number, issuedAt }) => ({
      TenGiayTo: title,
      MaGiayToKetQua: code,
      SoKyHieu: `${String(number).padStart(4, "0")}/${year}`,
      NgayCap: nationalTime(issuedAt.getTime()),
      DuongDanTepTinKetQua: addressOf(code),
    }));
  const number = numberIn(events);
  return number === undefined
    ? []
    : [{ TenGiayTo: dossier.procedureName, MaGiayToKetQua: "", SoKyHieu: number, NgayCap: "", DuongDanTepTinKetQua: "" }];
};
