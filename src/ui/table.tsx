import { useWords } from "./context.ts";
import { EmptyState } from "./notice.tsx";
import type { Children, Tone } from "./types.ts";

export type Align = "start" | "center" | "end";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => Children;
  align?: Align | undefined;
  /** The cell that names the row: its heading for screen readers and the card's title on a phone. */
  rowHeader?: boolean | undefined;
  sort?: { href: string; direction?: "asc" | "desc" | undefined } | undefined;
  nowrap?: boolean | undefined;
  width?: "s" | "m" | "l" | undefined;
  hideOnPhone?: boolean | undefined;
  /** It is something to press, and says nothing on paper. */
  screenOnly?: boolean | undefined;
};

export type HeadCell = {
  text: Children;
  colSpan?: number | undefined;
  rowSpan?: number | undefined;
  align?: Align | undefined;
};

export type TableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey?: ((row: Row) => string) | undefined;
  empty?: Children;
  captionHidden?: boolean | undefined;
  /** Replaces the generated head where an official form has several levels. */
  head?: readonly (readonly HeadCell[])[] | undefined;
  totals?: Readonly<Partial<Record<string, Children>>> | undefined;
  /** Cards on narrow screens (the default); otherwise the table scrolls sideways. */
  stack?: boolean | undefined;
  dense?: boolean | undefined;
  bordered?: boolean | undefined;
  rowTone?: ((row: Row) => Tone | undefined) | undefined;
};

export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, stack = true } = props;
  if (rows.length === 0) return <NoRows caption={caption} empty={props.empty} />;
  const classes = ["table", stack && "table-stack", props.dense && "table-dense", props.bordered && "table-bordered"];
  const table = (
    <table class={classes.filter(Boolean).join(" ")}>
      <caption class={props.captionHidden ? "visually-hidden" : undefined}>{caption}</caption>
      <thead>{props.head === undefined ? <HeadRow columns={columns} /> : <HeadRows head={props.head} />}</thead>
      <tbody>
        {rows.map((row, index) => {
          const tone = props.rowTone?.(row);
          return (
            <tr key={props.rowKey?.(row) ?? index} class={tone === undefined ? undefined : `row-tone tone-${tone}`}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} labelled={stack}>
                  {column.cell(row)}
                </Cell>
              ))}
            </tr>
          );
        })}
      </tbody>
      {props.totals && <TotalsRow columns={columns} totals={props.totals} labelled={stack} />}
    </table>
  );
  return (
    <div class="table-box">
      {stack ? (
        <div class="table-fit">{table}</div>
      ) : (
        <div class="table-scroll" role="region" aria-label={caption} tabindex={0}>
          {table}
        </div>
      )}
    </div>
  );
}

function NoRows({ caption, empty }: { caption: string; empty: Children }) {
  const { say } = useWords();
  return (
    <section class="table-box" aria-label={caption}>
      {empty === undefined || typeof empty === "string" ? <EmptyState title={empty ?? say("noRows")} /> : empty}
    </section>
  );
}

function cellClass(column: Pick<Column<never>, "align" | "nowrap" | "width" | "hideOnPhone" | "screenOnly">): string | undefined {
  const parts = [
    column.align !== undefined && column.align !== "start" && `ta-${column.align}`,
    column.nowrap && "nowrap",
    column.width && `cw-${column.width}`,
    column.hideOnPhone && "phone-hide",
    column.screenOnly && "no-print",
  ].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(" ");
}

type HeadColumn = Omit<Column<never>, "cell">;

function HeadRow({ columns }: { columns: readonly HeadColumn[] }) {
  const { say } = useWords();
  return (
    <tr>
      {columns.map((column) => {
        const direction = column.sort?.direction;
        const order = direction === undefined ? undefined : direction === "asc" ? "ascending" : "descending";
        return (
          <th key={column.key} scope="col" class={cellClass(column)} aria-sort={order}>
            {column.sort === undefined ? (
              column.header
            ) : (
              <a href={column.sort.href}>
                {column.header}
                {direction !== undefined && <span aria-hidden="true">{direction === "asc" ? "↑" : "↓"}</span>}
                {direction !== undefined && (
                  <span class="visually-hidden">, {say(direction === "asc" ? "sortedUp" : "sortedDown")}</span>
                )}
              </a>
            )}
          </th>
        );
      })}
    </tr>
  );
}

function HeadRows({ head }: { head: readonly (readonly HeadCell[])[] }) {
  return (
    <>
      {head.map((cells, level) => (
        <tr key={level}>
          {cells.map((cell, index) => (
            <th
              key={index}
              scope={cell.colSpan !== undefined && cell.colSpan > 1 ? "colgroup" : "col"}
              colspan={cell.colSpan}
              rowspan={cell.rowSpan}
              class={cell.align === undefined ? undefined : `ta-${cell.align}`}
            >
              {cell.text}
            </th>
          ))}
        </tr>
      ))}
    </>
  );
}

type CellProps = { column: HeadColumn; labelled: boolean; children: Children };

function Cell({ column, labelled, children }: CellProps) {
  const label = labelled ? column.header : undefined;
  return column.rowHeader ? (
    <th scope="row" class={cellClass(column)} data-label={label}>
      <div>{children}</div>
    </th>
  ) : (
    <td class={cellClass(column)} data-label={label}>
      <div>{children}</div>
    </td>
  );
}

type TotalsProps = {
  columns: readonly HeadColumn[];
  totals: Readonly<Partial<Record<string, Children>>>;
  labelled: boolean;
};

/** The first column without a total of its own names the row. */
function TotalsRow({ columns, totals, labelled }: TotalsProps) {
  const { say } = useWords();
  const named = columns.find((column) => totals[column.key] === undefined)?.key;
  return (
    <tfoot>
      <tr>
        {columns.map((column) =>
          column.key === named ? (
            <th key={column.key} scope="row" class={cellClass(column)}>
              {say("total")}
            </th>
          ) : (
            <Cell key={column.key} column={{ ...column, rowHeader: false }} labelled={labelled}>
              {totals[column.key]}
            </Cell>
          ),
        )}
      </tr>
    </tfoot>
  );
}
