import { parseArgs } from "node:util";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { type ComputedFigure, computeFigures } from "./figures/compute-figures.ts";
import { readSourceFigures } from "./figures/source-figure.ts";
import { findSetting } from "./seeds/scope.store.ts";
import { SCALE_SETTING } from "./seeds/seed-figures.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "figures",
  summary: "Print each figure of the source reports from the database",
  usage: `
Usage: motcua figures [--row <A…G|A2>] [--json]

  --row    figures of one row, or of one letter     default all
  --json   {"scale", "figures": [{"id", "row", "source", "text", "unit", "scope", "asOf", "qualifier", "sourceValue", "state",
           "value", "numerator", "denominator", "evidence", "match", "synthetic"}]}

Every value is computed by the query of form II.06a from what "motcua seed figures" has built; evidence leads to the
dossiers it counts. state: computed, not seeded, not yet built. A source that gives no number is "not reported"; what
stands beside it is synthetic. Ends with 1 when a computed value is not what its source says.

Example: motcua figures --row A2`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: { row: { type: "string" }, json: { type: "boolean" } }, strict: true });
  const { row } = values;
  const rows = new Set(readSourceFigures().figures.map((figure) => figure.row));
  if (row !== undefined && !/^[A-G]$/.test(row) && !rows.has(row))
    throw new UsageError(`--row is a letter from A to G or one of ${[...rows].join(", ")}, not ${row}`);
  const { scale, figures } = await withDatabase(io, async ({ pool }) => {
    const found = await reading(pool, NO_ROWS, (tx) => findSetting(tx, SCALE_SETTING));
    const standing = typeof found === "number" ? found : 1;
    return { scale: standing, figures: await computeFigures(pool, row, standing) };
  });
  io.stdout.write(values.json === true ? `${JSON.stringify({ scale, figures })}\n` : describe(figures, scale));
  return figures.some(({ match }) => match === false) ? EXIT.failed : EXIT.done;
}

const inVietnamese = (value: number, decimals = 0): string =>
  value.toLocaleString("vi-VN", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

const QUALIFIER_TEXT: Readonly<Record<string, string>> = {
  over: "trên ",
  nearly: "gần ",

  basically: "cơ bản ",
};

/** What stands for a word of the answer in the text for people; `--json` keeps the word itself. */
const IN_WORDS: Readonly<Record<string, string>> = {
  "not reported": "nguồn không nêu / not reported",
  "not seeded": "chưa nạp số liệu / not seeded",
  "not yet built": "chưa xây dựng / not yet built",
};

const VERDICTS = { true: "khớp / match", false: "KHÔNG KHỚP / NO MATCH" } as const;

function stated({ sourceValue, qualifier, unit }: ComputedFigure): string {
  if (sourceValue === "not reported") return IN_WORDS[sourceValue] ?? sourceValue;
  if (qualifier === "almost_all") return "hầu hết";
  return `${QUALIFIER_TEXT[qualifier] ?? ""}${sourceValue.toLocaleString("vi-VN")}${unit === "%" ? " %" : ""}`;
}

function valueText({ state, value, numerator, denominator, unit }: ComputedFigure): string {
  if (state !== "computed") return IN_WORDS[state] ?? state;
  if (value === null || numerator === null) return "–";
  return denominator === null
    ? inVietnamese(value)
    : `${inVietnamese(value, unit === "%" ? 2 : 0)}${unit === "%" ? " %" : ""} = ${inVietnamese(numerator)} / ${inVietnamese(denominator)}`;
}

/** Two lines for each figure: what the source says and what the database says; a third for the evidence. */
function describe(figures: readonly ComputedFigure[], scale: number): string {
  const lines = figures.flatMap((figure) => {
    const verdict = figure.match === null ? (figure.synthetic ? "số dựng / synthetic" : "") : VERDICTS[`${figure.match}`];
    const about = [figure.scope, figure.asOf].filter((part) => part !== null).join(", ");
    return [
      `${figure.id.padEnd(22)} ${figure.text.vi}${about === "" ? "" : ` (${about})`}`,
      `${"".padEnd(22)} ${stated(figure).padEnd(16)} ${valueText(figure)}  ${verdict}`.trimEnd(),
      ...figure.evidence.map((address) => `${"".padEnd(22)} ${address}`),
    ];
  });
  const head = scale === 1 ? [] : [`Quảng Ninh ở tỷ lệ / at scale ${scale}: số hồ sơ phải nhân lên tương ứng`];
  return `${[...head, ...lines].join("\n")}\n`;
}
