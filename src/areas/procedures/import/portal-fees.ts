/** A fee as the details file has it. */
export interface PortalFee {
  readonly type: string;
  readonly vnd?: number | null | undefined;
  readonly text: string;
}

const KINDS: Readonly<Record<string, "fee" | "charge" | "other">> = { FEE: "fee", SERVICE_FEE: "charge", PRICE_LEVEL: "other" };
const FREE = /miễn|không (?:thu|mất|tính)|^\W*(?:phí|lệ phí)?\s*:?\s*0\s*(?:đồng|vnđ)?\W*$/i;
const LEAST_AMOUNT = 1000;

/**
 * The fees of all channels, each once. The portal writes 0 both for "free" and for "see the text": only a text that
 * says so, or no text at all, makes it free; an amount under 1,000 đồng is a remainder of some text.
 */
export function readPortalFees(fees: readonly PortalFee[], doubts: { feesUnclear: number }): unknown[] {
  const read = new Map<string, unknown>();
  for (const fee of fees) {
    const text = fee.text === "Không có thông tin" ? "" : fee.text;
    if (text === "" && (fee.vnd === null || fee.vnd === undefined)) continue;
    const amountVnd = readAmount(fee.vnd ?? null, text);
    if (amountVnd === null) doubts.feesUnclear += 1;
    const kind = KINDS[fee.type] ?? "other";
    read.set(JSON.stringify([kind, amountVnd, text]), { kind, amountVnd, text: text || undefined });
  }
  return [...read.values()];
}

function readAmount(vnd: number | null, text: string): number | null {
  if (vnd === null) return FREE.test(text) && /^\W*(?:phí|lệ phí)?\s*:?\s*0\b/i.test(text) ? 0 : null;
  if (vnd === 0) return text === "" || FREE.test(text) ? 0 : null;
  return Number.isInteger(vnd) && vnd >= LEAST_AMOUNT ? vnd : null;
}
