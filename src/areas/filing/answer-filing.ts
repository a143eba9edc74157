import type { Meaning, Value } from "#core/eform/index.ts";
import { type Acting, findDossier, ReceiveInput, receiveDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { validate } from "#platform/input/validate.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { digitiseComponent } from "#papers";
import { type Component, componentsOf, findProcedureByCode, type Procedure } from "#procedures";
import type { Filing, FilingFile, Found, Lacking } from "./filing.ts";
import { tellDossier } from "./change-notices.ts";
import { filingRefusal } from "./filing.errors.ts";
import { isAwaitingAnswer } from "./filing.rules.ts";
import { insertFilingEvent, updateFiling } from "./filing.store.ts";
import { listFiles } from "./filing-file.store.ts";
import { getFiling, type OpenFiling } from "./get-filing.ts";
import { plainValue, readFiling } from "./read-filing.ts";
import { askedComponents } from "./submit-filing.ts";

/** What the one-stop shop answers to an online filing: take it, say once what lacks, or say where to go instead. */
export type FilingAnswer =
  | { readonly name: "accept"; readonly found: readonly Found[] }
  | {
      readonly name: "ask_completion";
      readonly reason: string;
      readonly lacking: readonly Lacking[];
      readonly found: readonly Found[];
    }
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

type Finding = Found["found"];

const COUNT_OF: Readonly<Record<Exclude<Finding, "database" | "none">, string>> = {
  electronic: "electronic",
  original: "original",
  certified: "certified",
  photo: "photo",
};

/** What the officer found of a component, as the dossier counts it; several files are one electronic copy each. */
function countOf(code: string, found: Finding | undefined, files: readonly FilingFile[]) {
  const none = { code, original: 0, certified: 0, photo: 0 };
  if (found === undefined || found === "none") return none;
  if (found === "database") return { ...none, fromDatabase: true };
  const uploaded = files.filter(({ componentCode }) => componentCode === code).length;
  return { ...none, [COUNT_OF[found]]: found === "electronic" ? Math.max(1, uploaded) : 1 };
}

/**
 * Accepted complete or not at all (R-01, Decree 61/2018 article 17): each component that the procedure asks for was looked
 * at, and what it requires is there.
 */
function assertFound(asked: readonly Component[], found: readonly Found[], files: readonly FilingFile[]): void {
  const known = new Map(found.map((each) => [each.code, each.found]));
  const field = (index: number) => `papers.${index}.found`;
  const unchecked = asked.findIndex(({ code }) => known.get(code) === undefined);
  if (unchecked >= 0)
    throw filingRefusal("paper_not_checked", { field: field(unchecked), values: { name: asked[unchecked]?.name ?? "" } });
  const empty = asked.findIndex(
    ({ code }) => known.get(code) === "electronic" && !files.some(({ componentCode }) => componentCode === code),
  );
  if (empty >= 0) throw filingRefusal("no_file_there", { field: field(empty), values: { name: asked[empty]?.name ?? "" } });
  const lacking = asked.findIndex(({ code, required }) => required && known.get(code) === "none");
  if (lacking >= 0)
    throw filingRefusal("papers_incomplete", { field: field(lacking), values: { name: asked[lacking]?.name ?? "" } });
}

interface Checked {
  readonly found: readonly Found[];
  readonly files: readonly FilingFile[];
}

/** The dossier that an accepted filing becomes: of each component what was found; the declaration is the form itself. */
function receiptOf(
  open: OpenFiling,
  procedure: Procedure,
  { found, files }: Checked,
  about: { readonly parties: Record<string, unknown>; readonly subject: string },
) {
  const { filing } = open;
  const known = new Map(found.map((each) => [each.code, each.found]));
  const components = componentsOf(procedure.definition, filing.caseCode).filter(({ kind }) => kind !== "note");
  return validate(ReceiveInput, {
    unitId: filing.unitId,
    procedureVersionId: procedure.versionId,
    caseCode: filing.caseCode,
    channel: "online",
    parties: about.parties,
    subject: about.subject === "" ? undefined : about.subject.slice(0, 500),
    components: components.map(({ code, kind }) => countOf(code, kind === "form" ? "electronic" : known.get(code), files)),
    delivery: filing.delivery,
    identityCheck: { method: "vneid", result: "matched" },
  });
}

/** Hands the uploaded copies to the dossier's papers, and says which components a database holds. */
async function handOverPapers(
  tx: Tx,
  unit: UnitOfWork,
  filing: Filing,
  dossierId: number,
  checked: Checked & { readonly asked: readonly Component[]; readonly by: Acting },
  now: Date,
): Promise<void> {
  const citizen = { ...checked.by, accountId: filing.accountId, personId: null, name: filing.filerName };
  for (const { code, found } of checked.found) {
    const component = checked.asked.find((each) => each.code === code);
    if (component === undefined) continue;
    const files = checked.files.filter(({ componentCode }) => componentCode === code);
    if (files.length > 0) {
      await digitiseComponent(tx, unit, citizen, dossierId, { componentCode: code, way: "uploaded" }, files.map(uploadOf), now);
    } else if (found === "database") {
      const note = filing.papers.find((paper) => paper.code === code)?.note;
      const source = component.replaceableByData ?? note ?? component.name;
      const officer = { ...checked.by, accountId: checked.by.accountId ?? filing.accountId };
      await digitiseComponent(tx, unit, officer, dossierId, { componentCode: code, way: "from_database", source }, [], now);
    }
  }
}

const uploadOf = ({ name, kind, bytes, sha256, sentSha256, pages, scan, signatures }: FilingFile): Upload => ({
  field: "file",
  name,
  kind,
  bytes,
  sha256,
  sentSha256,
  pages,
  width: null,
  height: null,
  scan,
  signatures: signatures ?? [],
});

async function accept(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  open: OpenFiling,
  found: readonly Found[],
  now: Date,
): Promise<{ code: string }> {
  const { filing } = open;
  const procedure = await findProcedureByCode(tx, filing.procedureCode, localDay(now));
  if (procedure === undefined) throw filingRefusal("form_missing");
  const read = readFiling(open, now);
  if (!read.ok) throw filingRefusal("form_incomplete");
  const asked = askedComponents(procedure, filing.caseCode);
  const files = await listFiles(tx, filing.id);
  assertFound(asked, found, files);
  const { meanings } = read.value;
  const owner = ownerOf(filing, meanings);
  const parties = owner["name"] === filing.filerName ? { owner } : { owner, submitter: { name: filing.filerName } };
  const input = receiptOf(open, procedure, { found, files }, { parties, subject: plainValue(meanings.subject) });
  const { id, code } = await receiveDossier(tx, unit, by, input, { name: "receive" }, now);
  const dossier = await findDossier(tx, id);
  if (dossier === undefined) throw new Error("the dossier that was just received is not to be seen");
  await handOverPapers(tx, unit, filing, id, { asked, found, files, by }, now);
  await tellDossier(tx, unit, filing, id, now);
  const { trackingSecret } = dossier;
  await updateFiling(tx, filing.id, { state: "ACCEPTED", found, respondedAt: now, dossier: { id, code, trackingSecret } }, now);
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
  if (answer.name === "accept") return accept(tx, unit, by, open, answer.found, now);
  if (answer.reason.trim().length < 5) throw filingRefusal("reason_missing", { field: "reason" });
  const items = answer.name === "ask_completion" ? answer.lacking : [];
  if (answer.name === "ask_completion" && items.length === 0) throw filingRefusal("nothing_lacking", { field: "reason" });
  const [state, type] =
    answer.name === "refuse" ? (["INTAKE_REFUSED", "refused"] as const) : (["INTAKE_SUPPLEMENT", "completion_asked"] as const);
  const found = answer.name === "ask_completion" ? { found: answer.found } : {};
  await updateFiling(tx, id, { state, respondedAt: now, ...found }, now);
  const event = { type, actorName: by.name, actorPersonId: by.personId, reason: answer.reason, items };
  await insertFilingEvent(tx, filing, event, now);
  unit.emit(`filing.${type}`, String(id), { items: items.map(({ code }) => code) });
  return { code: null };
}
