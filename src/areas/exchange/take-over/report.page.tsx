import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, Section, Stack, StatGrid, StatTile, Table } from "#ui/ui.tsx";
import type { RejectedLine } from "../read-batches.ts";
import { text } from "../texts.ts";
import type { SheetDifference } from "./sheet-report.ts";

type Key = Parameters<typeof text>[1];

/** What any import has to say of a list, in one shape for the page. */
export interface ShownReport {
  readonly figures: readonly (readonly [label: Key, value: number, tone?: "warning"])[];
  readonly rejected: readonly RejectedLine[];
  readonly differences: readonly SheetDifference[];
  readonly onlyHere: readonly string[];
  readonly flagged: readonly { readonly line: number; readonly key: string; readonly flag: string }[];
}

/** Longer lists are for the command line, which writes them all. */
const SHOWN = 500;

interface Props {
  readonly locale: Locale;
  readonly report: ShownReport;
}

function Rejected({ locale, report: { rejected } }: Props) {
  return (
    <Section title={text(locale, "sheet.rejected")}>
      <Table
        caption={text(locale, "sheet.rejected")}
        captionHidden
        stack
        rows={rejected.slice(0, SHOWN)}
        empty={<EmptyState title={text(locale, "sheet.none_rejected")} icon="check" />}
        columns={[
          { key: "line", header: text(locale, "sheet.line"), rowHeader: true, align: "end", cell: (row) => row.line },
          { key: "field", header: text(locale, "sheet.field"), cell: (row) => <span class="code">{row.field}</span> },
          { key: "value", header: text(locale, "sheet.value"), cell: (row) => row.value },
          {
            key: "reason",
            header: text(locale, "sheet.reason"),
            cell: (row) => (
              <>
                {text(locale, `reason.${row.reason}` as Key)}
                <div class="muted small code">{row.reason}</div>
              </>
            ),
          },
          {
            key: "todo",
            header: text(locale, "external.todo"),
            width: "l",
            cell: (row) => text(locale, `fix.${row.reason}` as Key),
          },
        ]}
      />
    </Section>
  );
}

function Differences({ locale, report: { differences } }: Props) {
  return (
    <Section title={text(locale, "sheet.differing")}>
      <Table
        caption={text(locale, "sheet.differing")}
        captionHidden
        stack
        rows={differences.slice(0, SHOWN)}
        columns={[
          { key: "key", header: text(locale, "sheet.key"), rowHeader: true, cell: (row) => <span class="code">{row.key}</span> },
          { key: "line", header: text(locale, "sheet.line"), align: "end", cell: (row) => row.line },
          { key: "field", header: text(locale, "external.what"), cell: (row) => <span class="code">{row.field}</span> },
          { key: "here", header: text(locale, "external.here"), cell: (row) => row.here || "–" },
          { key: "there", header: text(locale, "sheet.in_list"), cell: (row) => row.there || "–" },
        ]}
      />
      <p class="muted">{text(locale, "sheet.differing_hint")}</p>
    </Section>
  );
}

function Flagged({ locale, report: { flagged } }: Props) {
  return (
    <Section title={text(locale, "sheet.flagged")}>
      <Table
        caption={text(locale, "sheet.flagged")}
        captionHidden
        stack
        rows={flagged.slice(0, SHOWN)}
        columns={[
          { key: "key", header: text(locale, "sheet.key"), rowHeader: true, cell: (row) => <span class="code">{row.key}</span> },
          { key: "line", header: text(locale, "sheet.line"), align: "end", cell: (row) => row.line },
          {
            key: "flag",
            header: text(locale, "sheet.reason"),
            width: "l",
            cell: (row) => text(locale, `flag.${row.flag}` as Key),
          },
        ]}
      />
    </Section>
  );
}

/** Every line of a list accounted for: taken, known, differing, rejected with what to do. */
export function ReportView(props: Props) {
  const { locale, report } = props;
  const { onlyHere } = report;
  return (
    <Stack gap="l">
      <StatGrid>
        {report.figures.map(([label, value, tone]) => (
          <StatTile key={label} label={text(locale, label)} value={value} tone={value > 0 ? tone : undefined} />
        ))}
      </StatGrid>
      <Rejected {...props} />
      {report.differences.length > 0 && <Differences {...props} />}
      {report.flagged.length > 0 && <Flagged {...props} />}
      {onlyHere.length > 0 && (
        <Section title={text(locale, "sheet.only_here", { count: onlyHere.length })}>
          <p>{onlyHere.slice(0, SHOWN).join(", ")}</p>
          <p class="muted">{text(locale, "sheet.only_here_hint")}</p>
        </Section>
      )}
    </Stack>
  );
}
