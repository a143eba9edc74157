import type { PlainDate } from "#core/plain-date.ts";
import { addDays } from "#core/plain-date.ts";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { answerComplaint, beginRegister, recordComplaint, recordPosting } from "#feedback";
import { second } from "#secondments";
import type { DemoCommune } from "./demo-units.ts";

/**
 * The first commune's shop: two who were sent by different divisions, one with a reserve; one period ends soon. Its printed
 * list of procedures was put up a month ago, and complaints have been entered since the year began.
 */
export async function seedSecondments(
  tx: Tx,
  unit: UnitOfWork,
  now: number,
  { counters, divisions }: DemoCommune,
): Promise<void> {
  const [shop] = counters;
  const [office, economy] = divisions;
  const counter = shop?.staff.filter(({ role }) => role === "receiving_officer") ?? [];
  const reserve = office?.staff.find(({ role }) => role === "specialist");
  if (shop === undefined || office === undefined || economy === undefined || reserve === undefined) return;
  const today = localDateOf(now) as PlainDate;
  await recordPosting(tx, unit, { accountId: null }, { unitId: shop.id, on: addDays(today, -30) }, new Date(now));
  await enterComplaints(tx, unit, shop.id, today, new Date(now));
  const sent = [
    { person: counter[0], sender: office, kind: "main", from: -200, until: 200 },
    { person: counter[1], sender: economy, kind: "main", from: -345, until: 20 },
    { person: reserve, sender: office, kind: "reserve", from: -200, until: 200 },
  ] as const;
  for (const { person, sender, kind, from, until } of sent) {
    const personId = person?.personId;
    if (personId === undefined || personId === null) continue;
    const input = {
      personId,
      kind,
      senderUnitId: sender.id,
      rank: "specialist",
      decisionNo: "15/QĐ-UBND (mẫu)",
      inServiceFrom: "2018-03-01",
      from: addDays(today, from),
      until: addDays(today, until),
    } as const;
    await second(tx, unit, { accountId: null }, shop.id, input, new Date(now));
  }
}

const COMPLAINTS = [
  { daysAgo: 24, source: "portal", about: "regulation", number: "PAKN.2026.0118", answeredAfter: 9 },
  { daysAgo: 12, source: "mailbox", about: "conduct", number: "HT-07", answeredAfter: 5 },
  { daysAgo: 3, source: "portal", about: "regulation", number: "PAKN.2026.0131", answeredAfter: undefined },
] as const;
const DAYS_TO_ANSWER = 21;

/** What was complained of lately: two were answered in time, one waits for its answer. */
async function enterComplaints(tx: Tx, unit: UnitOfWork, unitId: number, today: PlainDate, now: Date): Promise<void> {
  const by = { accountId: null };
  await beginRegister(tx, unit, by, { unitId, keptFrom: `${today.slice(0, 4)}-01-01` }, now);
  for (const { daysAgo, answeredAfter, ...about } of COMPLAINTS) {
    const receivedOn = addDays(today, -daysAgo);
    if (receivedOn.slice(0, 4) !== today.slice(0, 4)) continue;
    const dueOn = addDays(receivedOn, DAYS_TO_ANSWER);
    const { complaintId: id } = await recordComplaint(tx, unit, by, { unitId, ...about, receivedOn, dueOn }, now);
    if (answeredAfter !== undefined)
      await answerComplaint(tx, unit, { id, answeredOn: addDays(receivedOn, answeredAfter), answerNo: undefined }, now);
  }
}
