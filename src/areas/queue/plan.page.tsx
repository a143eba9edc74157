import { Button, CheckboxGroup, Details, FormRow, NumberField, PageHeader, Section, Table, TextField } from "#ui/ui.tsx";
import { WEEKDAYS } from "./plan.ts";
import { CounterForm, PlanForm, type PlanGuard, ServiceForm, valuesOf } from "./plan-forms.page.tsx";
import { PointForm, ReasonsSection } from "./plan-rules.page.tsx";
import type { Counter, OpeningRow, Point, PriorityReason, Service } from "./queue.ts";
import { text } from "./texts.ts";
import type { VoiceName } from "./voices.ts";

export interface PlanProps extends PlanGuard {
  readonly point: Point;
  readonly services: readonly Service[];
  /** Those out of use too. */
  readonly counters: readonly Counter[];
  readonly openings: readonly OpeningRow[];
  readonly reasons: readonly PriorityReason[];
  readonly voices: readonly VoiceName[];
  readonly publicUrl: string;
}

/** What a hall serves, where, when and to whom first. */
export function PlanPage(props: PlanProps) {
  const { locale, point, services, counters, publicUrl } = props;
  const address = `${publicUrl}/lay-so/${point.unitId}`;
  const nextNumber = Math.max(0, ...counters.map(({ number }) => number)) + 1;
  return (
    <>
      <PageHeader kicker={point.name} title={text(locale, "plan.title")} lead={text(locale, "plan.lead")} />
      <p>
        <a href={`/hang-doi/${point.unitId}/thiet-bi`}>{text(locale, "plan.devices")}</a>
        {" · "}
        <a href={`/hang-doi/${point.unitId}/may-in`}>{text(locale, "plan.printers")}</a>
      </p>
      <p>
        {text(locale, "plan.phone")} <a href={address}>{address}</a>
      </p>
      <PointForm {...props} />
      <Section title={text(locale, "plan.services")}>
        {services.map((service) => (
          <ServiceForm key={service.id} {...props} service={service} />
        ))}
        <ServiceForm {...props} service={undefined} />
      </Section>
      <Section title={text(locale, "plan.counters")}>
        {counters.map((counter) => (
          <CounterForm key={counter.id} {...props} counter={counter} nextNumber={nextNumber} />
        ))}
        <CounterForm {...props} counter={undefined} nextNumber={nextNumber} />
      </Section>
      <Openings {...props} />
      <ReasonsSection {...props} />
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
          {
            key: "remove",
            header: text(locale, "plan.act"),
            cell: ({ weekday, opens }) => (
              <PlanForm {...props} kind="close" form={`x${weekday}${opens}`} hidden={{ weekday, opens }}>
                <Button variant="secondary" size="s">
                  {text(locale, "plan.opening.remove")}
                </Button>
              </PlanForm>
            ),
          },
        ]}
        rows={openings}
        rowKey={(row) => `${row.weekday}${row.opens}`}
        empty={text(locale, "plan.openings.none")}
      />
      <OpeningForm {...props} />
    </Section>
  );
}

function OpeningForm(props: PlanProps) {
  const { locale } = props;
  const { isRefused, one, all } = valuesOf(props, "o");
  return (
    <Details summary={text(locale, "plan.opening.new")} open={isRefused}>
      <PlanForm {...props} kind="opening" form="o">
        <CheckboxGroup
          name="weekdays"
          label={text(locale, "plan.weekday")}
          inline
          values={all("weekdays", [])}
          options={WEEKDAYS.map((day) => ({ value: day, label: text(locale, `day.${day}`) }))}
        />
        <FormRow>
          <TextField
            name="opens"
            label={text(locale, "plan.opens")}
            hint={text(locale, "plan.time_hint")}
            value={one("opens", undefined)}
            width="xs"
            required
          />
          <TextField
            name="closes"
            label={text(locale, "plan.closes")}
            hint={text(locale, "plan.time_hint")}
            value={one("closes", undefined)}
            width="xs"
            required
          />
          <NumberField name="counters" label={text(locale, "plan.open_counters")} value={one("counters", 1)} required />
        </FormRow>
        <Button variant="secondary">{text(locale, "plan.save")}</Button>
      </PlanForm>
    </Details>
  );
}
