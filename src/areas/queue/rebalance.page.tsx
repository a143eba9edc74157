import { formatTime } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Checkbox,
  CheckboxGroup,
  Cluster,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Stack,
  Table,
  Tag,
} from "#ui/ui.tsx";
import type { Foreseen } from "./foresee.ts";
import type { Hall } from "./get-hall.ts";
import type { Counter } from "./queue.ts";
import { dutyMark, findUndoable } from "./rebalance.ts";
import type { CounterDuty, Rebalance } from "./rebalance.store.ts";
import { text } from "./texts.ts";
import { serviceName, waitText } from "./wait-text.ts";

export interface RebalanceProps {
  readonly locale: Locale;
  readonly hall: Hall;
  /** Those out of use too. */
  readonly counters: readonly Counter[];
  readonly changes: readonly Rebalance[];
  readonly chosen: Counter | undefined;
  /** What the chosen counter is to be, and what that would do; before that only its form is shown. */
  readonly wanted: { readonly duty: CounterDuty; readonly effect: readonly Foreseen[] } | undefined;
  readonly csrf: string;
  readonly newKey: () => string;
}

const pathOf = ({ hall }: Pick<RebalanceProps, "hall">): string => `/hang-doi/${hall.point.unitId}/dieu-phoi`;

/** Waiting and open counters by service; a counter is given other services, closed or opened, seen before it is done. */
export function RebalancePage(props: RebalanceProps) {
  const { locale, hall, chosen, wanted } = props;
  return (
    <>
      <PageHeader kicker={hall.point.name} title={text(locale, "balance.title")} lead={text(locale, "balance.lead")} />
      {chosen !== undefined && wanted !== undefined && <Preview {...props} chosen={chosen} wanted={wanted} />}
      {chosen !== undefined && <DutyForm {...props} chosen={chosen} />}
      {wanted === undefined && <ServicesNow {...props} />}
      <CountersNow {...props} />
      <Changes {...props} />
    </>
  );
}

function ServicesNow({ locale, hall }: RebalanceProps) {
  const openFor = (serviceId: number): string =>
    hall.counters
      .filter(({ counter, shift }) => shift?.breakSince === null && counter.services.includes(serviceId))
      .map(({ counter }) => String(counter.number))
      .join(", ");
  return (
    <Table
      caption={text(locale, "balance.services")}
      stack
      columns={[
        {
          key: "name",
          header: text(locale, "ticket.service"),
          rowHeader: true,
          cell: (r) => `${r.service.prefix} – ${serviceName(locale, r.service)}`,
        },
        { key: "waiting", header: text(locale, "services.waiting"), align: "end", cell: (r) => r.waiting },
        { key: "wait", header: text(locale, "services.wait"), cell: (r) => waitText(locale, r.wait) },
        { key: "open", header: text(locale, "balance.open_counters"), cell: (r) => openFor(r.service.id) || "–" },
      ]}
      rows={hall.services}
      rowKey={(row) => String(row.service.id)}
    />
  );
}

const prefixes = (hall: Hall, services: readonly number[]): string =>
  hall.services
    .filter(({ service }) => services.includes(service.id))
    .map(({ service }) => service.prefix)
    .join(", ") || "–";

function CountersNow(props: RebalanceProps) {
  const { locale, hall, counters } = props;
  const shiftOf = (id: number) => hall.shifts.find((one) => one.counterId === id && one.breakSince === null);
  return (
    <Table
      caption={text(locale, "counters.caption")}
      stack
      columns={[
        { key: "number", header: text(locale, "counters.counter"), rowHeader: true, cell: (r) => `${r.number} – ${r.name}` },
        {
          key: "who",
          header: text(locale, "counters.officer"),
          cell: (r) =>
            r.active ? (
              (shiftOf(r.id)?.personName ?? <Tag>{text(locale, "board.closed")}</Tag>)
            ) : (
              <Tag tone="warning">{text(locale, "plan.unused")}</Tag>
            ),
        },
        { key: "services", header: text(locale, "plan.skills"), cell: (r) => prefixes(hall, r.services) },
        {
          key: "act",
          header: text(locale, "plan.act"),
          cell: (r) => <a href={`${pathOf(props)}?counterId=${r.id}`}>{text(locale, "balance.change", { number: r.number })}</a>,
        },
      ]}
      rows={counters}
      rowKey={(row) => String(row.id)}
    />
  );
}

function DutyForm(props: RebalanceProps & { chosen: Counter }) {
  const { locale, hall, chosen, wanted } = props;
  const duty = wanted?.duty ?? chosen;
  return (
    <Section title={text(locale, "balance.change", { number: chosen.number })}>
      <Form action={pathOf(props)} method="get" hidden={{ counterId: String(chosen.id), preview: "1" }}>
        <CheckboxGroup
          name="services"
          label={text(locale, "plan.skills")}
          values={duty.services.map(String)}
          options={hall.services.map(({ service, waiting }) => ({
            value: String(service.id),
            label: `${service.prefix} – ${serviceName(locale, service)}`,
            hint: text(locale, "services.waiting_n", { n: waiting }),
          }))}
        />
        <Checkbox name="active" label={text(locale, "plan.active")} checked={duty.active} />
        <ActionBar>
          <Button variant={wanted === undefined ? "primary" : "secondary"}>{text(locale, "balance.preview")}</Button>
          <LinkButton href={pathOf(props)} variant="quiet">
            {text(locale, "balance.leave")}
          </LinkButton>
        </ActionBar>
      </Form>
    </Section>
  );
}

function Preview(props: RebalanceProps & { chosen: Counter; wanted: NonNullable<RebalanceProps["wanted"]> }) {
  const { locale, hall, chosen, wanted, csrf, newKey } = props;
  const name = (id: number): string => {
    const found = hall.services.find(({ service }) => service.id === id)?.service;
    return found === undefined ? "" : `${found.prefix} – ${serviceName(locale, found)}`;
  };
  const seated = hall.shifts.some(({ counterId, breakSince }) => counterId === chosen.id && breakSince === null);
  return (
    <Section title={text(locale, "balance.effect", { number: chosen.number })}>
      {wanted.duty.active && !seated && (
        <Notice tone="warning">{text(locale, chosen.active ? "balance.empty_seat" : "balance.opens")}</Notice>
      )}
      {!wanted.duty.active && chosen.active && <Notice>{text(locale, "balance.closes")}</Notice>}
      <Table
        caption={text(locale, "balance.effect", { number: chosen.number })}
        captionHidden
        stack
        columns={[
          { key: "name", header: text(locale, "ticket.service"), rowHeader: true, cell: (r) => name(r.serviceId) },
          { key: "waiting", header: text(locale, "services.waiting"), align: "end", cell: (r) => r.waiting },
          { key: "now", header: text(locale, "balance.wait_now"), cell: (r) => waitText(locale, r.waitNow) },
          { key: "then", header: text(locale, "balance.wait_then"), cell: (r) => waitText(locale, r.waitThen) },
          {
            key: "open",
            header: text(locale, "balance.open_counters"),
            cell: (r) => (r.openNow === r.openThen ? r.openNow : `${r.openNow} → ${r.openThen}`),
          },
        ]}
        rows={wanted.effect}
        rowKey={(row) => String(row.serviceId)}
      />
      <Form
        action={pathOf(props)}
        csrf={csrf}
        formKey={newKey()}
        hidden={{ counterId: String(chosen.id), seen: dutyMark(chosen), active: wanted.duty.active ? "1" : undefined }}
      >
        {wanted.duty.services.map((id) => (
          <input key={id} type="hidden" name="services" value={id} />
        ))}
        <Button>{text(locale, "balance.apply")}</Button>
      </Form>
    </Section>
  );
}

function Changes(props: RebalanceProps) {
  const { locale, hall, changes, csrf, newKey } = props;
  const last = findUndoable(changes);
  const duty = ({ services, active }: CounterDuty): string => (active ? prefixes(hall, services) : text(locale, "plan.unused"));
  if (changes.length === 0) return null;
  return (
    <Section title={text(locale, "balance.changes")}>
      <Stack>
        {changes.map((change) => (
          <Cluster key={change.id}>
            <span>
              {formatTime(change.at)} · {text(locale, "balance.counter", { number: change.counterNumber })}: {duty(change.before)}{" "}
              → {duty(change.after)} · {change.by}
            </span>
            {change.undone && <Tag>{text(locale, "balance.undone")}</Tag>}
            {change.id === last?.id && (
              <Form
                action={`${pathOf(props)}/hoan-tac`}
                csrf={csrf}
                formKey={newKey()}
                hidden={{ rebalanceId: String(change.id) }}
                scope="undo"
              >
                <Button variant="secondary" size="s">
                  {text(locale, "balance.undo")}
                </Button>
              </Form>
            )}
          </Cluster>
        ))}
      </Stack>
    </Section>
  );
}
