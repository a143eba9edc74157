import { searchKey } from "#platform/input/text.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 128;

export type PasswordFault = "password_too_short" | "password_too_long" | "password_common" | "password_contains_name";

/** Words that an attacker tries first here, whatever is put around them. */
const PRODUCT_WORDS = ["motcua", "matkhau", "password"];

const letters = (value: string): string => searchKey(value).replaceAll(" ", "");

/**
 * Why a password may not be chosen: shorter than 10 or longer than 128 characters, among the passwords that are guessed
 * first, or little more than the person's own name or a word of this product. Nothing else is asked: no digits, no
 * capitals, no change every few months (OWASP ASVS 5.0, 6.2.1–6.2.12).
 */
export function findPasswordFault(
  password: string,
  about: { readonly username: string; readonly name: string },
): PasswordFault | undefined {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return "password_too_short";
  if (length > LONGEST_PASSWORD) return "password_too_long";
  const key = letters(password);
  const withoutDigits = key.replace(/\d+/g, "");
  if (COMMON_PASSWORDS.has(password.toLowerCase()) || COMMON_PASSWORDS.has(key) || isMonotonous(password))
    return "password_common";
  if (COMMON_PASSWORDS.has(withoutDigits) || PRODUCT_WORDS.includes(withoutDigits)) return "password_common";
  const own = [about.username, about.name].map(letters).filter((word) => word.length >= 4);
  if (own.some((word) => withoutDigits === word.replace(/\d+/g, "") || key === word)) return "password_contains_name";
  return undefined;
}

/** One or two characters repeated, or a run along the alphabet, the digits or a row of keys. */
function isMonotonous(password: string): boolean {
  if (new Set(password).size <= 2) return true;
  const rows = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  ];
  const typed = password.toLowerCase();
  return rows.some((row) => row.includes(typed) || [...row].toReversed().join("").includes(typed));
}
