import { parseArgs } from "node:util";
import { findProcedures, rebuildSearchIndex, whyInWords } from "#procedures";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { withDatabase } from "./with-database.ts";

const USUAL_LIMIT = 10;
const MOST = 100;

export const command: CliCommand = {
  name: "search",
  summary: "Find the procedure that answers a question in anyone's words",
  usage: `
Usage: motcua search "<question>" [--limit <n>] [--json]
       motcua search --rebuild

  --limit    how many at most                              default ${USUAL_LIMIT}
  --json     {"items": [{"code", "name", "field", "score", "why"}], "total", "askBack": [{"by", "options": [{"value",
             "codes"}]}], "corrected", "fits"}
  --rebuild  make the index anew from the catalogue; imports and publishing keep it up to date by themselves

Ends with 1 when nothing fits.

Example: motcua search "làm giấy khai sinh cho con" --limit 3`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { limit: { type: "string" }, json: { type: "boolean" }, rebuild: { type: "boolean" } },
    allowPositionals: true,
    strict: true,
  });
  if (values.rebuild === true) return rebuild(io);
  const q = positionals.join(" ").trim();
  if (q === "") throw new UsageError("a question is needed");
  const limit = Number(values.limit ?? USUAL_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new UsageError(`--limit is a number from 1 to ${MOST}`);
  const found = await withDatabase(io, ({ pool }) =>
    reading(pool, NO_ROWS, (tx) => findProcedures(tx, { q, limit }, localDay(new Date()))),
  );
  const items = (found.fits ? found.matches : []).map(({ procedure: { code, name, field }, score, why }) => ({
    code,
    name,
    field,
    score: Math.round(score * 1000) / 1000,
    why: whyInWords("vi", why),
  }));
  const answer = {
    items,
    total: found.total,
    askBack: found.askBack,
    corrected: found.corrected ?? null,
    fits: found.fits,
    isDoubtful: found.isDoubtful,
  };
  io.stdout.write(values.json === true ? `${JSON.stringify(answer)}\n` : describe(answer));
  return found.fits ? EXIT.done : EXIT.failed;
}

type Item = { code: string; name: string; field: string; score: number; why: string };

interface Answer {
  items: readonly Item[];
  corrected: string | null;
  fits: boolean;
  isDoubtful: boolean;
}

function describe({ items, corrected, fits, isDoubtful }: Answer): string {
  if (!fits) return "không có thủ tục phù hợp / nothing fits\n";
  const lines = items.map(
    ({ code, name, field, score, why }) => `${score.toFixed(3)}  ${code}  ${name}\n       ${field}; ${why}`,
  );
  const doubt = isDoubtful ? "không chắc đúng việc cần tìm / this may be something else\n" : "";
  return `${corrected === null ? "" : `→ ${corrected}\n`}${doubt}${lines.join("\n")}\n`;
}

async function rebuild(io: CliIo): Promise<number> {
  const { documents } = await withDatabase(io, ({ pool }) => inTransaction(pool, NO_ROWS, rebuildSearchIndex));
  io.stdout.write(`${documents} procedures indexed\n`);
  return EXIT.done;
}
