import { err, ok, type Result } from "../result.ts";

/** The most that one line, one payment or one total may come to: far above any fee, far below what a number holds exactly. */
export const MOST_VND = 1_000_000_000_000;

/** Whether this is an amount of money here: whole đồng, not negative, within bounds. */
export const isVnd = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 0 && amount <= MOST_VND;

/** "1.250.000" */
export const groupThousands = (amount: number): string =>
  `${amount < 0 ? "-" : ""}${String(Math.abs(amount)).replaceAll(/\B(?=(\d{3})+$)/g, ".")}`;

/** An amount as people type it ("50.000", "50 000", "50,000 đ") in đồng; refused where it is no whole number of them. */
export function readVnd(typed: string): Result<number, "not_an_amount"> {
  const plain = typed.trim().replace(/\s*(đ|đồng|vnd|vnđ|₫)\.?$/iu, "");
  const grouped = /^\d{1,3}(([.,\s])\d{3})(\2\d{3})*$/.test(plain);
  const digits = grouped ? plain.replaceAll(/[.,\s]/g, "") : plain;
  const amount = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
  return isVnd(amount) ? ok(amount) : err("not_an_amount");
}

const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"] as const;
const SCALES = ["", "nghìn", "triệu", "tỷ", "nghìn tỷ"] as const;

const digit = (value: number): string => DIGITS[value] ?? "";

/** The last digit of a group of three: "mốt" after twenty and more, "lăm" after any ten, "linh" where the ten is nought. */
function unitsIn(tens: number, units: number): string {
  if (units === 1 && tens > 1) return "mốt";
  if (units === 5 && tens > 0) return "lăm";
  return digit(units);
}

function groupWords(group: number, leading: boolean): string {
  const [hundreds, tens, units] = [Math.trunc(group / 100), Math.trunc(group / 10) % 10, group % 10];
  const words: string[] = [];
  if (hundreds > 0 || !leading) words.push(digit(hundreds), "trăm");
  if (tens === 1) words.push("mười");
  else if (tens > 1) words.push(digit(tens), "mươi");
  else if (units > 0 && (hundreds > 0 || !leading)) words.push("linh");
  if (units > 0) words.push(unitsIn(tens, units));
  return words.join(" ");
}

/** The amount in Vietnamese words, as a receipt must give it: "Năm mươi nghìn đồng". Whole đồng from 0 to `MOST_VND`. */
export function vndInWords(amount: number): string {
  const groups: number[] = [];
  for (let rest = amount; rest > 0; rest = Math.trunc(rest / 1000)) groups.unshift(rest % 1000);
  const words = groups.flatMap((group, index) => {
    if (group === 0) return [];
    const scale = SCALES[groups.length - 1 - index] ?? "";
    return [groupWords(group, index === 0), scale].filter((part) => part !== "");
  });
  const text = words.length === 0 ? digit(0) : words.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} đồng`;
}

/** Bank notes in circulation, largest first; coins are no longer used. */
export const DENOMINATIONS = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200] as const;
export type Denomination = (typeof DENOMINATIONS)[number];

/** How much money so many notes of each kind are. */
export const countNotes = (notes: Readonly<Partial<Record<Denomination, number>>>): number =>
  DENOMINATIONS.reduce((sum, value) => sum + value * (notes[value] ?? 0), 0);
