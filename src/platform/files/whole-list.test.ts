import { expect, it } from "vitest";
import { Refusal } from "../refusal.ts";
import { assertWhole } from "./whole-list.ts";

it("a list that a file cannot hold whole is refused with the field that narrows it; one that just fits is not", () => {
  assertWhole([1, 2, 3], 3, "from");
  const refused = (() => {
    try {
      return assertWhole([1, 2, 3, 4], 3, "from");
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused).toMatchObject({ code: "list_too_long", status: 422, field: "from" });
});
