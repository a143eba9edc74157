import { z } from "zod";
import { termSchema } from "./term.ts";

const text = (most: number) => z.string().max(most);
const name = (most: number) => z.string().min(1).max(most);
const day = z.iso.date();
const LONG = 60_000;

/** How many of which kind must be handed in; null: the source does not say a usable number. */
const copies = z.object({
  original: z.int().min(0).max(99).nullable(),
  certified: z.int().min(0).max(99).nullable(),
  photo: z.int().min(0).max(99).nullable(),
});

const component = z.object({
  code: name(80),
  name: name(8000),
  copies,
  /** A remark of the source that only looks like a document is kept with `required` false and `kind` note. */
  kind: z.enum(["document", "form", "shown", "note"]).default("document"),
  required: z.boolean(),
  /** Heading under which the source lists it, such as "in case of …". */
  group: text(4000).optional(),
  /** Name or number of the form to fill in. */
  form: text(1000).optional(),
  /** Must be digitised at receipt (Circular 01/2023/TT-VPCP). */
  digitise: z.boolean().default(false),
  /** Need not be handed in where a national database already has it. */
  replaceableByData: text(1000).optional(),
  reusable: z.boolean().default(false),
  note: text(4000).optional(),
});

const procedureCase = z.object({
  code: name(80),
  name: name(2000),
  term: termSchema.optional(),
  /** Codes of the components that this case needs; absent: all of them. */
  components: z.array(name(80)).max(300).optional(),
  note: text(4000).optional(),
});

const fee = z.object({
  /** Phí, lệ phí, and prices of services. */
  kind: z.enum(["fee", "charge", "other"]),
  /** Integer đồng; null where the amount depends on something or is not stated. */
  amountVnd: z.int().min(0).nullable(),
  text: text(20_000).optional(),
  /** What the amount is for one of, such as a page; absent: for the whole dossier. */
  per: name(80).optional(),
  /** From the so-manieth on, each is this much. */
  steps: z
    .array(z.object({ from: z.int().min(2), amountVnd: z.int().min(0) }))
    .max(10)
    .optional(),
  /** However many there are, no more than this. */
  mostVnd: z.int().min(0).optional(),
  /** Due only where the applicant asks for what it pays, such as an extra copy. */
  onRequest: z.boolean().optional(),
  /** What it is called on a receipt, where the version has several of one kind. */
  name: text(500).optional(),
  /** Collected before the dossier goes on (the default) or before its result is handed out. */
  timing: z.enum(["before", "after"]).optional(),
  /** Codes of the cases in which it is due; absent: in all. */
  cases: z.array(name(80)).max(200).optional(),
  /** What a channel takes off, in per cent, with the act that says so. */
  discounts: z
    .array(
      z.object({
        channel: z.enum(["counter", "post", "online"]),
        percent: z.int().min(1).max(100),
        basis: name(1000),
        from: day.optional(),
        until: day.optional(),
      }),
    )
    .max(20)
    .optional(),
  /** For whom it is waived (100) or reduced, in per cent, with the act that says so. */
  reliefs: z
    .array(
      z.object({
        who: name(300),
        percent: z.int().min(1).max(100),
        basis: name(1000),
        from: day.optional(),
        until: day.optional(),
      }),
    )
    .max(40)
    .optional(),
  /** The first day on which it is due, and the first on which it no longer is; absent: as long as the version is in force. */
  from: day.optional(),
  until: day.optional(),
  exemption: text(4000).optional(),
  basis: text(1000).optional(),
  budgetCode: text(40).optional(),
});

const channel = z.object({
  channel: z.enum(["counter", "post", "online"]),
  term: termSchema.optional(),
  /** The term in the words of the source, where they say more than the number. */
  termText: text(20_000).optional(),
  feeText: text(20_000).optional(),
  note: text(20_000).optional(),
});

/**
 * What a version of a procedure says beyond the columns of its table: the parts that Decree 63/2010 article 8 requires
 * and the fields that the systems in use keep.
 */
export const definitionSchema = z.object({
  shortName: text(400).optional(),
  localCode: text(80).optional(),
  portalId: text(80).optional(),
  fieldCode: text(40).optional(),
  kind: text(400).optional(),
  /** New, amended, replaced, abolished: as the announcing decision says. */
  change: z.enum(["new", "amended", "replaced", "abolished"]).optional(),
  replacedBy: text(80).optional(),
  ministry: text(1000).optional(),
  competentAuthority: text(4000).optional(),
  agencies: z.array(name(2000)).max(100).default([]),
  receivingUnits: z.array(name(1000)).max(100).default([]),
  applicants: z.array(name(400)).max(40).default([]),
  conditions: text(LONG).optional(),
  steps: text(LONG).optional(),
  channels: z.array(channel).max(60).default([]),
  /** Online service: full, part of the way (with the reason, Decree 224 art. 14), none, or not known. */
  online: z.enum(["full", "part", "none", "unknown"]).default("unknown"),
  partialReason: text(2000).optional(),
  postAllowed: z.boolean().nullable().default(null),
  /** Where it may be handed in regardless of residence. */
  anywhereWithin: z.enum(["province", "commune", "none", "unknown"]).default("unknown"),
  terms: z
    .object({
      /** The term in the words of the source or the law. */
      stated: text(4000).optional(),
      legal: termSchema.optional(),
      shortened: termSchema.optional(),
      online: termSchema.optional(),
      basis: text(1000).optional(),
      note: text(4000).optional(),
      /** How the term goes on after a supplement where a law of the sector says so; else by the regime of the day. */
      afterSupplement: z.enum(["restart", "shift"]).optional(),
    })
    .default({}),
  /** Number of dossier sets to hand in; null: not stated. */
  dossierSets: z.int().min(1).max(20).nullable().default(null),
  cases: z.array(procedureCase).max(200).default([]),
  components: z.array(component).max(300).default([]),
  fees: z.array(fee).max(300).default([]),
  results: z
    .array(
      z.object({
        code: text(80).optional(),
        name: name(4000),
        validity: text(400).optional(),
        signer: text(400).optional(),
        electronic: z.boolean().nullable().default(null),
      }),
    )
    .max(60)
    .default([]),
  legalBases: z
    .array(z.object({ no: name(400), title: text(4000).optional(), issuer: text(400).optional() }))
    .max(300)
    .default([]),
  announcingDecision: z
    .object({
      no: name(200),
      date: day.optional(),
      effectiveFrom: day.optional(),
      effectiveTo: day.optional(),
      issuer: text(400).optional(),
    })
    .optional(),
  internalProcess: text(400).optional(),
  isoProcess: text(200).optional(),
  sampleUrl: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .optional(),
  videoUrl: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .optional(),
  notes: text(20_000).optional(),
  sourceDetail: z.object({ url: text(1000).optional(), retrieved: text(40).optional(), note: text(4000).optional() }).optional(),
});

export type Definition = z.output<typeof definitionSchema>;
/** The definition of a procedure of which a source says nothing but its name. */
export const SILENT_DEFINITION: Definition = definitionSchema.parse({});

export type Component = Definition["components"][number];
export type ProcedureCase = Definition["cases"][number];
export type Fee = Definition["fees"][number];
export type Channel = Definition["channels"][number];

/** The components that a case asks for; without a case, or with one that names none, all that are documents. */
export function componentsOf(definition: Definition, caseCode?: string): readonly Component[] {
  const chosen = definition.cases.find((c) => c.code === caseCode)?.components;
  return chosen === undefined ? definition.components : definition.components.filter((c) => chosen.includes(c.code));
}
