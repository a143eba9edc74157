import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Details,
  Form,
  FormRow,
  NumberField,
  PageHeader,
  Section,
  Table,
  TextField,
} from "#ui/ui.tsx";
import type { Hall } from "./get-hall.ts";
import { type OpeningRow, WEEKDAYS } from "./queue.ts";
import { text } from "./texts.ts";

interface Guard {
  readonly locale: Locale;
  readonly csrf: string;
  readonly newKey: () => string;
}

export interface PlanProps extends Guard {
  readonly hall: Hall;
  readonly openings: readonly OpeningRow[];
  readonly publicUrl: string;
}

/** Services, counters with their skills, and the opening plan. */
export function PlanPage(props: PlanProps) {
  const { locale, hall, publicUrl } = props;
  const address = `${publicUrl}/lay-so/${hall.point.unitId}`;
  return (
    <>
      <PageHeader kicker={hall.point.name} title={text(locale, "plan.title")} lead={text(locale, "plan.lead")} />
      <p>
        <a href={`/hang-doi/${hall.point.unitId}/thiet-bi`}>{text(locale, "plan.devices")}</a>
        {" · "}
        <a href={`/hang-doi/${hall.point.unitId}/may-in`}>{text(locale, "plan.printers")}</a>
      </p>
      <p>
        {text(locale, "plan.phone")} <a href={address}>{address}</a>
      </p>
      <Section title={text(locale, "plan.services")}>
        {hall.services.map(({ service }) => (
          <Details
            key={service.id}
            summary={`${service.prefix} – ${service.name}${service.paused ? ` (${text(locale, "plan.paused")})` : ""}`}
          >
            <ServiceForm {...props} service={service} />
          </Details>
        ))}
        <Details summary={text(locale, "plan.service.new")}>
          <ServiceForm {...props} service={undefined} />
        </Details>
      </Section>
      <Section title={text(locale, "plan.counters")}>
        {hall.counters.map(({ counter }) => (
          <Details key={counter.id} summary={`${counter.number} – ${counter.name}`}>
            <CounterForm {...props} counter={counter} />
          </Details>
        ))}
        <Details summary={text(locale, "plan.counter.new")}>
          <CounterForm {...props} counter={undefined} />
        </Details>
      </Section>
      <Openings {...props} />
    </>
  );
}

function Openings(props: PlanProps) {
  const { locale, openings } = props;
  return (
    <Section title={text(locale, "plan.openings")}>
      <Table
        caption={text(locale, "plan.openings")}
        captionHidden
        stack
        columns={[
          {
            key: "day",
            header: text(locale, "plan.weekday"),
            rowHeader: true,
            cell: (r) => text(locale, `day.${r.weekday}` as "day.mon"),
          },
          { key: "hours", header: text(locale, "plan.hours"), cell: (r) => `${r.opens}–${r.closes}` },
          { key: "counters", header: text(locale, "plan.open_counters"), align: "end", cell: (r) => r.counters },
        ]}
        rows={openings}
        rowKey={(row) => `${row.weekday}${row.opens}`}
        empty={text(locale, "plan.openings.none")}
      />
      <Details summary={text(locale, "plan.opening.new")}>
        <OpeningForm {...props} />
      </Details>
    </Section>
  );
}

const planAction = (props: PlanProps, kind: string): string => `/hang-doi/${props.hall.point.unitId}/thiet-lap/${kind}`;

function ServiceForm(props: PlanProps & { service: Hall["services"][number]["service"] | undefined }) {
  const { locale, service, csrf, newKey } = props;
  return (
    <Form action={planAction(props, "service")} csrf={csrf} formKey={newKey()} scope={`s${service?.id ?? "new"}`}>
      <FormRow>
        <TextField
          name="prefix"
          label={text(locale, "plan.prefix")}
          value={service?.prefix}
          readOnly={service !== undefined}
          width="xs"
          maxLength={2}
          required
        />
        <TextField name="name" label={text(locale, "plan.name")} value={service?.name} maxLength={200} required />
        <TextField name="nameEn" label={text(locale, "plan.name_en")} value={service?.nameEn ?? undefined} maxLength={200} />
      </FormRow>
      <FormRow>
        <NumberField name="minutes" label={text(locale, "plan.minutes")} value={String(service?.minutes ?? 10)} required />
        <NumberField
          name="dailyLimit"
          label={text(locale, "plan.daily_limit")}
          value={String(service?.dailyLimit ?? 300)}
          required
        />
      </FormRow>
      <Checkbox name="paused" label={text(locale, "plan.pause")} checked={service?.paused} />
      <Button variant="secondary">{text(locale, "plan.save")}</Button>
    </Form>
  );
}

function CounterForm(props: PlanProps & { counter: Hall["counters"][number]["counter"] | undefined }) {
  const { locale, hall, counter, csrf, newKey } = props;
  const next = Math.max(0, ...hall.counters.map((one) => one.counter.number)) + 1;
  return (
    <Form action={planAction(props, "counter")} csrf={csrf} formKey={newKey()} scope={`c${counter?.id ?? "new"}`}>
      <FormRow>
        <NumberField
          name="number"
          label={text(locale, "plan.number")}
          value={String(counter?.number ?? next)}
          readOnly={counter !== undefined}
          required
        />
        <TextField name="name" label={text(locale, "plan.name")} value={counter?.name} maxLength={200} required />
      </FormRow>
      <CheckboxGroup
        name="services"
        label={text(locale, "plan.skills")}
        values={counter?.services.map(String)}
        options={hall.services.map(({ service }) => ({
          value: String(service.id),
          label: `${service.prefix} – ${service.name}`,
        }))}
      />
      <Checkbox name="active" label={text(locale, "plan.active")} checked={counter?.active ?? true} />
      <Button variant="secondary">{text(locale, "plan.save")}</Button>
    </Form>
  );
}

function OpeningForm(props: PlanProps) {
  const { locale, csrf, newKey } = props;
  return (
    <Form action={planAction(props, "opening")} csrf={csrf} formKey={newKey()}>
      <CheckboxGroup
        name="weekdays"
        label={text(locale, "plan.weekday")}
        inline
        options={WEEKDAYS.map((day) => ({ value: day, label: text(locale, `day.${day}`) }))}
      />
      <FormRow>
        <TextField name="opens" label={text(locale, "plan.opens")} hint={text(locale, "plan.time_hint")} width="xs" required />
        <TextField name="closes" label={text(locale, "plan.closes")} hint={text(locale, "plan.time_hint")} width="xs" required />
        <NumberField name="counters" label={text(locale, "plan.open_counters")} value="1" required />
      </FormRow>
      <Button variant="secondary">{text(locale, "plan.save")}</Button>
    </Form>
  );
}
