import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { DateField, FilterBar, Notice, PageHeader, Table } from "#ui/ui.tsx";
import { periodText } from "./period-text.ts";
import type { PostHolder } from "./post.store.ts";
import { text } from "./texts.ts";

export interface PostPageProps {
  readonly locale: Locale;
  readonly postId: number;
  readonly title: string;
  readonly unitName: string;
  readonly on: string;
  readonly holders: readonly PostHolder[];
}

/** Everyone who has held a post, and who did on the chosen day. */
export function PostPage({ locale, postId, title, unitName, on, holders }: PostPageProps) {
  const then = holders.filter((one) => (one.from === null || one.from <= on) && (one.until === null || on < one.until));
  const names = then.length === 0 ? text(locale, "unit.vacant") : then.map((one) => one.name).join(", ");
  return (
    <>
      <PageHeader title={title} kicker={unitName} lead={text(locale, "post.title")} />
      <FilterBar action={`/to-chuc/vi-tri/${postId}`} submitLabel={text(locale, "tree.filter")}>
        <DateField name="on" label={text(locale, "tree.on")} value={formatDay(on)} />
      </FilterBar>
      <Notice tone={then.length === 0 ? "warning" : "info"}>{text(locale, "post.on_day", { on: formatDay(on), names })}</Notice>
      <Table
        caption={text(locale, "post.title")}
        captionHidden
        stack
        rows={holders}
        rowKey={(row) => String(row.assignmentId)}
        empty={text(locale, "unit.vacant")}
        columns={[
          { key: "holder", header: text(locale, "unit.holder"), rowHeader: true, cell: (row) => row.name },
          { key: "period", header: text(locale, "post.period"), cell: (row) => periodText(locale, row) },
          { key: "decision", header: text(locale, "unit.decision"), cell: (row) => row.decisionNo ?? "" },
        ]}
      />
    </>
  );
}
