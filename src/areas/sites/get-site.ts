import { findOffice, findUnitOn, listPostHolders } from "#organisation";
import { reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { formatDate, localDay } from "#platform/i18n/dates.ts";
import type { AnyContext } from "./access.ts";
import { type Contact, findFormerSite, findSiteAt, listContacts } from "./site.store.ts";
import type { Site } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";

/** Whoever holds a post of the agency, with the office telephone and address of the post. */
export interface Officer extends Contact {
  readonly name: string;
  readonly title: string;
  readonly unitName: string;
}

/** Who works in an agency on a day, in the order of the posts, and how each is reached. */
export async function listOfficers(tx: Tx, agencyId: number, on: string): Promise<readonly Officer[]> {
  const [holders, contacts] = await Promise.all([listPostHolders(tx, agencyId, on), listContacts(tx, agencyId)]);
  const byPost = new Map(contacts.map((contact) => [contact.postId, contact]));
  return holders
    .filter(({ role }) => role !== "administrator")
    .map(({ postId, name, title, unitName }) => ({
      postId,
      name,
      title,
      unitName,
      phone: byPost.get(postId)?.phone ?? null,
      email: byPost.get(postId)?.email ?? null,
    }));
}

/** An open site as the public reaches it: the rows of its agency and no others. */
export interface OpenedSite {
  readonly site: Site;
  /** The People's Committee or other authority, as it is called today. */
  readonly name: string;
  readonly unitName: string;
  readonly scope: RowScope;
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** Says of a closed site why, or that it stands elsewhere now (410). */
function assertOpen({ closedAt, closedWhy, movedTo }: Site): void {
  if (closedAt === null) return;
  if (movedTo !== null) throw siteRefusal("site_moved", { values: { address: `/trang/${movedTo}` } });
  throw siteRefusal("site_closed", { values: { day: formatDate(closedAt), why: closedWhy ?? "" } });
}

/** The site behind the last part of an address; refused where there is none (404), it is closed or has another address now (410). */
export async function openPublicSite(c: Pick<AnyContext, "read" | "pool" | "now">, slug: string): Promise<OpenedSite> {
  const on = localDay(c.now);
  const found = await c.read(async (tx) => {
    const site = await findSiteAt(tx, { slug });
    if (site === undefined) {
      const former = await findFormerSite(tx, { slug });
      if (former === undefined) return undefined;
      throw siteRefusal("site_renamed", { values: { address: `/trang/${former.slug}` } });
    }
    assertOpen(site);
    const { agencyId } = site;
    const [unit, office] = await Promise.all([findUnitOn(tx, agencyId, on), findOffice(tx, { agencyId, unitId: agencyId }, on)]);
    return { site, name: office.agency, unitName: unit?.fullName ?? office.agency };
  });
  if (found === undefined) throw siteRefusal("site_unknown");
  const scope = { accountId: null, agencies: [found.site.agencyId] };
  return { ...found, scope, read: (work) => reading(c.pool, scope, work) };
}
