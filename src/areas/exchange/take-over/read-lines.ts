import type { Hash } from "node:crypto";
import { exchangeRefusal } from "../exchange.errors.ts";
import { type CsvLine, fileNameOf } from "../read-csv.ts";
import { readRows, type RowSource } from "../read-rows.ts";

/** All lines of a list that is judged as a whole. Refuses one with more lines than that (`too_many_rows`). */
export async function readLines(source: RowSource, hash: Hash, most: number): Promise<readonly CsvLine[]> {
  const lines: CsvLine[] = [];
  for await (const line of readRows(source, hash)) {
    lines.push(line);
    if (lines.length > most)
      throw exchangeRefusal("too_many_rows", { field: "file", values: { file: fileNameOf(source), most } });
  }
  return lines;
}
