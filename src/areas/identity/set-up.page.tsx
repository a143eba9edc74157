import { formatDay } from "#platform/i18n/dates.ts";
import { assetVersion } from "#platform/http/assets.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { OFFICE_CALENDAR, WEEKDAYS, weekdayName } from "#organisation";
import {
  ActionBar,
  Button,
  Checkbox,
  CheckboxGroup,
  DateField,
  Fieldset,
  Form,
  FormRow,
  Notice,
  PageHeader,
  SelectField,
  SignInLayout,
  TextField,
} from "#ui/ui.tsx";
import type { Typed } from "./account.page.tsx";
import { SHORTEST_PASSWORD } from "./password.rules.ts";
import { OFFICE_KINDS } from "./set-up-office.ts";
import { text } from "./texts.ts";

export interface SetUpPageProps {
  readonly locale: Locale;
  readonly today: string;
  readonly typed: Typed;
  readonly errors: readonly FieldRefusal[];
  /** False for another machine than the server: there the command line sets up. */
  readonly allowed: boolean;
}

export function SetUpPage(props: SetUpPageProps) {
  const { locale, errors, allowed } = props;
  const other = locale === "vi" ? "en" : "vi";
  return (
    <SignInLayout
      locale={locale}
      title={text(locale, "setup.title")}
      errors={errors}
      assetVersion={assetVersion}
      languageHref={`/ngon-ngu?locale=${other}&next=/cai-dat`}
    >
      <PageHeader title={text(locale, "setup.title")} lead={text(locale, "setup.lead")} />
      {allowed ? <SetUpForm {...props} /> : <Notice tone="warning">{text(locale, "setup.local_only")}</Notice>}
    </SignInLayout>
  );
}

type Value = (name: string) => string | undefined;

function SetUpForm({ locale, today, typed }: SetUpPageProps) {
  const one: Value = (name) => {
    const value = typed[name];
    return Array.isArray(value) ? value[0] : value;
  };
  // A box that is not ticked sends nothing: once something was sent, what is missing was unticked.
  const isFresh = Object.keys(typed).length === 0;
  return (
    <Form action="/cai-dat" formKey={newFormKey()}>
      <Fieldset legend={text(locale, "setup.agency")}>
        <OfficeFields locale={locale} one={one} />
        <CheckboxGroup
          name="week"
          label={text(locale, "setup.week")}
          inline
          values={isFresh ? OFFICE_CALENDAR.week : [typed["week"] ?? []].flat()}
          options={WEEKDAYS.map((value) => ({ value, label: weekdayName(locale, value) }))}
        />
        <FormRow>
          <TextField
            name="hours"
            label={text(locale, "setup.hours")}
            hint={text(locale, "setup.hours_hint")}
            value={one("hours") ?? OFFICE_CALENDAR.hours.map((pair) => pair.join("-")).join(", ")}
            required
            maxLength={200}
          />
          <DateField name="since" label={text(locale, "field.from")} value={one("since") ?? formatDay(today)} required />
        </FormRow>
        <Checkbox name="catalogue" label={text(locale, "setup.catalogue")} checked={isFresh || one("catalogue") === "1"} />
      </Fieldset>
      <Fieldset legend={text(locale, "setup.administrator")}>
        <AdministratorFields locale={locale} one={one} />
      </Fieldset>
      <ActionBar>
        <Button>{text(locale, "setup.submit")}</Button>
      </ActionBar>
    </Form>
  );
}

function OfficeFields({ locale, one }: { locale: Locale; one: Value }) {
  const named = { required: true, maxLength: 300 };
  return (
    <>
      <TextField
        name="province"
        label={text(locale, "setup.province")}
        hint={text(locale, "setup.province_hint")}
        value={one("province")}
        {...named}
      />
      <TextField
        name="agency"
        label={text(locale, "setup.agency_name")}
        hint={text(locale, "setup.agency_name_hint")}
        value={one("agency")}
        {...named}
      />
      <FormRow>
        <SelectField
          name="kind"
          label={text(locale, "setup.kind")}
          value={one("kind") ?? "commune"}
          options={OFFICE_KINDS.map((value) => ({ value, label: text(locale, `setup.kind.${value}`) }))}
        />
        <TextField
          name="code"
          label={text(locale, "setup.agency_code")}
          hint={text(locale, "setup.agency_code_hint")}
          value={one("code")}
          required
          maxLength={40}
        />
      </FormRow>
    </>
  );
}

function AdministratorFields({ locale, one }: { locale: Locale; one: Value }) {
  return (
    <>
      <TextField
        name="fullName"
        label={text(locale, "field.full_name")}
        value={one("fullName")}
        required
        autocomplete="name"
        maxLength={120}
      />
      <TextField
        name="username"
        label={text(locale, "field.username")}
        hint={text(locale, "accounts.username_hint")}
        value={one("username")}
        required
        autocomplete="username"
        maxLength={60}
      />
      <TextField
        name="password"
        label={text(locale, "field.password")}
        hint={text(locale, "password.lead", { length: SHORTEST_PASSWORD })}
        type="password"
        required
        autocomplete="new-password"
      />
    </>
  );
}
