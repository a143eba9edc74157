import { addDays, type PlainDate } from "#core/plain-date.ts";
import { localDateOf } from "#core/instant.ts";
import { type Acting, receiveDossier, ReceiveInput } from "#dossiers";
import { delegatePost } from "#identity";
import { listAssignmentsOf } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { componentsOf, type Procedure } from "#procedures";
import type { DemoCommune } from "./demo-units.ts";
import { inventPerson } from "./invented-people.ts";
import { createRandom } from "./random.ts";

const MINUTE = 60_000;
/** Where the office went, and why (codes of the dated list of reasons). */
const VISITS = [
  { place: "Khối 4, nhà bà Nguyễn Thị Hòa (mẫu)", reason: "elderly" },
  { place: "Nhà văn hóa khối Chợ Mới (mẫu)", reason: "outreach" },
] as const;
/** What is asked for at homes: a confirmation of marital status and a copy of an extract. */
const ASKED = ["1.004873", "2.000635"];

interface Desk {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly now: number;
  readonly procedures: readonly Procedure[];
}

/** Dossiers that an officer took at a home and on a day of mobile reception. */
async function visitHomes({ tx, unit, now, procedures }: Desk, { counters, plan }: DemoCommune): Promise<void> {
  const [shop] = counters;
  const by: Acting | undefined = shop?.staff.find(({ role, accountId }) => role === "receiving_officer" && accountId !== null);
  if (shop === undefined || by === undefined) return;
  const random = createRandom(VISITS.length);
  for (const [index, visit] of VISITS.entries()) {
    const procedure = procedures.find(({ code }) => code === ASKED[index]);
    if (procedure === undefined) continue;
    const caseCode = procedure.definition.cases[0]?.code ?? "default";
    const { name, idNumber, phone, address } = inventPerson(random, plan.fullName);
    const input = ReceiveInput.parse({
      unitId: shop.id,
      procedureVersionId: procedure.versionId,
      caseCode,
      parties: { owner: { name, idNumber, phone, address } },
      components: componentsOf(procedure.definition, caseCode).map(({ code }) => ({ code, original: 1, certified: 0, photo: 0 })),
      identityCheck: { method: "cccd_card", result: "matched" },
      visit,
    });
    await receiveDossier(tx, unit, by, input, { name: "receive" }, new Date(now - (50 - 10 * index) * MINUTE));
  }
}

/** The head of one division does the work of another for two weeks, by a decision with a number. */
async function lendPost({ tx, unit, now }: Desk, { divisions, agencyId }: DemoCommune): Promise<void> {
  const heads = divisions.flatMap(({ staff }) => staff.filter(({ role }) => role === "division_head"));
  const away = heads.findLast(({ accountId }) => accountId === null);
  const personId = away?.personId ?? null;
  if (personId === null) return;
  const [post] = await listAssignmentsOf(tx, [personId]);
  if (post === undefined) return;
  const today = localDateOf(now) as PlainDate;
  const decided = { decisionNo: "27/QĐ-UBND (mẫu)", from: addDays(today, -3), until: addDays(today, 11) };
  const actor = { personId, roles: new Set(["division_head"] as const) };
  const input = { assignmentId: post.assignmentId, username: "truongphong", ...decided };
  await delegatePost(tx, unit, actor, { agencies: [agencyId], on: today }, input);
}

/** What a longer life of the first commune would show: intake at homes, and a post that is lent. */
export async function seedDailyWork(desk: Desk, commune: DemoCommune): Promise<void> {
  await visitHomes(desk, commune);
  await lendPost(desk, commune);
}
