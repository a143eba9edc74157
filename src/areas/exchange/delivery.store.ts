import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Delivery, DeliveryView, ReplayChoice, ReplayReport } from "./delivery.ts";

const OF_ENDPOINT = (endpointId: number) => sql`kind = 'exchange.webhook' and (payload ->> 'endpointId')::int = ${endpointId}`;
const FAILED = sql`state in ('dead', 'discarded')`;

export async function listDeliveries(
  tx: Tx,
  of: { readonly endpointId: number; readonly view: DeliveryView; readonly limit: number; readonly offset: number },
): Promise<readonly Delivery[]> {
  const { rows } = await sql<Delivery>`
    select id, state, payload ->> 'topic' as topic, coalesce(payload #>> '{data,code}', '') as code, (payload ->> 'outboxId')::bigint as "eventId",
      attempt, reason, created_at as "createdAt", ended_at as "endedAt"
    from task where ${OF_ENDPOINT(of.endpointId)} and ${of.view === "all" ? sql`true` : FAILED}
    order by id desc limit ${of.limit} offset ${of.offset}`.execute(tx);
  return rows;
}

/** Puts deliveries that ended back among those to send, under their own ids; the ids of those. */
export async function requeueDeliveries(
  tx: Tx,
  endpointId: number,
  choice: ReplayChoice,
  now: Date,
  most: number,
): Promise<readonly number[]> {
  const chosen =
    "deliveryId" in choice
      ? sql`id = ${choice.deliveryId} and state in ('done', 'dead', 'discarded')`
      : sql`${FAILED} and ended_at >= ${choice.since}`;
  const { rows } = await sql<{ id: number }>`
    update task set state = 'waiting', failures = 0, run_at = ${now}, reason = null, ended_at = null, ended_by = null
    where id in (select id from task where ${OF_ENDPOINT(endpointId)} and ${chosen} order by id limit ${most} for update)
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface NewReplay {
  readonly agencyId: number;
  readonly endpointId: number;
  readonly accountId: number;
  readonly at: Date;
  readonly since: Date | null;
  readonly tasks: readonly number[];
}

export async function insertReplay(tx: Tx, replay: NewReplay): Promise<number> {
  const { agencyId, endpointId, accountId, at, since, tasks } = replay;
  const { rows } = await sql<{ id: number }>`
    insert into webhook_replay (agency_id, endpoint_id, account_id, at, since, tasks)
    values (${agencyId}, ${endpointId}, ${accountId}, ${at}, ${since}, ${[...tasks]}::bigint[]) returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function listReplays(tx: Tx, endpointId: number): Promise<readonly ReplayReport[]> {
  const { rows } = await sql<ReplayReport>`
    select r.id, r.at, p.full_name as by, r.since, cardinality(r.tasks) as chosen,
      (cardinality(r.tasks) - f.open - f.failed)::int as taken, f.failed::int as failed, f.open::int as waiting
    from webhook_replay r join account a on a.id = r.account_id join person p on p.id = a.person_id
    cross join lateral (
      select count(*) filter (where t.state in ('waiting', 'leased')) as open, count(*) filter (where t.state in ('dead', 'discarded')) as failed
      from task t where t.id = any(r.tasks)) f
    where r.endpoint_id = ${endpointId} order by r.id desc limit 20`.execute(tx);
  return rows;
}
