import { TICKET_STATES, type WaitEstimate } from "#core/queue/index.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Card,
  Form,
  LinkButton,
  LivePicture,
  Notice,
  PageHeader,
  PrintLayout,
  RadioGroup,
  Section,
  SelectField,
  Stack,
  TextField,
  While,
} from "#ui/ui.tsx";
import type { FollowPicture } from "./follow-picture.ts";
import type { Hall } from "./get-hall.ts";
import { type Point, type PriorityReason, ratingCode, type Ticket, ticketLabel } from "./queue.ts";
import { text } from "./texts.ts";
import { serviceName, waitText } from "./wait-text.ts";

export interface PhoneProps {
  readonly locale: Locale;
  readonly hall: Hall;
  readonly reasons: readonly PriorityReason[];
  /** False where telephones are to be proved and nothing can be sent to them. */
  readonly isOffered: boolean;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly csrf: string;
  readonly formKey: string;
}

/** What a telephone's number is asked for, and what comes to it. */
export const phoneHint = (locale: Locale, { phoneProved }: Point, why: "phone.number.hint" | "book.phone.hint"): string =>
  phoneProved ? `${text(locale, "proof.comes")} ${text(locale, why)}` : text(locale, why);

/** Taking a number with a telephone, from the QR code at the door. */
export function PhonePage(props: PhoneProps) {
  const { locale, hall, isOffered } = props;
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
      {isOffered ? <PhoneForm {...props} /> : <Notice tone="warning">{text(locale, "refusal.proof_unsent")}</Notice>}
    </>
  );
}

function PhoneForm({ locale, hall, reasons, typed, csrf, formKey }: PhoneProps) {
  return (
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
        hint={phoneHint(locale, hall.point, "phone.number.hint")}
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
  );
}

export interface FollowProps {
  readonly locale: Locale;
  readonly place: string;
  readonly picture: FollowPicture;
  readonly href: string;
  readonly csrf: string;
  readonly formKey: string;
}

const NOT_CALLED = TICKET_STATES.filter((state) => state !== "called");

/** One's own number: how many are ahead, about how long, and who is called now. */
export function FollowPage({ locale, place, picture, href, csrf, formKey }: FollowProps) {
  const { state, texts, rows } = picture;
  const news = (
    <>
      <strong data-text="title">{texts.title}</strong>
      <br />
      <span data-text="detail">{texts.detail}</span>
    </>
  );
  return (
    <LivePicture src={`${href}/truc-tiep`} state={state}>
      <PageHeader kicker={place} title={text(locale, "follow.title")} />
      <p class="ticket-number" data-text="label">
        {texts.label}
      </p>
      <p data-text="service">{texts.service}</p>
      <div role="status">
        <While states={["called"]} now={state}>
          <Notice tone="success">{news}</Notice>
        </While>
        <While states={NOT_CALLED} now={state}>
          <Notice>{news}</Notice>
        </While>
      </div>
      <While states={["done"]} now={state}>
        <LinkButton href={href.replace("/lay-so/", "/danh-gia/luot/")}>{text(locale, "follow.rate")}</LinkButton>
      </While>
      <Section title={text(locale, "follow.calls")}>
        <ul data-rows="calls">
          {rows.calls.map(([words = ""]) => (
            <CallRow key={words} words={words} />
          ))}
        </ul>
        <template>
          <CallRow words="" />
        </template>
      </Section>
      <While states={["waiting"]} now={state}>
        <Card title={text(locale, "follow.leave")}>
          <Stack>
            <p>{text(locale, "follow.leave.text")}</p>
            <Form action={`${href}/huy`} csrf={csrf} formKey={formKey} confirm={text(locale, "follow.cancel")}>
              <Button variant="secondary">{text(locale, "follow.cancel")}</Button>
            </Form>
          </Stack>
        </Card>
      </While>
    </LivePicture>
  );
}

const CallRow = ({ words }: { words: string }) => (
  <li>
    <span data-cell="">{words}</span>
  </li>
);

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
