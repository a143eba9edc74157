import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ContactInput, Reception, ReceptionInput, Site, SiteImage, SiteInput } from "./site.ts";

const SITE = sql`s.agency_id as "agencyId", s.slug, s.domain, s.slogan, s.address, s.phone, s.email,
  s.opened_at as "openedAt", s.closed_at as "closedAt", s.closed_why as "closedWhy",
  (select n.slug from site n where n.agency_id = s.moved_to and n.closed_at is null) as "movedTo"`;

/** The site of an agency, closed or not. */
export async function findSite(tx: Tx, agencyId: number): Promise<Site | undefined> {
  const { rows } = await sql<Site>`select ${SITE} from site s where s.agency_id = ${agencyId}`.execute(tx);
  return rows[0];
}

/** The site behind the last part of an address, or behind a host name of its own, closed or not. */
export async function findSiteAt(tx: Tx, by: { readonly slug: string } | { readonly domain: string }): Promise<Site | undefined> {
  const condition = "slug" in by ? sql`s.slug = ${by.slug}` : sql`s.domain = ${by.domain}`;
  const { rows } = await sql<Site>`select ${SITE} from site s where ${condition}`.execute(tx);
  return rows[0];
}

/** The site that has left this address, the last of several; undefined where none has. */
export async function findFormerSite(
  tx: Tx,
  by: { readonly slug: string } | { readonly domain: string },
): Promise<Site | undefined> {
  const [kind, address] = "slug" in by ? ["slug", by.slug] : ["domain", by.domain];
  const { rows } = await sql<Site>`
    select ${SITE} from site_former_address f join site s on s.agency_id = f.agency_id
    where f.kind = ${kind} and f.address = ${address} order by f.left_at desc limit 1`.execute(tx);
  return rows[0];
}

/** The addresses under /trang/ and the host names that a site has left, the last first. */
export async function listFormerAddresses(tx: Tx, agencyId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ address: string }>`
    select case f.kind when 'slug' then '/trang/' || f.address else f.address end as address
    from site_former_address f join site s on s.agency_id = f.agency_id
    where f.agency_id = ${agencyId} and f.address <> case f.kind when 'slug' then s.slug else coalesce(s.domain, '') end
    order by f.left_at desc, f.kind limit 20`.execute(tx);
  return rows.map(({ address }) => address);
}

/** False where the agency has no open site. */
export async function closeOpenSite(
  tx: Tx,
  agencyId: number,
  { why, movedTo }: { readonly why: string; readonly movedTo: number | null },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update site set closed_at = greatest(opened_at, ${now.toISOString()}), closed_why = ${why}, moved_to = ${movedTo}::int
    where agency_id = ${agencyId} and closed_at is null returning agency_id`.execute(tx);
  return rows.length === 1;
}

/** False where the agency has no closed site. */
export async function reopenClosedSite(tx: Tx, agencyId: number): Promise<boolean> {
  const { rows } = await sql`
    update site set closed_at = null, closed_why = null, moved_to = null
    where agency_id = ${agencyId} and closed_at is not null returning agency_id`.execute(tx);
  return rows.length === 1;
}

export interface SiteEntry {
  readonly slug: string;
  readonly domain: string | null;
  readonly name: string;
  readonly parentName: string | null;
}

/** Open sites with the names of their units on a day; those whose name has what is sought, by name. */
export async function listOpenSites(tx: Tx, on: string, sought: string, limit: number): Promise<readonly SiteEntry[]> {
  const { rows } = await sql<SiteEntry>`
    select s.slug, s.domain, v.full_name as name, p.full_name as "parentName"
    from site s join unit_version v on v.unit_id = s.agency_id and v.during @> ${on}::date
    left join unit_version p on p.unit_id = v.parent_id and p.during @> ${on}::date
    where s.closed_at is null and position(${sought} in search_key(v.full_name)) > 0
    order by v.name collate "und-x-icu", s.agency_id limit ${limit}`.execute(tx);
  return rows;
}

/** Of the communes that the transaction sees and that stood on a day, how many had a site at its end. */
export async function countSites(tx: Tx, on: string): Promise<{ readonly numerator: number; readonly denominator: number }> {
  const end = sql`(${on}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`;
  const { rows } = await sql<{ sites: number; communes: number }>`
    select count(s.agency_id)::int as sites, count(*)::int as communes
    from unit_version v
    left join site s on s.agency_id = v.unit_id and s.opened_at < ${end} and (s.closed_at is null or s.closed_at >= ${end})
    where v.unit_id = any ((select app_agencies())::int[]) and v.kind = 'commune' and v.during @> ${on}::date`.execute(tx);
  return { numerator: rows[0]?.sites ?? 0, denominator: rows[0]?.communes ?? 0 };
}

/** Which of slug and domain another agency has; a slug that it had once still leads to it. */
export async function findTaken(tx: Tx, agencyId: number, { slug, domain }: SiteInput): Promise<"slug" | "domain" | undefined> {
  const { rows } = await sql<{ slug: string }>`
    select slug from site where agency_id <> ${agencyId} and (slug = ${slug} or domain = ${domain ?? null})
    union all select address from site_former_address where agency_id <> ${agencyId} and kind = 'slug' and address = ${slug}
    limit 1`.execute(tx);
  const [other] = rows;
  return other === undefined ? undefined : other.slug === slug ? "slug" : "domain";
}

/** False where the agency has a site already. */
export async function insertSite(tx: Tx, agencyId: number, input: SiteInput, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into site (agency_id, slug, domain, slogan, address, phone, email, opened_at)
    values (${agencyId}, ${input.slug}, ${input.domain ?? null}, ${input.slogan ?? null}, ${input.address ?? null},
      ${input.phone ?? null}, ${input.email ?? null}, ${now.toISOString()})
    on conflict (agency_id) do nothing returning agency_id`.execute(tx);
  return rows.length === 1;
}

/** Keeps what a site is, and the addresses that it leaves. False where the agency has no site. */
export async function updateSite(tx: Tx, agencyId: number, input: SiteInput, now: Date): Promise<boolean> {
  await sql`
    insert into site_former_address (kind, address, agency_id, left_at)
    select kind, address, ${agencyId}, ${now.toISOString()}::timestamptz
    from (select slug, domain from site where agency_id = ${agencyId} for update) before
      cross join lateral (values ('slug', slug, ${input.slug}), ('domain', domain, ${input.domain ?? null})) was (kind, address, next)
    where address is distinct from next and address is not null
    on conflict (kind, address, agency_id) do update set left_at = excluded.left_at`.execute(tx);
  const { rows } = await sql`
    update site set slug = ${input.slug}, domain = ${input.domain ?? null}, slogan = ${input.slogan ?? null},
      address = ${input.address ?? null}, phone = ${input.phone ?? null}, email = ${input.email ?? null}
    where agency_id = ${agencyId} returning agency_id`.execute(tx);
  return rows.length === 1;
}

const IMAGE = sql`i.id, i.sha256, i.kind, i.width, i.height, i.alt`;

/** Images of an agency, the newest first; of these numbers alone where they are given. */
export async function listImages(tx: Tx, agencyId: number, ids?: readonly number[]): Promise<readonly SiteImage[]> {
  const { rows } = await sql<SiteImage>`
    select ${IMAGE} from site_image i
    where i.agency_id = ${agencyId} ${ids === undefined ? sql`` : sql`and i.id = any (${[...ids]}::bigint[])`}
    order by i.id desc limit 200`.execute(tx);
  return rows;
}

/** The same pixels come once: their description is renewed. */
export async function insertImage(
  tx: Tx,
  agencyId: number,
  image: Omit<SiteImage, "id"> & { readonly accountId: number | null },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into site_image (agency_id, sha256, kind, width, height, alt, account_id, added_at)
    values (${agencyId}, ${image.sha256}, ${image.kind}, ${image.width}, ${image.height}, ${image.alt},
      ${image.accountId}::bigint, ${now.toISOString()})
    on conflict (agency_id, sha256) do update set alt = excluded.alt returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Days of reception of an agency from a day on, the next first. */
export async function listReceptions(tx: Tx, agencyId: number, from: string, limit: number): Promise<readonly Reception[]> {
  const { rows } = await sql<Reception>`
    select id, on_date::text as "on", to_char(starts, 'HH24:MI') as starts, to_char(ends, 'HH24:MI') as ends, place,
      host_name as "hostName", host_title as "hostTitle", cancelled_why as "cancelledWhy"
    from site_reception where agency_id = ${agencyId} and on_date >= ${from}::date
    order by on_date, starts, id limit ${limit}`.execute(tx);
  return rows;
}

/** False where the same person receives at that time already. */
export async function insertReception(tx: Tx, agencyId: number, input: ReceptionInput): Promise<boolean> {
  const { rows } = await sql`
    insert into site_reception (agency_id, on_date, starts, ends, place, host_name, host_title)
    values (${agencyId}, ${input.on}::date, ${input.starts}::time, ${input.ends}::time, ${input.place}, ${input.hostName},
      ${input.hostTitle})
    on conflict (agency_id, on_date, starts, host_name) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

/** The day of a reception that stands; undefined where there is none or it has been called off. */
export async function cancelReception(tx: Tx, agencyId: number, id: number, why: string): Promise<string | undefined> {
  const { rows } = await sql<{ on: string }>`
    update site_reception set cancelled_why = ${why}
    where id = ${id} and agency_id = ${agencyId} and cancelled_why is null returning on_date::text as "on"`.execute(tx);
  return rows[0]?.on;
}

export interface Contact {
  readonly postId: number;
  readonly phone: string | null;
  readonly email: string | null;
}

export async function listContacts(tx: Tx, agencyId: number): Promise<readonly Contact[]> {
  const { rows } = await sql<Contact>`
    select post_id as "postId", phone, email from site_contact where agency_id = ${agencyId}`.execute(tx);
  return rows;
}

/** Keeps how the holder of a post is reached; without telephone and address the post has none. False for another agency's post. */
export async function saveContact(tx: Tx, agencyId: number, { postId, phone, email }: ContactInput): Promise<boolean> {
  const { rows } = await sql`select id from post where id = ${postId} and agency_id = ${agencyId}`.execute(tx);
  if (rows.length === 0) return false;
  if (phone === undefined && email === undefined) {
    await sql`delete from site_contact where post_id = ${postId}`.execute(tx);
    return true;
  }
  await sql`
    insert into site_contact (post_id, agency_id, phone, email) values (${postId}, ${agencyId}, ${phone ?? null}, ${email ?? null})
    on conflict (post_id) do update set phone = excluded.phone, email = excluded.email`.execute(tx);
  return true;
}
