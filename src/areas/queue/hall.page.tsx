import type { Locale } from "#platform/i18n/messages.ts";
import type { ActingPost } from "#platform/http/actor.ts";
import {
  ActionBar,
  Button,
  Checkbox,
  CheckboxGroup,
  Cluster,
  Columns,
  Details,
  EmptyState,
  Form,
  FormRow,
  LinkButton,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { WaitingList } from "./counter.page.tsx";
import type { Hall } from "./get-hall.ts";
import { type OpeningRow, type Point, type PriorityReason, ticketLabel, WEEKDAYS } from "./queue.ts";
import { text } from "./texts.ts";
import { waitText } from "./wait-text.ts";

interface Guard {
  readonly locale: Locale;
  readonly csrf: string;
  readonly newKey: () => string;
}

export interface NoHallProps extends Guard {
  readonly points: readonly Point[];
  readonly units: readonly ActingPost[];
}

/** The halls of an agency, and units of one's own that have none yet. */
export function NoHallPage({ locale, points, units, csrf, newKey }: NoHallProps) {
  return (
    <>
      <PageHeader title={text(locale, "hall.title")} lead={text(locale, "hall.lead")} />
      {points.length === 0 && units.length === 0 && (
        <EmptyState title={text(locale, "hall.none")}>{text(locale, "hall.none.text")}</EmptyState>
      )}
      {points.length > 0 && (
        <ul>
          {points.map((point) => (
            <li key={point.unitId}>
              <a href={`/hang-doi/${point.unitId}`}>{point.name}</a>
            </li>
          ))}
        </ul>
      )}
      {units.map((post) => (
        <Section key={post.unitId} title={post.unitName} lead={text(locale, "plan.start.lead")}>
          <Form action={`/hang-doi/${post.unitId}/thiet-lap`} csrf={csrf} formKey={newKey()} scope={`u${post.unitId}`}>
            <Button>{text(locale, "plan.start")}</Button>
          </Form>
        </Section>
      ))}
    </>
  );
}

export interface HallProps extends Guard {
  readonly hall: Hall;
  readonly reasons: readonly PriorityReason[];
  readonly typed: Readonly<Record<string, unknown>>;
  readonly isHead: boolean;
}

/** The hall as it is now: who waits how long for what, which counter does what; numbers are given here too. */
export function HallPage(props: HallProps) {
  const { locale, hall, isHead } = props;
  const { unitId } = hall.point;
  const actions = (
    <Cluster>
      <LinkButton href="/quay" variant="secondary">
        {text(locale, "nav.counter")}
      </LinkButton>
      {isHead && (
        <LinkButton href={`/hang-doi/${unitId}/thiet-lap`} variant="secondary">
          {text(locale, "plan.title")}
        </LinkButton>
      )}
    </Cluster>
  );
  return (
    <>
      <PageHeader kicker={hall.point.name} title={text(locale, "hall.title")} actions={actions} />
      <div class="stack stack-l" data-live={`/hang-doi/${unitId}/truc-tiep`} data-live-reload="">
        <Columns aside={<DeskTicket {...props} />} asideLabel={text(locale, "desk.title")}>
          <ServicesTable locale={locale} hall={hall} />
          <CountersTable locale={locale} hall={hall} />
          <WaitingList locale={locale} hall={hall} services={hall.services.map(({ service }) => service.id)} />
        </Columns>
      </div>
    </>
  );
}

function ServicesTable({ locale, hall }: { locale: Locale; hall: Hall }) {
  return (
    <Table
      caption={text(locale, "services.caption")}
      stack
      columns={[
        {
          key: "name",
          header: text(locale, "ticket.service"),
          rowHeader: true,
          cell: (r) => `${r.service.prefix} – ${r.service.name}`,
        },
        { key: "waiting", header: text(locale, "services.waiting"), align: "end", cell: (r) => r.waiting },
        { key: "wait", header: text(locale, "services.wait"), cell: (r) => waitText(locale, r.wait) },
        { key: "issued", header: text(locale, "services.issued"), align: "end", cell: (r) => r.figures?.issued ?? 0 },
        { key: "done", header: text(locale, "services.done"), align: "end", cell: (r) => r.figures?.done ?? 0 },
        { key: "lost", header: text(locale, "services.no_show"), align: "end", cell: (r) => r.figures?.noShow ?? 0 },
      ]}
      rows={hall.services}
      rowKey={(row) => String(row.service.id)}
    />
  );
}

function CountersTable({ locale, hall }: { locale: Locale; hall: Hall }) {
  return (
    <Table
      caption={text(locale, "counters.caption")}
      stack
      columns={[
        {
          key: "number",
          header: text(locale, "counters.counter"),
          rowHeader: true,
          cell: (r) => `${r.counter.number} – ${r.counter.name}`,
        },
        {
          key: "who",
          header: text(locale, "counters.officer"),
          cell: (r) =>
            r.shift === undefined ? (
              <Tag>{text(locale, "board.closed")}</Tag>
            ) : (
              <>
                {r.shift.personName} {r.shift.breakSince !== null && <Tag tone="warning">{text(locale, "shift.on_break")}</Tag>}
              </>
            ),
        },
        { key: "now", header: text(locale, "counters.now"), cell: (r) => (r.ticket === undefined ? "–" : ticketLabel(r.ticket)) },
        { key: "next", header: text(locale, "counters.next"), cell: (r) => (r.next === undefined ? "–" : ticketLabel(r.next)) },
      ]}
      rows={hall.counters}
      rowKey={(row) => String(row.counter.id)}
    />
  );
}

function DeskTicket({ locale, hall, reasons, typed, csrf, newKey }: HallProps) {
  return (
    <Section title={text(locale, "desk.title")} lead={text(locale, "desk.lead")}>
      <Form action={`/hang-doi/${hall.point.unitId}/lay-so`} csrf={csrf} formKey={newKey()}>
        <SelectField
          name="serviceId"
          label={text(locale, "ticket.service")}
          value={String(typed["serviceId"] ?? "")}
          options={hall.services.map(({ service }) => ({
            value: String(service.id),
            label: `${service.prefix} – ${service.name}`,
          }))}
        />
        <SelectField
          name="priority"
          label={text(locale, "ticket.priority")}
          hint={text(locale, "ticket.priority.hint")}
          emptyLabel={text(locale, "ticket.priority.none")}
          value={String(typed["priority"] ?? "")}
          options={reasons.map((r) => ({ value: r.code, label: locale === "en" ? r.nameEn : r.name }))}
        />
        <TextField
          name="identity"
          label={text(locale, "ticket.identity")}
          hint={text(locale, "ticket.identity.hint")}
          autocomplete="off"
        />
        <ActionBar>
          <Button>{text(locale, "ticket.take")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

export interface PlanProps extends Guard {
  readonly hall: Hall;
  readonly openings: readonly OpeningRow[];
  readonly publicUrl: string;
}

/** Services, counters with their skills, and the opening plan. */
export function PlanPage(props: PlanProps) {
  const { locale, hall, openings, publicUrl } = props;
  const address = `${publicUrl}/lay-so/${hall.point.unitId}`;
  return (
    <>
      <PageHeader kicker={hall.point.name} title={text(locale, "plan.title")} lead={text(locale, "plan.lead")} />
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
    </>
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
