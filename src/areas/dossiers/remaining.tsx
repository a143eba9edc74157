import type { Locale } from "#platform/i18n/messages.ts";
import { Notice } from "#ui/ui.tsx";
import type { Remaining } from "./extension.ts";
import { text } from "./texts.ts";

/** What is still to be done with a dossier that ended early, each with the way there. */
export function RemainingWork({ locale, remaining }: { readonly locale: Locale; readonly remaining: readonly Remaining[] }) {
  if (remaining.length === 0) return null;
  return (
    <Notice tone="warning" title={text(locale, "remaining.title")}>
      <ul>
        {remaining.map((one) => (
          <li key={one.text}>{one.href === undefined ? one.text : <a href={one.href}>{one.text}</a>}</li>
        ))}
      </ul>
    </Notice>
  );
}
