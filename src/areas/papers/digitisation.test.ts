import { describe, expect, it } from "vitest";
import type { CopyFacts } from "./digitisation.rules.ts";
import { type ComponentFacts, digitalFlags, digitalState, lackingComponents } from "./digitisation.rules.ts";

const component = (change: Partial<ComponentFacts> = {}): ComponentFacts => ({
  code: "KS",
  name: "Giấy chứng sinh",
  given: true,
  required: true,
  digitise: true,
  replaceableByData: undefined,
  ...change,
});
const copy = (change: Partial<CopyFacts> = {}): CopyFacts => ({
  componentCode: "KS",
  way: "scanned",
  review: "waiting",
  ...change,
});

describe("a component of a dossier", () => {
  it("lacks its digital copy where the procedure wants one, until it is scanned or excused (R-01)", () => {
    expect(digitalState(component(), [])).toBe("lacking");
    expect(digitalState(component(), [copy()])).toBe("waiting");
    expect(digitalState(component(), [copy({ way: "excused" })])).toBe("excused");
    expect(digitalState(component(), [copy({ way: "from_database" })])).toBe("waiting");
    expect(digitalState(component(), [copy({ review: "approved" })])).toBe("approved");
  });

  it("lacks it again when the copy is rejected, and another component's copy does not help", () => {
    expect(digitalState(component(), [copy({ review: "rejected" })])).toBe("lacking");
    expect(digitalState(component(), [copy({ componentCode: "KH" })])).toBe("lacking");
  });

  it("needs none where the procedure does not say so, or where it was neither required nor handed in", () => {
    expect(digitalState(component({ digitise: false }), [])).toBe("optional");
    expect(digitalState(component({ required: false, given: false }), [])).toBe("optional");
    expect(lackingComponents([component(), component({ code: "KH", digitise: false })], []).map(({ code }) => code)).toEqual([
      "KS",
    ]);
  });

  it("is reported as digitised, reused or taken from a national store by the ways of its copies", () => {
    expect(digitalFlags("KS", [copy(), copy({ way: "reused" })])).toEqual({
      digitised: true,
      reused: true,
      fromNationalStore: false,
    });
    expect(digitalFlags("KS", [copy({ review: "rejected" }), copy({ way: "from_database" })])).toEqual({
      digitised: false,
      reused: false,
      fromNationalStore: true,
    });
    expect(digitalFlags("KS", [copy({ way: "excused" })])).toEqual({ digitised: false, reused: false, fromNationalStore: false });
  });
});
