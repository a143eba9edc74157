import { createHmac, timingSafeEqual } from "node:crypto";
import type { ConfirmationInput } from "./confirm-payment.ts";

type Signed = Readonly<Record<keyof ConfirmationInput, string | number>>;

/**
 * The signature of a confirmation: HMAC-SHA256, hexadecimal, over its fields as `name=value` in the order of their names,
 * joined by `&`. Payment intermediaries in Việt Nam sign in this manner, and it survives any re-writing of the JSON. Text is signed
 * as the API reads it: Unicode NFC, without spaces at its ends.
 */
export function signConfirmation(key: string, data: Signed): string {
  const names = Object.keys(data).toSorted() as (keyof ConfirmationInput)[];
  const text = names.map((name) => `${name}=${data[name]}`).join("&");
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Whether whoever holds the account's key wrote this. */
export function isSigned(key: string, data: Signed, signature: string): boolean {
  const [expected, given] = [Buffer.from(signConfirmation(key, data)), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
