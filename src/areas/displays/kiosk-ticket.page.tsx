import type { WaitEstimate } from "#core/queue/index.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type PrinterState, stateText } from "#printers";
import { type Followed, type Paper, ratingCode, serviceName, ticketLabel, waitText } from "#queue";
import { Button, Form, Notice } from "#ui/ui.tsx";
import { AFTER_TICKET_SECONDS, KioskScreen } from "./kiosk.page.tsx";
import { useSay } from "./kiosk-say.tsx";
import { text } from "./texts.ts";

export interface KioskTicketProps extends Followed {
  readonly locale: Locale;
  readonly address: string;
  /** The ticket's own page, for a telephone. */
  readonly href: string;
  readonly secret: string;
  readonly ahead: number;
  readonly wait: WaitEstimate;
  readonly paper: Paper;
  readonly errors: readonly FieldRefusal[];
  readonly formKey: string;
}

/** Whoever has to write a number down, or scan it, needs longer than whoever takes a paper. */
const WITHOUT_PAPER_SECONDS = 45;

/** The number, large, and its paper: printed by the hall's printer, or by this browser where there is none. */
export function KioskTicket(props: KioskTicketProps) {
  const { locale, address, href, hall, ticket, ahead, wait, paper, errors } = props;
  const say = useSay(locale);
  const service = hall.services.find(({ service: one }) => one.id === ticket.serviceId)?.service;
  const came = paper.hasPrinter && paper.print?.state === "printed";
  return (
    <KioskScreen
      locale={locale}
      address={address}
      title={say("kiosk.your_number")}
      idleSeconds={came ? AFTER_TICKET_SECONDS : WITHOUT_PAPER_SECONDS}
      errors={errors}
    >
      <div class="ticket-paper" data-print={paper.hasPrinter ? undefined : ""}>
        <p>{hall.point.name}</p>
        <h1>{say("kiosk.your_number")}</h1>
        <p class="ticket-number">{ticketLabel(ticket)}</p>
        <p>{service && serviceName(locale, service)}</p>
        <p>{text(locale, "kiosk.ahead", { n: ahead })}</p>
        <p>{waitText(locale, wait)}</p>
        <p>{text(locale, "kiosk.rate.code", { code: ratingCode(ticket) })}</p>
        <img src={`${href}/qr.svg`} alt={text(locale, "kiosk.qr")} width="200" height="200" />
      </div>
      <PaperNews {...props} />
    </KioskScreen>
  );
}

/** What became of the paper, and another try where it did not come. */
function PaperNews({ locale, address, secret, paper, formKey }: KioskTicketProps) {
  const say = useSay(locale);
  const { hasPrinter, print } = paper;
  if (!hasPrinter || print === undefined) return <p class="no-print">{say("kiosk.no_paper")}</p>;
  if (print.state === "printed") return <p>{say("kiosk.paper.out")}</p>;
  if (print.state === "sent" || print.state === "printing") return <p>{say("kiosk.paper.sent")}</p>;
  const state = stateText(locale, (print.reason ?? "unknown") as PrinterState);
  return (
    <>
      <Notice tone="warning" role="alert">
        {text(locale, print.state === "failed" ? "kiosk.paper.failed" : "kiosk.paper.unconfirmed", { state })}
      </Notice>
      <Form action={`${address}/so/${secret}/in`} formKey={formKey} hidden={{ after: String(print.nth) }}>
        <Button variant="secondary">{say("kiosk.paper.again")}</Button>
      </Form>
    </>
  );
}
