import { h } from "preact";
import { assetVersion } from "#platform/http/assets.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Notice } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export interface UnsentProps {
  readonly locale: Locale;
  readonly accountId: number;
  readonly csrf: string;
}

/** Says where answers that were typed without network wait on this device, and sends them; hidden where there are none. */
export function Unsent({ locale, accountId, csrf }: UnsentProps) {
  return (
    <>
      {h(
        "motcua-unsent",
        {
          hidden: true,
          "data-owner": String(accountId),
          "data-csrf": csrf,
          "data-waiting": text(locale, "unsent.waiting"),
          "data-sent": text(locale, "unsent.sent"),
          "data-refused": text(locale, "unsent.refused"),
        },
        <Notice tone="info" role="status">
          <span data-status />
        </Notice>,
      )}
      <script type="module" src={`/assets/motcua-unsent.js?v=${assetVersion}`} />
    </>
  );
}
