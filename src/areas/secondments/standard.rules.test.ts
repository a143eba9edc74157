import { describe, expect, it } from "vitest";
import { readStandards } from "./read-standards.ts";
import {
  lastDayOf,
  monthBefore,
  nextMeetingOn,
  shortfallsOf,
  type Standard,
  stageOn,
  standardOn,
  withoutReserve,
} from "./standard.rules.ts";

const standards = readStandards();
const decree61 = standardOn(standards, "2018-06-21") as Standard;
const good = { rank: "specialist", inServiceFrom: "2015-01-01", from: "2019-01-01", until: "2019-12-31" } as const;

describe("who may be sent to a one-stop shop (R-28; Decree 61/2018 a.11.1b, 11.4)", () => {
  it("is dated: from 1 July 2025 on it only warns, before Decree 61 nothing is asked", () => {
    expect(standardOn(standards, "2018-06-20")).toBeUndefined();
    expect([standardOn(standards, "2025-06-30")?.verified, standardOn(standards, "2025-07-01")?.verified]).toEqual([true, false]);
  });

  it("at province and district has the rank of specialist and three whole years of service; at a commune neither is asked", () => {
    expect(shortfallsOf(decree61, "district", good)).toEqual([]);
    expect(shortfallsOf(decree61, "district", { ...good, rank: "below_specialist" })).toEqual(["rank"]);
    expect(shortfallsOf(decree61, "province", { ...good, inServiceFrom: "2016-01-02" })).toEqual(["service"]);
    expect(shortfallsOf(decree61, "province", { ...good, inServiceFrom: "2016-01-01" })).toEqual([]);
    expect(shortfallsOf(decree61, "commune", { ...good, rank: "below_specialist", inServiceFrom: "2018-12-01" })).toEqual([]);
  });

  it("comes for 6 to 24 months, both ends counted", () => {
    const until = (day: string) => shortfallsOf(decree61, "commune", { ...good, until: day });
    expect([until("2019-06-29"), until("2019-06-30")]).toEqual([["too_short"], []]);
    expect([until("2020-12-31"), until("2021-01-01")]).toEqual([[], ["too_long"]]);
  });

  it("stands where the day stands; within 30 days of its end a successor is asked for", () => {
    const on = (day: string) => stageOn(good, day);
    expect([on("2018-12-31"), on("2019-01-01"), on("2019-11-30"), on("2019-12-01"), on("2019-12-31"), on("2020-01-01")]).toEqual([
      "ahead",
      "running",
      "running",
      "ending",
      "ending",
      "over",
    ]);
  });
});

describe("what a sending unit and the head of the shop owe", () => {
  it("a reserve for each unit that has somebody there (R-27; a.12.8)", () => {
    const present = [
      { senderUnitId: 1, kind: "main" },
      { senderUnitId: 1, kind: "reserve" },
      { senderUnitId: 2, kind: "main" },
      { senderUnitId: 3, kind: "reserve" },
    ] as const;
    expect(withoutReserve(decree61, present)).toEqual([2]);
  });

  it("a meeting every three months, a notice of the month before (R-26; a.9.2, 9.3)", () => {
    expect(nextMeetingOn(decree61, "2019-11-30")).toBe("2020-02-29");
    expect([monthBefore("2026-01-31"), lastDayOf("2024-02")]).toEqual(["2025-12", "2024-02-29"]);
  });
});
