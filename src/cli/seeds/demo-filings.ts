import { type EpochMs, vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import { type Acting, actOnDossier, findDossierByCode } from "#dossiers";
import {
  answerFiling,
  askedComponents,
  type FilingAnswer,
  findFiling,
  saveAnswers,
  savePapers,
  startFiling,
  submitFiling,
  withdrawFiling,
} from "#filing";
import { openAssistedAccounts } from "#identity";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatDate } from "#platform/i18n/dates.ts";
import { STAND_IN_PEOPLE } from "#platform/peers/identity-people.ts";
import type { Procedure } from "#procedures";
import type { DemoCommune } from "./demo-units.ts";
import { divisionFor } from "./demo-wishes.ts";
import { enterAccount } from "./scope.store.ts";

const BIRTH = "1.001193";
const MARRIAGE = "1.000894";
const HOUR = 3_600_000;

interface World {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly now: EpochMs;
  readonly procedures: readonly Procedure[];
  readonly commune: DemoCommune;
}

/** What became of a birth that was filed online, how many working days ago, for which child. */
interface Story {
  readonly sub: (typeof STAND_IN_PEOPLE)[number]["sub"];
  readonly child: string;
  readonly daysAgo: number;
  readonly fate: "submitted" | "asked" | "accepted" | "refused" | "withdrawn";
}

const STORIES: readonly Story[] = [
  { sub: "tran-van-hung", child: "Trần Minh Quân", daysAgo: 3, fate: "accepted" },
  { sub: "tran-van-hung", child: "Trần Bảo Châu", daysAgo: 1, fate: "asked" },
  { sub: "tran-van-hung", child: "Trần Gia Hân", daysAgo: 0, fate: "submitted" },
  { sub: "le-thi-hanh", child: "Lê Hoàng Nam", daysAgo: 2, fate: "refused" },
  { sub: "le-thi-hanh", child: "Lê Khánh Linh", daysAgo: 1, fate: "withdrawn" },
  { sub: "le-thi-hanh", child: "Lê Đức Anh", daysAgo: 1, fate: "submitted" },
];

/** Eight in the morning so many days before, or two hours ago where that is still to come. */
const morning = (now: EpochMs, daysAgo: number): Date =>
  new Date(Math.min(vietnamInstant(vietnamDayOf(now), 8 * 60) - daysAgo * 24 * HOUR, now - 2 * HOUR));

/** Accounts opened at the counter for people whom the stand-in vouches for: they find their filings when they sign in. */
async function openAccounts({ tx, now, commune }: World): Promise<ReadonlyMap<string, number>> {
  const subs = [...new Set(STORIES.map(({ sub }) => sub))];
  const people = STAND_IN_PEOPLE.filter(({ sub }) => subs.includes(sub));
  const ids = await openAssistedAccounts(
    tx,
    people.map((person) => ({
      kind: "person" as const,
      fullName: person.name,
      idNumber: "citizen_id" in person ? person.citizen_id : null,
      dateOfBirth: "birthdate" in person ? person.birthdate : null,
      phone: "phone_number" in person ? person.phone_number : null,
      openedBy: "staff" as const,
      openingAgencyId: commune.agencyId,
      consentHow: "Ký phiếu đồng ý tại quầy",
      openedAt: morning(now, 10),
      synthetic: true,
      username: `demo-${person.sub}`,
    })),
  );
  return new Map(people.map(({ sub }, index) => [sub, ids[index] ?? 0]));
}

const answersFor = (child: string, born: string, relation: string) => ({
  "applicantHome.unit": "00004",
  "applicantHome.detail": "Số 12",
  relation,
  childName: child,
  childBorn: born,
  childSex: "female",
  childEthnicity: "Kinh",
  childNationality: "Việt Nam",
  birthKind: "clinic",
  clinic: "Trạm y tế xã",
  "birthPlace.unitText": "Phường Ba Đình, Thành phố Hà Nội",
  hometown: "Hà Nội",
  twins: "no",
  motherKnown: "no",
  fatherKnown: "no",
  parentsMarried: "no",
});

async function fill({ tx, unit }: World, id: number, answers: Readonly<Record<string, string>>, at: Date): Promise<number> {
  let revision = (await findFiling(tx, id))?.revision ?? 0;
  for (const section of ["applicant", "child", "mother", "father", "more"])
    ({ revision } = await saveAnswers(tx, unit, { id, revision, section, typed: answers }, at));
  return revision;
}

function answerOf(fate: Story["fate"], components: ReturnType<typeof askedComponents>): FilingAnswer | undefined {
  const found = components.map(({ code }) => ({ code, found: "original" as const }));
  const [paper] = components;
  if (fate === "accepted") return { name: "accept", found };
  if (fate === "refused") return { name: "refuse", reason: "Trẻ đã được đăng ký khai sinh tại nơi cư trú của người mẹ." };
  if (fate !== "asked" || paper === undefined) return undefined;
  const lacking = [{ code: paper.code, name: paper.name, what: "Bản chụp mờ, không đọc được số" }];
  return { name: "ask_completion", reason: "Cần bổ sung một giấy tờ.", lacking, found };
}

async function tell(world: World, story: Story, accountId: number): Promise<void> {
  const { tx, unit, now, procedures, commune } = world;
  const procedure = procedures.find(({ code }) => code === BIRTH);
  const officer = commune.staff.find((who) => who.role === "receiving_officer" && who.accountId !== null);
  if (procedure === undefined || officer === undefined) throw new Error("the demonstration cannot file a birth online");
  const at = morning(now, story.daysAgo);
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  await enterAccount(tx, accountId);
  const begun = { procedureCode: BIRTH, unitId: officer.unitId, caseCode, mandateId: null };
  const { id } = await startFiling(tx, unit, accountId, begun, at);
  const relation = story.sub === "tran-van-hung" ? "father" : "relative";
  const answers = answersFor(story.child, formatDate(morning(now, 20)), relation);
  const components = askedComponents(procedure, caseCode);
  const papers = components.map(({ code }) => ({ code, way: "bring" as const }));
  const saved = await fill(world, id, answers, at);
  const { revision } = await savePapers(tx, unit, { id, revision: saved, papers, delivery: "counter" }, at);
  await submitFiling(tx, unit, { id, revision }, at);
  if (story.fate === "withdrawn") await withdrawFiling(tx, unit, id, new Date(at.getTime() + HOUR));
  const answer = answerOf(story.fate, components);
  if (answer === undefined) return;
  const answered = new Date(at.getTime() + HOUR);
  const { code } = await answerFiling(tx, unit, officer, id, answer, answered);
  if (code !== null) await handOver(world, officer, code, procedure.field, new Date(answered.getTime() + HOUR / 3));
}

/** What is accepted goes to the desk that works on it on the same day. */
async function handOver({ tx, unit, commune }: World, officer: Acting, code: string, field: string, at: Date): Promise<void> {
  const dossier = await findDossierByCode(tx, code);
  const specialist = divisionFor(commune, field).staff.find(({ role }) => role === "specialist");
  if (dossier === undefined || officer.personId === null || typeof specialist?.personId !== "number")
    throw new Error(`the demonstration cannot hand ${code} over`);
  const { unitId } = officer;
  const actor = {
    personId: officer.personId,
    posts: [{ role: "receiving_officer" as const, agencyId: commune.agencyId, unitId }],
  };
  const target = { dossierId: dossier.id, expectedSeq: dossier.seq };
  await actOnDossier(tx, unit, actor, officer, target, { action: "hand_over", toPersonId: specialist.personId }, at);
}

/** Filings in every state, of two people whom the stand-in for the electronic identity knows; one more is still being written. */
export async function seedFilings(world: World): Promise<void> {
  const accounts = await openAccounts(world);
  for (const story of STORIES) await tell(world, story, accounts.get(story.sub) ?? 0);
  const { tx, unit, now, commune } = world;
  const [accountId = 0] = accounts.values();
  const unitId = commune.staff.find((who) => who.role === "receiving_officer")?.unitId ?? 0;
  await enterAccount(tx, accountId);
  await startFiling(
    tx,
    unit,
    accountId,
    { procedureCode: MARRIAGE, unitId, caseCode: "default", mandateId: null },
    morning(now, 0),
  );
  await enterAccount(tx, undefined);
}
