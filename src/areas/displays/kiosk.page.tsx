import type { ComponentChildren } from "preact";
import { assetVersion } from "#platform/http/assets.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type Hall, type PriorityReason, serviceName, waitText } from "#queue";
import { Button, Details, Form, KioskLayout, LinkButton, Notice, RadioGroup, TextField } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export interface Frame {
  readonly locale: Locale;
  readonly address: string;
}

const IDLE_SECONDS = 60;
export const AFTER_TICKET_SECONDS = 20;

type FrameProps = Frame & {
  title: string;
  children: ComponentChildren;
  errors?: readonly FieldRefusal[];
  idleSeconds?: number;
  flash?: string | undefined;
  spoken?: KioskGuide;
};

/** The pages that say aloud what is to be done on them. */
export type KioskGuide = "start" | "take" | "appointment" | "procedures" | "track" | "pay" | "file" | "rate";

export function KioskScreen({ locale, address, title, children, errors, idleSeconds = IDLE_SECONDS, flash, spoken }: FrameProps) {
  return (
    <KioskLayout
      locale={locale}
      title={title}
      assetVersion={assetVersion}
      refreshSeconds={idleSeconds}
      homeHref={address}
      errors={errors}
      flash={flash === undefined ? undefined : { tone: "success", text: flash }}
      formKey={newFormKey()}
      spoken={spoken === undefined ? undefined : text(locale, `guide.${spoken}`)}
    >
      {children}
    </KioskLayout>
  );
}

export interface KioskHomeProps extends Frame {
  readonly hall: Hall;
  /** Staff are signed in in this browser: what is a citizen's own is not offered. */
  readonly isStaffBrowser: boolean;
}

/** The first screen: what do you come for? */
export function KioskHome({ locale, address, hall, isStaffBrowser }: KioskHomeProps) {
  const other = locale === "vi" ? "en" : "vi";
  return (
    <KioskScreen locale={locale} address={address} title={text(locale, "kiosk.title")} spoken="start">
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
      {isStaffBrowser && <Notice tone="warning">{text(locale, "kiosk.staff_browser")}</Notice>}
      <SelfService locale={locale} address={address} isStaffBrowser={isStaffBrowser} />
      <p>
        <a class="btn btn-secondary" href={`/ngon-ngu?locale=${other}&next=${encodeURIComponent(address)}`} lang={other}>
          {other === "en" ? "English" : "Tiếng Việt"}
        </a>
      </p>
    </KioskScreen>
  );
}

/** What one does oneself here: read, look up, file, pay, rate. */
function SelfService({ locale, address, isStaffBrowser }: Frame & Pick<KioskHomeProps, "isStaffBrowser">) {
  const [rating, arrival] = [`${address}/danh-gia`, `${address}/hen`];
  const tasks = [
    [arrival, "appointment"],
    ["/thu-tuc", "procedures"],
    [`${address}/ho-so`, "track"],
    ["/nop-ho-so", "file"],
    [`${address}/nop-phi`, "pay"],
    [rating, "rate"],
  ] as const;
  return (
    <nav class="kiosk-grid" aria-label={text(locale, "kiosk.self_service")}>
      {tasks
        .filter(([href]) => !isStaffBrowser || href === rating || href === arrival)
        .map(([href, key]) => (
          <LinkButton key={key} href={href} variant="secondary">
            {text(locale, `kiosk.task.${key}`)}
          </LinkButton>
        ))}
    </nav>
  );
}

export interface KioskServiceProps extends Frame {
  readonly hall: Hall;
  readonly serviceId: number;
  readonly reasons: readonly PriorityReason[];
  readonly errors: readonly FieldRefusal[];
  /** Of a number that was refused. */
  readonly typed: Readonly<Record<string, unknown>>;
  readonly formKey: string;
}

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

/** One service: how long it takes, and the one large button. */
export function KioskService({ locale, address, hall, serviceId, reasons, errors, typed, formKey }: KioskServiceProps) {
  const at = hall.services.find(({ service }) => service.id === serviceId);
  return (
    <KioskScreen locale={locale} address={address} title={text(locale, "kiosk.take")} errors={errors} spoken="take">
      <h1>{at && serviceName(locale, at.service)}</h1>
      {at !== undefined && <Notice title={text(locale, "kiosk.waiting", { n: at.waiting })}>{waitText(locale, at.wait)}</Notice>}
      <Form action={`${address}/lay-so`} formKey={formKey} hidden={{ serviceId: String(serviceId) }}>
        <Details summary={text(locale, "kiosk.priority")} open={asText(typed["priority"]) !== ""}>
          <RadioGroup
            name="priority"
            label={text(locale, "kiosk.priority")}
            value={asText(typed["priority"])}
            options={[
              { value: "", label: text(locale, "kiosk.priority.none") },
              ...reasons.map((r) => ({ value: r.code, label: locale === "en" ? r.nameEn : r.name })),
            ]}
          />
        </Details>
        <div data-card="">
          <TextField
            name="identity"
            label={text(locale, hall.point.cardNeeded ? "kiosk.card.needed" : "kiosk.card")}
            hint={text(locale, "kiosk.card.hint")}
            required={hall.point.cardNeeded}
            value={asText(typed["identity"])}
            autocomplete="off"
          />
        </div>
        <Button>{text(locale, "kiosk.take")}</Button>
      </Form>
      <LinkButton href={address} variant="secondary">
        {text(locale, "kiosk.back")}
      </LinkButton>
    </KioskScreen>
  );
}

export interface KioskRateProps extends Frame {
  readonly errors: readonly FieldRefusal[];
  /** The number that was refused. */
  readonly label: string | undefined;
  readonly formKey: string;
}

/** Rating a service by the number on one's ticket: the answer is the button. */
export function KioskRate({ locale, address, errors, label, formKey }: KioskRateProps) {
  return (
    <KioskScreen locale={locale} address={address} title={text(locale, "kiosk.rate")} errors={errors} spoken="rate">
      <h1>{text(locale, "kiosk.rate")}</h1>
      <Form action={`${address}/danh-gia`} formKey={formKey}>
        <TextField
          name="label"
          label={text(locale, "kiosk.rate.label")}
          hint={text(locale, "kiosk.rate.hint")}
          value={label}
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
    </KioskScreen>
  );
}

export function KioskThanks({ locale, address }: Frame) {
  return (
    <KioskScreen locale={locale} address={address} title={text(locale, "kiosk.thanks")} idleSeconds={AFTER_TICKET_SECONDS}>
      <h1>{text(locale, "kiosk.thanks")}</h1>
      <LinkButton href={address}>{text(locale, "kiosk.done")}</LinkButton>
    </KioskScreen>
  );
}
