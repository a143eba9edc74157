-- Which slips were printed, by whom and how often: a later print says on its face that it is one.
create table slip_print (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  kind text not null check (kind in ('receipt', 'supplement_request', 'refusal', 'control')),
  event_seq int not null check (event_seq > 0),
  account_id bigint not null references account (id),
  printed_at timestamptz not null
);
create index slip_print_slip on slip_print (dossier_id, kind, event_seq, printed_at desc);
comment on table slip_print is 'Append-only. The slip of one event; opening it again within minutes by the same person is the same print.';

grant select, insert on slip_print to motcua_app;
alter table slip_print enable row level security;
alter table slip_print force row level security;
create policy slip_print_scope on slip_print to motcua_app
  using (agency_id = any (app_agencies())) with check (agency_id = any (app_agencies()));
