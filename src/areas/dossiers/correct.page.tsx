import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { ActionBar, Button, Drawer, Fieldset, Form, LinkButton, PageHeader, Table, TextArea, TextField } from "#ui/ui.tsx";
import type { Dossier } from "./dossier.ts";
import { ComponentCounts } from "./larger-fields.page.tsx";
import { PartyFields, type Typed } from "./party-fields.page.tsx";
import { text } from "./texts.ts";
import type { DossierVersion } from "./version.store.ts";

export interface CorrectPageProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly typed: Typed;
  readonly errors: readonly FieldRefusal[];
  readonly csrf: string;
  readonly formKey: string;
}

const PEOPLE = ["owner", "submitter", "authorised"] as const;

/** What was typed wrongly at the counter, to be put right with a reason; the old version stays beside the dossier. */
export function CorrectPage({ locale, dossier, typed, errors, csrf, formKey }: CorrectPageProps) {
  const value = (name: string): string | undefined => {
    const given = typed[name];
    return Array.isArray(given) ? given[0] : given;
  };
  const isRefused = (part: string): boolean => errors.some(({ field }) => field.startsWith(`${part}.`));
  return (
    <>
      <PageHeader kicker={dossier.code} title={text(locale, "action.correct")} lead={text(locale, "correct.lead")} />
      <Form action={`/ho-so/${dossier.id}/sua-thong-tin`} csrf={csrf} formKey={formKey} hidden={{ seq: String(dossier.seq) }}>
        {PEOPLE.map((who) => (
          <Drawer
            key={who}
            id={`muc-${who}`}
            title={text(locale, who === "owner" ? "owner" : `relation.${who}`)}
            brief={value(`parties.${who}.name`) ?? text(locale, "correct.nobody")}
            open={who === "owner" || isRefused(`parties.${who}`)}
          >
            <Fieldset legend={text(locale, who === "owner" ? "owner" : `relation.${who}`)}>
              <PartyFields locale={locale} typed={typed} prefix={`parties.${who}`} required={who === "owner"} />
              {who === "authorised" && (
                <TextField
                  name="parties.authorised.paper"
                  label={text(locale, "party.paper")}
                  value={value("parties.authorised.paper")}
                />
              )}
            </Fieldset>
          </Drawer>
        ))}
        <TextField name="subject" label={text(locale, "subject")} value={value("subject")} />
        {dossier.components.length > 0 && (
          <Drawer
            id="muc-components"
            title={text(locale, "components")}
            brief={text(locale, "detail.papers", { count: dossier.components.length })}
            open={isRefused("components")}
          >
            <ComponentCounts locale={locale} dossier={dossier} value={value} />
          </Drawer>
        )}
        <TextArea name="reason" label={text(locale, "reason")} rows={2} required value={value("reason")} />
        <ActionBar>
          <Button variant="primary">{text(locale, "correct.save")}</Button>
          <LinkButton href={`/ho-so/${dossier.id}`} variant="quiet">
            {text(locale, "correct.cancel")}
          </LinkButton>
        </ActionBar>
      </Form>
    </>
  );
}

/** What a dossier said before each correction. */
export function Versions({
  locale,
  dossier,
  versions,
}: {
  locale: Locale;
  dossier: Dossier;
  versions: readonly DossierVersion[];
}) {
  return (
    <Table
      caption={text(locale, "correct.versions")}
      captionHidden
      stack
      rows={versions}
      rowKey={(row) => String(row.version)}
      columns={[
        { key: "version", header: text(locale, "correct.version"), rowHeader: true, cell: (row) => row.version },
        {
          key: "content",
          header: text(locale, "correct.before"),
          cell: ({ parties: { owner }, subject }) =>
            [owner.name, owner.idNumber, owner.address, subject].filter(Boolean).join(" · "),
        },
        {
          key: "by",
          header: text(locale, "correct.by"),
          cell: (row) => `${row.replacedBy}, ${formatInstant(row.replacedAt, dossier.timeZone)}`,
        },
        { key: "reason", header: text(locale, "reason"), cell: (row) => row.reason },
      ]}
    />
  );
}
