-- The catalogue of administrative procedures (Decree 63/2010 article 8), by version and date.
create table procedure (
  id int generated always as identity primary key,
  code text not null unique check (code ~ '^[0-9]\.[0-9]{6}(\.[0-9A-Z.]+)?$'),
  created_at timestamptz not null default now()
);

create table procedure_version (
  id int generated always as identity primary key,
  procedure_id int not null references procedure (id),
  version int not null,
  during daterange not null check (not isempty(during)),
  status text not null check (status in ('draft', 'published', 'withdrawn')),
  name text not null check (length(name) between 1 and 2000),
  field text not null,
  levels text[] not null check (levels <@ array['ministry', 'province', 'district', 'commune', 'other']),
  commune_office boolean not null default false,
  audiences text[] not null default '{}',
  term_value int check (term_value > 0),
  term_unit text not null check (term_unit in ('working_day', 'working_hour', 'day', 'month', 'same_day', 'none', 'unknown')),
  has_detail boolean not null default false,
  definition jsonb not null,
  source text not null,
  content_hash text not null,
  search_key text not null generated always as (search_key(name || ' ' || field)) stored,
  unique (procedure_id, version),
  exclude using gist (procedure_id with =, during with &&) where (status = 'published'),
  check ((term_value is null) = (term_unit in ('same_day', 'none', 'unknown')))
);
create index procedure_version_search on procedure_version using gin (search_key gin_trgm_ops);
create index procedure_version_field on procedure_version (field);
comment on column procedure_version.definition is 'Cases, components, fees, results, legal bases, channels, announcing decision: the schema is in the procedures area.';
comment on column procedure_version.term_unit is 'unknown: the source gives no usable term; it is never guessed.';

grant select, insert, update on procedure, procedure_version to motcua_app;
grant select on procedure, procedure_version to motcua_lookup;
