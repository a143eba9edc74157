import { expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { freshDatabase } from "../../../test/support/database.ts";
import { computeFigures } from "../figures/compute-figures.ts";
import { seedFigureBundles } from "./figure-bundles.ts";
import { readPlaces } from "./figure-plan.ts";
import { ensureOffices } from "./figure-units.ts";

it("Cẩm Lệ 2014: 2 of 6 wards live and 4 planned; 20 working days become 8, by the report by group", async () => {
  const { app } = await freshDatabase("figure_bundles");
  const places = readPlaces().filter(({ code }) => code === "DN");
  const offices = await inTransaction(app, NO_ROWS, (tx) => ensureOffices(tx, places, "2017-06-01"));
  expect(await seedFigureBundles(app, offices)).toBe(36);
  expect(await seedFigureBundles(app, offices)).toBe(0);
  const figures = [...(await computeFigures(app, "A6", 1)), ...(await computeFigures(app, "A7", 1))];
  expect(figures.filter(({ source }) => source === "C").map(({ id, value, match }) => [id, value, match])).toEqual([
    ["A6.C.live", 2, true],
    ["A6.C.planned", 4, true],
    ["A7.C.before", 20, true],
    ["A7.C.after", 8, true],
  ]);
}, 60_000);
