import type { EpochMs } from "../instant.ts";

/** What is owed for a dossier and what has become of it. */
export const PAYMENT_STATES = ["none", "due", "partly", "paid", "waived", "refund_requested", "refunded"] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** Where the paper dossier is; `returned`: back with the applicant. */
export const CUSTODY_PLACES = ["none", "unit", "person", "in_transit", "returned"] as const;
export type CustodyPlace = (typeof CUSTODY_PLACES)[number];

export const DELIVERY_STATES = ["none", "ready", "handed_to_onestop", "sent_by_post", "delivered", "uncollected"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const SYNC_STATES = ["pending", "sent", "acknowledged", "failed"] as const;
export type SyncState = (typeof SYNC_STATES)[number];

export const APOLOGY_STATES = ["none", "drafting", "approved", "sent"] as const;
export type ApologyState = (typeof APOLOGY_STATES)[number];

/** Amounts are whole đồng. `owedBefore` is to be paid before the dossier is handed over, `owedAfter` before its result is returned. */
export interface Payment {
  readonly state: PaymentState;
  readonly owedBefore: number;
  readonly owedAfter: number;
}

export interface Custody {
  readonly place: CustodyPlace;
  readonly unitId: number | null;
  readonly personId: number | null;
  /** Originals of the applicant that the office still keeps. */
  readonly originalsHeld: number;
}

export interface Sync {
  readonly state: SyncState;
  /** Failures since it was last acknowledged. */
  readonly tries: number;
}

export interface Apology {
  readonly state: ApologyState;
  /** A letter that was not sent in time: it is recorded and cleans nothing. Stays once it is set. */
  readonly late: boolean;
}

/** The five states beside the legal one; none of them moves it, some of them hold an action back. */
export interface DossierFacts {
  readonly payment: Payment;
  readonly custody: Custody;
  readonly delivery: DeliveryState;
  /** One state for each other system, by its name. */
  readonly sync: Readonly<Record<string, Sync>>;
  readonly apology: Apology;
}

export const NO_FACTS: DossierFacts = {
  payment: { state: "none", owedBefore: 0, owedAfter: 0 },
  custody: { place: "none", unitId: null, personId: null, originalsHeld: 0 },
  delivery: "none",
  sync: {},
  apology: { state: "none", late: false },
};

/** The parts that differ from others, by identity: from NO_FACTS, those that say something. */
export const changedFacts = (after: DossierFacts, before: DossierFacts = NO_FACTS): Partial<DossierFacts> =>
  Object.fromEntries(Object.entries(after).filter(([part, value]) => value !== before[part as keyof DossierFacts]));

/** What can become of the states beside the legal one; each event says what is now the case. */
export type FactEvent = { readonly at: EpochMs } & (
  | { readonly type: "payment_changed"; readonly payment: Payment }
  | { readonly type: "custody_changed"; readonly custody: Custody }
  | { readonly type: "delivery_changed"; readonly delivery: DeliveryState }
  | { readonly type: "sync_changed"; readonly system: string; readonly sync: SyncState }
  | { readonly type: "apology_changed"; readonly apology: ApologyState; readonly late?: boolean }
);
export type FactEventType = FactEvent["type"];

export const FACT_EVENTS: ReadonlySet<string> = new Set<FactEventType>([
  "payment_changed",
  "custody_changed",
  "delivery_changed",
  "sync_changed",
  "apology_changed",
]);

function afterSync(before: Sync | undefined, state: SyncState): Sync {
  const tries = before?.tries ?? 0;
  if (state === "acknowledged") return { state, tries: 0 };
  return { state, tries: state === "failed" ? tries + 1 : tries };
}

/** The facts after one more event. */
export function applyFact(before: DossierFacts, event: FactEvent): DossierFacts {
  switch (event.type) {
    case "payment_changed":
      return { ...before, payment: event.payment };
    case "custody_changed":
      return { ...before, custody: event.custody };
    case "delivery_changed":
      return { ...before, delivery: event.delivery };
    case "sync_changed":
      return { ...before, sync: { ...before.sync, [event.system]: afterSync(before.sync[event.system], event.sync) } };
    case "apology_changed":
      return { ...before, apology: { state: event.apology, late: before.apology.late || event.late === true } };
  }
}
