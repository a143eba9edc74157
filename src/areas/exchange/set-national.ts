import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { addCodes, findUnitByCode, listAgencyIds } from "#organisation";
import type { PlainDate } from "#core/plain-date.ts";
import { choice, chosenId, optional, requiredText } from "#platform/input/fields.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { findNationalWords, saveNationalSettings } from "./national.store.ts";
import { NationalCodes, type NationalSettings } from "./national-settings.ts";

const checked = () => z.preprocess((value) => value !== undefined && value !== "", z.boolean());
const path = () => requiredText(200).regex(/^\/[\w./-]*$/, { error: "@field.choice" });
export const CODE_NAMES = NationalCodes.keyof().options;

/** What the page sends; the address left empty takes the connection away. */
export const NationalInput = z.object({
  url: optional(requiredText(500)),
  token: optional(requiredText(500)),
  dossiersPath: path(),
  documentsPath: path(),
  agencyBy: choice(["name", "code"]),
  verified: checked(),
  codes: z.record(z.enum(CODE_NAMES), requiredText(20)),
  fields: z
    .array(z.object({ name: requiredText(400), code: optional(requiredText(40)) }))
    .max(500)
    .default([]),
});
export type NationalInput = z.output<typeof NationalInput>;

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "");

/**
 * Sets how the national side is reached and in which words. An empty token stays as it is, for the same host alone: a
 * secret must not go to whichever address is typed. Refuses what is not https, other than the local peer that stands already.
 */
export async function setNational(tx: Tx, unit: UnitOfWork, input: NationalInput, now: Date): Promise<null> {
  const known = await findNationalWords(tx);
  unit.subject("setting:exchange.national");
  if (input.url === undefined) {
    if (known !== undefined) await saveNationalSettings(tx, { ...known, connected: false, token: "" }, now);
    unit.note({ connected: false });
    return null;
  }
  const { url, dossiersPath, documentsPath, agencyBy, verified, codes } = input;
  const isPeer = known?.localPeer === true && known.url === url;
  if (!isPeer && !(URL.canParse(url) && new URL(url).protocol === "https:"))
    throw exchangeRefusal("national_not_https", { field: "url" });
  const kept = known !== undefined && originOf(known.url) === originOf(url) ? known.token : undefined;
  const token = input.token ?? kept;
  if (token === undefined || token === "") throw exchangeRefusal("national_token_missing", { field: "token" });
  const fieldCodes = Object.fromEntries(input.fields.flatMap(({ name, code }) => (code === undefined ? [] : [[name, code]])));
  const settings: NationalSettings = {
    url,
    token,
    connected: true,
    localPeer: isPeer,
    dossiersPath,
    documentsPath,
    agencyBy,
    verified,
    codes: NationalCodes.parse(codes),
    fieldCodes,
  };
  await saveNationalSettings(tx, settings, now);
  const changed = CODE_NAMES.filter((name) => known?.codes[name] !== settings.codes[name]);
  unit.note({
    connected: true,
    host: originOf(url),
    tokenChanged: input.token !== undefined,
    changed,
    fields: Object.keys(fieldCodes).length,
  });
  return null;
}

/** Codes by which other systems know an agency: Hxx.n.m (Decision 20/2020) or 000.00.00.Hxx (QCVN 102:2016). */
export const AGENCY_SCHEMES = ["qd20", "qcvn102"] as const;
export const AgencyCodeInput = z.object({
  unitId: chosenId(),
  scheme: choice(AGENCY_SCHEMES),
  code: requiredText(50).regex(/^[A-Z0-9]+(?:\.[A-Z0-9]+)*$/i, { error: "@field.choice" }),
});
export type AgencyCodeInput = z.output<typeof AgencyCodeInput>;

/** Gives an agency a code from today on. Refuses one that another unit has. */
export async function addAgencyCode(
  tx: Tx,
  unit: UnitOfWork,
  { unitId, scheme, code }: AgencyCodeInput,
  on: string,
): Promise<null> {
  if (!(await listAgencyIds(tx)).includes(unitId))
    throw exchangeRefusal("unknown_unit", { field: "unitId", values: { code: unitId } });
  if ((await findUnitByCode(tx, code, on)) !== undefined)
    throw exchangeRefusal("agency_code_taken", { field: "code", values: { code } });
  await addCodes(tx, [{ unitId, scheme, code, from: on as PlainDate, until: null }]);
  unit.subject(`unit:${unitId}`);
  unit.note({ scheme, code });
  return null;
}
