import type { Locale } from "#platform/i18n/messages.ts";
import type { Channel, Fee } from "./definition.ts";
import type { Procedure } from "./procedure.ts";
import type { Term } from "./term.ts";
import { text } from "./texts.ts";

/** A length that the calendar alone decides; working days and hours have no notation in ISO 8601 and are not passed off as days. */
function isoDuration(term: Term): string | undefined {
  if (term.value === null) return undefined;
  if (term.unit === "day") return `P${term.value}D`;
  return term.unit === "month" ? `P${term.value}M` : undefined;
}

const offerOf = (locale: Locale, fee: Fee) => ({
  "@type": "Offer",
  name: fee.name ?? text(locale, `fee.${fee.kind}`),
  price: fee.amountVnd,
  priceCurrency: "VND",
});

const channelOf = (locale: Locale, url: string, { channel, term }: Channel, usual: Term) => ({
  "@type": "ServiceChannel",
  name: text(locale, `channel.${channel}`),
  availableLanguage: "vi",
  ...(channel === "online" ? { serviceUrl: url } : {}),
  processingTime: isoDuration(term ?? usual),
});

/** A procedure as schema.org describes a public service, for search engines and assistants: nothing that its page does not say. */
export function governmentService(locale: Locale, procedure: Procedure, publicUrl: string): Readonly<Record<string, unknown>> {
  const { definition } = procedure;
  const url = `${publicUrl}/thu-tuc/${encodeURIComponent(procedure.code)}`;
  const audiences =
    definition.applicants.length > 0
      ? definition.applicants
      : procedure.audiences.map((each) => text(locale, `audience.${each}`));
  return {
    "@context": "https://schema.org",
    "@type": "GovernmentService",
    "@id": url,
    url,
    name: procedure.name,
    identifier: procedure.code,
    serviceType: procedure.field,
    inLanguage: "vi",
    areaServed: { "@type": "Country", name: "Việt Nam" },
    provider: definition.agencies.map((name) => ({ "@type": "GovernmentOrganization", name })),
    audience: audiences.map((audienceType) => ({ "@type": "Audience", audienceType })),
    availableChannel: definition.channels.map((channel) => channelOf(locale, url, channel, procedure.term)),
    offers: definition.fees.filter(({ amountVnd }) => amountVnd !== null).map((fee) => offerOf(locale, fee)),
    serviceOutput: definition.results.map(({ name }) => ({ "@type": "Thing", name })),
  };
}
