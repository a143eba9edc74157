import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { LineOutcome, LineProblem, Statement, StatementLine } from "./statement.ts";

const STATEMENT = sql<Statement>`s.id, s.agency_id as "agencyId", s.carrier, s.statement_no as "statementNo",
  s.file_sha256 as "fileSha256", s.file_name as "fileName", s.imported_by as "importedBy", s.imported_at as "importedAt",
  (select count(*)::int from carrier_statement_line l where l.statement_id = s.id) as lines,
  (select count(*)::int from carrier_statement_line l where l.statement_id = s.id
    and l.outcome in ('differs', 'unknown_slip', 'not_delivered')) as open,
  (select count(*)::int from carrier_statement_line l where l.statement_id = s.id and l.outcome = 'rejected') as rejected,
  coalesce((select sum(l.amount_vnd) from carrier_statement_line l where l.statement_id = s.id), 0)::bigint as "statedVnd",
  coalesce((select sum(e.amount_vnd) from carrier_statement_line l join fee_entry e on e.movement_id = l.movement_id and e.account = 'bank'
    where l.statement_id = s.id), 0)::bigint as "bookedVnd"`;

export async function listStatements(tx: Tx, agencies: readonly number[], most: number): Promise<readonly Statement[]> {
  const { rows } = await sql<Statement>`select ${STATEMENT} from carrier_statement s
    where s.agency_id = any (${[...agencies]}::int[]) order by s.id desc limit ${most}`.execute(tx);
  return rows;
}

export async function findStatement(tx: Tx, id: number): Promise<Statement | undefined> {
  const { rows } = await sql<Statement>`select ${STATEMENT} from carrier_statement s where s.id = ${id}`.execute(tx);
  return rows[0];
}

/** The lines in their order; held until the commit for whoever is about to settle some. */
export async function listStatementLines(tx: Tx, statementId: number, lock = false): Promise<readonly StatementLine[]> {
  const { rows } = await sql<StatementLine>`
    select l.line, l.slip_no as "slipNo", l.amount_vnd as "amountVnd", l.outcome, l.problem, l.expected_vnd as "expectedVnd",
      d.id::int as "dossierId", d.code, l.note, l.settled_by as "settledBy",
      coalesce((select sum(e.amount_vnd) from fee_entry e where e.movement_id = l.movement_id and e.account = 'bank'), 0)::bigint as "bookedVnd"
    from carrier_statement_line l left join shipment h on h.id = l.shipment_id left join dossier d on d.id = h.dossier_id
    where l.statement_id = ${statementId} order by l.line ${lock ? sql`for update of l` : sql``}`.execute(tx);
  return rows;
}

/** Undefined where this carrier's statement of that number was imported before. */
export async function insertStatement(
  tx: Tx,
  draft: Pick<Statement, "agencyId" | "carrier" | "statementNo" | "fileSha256" | "fileName" | "importedBy" | "importedAt"> & {
    readonly accountId: number;
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into carrier_statement (agency_id, carrier, statement_no, file_sha256, file_name, account_id, imported_by, imported_at)
    values (${draft.agencyId}, ${draft.carrier}, ${draft.statementNo}, ${draft.fileSha256}, ${draft.fileName}, ${draft.accountId},
      ${draft.importedBy}, ${draft.importedAt})
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export interface LineFinding {
  readonly outcome: LineOutcome;
  readonly expectedVnd: number | null;
  readonly shipmentId: number | null;
  readonly movementId: number | null;
}

export async function insertLine(
  tx: Tx,
  about: { readonly statementId: number; readonly agencyId: number; readonly line: number },
  read: { readonly slipNo: string | null; readonly amountVnd: number | null; readonly problem: LineProblem | null },
  finding: LineFinding,
): Promise<void> {
  await sql`
    insert into carrier_statement_line (statement_id, line, agency_id, slip_no, amount_vnd, outcome, problem, expected_vnd, shipment_id, movement_id)
    values (${about.statementId}, ${about.line}, ${about.agencyId}, ${read.slipNo}, ${read.amountVnd}, ${finding.outcome}, ${read.problem},
      ${finding.expectedVnd}, ${finding.shipmentId}, ${finding.movementId})`.execute(tx);
}

/** A line that waited is found anew, or a person accepts it as it is. */
export async function updateLine(
  tx: Tx,
  about: { readonly statementId: number; readonly line: number },
  finding: LineFinding,
  settled?: { readonly note: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await sql`
    update carrier_statement_line set outcome = ${finding.outcome}, expected_vnd = ${finding.expectedVnd},
      shipment_id = ${finding.shipmentId}, movement_id = ${finding.movementId}, note = ${settled?.note ?? null},
      settled_by = ${settled?.by ?? null}, settled_at = ${settled?.at ?? null}
    where statement_id = ${about.statementId} and line = ${about.line}`.execute(tx);
}
