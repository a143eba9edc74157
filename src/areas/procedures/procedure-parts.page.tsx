import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { DescriptionList, Notice, Section, Stack, Table } from "#ui/ui.tsx";
import { Checklist, type PartsProps } from "./checklist.page.tsx";
import type { Channel } from "./definition.ts";
import { FeesPart } from "./fees-part.page.tsx";
import type { Procedure } from "./procedure.ts";
import { termInWords } from "./term-words.ts";
import { text } from "./texts.ts";

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
        {definition.fees.length === 0 ? (
          <Missing locale={locale} />
        ) : (
          <FeesPart locale={locale} fees={definition.fees} cases={definition.cases} />
        )}
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
  const [first] = channels;
  const noteOfAll = channels.every((c) => c.note === first?.note) ? first?.note : undefined;
  const has = (key: "term" | "feeText" | "note") => channels.some((c) => c[key] !== undefined);
  return (
    <Stack gap="s">
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
          ...(has("term")
            ? [
                {
                  key: "term",
                  header: text(locale, "procedure.term"),
                  cell: (c: Channel) => c.termText ?? termInWords(locale, c.term ?? procedure.term),
                },
              ]
            : []),
          ...(has("feeText") ? [{ key: "fee", header: text(locale, "part.fees"), cell: (c: Channel) => c.feeText }] : []),
          ...(has("note") && noteOfAll === undefined
            ? [{ key: "note", header: text(locale, "channel.note"), cell: (c: Channel) => c.note }]
            : []),
        ]}
      />
      {noteOfAll !== undefined && <Lines value={noteOfAll} />}
    </Stack>
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
