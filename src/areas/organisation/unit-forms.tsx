import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  CheckboxGroup,
  DateField,
  Details,
  Form,
  FormRow,
  LinkButton,
  NumberField,
  SelectField,
  TextField,
} from "#ui/ui.tsx";
import { text } from "./texts.ts";
import { isAgencyKind, PART_KINDS, type UnitCalendar, type UnitOn } from "./unit.ts";
import { type DatedProfile, ROLLOUT_STATES } from "./unit-facts.store.ts";

export interface UnitFormsProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly unit: UnitOn;
  readonly calendar: UnitCalendar;
  readonly profile: DatedProfile | undefined;
  readonly today: string;
  /** What was typed into the form that was refused. */
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  /** Which form was refused, so that it stays open. */
  readonly refused?: string | undefined;
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** What an administrator may record about a unit: parts, another name, working time, roll-out. */
export function UnitForms(props: UnitFormsProps) {
  const { locale, unit } = props;
  return (
    <div class="stack no-print">
      {isAgencyKind(unit.kind) && unit.kind !== "country" && (
        <Details summary={text(locale, "unit.add_part")} open={props.refused === "parts"}>
          <AddPart {...props} />
        </Details>
      )}
      <Details summary={text(locale, "unit.rename")} open={props.refused === "name"}>
        <Rename {...props} />
      </Details>
      <Details summary={text(locale, "unit.set_profile")} open={props.refused === "profile"}>
        <ProfileForm {...props} />
      </Details>
      <Details summary={text(locale, "unit.set_calendar")} open={props.refused === "calendar"}>
        <Calendar {...props} />
      </Details>
      <Details summary={text(locale, "rollout.set")} open={props.refused === "rollout"}>
        <Rollout {...props} />
      </Details>
      {unit.kind !== "country" && (
        <p>
          <LinkButton href={`/to-chuc/${unit.id}/sap-nhap`} variant="secondary">
            {text(locale, "merge.title")}
          </LinkButton>
        </p>
      )}
    </div>
  );
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

function AddPart({ locale, csrf, unit, today, typed }: UnitFormsProps) {
  return (
    <Form action={`/to-chuc/${unit.id}/bo-phan`} csrf={csrf} formKey={newFormKey()}>
      <p class="muted">{text(locale, "unit.add_part_lead")}</p>
      <SelectField
        name="kind"
        id="part-kind"
        label={text(locale, "tree.kind")}
        value={one(typed["kind"]) ?? "division"}
        options={PART_KINDS.map((value) => ({ value, label: text(locale, `kind.${value}`) }))}
      />
      <TextField
        name="fullName"
        id="part-name"
        label={text(locale, "unit.part_name")}
        value={one(typed["fullName"])}
        required
        maxLength={300}
      />
      <DateField
        name="from"
        id="part-from"
        label={text(locale, "unit.from")}
        value={one(typed["from"]) ?? formatDay(today)}
        required
      />
      <TextField name="basis" id="part-basis" label={text(locale, "unit.basis")} value={one(typed["basis"])} maxLength={300} />
      <ActionBar>
        <Button>{text(locale, "unit.add")}</Button>
      </ActionBar>
    </Form>
  );
}

function Rename({ locale, csrf, unit, today, typed }: UnitFormsProps) {
  return (
    <Form action={`/to-chuc/${unit.id}/ten`} csrf={csrf} formKey={newFormKey()}>
      <TextField
        name="newName"
        label={text(locale, "unit.new_name")}
        value={one(typed["newName"]) ?? unit.fullName}
        required
        maxLength={300}
      />
      <DateField name="on" id="name-on" label={text(locale, "unit.from")} value={one(typed["on"]) ?? formatDay(today)} required />
      <TextField name="basis" id="name-basis" label={text(locale, "unit.basis")} value={one(typed["basis"])} maxLength={300} />
      <ActionBar>
        <Button>{text(locale, "unit.rename")}</Button>
      </ActionBar>
    </Form>
  );
}

function ProfileForm({ locale, csrf, unit, profile, today, typed }: UnitFormsProps) {
  // As numbers are typed here: with a comma before the decimals, in either language.
  const value = (name: "areaHectares" | "households" | "people" | "hamlets"): string => {
    const known = profile?.[name] ?? null;
    return one(typed[name]) ?? (known === null ? "" : formatNumber(known, "vi"));
  };
  return (
    <Form action={`/to-chuc/${unit.id}/so-lieu`} csrf={csrf} formKey={newFormKey()}>
      <p class="muted">{text(locale, "unit.profile_lead")}</p>
      <FormRow>
        <NumberField
          name="areaHectares"
          label={text(locale, "unit.area")}
          hint={text(locale, "unit.area_hint")}
          value={value("areaHectares")}
          decimal
        />
        <NumberField name="households" label={text(locale, "unit.households")} value={value("households")} />
      </FormRow>
      <FormRow>
        <NumberField name="people" label={text(locale, "unit.people")} value={value("people")} />
        <NumberField name="hamlets" label={text(locale, "unit.hamlets")} value={value("hamlets")} />
      </FormRow>
      <FormRow>
        <DateField
          name="from"
          id="profile-from"
          label={text(locale, "unit.from")}
          value={one(typed["from"]) ?? formatDay(today)}
          required
        />
        <TextField
          name="source"
          id="profile-source"
          label={text(locale, "unit.source")}
          hint={text(locale, "unit.source_hint")}
          value={one(typed["source"])}
          required
          maxLength={300}
        />
      </FormRow>
      <ActionBar>
        <Button>{text(locale, "unit.set_profile")}</Button>
      </ActionBar>
    </Form>
  );
}

function Calendar({ locale, csrf, unit, calendar, today, typed }: UnitFormsProps) {
  const hours = calendar.hours.map(([opens, closes]) => `${opens}-${closes}`).join(", ");
  return (
    <Form action={`/to-chuc/${unit.id}/lich`} csrf={csrf} formKey={newFormKey()}>
      <CheckboxGroup
        name="week"
        label={text(locale, "unit.week")}
        inline
        values={calendar.week}
        options={WEEK.map((value) => ({ value, label: text(locale, `day.${value}`) }))}
      />
      <TextField
        name="hours"
        label={text(locale, "unit.hours")}
        hint={text(locale, "unit.hours_hint")}
        value={one(typed["hours"]) ?? hours}
        required
      />
      <FormRow>
        <DateField
          name="from"
          id="calendar-from"
          label={text(locale, "unit.from")}
          value={one(typed["from"]) ?? formatDay(today)}
          required
        />
        <TextField
          name="basis"
          id="calendar-basis"
          label={text(locale, "unit.basis")}
          value={one(typed["basis"])}
          maxLength={300}
        />
      </FormRow>
      <ActionBar>
        <Button>{text(locale, "unit.set_calendar")}</Button>
      </ActionBar>
    </Form>
  );
}

function Rollout({ locale, csrf, unit, today, typed }: UnitFormsProps) {
  return (
    <Form action={`/to-chuc/${unit.id}/trien-khai`} csrf={csrf} formKey={newFormKey()}>
      <FormRow>
        <SelectField
          name="state"
          label={text(locale, "rollout.state")}
          value={one(typed["state"]) ?? "planned"}
          options={ROLLOUT_STATES.map((value) => ({ value, label: text(locale, `rollout.${value}`) }))}
        />
        <DateField
          name="from"
          id="rollout-from"
          label={text(locale, "unit.from")}
          value={one(typed["from"]) ?? formatDay(today)}
          required
        />
      </FormRow>
      <TextField name="source" label={text(locale, "unit.source")} value={one(typed["source"])} required maxLength={300} />
      <ActionBar>
        <Button>{text(locale, "rollout.set")}</Button>
      </ActionBar>
    </Form>
  );
}
