import type { Slot } from "#core/queue/index.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DateField,
  EmptyState,
  Form,
  FormRow,
  Notice,
  PageHeader,
  QrImage,
  RadioGroup,
  Section,
  SelectField,
  TextField,
} from "#ui/ui.tsx";
import { type Appointment, slotText } from "./appointment.ts";
import type { Hall } from "./get-hall.ts";
import { text } from "./texts.ts";
import { phoneHint } from "./phone.page.tsx";
import { serviceName } from "./wait-text.ts";

export interface BookProps {
  readonly locale: Locale;
  readonly hall: Hall;
  readonly serviceId: number;
  readonly day: string;
  /** Undefined until a service and a day were chosen. */
  readonly slots: readonly (Slot & { readonly left: number })[] | undefined;
  /** False where telephones are to be proved and nothing can be sent to them. */
  readonly isOffered: boolean;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly csrf: string;
  readonly formKey: string;
}

/** Service and day first, then the slots that are left and the least that must be known. */
export function BookPage(props: BookProps) {
  const { locale, hall, serviceId, day, slots, isOffered } = props;
  const href = `/dat-hen/${hall.point.unitId}`;
  const open = slots?.filter(({ left }) => left > 0) ?? [];
  return (
    <>
      <PageHeader kicker={hall.point.name} title={text(locale, "book.title")} lead={text(locale, "book.lead")} />
      {!isOffered && <Notice tone="warning">{text(locale, "refusal.proof_unsent")}</Notice>}
      <Form action={href} method="get">
        <FormRow>
          <SelectField
            name="serviceId"
            label={text(locale, "ticket.service")}
            value={String(serviceId)}
            options={hall.services
              .filter(({ service }) => !service.paused)
              .map(({ service }) => ({ value: String(service.id), label: serviceName(locale, service) }))}
          />
          <DateField name="day" label={text(locale, "book.day")} value={formatDay(day)} required />
        </FormRow>
        <Button variant={slots === undefined ? "primary" : "secondary"}>{text(locale, "book.show")}</Button>
      </Form>
      {slots !== undefined && open.length === 0 && (
        <EmptyState title={text(locale, "book.none", { day: formatDay(day) })}>{text(locale, "book.none.text")}</EmptyState>
      )}
      {isOffered && open.length > 0 && <SlotsForm {...props} open={open} />}
    </>
  );
}

type SlotsProps = BookProps & { open: readonly (Slot & { readonly left: number })[] };

function SlotsForm({ locale, hall, serviceId, day, typed, csrf, formKey, open }: SlotsProps) {
  const href = `/dat-hen/${hall.point.unitId}`;
  return (
    <Section title={text(locale, "book.slots", { day: formatDay(day) })}>
      <Form action={href} csrf={csrf} formKey={formKey} hidden={{ serviceId: String(serviceId), day }} scope="book">
        <RadioGroup
          name="slot"
          label={text(locale, "book.slot")}
          value={String(typed["slot"] ?? "")}
          options={open.map(({ from, left }) => ({
            value: String(from),
            label: slotText(from),
            hint: text(locale, "book.left", { n: left }),
          }))}
          inline
          required
        />
        <TextField
          name="name"
          label={text(locale, "book.name")}
          value={String(typed["name"] ?? "")}
          autocomplete="name"
          maxLength={120}
          required
        />
        <TextField
          name="phone"
          type="tel"
          label={text(locale, "phone.number")}
          hint={phoneHint(locale, hall.point, "book.phone.hint")}
          value={String(typed["phone"] ?? "")}
          autocomplete="tel"
          inputMode="tel"
          maxLength={20}
          required
        />
        <ActionBar>
          <Button>{text(locale, "book.send")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

export interface AppointmentProps {
  readonly locale: Locale;
  readonly hall: Hall;
  readonly appointment: Appointment;
  readonly href: string;
  readonly csrf: string;
  readonly newKey: () => string;
}

/** One appointment: when to come, the code for the door, and giving it back. */
export function AppointmentPage({ locale, hall, appointment, href, csrf, newKey }: AppointmentProps) {
  const { day, slotFrom, state, serviceId } = appointment;
  const service = hall.services.find((one) => one.service.id === serviceId)?.service;
  return (
    <>
      <PageHeader
        kicker={hall.point.name}
        title={text(locale, "appointment.at", { time: slotText(slotFrom), day: formatDay(day) })}
        lead={service && serviceName(locale, service)}
      />
      <Notice tone={state === "booked" ? "info" : "warning"} role="status" title={text(locale, `appointment.${state}`)}>
        {state === "booked" && text(locale, "appointment.come", { n: hall.point.graceMinutes })}
      </Notice>
      {state === "booked" && (
        <>
          <QrImage src={`${href}/qr.svg`} alt={text(locale, "appointment.qr")} caption={text(locale, "appointment.qr")} />
          <Form action={`${href}/den`} csrf={csrf} formKey={newKey()} scope="in">
            <Button>{text(locale, "appointment.check_in")}</Button>
          </Form>
          <Form action={`${href}/huy`} csrf={csrf} formKey={newKey()} scope="cancel" confirm={text(locale, "appointment.cancel")}>
            <Button variant="secondary">{text(locale, "appointment.cancel")}</Button>
          </Form>
        </>
      )}
    </>
  );
}
