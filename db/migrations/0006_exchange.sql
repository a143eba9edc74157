-- Imports can stop and go on: a run remembers what it took, and every rejected line with its reason.
create table import_run (
  id int generated always as identity primary key,
  agency_id int references unit (id),
  kind text not null check (kind in ('dossiers', 'procedures', 'units')),
  source text not null,
  source_hash text not null,
  mapping text,
  dry_run boolean not null default false,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  report jsonb not null default '{}'
);
create index import_run_started on import_run (started_at desc);

grant select, insert, update on import_run to motcua_app;
