import { formatDate } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Dossier, DossierEventRow } from "./dossier.ts";
import { text } from "./texts.ts";

export const SLIP_KINDS = ["receipt", "supplement_request", "refusal", "apology", "stop", "control"] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

type SlipFact = Pick<DossierEventRow, "type" | "outcome" | "payload">;

/** The event that each slip is about (Circular 01/2018 article 9; Circular 03/2025). */
export const SLIP_EVENTS: Readonly<Record<SlipKind, (event: SlipFact) => boolean>> = {
  receipt: ({ type }) => type === "received" || type === "supplement_received" || type === "finance_settled",
  supplement_request: ({ type }) => type === "intake_supplement_requested" || type === "supplement_requested",
  refusal: ({ type, outcome }) => type === "intake_refused" || (type === "decided" && outcome === "refused"),
  apology: ({ type, payload }) => type === "extended" || (type === "apology_changed" && payload["apology"] === "sent"),
  stop: ({ type }) => type === "stopped" || type === "supplement_expired",
  control: ({ type }) => type === "received",
};

/** The slips that a dossier has, by what has happened to it. */
export const slipKindsOf = (events: readonly SlipFact[]): readonly SlipKind[] =>
  SLIP_KINDS.filter((kind) => events.some(SLIP_EVENTS[kind]));

/**
 * Where to print them: the last of each kind, and each earlier one with its day. A receipt that was given out is a promise
 * and can be printed again as it was, also after another has taken its place (Decree 61/2018 articles 17 and 19).
 */
export const slipsOf = (locale: Locale, dossier: Dossier, events: readonly DossierEventRow[]) =>
  slipKindsOf(events).flatMap((kind) => {
    const all = events.filter(SLIP_EVENTS[kind]).toReversed();
    const label = text(locale, `slip.${kind}`);
    const href = `/ho-so/${dossier.id}/phieu/${kind}.pdf`;
    return all.map(({ seq, occurredAt }, index) =>
      index === 0
        ? { href, label }
        : {
            href: `${href}?event=${seq}`,
            label: text(locale, "slip.earlier", { slip: label, day: formatDate(occurredAt, dossier.timeZone) }),
          },
    );
  });
