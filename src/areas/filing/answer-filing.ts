import type { Meaning, Value } from "#core/eform/index.ts";
import { type Acting, findDossier, ReceiveInput, receiveDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { validate } from "#platform/input/validate.ts";
import { componentsOf, findProcedureByCode, type Procedure } from "#procedures";
import type { Filing, Lacking } from "./filing.ts";
import { filingRefusal } from "./filing.errors.ts";
import { isAwaitingAnswer } from "./filing.rules.ts";
import { insertFilingEvent, updateFiling } from "./filing.store.ts";
import { getFiling, type OpenFiling } from "./get-filing.ts";
import { plainValue, readFiling } from "./read-filing.ts";

/** What the one-stop shop answers to an online filing: take it, say once what lacks, or say where to go instead. */
export type FilingAnswer =
  | { readonly name: "accept" }
  | { readonly name: "ask_completion"; readonly reason: string; readonly lacking: readonly Lacking[] }
  | { readonly name: "refuse"; readonly reason: string };

function ownerOf(filing: Filing, meanings: Readonly<Partial<Record<Meaning, Value>>>): Record<string, unknown> {
  const of = (meaning: Meaning): string | undefined => {
    const value = plainValue(meanings[meaning]);
    return value === "" ? undefined : value;
  };
  return {
    name: of("owner.name") ?? filing.filerName,
    idNumber: of("owner.idNumber"),
    dateOfBirth: of("owner.dateOfBirth"),
    phone: of("owner.phone"),
    email: of("owner.email"),
    address: of("owner.address")?.slice(0, 300),
  };
}

/** The dossier that an accepted filing becomes: each component of which the officer said that it is there, as a copy. */
function receiptOf(open: OpenFiling, procedure: Procedure, parties: Record<string, unknown>, subject: string | undefined) {
  const { filing } = open;
  const components = componentsOf(procedure.definition, filing.caseCode).filter(({ kind }) => kind !== "note");
  return validate(ReceiveInput, {
    unitId: filing.unitId,
    procedureVersionId: procedure.versionId,
    caseCode: filing.caseCode,
    channel: "online",
    parties,
    subject: subject?.slice(0, 500),
    components: components.map(({ code }) => ({ code, original: 0, certified: 0, photo: 1 })),
    delivery: filing.delivery,
    identityCheck: { method: "vneid", result: "matched" },
  });
}

async function accept(tx: Tx, unit: UnitOfWork, by: Acting, open: OpenFiling, now: Date): Promise<{ code: string }> {
  const { filing } = open;
  const procedure = await findProcedureByCode(tx, filing.procedureCode, localDay(now));
  if (procedure === undefined) throw filingRefusal("form_missing");
  const read = readFiling(open, now);
  if (!read.ok) throw filingRefusal("form_incomplete");
  const { meanings } = read.value;
  const owner = ownerOf(filing, meanings);
  const parties = owner["name"] === filing.filerName ? { owner } : { owner, submitter: { name: filing.filerName } };
  const subject = plainValue(meanings.subject);
  const input = receiptOf(open, procedure, parties, subject === "" ? undefined : subject);
  const { id, code } = await receiveDossier(tx, unit, by, input, { name: "receive" }, now);
  const dossier = await findDossier(tx, id);
  if (dossier === undefined) throw new Error("the dossier that was just received is not to be seen");
  const { trackingSecret } = dossier;
  await updateFiling(tx, filing.id, { state: "ACCEPTED", respondedAt: now, dossier: { id, code, trackingSecret } }, now);
  await insertFilingEvent(tx, filing, { type: "accepted", actorName: by.name, actorPersonId: by.personId, reason: code }, now);
  unit.emit("filing.accepted", String(filing.id), { code });
  return { code };
}

/**
 * T02, T04 and T05: the officer's answer within eight working hours. Accepting begins a dossier with its number, due date
 * and receipt; completion names each component that lacks and why, once; a refusal says where to go instead.
 */
export async function answerFiling(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  id: number,
  answer: FilingAnswer,
  now: Date,
): Promise<{ code: string | null }> {
  const open = await getFiling(tx, id, true);
  const { filing } = open;
  if (!isAwaitingAnswer(filing.state)) throw filingRefusal("filing_answered");
  unit.subject(`filing:${id}`);
  if (answer.name === "accept") return accept(tx, unit, by, open, now);
  if (answer.reason.trim().length < 5) throw filingRefusal("reason_missing", { field: "reason" });
  const items = answer.name === "ask_completion" ? answer.lacking : [];
  if (answer.name === "ask_completion" && items.length === 0) throw filingRefusal("nothing_lacking", { field: "reason" });
  const [state, type] =
    answer.name === "refuse" ? (["INTAKE_REFUSED", "refused"] as const) : (["INTAKE_SUPPLEMENT", "completion_asked"] as const);
  await updateFiling(tx, id, { state, respondedAt: now }, now);
  const event = { type, actorName: by.name, actorPersonId: by.personId, reason: answer.reason, items };
  await insertFilingEvent(tx, filing, event, now);
  unit.emit(`filing.${type}`, String(id), { items: items.map(({ code }) => code) });
  return { code: null };
}
