import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, PageHeader, Section, Stack, Table } from "#ui/ui.tsx";
import { type DiffLine, diffLines } from "./article.rules.ts";
import type { Revision } from "./site.ts";
import { text } from "./texts.ts";

export interface CompareProps {
  readonly locale: Locale;
  readonly from: Revision;
  readonly to: Revision;
}

const MARKS = { added: "+", removed: "−", same: "" } as const satisfies Record<DiffLine["change"], string>;
const WORDS = { added: "compare.added", removed: "compare.removed", same: "compare.same_line" } as const;
const TONES = { added: "success", removed: "danger", same: undefined } as const;

/** What became of a text between two versions, line by line. */
export function ComparePage({ locale, from, to }: CompareProps) {
  const parts = (["title", "summary", "body"] as const).filter((part) => from[part] !== to[part]);
  return (
    <Stack>
      <PageHeader title={text(locale, "compare.title", { from: from.number, to: to.number })} lead={to.title} />
      {parts.length === 0 && <EmptyState title={text(locale, "compare.same")} />}
      {parts.map((part) => (
        <Section key={part} title={text(locale, `article.${part}`)}>
          <Table
            caption={text(locale, `article.${part}`)}
            captionHidden
            stack={false}
            rows={diffLines(from[part], to[part])}
            rowTone={({ change }) => TONES[change]}
            columns={[
              {
                key: "text",
                header: text(locale, "compare.text"),
                cell: ({ change, text: line }) => (
                  <>
                    <span class="code" aria-hidden="true">
                      {MARKS[change]}
                    </span>
                    <span class="visually-hidden">{text(locale, WORDS[change])}:</span> {line}
                  </>
                ),
              },
            ]}
          />
        </Section>
      ))}
    </Stack>
  );
}
