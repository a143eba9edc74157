import type { Locale } from "#platform/i18n/messages.ts";
import type { ActingPost } from "#platform/http/actor.ts";
import {
  ActionBar,
  Button,
  Cluster,
  Columns,
  EmptyState,
  Form,
  LinkButton,
  LivePage,
  PageHeader,
  Section,
  SelectField,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { WaitingList } from "./counter.page.tsx";
import type { Hall } from "./get-hall.ts";
import { PrintTrouble, type PrintTroubleProps } from "./print-trouble.page.tsx";
import { type Point, type PriorityReason, type Ticket, ticketLabel } from "./queue.ts";
import { text } from "./texts.ts";
import { counterName, serviceName, waitText } from "./wait-text.ts";

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
  readonly printers: PrintTroubleProps["printers"];
  readonly unprinted: PrintTroubleProps["unprinted"];
}

/** The hall as it is now: who waits how long for what, which counter does what; numbers are given here too. */
export function HallPage(props: HallProps) {
  const { locale, hall, isHead } = props;
  const { unitId } = hall.point;
  const held = hall.tickets.filter(({ state }) => state === "held");
  const actions = (
    <Cluster>
      <LinkButton href="/quay" variant="secondary">
        {text(locale, "nav.counter")}
      </LinkButton>
      <LinkButton href={`/hang-doi/${unitId}/lich-hen`} variant="secondary">
        {text(locale, "expected.title")}
      </LinkButton>
      {isHead && (
        <LinkButton href={`/hang-doi/${unitId}/ca-truc`} variant="secondary">
          {text(locale, "shifts.title")}
        </LinkButton>
      )}
      {isHead && (
        <LinkButton href={`/hang-doi/${unitId}/dieu-phoi`} variant="secondary">
          {text(locale, "balance.title")}
        </LinkButton>
      )}
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
      <LivePage src={`/hang-doi/${unitId}/truc-tiep`}>
        <PrintTrouble {...props} unitId={unitId} />
        <CountersTable locale={locale} hall={hall} />
        <ServicesTable locale={locale} hall={hall} />
        <Columns aside={<DeskTicket {...props} />} asideLabel={text(locale, "desk.title")}>
          {held.length > 0 && <HeldNumbers {...props} held={held} />}
          <WaitingList locale={locale} hall={hall} services={hall.services.map(({ service }) => service.id)} />
        </Columns>
      </LivePage>
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
          cell: (r) => `${r.service.prefix} – ${serviceName(locale, r.service)}`,
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
          cell: (r) => `${r.counter.number} – ${counterName(locale, r.counter)}`,
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

/** Numbers that a counter holds: whoever comes back to the desk is put back in the queue there. */
function HeldNumbers({ locale, hall, held, csrf, newKey }: HallProps & { held: readonly Ticket[] }) {
  return (
    <Section title={text(locale, "counter.held")} lead={text(locale, "hall.held.lead")}>
      <Cluster>
        {held.map((ticket) => (
          <Form
            key={ticket.id}
            action={`/hang-doi/${hall.point.unitId}/giu-lai/${ticket.id}`}
            csrf={csrf}
            formKey={newKey()}
            scope={`h${ticket.id}`}
          >
            <Button variant="secondary" size="s">
              {text(locale, "hall.resume", { label: ticketLabel(ticket) })}
            </Button>
          </Form>
        ))}
      </Cluster>
    </Section>
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
            label: `${service.prefix} – ${serviceName(locale, service)}`,
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
