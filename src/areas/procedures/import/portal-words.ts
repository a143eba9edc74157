import { AUDIENCES, type Audience, LEVELS, type Level } from "../procedure.ts";

const LEVEL_WORDS: Readonly<Record<string, Level>> = {
  bo: "ministry",
  "cấp bộ": "ministry",
  tinh: "province",
  "cấp tỉnh": "province",
  huyen: "district",
  "cấp huyện": "district",
  xa: "commune",
  "cấp xã": "commune",
  khac: "other",
  "cơ quan khác": "other",
  nganh_doc: "other",
  "ngành dọc": "other",
};

/** The levels that a text such as "bo|tinh" or "Cấp Bộ, Cấp Tỉnh" names; undefined where it names something else. */
export function readLevels(text: string): readonly Level[] | undefined {
  const words = text
    .split(/[|,;]/)
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");
  const levels = words.map((word) => LEVEL_WORDS[word]);
  if (levels.some((level) => level === undefined)) return undefined;
  return LEVELS.filter((level) => levels.includes(level));
}

const AUDIENCE_WORDS: readonly (readonly [RegExp, Audience])[] = [
  [/^công dân việt nam/i, "citizen"],
  [/^người việt nam định cư/i, "overseas_vietnamese"],
  [/^người nước ngoài/i, "foreigner"],
  [/^doanh nghiệp/i, "enterprise"],
  [/^hợp tác xã/i, "cooperative"],
  [/^tổ chức đảng|^đảng viên/i, "party"],
  [/^tổ chức/i, "organisation"],
  [/^cán bộ/i, "official"],
];

export function readAudiences(applicants: readonly string[]): readonly Audience[] {
  const found = new Set(applicants.map((text) => AUDIENCE_WORDS.find(([pattern]) => pattern.test(text))?.[1]));
  return AUDIENCES.filter((audience) => found.has(audience));
}

/** Items between semicolons, each once. */
export const splitList = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(";")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  ),
];

/** The commune's own People's Committee among the agencies, not a branch of tax, customs or police in the commune. */
export const isCommuneOffice = (agencies: string): boolean => /Ủy ban [Nn]hân dân (?:cấp )?xã/.test(agencies);
