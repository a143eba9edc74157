import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { DescriptionList, Details, Notice, Section, Stack, Table, Tabs, Tag } from "#ui/ui.tsx";
import { type Component, componentsOf, type Fee } from "./definition.ts";
import type { Procedure } from "./procedure.ts";
import { termInWords } from "./term-words.ts";
import { text } from "./texts.ts";

export interface PartsProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  /** The case whose checklist is shown; all papers otherwise. */
  readonly caseCode?: string | undefined;
  /** The page's own address, for the links that choose a case; absent in print. */
  readonly href?: string | undefined;
}

/** Long texts of the catalogue: one paragraph a line. */
function Lines({ value }: { value: string }) {
  return (
    <div class="prose">
      {value
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
    </div>
  );
}

const Missing = ({ locale }: { locale: Locale }) => <p class="muted">{text(locale, "part.missing")}</p>;

function Items({ locale, items }: { locale: Locale; items: readonly string[] }) {
  return items.length === 0 ? (
    <Missing locale={locale} />
  ) : (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

/** The seven parts that Decree 63/2010 article 8 requires, then the parts that not every procedure has. */
export function ProcedureParts(props: PartsProps) {
  const { locale, procedure } = props;
  const { definition } = procedure;
  const title = (no: number, part: Parameters<typeof text>[1]) => `${no}. ${text(locale, part)}`;
  const applicants =
    definition.applicants.length > 0 ? definition.applicants : procedure.audiences.map((a) => text(locale, `audience.${a}`));
  return (
    <>
      <Section title={title(1, "part.name")} id="ten">
        <p>{procedure.name}</p>
      </Section>
      <Section title={title(2, "part.steps")} id="trinh-tu">
        {definition.steps === undefined ? <Missing locale={locale} /> : <Lines value={definition.steps} />}
      </Section>
      <Section title={title(3, "part.channels")} id="cach-thuc">
        <Channels {...props} />
      </Section>
      <Section title={title(4, "part.components")} id="ho-so">
        <Checklist {...props} />
      </Section>
      <Section title={title(5, "part.term")} id="thoi-han">
        <TermPart {...props} />
      </Section>
      <Section title={title(6, "part.applicants")} id="doi-tuong">
        <Items locale={locale} items={applicants} />
      </Section>
      <Section title={title(7, "part.agencies")} id="co-quan">
        <Items locale={locale} items={definition.agencies} />
      </Section>
      <OtherParts {...props} />
    </>
  );
}

function OtherParts({ locale, procedure }: PartsProps) {
  const { definition } = procedure;
  const forms = definition.components
    .filter((c) => c.kind === "form")
    .map((c) => (c.form === undefined ? c.name : `${c.name} (${c.form})`));
  return (
    <>
      <Section title={text(locale, "part.results")} id="ket-qua">
        <Items locale={locale} items={definition.results.map((r) => r.name)} />
      </Section>
      <Section title={text(locale, "part.fees")} id="phi">
        <Fees locale={locale} fees={definition.fees} />
      </Section>
      {forms.length > 0 && (
        <Section title={text(locale, "part.forms")} id="mau-don">
          <Items locale={locale} items={forms} />
        </Section>
      )}
      {definition.conditions !== undefined && (
        <Section title={text(locale, "part.conditions")} id="dieu-kien">
          <Lines value={definition.conditions} />
        </Section>
      )}
      <Section title={text(locale, "part.bases")} id="can-cu">
        <Items
          locale={locale}
          items={definition.legalBases.map((b) => (b.title === undefined ? b.no : `${b.no} – ${b.title}`))}
        />
      </Section>
      <Section title={text(locale, "part.decision")} id="quyet-dinh">
        <Decision locale={locale} procedure={procedure} />
      </Section>
    </>
  );
}

function TermPart({ locale, procedure }: PartsProps) {
  const { term, definition } = procedure;
  const { stated, basis, note } = definition.terms;
  return (
    <Stack gap="s">
      {term.unit === "unknown" ? (
        <Notice tone="warning" title={text(locale, "term.unknown")}>
          <p>{text(locale, "term.unknown_explained")}</p>
        </Notice>
      ) : (
        <p>
          <strong>{termInWords(locale, term)}</strong>
        </p>
      )}
      {stated !== undefined && <p>{text(locale, "term.as_stated", { text: stated })}</p>}
      {note !== undefined && <Lines value={note} />}
      {basis !== undefined && <p class="muted">{text(locale, "term.basis", { text: basis })}</p>}
    </Stack>
  );
}

function Channels({ locale, procedure }: PartsProps) {
  const { channels } = procedure.definition;
  if (channels.length === 0) return <Missing locale={locale} />;
  return (
    <Table
      caption={text(locale, "part.channels")}
      captionHidden
      stack
      rows={channels}
      columns={[
        {
          key: "channel",
          header: text(locale, "channel.head"),
          rowHeader: true,
          cell: (c) => text(locale, `channel.${c.channel}`),
        },
        {
          key: "term",
          header: text(locale, "procedure.term"),
          cell: (c) => c.termText ?? termInWords(locale, c.term ?? procedure.term),
        },
        { key: "fee", header: text(locale, "part.fees"), cell: (c) => c.feeText },
        { key: "note", header: text(locale, "channel.note"), cell: (c) => c.note },
      ]}
    />
  );
}

function Checklist({ locale, procedure, caseCode, href }: PartsProps) {
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

function Papers({
  locale,
  caption,
  hidden,
  components,
}: {
  locale: Locale;
  caption: string;
  hidden: boolean;
  components: readonly Component[];
}) {
  const copies = (count: number | null) =>
    count === null ? text(locale, "component.copies_unknown") : count === 0 ? "–" : String(count);
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
          cell: (c) => <Paper locale={locale} component={c} />,
        },
        {
          key: "original",
          header: text(locale, "component.original"),
          align: "center",
          cell: (c) => (c.kind === "shown" ? text(locale, "component.shown") : copies(c.copies.original)),
        },
        {
          key: "certified",
          header: text(locale, "component.certified"),
          align: "center",
          cell: (c) => copies(c.copies.certified),
        },
        { key: "photo", header: text(locale, "component.photo"), align: "center", cell: (c) => copies(c.copies.photo) },
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

function Fees({ locale, fees }: { locale: Locale; fees: readonly Fee[] }) {
  if (fees.length === 0) return <Missing locale={locale} />;
  const amount = (fee: Fee): string => {
    if (fee.amountVnd === null) return text(locale, "fee.see_note");
    return fee.amountVnd === 0
      ? text(locale, "fee.free")
      : text(locale, "fee.amount_vnd", { amount: formatNumber(fee.amountVnd, locale) });
  };
  return (
    <Table
      caption={text(locale, "part.fees")}
      captionHidden
      stack
      rows={fees}
      columns={[
        { key: "kind", header: text(locale, "fee.kind"), rowHeader: true, cell: (f) => text(locale, `fee.${f.kind}`) },
        { key: "amount", header: text(locale, "fee.amount"), nowrap: true, cell: amount },
        {
          key: "note",
          header: text(locale, "fee.note"),
          cell: (f) => [f.text, f.exemption, f.basis].filter((t) => t !== undefined).join(" · "),
        },
      ]}
    />
  );
}

function Decision({ locale, procedure }: { locale: Locale; procedure: Procedure }) {
  const decision = procedure.definition.announcingDecision;
  if (decision === undefined) return <p class="muted">{text(locale, "decision.none")}</p>;
  const words = [
    text(locale, "decision.text", { no: decision.no }),
    decision.date === undefined ? undefined : text(locale, "decision.date", { date: formatDay(decision.date) }),
    decision.issuer === undefined ? undefined : text(locale, "decision.issuer", { issuer: decision.issuer }),
  ];
  return <p>{words.filter((word) => word !== undefined).join(" ")}</p>;
}

/** Code, field, level, term and source, at the head of a procedure's page. */
export function ProcedureFacts({ locale, procedure }: PartsProps) {
  return (
    <DescriptionList
      columns={2}
      items={[
        { term: text(locale, "procedure.code"), detail: <span class="code">{procedure.code}</span> },
        { term: text(locale, "procedure.field"), detail: procedure.field },
        { term: text(locale, "procedure.term"), detail: termInWords(locale, procedure.term) },
        {
          term: text(locale, "procedure.level"),
          detail: procedure.levels.map((level) => text(locale, `level.${level}`)).join(", "),
        },
        { term: text(locale, "procedure.in_force"), detail: periodInWords(locale, procedure) },
        {
          term: text(locale, "procedure.source"),
          detail: `${procedure.source} (${text(locale, procedure.verified ? "procedure.verified" : "procedure.unverified")})`,
        },
      ]}
    />
  );
}

/** When a version is in force, in words. */
export function periodInWords(locale: Locale, version: { readonly from: string | null; readonly until: string | null }): string {
  const { from, until } = version;
  if (from === null)
    return until === null ? text(locale, "procedure.always") : text(locale, "procedure.until", { until: formatDay(until) });
  const since = formatDay(from);
  return until === null
    ? text(locale, "procedure.since", { from: since })
    : text(locale, "procedure.period", { from: since, until: formatDay(until) });
}
