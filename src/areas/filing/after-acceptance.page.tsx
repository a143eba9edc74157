import { CHANNEL_ORDERS } from "#notices";
import { type Dossier, takesDeliveryChoice } from "#dossiers";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { acceptOf, SCAN_RULE } from "#platform/files/file-kind.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import { LOCALES, type Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import {
  ActionBar,
  Button,
  Details,
  FileField,
  Form,
  Notice,
  RadioGroup,
  Section,
  SelectField,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { withdrawalOf } from "./act-for-applicant.ts";
import { DELIVERIES, type Filing } from "./filing.ts";
import type { FilingReply } from "./reply.store.ts";
import { text } from "./texts.ts";

/** A form of the page that was refused, with what was typed. */
export interface RefusedHere {
  readonly form: "reply" | "notices" | "take_back" | "delivery";
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly errors: readonly FieldRefusal[];
}

interface Props {
  readonly locale: Locale;
  readonly filing: Filing;
  readonly csrf: string;
  readonly refused: RefusedHere | undefined;
}

const typedIn = (refused: RefusedHere | undefined, form: RefusedHere["form"], name: string): string | undefined => {
  const value = refused?.form === form ? refused.typed[name] : undefined;
  return typeof value === "string" ? value : undefined;
};

const guard = (refused: RefusedHere | undefined, form: RefusedHere["form"]) =>
  refused?.form === form ? { errors: refused.errors } : { scope: form };

export type ReplyProps = Props & {
  readonly dossier: Dossier;
  readonly replies: readonly FilingReply[];
  /** What the office asked for in its last supplement. */
  readonly asked: { readonly reason: string | null; readonly items: readonly string[] } | undefined;
};

/** What was sent since the acceptance; while the office waits for a supplement, what it asks and the way to answer. */
export function ReplySection(props: ReplyProps) {
  const { locale, filing, csrf, refused, dossier, replies, asked } = props;
  const waits = dossier.state === "SUPPLEMENT_WAIT";
  return (
    <Section title={text(locale, waits ? "reply.supplement" : "reply.title")}>
      {waits && (
        <Notice tone="warning" title={text(locale, "reply.waiting")}>
          {asked?.reason !== null && <p>{asked?.reason}</p>}
          <ul>
            {asked?.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </Notice>
      )}
      {replies.length > 0 && (
        <ul>
          {replies.map(({ id, at, message, files }) => (
            <li key={id}>
              <strong>{formatInstant(at)}</strong>: {message}
              {files.length > 0 && ` (${files.map(({ name }) => name).join("; ")})`}
            </li>
          ))}
        </ul>
      )}
      <Form action={`/cua-toi/${filing.id}/bo-sung`} csrf={csrf} formKey={newFormKey()} files {...guard(refused, "reply")}>
        <TextArea
          name="message"
          label={text(locale, "reply.message")}
          value={typedIn(refused, "reply", "message")}
          maxLength={2000}
          required
        />
        <SelectField
          name="componentCode"
          label={text(locale, "reply.component")}
          emptyLabel={text(locale, "answer.choose")}
          value={typedIn(refused, "reply", "componentCode")}
          options={dossier.components.map(({ code, name }) => ({
            value: code,
            label: name.length > 90 ? `${name.slice(0, 90)}…` : name,
          }))}
        />
        <FileField
          name="file"
          label={text(locale, "files.choose")}
          hint={text(locale, "files.hint")}
          accept={acceptOf(SCAN_RULE.kinds)}
          multiple
        />
        <ActionBar>
          <Button icon="send">{text(locale, "reply.send")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

/** How the applicant wants to be told. */
export function NoticesSection({ locale, filing, csrf, refused }: Props) {
  const { contact } = filing;
  const value = (name: "phone" | "email" | "locale" | "order") =>
    typedIn(refused, "notices", name) ??
    contact?.[name] ??
    (name === "order" ? "phone_first" : name === "locale" ? "vi" : undefined);
  return (
    <Details summary={text(locale, "notices.title")} open={refused?.form === "notices"}>
      <Form action={`/cua-toi/${filing.id}/thong-bao`} csrf={csrf} formKey={newFormKey()} {...guard(refused, "notices")}>
        <TextField name="phone" label={text(locale, "notices.phone")} value={value("phone")} autocomplete="tel" width="m" />
        <TextField name="email" label={text(locale, "notices.email")} value={value("email")} autocomplete="email" width="m" />
        <SelectField
          name="order"
          label={text(locale, "notices.order")}
          value={value("order")}
          options={CHANNEL_ORDERS.map((order) => ({ value: order, label: text(locale, `notices.order.${order}`) }))}
        />
        <SelectField
          name="locale"
          label={text(locale, "notices.language")}
          value={value("locale")}
          options={LOCALES.map((each) => ({ value: each, label: text(locale, `notices.language.${each}`) }))}
        />
        <Button variant="secondary">{text(locale, "notices.save")}</Button>
      </Form>
    </Details>
  );
}

type ChoiceProps = Props & { readonly dossier: Dossier };

/** How the result comes, to be chosen until it has gone out. */
export function DeliverySection({ locale, filing, csrf, refused, dossier }: ChoiceProps) {
  if (!takesDeliveryChoice(dossier)) return null;
  const now = dossier.attributes.delivery ?? filing.delivery;
  return (
    <Details
      summary={text(locale, "delivery.title", { now: text(locale, `delivery.${now}`) })}
      open={refused?.form === "delivery"}
    >
      <Form action={`/cua-toi/${filing.id}/nhan-ket-qua`} csrf={csrf} formKey={newFormKey()} {...guard(refused, "delivery")}>
        <RadioGroup
          name="delivery"
          label={text(locale, "papers.delivery")}
          hint={text(locale, "papers.delivery_hint")}
          value={typedIn(refused, "delivery", "delivery") ?? now}
          options={DELIVERIES.map((each) => ({ value: each, label: text(locale, `delivery.${each}`) }))}
          required
        />
        <Button variant="secondary">{text(locale, "delivery.save")}</Button>
      </Form>
    </Details>
  );
}

/** The way out after the acceptance: at once while nobody works on it, else as a request that a leader answers. */
export function TakeBackSection({ locale, filing, csrf, refused, dossier }: ChoiceProps) {
  if (dossier.way.withdrawalRequested && dossier.endedAt === null)
    return <Notice tone="info">{text(locale, "take_back.waiting")}</Notice>;
  const action = withdrawalOf(dossier);
  if (action === undefined) return null;
  return (
    <Details summary={text(locale, "take_back.title")} open={refused?.form === "take_back"}>
      <p>{text(locale, action === "withdraw" ? "take_back.at_once" : "take_back.by_consent")}</p>
      <Form
        action={`/cua-toi/${filing.id}/rut-ho-so`}
        csrf={csrf}
        formKey={newFormKey()}
        confirm={text(locale, "take_back.confirm")}
        {...guard(refused, "take_back")}
      >
        <TextArea
          name="reason"
          label={text(locale, "take_back.reason")}
          value={typedIn(refused, "take_back", "reason")}
          maxLength={2000}
          required
        />
        <Button variant="secondary">{text(locale, `take_back.${action}`)}</Button>
      </Form>
    </Details>
  );
}
