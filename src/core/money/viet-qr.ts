import { err, ok, type Result } from "../result.ts";
import { isVnd } from "./vnd.ts";

/** What a payment code asks the payer's bank to do: so many đồng to this account, with this reference. */
export interface TransferOrder {
  /** The bank's identification number with NAPAS: six digits. */
  readonly bankBin: string;
  readonly accountNo: string;
  readonly amountVnd: number;
  /** Comes back with the money; letters, digits and spaces without diacritics, at most 25. */
  readonly reference: string;
}

export type QrError = "bank_bin" | "account_no" | "amount" | "reference";

const NAPAS = "A000000727";
/** Transfer to an account (not to a card). */
const TO_ACCOUNT = "QRIBFTTA";
const DYNAMIC = "12";
const DONG = "704";

/** One data object of EMVCo's merchant-presented code: two digits of id, two of length, the value. */
const object = (id: string, value: string): string => `${id}${String(value.length).padStart(2, "0")}${value}`;

/** CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) of an ASCII text, as four capital hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index) << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}

function findFault({ bankBin, accountNo, amountVnd, reference }: TransferOrder): QrError | undefined {
  if (!/^\d{6}$/.test(bankBin)) return "bank_bin";
  if (!/^[A-Za-z0-9]{4,19}$/.test(accountNo)) return "account_no";
  if (!isVnd(amountVnd) || amountVnd === 0) return "amount";
  return /^[A-Za-z0-9 ]{1,25}$/.test(reference) ? undefined : "reference";
}

/**
 * The text of a VietQR code (EMVCo merchant-presented mode, NAPAS transfer to an account) that any Vietnamese banking
 * application reads: account, amount, reference, checksum. Names the part that no code can carry.
 */
export function vietQr(order: TransferOrder): Result<string, QrError> {
  const fault = findFault(order);
  if (fault !== undefined) return err(fault);
  const account = object("00", order.bankBin) + object("01", order.accountNo);
  const body = [
    object("00", "01"),
    object("01", DYNAMIC),
    object("38", object("00", NAPAS) + object("01", account) + object("02", TO_ACCOUNT)),
    object("53", DONG),
    object("54", String(order.amountVnd)),
    object("58", "VN"),
    object("62", object("08", order.reference)),
    "6304",
  ].join("");
  return ok(body + crc16(body));
}

const LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * The reference of a payment request: "MC", its number in letters and digits that are not mistaken for one another, and
 * two of check, so that a slip of the finger is not taken for another person's money.
 */
export function paymentReference(requestId: number): string {
  let rest = requestId;
  let letters = "";
  do {
    letters = LETTERS.charAt(rest % LETTERS.length) + letters;
    rest = Math.trunc(rest / LETTERS.length);
  } while (rest > 0);
  const body = `MC${letters.padStart(6, "0")}`;
  return body + crc16(body).slice(2);
}

/** The reference inside what a bank hands on, which may put words of its own around it; undefined where there is none. */
export function findReference(bankText: string): string | undefined {
  for (const [found] of bankText.toUpperCase().matchAll(/MC[0-9A-Z]{8,12}/g)) {
    if (crc16(found.slice(0, -2)).slice(2) === found.slice(-2)) return found;
  }
  return undefined;
}
