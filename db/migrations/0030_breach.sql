-- No dossier may wait in silence: what a dossier lacks to go on is recorded until it is mended.
create table breach (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  cause text not null check (cause in ('holder_left', 'unit_empty', 'no_clock')),
  found_at timestamptz not null,
  mended_at timestamptz
);
create unique index breach_open on breach (dossier_id, cause) where mended_at is null;
create index breach_agency on breach (agency_id, found_at) where mended_at is null;
comment on column breach.cause is 'holder_left: who holds it has no post any more; unit_empty: nobody holds a post in the unit that has it; no_clock: it has a term and no due date.';

grant select, insert, update on breach to motcua_app;
alter table breach enable row level security;
alter table breach force row level security;
create policy breach_scope on breach to motcua_app
  using (agency_id = any (app_agencies())) with check (agency_id = any (app_agencies()));
