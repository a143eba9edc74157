import { expect, it } from "vitest";
import { insertHistories } from "#dossiers";
import { OFFICE_CALENDAR } from "#organisation";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { freshDatabase } from "../../../test/support/database.ts";
import { computeFigures } from "../figures/compute-figures.ts";
import { draftShare } from "./figure-dossiers.ts";
import { seedFigureFacilities } from "./figure-facilities.ts";
import { readHistories, readPlaces } from "./figure-plan.ts";
import { seedFigureRatings } from "./figure-ratings.ts";
import { ensureOffices } from "./figure-units.ts";
import { saveFigureProcedures } from "./seed-figures.ts";

it("rows A3 and B4 of Hậu Giang are computed: look-up machines of the inventory, the satisfied of those who rated, once each", async () => {
  const { app } = await freshDatabase("ratings");
  expect((await computeFigures(app, "B4", 1))[0]).toMatchObject({ state: "not seeded", value: null });
  const plan = readHistories();
  const { offices, procedures } = await inTransaction(app, NO_ROWS, async (tx) => ({
    offices: await ensureOffices(tx, readPlaces(), "2017-06-01"),
    procedures: await saveFigureProcedures(tx, plan.procedures),
  }));
  const history = plan.histories.find(({ id }) => id === "chau-thanh-a-communes");
  const office = offices.find(({ place }) => place.code.startsWith("HG.CTA."));
  if (history === undefined || office === undefined) throw new Error("the plan has no commune of Châu Thành A");
  const share = { office, history, counts: { early: 30, on_time: 20, late: 0, open: 2 } };
  const drafts = [...draftShare(getCalendar(OFFICE_CALENDAR.calendar), procedures, share)];
  await inTransaction(app, { accountId: null, agencies: [office.agencyId] }, (tx) => insertHistories(tx, drafts));
  expect(await seedFigureRatings(app, offices)).toBe(40);
  expect(await seedFigureRatings(app, offices)).toBe(0);
  expect((await computeFigures(app, "B4", 1))[0]).toMatchObject({
    id: "B4.H.satisfaction",
    state: "computed",
    numerator: 38,
    denominator: 40,
    value: 95,
    sourceValue: "not reported",
    synthetic: true,
    evidence: ["/ket-qua-danh-gia?from=01/01/2022&to=31/12/2022"],
  });
  await seedFigureFacilities(app, offices);
  const machines = (await computeFigures(app, "A3", 1)).find(({ id }) => id === "A3.H.lookup");
  expect(machines).toMatchObject({ state: "computed", value: 10, synthetic: true });
}, 60_000);
