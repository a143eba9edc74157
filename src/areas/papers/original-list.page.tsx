import { dossierPath } from "#dossiers";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, PageHeader, Pagination, Table, Tabs, Tag } from "#ui/ui.tsx";
import type { ListedOriginal } from "./original.ts";
import { text } from "./texts.ts";

export const ORIGINALS = "/giay-to/ban-chinh";
export const ORIGINAL_VIEWS = ["held", "settled"] as const;
export type OriginalView = (typeof ORIGINAL_VIEWS)[number];

export interface OriginalListProps {
  readonly locale: Locale;
  readonly view: OriginalView;
  readonly rows: readonly ListedOriginal[];
  readonly nextHref: string | undefined;
}

/** What became of an original: with the office still, given to somebody, or kept for a reason. */
function endText(locale: Locale, row: ListedOriginal): string {
  if (row.endedAt === null) return text(locale, "originals.held");
  const how =
    row.givenTo === null
      ? text(locale, "originals.kept", { reason: row.keptReason ?? "" })
      : text(locale, "originals.given", { name: row.givenTo });
  return `${how} · ${row.endedBy ?? ""}, ${formatInstant(row.endedAt)}`;
}

/** The originals of applicants that the office holds, or held: of which dossier, since when, and where its papers lie. */
export function OriginalListPage({ locale, view, rows, nextHref }: OriginalListProps) {
  return (
    <>
      <PageHeader title={text(locale, "originals.list")} lead={text(locale, "originals.list_lead")} />
      <Tabs
        label={text(locale, "originals.list")}
        items={ORIGINAL_VIEWS.map((one) => ({
          href: `${ORIGINALS}?loc=${one}`,
          label: text(locale, `originals.view_${one}`),
          current: one === view,
        }))}
      />
      <Table
        caption={text(locale, "originals.list")}
        captionHidden
        rows={rows}
        rowKey={(row) => String(row.id)}
        empty={<EmptyState title={text(locale, view === "held" ? "originals.none" : "originals.none_settled")} />}
        columns={[
          {
            key: "name",
            header: text(locale, "originals.paper"),
            rowHeader: true,
            cell: (row) => [`${row.quantity} × ${row.name}`, row.note].filter(Boolean).join(" – "),
          },
          {
            key: "code",
            header: text(locale, "sheet.code"),
            cell: (row) => (
              <>
                <a class="code nowrap" href={dossierPath(row.dossierId, "papers")}>
                  {row.code}
                </a>{" "}
                {row.endedAt === null && row.over && <Tag tone="warning">{text(locale, "originals.over")}</Tag>}
              </>
            ),
          },
          { key: "owner", header: text(locale, "sheet.owner"), cell: (row) => row.ownerName },
          {
            key: "taken",
            header: text(locale, "originals.taken"),
            cell: (row) => `${row.takenBy}, ${formatInstant(row.takenAt)}`,
          },
          view === "held"
            ? {
                key: "place",
                header: text(locale, "custody"),
                cell: (row) => [text(locale, `custody.${row.place}`), row.placeUnit].filter(Boolean).join(" · "),
              }
            : { key: "ended", header: text(locale, "originals.ended"), cell: (row) => endText(locale, row) },
        ]}
      />
      <Pagination nextHref={nextHref} />
    </>
  );
}
