import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../test/support/database.ts";
import { type ComputedFigure, computeFigures } from "./figures/compute-figures.ts";
import { isMatch, readSourceFigures, type SourceFigure } from "./figures/source-figure.ts";
import { readHistories, readPlaces, placesOf, shareOut } from "./seeds/figure-plan.ts";
import { seedFigures } from "./seeds/seed-figures.ts";

const figure = (more: Partial<SourceFigure>): SourceFigure => ({
  id: "x",
  row: "A1",
  source: "O",
  text: { vi: "", en: "" },
  value: 1,
  unit: "dossiers",
  qualifier: "exact",
  decimals: 0,
  scaled: false,
  ...more,
});

describe("a stated figure and a computed one", () => {
  test.each([
    ["75.38 % is 75.379 %", figure({ unit: "%", decimals: 2 }), 75.38, 75.3784, true],
    ["21.8 % is 21.804 % as printed, to one decimal", figure({ unit: "%", decimals: 1 }), 21.8, 21.804, true],
    ["8,127 is not 8,126", figure({}), 8127, 8126, false],
    ["over 99 % is not 99 %", figure({ qualifier: "over" }), 99, 99, false],
    ["nearly 159,000 is 158,930", figure({ qualifier: "nearly" }), 159_000, 158_930, true],
    ["nearly 159,000 is not 159,001", figure({ qualifier: "nearly" }), 159_000, 159_001, false],
    ["nearly 159,000 is not 150,000", figure({ qualifier: "nearly" }), 159_000, 150_000, false],
    ["almost all is not 90 %", figure({ qualifier: "almost_all" }), 100, 90, false],
  ])("%s", (_, stated, said, value, match) => expect(isMatch(stated, said, value, 1)).toBe(match));
});

describe("the histories behind the figures", () => {
  test("come to 8,127 in Ô Môn, 30,783 and 295,807 and nearly 159,000 in Quảng Ninh", () => {
    const totals = Object.fromEntries(
      readHistories().histories.map(({ id, counts }) => [id, counts.early + counts.on_time + counts.late + counts.open]),
    );
    expect(totals).toMatchObject({
      "o-mon-district": 8127,
      "quang-ninh-province": 30_783,
      "quang-ninh-communes": 295_807,
      "quang-ninh-districts": 158_930,
    });
  });

  test("stand on the 7 wards of Ô Môn, the 14 districts of Quảng Ninh and the 10 communes of Châu Thành A", () => {
    const counts = readHistories().histories.map((history) => [history.id, placesOf(readPlaces(), history).length]);
    expect(Object.fromEntries(counts)).toMatchObject({
      "o-mon-wards": 7,
      "quang-ninh-districts": 14,
      "chau-thanh-a-communes": 10,
    });
  });

  test("a number shared out adds up again", () => {
    expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(shareOut(0, [1, 2])).toEqual([0, 0]);
  });
});

describe("Ô Môn 2017, built and counted", () => {
  let db: TestDatabase;
  let seeded: Awaited<ReturnType<typeof seedFigures>>;
  let figures: ReadonlyMap<string, ComputedFigure>;
  const options = {
    scale: 0.001,
    only: ["o-mon-district", "quang-ninh-province", "quang-ninh-districts", "quang-ninh-communes"],
  };

  beforeAll(async () => {
    db = await freshDatabase("figures");
    seeded = await seedFigures(db.app, options);
    await db.owner.query("analyze");
    figures = new Map((await computeFigures(db.app, undefined, options.scale)).map((computed) => [computed.id, computed]));
  }, 120_000);

  test("every dossier that was planned was written, none twice", () => {
    expect(seeded).toMatchObject({ alreadyThere: 0 });
    expect(seeded?.written).toBe(seeded?.dossiers);
  });

  test("8,127 received as of 17 December 2017; 75.38 % early and 21.8 % on time of received", () => {
    expect(figures.get("A1.O.received")).toMatchObject({ value: 8127, match: true });
    expect(figures.get("A2.O.early")).toMatchObject({ numerator: 6126, denominator: 8127, match: true });
    expect(figures.get("A2.O.on_time")).toMatchObject({ numerator: 1772, denominator: 8127, match: true });
    expect(figures.get("A2.O.open")).toMatchObject({ value: 229, sourceValue: "not reported", synthetic: true, match: null });
  });

  test("six of six wards have a site, seven teams stand, and Lộc Thuận has its profile", () => {
    expect(figures.get("A10.C.sites")).toMatchObject({ numerator: 6, denominator: 6, match: true });
    expect(figures.get("A11.C.teams")).toMatchObject({ value: 7, match: true });
    for (const fact of ["area", "households", "people", "hamlets"])
      expect(figures.get(`A10.L.${fact}`)).toMatchObject({ state: "computed", match: true });
  });

  test("every computed figure is what its source says, and the rest are said not to be built", () => {
    const computed = [...figures.values()].filter(({ state, numerator }) => state === "computed" && numerator !== 0);
    expect(computed.filter(({ match }) => match === false)).toEqual([]);
    expect(computed.length).toBeGreaterThan(7);
    expect(figures.get("D4.H.passed")).toMatchObject({ state: "not yet built", value: null, sourceValue: 67 });
    expect(new Set([...figures.values()].map(({ row }) => row[0]))).toEqual(new Set(["A", "B", "C", "D", "E", "F", "G"]));
    expect(figures.size).toBe(readSourceFigures().figures.length);
  });

  test("a finished dossier has at least six events", async () => {
    const { rows } = await db.superuser.query("select min(last_seq) as least, count(*)::int as n from dossier");
    expect(rows[0].least).toBe(6);
  });

  test("run again it writes nothing; at another scale it refuses", async () => {
    expect(await seedFigures(db.app, options)).toMatchObject({ written: 0 });
    expect(await seedFigures(db.app, { scale: 0.5 })).toBeUndefined();
  });
});
