import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { assetVersion } from "#platform/http/assets.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { RefusedForm } from "#platform/http/shell.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type Hall, type PriorityReason, serviceName, waitText } from "#queue";
import { Button, Details, Form, KioskLayout, LinkButton, Notice, RadioGroup, TextField } from "#ui/ui.tsx";
import type { KioskGuide } from "./guides.ts";
import { KioskPage, useSay } from "./kiosk-say.tsx";
import { isComplete, isReviewed, type KioskWords } from "./kiosk-words.ts";
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
  refused?: RefusedForm | undefined;
  idleSeconds?: number;
  flash?: string | undefined;
  spoken?: KioskGuide;
  foot?: ComponentChildren;
};

export function KioskScreen(props: FrameProps) {
  const { locale, address, title, children, errors, idleSeconds = IDLE_SECONDS, flash, spoken, foot } = props;
  const { words, refused } = useContext(KioskPage);
  return (
    <KioskLayout
      locale={locale}
      lang={words !== undefined && isComplete(words) ? words.tag : undefined}
      title={title}
      assetVersion={assetVersion}
      refreshSeconds={idleSeconds}
      homeHref={address}
      errors={errors}
      refused={props.refused ?? refused}
      flash={flash === undefined ? undefined : { tone: "success", text: flash }}
      foot={foot}
      formKey={newFormKey()}
      spoken={
        spoken === undefined
          ? undefined
          : { text: text(locale, `guide.${spoken}`), src: `${address}/huong-dan/${spoken}-${locale}.wav` }
      }
    >
      {children}
      {words !== undefined && !isReviewed(words) && (
        <p class="muted">{text(locale, "kiosk.unreviewed", { language: words.name })}</p>
      )}
    </KioskLayout>
  );
}

export interface KioskHomeProps extends Frame {
  readonly hall: Hall;
  /** The second language of the hall, where there are words in it. */
  readonly second: KioskWords | undefined;
  /** Staff are signed in in this browser: what is a citizen's own is not offered. */
  readonly isStaffBrowser: boolean;
}

/** The first screen: what do you come for? */
export function KioskHome({ locale, address, hall, second, isStaffBrowser }: KioskHomeProps) {
  const say = useSay(locale);
  return (
    <KioskScreen
      locale={locale}
      address={address}
      title={say("kiosk.title")}
      spoken="start"
      foot={<Languages locale={locale} address={address} second={second} />}
    >
      <div>
        <p class="kicker">{hall.point.name}</p>
        <h1>{say("kiosk.title")}</h1>
      </div>
      {hall.point.pausedNote !== null && <Notice tone="warning">{hall.point.pausedNote}</Notice>}
      <div class="kiosk-grid">
        {hall.services
          .filter(({ service }) => !service.paused)
          .map(({ service, waiting }) => (
            <LinkButton key={service.id} href={`${address}/linh-vuc/${service.id}`} variant="primary">
              <span>{serviceName(locale, service)}</span>
              <span class="small">{say("kiosk.waiting", { n: waiting })}</span>
            </LinkButton>
          ))}
      </div>
      {isStaffBrowser && <Notice tone="warning">{text(locale, "kiosk.staff_browser")}</Notice>}
      <SelfService locale={locale} address={address} isStaffBrowser={isStaffBrowser} />
    </KioskScreen>
  );
}

/** The languages of this kiosk but the one that it speaks now. */
function Languages({ locale, address, second }: Frame & Pick<KioskHomeProps, "second">) {
  const { words } = useContext(KioskPage);
  const own = second === undefined ? [] : [{ choice: "khac", lang: second.tag, name: second.name }];
  const all = [{ choice: "vi", lang: "vi", name: "Tiếng Việt" }, { choice: "en", lang: "en", name: "English" }, ...own];
  const current = words === undefined ? locale : "khac";
  return (
    <>
      {all
        .filter(({ choice }) => choice !== current)
        .map(({ choice, lang, name }) => (
          <a key={choice} class="btn btn-secondary" href={`${address}/ngon-ngu?chon=${choice}`} lang={lang}>
            {name}
          </a>
        ))}
    </>
  );
}

/** What one does oneself here: read, look up, file, pay, rate. */
function SelfService({ locale, address, isStaffBrowser }: Frame & Pick<KioskHomeProps, "isStaffBrowser">) {
  const say = useSay(locale);
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
    <nav class="kiosk-grid" aria-label={say("kiosk.self_service")}>
      {tasks
        .filter(([href]) => !isStaffBrowser || href === rating || href === arrival)
        .map(([href, key]) => (
          <LinkButton key={key} href={href} variant="secondary">
            {say(`kiosk.task.${key}`)}
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
  const say = useSay(locale);
  const at = hall.services.find(({ service }) => service.id === serviceId);
  return (
    <KioskScreen locale={locale} address={address} title={say("kiosk.take")} errors={errors} spoken="take">
      <h1>{at && serviceName(locale, at.service)}</h1>
      {at !== undefined && <Notice title={say("kiosk.waiting", { n: at.waiting })}>{waitText(locale, at.wait)}</Notice>}
      <Form action={`${address}/lay-so`} formKey={formKey} hidden={{ serviceId: String(serviceId) }} scope="take">
        <Details summary={say("kiosk.priority")} open={asText(typed["priority"]) !== ""}>
          <RadioGroup
            name="priority"
            label={say("kiosk.priority")}
            value={asText(typed["priority"])}
            options={[
              { value: "", label: say("kiosk.priority.none") },
              ...reasons.map((r) => ({ value: r.code, label: locale === "en" ? r.nameEn : r.name })),
            ]}
          />
        </Details>
        <div data-card="">
          <TextField
            name="identity"
            label={say(hall.point.cardScanned ? "kiosk.card.scan" : hall.point.cardNeeded ? "kiosk.card.needed" : "kiosk.card")}
            hint={say(hall.point.cardScanned ? "kiosk.card.scan_hint" : "kiosk.card.hint")}
            required={hall.point.cardNeeded}
            value={asText(typed["identity"])}
            autocomplete="off"
          />
        </div>
        <Button>{say("kiosk.take")}</Button>
      </Form>
      <LinkButton href={address} variant="secondary">
        {say("kiosk.back")}
      </LinkButton>
    </KioskScreen>
  );
}

export interface KioskRateProps extends Frame {
  readonly errors: readonly FieldRefusal[];
  /** The code that was refused. */
  readonly label: string | undefined;
  readonly formKey: string;
}

/** Rating a service by the code on one's ticket: the answer is the button. */
export function KioskRate({ locale, address, errors, label, formKey }: KioskRateProps) {
  const say = useSay(locale);
  return (
    <KioskScreen locale={locale} address={address} title={say("kiosk.rate")} errors={errors} spoken="rate">
      <h1>{say("kiosk.rate")}</h1>
      <Form action={`${address}/danh-gia`} formKey={formKey} scope="rate">
        <TextField
          name="label"
          label={say("kiosk.rate.label")}
          hint={say("kiosk.rate.hint")}
          value={label}
          autocomplete="off"
          maxLength={300}
          required
        />
        <div class="rate-choices">
          {(["2", "1", "0"] as const).map((level) => (
            <button key={level} class="btn btn-secondary" type="submit" name="level" value={level}>
              {say(`kiosk.level.${level}`)}
            </button>
          ))}
        </div>
      </Form>
      <LinkButton href={address} variant="secondary">
        {say("kiosk.back")}
      </LinkButton>
    </KioskScreen>
  );
}

export function KioskThanks({ locale, address }: Frame) {
  const say = useSay(locale);
  return (
    <KioskScreen locale={locale} address={address} title={say("kiosk.thanks")} idleSeconds={AFTER_TICKET_SECONDS}>
      <h1>{say("kiosk.thanks")}</h1>
    </KioskScreen>
  );
}
