import type pg from "pg";

export interface TableShape {
  readonly name: string;
  /** Columns that hold data; generated ones are computed again. */
  readonly columns: readonly string[];
  /** SQL of an order that does not depend on the collation of the server. */
  readonly order: string;
}

interface TableRow {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly { readonly column: string; readonly collatable: boolean }[] | null;
}

/** Tables of the installation itself, which a restored database has of its own. */
export const OWN_TABLES = ["schema_migration", "restore_in_progress", "reference_generation"] as const;

/** Every table of schema public with data to keep, by name. Partitions come with their parent. */
export async function readTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableRow>(
    `select c.relname::text as name,
            (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
            (select json_agg(json_build_object('column', a.attname, 'collatable', a.attcollation <> 0) order by k.position)
               from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
               join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
              where i.indrelid = c.oid and i.indisprimary) as key
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> all ($1)
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname collate "C"`,
    [OWN_TABLES],
  );
  return rows.map(({ name, columns, key }) => ({ name, columns, order: orderBy(key) }));
}

/** Without a primary key the rows' own text is the order; such tables are small. */
function orderBy(key: TableRow["key"]): string {
  if (key === null) return 't::text collate "C"';
  return key.map(({ column, collatable }) => `${quote(column)}${collatable ? ' collate "C"' : ""}`).join(", ");
}

export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

export const columnList = (table: TableShape): string => table.columns.map(quote).join(", ");

export const copyOutSql = (table: TableShape): string =>
  `copy (select ${columnList(table)} from public.${quote(table.name)} t order by ${table.order}) to stdout`;

export const copyInSql = (table: TableShape): string => `copy public.${quote(table.name)} (${columnList(table)}) from stdin`;

/** Settings on which the text of a value depends: both sides must agree for their hashes to. */
export const TEXT_SETTINGS = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8';
  set local statement_timeout = 0; set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = 0`;

export interface SequencePosition {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

export async function readSequences(client: pg.ClientBase): Promise<SequencePosition[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' order by c.relname collate "C"`,
  );
  const positions: SequencePosition[] = [];
  for (const { name } of rows) {
    const found = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from public.${quote(name)}`,
    );
    const [position] = found.rows;
    if (position !== undefined) positions.push({ name, ...position });
  }
  return positions;
}
