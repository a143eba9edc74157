import { type CertificationBook, readRequester, volumeName } from "#core/results/certification.ts";
import { amountFor, isStated } from "#core/money/fee-rules.ts";
import { actingFor, actOnDossier, findDossier, findDossierByCode, receiveDossier } from "#dossiers";
import { addLine, takePayment } from "#fees";
import { listPostHolders } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { phoneToE164 } from "#platform/input/fields.ts";
import { componentsOf, findProcedureByCode, type Procedure } from "#procedures";
import type { Official } from "./acting-in.ts";
import { type CertifiedLine, type CertifyInput, AT_ONCE } from "./certification.ts";
import { findPersonBefore, insertEntries, type KnownPerson, takeNumbers } from "./certification.store.ts";
import { resultRefusal } from "./results.errors.ts";

/** Who asks, found by card, number of identification, telephone or name; refused with the field to fill where nobody is known. */
export async function resolveRequester(
  tx: Tx,
  agencyId: number,
  input: Pick<CertifyInput, "requester" | "requesterName">,
): Promise<KnownPerson> {
  const key = readRequester(input.requester);
  const given = input.requesterName;
  if (key.by === "card") return { name: given ?? key.name, idNumber: key.idNumber, phone: null, address: key.address ?? null };
  if (key.by === "name") return { name: given ?? key.name, idNumber: null, phone: null, address: null };
  const phone = key.by === "phone" ? (phoneToE164(key.digits) ?? key.digits) : null;
  const known = await findPersonBefore(
    tx,
    agencyId,
    key.by === "id_number" ? { idNumber: key.idNumber } : { phone: phone ?? "" },
  );
  if (known !== undefined) return given === undefined ? known : { ...known, name: given };
  if (given === undefined) throw resultRefusal("requester_unknown", { field: "requesterName" });
  return { name: given, idNumber: key.by === "id_number" ? key.idNumber : null, phone, address: null };
}

/** What one line costs: the fee of the procedure for its pages, for each copy (or each signature, translation, contract). */
export function feeOf(procedure: Pick<Procedure, "definition">, book: CertificationBook, line: CertifiedLine): number {
  const rule = procedure.definition.fees.find((fee) => fee.amountVnd !== null);
  if (rule === undefined) return 0;
  return book === "BS" ? amountFor(rule, line.pages) * line.copies : amountFor({ amountVnd: rule.amountVnd }, line.copies);
}

async function getCertifier(
  tx: Tx,
  agencyId: number,
  wanted: number | undefined,
  on: string,
): Promise<{ name: string; title: string }> {
  const leaders = (await listPostHolders(tx, agencyId, on)).filter(({ role }) => role === "leader");
  const found = wanted === undefined ? leaders[0] : leaders.find(({ personId }) => personId === wanted);
  if (found === undefined) throw resultRefusal("certifier_missing", { field: "certifier" });
  return { name: found.name, title: found.title };
}

interface Request {
  readonly by: Official;
  readonly actor: Actor;
  readonly input: CertifyInput;
  readonly person: KnownPerson;
  readonly procedure: Procedure;
  readonly now: Date;
}

async function receive(tx: Tx, unit: UnitOfWork, { by, actor, input, person, procedure, now }: Request): Promise<number> {
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const owner = {
    name: person.name,
    idNumber: person.idNumber ?? undefined,
    phone: person.phone ?? undefined,
    address: person.address ?? undefined,
  };
  const empty = { dateOfBirth: undefined, gender: undefined, email: undefined };
  const components = componentsOf(procedure.definition, caseCode)
    .filter(({ required }) => required)
    .map(({ code }) => ({ code, original: 1, certified: 0, photo: 0 }));
  const { id } = await receiveDossier(
    tx,
    unit,
    actingFor(actor, "receive", by.agencyId),
    {
      unitId: by.unitId,
      procedureVersionId: procedure.versionId,
      caseCode,
      channel: "counter",
      parties: { owner: { ...empty, ...owner } },
      subject: input.lines
        .map(({ documentType, copies }) => `${documentType} (${copies})`)
        .join("; ")
        .slice(0, 500),
      components,
      sets: 1,
      delivery: "counter",
      identityCheck: {
        method: person.idNumber === null ? "not_checked" : "cccd_card",
        result: person.idNumber === null ? "not_checked" : "matched",
      },
      note: input.note,
      corrects: undefined,
    },
    { name: "receive" },
    now,
  );
  return id;
}

async function collect(tx: Tx, unit: UnitOfWork, { by, input, procedure, now }: Request, dossierId: number): Promise<void> {
  const rule = procedure.definition.fees.find((fee) => fee.amountVnd !== null);
  const stated = rule !== undefined && isStated(rule);
  const cashier = { ...by };
  const total = input.lines.reduce((sum, line) => sum + feeOf(procedure, input.book, line), 0);
  // A fee that the version states was written with the receipt; what depends on pages and copies is added here.
  const missing = total - (stated ? (rule?.amountVnd ?? 0) : 0);
  if (missing > 0) {
    const line = {
      kind: rule?.kind ?? "fee",
      name: rule?.name ?? "Phí chứng thực",
      amountVnd: missing,
      quantity: 1,
      timing: "before",
    } as const;
    await addLine(tx, unit, cashier, dossierId, { ...line, basis: rule?.basis, budgetCode: rule?.budgetCode }, now);
  }
  if (total > 0)
    await takePayment(
      tx,
      unit,
      cashier,
      dossierId,
      { method: "cash", amountVnd: undefined, reference: undefined, payerName: undefined },
      now,
    );
}

export interface Certified {
  readonly [key: string]: string | number;
  readonly dossierId: number;
  readonly number: string;
  readonly requester: string;
  readonly feeVnd: number;
}

interface Entered {
  readonly by: Official;
  readonly input: CertifyInput;
  readonly person: KnownPerson;
  readonly dossierId: number | null;
  readonly fees: readonly number[];
  readonly now: Date;
}

/** One number of the book for each type of document (Decree 23/2015 article 13). */
async function enter(
  tx: Tx,
  { by, input, person, dossierId, fees, now }: Entered,
): Promise<{ readonly number: string; readonly feeVnd: number }> {
  const on = localDay(now);
  const year = Number(on.slice(0, 4));
  const certifier = await getCertifier(tx, by.agencyId, input.certifier, on);
  const taken = await takeNumbers(tx, by.agencyId, year, input.book, input.lines.length);
  if (taken === undefined) throw resultRefusal("book_closed");
  const entries = input.lines.map((line, index) => ({
    ...line,
    book: input.book,
    year,
    volume: taken.volume,
    number: taken.first + index,
    dossierId,
    enteredOn: on,
    requester: person.name,
    idNumber: person.idNumber,
    feeVnd: fees[index] ?? 0,
    certifierName: certifier.name,
    certifierTitle: certifier.title,
    note: input.note ?? null,
    accountId: by.accountId,
    enteredBy: by.name,
    enteredAt: now,
  }));
  await insertEntries(tx, by.agencyId, entries);
  const numbers = entries.map((entry) => entry.number).join(", ");
  return {
    number: `${numbers} – ${volumeName(taken.volume, year, input.book)}`,
    feeVnd: fees.reduce((sum, fee) => sum + fee, 0),
  };
}

async function dossierOf(tx: Tx, by: Official, code: string | undefined): Promise<number | null> {
  if (code === undefined) return null;
  const dossier = await findDossierByCode(tx, code.trim());
  if (dossier === undefined || dossier.agencyId !== by.agencyId)
    throw resultRefusal("dossier_not_found", { field: "dossierCode" });
  return dossier.id;
}

/**
 * Receives, charges, enters and returns a certification in one go (Decree 23/2015 articles 7 and 13): the dossier with its fee
 * and receipt, one number of the book for each type of document. What has its dossier already, or belongs to a book whose
 * requests take days, is entered only. Answers dossier, numbers and fee. Refusals: `requester_unknown`, `certifier_missing`,
 * `procedure_missing`, `book_closed`, and those of dossiers and fees.
 */
export async function certify(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  by: Official,
  input: CertifyInput,
  now: Date,
): Promise<Certified> {
  const code = input.dossierCode === undefined ? AT_ONCE[input.book] : undefined;
  const person = await resolveRequester(tx, by.agencyId, input);
  if (code === undefined) {
    const existing = await dossierOf(tx, by, input.dossierCode);
    const entered = await enter(tx, { by, input, person, dossierId: existing, fees: [], now });
    unit.subject(existing === null ? `book:${input.book}` : `dossier:${existing}`);
    unit.note({ book: input.book, number: entered.number });
    return { dossierId: existing ?? 0, requester: person.name, ...entered };
  }
  const procedure = await findProcedureByCode(tx, code, localDay(now));
  if (procedure === undefined) throw resultRefusal("procedure_missing");
  const request = { by, actor, input, person, procedure, now };
  const dossierId = await receive(tx, unit, request);
  await collect(tx, unit, request, dossierId);
  const fees = input.lines.map((line) => feeOf(procedure, input.book, line));
  const entered = await enter(tx, { by, input, person, dossierId, fees, now });
  const dossier = await findDossier(tx, dossierId);
  const target = { dossierId, expectedSeq: dossier?.seq ?? 1 };
  const done = { action: "complete_at_once", receiverName: person.name, documentNo: entered.number, reason: undefined } as const;
  await actOnDossier(tx, unit, actor, actingFor(actor, "complete_at_once", by.agencyId), target, done, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ book: input.book, number: entered.number });
  unit.emit("certification.entered", String(dossierId), { book: input.book, number: entered.number });
  return { dossierId, requester: person.name, ...entered };
}
