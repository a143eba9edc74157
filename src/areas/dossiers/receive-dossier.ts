import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { NO_FACTS } from "#core/workflow/dossier-facts.ts";
import { type Desk, findDesk } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import { componentsOf, getOpenProcedure, type Procedure } from "#procedures";
import {
  type Acting,
  CHANNELS,
  ComponentCount,
  DELIVERIES,
  IdentityCheck,
  isMissing,
  Parties,
  type ReceivedComponent,
} from "./dossier.ts";
import { assertComplete, dossierRefusal } from "./dossier.errors.ts";
import { askGuards, type Attempt } from "./extension.ts";
import { type HistoryDraft, insertHistories } from "./history.store.ts";
import { followUp } from "./record-fact.ts";
import { replayHistory } from "./replay-history.ts";

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
});
export type ReceiveInput = z.output<typeof ReceiveInput>;

/** What the counter decides: take it, ask for what is missing (slip 02), or refuse it (slip 03). */
export type IntakeDecision =
  | { readonly name: "receive" }
  | { readonly name: "request_intake_supplement"; readonly reason: string }
  | { readonly name: "refuse_at_intake"; readonly reason: string };

async function getDesk(tx: Tx, unitId: number, on: string): Promise<Desk & { readonly codePrefix: string }> {
  const desk = await findDesk(tx, unitId, on);
  if (desk === undefined) throw dossierRefusal("unknown_unit", { field: "unitId" });
  if (!desk.existed) throw dossierRefusal("unit_not_yet_established", { field: "unitId", values: { unit: desk.unitName } });
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

/** A dossier is accepted complete, and completion is asked for only where something lacks. */
function checkCompleteness(components: readonly ReceivedComponent[], decision: IntakeDecision): void {
  if (decision.name === "receive") assertComplete(components);
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
  const attempt: Attempt = { action: decision.name, dossier: undefined, input, by, at };
  const [desk, procedure] = await Promise.all([
    getDesk(tx, input.unitId, today),
    getOpenProcedure(tx, input.procedureVersionId, today),
    askGuards(tx, attempt),
  ]);
  checkCase(procedure, input.caseCode);
  const components = receivedComponents(procedure, input);
  checkCompleteness(components, decision);
  if (decision.name === "receive" && input.identityCheck.result === "mismatched") {
    throw dossierRefusal("identity_mismatched", { field: "identityCheck.result" });
  }
  const draft = draftReceipt(desk, procedure, by, { ...input, components }, decision, at);
  const [written] = await insertHistories(tx, [draft]);
  if (written === undefined) throw new Error("the dossier was not written");
  unit.subject(`dossier:${written.id}`);
  unit.emit(`dossier.${draft.events[0].type}`, String(written.id), { code: written.code });
  const { provinceId, agencyId, procedureVersionId, caseCode } = draft;
  const { type, payload = {} } = draft.events[0];
  const happened = { code: written.code, provinceId, agencyId, procedureVersionId, caseCode, type, seq: 1, payload };
  await followUp(tx, unit, attempt, happened, { ...written, seq: 1, facts: NO_FACTS });
  return { id: written.id, code: written.code };
}

function draftReceipt(
  desk: Desk & { readonly codePrefix: string },
  procedure: Procedure,
  by: Acting,
  input: Omit<ReceiveInput, "components"> & { readonly components: readonly ReceivedComponent[] },
  decision: IntakeDecision,
  at: number,
): HistoryDraft {
  const holder = { personId: by.personId, unitId: desk.unitId };
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
      ...(input.note === undefined ? {} : { note: input.note }),
    },
    steps: [
      {
        action: decision.name === "refuse_at_intake" ? { ...decision, at } : { ...decision, at, holder },
        by,
        reason: "reason" in decision ? decision.reason : undefined,
        payload: decision.name === "request_intake_supplement" ? { items: missing.map((component) => component.name) } : {},
      },
    ],
  });
  if (!replayed.ok) throw replayed.error;
  return replayed.value;
}
