import { expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { freshDatabase } from "../../../test/support/database.ts";
import { computeFigures } from "../figures/compute-figures.ts";
import { seedFigureAccounts } from "./figure-accounts.ts";
import { readPlaces } from "./figure-plan.ts";
import { ensureOffices } from "./figure-units.ts";

it("row A8: over 15,000 accounts were opened with help in the communes of Châu Thành A, once however often it is seeded", async () => {
  const { app } = await freshDatabase("accounts");
  const offices = await inTransaction(app, NO_ROWS, (tx) => ensureOffices(tx, readPlaces(), "2017-06-01"));
  expect(await seedFigureAccounts(app, offices)).toBe(15_240);
  expect(await seedFigureAccounts(app, offices)).toBe(0);
  const [figure] = await computeFigures(app, "A8", 1);
  expect(figure).toMatchObject({ id: "A8.H.accounts", state: "computed", value: 15_240, match: true });
}, 120_000);
