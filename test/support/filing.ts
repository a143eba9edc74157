import { randomUUID } from "node:crypto";
import type { Answers } from "#core/eform/index.ts";
import type { Acting } from "#dossiers";
import { findSession, openCitizenSession } from "#identity";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS, reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { answerFiling, type FilingAnswer } from "../../src/areas/filing/answer-filing.ts";
import { findFiling } from "../../src/areas/filing/filing.store.ts";
import { saveAnswers, savePapers } from "../../src/areas/filing/save-filing.ts";
import { startFiling } from "../../src/areas/filing/start-filing.ts";
import { loadStarterForms } from "../../src/areas/filing/starter-forms.ts";
import { askedComponents, submitFiling } from "../../src/areas/filing/submit-filing.ts";
import { testDatabase } from "./database.ts";
import { makeOffice, type Office, starterProcedure } from "./office.ts";

export const CODE = "1.001193";
export const CASE = "1.001193.01";
export const MONDAY = new Date("2026-11-16T09:00:00+07:00");
export const hours = (count: number) => new Date(MONDAY.getTime() + count * 3_600_000);

export const ANSWERS: Answers = {
  applicantName: "Nguyễn Thị Mai",
  applicantId: "001188000011",
  "applicantHome.unit": "00004",
  "applicantHome.detail": "Số 12",
  applicantPhone: "0912345678",
  relation: "mother",
  childName: "Nguyễn Minh Anh",
  childBorn: "01/11/2026",
  childSex: "female",
  childEthnicity: "Kinh",
  childNationality: "Việt Nam",
  birthKind: "clinic",
  clinic: "Trạm y tế",
  "birthPlace.unitText": "Phường Ba Đình, Thành phố Hà Nội",
  hometown: "Hà Nội",
  twins: "no",
  motherKnown: "no",
  fatherKnown: "no",
  parentsMarried: "no",
};

export const scopeOf = (accountId: number): RowScope => ({ accountId, agencies: [] });
type Work<T> = (tx: Tx, unit: Parameters<Parameters<typeof execute>[2]>[1]) => Promise<T>;

export async function run<T extends null | object>(scope: RowScope, work: Work<T>): Promise<T> {
  const { app } = await testDatabase();
  const call = { name: "test", scope, actorKey: "test", input: {}, agencyId: null };
  return execute(app, call, (tx, unit) => work(tx, unit) as Promise<never>) as Promise<T>;
}

export interface TestCitizen {
  readonly accountId: number;
  readonly token: string;
}

/** Someone who has just signed in by electronic identity. */
export async function makeCitizen(name = "Nguyễn Thị Mai"): Promise<TestCitizen> {
  const { app } = await testDatabase();
  const facts = {
    issuer: "https://id.example.vn",
    subject: randomUUID(),
    kind: "person",
    fullName: name,
    idNumber: "001188000011",
    dateOfBirth: "1988-03-14",
    gender: "female",
    phone: "+84912345678",
    email: null,
    address: "Số 12",
    assurance: 2,
  } as const;
  const token = await openCitizenSession(app, facts, { locale: "vi", now: new Date(), correlationId: "test" });
  const session = await findSession(app, token, new Date());
  return { accountId: session?.actor.accountId ?? 0, token };
}

export const findAs = async (id: number, scope: RowScope) =>
  reading((await testDatabase()).app, scope, (tx) => findFiling(tx, id));

/** A one-stop shop with the shipped forms, and what a citizen and its officer do with a filing of a birth. */
export async function makeFilingDesk() {
  const { app } = await testDatabase();
  const office: Office = await makeOffice(app);
  const procedure = await starterProcedure(app, CODE);
  await inTransaction(app, NO_ROWS, (tx) => loadStarterForms(tx, new Date(), true));
  const components = askedComponents(procedure, CASE);
  const agency: RowScope = { accountId: office.staff.receiving_officer.accountId, agencies: [office.agencyId] };
  const begin = async ({ accountId }: TestCitizen, now = MONDAY): Promise<number> => {
    const input = { procedureCode: CODE, unitId: office.oneStopId, caseCode: CASE, mandateId: null };
    return (await run(scopeOf(accountId), (tx, unit) => startFiling(tx, unit, accountId, input, now))).id;
  };
  const fill = async ({ accountId }: TestCitizen, id: number, answers: Answers = ANSWERS): Promise<number> => {
    const scope = scopeOf(accountId);
    let revision = (await findAs(id, scope))?.revision ?? 0;
    for (const section of ["applicant", "child", "mother", "father", "more"]) {
      const input = { id, revision, section, typed: answers };
      ({ revision } = await run(scope, (tx, unit) => saveAnswers(tx, unit, input, MONDAY)));
    }
    const papers = components.map(({ code }) => ({ code, way: "bring" as const }));
    const input = { id, revision, papers, delivery: "post" as const };
    return (await run(scope, (tx, unit) => savePapers(tx, unit, input, MONDAY))).revision;
  };
  const send = ({ accountId }: TestCitizen, id: number, revision: number, now = MONDAY) =>
    run(scopeOf(accountId), (tx, unit) => submitFiling(tx, unit, { id, revision }, now));
  const answer = (id: number, given: FilingAnswer, now = hours(1)) => {
    const { accountId, personId, name, unitId } = office.staff.receiving_officer;
    const by: Acting = { accountId, personId, name, role: "receiving_officer", unitId };
    return run(agency, (tx, unit) => answerFiling(tx, unit, by, id, given, now));
  };
  /** The officer's record with every component there as an original, but for what is said otherwise. */
  const found = (but: Readonly<Record<string, string>> = {}) =>
    components.map(({ code }) => ({ code, found: (but[code] ?? "original") as "original" }));
  return { office, agency, components, begin, fill, send, answer, found };
}

export type FilingDesk = Awaited<ReturnType<typeof makeFilingDesk>>;
