import type { PlainDate } from "../plain-date.ts";

/** An article that holds for every term, and whether it was checked against its source. */
export type Article = { readonly basis: string; readonly verified: boolean };

/** What holds from a day on; "" for the first. */
type Version = { readonly from: string } & Article;

const inForce =
  (...versions: readonly [Version, ...Version[]]) =>
  (on: PlainDate): Article => {
    const { basis, verified } = versions.findLast(({ from }) => from <= on) ?? versions[0];
    return { basis, verified };
  };

// The codes of 2005 and 2012 are cited by number; their text was not at hand.
const CIVIL_2005 = "Bộ luật Dân sự 33/2005/QH11";
const CIVIL_2015 = { from: "2017-01-01", verified: true } as const;
const OLDER = { from: "", verified: false } as const;

/** In days, weeks and months the first day is not counted. */
export const firstDayArticle = inForce(
  { ...OLDER, basis: `${CIVIL_2005}, Điều 152 khoản 2` },
  { ...CIVIL_2015, basis: "Bộ luật Dân sự 2015, Điều 147 khoản 2" },
);

/** In hours the term begins at the moment. */
export const hoursArticle = inForce(
  { ...OLDER, basis: `${CIVIL_2005}, Điều 152 khoản 1` },
  { ...CIVIL_2015, basis: "Bộ luật Dân sự 2015, Điều 147 khoản 1" },
);

/** A last day off moves to the end of the next working day. */
export const lastDayOffArticle = inForce(
  { ...OLDER, basis: `${CIVIL_2005}, Điều 153 khoản 5` },
  { ...CIVIL_2015, basis: "Bộ luật Dân sự 2015, Điều 148 khoản 5" },
);

/** The weekly rest. */
export const weeklyRestArticle = inForce(
  { ...OLDER, basis: "Bộ luật Lao động 10/2012/QH13, Điều 110" },
  { from: "2021-01-01", basis: "Bộ luật Lao động 45/2019/QH14, Điều 111", verified: true },
);
