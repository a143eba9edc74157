import { newFormKey } from "#platform/http/idempotency-key.ts";
import { assetVersion } from "#platform/http/assets.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Form } from "#ui/ui.tsx";
import type { PushOffer } from "./subscribe-push.ts";
import { text } from "./texts.ts";

export interface PushFormsProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly offer: PushOffer;
  /** Where a browser says that it wants to be told, and that it does not any more. */
  readonly href: string;
  readonly endHref: string;
}

/** To be told in this browser, or not any more. Only a script knows a browser's own keys: without it nothing is offered. */
export function PushForms({ locale, csrf, offer, href, endHref }: PushFormsProps) {
  return (
    <div data-push={offer.publicKey} data-push-known={offer.known.join(" ")}>
      <p class="muted" data-push-none>
        {text(locale, "push.no_script")}
      </p>
      <p class="muted" data-push-blocked hidden>
        {text(locale, "push.blocked")}
      </p>
      <div data-push-on hidden>
        <Form
          action={href}
          csrf={csrf}
          formKey={newFormKey()}
          hidden={{ endpoint: "", p256dh: "", auth: "" }}
          label={text(locale, "push.on")}
        >
          <p class="muted">{text(locale, "push.lead")}</p>
          <Button variant="secondary">{text(locale, "push.on")}</Button>
        </Form>
      </div>
      <div data-push-off hidden>
        <Form action={endHref} csrf={csrf} formKey={newFormKey()} hidden={{ endpoint: "" }} label={text(locale, "push.off")}>
          <p class="muted">{text(locale, "push.is_on")}</p>
          <Button variant="secondary">{text(locale, "push.off")}</Button>
        </Form>
      </div>
      <script type="module" src={`/assets/motcua-install.js?v=${assetVersion}`} />
      <script type="module" src={`/assets/motcua-push.js?v=${assetVersion}`} />
    </div>
  );
}
