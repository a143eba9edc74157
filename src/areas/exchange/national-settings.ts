import { z } from "zod";

const code = (shipped: string) => z.string().min(1).max(20).default(shipped);
const path = (shipped: string) =>
  z
    .string()
    .max(200)
    .regex(/^\/[\w./-]*$/)
    .default(shipped);

/**
 * The words of the portal's payload. What ships is what provincial systems send today; it was not read in a published
 * contract (`verified`), so whoever has one corrects it here.
 */
export const NationalCodes = z.object({
  channelCounter: code("1"),
  channelOnline: code("2"),
  channelPost: code("3"),
  citizen: code("1"),
  organisation: code("2"),
  personalNumber: code("1"),
  deliveredByPost: code("1"),
  deliveredElse: code("0"),
  /** Where it was filed: at the portal or in the province's own system. */
  filedHere: code("2"),
  paidOnline: code("1"),
  notPaidOnline: code("2"),
  /** In the list of fees: what each is, and when it is collected. */
  feeKindFee: code("1"),
  feeKindCharge: code("2"),
  feeKindOther: code("3"),
  feeBefore: code("1"),
  feeAfter: code("2"),
  supplementWaits: code("0"),
  supplementCame: code("1"),
});
export type NationalCodes = z.output<typeof NationalCodes>;

/** How the national portal is reached, and in which words; absent where it is not. */
export const NationalSettings = z.object({
  url: z.url(),
  token: z.string(),
  /** Taken away, nothing is sent any more; the words stay for the next time. */
  connected: z.boolean().default(true),
  /** The other side is the local peer that ships for trying out. */
  localPeer: z.boolean().default(false),
  dossiersPath: path("/national/dossiers"),
  documentsPath: path("/edxml/documents"),
  /** Whether the deciding agency is said by its name or by its code. */
  agencyBy: z.enum(["name", "code"]).default("name"),
  codes: NationalCodes.prefault({}),
  /** Field of the catalogue → the portal's code of it; a field without one is sent by its name alone. */
  fieldCodes: z.record(z.string(), z.string().max(40)).default({}),
  verified: z.boolean().default(false),
});
export type NationalSettings = z.output<typeof NationalSettings>;

/** What holds before anybody has set anything but the address. */
export const SHIPPED_CODES = NationalCodes.parse({});
