import { openActions, type TicketAction } from "#core/queue/index.ts";
import { formatTime } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Card,
  Cluster,
  Form,
  LinkButton,
  LivePage,
  Notice,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
} from "#ui/ui.tsx";
import type { CounterNow, Hall } from "./get-hall.ts";
import { type Ticket, ticketLabel } from "./queue.ts";
import { text } from "./texts.ts";
import { counterName, serviceName } from "./wait-text.ts";

interface Guard {
  readonly locale: Locale;
  readonly csrf: string;
  readonly newKey: () => string;
}

export interface CounterProps extends Guard {
  readonly hall: Hall;
  readonly at: CounterNow;
  readonly dossiers: readonly { readonly id: number; readonly code: string; readonly procedure: string }[];
  readonly personId: number;
  /** The ticket of the last action, which can be taken back for five seconds. */
  readonly undoable: number | undefined;
}

const KEYS: Readonly<Partial<Record<TicketAction | "call", string>>> = {
  call: "n",
  recall: "r",
  serve: "s",
  finish: "f",
  hold: "h",
  no_show: "x",
};

/** What an officer at a counter works with: the number before them, the next ones, the shift. Every button has a key. */
export function CounterPage(props: CounterProps) {
  const { locale, hall, at, personId, undoable } = props;
  const { counter, shift, ticket } = at;
  const working = shift?.personId === personId && shift.breakSince === null;
  const held = hall.tickets.filter((one) => one.state === "held" && counter.services.includes(one.serviceId));
  return (
    <>
      <PageHeader
        kicker={hall.point.name}
        title={text(locale, "counter.title", { n: counter.number })}
        lead={counterName(locale, counter)}
        actions={
          <LinkButton href={`/hang-doi/${hall.point.unitId}`} variant="quiet">
            {text(locale, "nav.hall")}
          </LinkButton>
        }
      />
      <LivePage src={`/hang-doi/${hall.point.unitId}/truc-tiep`}>
        {!working && <NoShift {...props} />}
        {working && undoable !== undefined && (
          <div class="cluster undo">
            <Act {...props} ticket={{ id: undoable }} action="undo" />
            <span class="muted">{text(locale, "action.undo.hint")}</span>
          </div>
        )}
        {working && ticket === undefined && <CallNext {...props} />}
        {working && ticket !== undefined && <AtWork {...props} ticket={ticket} />}
        {working && held.length > 0 && <HeldTickets {...props} held={held} />}
        <WaitingList locale={locale} hall={hall} services={counter.services} />
        {working && <ShiftForms {...props} />}
      </LivePage>
    </>
  );
}

const base = ({ hall, at }: CounterProps): string => `/quay/${hall.point.unitId}/${at.counter.id}`;

function NoShift(props: CounterProps) {
  const { locale, at, personId, csrf, newKey } = props;
  const own = at.shift?.personId === personId;
  return (
    <Notice tone="info" title={text(locale, own ? "shift.on_break" : "shift.none")}>
      <Form action={`${base(props)}/ca`} csrf={csrf} formKey={newKey()} hidden={{ step: own ? "back" : "open" }}>
        <Button>{text(locale, own ? "shift.back" : "shift.open")}</Button>
      </Form>
    </Notice>
  );
}

function CallNext(props: CounterProps) {
  const { locale, at, csrf, newKey } = props;
  const { next, lastCall } = at;
  return (
    <Card
      title={next === undefined ? text(locale, "counter.nobody") : text(locale, "counter.next", { label: ticketLabel(next) })}
    >
      <Form action={`${base(props)}/goi`} csrf={csrf} formKey={newKey()} label={text(locale, "counter.call")}>
        <ActionBar>
          <Button icon="arrow" shortcut={KEYS.call} disabled={next === undefined}>
            {text(locale, "counter.call")}
          </Button>
        </ActionBar>
      </Form>
      {lastCall !== undefined && <p class="muted">{text(locale, "counter.last", { label: ticketLabel(lastCall) })}</p>}
    </Card>
  );
}

function Act(props: CounterProps & { ticket: Pick<Ticket, "id">; action: TicketAction | "undo"; primary?: boolean }) {
  const { locale, ticket, action, primary = false, csrf, newKey } = props;
  return (
    <Form
      action={`${base(props)}/so/${ticket.id}`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ action }}
      scope={`${action}${ticket.id}`}
    >
      <Button variant={primary ? "primary" : "secondary"} shortcut={action === "undo" ? "u" : KEYS[action]}>
        {text(locale, `action.${action}`)}
      </Button>
    </Form>
  );
}

function AtWork(props: CounterProps & { ticket: Ticket }) {
  const { locale, hall, ticket, dossiers } = props;
  const actions = openActions(ticket.state).filter((action) => action !== "transfer" && action !== "cancel");
  const first: TicketAction = ticket.state === "called" ? "serve" : "finish";
  const service = hall.services.find((one) => one.service.id === ticket.serviceId)?.service;
  return (
    <Card title={text(locale, `counter.state.${ticket.state === "called" ? "called" : "serving"}`)}>
      <Stack>
        <p class="ticket-number">{ticketLabel(ticket)}</p>
        <Cluster>
          <span>{service && serviceName(locale, service)}</span>
          {ticket.class !== "ordinary" && <Tag tone="warning">{text(locale, `class.${ticket.class}`)}</Tag>}
          {ticket.calls > 1 && <Tag>{text(locale, "counter.calls", { n: ticket.calls })}</Tag>}
          {ticket.strikes > 0 && <Tag>{text(locale, "counter.strikes", { n: ticket.strikes })}</Tag>}
        </Cluster>
        <Cluster>
          {[first, ...actions.filter((action) => action !== first)].map((action) => (
            <Act key={action} {...props} action={action} primary={action === first} />
          ))}
          {ticket.state === "serving" && (
            <LinkButton href="/ho-so/tiep-nhan" variant="secondary" icon="file">
              {text(locale, "counter.receive")}
            </LinkButton>
          )}
        </Cluster>
        {dossiers.length > 0 && (
          <ul>
            {dossiers.map((dossier) => (
              <li key={dossier.id}>
                <a href={`/ho-so/${dossier.id}`}>{dossier.code}</a> {dossier.procedure}
              </li>
            ))}
          </ul>
        )}
        <Transfer {...props} />
      </Stack>
    </Card>
  );
}

function Transfer(props: CounterProps & { ticket: Ticket }) {
  const { locale, hall, ticket, csrf, newKey } = props;
  const options = hall.services
    .filter(({ service }) => service.id !== ticket.serviceId)
    .map(({ service }) => ({ value: String(service.id), label: `${service.prefix} – ${serviceName(locale, service)}` }));
  return (
    <details class="fold">
      <summary>{text(locale, "action.transfer")}</summary>
      <div class="fold-body">
        <Form
          action={`${base(props)}/so/${ticket.id}`}
          csrf={csrf}
          formKey={newKey()}
          hidden={{ action: "transfer" }}
          label={text(locale, "action.transfer")}
        >
          <SelectField name="serviceId" label={text(locale, "ticket.service")} options={options} />
          <Button variant="secondary">{text(locale, "action.transfer")}</Button>
        </Form>
      </div>
    </details>
  );
}

function HeldTickets(props: CounterProps & { held: readonly Ticket[] }) {
  const { locale, held } = props;
  return (
    <Section title={text(locale, "counter.held")} lead={text(locale, "counter.held.lead")}>
      {held.map((ticket) => (
        <Cluster key={ticket.id}>
          <strong>{ticketLabel(ticket)}</strong>
          <Act {...props} ticket={ticket} action="resume" />
          <Act {...props} ticket={ticket} action="cancel" />
        </Cluster>
      ))}
    </Section>
  );
}

export function WaitingList({ locale, hall, services }: { locale: Locale; hall: Hall; services: readonly number[] }) {
  const rows = hall.tickets.filter((ticket) => ticket.state === "waiting" && services.includes(ticket.serviceId));
  return (
    <Section title={text(locale, "waiting.title", { n: rows.length })}>
      <Table
        caption={text(locale, "waiting.caption")}
        captionHidden
        stack={false}
        dense
        columns={[
          { key: "label", header: text(locale, "ticket.number"), rowHeader: true, cell: (row) => ticketLabel(row) },
          {
            key: "service",
            header: text(locale, "ticket.service"),
            cell: (row) => {
              const service = hall.services.find(({ service: one }) => one.id === row.serviceId)?.service;
              return service && serviceName(locale, service);
            },
          },
          { key: "class", header: text(locale, "ticket.class"), cell: (row) => text(locale, `class.${row.class}`) },
          { key: "since", header: text(locale, "ticket.since"), cell: (row) => formatTime(row.waitingSince) },
        ]}
        rows={rows}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "waiting.empty")}
      />
    </Section>
  );
}

function ShiftForms(props: CounterProps) {
  const { locale, csrf, newKey, at } = props;
  if (at.ticket !== undefined) return null;
  return (
    <Section title={text(locale, "shift.title")}>
      <Cluster>
        <Form action={`${base(props)}/ca`} csrf={csrf} formKey={newKey()} hidden={{ step: "break" }} scope="break">
          <Button variant="secondary">{text(locale, "shift.break")}</Button>
        </Form>
      </Cluster>
      <Form action={`${base(props)}/ca`} csrf={csrf} formKey={newKey()} hidden={{ step: "close" }}>
        <NumberField
          name="cash"
          label={text(locale, "shift.cash.close")}
          hint={text(locale, "shift.cash.hint")}
          suffix="đ"
          maxLength={12}
        />
        <Button variant="danger">{text(locale, "shift.close")}</Button>
      </Form>
    </Section>
  );
}
