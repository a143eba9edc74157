import type { ComponentChildren } from "preact";
import type { WaitEstimate } from "#core/queue/index.ts";
import { assetVersion } from "#platform/http/assets.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type Followed, type Hall, type PriorityReason, serviceName, ticketLabel, waitText } from "#queue";
import { Button, Details, Form, KioskLayout, LinkButton, Notice, RadioGroup, TextField } from "#ui/ui.tsx";
import { text } from "./texts.ts";

interface Frame {
  readonly locale: Locale;
  readonly address: string;
}

const IDLE_SECONDS = 60;
const AFTER_TICKET_SECONDS = 20;

type FrameProps = Frame & {
  title: string;
  children: ComponentChildren;
  errors?: readonly FieldRefusal[];
  idleSeconds?: number;
};

function Screen({ locale, address, title, children, errors, idleSeconds = IDLE_SECONDS }: FrameProps) {
  return (
    <KioskLayout
      locale={locale}
      title={title}
      assetVersion={assetVersion}
      refreshSeconds={idleSeconds}
      homeHref={address}
      errors={errors}
    >
      {children}
    </KioskLayout>
  );
}

export interface KioskHomeProps extends Frame {
  readonly hall: Hall;
}

/** The first screen: what do you come for? */
export function KioskHome({ locale, address, hall }: KioskHomeProps) {
  const other = locale === "vi" ? "en" : "vi";
  return (
    <Screen locale={locale} address={address} title={text(locale, "kiosk.title")}>
      <div>
        <p class="kicker">{hall.point.name}</p>
        <h1>{text(locale, "kiosk.title")}</h1>
      </div>
      {hall.point.pausedNote !== null && <Notice tone="warning">{hall.point.pausedNote}</Notice>}
      <div class="kiosk-grid">
        {hall.services
          .filter(({ service }) => !service.paused)
          .map(({ service, waiting }) => (
            <LinkButton key={service.id} href={`${address}/linh-vuc/${service.id}`}>
              <span>{serviceName(locale, service)}</span>
              <span class="small">{text(locale, "kiosk.waiting", { n: waiting })}</span>
            </LinkButton>
          ))}
      </div>
      <LinkButton href={`${address}/danh-gia`} variant="secondary">
        {text(locale, "kiosk.rate")}
      </LinkButton>
      <p>
        <a class="btn btn-secondary" href={`/ngon-ngu?locale=${other}&next=${encodeURIComponent(address)}`} lang={other}>
          {other === "en" ? "English" : "Tiếng Việt"}
        </a>
      </p>
    </Screen>
  );
}

export interface KioskServiceProps extends Frame {
  readonly hall: Hall;
  readonly serviceId: number;
  readonly reasons: readonly PriorityReason[];
  readonly errors: readonly FieldRefusal[];
  readonly formKey: string;
}

/** One service: how long it takes, and the one large button. */
export function KioskService({ locale, address, hall, serviceId, reasons, errors, formKey }: KioskServiceProps) {
  const at = hall.services.find(({ service }) => service.id === serviceId);
  return (
    <Screen locale={locale} address={address} title={text(locale, "kiosk.take")} errors={errors}>
      <h1>{at && serviceName(locale, at.service)}</h1>
      {at !== undefined && <Notice title={text(locale, "kiosk.waiting", { n: at.waiting })}>{waitText(locale, at.wait)}</Notice>}
      <Form action={`${address}/lay-so`} formKey={formKey} hidden={{ serviceId: String(serviceId) }}>
        <Details summary={text(locale, "kiosk.priority")}>
          <RadioGroup
            name="priority"
            label={text(locale, "kiosk.priority")}
            value=""
            options={[
              { value: "", label: text(locale, "kiosk.priority.none") },
              ...reasons.map((r) => ({ value: r.code, label: locale === "en" ? r.nameEn : r.name })),
            ]}
          />
        </Details>
        <TextField name="identity" label={text(locale, "kiosk.card")} hint={text(locale, "kiosk.card.hint")} autocomplete="off" />
        <Button>{text(locale, "kiosk.take")}</Button>
      </Form>
      <LinkButton href={address} variant="secondary">
        {text(locale, "kiosk.back")}
      </LinkButton>
    </Screen>
  );
}

export interface KioskTicketProps extends Frame, Followed {
  readonly ahead: number;
  readonly wait: WaitEstimate;
}

/** The number, large, and its paper. */
export function KioskTicket({ locale, address, hall, ticket, ahead, wait }: KioskTicketProps) {
  const service = hall.services.find(({ service: one }) => one.id === ticket.serviceId)?.service;
  return (
    <Screen locale={locale} address={address} title={text(locale, "kiosk.your_number")} idleSeconds={AFTER_TICKET_SECONDS}>
      <div class="ticket-paper" data-print="">
        <p>{hall.point.name}</p>
        <h1>{text(locale, "kiosk.your_number")}</h1>
        <p class="ticket-number">{ticketLabel(ticket)}</p>
        <p>{service && serviceName(locale, service)}</p>
        <p>{text(locale, "kiosk.ahead", { n: ahead })}</p>
        <p>{waitText(locale, wait)}</p>
      </div>
      <p class="no-print">{text(locale, "kiosk.no_paper")}</p>
      <div class="no-print">
        <LinkButton href={address}>{text(locale, "kiosk.done")}</LinkButton>
      </div>
    </Screen>
  );
}

export interface KioskRateProps extends Frame {
  readonly errors: readonly FieldRefusal[];
  readonly formKey: string;
}

/** Rating a service by the number on one's ticket: the answer is the button. */
export function KioskRate({ locale, address, errors, formKey }: KioskRateProps) {
  return (
    <Screen locale={locale} address={address} title={text(locale, "kiosk.rate")} errors={errors}>
      <h1>{text(locale, "kiosk.rate")}</h1>
      <Form action={`${address}/danh-gia`} formKey={formKey}>
        <TextField
          name="label"
          label={text(locale, "kiosk.rate.label")}
          hint={text(locale, "kiosk.rate.hint")}
          autocomplete="off"
          maxLength={12}
          required
        />
        <div class="rate-choices">
          {(["2", "1", "0"] as const).map((level) => (
            <button key={level} class="btn btn-secondary" type="submit" name="level" value={level}>
              {text(locale, `kiosk.level.${level}`)}
            </button>
          ))}
        </div>
      </Form>
      <LinkButton href={address} variant="secondary">
        {text(locale, "kiosk.back")}
      </LinkButton>
    </Screen>
  );
}

export function KioskThanks({ locale, address }: Frame) {
  return (
    <Screen locale={locale} address={address} title={text(locale, "kiosk.thanks")} idleSeconds={AFTER_TICKET_SECONDS}>
      <h1>{text(locale, "kiosk.thanks")}</h1>
      <LinkButton href={address}>{text(locale, "kiosk.done")}</LinkButton>
    </Screen>
  );
}
