import type { Parties } from "#dossiers";

/** Who stands at the counter: known by their number, else by name and telephone. */
export function applicantKey({ submitter, authorised, owner }: Parties): string {
  const { idNumber, name, phone } = submitter ?? authorised ?? owner;
  return idNumber ?? `${name.normalize("NFC").toLocaleLowerCase("vi")} ${phone ?? ""}`;
}

/** As many dossiers as one joint receipt takes. */
export const MOST_JOINT = 30;
