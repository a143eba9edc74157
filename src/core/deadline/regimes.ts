import { type EpochDay, plainDate, type PlainDate, toEpochDay } from "../plain-date.ts";

export const REGIME_IDS = ["93/2007", "09/2015", "61/2018", "118/2025"] as const;
export type RegimeId = (typeof REGIME_IDS)[number];

/** What becomes of an act that the rule forbids: refused, or counted with a warning because the rule is not verified. */
export type Enforcement = "refuse" | "warn" | "none";

/** A rule of a regime as data, with the article that it rests on and whether the article was read. */
export type RegimeRule = {
  readonly value: number;
  readonly article: string;
  readonly verified: boolean;
  readonly enforcement: Enforcement;
};

/** The law on one-stop shops that a dossier fell under on the day of its receipt. */
export type Regime = {
  readonly id: RegimeId;
  readonly name: { readonly vi: string; readonly en: string };
  /** Null: in force before the first date that this software knows. */
  readonly validFrom: PlainDate | null;
  readonly validTo: PlainDate | null;
  readonly verified: boolean;
  readonly amendedBy: readonly { readonly act: string; readonly from: PlainDate; readonly verified: boolean }[];
  /** Times that a due date may be moved by letter. */
  readonly extensions: RegimeRule;
  /** Days before the due date by which the letter must be given. */
  readonly extensionNoticeDays: RegimeRule;
  /** Working days from receipt within which a supplement may be asked for. */
  readonly supplementWithinWorkingDays: RegimeRule;
  /** Times that a supplement may be asked for. */
  readonly supplements: RegimeRule;
};

const unknownRule = (article: string): RegimeRule => ({ value: 0, article, verified: false, enforcement: "none" });

const DECREE_61 = "Nghị định 61/2018/NĐ-CP";
const DECREE_118 = "Nghị định 118/2025/NĐ-CP";
const rule61 = (value: number, article: string): RegimeRule => ({
  value,
  article: `${DECREE_61}, ${article}`,
  verified: true,
  enforcement: "refuse",
});
const rule118 = (value: number, enforcement: Enforcement): RegimeRule => ({
  value,
  article: `${DECREE_118} (như ${DECREE_61}; chưa kiểm chứng)`,
  verified: false,
  enforcement,
});

/** The four regimes in order of time. Their bounds are dates of receipt, inclusive. */
export const REGIMES: readonly Regime[] = [
  {
    id: "93/2007",
    name: { vi: "Quyết định 93/2007/QĐ-TTg", en: "Decision 93/2007/QĐ-TTg" },
    validFrom: null,
    validTo: plainDate("2015-03-24"),
    verified: false,
    amendedBy: [],
    extensions: unknownRule("Quyết định 93/2007/QĐ-TTg"),
    extensionNoticeDays: unknownRule("Quyết định 93/2007/QĐ-TTg"),
    supplementWithinWorkingDays: unknownRule("Quyết định 93/2007/QĐ-TTg"),
    supplements: unknownRule("Quyết định 93/2007/QĐ-TTg"),
  },
  {
    id: "09/2015",
    name: { vi: "Quyết định 09/2015/QĐ-TTg", en: "Decision 09/2015/QĐ-TTg" },
    validFrom: plainDate("2015-03-25"),
    validTo: plainDate("2018-06-20"),
    verified: false,
    amendedBy: [],
    extensions: unknownRule("Quyết định 09/2015/QĐ-TTg"),
    extensionNoticeDays: unknownRule("Quyết định 09/2015/QĐ-TTg"),
    supplementWithinWorkingDays: unknownRule("Quyết định 09/2015/QĐ-TTg"),
    supplements: unknownRule("Quyết định 09/2015/QĐ-TTg"),
  },
  {
    id: "61/2018",
    name: { vi: DECREE_61, en: "Decree 61/2018/NĐ-CP" },
    validFrom: plainDate("2018-06-21"),
    validTo: plainDate("2025-06-30"),
    verified: true,
    amendedBy: [{ act: "Nghị định 107/2021/NĐ-CP", from: plainDate("2021-12-06"), verified: false }],
    extensions: rule61(1, "Điều 19 khoản 9"),
    extensionNoticeDays: rule61(1, "Điều 19 khoản 9"),
    supplementWithinWorkingDays: rule61(3, "Điều 19 khoản 4"),
    supplements: rule61(1, "Điều 17 khoản 1 điểm a"),
  },
  {
    id: "118/2025",
    name: { vi: DECREE_118, en: "Decree 118/2025/NĐ-CP" },
    validFrom: plainDate("2025-07-01"),
    validTo: null,
    verified: false,
    amendedBy: [
      { act: "Thông tư 03/2025/TT-VPCP", from: plainDate("2025-09-15"), verified: false },
      { act: "Nghị định 367/2025/NĐ-CP", from: plainDate("2025-12-31"), verified: true },
      { act: "Nghị định 224/2026/NĐ-CP", from: plainDate("2026-07-01"), verified: true },
      { act: "Nghị định 309/2026/NĐ-CP", from: plainDate("2026-08-05"), verified: false },
    ],
    extensions: rule118(1, "refuse"),
    extensionNoticeDays: rule118(1, "refuse"),
    supplementWithinWorkingDays: rule118(3, "warn"),
    supplements: rule118(1, "warn"),
  },
];

/** The regime of a named id. */
export function getRegime(id: RegimeId): Regime {
  const regime = REGIMES.find((entry) => entry.id === id);
  if (regime === undefined) throw new Error(`no regime ${id}`);
  return regime;
}

const FIRST_DAYS = REGIMES.map(({ validFrom }) => (validFrom === null ? Number.NEGATIVE_INFINITY : toEpochDay(validFrom)));

/** The regime in force on the day of receipt. */
export function regimeOn(receivedOn: EpochDay): Regime {
  let index = FIRST_DAYS.length - 1;
  while (Number(FIRST_DAYS[index]) > receivedOn) index -= 1;
  return REGIMES[index] as Regime;
}
