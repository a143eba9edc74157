import type { ComponentChildren } from "preact";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Checkbox, CheckboxGroup, Details, Form, FormRow, NumberField, TextArea, TextField } from "#ui/ui.tsx";
import type { Counter, Service } from "./queue.ts";
import { text } from "./texts.ts";

export type Typed = Readonly<Record<string, unknown>>;

/** What every form of the plan needs; `typed` is what was typed into the one that was refused, which its `form` names. */
export interface PlanGuard {
  readonly locale: Locale;
  readonly unitId: number;
  readonly typed: Typed;
  readonly csrf: string;
  readonly newKey: () => string;
}

const MANY = (value: unknown): readonly string[] => [value ?? []].flat().map(String);

/** The values of a form: what was typed where this one was refused, else what is kept. */
export function valuesOf({ typed }: Pick<PlanGuard, "typed">, form: string) {
  const isRefused = typed["form"] === form;
  return {
    isRefused,
    one: (name: string, known: string | number | undefined | null): string | undefined =>
      isRefused ? String(typed[name] ?? "") : known === undefined || known === null ? undefined : String(known),
    all: (name: string, known: readonly (string | number)[]): readonly string[] =>
      isRefused ? MANY(typed[name]) : known.map(String),
    checked: (name: string, known: boolean): boolean => (isRefused ? typed[name] === "1" : known),
  };
}

type PlanFormProps = PlanGuard & {
  kind: string;
  form: string;
  hidden?: Readonly<Record<string, string | undefined>>;
  children: ComponentChildren;
};

/** One form of the plan; the one that was refused keeps the plain ids of its fields, to which the errors lead. */
export function PlanForm({ unitId, typed, csrf, newKey, kind, form, hidden = {}, children }: PlanFormProps) {
  return (
    <Form
      action={`/hang-doi/${unitId}/thiet-lap/${kind}`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ ...hidden, form }}
      scope={typed["form"] === form ? undefined : form}
    >
      {children}
    </Form>
  );
}

export function ServiceForm(props: PlanGuard & { service: Service | undefined }) {
  const { locale, service } = props;
  const form = `s${service?.id ?? "new"}`;
  const { isRefused, one, checked } = valuesOf(props, form);
  const paused = service?.paused === true ? ` (${text(locale, "plan.paused")})` : "";
  return (
    <Details
      summary={service === undefined ? text(locale, "plan.service.new") : `${service.prefix} – ${service.name}${paused}`}
      open={isRefused}
    >
      <PlanForm {...props} kind="service" form={form} hidden={{ isNew: service === undefined ? "1" : undefined }}>
        <FormRow>
          <TextField
            name="prefix"
            label={text(locale, "plan.prefix")}
            hint={service === undefined ? text(locale, "plan.prefix.hint") : undefined}
            value={one("prefix", service?.prefix)}
            readOnly={service !== undefined}
            width="xs"
            maxLength={2}
            required
          />
          <TextField name="name" label={text(locale, "plan.name")} value={one("name", service?.name)} maxLength={200} required />
          <TextField name="nameEn" label={text(locale, "plan.name_en")} value={one("nameEn", service?.nameEn)} maxLength={200} />
        </FormRow>
        <TextArea
          name="fields"
          label={text(locale, "plan.fields")}
          hint={text(locale, "plan.fields.hint")}
          value={one("fields", service?.fields.join("\n"))}
          rows={4}
        />
        <FormRow>
          <NumberField
            name="minutes"
            label={text(locale, "plan.minutes")}
            value={one("minutes", service?.minutes ?? 10)}
            required
          />
          <NumberField
            name="dailyLimit"
            label={text(locale, "plan.daily_limit")}
            value={one("dailyLimit", service?.dailyLimit ?? 300)}
            required
          />
        </FormRow>
        <Checkbox name="paused" label={text(locale, "plan.pause")} checked={checked("paused", service?.paused ?? false)} />
        <Button variant="secondary">{text(locale, "plan.save")}</Button>
      </PlanForm>
    </Details>
  );
}

export function CounterForm(
  props: PlanGuard & { counter: Counter | undefined; services: readonly Service[]; nextNumber: number },
) {
  const { locale, counter, services, nextNumber } = props;
  const form = `c${counter?.id ?? "new"}`;
  const { isRefused, one, all, checked } = valuesOf(props, form);
  const unused = counter?.active === false ? ` (${text(locale, "plan.unused")})` : "";
  return (
    <Details
      summary={counter === undefined ? text(locale, "plan.counter.new") : `${counter.number} – ${counter.name}${unused}`}
      open={isRefused}
    >
      <PlanForm {...props} kind="counter" form={form} hidden={{ isNew: counter === undefined ? "1" : undefined }}>
        <FormRow>
          <NumberField
            name="number"
            label={text(locale, "plan.number")}
            value={one("number", counter?.number ?? nextNumber)}
            readOnly={counter !== undefined}
            required
          />
          <TextField name="name" label={text(locale, "plan.name")} value={one("name", counter?.name)} maxLength={200} required />
          <TextField name="nameEn" label={text(locale, "plan.name_en")} value={one("nameEn", counter?.nameEn)} maxLength={200} />
        </FormRow>
        <CheckboxGroup
          name="services"
          label={text(locale, "plan.skills")}
          values={all("services", counter?.services ?? [])}
          options={services.map((service) => ({ value: String(service.id), label: `${service.prefix} – ${service.name}` }))}
        />
        <Checkbox name="active" label={text(locale, "plan.active")} checked={checked("active", counter?.active ?? true)} />
        <Button variant="secondary">{text(locale, "plan.save")}</Button>
      </PlanForm>
    </Details>
  );
}
