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
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import { isOpen } from "#core/workflow/dossier-state.ts";
import { ArchiveSection, LossForm } from "./closing.page.tsx";
import { COPY_WAYS, type DigitalCopy } from "./digital-copy.ts";
import { digitalState, type DigitalState } from "./digitisation.rules.ts";
import { sheetNumber } from "./hand-over.ts";
import { Handings } from "./handing.page.tsx";
import { takesOriginals } from "./original.ts";
import { OriginalsTable, TakeForm } from "./originals.page.tsx";
import { first, type PanelFacts, typedOf } from "./panel-facts.ts";
import { Shipments } from "./shipment.page.tsx";
import { SignatureNotes } from "./signature-notes.page.tsx";
import { Storage } from "./storage.page.tsx";
import { text } from "./texts.ts";

const TONES: Readonly<Record<DigitalState, Tone>> = {
  approved: "success",
  waiting: "info",
  excused: "neutral",
  lacking: "warning",
  optional: "neutral",
};

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
      <SignatureNotes locale={locale} notes={copy.signatures} />
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

function LostReceipt({ facts }: { facts: PanelFacts }) {
  const { view, losses, writes } = facts;
  const { locale, dossier } = view;
  const refused = typedOf(view, "lost_receipt");
  return (
    <>
      {losses.map((loss) => (
        <p key={loss.recordedAt.toISOString()}>
          {text(locale, "loss.line", { name: loss.declaredBy, officer: loss.recordedBy, at: formatInstant(loss.recordedAt) })}
        </p>
      ))}
      {writes && (
        <Details summary={text(locale, "loss.title")} open={refused !== undefined}>
          <LossForm
            locale={locale}
            dossierId={dossier.id}
            csrf={view.csrf}
            newKey={view.newKey}
            typed={(name) => first(refused?.typed[name])}
            refused={refused?.errors}
          />
        </Details>
      )}
    </>
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
      <Section title={text(locale, "originals")} level={3} id="ban-chinh">
        <OriginalsTable facts={facts} />
        {facts.writes && takesOriginals(facts.view.dossier) && <TakeForm view={facts.view} />}
      </Section>
      <Section title={text(locale, "custody")} level={3} id="noi-giu">
        <Custody facts={facts} />
        <Shipments facts={facts} />
        <Storage facts={facts} />
        <Handings locale={locale} dossierId={facts.view.dossier.id} handings={facts.handings} />
        <LostReceipt facts={facts} />
      </Section>
      <Section title={text(locale, "archive.title")} level={3}>
        <ArchiveSection
          locale={locale}
          dossierId={facts.view.dossier.id}
          closed={!isOpen(facts.view.dossier.state)}
          entry={facts.entry}
          proposed={facts.proposed}
          csrf={facts.view.csrf}
          newKey={facts.view.newKey}
          writes={facts.writes}
        />
      </Section>
    </Stack>
  );
}
