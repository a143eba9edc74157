import { getUnitCalendar } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { migrateAnswers } from "#core/eform/index.ts";
import { componentsOf, findProcedureByCode, type Procedure } from "#procedures";
import { contactAtSending } from "./change-notices.ts";
import { findEformOf } from "./eform.store.ts";
import { isWithdrawable } from "./filing.rules.ts";
import type { FilingFile, Paper } from "./filing.ts";
import { filingRefusal } from "./filing.errors.ts";
import { deleteFiling, insertFilingEvent, updateFiling } from "./filing.store.ts";
import { listFiles } from "./filing-file.store.ts";
import { getFiling, type OpenFiling } from "./get-filing.ts";
import { isEditable } from "./filing.rules.ts";
import { readFiling } from "./read-filing.ts";
import { respondBy } from "./respond-by.clock.ts";

/** The components that someone who files online is asked about: all but remarks and the form that is filled in here. */
export const askedComponents = (procedure: Procedure, caseCode: string) =>
  componentsOf(procedure.definition, caseCode).filter(({ kind }) => kind === "document" || kind === "shown");

/**
 * Codes of required components of which was not said how they come, or that were to come as a file and did not (R-35:
 * what the state has is not asked for).
 */
export function undecidedPapers(
  procedure: Procedure,
  caseCode: string,
  papers: readonly Paper[],
  files: readonly FilingFile[],
): readonly string[] {
  const uploaded = new Set(files.map(({ componentCode }) => componentCode));
  const decided = new Set(papers.flatMap(({ code, way }) => (way !== "upload" || uploaded.has(code) ? [code] : [])));
  return askedComponents(procedure, caseCode)
    .filter(({ required, code }) => required && !decided.has(code))
    .map(({ code }) => code);
}

async function checkWhole(tx: Tx, { filing, eform }: OpenFiling, now: Date): Promise<Procedure> {
  if (eform.status !== "published") throw filingRefusal("form_retired");
  if (!readFiling({ filing, eform }, now).ok) throw filingRefusal("form_incomplete");
  const procedure = await findProcedureByCode(tx, filing.procedureCode, localDay(now));
  if (procedure === undefined) throw filingRefusal("form_missing");
  const files = await listFiles(tx, filing.id);
  if (undecidedPapers(procedure, filing.caseCode, filing.papers, files).length > 0) throw filingRefusal("papers_undecided");
  return procedure;
}

/**
 * T01 and T03: sends a filled-in form to the one-stop shop. The eight working hours of its answer begin with this
 * moment, and anew with a completed filing.
 */
export async function submitFiling(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly id: number; readonly revision: number },
  now: Date,
): Promise<{ respondBy: string }> {
  const open = await getFiling(tx, input.id, true);
  const { filing } = open;
  if (!isEditable(filing.state)) throw filingRefusal("filing_not_editable");
  if (filing.revision !== input.revision) throw filingRefusal("filing_changed_elsewhere");
  await checkWhole(tx, open, now);
  const until = respondBy(await getUnitCalendar(tx, filing.unitId, localDay(now)), now);
  await updateFiling(
    tx,
    filing.id,
    {
      state: "SUBMITTED",
      submittedAt: filing.submittedAt ?? now,
      respondBy: until,
      respondedAt: null,
      contact: await contactAtSending(tx, open, now),
    },
    now,
  );
  await insertFilingEvent(tx, filing, { type: "submitted", actorName: filing.filerName }, now);
  unit.subject(`filing:${filing.id}`);
  unit.emit("filing.submitted", String(filing.id), { respondBy: until.toISOString() });
  return { respondBy: until.toISOString() };
}

/** Takes back what was sent and has not become a dossier yet. */
export async function withdrawFiling(tx: Tx, unit: UnitOfWork, id: number, now: Date): Promise<null> {
  const { filing } = await getFiling(tx, id, true);
  if (!isWithdrawable(filing.state)) throw filingRefusal("filing_not_withdrawable");
  await updateFiling(tx, id, { state: "WITHDRAWN", respondedAt: now }, now);
  await insertFilingEvent(tx, filing, { type: "withdrawn", actorName: filing.filerName }, now);
  unit.subject(`filing:${id}`);
  unit.emit("filing.withdrawn", String(id));
  return null;
}

/** Throws a draft away; what was once sent is kept. */
export async function discardFiling(tx: Tx, unit: UnitOfWork, id: number): Promise<null> {
  const { filing } = await getFiling(tx, id, true);
  if (filing.state !== "DRAFT") throw filingRefusal("filing_not_editable");
  await deleteFiling(tx, id);
  unit.subject(`filing:${id}`);
  return null;
}

/** Carries a draft over to the form that is filled in today, after its version was retired. */
export async function moveToNewForm(tx: Tx, unit: UnitOfWork, id: number, now: Date): Promise<null> {
  const { filing, eform } = await getFiling(tx, id, true);
  if (!isEditable(filing.state)) throw filingRefusal("filing_not_editable");
  const current = await findEformOf(tx, filing.procedureCode, "published");
  if (current === undefined) throw filingRefusal("form_missing");
  if (current.id === eform.id) return null;
  const { answers, dropped } = migrateAnswers(eform.form, current.form, filing.answers);
  await updateFiling(tx, id, { answers, eformVersionId: current.id }, now);
  const items = dropped.map((label) => ({ code: "", name: label, what: "" }));
  await insertFilingEvent(tx, filing, { type: "moved_to_version", actorName: filing.filerName, items }, now);
  unit.subject(`filing:${id}`);
  return null;
}
