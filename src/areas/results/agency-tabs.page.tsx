import type { Locale } from "#platform/i18n/messages.ts";
import { Tabs } from "#ui/ui.tsx";
import { type AgencyChoice, inAgency } from "./acting-in.ts";
import { text } from "./texts.ts";

/** Of which agency a page is, for who has posts in several: the page of each is one tab. */
export function AgencyTabs({ locale, agencies, href }: { locale: Locale; agencies: AgencyChoice; href: string }) {
  if (agencies.options.length < 2) return null;
  return (
    <Tabs
      label={text(locale, "agency")}
      items={agencies.options.map(({ id, name }) => ({
        href: inAgency(href, id),
        label: name,
        current: id === agencies.chosen,
      }))}
    />
  );
}

/** What a form sends along so that it is of the agency of its page. */
export const agencyHidden = ({ chosen }: AgencyChoice): Readonly<Record<string, string>> =>
  chosen === undefined ? {} : { agency: String(chosen) };
