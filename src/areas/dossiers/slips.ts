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

/** Where to print them. */
export const slipsOf = (locale: Locale, dossier: Dossier, events: readonly SlipFact[]) =>
  slipKindsOf(events).map((kind) => ({ href: `/ho-so/${dossier.id}/phieu/${kind}.pdf`, label: text(locale, `slip.${kind}`) }));
