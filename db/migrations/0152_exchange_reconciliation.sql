-- What the national portal has of our dossiers, compared day by day.
create table reconciliation (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  key text not null unique,
  at timestamptz not null,
  here int not null,
  there int not null,
  differing jsonb not null default '[]'
);
create index reconciliation_agency on reconciliation (agency_id, at desc);
comment on column reconciliation.differing is 'Codes whose status differs, with both; missing there, or unknown here. Codes alone, no personal data.';

grant select, insert on reconciliation to motcua_app;
alter table reconciliation enable row level security;
alter table reconciliation force row level security;
create policy reconciliation_scope on reconciliation to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
