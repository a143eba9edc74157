import type { Locale } from "#platform/i18n/messages.ts";
import type { ProcedureSummary } from "#procedures";
import { EmptyState, FilterBar, PageHeader, SearchField, Table } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export function termText(locale: Locale, term: { readonly value: number | null; readonly unit: string }): string {
  return text(locale, `term.${term.unit}` as Parameters<typeof text>[1], { value: term.value ?? 0 });
}

/** Step 1: which procedure. */
export function ChooseProcedurePage({ locale, q, found }: { locale: Locale; q: string; found: readonly ProcedureSummary[] }) {
  return (
    <>
      <PageHeader title={text(locale, "receive.title")} lead={text(locale, "receive.choose_lead")} />
      <FilterBar action="/ho-so/tiep-nhan" submitLabel={text(locale, "receive.find")}>
        <SearchField
          name="q"
          label={text(locale, "receive.procedure_search")}
          hint={text(locale, "receive.procedure_hint")}
          value={q}
        />
      </FilterBar>
      <Table
        caption={text(locale, "receive.found")}
        stack
        rows={found}
        rowKey={(row) => row.code}
        empty={<EmptyState title={text(locale, "receive.none")}>{text(locale, "receive.none_hint")}</EmptyState>}
        columns={[
          {
            key: "name",
            header: text(locale, "procedure"),
            rowHeader: true,
            cell: (row) => <a href={`/ho-so/tiep-nhan/${row.versionId}`}>{row.name}</a>,
          },
          { key: "field", header: text(locale, "field"), cell: (row) => row.field },
          { key: "term", header: text(locale, "term"), cell: (row) => termText(locale, row.term) },
          {
            key: "code",
            header: text(locale, "receive.national_code"),
            nowrap: true,
            cell: (row) => <span class="code">{row.code}</span>,
          },
        ]}
      />
    </>
  );
}
