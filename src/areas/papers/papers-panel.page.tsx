import type { PanelView } from "#dossiers";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { acceptOf, SCAN_RULE } from "#platform/files/file-kind.ts";
import {
  Button,
  Cluster,
  DateField,
  Details,
  FileField,
  Form,
  FormRow,
  LinkButton,
  NumberField,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import { COPY_WAYS, type DigitalCopy } from "./digital-copy.ts";
import { type ComponentFacts, digitalState, type DigitalState } from "./digitisation.rules.ts";
import { type Sheet, sheetNumber } from "./hand-over.ts";
import type { OriginalPaper } from "./original.ts";
import { text } from "./texts.ts";

/** What the panel shows; `writes` where the reader may record. */
export interface PanelFacts {
  readonly view: PanelView;
  readonly components: readonly ComponentFacts[];
  readonly copies: readonly DigitalCopy[];
  readonly originals: readonly OriginalPaper[];
  readonly sheets: readonly Sheet[];
  readonly custodyUnit: string | undefined;
  readonly writes: boolean;
}

const TONES: Readonly<Record<DigitalState, Tone>> = {
  approved: "success",
  waiting: "info",
  excused: "neutral",
  lacking: "warning",
  optional: "neutral",
};

const typedOf = (view: PanelView, action: string) => (view.refused?.action === action ? view.refused : undefined);
const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** One line for each record of a component: what it is, by whom, and the way to look at it. */
function CopyLine({ locale, dossierId, copy }: { locale: Locale; dossierId: number; copy: DigitalCopy }) {
  const facts = [
    copy.fileName,
    copy.documentNo,
    copy.issuedOn === null ? null : formatDay(copy.issuedOn),
    copy.resultCode,
    copy.source,
    copy.reason,
  ];
  return (
    <li>
      <a href={`/ho-so/${dossierId}/so-hoa/${copy.id}`}>{text(locale, `way.${copy.way}`)}</a>
      {" · "}
      {[...facts.filter((fact) => fact !== null), copy.recordedBy, formatInstant(copy.recordedAt)].join(" · ")}{" "}
      {copy.review === "rejected" && <Tag tone="danger">{text(locale, "review.rejected")}</Tag>}
      {copy.scan === "not_scanned" && <Tag tone="neutral">{text(locale, "not_virus_scanned")}</Tag>}
    </li>
  );
}

function Components({ facts }: { facts: PanelFacts }) {
  const { view, components, copies } = facts;
  const { locale, dossier } = view;
  return (
    <Table
      caption={text(locale, "digital.table")}
      captionHidden
      rows={components}
      rowKey={(row) => row.code}
      empty={text(locale, "digital.none")}
      columns={[
        {
          key: "name",
          header: text(locale, "component"),
          rowHeader: true,
          cell: (row) => (
            <>
              {row.name}
              {row.replaceableByData !== undefined && (
                <p class="muted">{text(locale, "replaceable", { source: row.replaceableByData })}</p>
              )}
            </>
          ),
        },
        {
          key: "state",
          header: text(locale, "digital.state"),
          cell: (row) => {
            const state = digitalState(row, copies);
            return <Tag tone={TONES[state]}>{text(locale, `digital.${state}`)}</Tag>;
          },
        },
        {
          key: "copies",
          header: text(locale, "digital.records"),
          cell: (row) => {
            const own = copies.filter(({ componentCode }) => componentCode === row.code);
            if (own.length === 0) return "–";
            return (
              <ul>
                {own.map((copy) => (
                  <CopyLine key={copy.id} locale={locale} dossierId={dossier.id} copy={copy} />
                ))}
              </ul>
            );
          },
        },
      ]}
    />
  );
}

/** What is known of the paper, and why there is none. */
function AboutPaper({ locale, typed }: { locale: Locale; typed: (name: string) => string | undefined }) {
  return (
    <>
      <FormRow>
        <TextField name="documentNo" label={text(locale, "document_no")} value={typed("documentNo")} width="m" />
        <DateField name="issuedOn" label={text(locale, "issued_on")} value={typed("issuedOn")} />
      </FormRow>
      <TextField name="issuer" label={text(locale, "issuer")} value={typed("issuer")} />
      <FormRow>
        <TextField
          name="resultCode"
          label={text(locale, "result_code")}
          hint={text(locale, "result_code.hint")}
          value={typed("resultCode")}
          width="m"
        />
        <TextField
          name="source"
          label={text(locale, "source")}
          hint={text(locale, "source.hint")}
          value={typed("source")}
          width="m"
        />
      </FormRow>
      <TextArea
        name="reason"
        label={text(locale, "excuse_reason")}
        hint={text(locale, "excuse_reason.hint")}
        rows={2}
        value={typed("reason")}
      />
    </>
  );
}

function DigitiseForm({ facts }: { facts: PanelFacts }) {
  const { view, components } = facts;
  const { locale, dossier } = view;
  const refused = typedOf(view, "digitise");
  const typed = (name: string) => first(refused?.typed[name]);
  return (
    <Details summary={text(locale, "digital.add")} open={refused !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/so-hoa`}
        csrf={view.csrf}
        formKey={view.newKey()}
        files
        label={text(locale, "digital.add")}
        {...(refused === undefined ? { scope: "digitise" } : { errors: refused.errors })}
      >
        <SelectField
          name="componentCode"
          label={text(locale, "component")}
          required
          emptyLabel={text(locale, "choose")}
          value={typed("componentCode")}
          options={components.map(({ code, name }) => ({
            value: code,
            label: name.length > 90 ? `${name.slice(0, 90)}…` : name,
          }))}
        />
        <SelectField
          name="way"
          label={text(locale, "way")}
          required
          value={typed("way") ?? "scanned"}
          options={COPY_WAYS.map((way) => ({ value: way, label: text(locale, `way.${way}`) }))}
        />
        <FileField
          name="scan"
          label={text(locale, "scan")}
          hint={text(locale, "scan.hint")}
          accept={acceptOf(SCAN_RULE.kinds)}
          multiple
        />
        <AboutPaper locale={locale} typed={typed} />
        <Button>{text(locale, "digital.save")}</Button>
      </Form>
    </Details>
  );
}

function OriginalsTable({ facts }: { facts: PanelFacts }) {
  const { view, originals } = facts;
  const { locale, dossier } = view;
  return (
    <Table
      caption={text(locale, "originals")}
      captionHidden
      rows={originals}
      rowKey={(row) => String(row.id)}
      empty={text(locale, "originals.none")}
      columns={[
        {
          key: "name",
          header: text(locale, "originals.paper"),
          rowHeader: true,
          cell: (row) => [`${row.quantity} × ${row.name}`, row.note].filter(Boolean).join(" – "),
        },
        { key: "taken", header: text(locale, "originals.taken"), cell: (row) => `${row.takenBy}, ${formatInstant(row.takenAt)}` },
        {
          key: "ended",
          header: text(locale, "originals.ended"),
          cell: (row) =>
            row.endedAt === null ? (
              facts.writes ? (
                <SettleForm view={view} id={row.id} dossierId={dossier.id} />
              ) : (
                <Tag tone="warning">{text(locale, "originals.held")}</Tag>
              )
            ) : (
              <>
                {row.givenTo === null
                  ? text(locale, "originals.kept", { reason: row.keptReason ?? "" })
                  : text(locale, "originals.given", { name: row.givenTo })}
                <p class="muted">{`${row.endedBy}, ${formatInstant(row.endedAt)}`}</p>
              </>
            ),
        },
      ]}
    />
  );
}

function SettleForm({ view, id, dossierId }: { view: PanelView; id: number; dossierId: number }) {
  const { locale } = view;
  const asked = typedOf(view, "settle_original");
  const refused = first(asked?.typed["originalId"]) === String(id) ? asked : undefined;
  return (
    <Form
      action={`/ho-so/${dossierId}/ban-chinh/tra`}
      csrf={view.csrf}
      formKey={view.newKey()}
      hidden={{ originalId: String(id) }}
      label={text(locale, "originals.settle")}
      {...(refused === undefined ? { scope: `settle-${id}` } : { errors: refused.errors })}
    >
      <TextField
        name="givenTo"
        label={text(locale, "originals.given_to")}
        value={first(refused?.typed["givenTo"]) ?? view.dossier.parties.owner.name}
      />
      <TextField name="keptReason" label={text(locale, "originals.kept_reason")} value={first(refused?.typed["keptReason"])} />
      <Button size="s">{text(locale, "originals.settle")}</Button>
    </Form>
  );
}

function TakeForm({ view }: { view: PanelView }) {
  const { locale, dossier } = view;
  const refused = typedOf(view, "take_original");
  return (
    <Details summary={text(locale, "originals.take")} open={refused !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/ban-chinh`}
        csrf={view.csrf}
        formKey={view.newKey()}
        label={text(locale, "originals.take")}
        {...(refused === undefined ? { scope: "take" } : { errors: refused.errors })}
      >
        <FormRow>
          <TextField name="name" label={text(locale, "originals.paper")} required value={first(refused?.typed["name"])} />
          <NumberField
            name="quantity"
            label={text(locale, "originals.quantity")}
            width="xs"
            value={first(refused?.typed["quantity"]) ?? "1"}
          />
        </FormRow>
        <TextField name="note" label={text(locale, "note")} value={first(refused?.typed["note"])} />
        <Button variant="secondary">{text(locale, "originals.take")}</Button>
      </Form>
    </Details>
  );
}

function Custody({ facts }: { facts: PanelFacts }) {
  const { view, sheets, custodyUnit } = facts;
  const { locale, dossier } = view;
  const { place } = dossier.facts.custody;
  return (
    <Stack gap="s">
      <p>
        <Tag tone={place === "in_transit" ? "info" : "neutral"}>{text(locale, `custody.${place}`)}</Tag> {custodyUnit ?? ""}
      </p>
      {sheets.length > 0 && (
        <ul>
          {sheets.map((sheet) => (
            <li key={sheet.id}>
              <a href={`/giay-to/ban-giao/${sheet.id}`}>{text(locale, "sheet.short", { number: sheetNumber(sheet) })}</a>
              {` · ${sheet.fromUnit} → ${sheet.toUnit ?? sheet.carrier ?? ""} · ${formatInstant(sheet.givenAt)}`}
            </li>
          ))}
        </ul>
      )}
      {facts.writes && (
        <Cluster>
          <LinkButton href={`/giay-to/ban-giao/moi?code=${encodeURIComponent(dossier.code)}`} icon="send" size="s">
            {text(locale, "sheet.make")}
          </LinkButton>
        </Cluster>
      )}
    </Stack>
  );
}

/** The dossier's papers: what is digital, what is the applicant's, where the paper is. */
export function PapersPanel({ facts }: { facts: PanelFacts }) {
  const { locale } = facts.view;
  return (
    <Stack>
      <Section title={text(locale, "digital")} level={3} lead={text(locale, "digital.lead")}>
        <Components facts={facts} />
        {facts.writes && facts.components.length > 0 && <DigitiseForm facts={facts} />}
      </Section>
      <Section title={text(locale, "originals")} level={3}>
        <OriginalsTable facts={facts} />
        {facts.writes && <TakeForm view={facts.view} />}
      </Section>
      <Section title={text(locale, "custody")} level={3}>
        <Custody facts={facts} />
      </Section>
    </Stack>
  );
}
