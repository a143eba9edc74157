import type { WaitEstimate } from "#core/queue/index.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Card,
  Form,
  LinkButton,
  LivePage,
  Notice,
  PageHeader,
  PrintLayout,
  RadioGroup,
  SelectField,
  Stack,
  Table,
  TextField,
} from "#ui/ui.tsx";
import type { Hall } from "./get-hall.ts";
import { type PriorityReason, ratingCode, type Ticket, ticketLabel } from "./queue.ts";
import { text } from "./texts.ts";
import { serviceName, waitText } from "./wait-text.ts";

export interface PhoneProps {
  readonly locale: Locale;
  readonly hall: Hall;
  readonly reasons: readonly PriorityReason[];
  readonly typed: Readonly<Record<string, unknown>>;
  readonly csrf: string;
  readonly formKey: string;
}

/** Taking a number with a telephone, from the QR code at the door. */
export function PhonePage({ locale, hall, reasons, typed, csrf, formKey }: PhoneProps) {
  return (
    <>
      <PageHeader
        kicker={hall.point.name}
        title={text(locale, "phone.title")}
        lead={text(locale, "phone.lead")}
        actions={
          <LinkButton href={`/dat-hen/${hall.point.unitId}`} variant="secondary">
            {text(locale, "book.title")}
          </LinkButton>
        }
      />
      <Form action={`/lay-so/${hall.point.unitId}`} csrf={csrf} formKey={formKey}>
        <RadioGroup
          name="serviceId"
          label={text(locale, "ticket.service")}
          required
          value={String(typed["serviceId"] ?? "")}
          options={hall.services.map(({ service, waiting, wait }) => ({
            value: String(service.id),
            label: serviceName(locale, service),
            hint: `${text(locale, "services.waiting_n", { n: waiting })} · ${waitText(locale, wait)}`,
            disabled: service.paused,
          }))}
        />
        <TextField
          name="identity"
          type="tel"
          label={text(locale, "phone.number")}
          hint={text(locale, "phone.number.hint")}
          value={String(typed["identity"] ?? "")}
          autocomplete="tel"
          inputMode="tel"
          maxLength={20}
          required
        />
        <SelectField
          name="priority"
          label={text(locale, "ticket.priority")}
          hint={text(locale, "ticket.priority.hint")}
          emptyLabel={text(locale, "ticket.priority.none")}
          value={String(typed["priority"] ?? "")}
          options={reasons.map((r) => ({ value: r.code, label: locale === "en" ? r.nameEn : r.name }))}
        />
        <ActionBar>
          <Button>{text(locale, "ticket.take")}</Button>
        </ActionBar>
      </Form>
    </>
  );
}

export interface FollowProps {
  readonly locale: Locale;
  readonly hall: Hall;
  readonly ticket: Ticket;
  readonly ahead: number | undefined;
  readonly wait: WaitEstimate | undefined;
  readonly href: string;
  readonly csrf: string;
  readonly formKey: string;
}

/** One's own number: how many are ahead, about how long, and who is called now. */
export function FollowPage({ locale, hall, ticket, ahead, wait, href, csrf, formKey }: FollowProps) {
  const at = hall.counters.find(({ counter }) => counter.id === ticket.counterId)?.counter;
  const service = hall.services.find(({ service: one }) => one.id === ticket.serviceId)?.service;
  return (
    <LivePage src={`${href}/truc-tiep`}>
      <PageHeader kicker={hall.point.name} title={text(locale, "follow.title")} lead={service && serviceName(locale, service)} />
      <p class="ticket-number">{ticketLabel(ticket)}</p>
      <Notice tone={ticket.state === "called" ? "success" : "info"} role="status" title={text(locale, `state.${ticket.state}`)}>
        {ticket.state === "called" && at !== undefined && text(locale, "follow.go", { counter: at.number })}
        {ahead !== undefined && text(locale, "follow.ahead", { n: ahead })}
        {wait !== undefined && ` ${waitText(locale, wait)}`}
      </Notice>
      <Table
        caption={text(locale, "follow.calls")}
        columns={[
          { key: "label", header: text(locale, "ticket.number"), rowHeader: true, cell: (row) => ticketLabel(row) },
          {
            key: "counter",
            header: text(locale, "counters.counter"),
            cell: (row) => hall.counters.find(({ counter }) => counter.id === row.counterId)?.counter.number,
          },
        ]}
        rows={hall.calls.slice(0, 6)}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "follow.no_calls")}
      />
      {ticket.state === "done" && (
        <LinkButton href={href.replace("/lay-so/", "/danh-gia/luot/")}>{text(locale, "follow.rate")}</LinkButton>
      )}
      {ticket.state === "waiting" && (
        <Card title={text(locale, "follow.leave")}>
          <Stack>
            <p>{text(locale, "follow.leave.text")}</p>
            <Form action={`${href}/huy`} csrf={csrf} formKey={formKey} confirm={text(locale, "follow.cancel")}>
              <Button variant="secondary">{text(locale, "follow.cancel")}</Button>
            </Form>
          </Stack>
        </Card>
      )}
    </LivePage>
  );
}

export interface PaperProps {
  readonly locale: Locale;
  readonly hall: Hall;
  readonly ticket: Ticket;
  readonly ahead: number;
  readonly wait: WaitEstimate;
  readonly href: string;
  readonly backHref: string;
  readonly assetVersion: string;
}

/** The ticket on a roll of 80 mm, or on any other paper. */
export function TicketPaper({ locale, hall, ticket, ahead, wait, href, backHref, assetVersion }: PaperProps) {
  const service = hall.services.find(({ service: one }) => one.id === ticket.serviceId)?.service;
  return (
    <PrintLayout
      locale={locale}
      title={text(locale, "ticket.paper", { label: ticketLabel(ticket) })}
      backHref={backHref}
      assetVersion={assetVersion}
    >
      <div class="ticket-paper">
        <p>{hall.point.name}</p>
        <h1>{service && serviceName(locale, service)}</h1>
        <p class="ticket-number">{ticketLabel(ticket)}</p>
        <p>{text(locale, "follow.ahead", { n: ahead })}</p>
        <p>{waitText(locale, wait)}</p>
        <p>{formatInstant(ticket.issuedAt)}</p>
        <img src={`${href}/qr.svg`} alt={text(locale, "ticket.qr")} width="160" height="160" />
        <p>{text(locale, "ticket.rate", { code: ratingCode(ticket) })}</p>
        <p>{text(locale, "ticket.no_transfer")}</p>
      </div>
      <p class="no-print">
        <a href={`${href}/phieu.pdf`}>{text(locale, "ticket.pdf")}</a>
      </p>
    </PrintLayout>
  );
}
