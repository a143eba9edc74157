import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Comparison, StatementEntry, StatementLine, StatementProblem } from "./bank-statement.ts";
import type { ConfirmationProblem } from "./confirmation.store.ts";

export interface BankStatement {
  readonly id: number;
  readonly day: string;
  readonly source: "file" | "platform";
  readonly takenAt: Date;
  readonly takenBy: string;
}

export async function insertBankStatement(
  tx: Tx,
  of: { readonly agencyId: number; readonly accountId: number; readonly day: string; readonly source: BankStatement["source"] },
  lines: readonly StatementLine[],
  who: { readonly accountId: number; readonly name: string; readonly at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into fee_bank_statement (agency_id, account_id, day, source, taken_at, taken_by, taken_account_id)
    values (${of.agencyId}, ${of.accountId}, ${of.day}, ${of.source}, ${who.at}, ${who.name}, ${who.accountId}) returning id`.execute(
    tx,
  );
  const id = rows[0]?.id ?? 0;
  await sql`
    insert into fee_bank_statement_line (statement_id, line, agency_id, transaction_id, amount_vnd, content, paid_at, problem)
    select ${id}, l.line, ${of.agencyId}, l."transactionId", l."amountVnd", l.content, l."paidAt", l.problem
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      l (line int, "transactionId" text, "amountVnd" bigint, content text, "paidAt" timestamptz, problem text)`.execute(tx);
  return id;
}

/** The newest statement of an account's day. */
export async function findBankStatement(tx: Tx, accountId: number, day: string): Promise<BankStatement | undefined> {
  const { rows } = await sql<BankStatement>`
    select id, day::text as day, source, taken_at as "takenAt", taken_by as "takenBy" from fee_bank_statement
    where account_id = ${accountId} and day = ${day}::date order by id desc limit 1`.execute(tx);
  return rows[0];
}

/** One transaction on both sides. */
export interface Compared {
  readonly transactionId: string;
  readonly comparison: Comparison;
  readonly thereVnd: number | null;
  readonly hereVnd: number | null;
  readonly content: string;
  readonly paidAt: Date;
  readonly outcome: "matched" | "unmatched" | null;
  readonly problem: ConfirmationProblem | null;
  readonly settled: boolean;
  readonly dossierId: number | null;
  readonly code: string | null;
}

/** Every transaction of a day that the statement or the confirmations have, what differs first. */
export async function compareDay(
  tx: Tx,
  of: { readonly accountId: number; readonly day: string; readonly statementId: number },
): Promise<readonly Compared[]> {
  const { rows } = await sql<Compared>`
    select coalesce(l.transaction_id, c.transaction_id) as "transactionId",
      case when c.id is null then 'missing_here' when l.line is null then 'missing_there'
        when c.amount_vnd <> l.amount_vnd then 'differs' else 'agrees' end as comparison,
      l.amount_vnd as "thereVnd", c.amount_vnd as "hereVnd", coalesce(l.content, c.content) as content,
      coalesce(l.paid_at, c.paid_at) as "paidAt", c.outcome, c.problem, c.matched_movement_id is not null as settled,
      d.id::int as "dossierId", d.code
    from (select * from fee_bank_statement_line where statement_id = ${of.statementId} and problem is null) l
    full join (select * from fee_confirmation where account_id = ${of.accountId}
      and ((paid_at at time zone 'Asia/Ho_Chi_Minh')::date = ${of.day}::date or transaction_id in
        (select transaction_id from fee_bank_statement_line where statement_id = ${of.statementId}))) c on c.transaction_id = l.transaction_id
    left join fee_movement m on m.id = coalesce(c.matched_movement_id, c.movement_id)
    left join dossier d on d.id = m.dossier_id
    order by (c.id is not null and l.line is not null and c.amount_vnd = l.amount_vnd), coalesce(l.paid_at, c.paid_at), 1`.execute(
    tx,
  );
  return rows;
}

/** Lines that could not be used, with what is wrong. */
export async function listRejected(
  tx: Tx,
  statementId: number,
): Promise<readonly { readonly line: number; readonly problem: StatementProblem }[]> {
  const { rows } = await sql<{ line: number; problem: StatementProblem }>`
    select line, problem from fee_bank_statement_line where statement_id = ${statementId} and problem is not null order by line`.execute(
    tx,
  );
  return rows;
}

/** What the statement has and no confirmation brought, oldest first. */
export async function listMissingHere(tx: Tx, accountId: number, statementId: number): Promise<readonly StatementEntry[]> {
  const { rows } = await sql<StatementEntry>`
    select l.line, l.transaction_id as "transactionId", l.amount_vnd as "amountVnd", l.content, l.paid_at as "paidAt", null as problem
    from fee_bank_statement_line l
    where l.statement_id = ${statementId} and l.problem is null
      and not exists (select from fee_confirmation c where c.account_id = ${accountId} and c.transaction_id = l.transaction_id)
    order by l.paid_at, l.line`.execute(tx);
  return rows;
}
