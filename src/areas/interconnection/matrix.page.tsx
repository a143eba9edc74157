import type { Locale } from "#platform/i18n/messages.ts";
import { DateField, EmptyState, FilterBar, FormRow, PageHeader, Table } from "#ui/ui.tsx";
import type { MatrixCell } from "./reception.store.ts";
import { text } from "./texts.ts";

export const MATRIX = "/bao-cao/phi-dia-gioi";

interface MatrixProps {
  readonly locale: Locale;
  readonly cells: readonly MatrixCell[];
  readonly names: ReadonlyMap<number, string>;
  readonly from: string;
  readonly to: string;
}

/** Who received for whom: rows receive, columns decide. */
export function MatrixPage({ locale, cells, names, from, to }: MatrixProps) {
  const receiving = [...new Set(cells.map((cell) => cell.receivingAgencyId))];
  const deciding = [...new Set(cells.map((cell) => cell.decidingAgencyId))];
  const at = (row: number, column: number): number =>
    cells.find((cell) => cell.receivingAgencyId === row && cell.decidingAgencyId === column)?.received ?? 0;
  const sum = (kind: "receivingAgencyId" | "decidingAgencyId", id: number): number =>
    cells.reduce((total, cell) => total + (cell[kind] === id ? cell.received : 0), 0);
  const total = cells.reduce((all, cell) => all + cell.received, 0);
  return (
    <>
      <PageHeader title={text(locale, "matrix.title")} lead={text(locale, "matrix.lead")} />
      <FilterBar action={MATRIX} submitLabel={text(locale, "view")}>
        <FormRow>
          <DateField name="from" label={text(locale, "from")} value={from} />
          <DateField name="to" label={text(locale, "to")} value={to} />
        </FormRow>
      </FilterBar>
      <Table
        caption={text(locale, "matrix.caption")}
        stack={false}
        rows={receiving}
        rowKey={(id) => String(id)}
        empty={<EmptyState title={text(locale, "matrix.none")} />}
        columns={[
          {
            key: "receiving",
            header: text(locale, "matrix.corner"),
            rowHeader: true,
            cell: (id) => names.get(id) ?? String(id),
          },
          ...deciding.map((column) => ({
            key: String(column),
            header: names.get(column) ?? String(column),
            align: "end" as const,
            cell: (id: number) => at(id, column),
          })),
          { key: "sum", header: text(locale, "matrix.out"), align: "end", cell: (id: number) => sum("receivingAgencyId", id) },
        ]}
        totals={{
          receiving: text(locale, "matrix.in"),
          ...Object.fromEntries(deciding.map((column) => [String(column), sum("decidingAgencyId", column)])),
          sum: total,
        }}
      />
    </>
  );
}
