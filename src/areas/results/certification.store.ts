import { sql } from "kysely";
import type { CertificationBook } from "#core/results/certification.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Book, CertificationEntry } from "./certification.ts";

export interface KnownPerson {
  readonly name: string;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** The person of the office's newest dossier under this number of identification or telephone. */
export async function findPersonBefore(
  tx: Tx,
  agencyId: number,
  key: { readonly idNumber: string } | { readonly phone: string },
): Promise<KnownPerson | undefined> {
  const wanted = "idNumber" in key ? sql`owner_id_number = ${key.idNumber}` : sql`owner_phone = ${key.phone}`;
  const { rows } = await sql<KnownPerson>`
    select parties -> 'owner' ->> 'name' as name, owner_id_number as "idNumber", owner_phone as phone, parties -> 'owner' ->> 'address' as address
    from dossier where agency_id = ${agencyId} and ${wanted} order by received_at desc limit 1`.execute(tx);
  return rows[0];
}

/** The next numbers of a book, opened by its first entry; undefined where its year is closed. The row is locked until the commit. */
export async function takeNumbers(
  tx: Tx,
  agencyId: number,
  year: number,
  book: CertificationBook,
  count: number,
): Promise<{ readonly first: number; readonly volume: number } | undefined> {
  const { rows } = await sql<{ last: number; volume: number }>`
    insert into certification_book (agency_id, year, kind, last_number) values (${agencyId}, ${year}, ${book}, ${count})
    on conflict (agency_id, year, kind) do update set last_number = certification_book.last_number + ${count}
      where certification_book.closed_at is null
    returning last_number as last, volume`.execute(tx);
  const [taken] = rows;
  return taken === undefined ? undefined : { first: taken.last - count + 1, volume: taken.volume };
}

export async function insertEntries(
  tx: Tx,
  agencyId: number,
  entries: readonly (Omit<CertificationEntry, "id" | "voidedAt" | "voidReason"> & {
    readonly accountId: number;
    readonly enteredAt: Date;
  })[],
): Promise<void> {
  await tx
    .insertInto("certification_entry")
    .values(
      entries.map((it) => ({
        agency_id: agencyId,
        year: it.year,
        kind: it.book,
        volume: it.volume,
        number: it.number,
        dossier_id: it.dossierId,
        entered_on: it.enteredOn,
        requester: it.requester,
        id_number: it.idNumber,
        document_type: it.documentType,
        pages: it.pages,
        copies: it.copies,
        fee_vnd: it.feeVnd,
        certifier_name: it.certifierName,
        certifier_title: it.certifierTitle,
        note: it.note,
        account_id: it.accountId,
        entered_by: it.enteredBy,
        entered_at: it.enteredAt,
      })),
    )
    .execute();
}

const ENTRY = sql<CertificationEntry>`e.id::int as id, e.kind as book, e.year, e.volume, e.number, e.dossier_id::int as "dossierId",
  e.entered_on::text as "enteredOn", e.requester, e.id_number as "idNumber", e.document_type as "documentType", e.pages, e.copies,
  e.fee_vnd::int as "feeVnd", e.certifier_name as "certifierName", e.certifier_title as "certifierTitle", e.note,
  e.entered_by as "enteredBy", e.voided_at as "voidedAt", e.void_reason as "voidReason"`;

export interface EntryFilter {
  readonly agencyId: number;
  readonly book: CertificationBook;
  readonly year: number;
  readonly month?: number | undefined;
  readonly most: number;
}

/** The lines of a book in the order of their numbers. */
export async function listEntries(
  tx: Tx,
  { agencyId, book, year, month, most }: EntryFilter,
): Promise<readonly CertificationEntry[]> {
  const { rows } = await sql<CertificationEntry>`
    select ${ENTRY} from certification_entry e
    where e.agency_id = ${agencyId} and e.kind = ${book} and e.year = ${year}
      and ${month === undefined ? sql`true` : sql`extract(month from e.entered_on) = ${month}`}
    order by e.number limit ${most}`.execute(tx);
  return rows;
}

/** What was entered last, for the page on which it is entered. */
export async function listNewest(
  tx: Tx,
  agencyId: number,
  book: CertificationBook,
  most: number,
): Promise<readonly CertificationEntry[]> {
  const { rows } = await sql<CertificationEntry>`
    select ${ENTRY} from certification_entry e where e.agency_id = ${agencyId} and e.kind = ${book} order by e.id desc limit ${most}`.execute(
    tx,
  );
  return rows;
}

/** Kinds of documents that this office certifies most: the clerk's own suggestions. */
export async function listDocumentTypes(tx: Tx, agencyId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select document_type as name from (select document_type from certification_entry where agency_id = ${agencyId} order by id desc limit 500) e
    group by 1 order by count(*) desc, 1 limit 12`.execute(tx);
  return rows.map(({ name }) => name);
}

export async function listBooks(tx: Tx, agencyId: number): Promise<readonly Book[]> {
  const { rows } = await sql<Book>`
    select b.kind as book, b.year, b.volume, b.last_number as "lastNumber", count(e.id)::int as entries,
      count(e.id) filter (where e.voided_at is not null)::int as voided,
      coalesce(sum(e.fee_vnd) filter (where e.voided_at is null), 0)::float8 as "feeVnd",
      b.closed_at as "closedAt", b.closed_by as "closedBy", b.closed_hash as "closedHash"
    from certification_book b left join certification_entry e on e.agency_id = b.agency_id and e.year = b.year and e.kind = b.kind
    where b.agency_id = ${agencyId} group by b.agency_id, b.year, b.kind order by b.year desc, b.kind`.execute(tx);
  return rows;
}

export async function lockBook(
  tx: Tx,
  agencyId: number,
  year: number,
  book: CertificationBook,
): Promise<{ readonly closed: boolean; readonly volume: number } | undefined> {
  const { rows } = await sql<{ closed: boolean; volume: number }>`
    select closed_at is not null as closed, volume from certification_book
    where agency_id = ${agencyId} and year = ${year} and kind = ${book} for update`.execute(tx);
  return rows[0];
}

export async function saveClosing(
  tx: Tx,
  of: { readonly agencyId: number; readonly year: number; readonly book: CertificationBook },
  closing: { readonly at: Date; readonly by: string; readonly hash: string },
): Promise<void> {
  await tx
    .updateTable("certification_book")
    .set({ closed_at: closing.at, closed_by: closing.by, closed_hash: closing.hash })
    .where("agency_id", "=", of.agencyId)
    .where("year", "=", of.year)
    .where("kind", "=", of.book)
    .execute();
}

export async function openVolume(
  tx: Tx,
  of: { readonly agencyId: number; readonly year: number; readonly book: CertificationBook },
  volume: number,
): Promise<void> {
  await tx
    .updateTable("certification_book")
    .set({ volume })
    .where("agency_id", "=", of.agencyId)
    .where("year", "=", of.year)
    .where("kind", "=", of.book)
    .execute();
}

export async function findEntry(tx: Tx, agencyId: number, id: number): Promise<CertificationEntry | undefined> {
  const { rows } = await sql<CertificationEntry>`
    select ${ENTRY} from certification_entry e where e.agency_id = ${agencyId} and e.id = ${id} for update`.execute(tx);
  return rows[0];
}

/** Whose and which book an entry stands in. */
export async function findEntryPlace(
  tx: Tx,
  id: number,
): Promise<{ readonly agencyId: number; readonly book: CertificationBook; readonly year: number } | undefined> {
  const { rows } = await sql<{ agencyId: number; book: CertificationBook; year: number }>`
    select e.agency_id as "agencyId", e.kind as book, e.year from certification_entry e where e.id = ${id}`.execute(tx);
  return rows[0];
}

export async function voidEntry(
  tx: Tx,
  id: number,
  voiding: { readonly at: Date; readonly by: string; readonly reason: string },
): Promise<void> {
  await tx
    .updateTable("certification_entry")
    .set({ voided_at: voiding.at, voided_by: voiding.by, void_reason: voiding.reason })
    .where("id", "=", id as never)
    .execute();
}
