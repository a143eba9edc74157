import type { PanelView } from "#dossiers";
import { formatInstant } from "#platform/i18n/dates.ts";
import { Button, Details, Form, FormRow, NumberField, Table, Tag, TextField } from "#ui/ui.tsx";
import { first, type PanelFacts, typedOf } from "./panel-facts.ts";
import { text } from "./texts.ts";

/** The originals of the applicant, each with where it is now. */
export function OriginalsTable({ facts }: { facts: PanelFacts }) {
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

export function TakeForm({ view }: { view: PanelView }) {
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
