import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRequester, volumeName } from "./certification.ts";
import {
  actionsIn,
  afterAction,
  codeFrom,
  printedCode,
  readCode,
  RESULT_ACTIONS,
  type ResultState,
  resultNumber,
  validityOf,
} from "./result-life.ts";

describe("the life of a result", () => {
  it("goes from draft over review and signature to its issue", () => {
    const road = ["send_to_review", "sign", "issue"] as const;
    expect(road.reduce((state, action) => afterAction(state, action) ?? "voided", "draft" as ResultState)).toBe("issued");
  });

  it("never leads from a signature back to a draft, whatever is done", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RESULT_ACTIONS), { maxLength: 30 }), (actions) => {
        let state: ResultState = "draft";
        let signed = false;
        for (const action of actions) {
          const next = afterAction(state, action);
          if (next === undefined) continue;
          signed ||= next === "signed";
          state = next;
          if (signed && (state === "draft" || state === "review")) return false;
        }
        return true;
      }),
    );
  });

  it("ends: what is replaced or voided allows nothing", () => {
    expect([actionsIn("replaced"), actionsIn("voided")]).toEqual([[], []]);
  });

  it("is valid on its last day and no longer", () => {
    const issued = { state: "issued", validUntil: "2026-12-31" } as const;
    expect([validityOf(issued, "2026-12-31"), validityOf(issued, "2027-01-01")]).toEqual(["valid", "expired"]);
    expect(validityOf({ state: "voided", validUntil: null }, "2026-01-01")).toBe("revoked");
    expect(validityOf({ state: "replaced", validUntil: null }, "2026-01-01")).toBe("replaced");
  });
});

describe("codes and numbers", () => {
  it("a printed code is read again, with small letters, spaces and mistaken O, I and L", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
        const code = codeFrom(bytes);
        return (
          readCode(printedCode(code).toLowerCase()) === code && readCode(code.replaceAll("0", "o").replaceAll("1", "l")) === code
        );
      }),
    );
    expect(readCode("H55.242-261120-0001")).toBeUndefined();
  });

  it("a number and a volume are written as the books have them (Decree 23/2015 article 13)", () => {
    expect([resultNumber(3, 2026), volumeName(1, 2026, "BS"), volumeName(2, 2026, "HĐ,GD")]).toEqual([
      "0003/2026",
      "01/2026-SCT/BS",
      "02/2026-SCT/HĐ,GD",
    ]);
  });
});

describe("one field for the requester", () => {
  it("takes a card's text, an identification number, a telephone or a name", () => {
    expect(readRequester("036095001234|123456789|Trần Thị Bích|04091995|Nữ|Xóm 5, Xã Mẫu|01012022")).toEqual({
      by: "card",
      idNumber: "036095001234",
      name: "Trần Thị Bích",
      address: "Xóm 5, Xã Mẫu",
    });
    expect(readRequester("036 095 001 234")).toEqual({ by: "id_number", idNumber: "036095001234" });
    expect(readRequester("0912.345.678")).toEqual({ by: "phone", digits: "0912345678" });
    expect(readRequester(" Trần Thị Bích ")).toEqual({ by: "name", name: "Trần Thị Bích" });
  });
});
