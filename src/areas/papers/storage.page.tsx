import { formatInstant } from "#platform/i18n/dates.ts";
import { Button, Details, Form, Stack, Tag, TextArea, TextField } from "#ui/ui.tsx";
import { first, type PanelFacts, typedOf } from "./panel-facts.ts";
import { text } from "./texts.ts";

/** Where a result lies that nobody fetched, and the form that puts it away or takes it out again. */
export function Storage({ facts }: { facts: PanelFacts }) {
  const { view, stored, storable } = facts;
  const { locale } = view;
  const now = stored.find(({ takenAt }) => takenAt === null);
  if (stored.length === 0 && !storable) return null;
  return (
    <div id="cat-giu">
      <Stack gap="s">
        {stored.map((one) => (
          <p key={one.id}>
            <Tag tone={one.takenAt === null ? "warning" : "neutral"}>{text(locale, "storage.in", { place: one.place })}</Tag>{" "}
            {[one.reason, one.storedBy, formatInstant(one.storedAt)].join(" · ")}
            {one.takenAt !== null &&
              ` – ${text(locale, "storage.taken_line", {
                name: one.takenFor ?? "",
                officer: one.takenBy ?? "",
                at: formatInstant(one.takenAt),
              })}`}
          </p>
        ))}
        {facts.writes && (now === undefined ? storable && <StoreForm facts={facts} /> : <TakeOutForm facts={facts} />)}
      </Stack>
    </div>
  );
}

function StoreForm({ facts: { view } }: { facts: PanelFacts }) {
  const { locale, dossier } = view;
  const refused = typedOf(view, "store_result");
  return (
    <Details summary={text(locale, "storage.do")} open={refused !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/cat-giu-ket-qua`}
        csrf={view.csrf}
        formKey={view.newKey()}
        label={text(locale, "storage.do")}
        {...(refused === undefined ? { scope: "store" } : { errors: refused.errors })}
      >
        <TextArea
          name="reason"
          label={text(locale, "storage.reason")}
          hint={text(locale, "storage.reason_hint")}
          rows={2}
          required
          value={first(refused?.typed["reason"])}
        />
        <TextField name="place" label={text(locale, "storage.place")} required value={first(refused?.typed["place"])} />
        <Button variant="secondary">{text(locale, "storage.do")}</Button>
      </Form>
    </Details>
  );
}

function TakeOutForm({ facts: { view } }: { facts: PanelFacts }) {
  const { locale, dossier } = view;
  const refused = typedOf(view, "take_out_result");
  return (
    <Form
      action={`/ho-so/${dossier.id}/lay-lai-ket-qua`}
      csrf={view.csrf}
      formKey={view.newKey()}
      label={text(locale, "storage.take_out")}
      {...(refused === undefined ? { scope: "take-out" } : { errors: refused.errors })}
    >
      <TextField
        name="takenFor"
        label={text(locale, "storage.taken_for")}
        required
        value={first(refused?.typed["takenFor"]) ?? dossier.parties.owner.name}
      />
      <Button variant="secondary">{text(locale, "storage.take_out")}</Button>
    </Form>
  );
}
