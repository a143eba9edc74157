import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import type { DocumentView } from "#exchange";
import { findUnitByCode } from "#organisation";
import { NO_ROWS, reading, type RowScope } from "#platform/db/tx.ts";
import { CliRefusal } from "./cli.errors.ts";

export interface EdxmlOffice {
  readonly agencyId: number;
  readonly scope: RowScope;
}

/** The agency with a code, as whoever sits at the machine acts for it. */
export async function findEdxmlOffice(pool: pg.Pool, code: string, now: Date): Promise<EdxmlOffice> {
  const unit = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, code, localDateOf(now.getTime())));
  if (unit === undefined) throw new CliRefusal(`không có đơn vị mã ${code}\n  no unit has the code ${code}`);
  const agencyId = unit.agencyId ?? unit.id;
  return { agencyId, scope: { accountId: null, agencies: [agencyId] } };
}

/** A document as programs read it. */
export const documentJson = ({ agencyId: _, codeNumber, codeNotation, at, ...it }: DocumentView): Record<string, unknown> => ({
  ...it,
  number: `${codeNumber}/${codeNotation}`,
  at: at.toISOString(),
});

/** A document as one line. */
export function documentLine(it: DocumentView): string {
  const other = it.direction === "out" ? `to ${it.toName} (${it.toCode})` : `from ${it.fromName} (${it.fromCode})`;
  const state = it.reason === null ? it.state : `${it.state}: ${it.reason}`;
  return `${it.id}  ${it.promulgatedOn}  ${it.codeNumber}/${it.codeNotation}  ${other}  ${it.subject}  [${state}]`;
}
