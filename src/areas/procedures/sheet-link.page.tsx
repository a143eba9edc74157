import { formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { NotAtKiosk } from "#ui/ui.tsx";
import type { ComponentFile } from "./component-file.ts";
import { text } from "./texts.ts";

/** A form or sample to download, with what it is and how large. */
export function SheetLink({
  locale,
  code,
  sheet,
}: {
  readonly locale: Locale;
  readonly code: string;
  readonly sheet: ComponentFile;
}) {
  return (
    <>
      <NotAtKiosk>
        <a href={`/thu-tuc/${code}/mau/${sheet.id}`}>{text(locale, `sheets.${sheet.kind}`)}</a>{" "}
      </NotAtKiosk>
      <span class="muted">
        {sheet.name} · {sheet.fileKind.toUpperCase()} · {formatNumber(Math.max(1, Math.round(sheet.bytes / 1024)), locale)} KB
      </span>
    </>
  );
}
