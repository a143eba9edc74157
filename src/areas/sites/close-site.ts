import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { closeOpenSite, findSiteAt, reopenClosedSite } from "./site.store.ts";
import type { CloseInput } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";

/**
 * Closes the site of an agency with the reason. With the address of another open site its visitors are led there, otherwise
 * they are told that it is gone and why. Nothing that was written is lost, and the address is given to nobody else.
 */
export async function closeSite(
  tx: Tx,
  unit: UnitOfWork,
  agencyId: number,
  { why, successor }: CloseInput,
  now: Date,
): Promise<{ readonly movedTo: number | null }> {
  const next = successor === undefined ? undefined : await findSiteAt(tx, { slug: successor });
  if (successor !== undefined && (next === undefined || next.agencyId === agencyId || next.closedAt !== null)) {
    throw siteRefusal("successor_unknown", { field: "successor" });
  }
  const movedTo = next?.agencyId ?? null;
  if (!(await closeOpenSite(tx, agencyId, { why, movedTo }, now))) throw siteRefusal("site_none");
  unit.subject(`site:${agencyId}`);
  unit.note({ movedTo });
  unit.emit("site.closed", String(agencyId), { movedTo });
  return { movedTo };
}

/** Opens a closed site again as it was. */
export async function reopenSite(tx: Tx, unit: UnitOfWork, agencyId: number): Promise<{ readonly agencyId: number }> {
  if (!(await reopenClosedSite(tx, agencyId))) throw siteRefusal("site_not_closed");
  unit.subject(`site:${agencyId}`);
  unit.emit("site.reopened", String(agencyId), {});
  return { agencyId };
}
