import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, PageHeader, Section, Stack, StatGrid, StatTile, Table, Tag } from "#ui/ui.tsx";
import type { Rejected } from "./import/import-report.ts";
import type { ImportRun } from "./import-run.store.ts";
import { text, type TextKey } from "./texts.ts";

export const IMPORTS = "/quan-tri/thu-tuc/nhap";

export function ImportList({ locale, runs }: { locale: Locale; runs: readonly ImportRun[] }) {
  return (
    <Stack>
      <PageHeader title={text(locale, "imports.title")} lead={text(locale, "imports.lead")} />
      {runs.length === 0 ? (
        <EmptyState title={text(locale, "imports.none")} icon="inbox" />
      ) : (
        <Table
          caption={text(locale, "imports.title")}
          captionHidden
          stack
          rows={runs}
          columns={[
            {
              key: "when",
              header: text(locale, "imports.when"),
              rowHeader: true,
              nowrap: true,
              cell: (r) => <a href={`${IMPORTS}/${r.id}`}>{formatInstant(r.startedAt)}</a>,
            },
            {
              key: "file",
              header: text(locale, "imports.file"),
              cell: (r) => (
                <>
                  {r.source} {r.dryRun && <Tag>{text(locale, "imports.dry_run")}</Tag>}
                </>
              ),
            },
            { key: "rows", header: text(locale, "imports.rows"), align: "end", cell: (r) => r.report.rows },
            { key: "taken", header: text(locale, "imports.taken"), align: "end", cell: (r) => r.report.taken },
            { key: "changed", header: text(locale, "imports.changed"), align: "end", cell: (r) => r.report.changed },
            { key: "unchanged", header: text(locale, "imports.unchanged"), align: "end", cell: (r) => r.report.unchanged },
            { key: "waiting", header: text(locale, "imports.waiting"), align: "end", cell: (r) => r.report.waiting },
            { key: "rejected", header: text(locale, "imports.rejected"), align: "end", cell: (r) => r.report.rejected.length },
          ]}
        />
      )}
    </Stack>
  );
}

export function ImportPage({ locale, run }: { locale: Locale; run: ImportRun }) {
  const { report } = run;
  const tiles = [
    ["imports.rows", report.rows],
    ["imports.taken", report.taken],
    ["imports.changed", report.changed],
    ["imports.unchanged", report.unchanged],
    ["imports.waiting", report.waiting],
    ["imports.duplicates", report.duplicates.length],
    ["imports.unknown_terms", report.terms.unknown],
    ["imports.rejected", report.rejected.length],
  ] as const;
  return (
    <Stack>
      <PageHeader
        title={text(locale, "imports.run", { id: run.id })}
        lead={`${run.source}, ${formatInstant(run.startedAt)}`}
        tags={run.dryRun ? <Tag>{text(locale, "imports.dry_run")}</Tag> : undefined}
      />
      <StatGrid>
        {tiles.map(([label, value]) => (
          <StatTile key={label} label={text(locale, label)} value={value} />
        ))}
      </StatGrid>
      <Section title={text(locale, "imports.rejected")}>
        {report.rejected.length === 0 ? (
          <p class="muted">{text(locale, "imports.all_taken")}</p>
        ) : (
          <RejectedTable locale={locale} rejected={report.rejected} />
        )}
      </Section>
    </Stack>
  );
}

const SHOWN = 500;

function RejectedTable({ locale, rejected }: { locale: Locale; rejected: readonly Rejected[] }) {
  return (
    <Table
      caption={text(locale, "imports.rejected")}
      captionHidden
      stack
      rows={rejected.slice(0, SHOWN)}
      columns={[
        { key: "file", header: text(locale, "imports.file"), cell: (r) => text(locale, `imports.file_${r.file}`) },
        { key: "line", header: text(locale, "imports.line"), rowHeader: true, align: "end", cell: (r) => r.line },
        { key: "field", header: text(locale, "imports.where"), cell: (r) => r.field },
        { key: "reason", header: text(locale, "imports.reason"), cell: (r) => text(locale, `reason.${r.reason}` as TextKey) },
        { key: "value", header: text(locale, "imports.value"), cell: (r) => <span class="code">{r.value}</span> },
      ]}
    />
  );
}
