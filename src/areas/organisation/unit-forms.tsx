import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  CheckboxGroup,
  DateField,
  FoldedForm,
  FormRow,
  LinkButton,
  NumberField,
  SelectField,
  TextField,
} from "#ui/ui.tsx";
import { text } from "./texts.ts";
import { WEEKDAYS, weekdayName } from "./weekday-name.ts";
import { isAgencyKind, PART_KINDS, type UnitCalendar, type UnitOn } from "./unit.ts";
import { type DatedProfile, ROLLOUT_STATES } from "./unit-facts.store.ts";

export interface UnitFormsProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly unit: UnitOn;
  readonly calendar: UnitCalendar;
  readonly profile: DatedProfile | undefined;
  readonly today: string;
}

/** What an administrator may record about a unit: parts, another name, working time, roll-out. */
export function UnitForms(props: UnitFormsProps) {
  const { locale, unit } = props;
  return (
    <div class="stack no-print">
      {isAgencyKind(unit.kind) && unit.kind !== "country" && <AddPart {...props} />}
      <Rename {...props} />
      <ProfileForm {...props} />
      <Calendar {...props} />
      <Rollout {...props} />
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

function AddPart({ locale, csrf, unit, today }: UnitFormsProps) {
  return (
    <FoldedForm
      summary={text(locale, "unit.add_part")}
      action={`/to-chuc/${unit.id}/bo-phan`}
      csrf={csrf}
      formKey={newFormKey()}
      scope="parts"
    >
      <p class="muted">{text(locale, "unit.add_part_lead")}</p>
      <SelectField
        name="kind"
        label={text(locale, "tree.kind")}
        value="division"
        options={PART_KINDS.map((value) => ({ value, label: text(locale, `kind.${value}`) }))}
      />
      <TextField name="fullName" label={text(locale, "unit.part_name")} required maxLength={300} />
      <DateField name="from" label={text(locale, "unit.from")} value={formatDay(today)} required />
      <TextField name="basis" label={text(locale, "unit.basis")} maxLength={300} />
      <ActionBar>
        <Button>{text(locale, "unit.add")}</Button>
      </ActionBar>
    </FoldedForm>
  );
}

function Rename({ locale, csrf, unit, today }: UnitFormsProps) {
  return (
    <FoldedForm
      summary={text(locale, "unit.rename")}
      action={`/to-chuc/${unit.id}/ten`}
      csrf={csrf}
      formKey={newFormKey()}
      scope="name"
    >
      <TextField name="newName" label={text(locale, "unit.new_name")} value={unit.fullName} required maxLength={300} />
      <DateField name="on" label={text(locale, "unit.from")} value={formatDay(today)} required />
      <TextField name="basis" label={text(locale, "unit.basis")} maxLength={300} />
      <ActionBar>
        <Button>{text(locale, "unit.rename")}</Button>
      </ActionBar>
    </FoldedForm>
  );
}

function ProfileForm({ locale, csrf, unit, profile, today }: UnitFormsProps) {
  // As numbers are typed here: with a comma before the decimals, in either language.
  const value = (name: "areaHectares" | "households" | "people" | "hamlets"): string => {
    const known = profile?.[name] ?? null;
    return known === null ? "" : formatNumber(known, "vi");
  };
  return (
    <FoldedForm
      summary={text(locale, "unit.set_profile")}
      action={`/to-chuc/${unit.id}/so-lieu`}
      csrf={csrf}
      formKey={newFormKey()}
      scope="profile"
    >
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
        <DateField name="from" label={text(locale, "unit.from")} value={formatDay(today)} required />
        <TextField
          name="source"
          label={text(locale, "unit.source")}
          hint={text(locale, "unit.source_hint")}
          required
          maxLength={300}
        />
      </FormRow>
      <ActionBar>
        <Button>{text(locale, "unit.set_profile")}</Button>
      </ActionBar>
    </FoldedForm>
  );
}

function Calendar({ locale, csrf, unit, calendar, today }: UnitFormsProps) {
  const hours = calendar.hours.map(([opens, closes]) => `${opens}-${closes}`).join(", ");
  return (
    <FoldedForm
      summary={text(locale, "unit.set_calendar")}
      action={`/to-chuc/${unit.id}/lich`}
      csrf={csrf}
      formKey={newFormKey()}
      scope="calendar"
    >
      <CheckboxGroup
        name="week"
        label={text(locale, "unit.week")}
        inline
        values={calendar.week}
        options={WEEKDAYS.map((value) => ({ value, label: weekdayName(locale, value) }))}
      />
      <TextField name="hours" label={text(locale, "unit.hours")} hint={text(locale, "unit.hours_hint")} value={hours} required />
      <FormRow>
        <DateField name="from" label={text(locale, "unit.from")} value={formatDay(today)} required />
        <TextField name="basis" label={text(locale, "unit.basis")} maxLength={300} />
      </FormRow>
      <ActionBar>
        <Button>{text(locale, "unit.set_calendar")}</Button>
      </ActionBar>
    </FoldedForm>
  );
}

function Rollout({ locale, csrf, unit, today }: UnitFormsProps) {
  return (
    <FoldedForm
      summary={text(locale, "rollout.set")}
      action={`/to-chuc/${unit.id}/trien-khai`}
      csrf={csrf}
      formKey={newFormKey()}
      scope="rollout"
    >
      <FormRow>
        <SelectField
          name="state"
          label={text(locale, "rollout.state")}
          value="planned"
          options={ROLLOUT_STATES.map((value) => ({ value, label: text(locale, `rollout.${value}`) }))}
        />
        <DateField name="from" label={text(locale, "unit.from")} value={formatDay(today)} required />
      </FormRow>
      <TextField name="source" label={text(locale, "unit.source")} required maxLength={300} />
      <ActionBar>
        <Button>{text(locale, "rollout.set")}</Button>
      </ActionBar>
    </FoldedForm>
  );
}
