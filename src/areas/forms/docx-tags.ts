import type { SlipKind } from "#dossiers";
import { formatDay, formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import { moment } from "./blocks.ts";
import { label } from "./labels.ts";
import { placeAndDate, twoDigits } from "./moments.ts";
import { deliveryText, feesInWords, termText } from "./receipt.slip.ts";
import type { AnySlipData, SlipDataOf } from "./slip.ts";
import { getTemplate } from "./templates.ts";
import { localDay } from "#platform/i18n/dates.ts";

/** What a placeholder stands for; it prints nothing where the dossier has nothing of the kind. */
type TextTag<D> = (data: D) => string | undefined;

/** A list repeats what stands between its beginning and end, with placeholders of its own. */
interface ListTag<D, Item extends string = string> {
  readonly items: readonly Item[];
  readonly rows: (data: D) => readonly Readonly<Record<Item, string>>[];
}

interface TagSet<D> {
  readonly texts: Readonly<Record<string, TextTag<D>>>;
  readonly lists: Readonly<Record<string, ListTag<D>>>;
}

/** The picture of the QR code stands in a paragraph of its own. */
export const QR_TAG = "ma_qr";

const form = (data: AnySlipData, kind: SlipKind) => getTemplate(kind, localDay(data.eventAt, data.timeZone));
const count = (value: number): string => (value === 0 ? "–" : String(value));

const COMMON = {
  co_quan_cap_tren: ({ office }) => office.parentAgency?.toLocaleUpperCase("vi"),
  co_quan: ({ office }) => office.agency.toLocaleUpperCase("vi"),
  mot_cua: ({ office }) => (office.oneStopShop === office.agency ? undefined : office.oneStopShop),
  noi_va_ngay: ({ office, eventAt, timeZone }) => placeAndDate(office.place, eventAt, timeZone),
  dien_thoai_co_quan: ({ office }) => office.hotline,
  ma_ho_so: ({ code }) => code,
  thu_tuc: ({ procedureName }) => procedureName,
  ma_thu_tuc: ({ procedureCode }) => procedureCode,
  noi_dung: ({ subject }) => subject,
  nguoi_nop: ({ submitter }) => submitter.name,
  nguoi_nop_dia_chi: ({ submitter }) => submitter.address,
  nguoi_nop_dien_thoai: ({ submitter }) => submitter.phone,
  nguoi_nop_email: ({ submitter }) => submitter.email,
  nguoi_nop_so_dinh_danh: ({ submitter }) => submitter.idNumber,
  chu_ho_so: ({ owner }) => owner.name,
  chu_ho_so_dia_chi: ({ owner }) => owner.address,
  chu_ho_so_dien_thoai: ({ owner }) => owner.phone,
  chu_ho_so_so_dinh_danh: ({ owner }) => owner.idNumber,
  nguoi_duoc_uy_quyen: ({ authorised }) => (authorised === undefined ? undefined : label("authorised.by", authorised)),
  can_bo: ({ officerName }) => officerName,
  in_lai: ({ reprintNumber, printedAt, timeZone }) =>
    reprintNumber === 0 ? undefined : label("reprint", { number: String(reprintNumber), at: formatInstant(printedAt, timeZone) }),
  trang_tra_cuu: ({ lookUpUrl }) => lookUpUrl,
  so_theo_doi: ({ trackingNumber }) => trackingNumber,
} as const satisfies Record<string, TextTag<AnySlipData>>;

type Set<K extends SlipKind> = TagSet<SlipDataOf[K]>;

const due = (at: Date | null, data: AnySlipData): string => (at === null ? label("term.none") : moment(at, data));

const receipt: Set<"receipt"> = {
  texts: {
    hinh_thuc_nop: ({ channel }) => label(`channel.${channel}`),
    so_bo: ({ setCount }) => twoDigits(setCount),
    thoi_han: ({ term }) => termText(term),
    nhan_luc: (data) => moment(data.receivedAt, data),
    hen_tra: (data) => due(data.dueAt, data),
    hen_lan_dau: (data) => (data.promised === undefined ? undefined : due(data.promised.dueAt, data)),
    nhan_ket_qua: (data) => deliveryText(data),
    phi_le_phi: ({ fees }) => feesInWords(fees).join("; "),
  },
  lists: {
    thanh_phan: {
      items: ["stt", "ten_giay_to", "ban_chinh", "ban_chung_thuc", "ban_photo", "ban_dien_tu"],
      rows: ({ components }) =>
        components.map((it, index) => ({
          stt: String(index + 1),
          ten_giay_to: it.name,
          ban_chinh: count(it.originals),
          ban_chung_thuc: count(it.certified),
          ban_photo: count(it.photocopies),
          ban_dien_tu: count(it.electronic),
        })),
    },
  },
};

const supplementRequest: Set<"supplement_request"> = {
  texts: {
    ly_do: ({ reason }) => reason,
    han_bo_sung: ({ dueOn }) => (dueOn === undefined ? undefined : formatDay(dueOn)),
  },
  lists: {
    can_bo_sung: {
      items: ["stt", "noi_dung_bo_sung"],
      rows: ({ items }) => items.map((item, index) => ({ stt: String(index + 1), noi_dung_bo_sung: item })),
    },
  },
};

const refusal: Set<"refusal"> = { texts: { ly_do: ({ reason }) => reason, can_cu: ({ basis }) => basis }, lists: {} };

const apology: Set<"apology"> = {
  texts: {
    so_van_ban: ({ letterNo }) => letterNo,
    nhan_luc: (data) => moment(data.receivedAt, data),
    hen_tra: (data) => due(data.dueAt, data),
    hen_moi: (data) => (data.newDueAt === undefined ? undefined : moment(data.newDueAt, data)),
    don_vi_chiu_trach_nhiem: ({ responsible }) => responsible,
    ly_do: ({ reason }) => reason,
    nguoi_ky: ({ signerName }) => signerName,
  },
  lists: {},
};

const stop: Set<"stop"> = {
  texts: {
    nhan_luc: (data) => moment(data.receivedAt, data),
    ly_do: ({ reason }) => reason,
    can_cu: ({ basis }) => basis,
    giay_to_tra_lai: ({ papers }) => papers,
    phi_hoan_lai: ({ refundVnd }) =>
      refundVnd === undefined ? undefined : label("stop.amount", { amount: formatNumber(refundVnd, "vi") }),
    nguoi_ky: ({ signerName }) => signerName,
  },
  lists: {},
};

const control: Set<"control"> = {
  texts: {
    nhan_luc: (data) => moment(data.receivedAt, data),
    hen_tra: (data) => due(data.dueAt, data),
    co_quan_phoi_hop: ({ partners }) => partners.join(", "),
  },
  lists: {
    giao_nhan: {
      items: ["stt", "don_vi_giao", "nguoi_giao", "don_vi_nhan", "nguoi_nhan", "thoi_gian", "ket_qua"],
      rows: (data) =>
        data.handOvers.map((it, index) => ({
          stt: String(index + 1),
          don_vi_giao: it.giverUnit,
          nguoi_giao: it.giverName,
          don_vi_nhan: it.receiverUnit,
          nguoi_nhan: it.receiverName,
          thoi_gian: moment(it.at, data),
          ket_qua: it.outcome === undefined ? "" : label(`control.${it.outcome}`),
        })),
    },
  },
};

const SETS: { readonly [K in SlipKind]: Set<K> } = {
  receipt,
  supplement_request: supplementRequest,
  refusal,
  apology,
  stop,
  control,
};

/** The placeholders of a slip: those of every slip first, then its own, then its lists with what may stand inside. */
export interface KnownTags {
  readonly texts: readonly string[];
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

const OF_THE_FORM = ["mau_so", "thong_tu", "tieu_de"] as const;

export function knownTags(kind: SlipKind): KnownTags {
  const { texts, lists } = SETS[kind];
  return {
    texts: [...Object.keys(COMMON), ...OF_THE_FORM, ...Object.keys(texts)],
    lists: new Map(Object.entries(lists).map(([name, { items }]) => [name, items])),
  };
}

export type TagValues = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

// oxlint-disable-next-line no-control-regex -- XML has no place for them
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const clean = (text: string): string => text.normalize("NFC").replace(NO_XML, "");

/** What stands for each placeholder of a slip. */
export function tagValues<K extends SlipKind>(kind: K, data: SlipDataOf[K]): TagValues {
  const { texts, lists } = SETS[kind] as TagSet<SlipDataOf[K]>;
  const { number, circular, title } = form(data, kind);
  const said = [...Object.entries(COMMON), ...Object.entries(texts)].map(([name, tag]): [string, string] => [
    name,
    clean((tag as TextTag<SlipDataOf[K]>)(data) ?? ""),
  ]);
  const listed = Object.entries(lists).map(([name, { rows }]): [string, Readonly<Record<string, string>>[]] => [
    name,
    rows(data).map((row) => Object.fromEntries(Object.entries(row).map(([key, text]) => [key, clean(text)]))),
  ]);
  return {
    ...Object.fromEntries(said),
    ...Object.fromEntries(listed),
    mau_so: number ?? "",
    thong_tu: circular,
    tieu_de: title.join(" "),
  };
}
