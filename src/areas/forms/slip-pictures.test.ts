import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shareChanged } from "../../../e2e/looks/baseline.ts";
import { drawPdf } from "../../../test/support/pdf-picture.ts";
import { apology, control, receipt, refusal, stop, supplement } from "../../../test/support/slips.ts";
import { renderSlip } from "./render-slip.ts";

const KEPT = join(import.meta.dirname, "../../../test/slips");
const WIDTH = 420;
/** What a reader of PDFs may draw otherwise after an update: the edge of a letter, never a line of text. */
const SAME_SHARE = 0.004;
/** `KEEP_SLIPS=1` keeps what is drawn; look at it before it is committed. */
const keeps = process.env["KEEP_SLIPS"] === "1";

const ERAS = { "2018": new Date("2025-08-20T01:15:00Z"), "2025": new Date("2026-11-20T01:15:00Z") } as const;
const SLIPS = { receipt, supplement_request: supplement, refusal, apology, stop, control } as const;
const kinds = Object.keys(SLIPS) as (keyof typeof SLIPS)[];
const wanted = Object.keys(ERAS).flatMap((era) => kinds.map((kind) => ({ era: era as keyof typeof ERAS, kind })));

const fileOf = (era: string, kind: string): string => join(KEPT, `${era}-${kind.replace("_", "-")}.webp`);

describe("each slip of both circulars, drawn by a reader of its own", () => {
  it.each(wanted)("looks as it was kept: $kind of $era", async ({ era, kind }) => {
    const pdf = await renderSlip(kind, { ...SLIPS[kind], eventAt: ERAS[era] } as never);
    const now = await drawPdf(pdf, WIDTH);
    const path = fileOf(era, kind);
    if (keeps) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(path, now);
    }
    expect(existsSync(path), `${path} is not kept`).toBe(true);
    const share = await shareChanged(readFileSync(path), now);
    expect(share, `${era} ${kind} differs by ${(share * 100).toFixed(2)} %`).toBeLessThanOrEqual(SAME_SHARE);
  });

  it("would see one line of text that is gone, and no picture is kept of a slip that there is not", async () => {
    const kept = readFileSync(fileOf("2025", "refusal"));
    const shorter = await drawPdf(await renderSlip("refusal", { ...refusal, reason: "Không." }), WIDTH);
    expect(await shareChanged(kept, shorter)).toBeGreaterThan(SAME_SHARE);
    expect(readdirSync(KEPT).toSorted()).toEqual(
      wanted.map(({ era, kind }) => `${era}-${kind.replace("_", "-")}.webp`).toSorted(),
    );
  });
});
