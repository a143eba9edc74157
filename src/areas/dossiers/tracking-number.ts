import { createHash } from "node:crypto";

/**
 * The ten digits that are printed beside a dossier's code, of its secret, as they are read out: 12345 67890. The function
 * `tracking_number` of the database counts the same.
 */
export function trackingNumberText(secret: string): string {
  const hash = createHash("sha256").update(secret, "latin1").digest();
  const digits = String(BigInt(`0x${hash.subarray(24, 31).toString("hex")}`) % 10_000_000_000n).padStart(10, "0");
  return `${digits.slice(0, 5)} ${digits.slice(5)}`;
}
