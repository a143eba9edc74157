import { z } from "zod";
import { integer, requiredText } from "#platform/input/fields.ts";

export const StatementInput = z.object({ carrier: requiredText(200), statementNo: requiredText(60) });
export type StatementInput = z.output<typeof StatementInput>;

export const AcceptLineInput = z.object({ line: integer(1, 1_000_000), note: requiredText(500) });
export type AcceptLineInput = z.output<typeof AcceptLineInput>;

/** What became of a line; the first three wait for a person. */
export const OPEN_OUTCOMES = ["differs", "unknown_slip", "not_delivered"] as const;
export type LineOutcome = (typeof OPEN_OUTCOMES)[number] | "matched" | "settled_before" | "accepted" | "rejected";

/** Why a line could not be read. */
export const LINE_PROBLEMS = ["columns", "slip", "amount", "slip_twice"] as const;
export type LineProblem = (typeof LINE_PROBLEMS)[number];

/** A line of a file as it was read. */
export type ReadLine =
  | { readonly line: number; readonly slipNo: string; readonly amountVnd: number; readonly problem?: undefined }
  | { readonly line: number; readonly problem: LineProblem };

/** What a carrier says that it collected and hands over. */
export interface Statement {
  readonly id: number;
  readonly agencyId: number;
  readonly carrier: string;
  readonly statementNo: string;
  readonly fileSha256: string;
  readonly fileName: string;
  readonly importedBy: string;
  readonly importedAt: Date;
  readonly lines: number;
  readonly open: number;
  readonly rejected: number;
  readonly bookedVnd: number;
  readonly statedVnd: number;
}

export interface StatementLine {
  readonly line: number;
  readonly slipNo: string | null;
  readonly amountVnd: number | null;
  readonly outcome: LineOutcome;
  readonly problem: LineProblem | null;
  /** What the office had still to get under this slip when the line was read. */
  readonly expectedVnd: number | null;
  readonly dossierId: number | null;
  readonly code: string | null;
  readonly bookedVnd: number;
  readonly note: string | null;
  readonly settledBy: string | null;
}

export const isOpenLine = ({ outcome }: Pick<StatementLine, "outcome">): boolean =>
  (OPEN_OUTCOMES as readonly string[]).includes(outcome);
