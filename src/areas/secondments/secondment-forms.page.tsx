import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, DateField, FoldedForm, Form, FormRow, SelectField, TextArea, TextField } from "#ui/ui.tsx";
import { PATH, type RosterProps } from "./roster-view.ts";
import type { RosterRow } from "./get-roster.ts";
import { KINDS, RANKS } from "./secondment.ts";
import { text } from "./texts.ts";

/** What the standard looks at: rank, years of service, and the period. */
function Service({ locale }: { readonly locale: Locale }) {
  return (
    <>
      <FormRow>
        <SelectField
          name="rank"
          label={text(locale, "rank")}
          value="specialist"
          options={RANKS.map((rank) => ({ value: rank, label: text(locale, `rank.${rank}`) }))}
        />
        <DateField name="inServiceFrom" label={text(locale, "in_service")} required />
      </FormRow>
      <FormRow>
        <DateField name="from" label={text(locale, "from")} required />
        <DateField name="until" label={text(locale, "until")} required />
      </FormRow>
      <TextField name="decisionNo" label={text(locale, "decision")} required maxLength={60} width="m" />
    </>
  );
}

export function SecondForm(props: RosterProps) {
  const { locale, roster, holders, senders, csrf, newKey } = props;
  const persons = [...new Map(holders.map((one) => [one.personId, `${one.name} – ${one.unitName}`]))];
  return (
    <Form
      action={`${PATH}/${roster.shop.unitId}`}
      csrf={csrf}
      formKey={newKey()}
      label={text(locale, "second.title")}
      scope="second"
    >
      <SelectField
        name="personId"
        label={text(locale, "person")}
        required
        emptyLabel={text(locale, "choose")}
        options={persons.map(([id, label]) => ({ value: String(id), label }))}
      />
      <FormRow>
        <SelectField
          name="senderUnitId"
          label={text(locale, "sender")}
          required
          emptyLabel={text(locale, "choose")}
          options={senders.map(({ unitId, name }) => ({ value: String(unitId), label: name }))}
        />
        <SelectField
          name="kind"
          label={text(locale, "kind")}
          value="main"
          options={KINDS.map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
        />
      </FormRow>
      <Service locale={locale} />
      <Button>{text(locale, "second.save")}</Button>
    </Form>
  );
}

export function EndForm(props: RosterProps & { readonly row: RosterRow }) {
  const { locale, roster, row, csrf, newKey } = props;
  return (
    <FoldedForm
      summary={text(locale, "end.title")}
      action={`${PATH}/${roster.shop.unitId}/ket-thuc`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ secondmentId: String(row.id) }}
      label={`${text(locale, "end.title")}: ${row.name}`}
      scope={`end${row.id}`}
    >
      <DateField name="on" label={text(locale, "end.on")} required />
      <TextField name="why" label={text(locale, "end.why")} required maxLength={500} />
      <Button variant="secondary">{text(locale, "end.save")}</Button>
    </FoldedForm>
  );
}

export function MeetingForm(props: RosterProps) {
  const { locale, on, roster, csrf, newKey } = props;
  return (
    <Form
      action={`${PATH}/${roster.shop.unitId}/hop`}
      csrf={csrf}
      formKey={newKey()}
      label={text(locale, "meeting.title")}
      scope="meeting"
    >
      <DateField name="heldOn" label={text(locale, "meeting.day")} required value={formatDay(on)} />
      <TextField name="attended" label={text(locale, "meeting.attended")} required maxLength={500} />
      <TextArea name="said" label={text(locale, "meeting.said")} rows={4} required />
      <Button>{text(locale, "meeting.save")}</Button>
    </Form>
  );
}
