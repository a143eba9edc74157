import { CLASSIFICATION_POLICIES, classify } from "#core/deadline/classify.ts";
import { phoneToNational } from "#platform/input/fields.ts";
import { outstandingOf } from "#core/money/fee-rules.ts";
import type { TermUnit } from "#core/deadline/term.ts";
import {
  type Dossier,
  type DossierEventRow,
  isPresent,
  type Party,
  SLIP_EVENTS,
  type SlipKind,
  trackingNumberText,
} from "#dossiers";
import type { FeeLine } from "#fees";
import type { Procedure } from "#procedures";
import { formsRefusal } from "./forms.errors.ts";
import { label } from "./labels.ts";
import type { HandOver, ReceiptData, SlipDataOf, SlipFee, SlipOffice, SlipPerson, SlipTerm } from "./slip.ts";

/** Everything about a dossier that a slip can say. */
export interface SlipFacts {
  readonly dossier: Dossier;
  readonly events: readonly DossierEventRow[];
  readonly procedure: Procedure | undefined;
  readonly feeLines: readonly FeeLine[];
  readonly office: SlipOffice;
  /** Names of the units that acted. */
  readonly unitNames: ReadonlyMap<number, string>;
  /** Name of who has the dossier now. */
  readonly holderName: string | undefined;
  /** Who held the leader's post of the agency on the day that the slip is about. */
  readonly leaderName: string | undefined;
  readonly publicUrl: string;
  readonly printedAt: Date;
  readonly reprintNumber: number;
}

/** The event that a slip is about: the last of its kind, or the one chosen. Refuses `slip_not_applicable` where it has not happened. */
export function getSlipEvent(kind: SlipKind, events: readonly DossierEventRow[], seq?: number): DossierEventRow {
  const event = events.findLast((it) => SLIP_EVENTS[kind](it) && (seq === undefined || it.seq === seq));
  if (event === undefined) throw formsRefusal("slip_not_applicable");
  return event;
}

/** +84912345678 → 0912 345 678. */
function phoneText(phone: string): string {
  const national = phoneToNational(phone);
  return /^0\d{9}$/.test(national) ? `${national.slice(0, 4)} ${national.slice(4, 7)} ${national.slice(7)}` : national;
}

const personOf = ({ name, address, phone, email, idNumber }: Party): SlipPerson => ({
  name,
  ...(address === undefined ? {} : { address }),
  ...(phone === undefined ? {} : { phone: phoneText(phone) }),
  ...(email === undefined ? {} : { email }),
  ...(idNumber === undefined ? {} : { idNumber }),
});

const MOST_FEES = 3;
const LONGEST_RULE = 160;

/** The fees of the procedure as far as they fit on a slip; null where the catalogue names none or too many. */
function feesOf(procedure: Procedure | undefined): readonly SlipFee[] | null {
  const fees = procedure?.definition.fees ?? [];
  if (fees.length === 0 || fees.length > MOST_FEES || fees.some((fee) => (fee.text?.length ?? 0) > LONGEST_RULE)) return null;
  return fees.map((fee) => {
    const free = fee.amountVnd === 0;
    return {
      name: label(`fees.${fee.kind}`),
      amount: fee.amountVnd,
      ...(fee.text === undefined || free ? {} : { rule: fee.text.replace(/\.$/, "") }),
    };
  });
}

/** The dossier's own lines as they stand; before there are any, what its procedure says. A correction is free (T19). */
function feesOfDossier({ dossier, procedure, feeLines }: SlipFacts): readonly SlipFee[] | null {
  if (feeLines.length === 0) return dossier.attributes.corrects === undefined ? feesOf(procedure) : [];
  return feeLines.map((line) => {
    const amount = line.assessedVnd - line.waivedVnd;
    const name = line.name ?? label(`fees.${line.kind}`);
    return { name, amount, ...(amount === 0 ? {} : { paid: outstandingOf(line) === 0 }) };
  });
}

function termOf(dossier: Dossier): SlipTerm {
  const unit = dossier.termUnit as SlipTerm["unit"];
  return dossier.termValue === null ? { unit } : { unit, value: dossier.termValue };
}

function common({ dossier, office, publicUrl, printedAt, reprintNumber }: SlipFacts, event: DossierEventRow) {
  const { owner, submitter, authorised } = dossier.parties;
  return {
    office,
    code: dossier.code,
    procedureName: dossier.procedureName,
    procedureCode: dossier.procedureCode,
    ...(dossier.subject === null ? {} : { subject: dossier.subject }),
    eventAt: event.occurredAt,
    printedAt,
    timeZone: dossier.timeZone,
    trackingUrl: `${publicUrl}/t/${dossier.trackingSecret}`,
    trackingNumber: trackingNumberText(dossier.trackingSecret),
    lookUpUrl: `${publicUrl}/tra-cuu`,
    ratingUrl: `${publicUrl}/danh-gia/${dossier.trackingSecret}`,
    submitter: personOf(submitter ?? authorised ?? owner),
    owner: personOf(owner),
    ...(authorised === undefined ? {} : { authorised: { name: authorised.name, paper: authorised.paper } }),
    officerName: event.actorName,
    reprintNumber,
  };
}

function itemsOf(event: DossierEventRow): readonly string[] {
  const { items } = event.payload;
  return Array.isArray(items) ? items.filter((item): item is string => typeof item === "string") : [];
}

const textIn = (event: DossierEventRow, name: string): string | undefined => {
  const value = event.payload[name];
  return typeof value === "string" ? value : undefined;
};
const numberIn = (event: DossierEventRow, name: string): number | undefined => {
  const value = event.payload[name];
  return typeof value === "number" ? value : undefined;
};

function answerBy(event: DossierEventRow): { readonly dueOn?: string } {
  const dueOn = textIn(event, "respondBy");
  return dueOn === undefined ? {} : { dueOn };
}

const MOVES: ReadonlySet<DossierEventRow["type"]> = new Set([
  "handed_over",
  "forwarded",
  "proposed",
  "returned_for_rework",
  "decided",
]);

/** Whether the result came before, on or after its day (II.06a: by local date); undefined where there is no due date. */
function outcomeOf(dossier: Dossier, event: DossierEventRow): HandOver["outcome"] {
  const verdict = classify(CLASSIFICATION_POLICIES.II06a, {
    endedAt: event.endedAt?.getTime() ?? null,
    pausedAt: null,
    dueAt: event.dueAt?.getTime() ?? null,
    dueOriginalAt: dossier.dueOriginalAt?.getTime() ?? null,
    dueUnextendedAt: dossier.dueUnextendedAt?.getTime() ?? null,
    termUnit: dossier.termUnit as TermUnit,
    timeZone: dossier.timeZone,
    supplementRequests: dossier.supplementCount,
    hasApology: false,
    asOf: event.occurredAt.getTime(),
  });
  if (event.dueAt === null || event.type !== "decided") return undefined;
  return verdict === "early" || verdict === "on_time" || verdict === "late" ? verdict : undefined;
}

/** Notes and what stands beside the legal way are in nobody's hands. */
const isHandling = (type: DossierEventRow["type"]): boolean => type !== "noted" && !type.endsWith("_changed");

/** Who gave the dossier to whom: the receiver is who acted next or, after the last move, who has it now. */
function handOversOf({ dossier, events, unitNames, holderName, office }: SlipFacts): HandOver[] {
  const acting = events.filter((event) => isHandling(event.type));
  const unitOf = (id: number | null): string => (id === null ? undefined : unitNames.get(id)) ?? office.oneStopShop;
  return acting.flatMap((event, index) => {
    if (!MOVES.has(event.type)) return [];
    const next = acting[index + 1];
    const outcome = outcomeOf(dossier, event);
    return [
      {
        giverUnit: unitOf(event.actorUnitId),
        giverName: event.actorName,
        receiverUnit: unitOf(next === undefined ? dossier.holderUnitId : next.actorUnitId),
        receiverName: next?.actorName ?? holderName ?? "",
        at: event.occurredAt,
        ...(outcome === undefined ? {} : { outcome }),
      },
    ];
  });
}

/** What the receipt given out at first promised, where this one has taken its place (Decree 61/2018 articles 17 and 19). */
function promisedBefore(events: readonly DossierEventRow[], event: DossierEventRow): Pick<ReceiptData, "promised"> {
  const first = events.find(SLIP_EVENTS.receipt);
  if (first === undefined || first.seq === event.seq || first.dueAt?.getTime() === event.dueAt?.getTime()) return {};
  const why = event.type === "finance_settled" ? "finance_settled" : "supplement_received";
  return { promised: { dueAt: first.dueAt, since: event.occurredAt, why } };
}

const MAKERS: { readonly [K in SlipKind]: (facts: SlipFacts, event: DossierEventRow) => SlipDataOf[K] } = {
  receipt: (facts, event) => ({
    ...common(facts, event),
    channel: facts.dossier.channel,
    components: facts.dossier.components.filter(isPresent).map(({ name, original, certified, photo, electronic = 0 }) => ({
      name,
      originals: original,
      certified,
      photocopies: photo,
      electronic,
    })),
    setCount: facts.dossier.attributes.sets ?? 1,
    term: termOf(facts.dossier),
    receivedAt: facts.dossier.receivedAt,
    dueAt: event.dueAt,
    ...promisedBefore(facts.events, event),
    delivery: { way: facts.dossier.attributes.delivery ?? "counter" },
    fees: feesOfDossier(facts),
  }),
  supplement_request: (facts, event) => ({
    ...common(facts, event),
    ...answerBy(event),
    items: itemsOf(event),
    reason: event.reason ?? "",
  }),
  refusal: (facts, event) => ({ ...common(facts, event), reason: event.reason ?? "" }),
  apology: (facts, event) => {
    const newDueAt = numberIn(event, "newDueAt");
    const drafted = facts.events.findLast(
      (it) => it.type === "apology_changed" && it.payload["apology"] === "drafting" && it.seq < event.seq,
    );
    const signed = facts.events.findLast((it) => it.payload["apology"] === "approved" && it.seq < event.seq);
    const letterNo = textIn(event, "letterNo");
    return {
      ...common(facts, event),
      ...(letterNo === undefined ? {} : { letterNo }),
      receivedAt: facts.dossier.receivedAt,
      dueAt: signed?.dueAt ?? event.dueAt,
      ...(newDueAt === undefined ? {} : { newDueAt: new Date(newDueAt) }),
      responsible: facts.unitNames.get(drafted?.actorUnitId ?? -1) ?? facts.office.agency,
      reason: drafted?.reason ?? "",
      signerName: signed?.actorName ?? "",
    };
  },
  stop: (facts, event) => {
    const [basis, papers, refundVnd] = [textIn(event, "basis"), textIn(event, "papers"), numberIn(event, "refundVnd")];
    return {
      ...common(facts, event),
      receivedAt: facts.dossier.receivedAt,
      signerName: event.actorRole === "leader" ? event.actorName : (facts.leaderName ?? ""),
      reason: event.reason ?? label(event.type === "supplement_expired" ? "stop.not_supplemented" : "stop.nothing"),
      ...(basis === undefined ? {} : { basis }),
      ...(papers === undefined ? {} : { papers }),
      ...(refundVnd === undefined ? {} : { refundVnd }),
    };
  },
  control: (facts, event) => ({
    ...common(facts, event),
    receivedAt: event.occurredAt,
    dueAt: event.dueAt,
    partners: [],
    handOvers: handOversOf(facts),
  }),
};

/** What a slip says of a dossier at the event that it is about. */
export const slipData = <K extends SlipKind>(kind: K, facts: SlipFacts, event: DossierEventRow): SlipDataOf[K] =>
  MAKERS[kind](facts, event);
