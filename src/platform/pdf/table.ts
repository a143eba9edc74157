import { breakLines, type Line, type Run } from "./lines.ts";
import { drawLines, lineHeight, measureAt, need, RULE, type Sheet } from "./sheet.ts";

export interface TableColumn {
  readonly header: string;
  /** Share of the table's width. */
  readonly share: number;
  readonly align: "left" | "center" | "right";
}

const PADDING = 2;

interface Grid {
  readonly columns: readonly (TableColumn & { readonly x: number; readonly width: number })[];
  readonly size: number;
}

function gridOf(sheet: Sheet, columns: readonly TableColumn[], size: number): Grid {
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  let x = sheet.left;
  const placed = columns.map((column) => {
    const width = (sheet.width * column.share) / total;
    const at = { ...column, x, width };
    x += width;
    return at;
  });
  return { columns: placed, size };
}

const heightOf = (cells: readonly (readonly Line[])[], size: number): number =>
  Math.max(1, ...cells.map((cell) => cell.length)) * lineHeight(size) + 2 * PADDING;

function layCells(sheet: Sheet, grid: Grid, cells: readonly (readonly Run[])[]): Line[][] {
  return grid.columns.map((column, index) =>
    breakLines(cells[index] ?? [], column.width - 2 * PADDING, measureAt(sheet, grid.size)),
  );
}

function drawRow(sheet: Sheet, grid: Grid, cells: readonly (readonly Line[])[], shade: boolean): void {
  const height = heightOf(cells, grid.size);
  const { doc } = sheet;
  if (shade) doc.rect(sheet.left, sheet.y, sheet.width, height).fill("#efefef");
  for (const [index, column] of grid.columns.entries()) {
    doc.rect(column.x, sheet.y, column.width, height).lineWidth(0.5).strokeColor(RULE).stroke();
    const lines = cells[index] ?? [];
    const free = shade ? (height - 2 * PADDING - lines.length * lineHeight(grid.size)) / 2 : 0;
    drawLines(sheet, lines, sheet.y + PADDING + free, {
      x: column.x + PADDING,
      width: column.width - 2 * PADDING,
      size: grid.size,
      align: shade ? "center" : column.align,
    });
  }
  sheet.y += height;
}

export type TableRow = readonly (readonly Run[])[];

/**
 * A ruled table whose head is repeated on every page, drawn row by row. A row stays together when it fits on a page, and is
 * cut between lines when it does not.
 */
export function beginTable(
  sheet: Sheet,
  columns: readonly TableColumn[],
  size = sheet.size - 0.4,
): { readonly add: (row: TableRow) => void } {
  const grid = gridOf(sheet, columns, size);
  const head = layCells(
    sheet,
    grid,
    columns.map((column) => [{ text: column.header, style: "bold" }]),
  );
  const headHeight = heightOf(head, size);
  const page = sheet.bottom - sheet.top - headHeight;
  const smallest = lineHeight(size) + 2 * PADDING;
  let headed = false;
  const startPart = (height: number) => {
    if (need(sheet, headed ? height : headHeight + height) || !headed) {
      drawRow(sheet, grid, head, true);
      headed = true;
    }
  };
  const add = (row: TableRow) => {
    let cells = layCells(sheet, grid, row);
    const height = heightOf(cells, size);
    startPart(height <= page ? height : smallest);
    while (sheet.y + heightOf(cells, size) > sheet.bottom) {
      const count = Math.max(1, Math.floor((sheet.bottom - sheet.y - 2 * PADDING) / lineHeight(size)));
      drawRow(
        sheet,
        grid,
        cells.map((cell) => cell.slice(0, count)),
        false,
      );
      cells = cells.map((cell) => cell.slice(count));
      startPart(smallest);
    }
    if (cells.some((cell) => cell.length > 0)) drawRow(sheet, grid, cells, false);
  };
  return { add };
}

/** A table of rows that are all there. */
export function drawTable(
  sheet: Sheet,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  size = sheet.size - 0.4,
): void {
  const table = beginTable(sheet, columns, size);
  for (const row of rows) table.add(row);
}
