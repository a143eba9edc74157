import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc16, findReference, paymentReference, vietQr } from "./viet-qr.ts";

/** A reader written apart from the writer: it walks the objects and divides the whole text by the polynomial, bit by bit. */
function decode(text: string): { readonly objects: Map<string, string>; readonly sound: boolean } {
  const objects = new Map<string, string>();
  const walk = (part: string, prefix: string): void => {
    for (let at = 0; at < part.length;) {
      const id = `${prefix}${part.slice(at, at + 2)}`;
      const length = Number.parseInt(part.slice(at + 2, at + 4), 10);
      const value = part.slice(at + 4, at + 4 + length);
      if (value.length !== length) throw new Error(`object ${id} is cut off`);
      objects.set(id, value);
      if (["38", "3801", "62"].includes(id)) walk(value, id);
      at += 4 + length;
    }
  };
  walk(text, "");
  const bits = Array.from(text.slice(0, -4)).flatMap((letter) =>
    Array.from(letter.charCodeAt(0).toString(2).padStart(8, "0"), Number),
  );
  const polynomial = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const dividend = bits.concat(Array.from({ length: 16 }, () => 0));
  for (let i = 0; i < 16; i += 1) dividend[i] = 1 - (dividend[i] ?? 0);
  for (let i = 0; i < bits.length; i += 1) {
    if (dividend[i] === 1) for (const [j, p] of polynomial.entries()) dividend[i + j] = (dividend[i + j] ?? 0) ^ p;
  }
  const remainder = Number.parseInt(dividend.slice(-16).join(""), 2).toString(16).toUpperCase().padStart(4, "0");
  return { objects, sound: remainder === text.slice(-4) };
}

describe("the payment code", () => {
  it("has the checksum that the standard gives for its sample", () => {
    expect(crc16("123456789")).toBe("29B1");
  });
  it("is what another writer makes of the same transfer", () => {
    const code = vietQr({ bankBin: "970415", accountNo: "0011001932418", amountVnd: 120_000, reference: "ung ho lu lut" });
    expect(code).toEqual({
      ok: true,
      value:
        "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C",
    });
  });
  it("says account, amount and reference to an independent reader, with a sound checksum, for any transfer", () => {
    const orders = fc.record({
      bankBin: fc.stringMatching(/^\d{6}$/),
      accountNo: fc.stringMatching(/^[A-Za-z0-9]{4,19}$/),
      amountVnd: fc.integer({ min: 1, max: 1_000_000_000_000 }),
      reference: fc.stringMatching(/^[A-Za-z0-9 ]{1,25}$/),
    });
    fc.assert(
      fc.property(orders, (order) => {
        const code = vietQr(order);
        if (!code.ok) throw new Error(code.error);
        const { objects, sound } = decode(code.value);
        expect(sound).toBe(true);
        expect([objects.get("380100"), objects.get("380101"), objects.get("54"), objects.get("6208")]).toEqual([
          order.bankBin,
          order.accountNo,
          String(order.amountVnd),
          order.reference,
        ]);
        expect([objects.get("3800"), objects.get("3802"), objects.get("53"), objects.get("58")]).toEqual([
          "A000000727",
          "QRIBFTTA",
          "704",
          "VN",
        ]);
      }),
    );
  });
  it("one wrong letter is noticed", () => {
    const code = vietQr({ bankBin: "970415", accountNo: "0011001932418", amountVnd: 50_000, reference: "MC00001A" });
    if (!code.ok) throw new Error(code.error);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: code.value.length - 9 }), (at) => {
        const other = code.value[at] === "7" ? "3" : "7";
        const spoilt = code.value.slice(0, at) + other + code.value.slice(at + 1);
        expect(crc16(spoilt.slice(0, -4))).not.toBe(code.value.slice(-4));
      }),
    );
  });
  it.each([
    [{ bankBin: "97041" }, "bank_bin"],
    [{ accountNo: "12-34" }, "account_no"],
    [{ amountVnd: 0 }, "amount"],
    [{ amountVnd: 0.5 }, "amount"],
    [{ reference: "Phí chứng thực" }, "reference"],
    [{ reference: "" }, "reference"],
  ] as const)("cannot be made of %j", (wrong, error) => {
    const order = { bankBin: "970415", accountNo: "0011001932418", amountVnd: 1, reference: "MC" };
    expect(vietQr({ ...order, ...wrong })).toEqual({ ok: false, error });
  });
});

describe("the reference of a payment", () => {
  it("is found again in what a bank makes of it, and each request has its own", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 1, max: 1_000_000_000 }), (a, b) => {
        const reference = paymentReference(a);
        expect(findReference(`CT DEN:0123 ${reference.toLowerCase()} FT26111`)).toBe(reference);
        expect(paymentReference(b) === reference).toBe(a === b);
      }),
    );
  });
  it("is not found in other words, nor with a wrong letter", () => {
    expect(findReference("nguyen van an chuyen tien")).toBeUndefined();
    const reference = paymentReference(4711);
    const wrong = reference.slice(0, 4) + (reference[4] === "A" ? "B" : "A") + reference.slice(5);
    expect(findReference(wrong)).toBeUndefined();
  });
});
