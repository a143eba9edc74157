import { describe, expect, test } from "vitest";
import { NO_ROWS, inTransaction } from "#platform/db/tx.ts";
import { freshDatabase } from "../../../test/support/database.ts";
import { componentsOf } from "./definition.ts";
import { findProcedureByCode } from "./procedure.store.ts";
import { searchProcedures } from "./search/find-procedures.ts";
import { loadStarterCatalogue, readStarterCatalogue } from "./starter-catalogue.ts";

const DAY = "2026-11-20";

describe("the starter catalogue", () => {
  test("has about sixty commune procedures, each with source, components and result", async () => {
    const entries = await readStarterCatalogue();
    expect(entries.length).toBeGreaterThanOrEqual(60);
    expect(new Set(entries.map((e) => e.code)).size).toBe(entries.length);
    for (const entry of entries) {
      expect(entry.source, entry.code).not.toBe("");
      expect(entry.definition.components.length, entry.code).toBeGreaterThan(0);
      expect(entry.definition.results.length, entry.code).toBeGreaterThan(0);
      expect(entry.definition.legalBases.length, entry.code).toBeGreaterThan(0);
      expect(entry.term.unit === "unknown" && entry.verified, entry.code).toBe(false);
    }
  });

  test("names only components that exist in the cases", async () => {
    for (const entry of await readStarterCatalogue()) {
      const codes = new Set(entry.definition.components.map((c) => c.code));
      for (const c of entry.definition.cases.flatMap((x) => x.components ?? []))
        expect(codes.has(c), `${entry.code} ${c}`).toBe(true);
    }
  });

  test("loads once, and again without change", async () => {
    const { app } = await freshDatabase("starter");
    const first = await inTransaction(app, NO_ROWS, (tx) => loadStarterCatalogue(tx, DAY));
    expect(new Set(first.map((s) => s.outcome))).toEqual(new Set(["taken"]));
    const again = await inTransaction(app, NO_ROWS, (tx) => loadStarterCatalogue(tx, DAY));
    expect(new Set(again.map((s) => s.outcome))).toEqual(new Set(["unchanged"]));

    await inTransaction(app, NO_ROWS, async (tx) => {
      const birth = await findProcedureByCode(tx, "1.001193", DAY);
      expect(birth?.term).toEqual({ value: null, unit: "same_day" });
      expect(birth?.verified).toBe(true);
      const abandoned = componentsOf(birth!.definition, "1.001193.BR").map((c) => c.name);
      expect(abandoned).toContain("Biên bản về việc trẻ bị bỏ rơi");
      expect(abandoned).not.toContain("Giấy chứng sinh");
      expect((await searchProcedures(tx, { q: "dang ky khai sinh", limit: 5 }, DAY))[0]?.code).toBe("1.001193");
    });
  });
});
