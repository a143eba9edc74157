import { formatDay } from "#platform/i18n/dates.ts";
import { phoneToNational } from "#platform/input/fields.ts";
import type { Dossier, Party } from "./dossier.ts";
import type { Typed } from "./party-fields.page.tsx";

function typedParty(who: string, party: Party | undefined): [string, string][] {
  return Object.entries(party ?? {}).flatMap(([name, value]): [string, string][] => {
    if (typeof value !== "string") return [];
    const shown = name === "dateOfBirth" ? formatDay(value) : name === "phone" ? phoneToNational(value) : value;
    return [[`parties.${who}.${name}`, shown]];
  });
}

/** What a dossier says of its people and its subject, as someone would type it: to correct it, or to begin another like it. */
export const typedContent = ({ parties, subject }: Pick<Dossier, "parties" | "subject">): Typed => ({
  ...Object.fromEntries([
    ...typedParty("owner", parties.owner),
    ...typedParty("submitter", parties.submitter),
    ...typedParty("authorised", parties.authorised),
  ]),
  subject: subject ?? undefined,
});
