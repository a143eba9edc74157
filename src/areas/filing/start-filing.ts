import { type Citizen, findCitizen, findMandate, type Mandate } from "#identity";
import { findDesk } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { phoneToNational } from "#platform/input/fields.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findProcedureByCode, type Procedure } from "#procedures";
import { findEformOf, findPlace } from "./eform.store.ts";
import { filingRefusal } from "./filing.errors.ts";
import { type Known, prefill } from "./filing.rules.ts";
import { insertFiling, insertFilingEvent } from "./filing.store.ts";

export type StartFilingInput = {
  readonly procedureCode: string;
  /** The one-stop shop that is to receive it. */
  readonly unitId: number;
  readonly caseCode: string;
  /** For whom, where not for oneself. */
  readonly mandateId: number | null;
};

const knownOf = (citizen: Citizen, mandate: Mandate | undefined): Known => ({
  "me.name": citizen.fullName,
  "me.idNumber": citizen.kind === "person" ? citizen.idNumber : null,
  "me.dateOfBirth": citizen.dateOfBirth,
  "me.gender": citizen.gender,
  "me.phone": citizen.phone === null ? null : phoneToNational(citizen.phone),
  "me.email": citizen.email,
  "me.address": citizen.address,
  "for.name": mandate?.name ?? null,
  "for.idNumber": mandate?.idNumber ?? null,
  "for.dateOfBirth": mandate?.dateOfBirth ?? null,
});

function caseOf({ definition: { cases } }: Procedure, wanted: string): string {
  return cases.some(({ code }) => code === wanted) ? wanted : (cases[0]?.code ?? "default");
}

/**
 * Begins a draft for a citizen: the form of today, with what is known already filled in and marked. Refuses what is filed
 * on the national portal, has no form, or a unit that receives nothing. Returns the id of the draft.
 */
export async function startFiling(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  input: StartFilingInput,
  now: Date,
): Promise<{ id: number }> {
  const today = localDay(now);
  const [procedure, place, eform, desk, citizen] = await Promise.all([
    findProcedureByCode(tx, input.procedureCode, today),
    findPlace(tx, input.procedureCode),
    findEformOf(tx, input.procedureCode, "published"),
    findDesk(tx, input.unitId, today),
    findCitizen(tx, accountId),
  ]);
  if (procedure === undefined || eform === undefined) throw filingRefusal("form_missing");
  if (place?.place !== "here") throw filingRefusal("filed_elsewhere");
  if (desk === undefined || !desk.existed || desk.codePrefix === null)
    throw filingRefusal("unit_receives_nothing", { field: "unitId" });
  if (citizen === undefined) throw new Error(`account ${accountId} is no citizen's`);
  const mandate = input.mandateId === null ? undefined : await findMandate(tx, input.mandateId, today);
  if (input.mandateId !== null && mandate === undefined) throw filingRefusal("mandate_unknown", { field: "mandateId" });
  const filing = {
    accountId,
    provinceId: desk.provinceId,
    agencyId: desk.agencyId,
    unitId: desk.unitId,
    procedureCode: input.procedureCode,
    procedureVersionId: procedure.versionId,
    procedureName: procedure.name,
    caseCode: caseOf(procedure, input.caseCode),
    eformVersionId: eform.id,
    mandateId: input.mandateId,
    filerName: citizen.fullName,
    ...prefill(eform.form, knownOf(citizen, mandate)),
  };
  const id = await insertFiling(tx, filing, now);
  await insertFilingEvent(tx, { id, accountId, agencyId: desk.agencyId }, { type: "begun", actorName: citizen.fullName }, now);
  unit.subject(`filing:${id}`);
  return { id };
}
