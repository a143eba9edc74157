import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, DateField, Details, Form, FormRow, SelectField, TextArea, TextField } from "#ui/ui.tsx";
import { PATH, type RosterProps } from "./roster-view.ts";
import type { RosterRow } from "./get-roster.ts";
import { KINDS, RANKS } from "./secondment.ts";
import { text } from "./texts.ts";

const valueIn = (props: RosterProps, form: RosterProps["refused"]) => (name: string) => {
  const given = props.refused === form ? props.typed[name] : undefined;
  return typeof given === "string" ? given : undefined;
};

interface ServiceProps {
  readonly locale: Locale;
  readonly value: (name: string) => string | undefined;
}

/** What the standard looks at: rank, years of service, and the period. */
function Service({ locale, value }: ServiceProps) {
  return (
    <>
      <FormRow>
        <SelectField
          name="rank"
          label={text(locale, "rank")}
          value={value("rank") ?? "specialist"}
          options={RANKS.map((rank) => ({ value: rank, label: text(locale, `rank.${rank}`) }))}
        />
        <DateField name="inServiceFrom" label={text(locale, "in_service")} required value={value("inServiceFrom")} />
      </FormRow>
      <FormRow>
        <DateField name="from" label={text(locale, "from")} required value={value("from")} />
        <DateField name="until" label={text(locale, "until")} required value={value("until")} />
      </FormRow>
      <TextField
        name="decisionNo"
        label={text(locale, "decision")}
        required
        maxLength={60}
        width="m"
        value={value("decisionNo")}
      />
    </>
  );
}

export function SecondForm(props: RosterProps) {
  const { locale, roster, holders, senders, csrf, newKey, refused } = props;
  const value = valueIn(props, "second");
  const persons = [...new Map(holders.map((one) => [one.personId, `${one.name} – ${one.unitName}`]))];
  return (
    <Form
      action={`${PATH}/${roster.shop.unitId}`}
      csrf={csrf}
      formKey={newKey()}
      label={text(locale, "second.title")}
      scope={refused === "second" ? undefined : "second"}
    >
      <SelectField
        name="personId"
        label={text(locale, "person")}
        required
        emptyLabel={text(locale, "choose")}
        value={value("personId")}
        options={persons.map(([id, label]) => ({ value: String(id), label }))}
      />
      <FormRow>
        <SelectField
          name="senderUnitId"
          label={text(locale, "sender")}
          required
          emptyLabel={text(locale, "choose")}
          value={value("senderUnitId")}
          options={senders.map(({ unitId, name }) => ({ value: String(unitId), label: name }))}
        />
        <SelectField
          name="kind"
          label={text(locale, "kind")}
          value={value("kind") ?? "main"}
          options={KINDS.map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
        />
      </FormRow>
      <Service locale={locale} value={value} />
      <Button>{text(locale, "second.save")}</Button>
    </Form>
  );
}

export function EndForm(props: RosterProps & { readonly row: RosterRow }) {
  const { locale, roster, row, csrf, newKey } = props;
  const isRefused = props.refused === "end" && props.typed["secondmentId"] === String(row.id);
  const value = (name: string) => (isRefused ? valueIn(props, "end")(name) : undefined);
  return (
    <Details summary={text(locale, "end.title")} open={isRefused}>
      <Form
        action={`${PATH}/${roster.shop.unitId}/ket-thuc`}
        csrf={csrf}
        formKey={newKey()}
        hidden={{ secondmentId: String(row.id) }}
        label={`${text(locale, "end.title")}: ${row.name}`}
        scope={isRefused ? undefined : `end${row.id}`}
      >
        <DateField name="on" label={text(locale, "end.on")} required value={value("on")} />
        <TextField name="why" label={text(locale, "end.why")} required maxLength={500} value={value("why")} />
        <Button variant="secondary">{text(locale, "end.save")}</Button>
      </Form>
    </Details>
  );
}

export function MeetingForm(props: RosterProps) {
  const { locale, on, roster, csrf, newKey, refused } = props;
  const value = valueIn(props, "meeting");
  return (
    <Form
      action={`${PATH}/${roster.shop.unitId}/hop`}
      csrf={csrf}
      formKey={newKey()}
      label={text(locale, "meeting.title")}
      scope={refused === "meeting" ? undefined : "meeting"}
    >
      <DateField name="heldOn" label={text(locale, "meeting.day")} required value={value("heldOn") ?? formatDay(on)} />
      <TextField name="attended" label={text(locale, "meeting.attended")} required maxLength={500} value={value("attended")} />
      <TextArea name="said" label={text(locale, "meeting.said")} rows={4} required value={value("said")} />
      <Button>{text(locale, "meeting.save")}</Button>
    </Form>
  );
}
