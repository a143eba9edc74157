import type { Role } from "#core/roles.ts";
import { localDateOf } from "#core/instant.ts";
import { findUnitOn, listNamesOn } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import type { Tx } from "#platform/db/tx.ts";
import { requestOf } from "./build-report.ts";
import type { ReportQuery, ReportRequest } from "./report.ts";
import { reportRefusal } from "./reports.errors.ts";

export const REPORT_READERS: readonly [Role, ...Role[]] = [
  "leader",
  "one_stop_head",
  "division_head",
  "home_affairs_officer",
  "inspector",
];

/** Without a period of its own a report is about this year. */
function withPeriod(query: ReportQuery, now: Date): ReportQuery {
  if (query.from !== undefined || query.to !== undefined || query.asOf !== undefined) return query;
  const today = localDateOf(now.getTime());
  return { ...query, from: `${today.slice(0, 4)}-01-01`, to: today };
}

/** The query with its period and unit filled in, and the request it makes. Refuses a unit whose dossiers the actor may not see. */
export async function resolveRequest(
  tx: Tx,
  actor: Actor,
  given: ReportQuery,
  now: Date,
): Promise<{ readonly query: ReportQuery; readonly request: ReportRequest }> {
  const unitId = given.unit ?? actor.agencyId ?? actor.agencies[0];
  if (unitId === undefined) throw reportRefusal("unit_not_visible", { field: "unit" });
  const query = { ...withPeriod(given, now), unit: unitId, sub: given.sub ?? "1" } satisfies ReportQuery;
  const request = requestOf(query, unitId, query.sub === "1", now);
  const unit = await findUnitOn(tx, unitId, request.to);
  const isVisible = [unitId, unit?.agencyId].some((id) => id !== undefined && id !== null && actor.agencies.includes(id));
  if (!isVisible) throw reportRefusal("unit_not_visible", { field: "unit" });
  return { query, request };
}

/** The agencies an actor may report on, by name. */
export async function listReportUnits(
  tx: Tx,
  actor: Actor,
  on: string,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const names = await listNamesOn(tx, actor.agencies, on);
  const collator = new Intl.Collator("vi", { numeric: true });
  return actor.agencies
    .map((id) => ({ id, name: names.get(id) ?? String(id) }))
    .toSorted((a, b) => collator.compare(a.name, b.name));
}
