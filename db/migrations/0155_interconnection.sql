-- Interconnected procedures (Decree 61/2018 article 19.6 and 19.7): one filing for the citizen, a dossier of its own for each agency.
create table bundle (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  agencies int[] not null check (agency_id = any (agencies)),
  code text not null unique check (length(code) between 1 and 60),
  group_code text not null check (length(group_code) between 1 and 60),
  group_name text not null,
  total_days int not null check (total_days between 1 and 400),
  separate_days int not null check (separate_days between 1 and 400),
  way text not null check (way in ('parallel', 'sequence')),
  channel text not null check (channel in ('counter', 'online', 'post')),
  origin text not null default 'local' check (origin in ('local', 'synthetic')),
  owner_name text not null,
  data jsonb not null,
  filed_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz
);
create index bundle_agency on bundle (agency_id, filed_at desc, id desc);
create index bundle_agencies on bundle using gin (agencies);
comment on table bundle is 'What the citizen handed in once. Counted as one for the citizen; its members are counted by the agencies, each once.';
comment on column bundle.agencies is 'The agency that received it and those that decide a member: who sees it. Without one of them nobody does.';

create table bundle_member (
  bundle_id bigint not null references bundle (id),
  position int not null check (position between 1 and 30),
  agencies int[] not null,
  agency_id int not null references unit (id),
  desk_unit_id int not null references unit (id),
  procedure_code text not null,
  procedure_name text not null,
  duty text not null,
  is_lead boolean not null,
  depends_on int[] not null default '{}',
  term_days int not null check (term_days between 0 and 400),
  dossier_id bigint unique references dossier (id),
  code text,
  state text,
  outcome text,
  opened_at timestamptz,
  due_at timestamptz,
  ended_at timestamptz,
  primary key (bundle_id, position)
);
create index bundle_member_agencies on bundle_member using gin (agencies);
comment on column bundle_member.dossier_id is 'Null until its dossier is opened: in sequence only when what it depends on is decided.';

-- Filed in one unit, decided by another (Decree 118/2025): who received, and where papers and result have been since.
create table dossier_reception (
  dossier_id bigint primary key references dossier (id),
  province_id int not null references unit (id),
  receiving_agency_id int not null references unit (id),
  receiving_unit_id int not null references unit (id),
  deciding_agency_id int not null references unit (id) check (deciding_agency_id <> receiving_agency_id),
  code text not null,
  owner_name text not null,
  procedure_name text not null,
  received_at timestamptz not null,
  handed_back_at timestamptz,
  handed_back_by text
);
create index dossier_reception_open on dossier_reception (receiving_agency_id, dossier_id) where handed_back_at is null;
create index dossier_reception_deciding on dossier_reception (deciding_agency_id, received_at desc);
create index dossier_reception_receiving on dossier_reception (receiving_agency_id, received_at desc);

create table reception_leg (
  dossier_id bigint not null references dossier_reception (dossier_id),
  receiving_agency_id int not null references unit (id),
  deciding_agency_id int not null references unit (id),
  leg text not null check (leg in ('papers_sent', 'papers_arrived', 'result_sent', 'result_arrived', 'handed_back')),
  at timestamptz not null,
  account_id bigint references account (id),
  actor_name text not null,
  note text check (length(note) <= 500),
  primary key (dossier_id, leg)
);
comment on table reception_leg is 'Append-only. Who gave papers or result on, and who confirmed that they came.';

grant select, insert on bundle, bundle_member, dossier_reception, reception_leg to motcua_app;
grant update (code, ended_at) on bundle to motcua_app;
grant update (dossier_id, code, state, outcome, opened_at, due_at, ended_at) on bundle_member to motcua_app;
grant update (handed_back_at, handed_back_by) on dossier_reception to motcua_app;

alter table bundle enable row level security;
alter table bundle force row level security;
alter table bundle_member enable row level security;
alter table bundle_member force row level security;
alter table dossier_reception enable row level security;
alter table dossier_reception force row level security;
alter table reception_leg enable row level security;
alter table reception_leg force row level security;

create policy bundle_scope on bundle to motcua_app
  using (agencies && (select app_agencies())::int[]) with check (agencies && (select app_agencies())::int[]);
create policy bundle_member_scope on bundle_member to motcua_app
  using (agencies && (select app_agencies())::int[]) with check (agencies && (select app_agencies())::int[]);
create policy dossier_reception_scope on dossier_reception to motcua_app
  using (receiving_agency_id = any ((select app_agencies())::int[]) or deciding_agency_id = any ((select app_agencies())::int[]))
  with check (receiving_agency_id = any ((select app_agencies())::int[]));
create policy reception_leg_scope on reception_leg to motcua_app
  using (receiving_agency_id = any ((select app_agencies())::int[]) or deciding_agency_id = any ((select app_agencies())::int[]))
  with check (receiving_agency_id = any ((select app_agencies())::int[]) or deciding_agency_id = any ((select app_agencies())::int[]));

-- Beside those of its own agencies, a transaction sees the dossiers that its agencies received for another one, until
-- their result is handed over. It sees them only: what changes a dossier is still its own agency's alone.
grant select on dossier_reception to motcua_lookup;
create policy dossier_reception_lookup on dossier_reception for select to motcua_lookup using (true);
create function app_received_elsewhere() returns bigint[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(array_agg(r.dossier_id), '{}') from public.dossier_reception r
  where r.receiving_agency_id = any (public.app_agencies()) and r.handed_back_at is null;
end;
revoke all on function app_received_elsewhere() from public;
grant execute on function app_received_elsewhere() to motcua_app;
alter function app_received_elsewhere() owner to motcua_lookup;

create policy dossier_received_elsewhere on dossier for select to motcua_app
  using (id = any ((select app_received_elsewhere())::bigint[]));
create policy dossier_event_received_elsewhere on dossier_event for select to motcua_app
  using (dossier_id = any ((select app_received_elsewhere())::bigint[]));
