import { z } from "zod";
import { choice, chosenId, many, optional, requiredText } from "#platform/input/fields.ts";

/** Dossiers by their codes, one a line, as a scanner of codes types them. */
const codes = requiredText(6000).transform((value) => [...new Set(value.split(/[\s,;]+/).filter((code) => code !== ""))]);

export const GivePapersInput = z.object({
  codes: codes.pipe(z.array(z.string().max(80)).min(1).max(100)),
  /** Whose papers they are now; needed of somebody who works in several units. */
  fromUnitId: optional(chosenId()),
  toUnitId: optional(chosenId()),
  /** The post; its carrier takes the papers and signs on the paper. */
  carrier: optional(requiredText(200)),
  carrierPerson: optional(requiredText(200)),
  note: optional(requiredText(500)),
});
export type GivePapersInput = z.output<typeof GivePapersInput>;

export const ReceivePapersInput = z.object({
  /** Dossiers that really lie in the batch; what is missing needs a remark. */
  arrived: many(chosenId()),
  remark: optional(requiredText(500)),
});
export type ReceivePapersInput = z.output<typeof ReceivePapersInput>;

/** How the post's way ended: with the applicant, with a unit of the office, or where the papers came from. */
export const CARRIAGE_OUTCOMES = ["applicant", "office", "came_back"] as const;
export type CarriageOutcome = (typeof CARRIAGE_OUTCOMES)[number];

export const EndCarriageInput = z.object({
  dossiers: many(chosenId()),
  outcome: choice(CARRIAGE_OUTCOMES),
  /** Who signed for the papers. */
  receivedBy: optional(requiredText(200)),
  toUnitId: optional(chosenId()),
  remark: optional(requiredText(500)),
});
export type EndCarriageInput = z.output<typeof EndCarriageInput>;

/** A batch of papers that went from one place to another, signed by both sides. */
export interface Sheet {
  readonly id: number;
  readonly year: number;
  readonly number: number;
  readonly agencyId: number;
  readonly fromUnitId: number;
  readonly fromUnit: string;
  readonly toUnitId: number | null;
  readonly toUnit: string | null;
  readonly carrier: string | null;
  readonly note: string | null;
  readonly giverName: string;
  readonly givenAt: Date;
  readonly receiverName: string | null;
  readonly receivedAt: Date | null;
  readonly items: number;
  /** How many of them are still with the post. */
  readonly underWay: number;
}

export interface SheetItem {
  readonly dossierId: number;
  readonly code: string;
  readonly procedureName: string;
  readonly ownerName: string;
  readonly papers: string | null;
  readonly arrived: boolean | null;
  readonly remark: string | null;
  readonly outcome: CarriageOutcome | null;
  readonly reachedUnit: string | null;
  readonly receivedBy: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

/** With the post, which has neither delivered it nor brought it back. */
export const isUnderWay = (sheet: Pick<Sheet, "carrier">, item: Pick<SheetItem, "endedAt">): boolean =>
  sheet.carrier !== null && item.endedAt === null;

/** How a sheet is quoted: its number and year. */
export const sheetNumber = (sheet: Pick<Sheet, "number" | "year">): string => `${sheet.number}/${sheet.year}`;
