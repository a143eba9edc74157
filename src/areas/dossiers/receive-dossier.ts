import { z } from "zod";
import { localDateOf, vietnamInstant } from "#core/instant.ts";
import { type PlainDate, toEpochDay } from "#core/plain-date.ts";
import { NO_FACTS } from "#core/workflow/dossier-facts.ts";
import type { Holder } from "#core/workflow/dossier-state.ts";
import { type Desk, findDesk } from "#organisation";
import { findProcessFor } from "#processes";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { componentsOf, getOpenProcedure, type Procedure } from "#procedures";
import {
  type Acting,
  CHANNELS,
  ComponentCount,
  DELIVERIES,
  type DossierAttributes,
  IdentityCheck,
  Parties,
  type ReceivedComponent,
} from "./dossier.ts";
import { isMissing } from "./component.rules.ts";
import { assertBorn, assertComplete, assertSettled, dossierRefusal } from "./dossier.errors.ts";
import { findDossier } from "./dossier.store.ts";
import { askGuards, type Attempt } from "./extension.ts";
import type { HistoryDraft } from "./history-row.ts";
import { HomeVisit, visitAttribute } from "./home-visit.ts";
import { insertHistories } from "./history.store.ts";
import { isImmediate } from "#core/deadline/immediate.ts";
import { followUp } from "./record-fact.ts";
import { type HistoryStep, replayHistory } from "./replay-history.ts";

/** Day and time (HH:mm; without one the beginning of the day) on the minutes that the post's carrier and the office signed. */
const PostalHandover = z.object({
  on: optional(plainDay()),
  time: optional(z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, "@field.date")),
});

/** What a receiving officer enters at the counter. Code and due date are computed, never typed. */
export const ReceiveInput = z.object({
  unitId: integer(1, 2_147_483_647),
  procedureVersionId: integer(1, 2_147_483_647),
  caseCode: z.string().max(80).default("default"),
  channel: choice(CHANNELS).default("counter"),
  parties: Parties,
  subject: optional(requiredText(500)),
  components: z.array(ComponentCount).max(300).default([]),
  sets: integer(1, 20).default(1),
  delivery: choice(DELIVERIES).default("counter"),
  identityCheck: IdentityCheck,
  note: optional(requiredText(1000)),
  /** Taken at a home or on a day of mobile reception. */
  visit: HomeVisit,
  /** By post: when the minutes of the hand-over were signed, from which the term counts. */
  handover: optional(PostalHandover),
  /** A returned dossier whose result this one corrects, free of charge (T19). */
  corrects: optional(integer(1, Number.MAX_SAFE_INTEGER)),
  /** For whom the procedure waives or reduces its fees, in its own words: proposed to the leader with the receipt. */
  feeRelief: optional(requiredText(300)),
});
export type ReceiveInput = z.output<typeof ReceiveInput>;

/**
 * What the counter decides: take it (`holder`: for another agency, whose one-stop has it then), give the result at once, ask for what is missing (slip 02), or refuse it
 * (slip 03). What is filed online is only submitted: the counter decides afterwards (T01).
 */
export type IntakeDecision =
  | { readonly name: "draft" }
  | { readonly name: "submit"; readonly openedBy?: DossierAttributes["openedBy"] }
  | { readonly name: "complete_at_once"; readonly receiverName?: string | undefined; readonly documentNo?: string | undefined }
  | { readonly name: "receive"; readonly holder?: Holder | undefined }
  | { readonly name: "request_intake_supplement"; readonly reason: string }
  | { readonly name: "refuse_at_intake"; readonly reason: string };

async function getDesk(tx: Tx, unitId: number, on: string, field = "unitId"): Promise<Desk & { readonly codePrefix: string }> {
  const desk = await findDesk(tx, unitId, on);
  if (desk === undefined) throw dossierRefusal("unknown_unit", { field });
  if (!desk.existed) throw dossierRefusal("unit_not_yet_established", { field, values: { unit: desk.unitName } });
  if (desk.codePrefix === null) throw dossierRefusal("unit_has_no_code", { field: "unitId", values: { unit: desk.agencyName } });
  return { ...desk, codePrefix: desk.codePrefix };
}

/** what was handed in, as the procedure names it; a paper that it does not name is not asked for. */
function receivedComponents(
  procedure: Procedure,
  input: Pick<ReceiveInput, "caseCode" | "components">,
): readonly ReceivedComponent[] {
  const asked = componentsOf(procedure.definition, input.caseCode);
  const known = new Set(asked.map((component) => component.code));
  const stranger = input.components.find((component) => !known.has(component.code));
  if (stranger !== undefined) throw dossierRefusal("unknown_component", { field: "components", values: { name: stranger.code } });
  const given = new Map(input.components.map((component) => [component.code, component]));
  return asked.map(({ code, name, required }) => ({
    code,
    name,
    required,
    original: 0,
    certified: 0,
    photo: 0,
    ...given.get(code),
  }));
}

const accepts = ({ name }: IntakeDecision): boolean => name === "receive" || name === "complete_at_once";

/** T19: the dossier whose result is corrected was returned, and is of the same office (row-level security shows no other). */
async function correctedDossier(tx: Tx, id: number | undefined): Promise<DossierAttributes["corrects"]> {
  if (id === undefined) return undefined;
  const dossier = await findDossier(tx, id);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  if (dossier.state !== "RETURNED") throw dossierRefusal("corrected_not_returned");
  return { id: dossier.id, code: dossier.code };
}

/** A dossier is accepted complete, and completion is asked for only where something lacks. */
function checkCompleteness(components: readonly ReceivedComponent[], decision: IntakeDecision): void {
  if (accepts(decision)) assertComplete(components);
  if (decision.name === "request_intake_supplement" && !components.some(isMissing)) throw dossierRefusal("no_component_lacking");
}

function checkCase(procedure: Procedure, caseCode: string): void {
  const { cases } = procedure.definition;
  const known = cases.length === 0 ? caseCode === "default" : cases.some((entry) => entry.code === caseCode);
  if (!known) throw dossierRefusal("unknown_case", { field: "caseCode" });
}

const termOf = (procedure: Procedure, caseCode: string) =>
  procedure.definition.cases.find((entry) => entry.code === caseCode)?.term ?? procedure.term;

/**
 * Receives a dossier at the counter, asks for what is missing, or refuses it: decision → code, due date and receipt.
 * Returns the id and code. Refusals: unit, procedure, case, component, identity, clock and transition rules.
 */
export async function receiveDossier(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  input: ReceiveInput,
  decision: IntakeDecision,
  now: Date,
): Promise<{ id: number; code: string }> {
  const at = now.getTime();
  const today = localDateOf(at);
  assertBorn(input.parties, today);
  if (input.handover?.on !== undefined) await getDesk(tx, input.unitId, input.handover.on, "handover.on");
  const attempt: Attempt = { action: decision.name, dossier: undefined, input, by, at };
  const [{ desk, process }, procedure, corrects] = await Promise.all([
    getDesk(tx, input.unitId, today).then(async (found) => ({
      desk: found,
      process: await findProcessFor(tx, { ...input, agencyId: found.agencyId, on: today }),
    })),
    getOpenProcedure(tx, input.procedureVersionId, today),
    correctedDossier(tx, input.corrects),
    askGuards(tx, attempt),
  ]);
  checkCase(procedure, input.caseCode);
  const components = receivedComponents(procedure, input);
  checkCompleteness(components, decision);
  if (decision.name === "complete_at_once" && !isImmediate(immediateTerm(procedure, input.caseCode)))
    throw dossierRefusal("not_immediate");
  if (accepts(decision) && input.identityCheck.result === "mismatched") {
    throw dossierRefusal("identity_mismatched", { field: "identityCheck.result" });
  }
  const draft = draftReceipt(desk, procedure, by, { ...input, components, corrects }, decision, at);
  const [written] = await insertHistories(tx, [draft]);
  if (written === undefined) throw new Error("the dossier was not written");
  unit.subject(`dossier:${written.id}`);
  const { provinceId, agencyId, procedureVersionId, caseCode } = draft;
  for (const [index, { type, payload = {} }] of draft.events.entries()) {
    const seq = index + 1;
    // Each of them: what ended at once has to be told to the portal as ended, not as received alone.
    unit.emit(`dossier.${type}`, String(written.id), { code: written.code, seq });
    const happened = {
      code: written.code,
      provinceId,
      agencyId,
      procedureVersionId,
      caseCode,
      type,
      seq,
      payload,
      known: { procedure, process },
    };
    const facts = await followUp(tx, unit, attempt, happened, { ...written, seq: draft.events.length, facts: NO_FACTS });
    if (decision.name === "complete_at_once") assertSettled(facts);
  }
  return { id: written.id, code: written.code };
}

/** Kept with the dossier: what the version says on the day of receipt holds for it. */
function afterSupplementOf({ definition }: Procedure): Pick<DossierAttributes, "afterSupplement"> {
  const { afterSupplement } = definition.terms;
  return afterSupplement === undefined ? {} : { afterSupplement };
}

const immediateTerm = (procedure: Procedure, caseCode: string) => {
  const { value, unit } = termOf(procedure, caseCode);
  return { termValue: value, termUnit: unit };
};

/** R-31 (Decision 45/2016 article 7.4): what the receipt says of the post; refused for other channels and for the future. */
function handoverPayload({ channel, handover }: Pick<ReceiveInput, "channel" | "handover">, at: number) {
  if (handover?.on === undefined) return {};
  if (channel !== "post") throw dossierRefusal("handover_not_by_post", { field: "handover.on" });
  const [hour = 0, minute = 0] = (handover.time ?? "").split(":").map(Number);
  const handoverSignedAt = vietnamInstant(toEpochDay(handover.on as PlainDate), hour * 60 + minute);
  if (handoverSignedAt > at) throw dossierRefusal("handover_in_future", { field: "handover.on" });
  return { handoverSignedAt };
}

/** Who has a new dossier: whoever took it; what was filed waits for anyone at the counter, a draft is its filer's. */
function firstSteps(
  desk: Desk,
  by: Acting,
  decision: IntakeDecision,
  at: number,
  missing: readonly ReceivedComponent[],
  receipt: Readonly<Record<string, unknown>>,
): readonly [HistoryStep, ...HistoryStep[]] {
  const holder = { personId: by.personId, unitId: desk.unitId };
  switch (decision.name) {
    case "draft":
      return [{ action: { name: "draft", at }, by }];
    case "submit":
      return [{ action: { name: "submit", at, holder: { personId: null, unitId: desk.unitId } }, by }];
    case "receive":
      return [{ action: { name: "receive", at, holder: decision.holder ?? holder }, by, payload: receipt }];
    case "complete_at_once": {
      const { receiverName, documentNo } = decision;
      return [
        { action: { name: "receive", at, holder }, by, payload: receipt },
        { action: { name: "complete_at_once", at }, by, payload: { receiverName, documentNo } },
      ];
    }
    case "request_intake_supplement":
      return [
        {
          action: { name: "request_intake_supplement", at, holder },
          by,
          reason: decision.reason,
          payload: { items: missing.map((component) => component.name) },
        },
      ];
    case "refuse_at_intake":
      return [{ action: { ...decision, at }, by, reason: decision.reason }];
  }
}

function draftReceipt(
  desk: Desk & { readonly codePrefix: string },
  procedure: Procedure,
  by: Acting,
  input: Omit<ReceiveInput, "components" | "corrects"> &
    Pick<DossierAttributes, "corrects"> & { readonly components: readonly ReceivedComponent[] },
  decision: IntakeDecision,
  at: number,
): HistoryDraft {
  const missing = input.components.filter(isMissing);
  const replayed = replayHistory({
    desk,
    procedure,
    caseCode: input.caseCode,
    term: termOf(procedure, input.caseCode),
    parties: input.parties,
    channel: input.channel,
    origin: "local",
    subject: input.subject,
    components: input.components,
    attributes: {
      sets: input.sets,
      delivery: input.delivery,
      identityCheck: { ...input.identityCheck, officer: by.name, at: new Date(at).toISOString() },
      ...afterSupplementOf(procedure),
      ...(input.note === undefined ? {} : { note: input.note }),
      ...visitAttribute(input.channel, input.visit, localDateOf(at)),
      ...(input.corrects === undefined ? {} : { corrects: input.corrects }),
      ...(decision.name === "submit" && decision.openedBy !== undefined ? { openedBy: decision.openedBy } : {}),
    },
    steps: firstSteps(desk, by, decision, at, missing, handoverPayload(input, at)),
  });
  if (!replayed.ok) throw replayed.error;
  return replayed.value;
}
