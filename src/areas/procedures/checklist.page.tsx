import type { Locale } from "#platform/i18n/messages.ts";
import { Details, Stack, Table, Tabs, Tag } from "#ui/ui.tsx";
import type { ComponentFile } from "./component-file.ts";
import { type Component, componentsOf } from "./definition.ts";
import type { Procedure } from "./procedure.ts";
import { SheetLink } from "./sheet-link.page.tsx";
import { termInWords } from "./term-words.ts";
import { text } from "./texts.ts";

export interface PartsProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  /** The case whose checklist is shown; all papers otherwise. */
  readonly caseCode?: string | undefined;
  /** The page's own address, for the links that choose a case; absent in print. */
  readonly href?: string | undefined;
  /** Blank forms and filled samples to download. */
  readonly sheets?: readonly ComponentFile[] | undefined;
}

/** The papers to hand in, for one case or for all, with copies and whether they are required. */
export function Checklist({ locale, procedure, caseCode, href, sheets = [] }: PartsProps) {
  const { definition } = procedure;
  const shown = componentsOf(definition, caseCode);
  const papers = shown.filter((c) => c.kind !== "note");
  const notes = shown.filter((c) => c.kind === "note");
  const chosen = definition.cases.find((c) => c.code === caseCode);
  if (shown.length === 0) return <p class="muted">{text(locale, "procedure.no_detail")}</p>;
  return (
    <Stack>
      {definition.cases.length > 1 && href !== undefined && (
        <Tabs
          label={text(locale, "procedure.case")}
          items={[
            { href: `${href}#ho-so`, label: text(locale, "procedure.case_all"), current: chosen === undefined },
            ...definition.cases.map((c) => ({
              href: `${href}?truong-hop=${encodeURIComponent(c.code)}#ho-so`,
              label: c.name,
              current: c === chosen,
            })),
          ]}
        />
      )}
      {chosen?.term !== undefined && (
        <p>
          {text(locale, "procedure.term")}: <strong>{termInWords(locale, chosen.term)}</strong>. {chosen.note}
        </p>
      )}
      {definition.dossierSets !== null && <p>{text(locale, "procedure.sets", { count: definition.dossierSets })}</p>}
      {groupsOf(papers).map(([group, components]) => (
        <Papers
          key={group}
          locale={locale}
          code={procedure.code}
          sheets={sheets}
          caption={group === "" ? text(locale, "part.components") : group}
          hidden={group === ""}
          components={components}
        />
      ))}
      {notes.length > 0 && (
        <Details summary={text(locale, "component.notes")} open={href === undefined}>
          <ul>
            {notes.map((note) => (
              <li key={note.code}>{note.name}</li>
            ))}
          </ul>
        </Details>
      )}
    </Stack>
  );
}

function groupsOf(components: readonly Component[]): readonly (readonly [string, readonly Component[]])[] {
  const groups = new Map<string, Component[]>();
  for (const component of components) {
    const group = component.group ?? "";
    groups.set(group, [...(groups.get(group) ?? []), component]);
  }
  return [...groups].toSorted(([a], [b]) => Number(a !== "") - Number(b !== ""));
}

interface PapersProps {
  readonly locale: Locale;
  readonly code: string;
  readonly sheets: readonly ComponentFile[];
  readonly caption: string;
  readonly hidden: boolean;
  readonly components: readonly Component[];
}

/** Of which kind how many are handed in: what the source does not ask for is not mentioned. */
function handIn(locale: Locale, { kind, copies }: Component): string {
  if (kind === "shown") return text(locale, "component.shown");
  const asked = (["original", "certified", "photo"] as const).flatMap((each) => {
    const count = copies[each];
    return count === null || count === 0 ? [] : [text(locale, `component.count.${each}`, { count })];
  });
  if (asked.length > 0) return asked.join(", ");
  return Object.values(copies).includes(null) ? text(locale, "component.copies_unknown") : "–";
}

function Papers({ locale, code, sheets, caption, hidden, components }: PapersProps) {
  return (
    <Table
      caption={caption}
      captionHidden={hidden}
      stack
      rows={components}
      columns={[
        {
          key: "name",
          header: text(locale, "component.name"),
          rowHeader: true,
          cell: (c) => (
            <>
              <Paper locale={locale} component={c} />
              {sheets
                .filter(({ componentCode }) => componentCode === c.code)
                .map((sheet) => (
                  <div key={sheet.id} class="small">
                    <SheetLink locale={locale} code={code} sheet={sheet} />
                  </div>
                ))}
            </>
          ),
        },
        { key: "copies", header: text(locale, "component.hand_in"), cell: (c) => handIn(locale, c) },
        {
          key: "required",
          header: text(locale, "component.required"),
          cell: (c) => (
            <Tag tone={c.required ? "info" : "neutral"}>
              {text(locale, c.required ? "component.required" : "component.if_any")}
            </Tag>
          ),
        },
      ]}
    />
  );
}

function Paper({ locale, component }: { locale: Locale; component: Component }) {
  const { name, form, note, replaceableByData } = component;
  const remarks = [
    form === undefined ? undefined : text(locale, "component.form", { text: form }),
    note?.startsWith("000.00.00.") === true ? undefined : note,
    replaceableByData === undefined ? undefined : text(locale, "component.by_data", { text: replaceableByData }),
  ].filter((remark) => remark !== undefined);
  return (
    <>
      {name}
      {remarks.map((remark) => (
        <div key={remark} class="muted small">
          {remark}
        </div>
      ))}
    </>
  );
}
