import type { Locale } from "#platform/i18n/messages.ts";
import { Columns, LinkButton, Notice, PageHeader, Section, Stack } from "#ui/ui.tsx";
import { Diagram } from "./diagram.tsx";
import type { Lost } from "./import-bpmn.ts";
import type { ProcessVersion } from "./process-version.ts";
import { text } from "./texts.ts";
import { versionHref } from "./words.ts";

/** "dòng 12 – bpmn:Task “a”: …" */
export const lostText = (locale: Locale, { why, type, id, line }: Lost): string => {
  const said = text(locale, `lost.${why}`, { type, id: id === "" ? "–" : id });
  return line === null ? said : `${text(locale, "import.line", { line })} – ${said}`;
};

export interface DiffPageProps {
  readonly locale: Locale;
  readonly before: ProcessVersion;
  readonly after: ProcessVersion;
  readonly lines: readonly string[];
}

/** Two versions in words, with both diagrams. */
export function DiffPage({ locale, before, after, lines }: DiffPageProps) {
  return (
    <Stack>
      <PageHeader
        kicker={`${after.procedureCode} · ${after.ownerName}`}
        title={text(locale, "diff.title", { a: before.version, b: after.version })}
        lead={after.procedureName}
      />
      {lines.length === 0 ? (
        <Notice>{text(locale, "diff.same")}</Notice>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Columns
        aside={
          <Section title={text(locale, "page.version", { version: after.version })}>
            <Diagram locale={locale} definition={after.definition} findings={[]} />
          </Section>
        }
        asideLabel={text(locale, "page.version", { version: after.version })}
      >
        <Section title={text(locale, "page.version", { version: before.version })}>
          <Diagram locale={locale} definition={before.definition} findings={[]} />
        </Section>
      </Columns>
    </Stack>
  );
}

export interface ImportedPageProps {
  readonly locale: Locale;
  readonly versionId: number;
  readonly steps: number;
  readonly actions: number;
  readonly lost: readonly Lost[];
}

/** What was taken of a file, and line by line what was not. */
export function ImportedPage({ locale, versionId, steps, actions, lost }: ImportedPageProps) {
  return (
    <Stack>
      <PageHeader
        title={text(locale, "import.title")}
        lead={text(locale, "import.done", { steps, actions, lost: lost.length })}
        actions={
          <LinkButton href={versionHref(versionId)} variant="primary" icon="arrow">
            {text(locale, "import.continue")}
          </LinkButton>
        }
      />
      {lost.length > 0 && (
        <Notice tone="warning" title={text(locale, "import.lost_lead")}>
          <ul>
            {lost.map((one, index) => (
              <li key={index}>{lostText(locale, one)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Stack>
  );
}
