import type { DossierExtension } from "#dossiers";
import { linkStatement } from "./ticket.store.ts";

const MADE = new Set(["received", "intake_supplement_requested", "intake_refused"]);

/**
 * Whoever receives a dossier while serving a ticket makes it for that ticket: ticket, counter and officer are kept beside
 * the dossier, without anyone typing a number.
 */
export const dossierExtension: DossierExtension = {
  name: "queue",
  follow: async (tx, unit, { dossierId, seq, type, attempt }) => {
    const { accountId, personId } = attempt.by;
    if (seq === 1 && MADE.has(type) && accountId !== null && personId !== null) {
      unit.write(linkStatement(tx, { dossierId, accountId, personId, at: new Date(attempt.at) }));
    }
    return [];
  },
};
