import { describe, expect, it } from "vitest";
import { plainDate } from "../plain-date.ts";
import { firstDayArticle, hoursArticle, lastDayOffArticle, weeklyRestArticle } from "./general-law.ts";

describe("the general law of terms", () => {
  const on = (day: string) =>
    [firstDayArticle, hoursArticle, lastDayOffArticle, weeklyRestArticle].map((article) => {
      const { basis, verified } = article(plainDate(day));
      return `${basis}${verified ? "" : " (not verified)"}`;
    });

  it("before 2017 is the Civil Code of 2005 and the Labour Code of 2012, cited and not verified", () => {
    expect(on("2016-12-31")).toEqual([
      "Bộ luật Dân sự 33/2005/QH11, Điều 152 khoản 2 (not verified)",
      "Bộ luật Dân sự 33/2005/QH11, Điều 152 khoản 1 (not verified)",
      "Bộ luật Dân sự 33/2005/QH11, Điều 153 khoản 5 (not verified)",
      "Bộ luật Lao động 10/2012/QH13, Điều 110 (not verified)",
    ]);
  });

  it("from 2017 is the Civil Code of 2015, with the Labour Code of 2012 until the end of 2020", () => {
    expect(on("2017-01-01")).toEqual([
      "Bộ luật Dân sự 2015, Điều 147 khoản 2",
      "Bộ luật Dân sự 2015, Điều 147 khoản 1",
      "Bộ luật Dân sự 2015, Điều 148 khoản 5",
      "Bộ luật Lao động 10/2012/QH13, Điều 110 (not verified)",
    ]);
    expect(on("2020-12-31").at(-1)).toBe("Bộ luật Lao động 10/2012/QH13, Điều 110 (not verified)");
  });

  it("from 2021 is the Labour Code of 2019 too", () => {
    expect(on("2021-01-01").at(-1)).toBe("Bộ luật Lao động 45/2019/QH14, Điều 111");
  });
});
