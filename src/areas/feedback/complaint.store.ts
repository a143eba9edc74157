import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { AnswerInput, Complaint, ComplaintInput } from "./complaint.ts";
import type { Period } from "./index-facts.store.ts";
import type { ComplaintFacts } from "./indices.rules.ts";

/** A place about which people complain, and since when everything that they say is entered. */
export interface ComplaintPlace {
  readonly unitId: number;
  readonly agencyId: number;
  readonly name: string;
  readonly keptFrom: string | null;
}

/** One-stop shops and reception points of the agencies that the transaction sees. */
export async function listComplaintPlaces(tx: Tx, on: string): Promise<readonly ComplaintPlace[]> {
  const { rows } = await sql<ComplaintPlace>`
    select v.unit_id as "unitId", u.agency_id as "agencyId", v.full_name as name, r.kept_from::text as "keptFrom"
    from unit_version v join unit u on u.id = v.unit_id left join complaint_register r on r.unit_id = v.unit_id
    where v.kind in ('one_stop_shop', 'reception_point') and v.during @> ${on}::date
      and u.agency_id = any ((select app_agencies())::int[])
    order by u.agency_id, v.unit_id`.execute(tx);
  return rows;
}

interface Recorded {
  readonly accountId: number | null;
  readonly at: Date;
}

/** False where the register of the place was begun before. */
export async function insertRegister(
  tx: Tx,
  { unitId, agencyId }: Pick<ComplaintPlace, "unitId" | "agencyId">,
  keptFrom: string,
  by: Recorded,
): Promise<boolean> {
  const { rows } = await sql`
    insert into complaint_register (unit_id, agency_id, kept_from, recorded_by, recorded_at)
    values (${unitId}, ${agencyId}, ${keptFrom}::date, ${by.accountId}::bigint, ${by.at.toISOString()})
    on conflict do nothing returning unit_id`.execute(tx);
  return rows.length === 1;
}

/** Undefined where the agency has entered that number of that source. */
export async function insertComplaint(tx: Tx, agencyId: number, it: ComplaintInput, by: Recorded): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into complaint (agency_id, unit_id, source, number, about, received_on, due_on, recorded_by, recorded_at)
    values (${agencyId}, ${it.unitId}, ${it.source}, ${it.number}, ${it.about}, ${it.receivedOn}::date, ${it.dueOn}::date,
      ${by.accountId}::bigint, ${by.at.toISOString()})
    on conflict (agency_id, source, number) where void_why is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

const COMPLAINT = sql`c.id, c.source, c.number, c.about, c.received_on::text as "receivedOn", c.due_on::text as "dueOn",
  c.answered_on::text as "answeredOn", c.answer_no as "answerNo",
  (select v.full_name from unit_version v where v.unit_id = c.unit_id order by v.during desc limit 1) as "unitName"`;
const STANDS = sql`c.void_why is null and c.agency_id = any ((select app_agencies())::int[])`;

/** One that stands and has no answer yet, under lock. */
export async function findOpenComplaint(tx: Tx, id: number): Promise<Complaint | undefined> {
  const { rows } = await sql<Complaint>`
    select ${COMPLAINT} from complaint c where c.id = ${id} and ${STANDS} and c.answered_on is null for update`.execute(tx);
  return rows[0];
}

export async function setAnswer(tx: Tx, id: number, { answeredOn, answerNo }: AnswerInput): Promise<void> {
  await sql`
    update complaint set answered_on = ${answeredOn}::date, answer_no = ${answerNo ?? null} where id = ${id}`.execute(tx);
}

/** False where no such complaint stands within reach. */
export async function voidComplaint(tx: Tx, id: number, why: string): Promise<boolean> {
  const { rows } = await sql`update complaint c set void_why = ${why} where c.id = ${id} and ${STANDS} returning c.id`.execute(
    tx,
  );
  return rows.length === 1;
}

/** A period and the day that is not over yet. */
export interface CountedDays extends Period {
  readonly today: string;
}

const isOver = ({ to, today }: CountedDays) => sql`c.due_on < least(${to}::date + 1, ${today}::date)`;
/** Whether an answer was owed and had not come by the end of the period. */
const isProlonged = (days: CountedDays) => sql`${isOver(days)} and (c.answered_on is null or c.answered_on > ${days.to}::date)`;
/** Whether an answer was owed in the period: what is neither answered nor over is neither on time nor late. */
const fellDue = (days: CountedDays) =>
  sql`c.due_on between ${days.from}::date and ${days.to}::date and (${isOver(days)} or c.answered_on <= ${days.to}::date)`;

/** The complaints that index 8 of a place counts in a period. */
export async function listCounted(tx: Tx, unitId: number, days: CountedDays, limit: number): Promise<readonly Complaint[]> {
  const { rows } = await sql<Complaint>`
    select ${COMPLAINT} from complaint c
    where ${STANDS} and c.unit_id = ${unitId} and ((${fellDue(days)}) or (${isProlonged(days)}))
    order by c.due_on, c.id limit ${limit}`.execute(tx);
  return rows;
}

/** What has no answer yet, then the newest of the others. */
export async function listComplaints(tx: Tx, limit: number): Promise<readonly Complaint[]> {
  const { rows } = await sql<Complaint>`
    select ${COMPLAINT} from complaint c where ${STANDS}
    order by c.answered_on is not null, case when c.answered_on is null then c.due_on end, c.received_on desc, c.id desc
    limit ${limit}`.execute(tx);
  return rows;
}

/** By place, of those whose register goes back to the beginning of the period. */
export async function countComplaints(tx: Tx, days: CountedDays): Promise<ReadonlyMap<string, ComplaintFacts>> {
  const { rows } = await sql<ComplaintFacts & { readonly key: string }>`
    select r.unit_id::text as key, (count(*) filter (where ${fellDue(days)}))::int as due,
      (count(*) filter (where ${fellDue(days)} and c.answered_on <= c.due_on))::int as "onTime",
      (count(*) filter (where ${isProlonged(days)}))::int as prolonged
    from complaint_register r left join complaint c on c.unit_id = r.unit_id and ${STANDS}
    where r.kept_from <= ${days.from}::date and r.agency_id = any ((select app_agencies())::int[])
    group by r.unit_id`.execute(tx);
  return new Map(rows.map(({ key, ...facts }) => [key, facts]));
}
