/** Writes the TypeScript types of the tables and views in schema public, for Kysely. */
export async function writeTypes(client) {
  const { rows } = await client.query(`
    select c.relname as table_name, a.attname as column_name, t.typname as type_name,
           coalesce(e.typname, t.typname) as element, t.typcategory = 'A' as is_array,
           (a.attnotnull or c.relkind in ('v', 'm')) and c.relkind = 'r' as not_null,
           a.attidentity as identity, a.attgenerated <> '' as is_stored, a.atthasdef as has_default,
           (select array_agg(l.enumlabel order by l.enumsortorder) from pg_enum l where l.enumtypid = coalesce(e.oid, t.oid))::text[] as labels
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by c.relname collate "C", a.attnum`);
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const interfaces = [...tables].map(([table, columns]) => {
    const fields = columns.map((column) => `  ${column.column_name}: ${columnType(column)};`);
    return `export interface ${pascalCase(table)}Table {\n${fields.join("\n")}\n}`;
  });
  const list = [...tables.keys()].map((table) => `  ${table}: ${pascalCase(table)}Table;`);
  return [
    "// Written by scripts/generate-db-types.mjs from the migrated schema. Do not edit: change a migration and run it again.",
    'import type { ColumnType, Generated, GeneratedAlways } from "kysely";',
    HELPERS.trim(),
    `export interface DB {\n${list.join("\n")}\n}`,
    ...interfaces,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

const HELPERS = `
/** jsonb: an array must be handed over as JSON text, since the driver writes a JavaScript array as an SQL array. */
export type JsonColumn = ColumnType<unknown, string | Readonly<Record<string, unknown>>>;
export type JsonColumnOrNull = ColumnType<unknown, string | Readonly<Record<string, unknown>> | null>;
export type InstantColumn = ColumnType<Date, Date | string>;
export type InstantColumnOrNull = ColumnType<Date | null, Date | string | null>;
/** With a default: may be left out when inserting. */
export type DefaultedJsonColumn = ColumnType<unknown, string | Readonly<Record<string, unknown>> | undefined, string | Readonly<Record<string, unknown>>>;
export type DefaultedInstantColumn = ColumnType<Date, Date | string | undefined, Date | string>;
`;

const NUMBERS = new Set(["int2", "int4", "int8", "float4", "float8", "oid"]);

function columnType(column) {
  const isOptional = !column.not_null;
  const isAlways = column.is_stored || column.identity === "a";
  const isDefaulted = column.has_default || column.identity === "d";
  if (!column.is_array && !isAlways) {
    if (column.element === "json" || column.element === "jsonb") {
      return isOptional ? "JsonColumnOrNull" : isDefaulted ? "DefaultedJsonColumn" : "JsonColumn";
    }
    if (column.element === "timestamptz") {
      return isOptional ? "InstantColumnOrNull" : isDefaulted ? "DefaultedInstantColumn" : "InstantColumn";
    }
  }
  const plain = `${scalarType(column)}${column.is_array ? "[]" : ""}${isOptional ? " | null" : ""}`;
  if (isAlways) return `GeneratedAlways<${plain}>`;
  return isDefaulted ? `Generated<${plain}>` : plain;
}

function scalarType({ element, labels }) {
  if (labels !== null) return labels.map((label) => JSON.stringify(label)).join(" | ");
  if (NUMBERS.has(element)) return "number";
  if (element === "bool") return "boolean";
  if (element === "bytea") return "Buffer";
  if (element === "timestamptz") return "Date";
  if (element === "json" || element === "jsonb") return "unknown";
  // numeric, ranges, dates, text: the driver gives their text.
  return "string";
}

const pascalCase = (name) => name.replace(/(^|_)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());
