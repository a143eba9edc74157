import type { Locale } from "#platform/i18n/messages.ts";
import type { Dossier, DossierEventRow } from "./dossier.ts";
import { text } from "./texts.ts";

const SLIPS = ["receipt", "supplement_request", "refusal", "control"] as const;
export type SlipKind = (typeof SLIPS)[number];

/** Which slips a dossier has by what has happened to it (Circular 01/2018 article 9; Circular 03/2025). */
export function slipKindsOf(dossier: Pick<Dossier, "outcome" | "origin">, events: readonly Pick<DossierEventRow, "type">[]): readonly SlipKind[] {
  const happened = new Set(events.map((event) => event.type));
  const has: Record<SlipKind, boolean> = {
    receipt: happened.has("received"),
    supplement_request: happened.has("supplement_requested") || happened.has("intake_supplement_requested"),
    refusal: happened.has("intake_refused") || dossier.outcome === "refused",
    control: happened.has("handed_over"),
  };
  return SLIPS.filter((kind) => has[kind]);
}

/** Where to print them. */
export const slipsOf = (locale: Locale, dossier: Dossier, events: readonly DossierEventRow[]) =>
  slipKindsOf(dossier, events).map((kind) => ({ href: `/ho-so/${dossier.id}/phieu/${kind}.pdf`, label: text(locale, `slip.${kind}`) }));
