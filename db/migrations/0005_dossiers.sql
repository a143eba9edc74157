-- A dossier is the fold of its events; the row of the dossier is the newest state, written with each event.
create table dossier (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  code text not null unique,
  procedure_version_id int not null references procedure_version (id),
  case_code text not null default 'default',
  procedure_code text not null,
  procedure_name text not null,
  field text not null,
  origin text not null default 'local' check (origin in ('local', 'imported', 'synthetic')),
  source_id text,
  channel text not null check (channel in ('counter', 'online', 'post')),
  regime text not null,
  time_zone text not null default 'Asia/Ho_Chi_Minh',
  term_value int,
  term_unit text not null,
  state text not null check (state in ('INTAKE_SUPPLEMENT', 'INTAKE_REFUSED', 'ACCEPTED', 'PROCESSING', 'SUPPLEMENT_WAIT', 'FINANCE_WAIT', 'DECIDED', 'RETURNED', 'WITHDRAWN', 'STOPPED', 'VOIDED')),
  outcome text check (outcome in ('approved', 'refused')),
  proposal text check (proposal in ('approve', 'refuse')),
  received_at timestamptz not null,
  due_original_at timestamptz,
  due_unextended_at timestamptz,
  due_at timestamptz,
  due_source text,
  paused_at timestamptz,
  ended_at timestamptz,
  returned_at timestamptz,
  holder_person_id bigint references person (id),
  holder_unit_id int references unit (id),
  owner_name text not null,
  owner_id_number text,
  owner_phone text,
  subject text,
  parties jsonb not null,
  components jsonb not null default '[]',
  attributes jsonb not null default '{}',
  flags text[] not null default '{}',
  supplement_count int not null default 0,
  tracking_secret text not null,
  secret_hash bytea not null generated always as (sha256(decode(tracking_secret, 'escape'))) stored,
  last_seq int not null,
  last_event_at timestamptz not null,
  search_key text not null generated always as (search_key(owner_name || ' ' || coalesce(subject, ''))) stored,
  unique (agency_id, source_id)
);
create index dossier_agency_received on dossier (agency_id, received_at desc, id desc);
create index dossier_agency_state_received on dossier (agency_id, state, received_at desc, id desc);
create index dossier_agency_due on dossier (agency_id, due_at, id) where ended_at is null;
create index dossier_holder on dossier (holder_person_id, due_at, id) where holder_person_id is not null;
create index dossier_id_number on dossier (owner_id_number) where owner_id_number is not null;
create index dossier_phone on dossier (owner_phone) where owner_phone is not null;
create index dossier_search on dossier using gin (search_key gin_trgm_ops);
create index dossier_ended on dossier (agency_id, ended_at) where ended_at is not null;
create unique index dossier_secret on dossier (secret_hash);
comment on column dossier.due_unextended_at is 'With pauses but without extensions: an apology letter moves due_at and cleans no lateness.';
comment on column dossier.tracking_secret is 'Printed in the QR code of the receipt (base64url); kept so that a reprint carries the same code.';
comment on column dossier.ended_at is 'When the result was ready, or the dossier was refused, withdrawn, stopped or voided: the end that a report compares with the due date.';

create table dossier_event (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  seq int not null check (seq > 0),
  type text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  account_id bigint references account (id),
  person_id bigint references person (id),
  actor_name text not null,
  actor_role text,
  actor_unit_id int references unit (id),
  on_behalf_of_person_id bigint references person (id),
  reason text,
  payload jsonb not null default '{}',
  state text not null,
  outcome text,
  due_unextended_at timestamptz,
  due_at timestamptz,
  paused_at timestamptz,
  ended_at timestamptz,
  supplement_count int not null default 0,
  unique (dossier_id, seq)
);
create index dossier_event_agency_occurred on dossier_event (agency_id, occurred_at);
comment on table dossier_event is 'Append-only. The columns from state on are what the dossier had come to with this event, so that a figure as of any day is one look-up.';

create table dossier_counter (
  agency_id int not null references unit (id),
  series text not null check (series in ('dossier', 'guidance')),
  day date not null,
  last_number int not null check (last_number > 0),
  primary key (agency_id, series, day)
);
comment on table dossier_counter is 'Running number per agency and day (Decree 61/2018 article 26); a voided number stays consumed. guidance: slips to people whose dossier was not accepted.';

create table saved_filter (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  account_id bigint not null references account (id),
  name text not null check (length(name) between 1 and 100),
  query text not null check (length(query) <= 2000),
  created_at timestamptz not null default now(),
  unique (account_id, name)
);

grant select, insert, update on dossier to motcua_app;
grant select, insert on dossier_event to motcua_app;
grant select, insert, update on dossier_counter to motcua_app;
grant select, insert, delete on saved_filter to motcua_app;

alter table dossier enable row level security;
alter table dossier force row level security;
alter table dossier_event enable row level security;
alter table dossier_event force row level security;
alter table dossier_counter enable row level security;
alter table dossier_counter force row level security;
alter table saved_filter enable row level security;
alter table saved_filter force row level security;

create policy dossier_scope on dossier to motcua_app
  using (agency_id = any (app_agencies())) with check (agency_id = any (app_agencies()));
create policy dossier_event_scope on dossier_event to motcua_app
  using (agency_id = any (app_agencies())) with check (agency_id = any (app_agencies()));
create policy dossier_counter_scope on dossier_counter to motcua_app
  using (agency_id = any (app_agencies())) with check (agency_id = any (app_agencies()));
create policy saved_filter_scope on saved_filter to motcua_app
  using (account_id = app_account() and agency_id = any (app_agencies()))
  with check (account_id = app_account() and agency_id = any (app_agencies()));

-- What the public may see. The functions belong to a role that reads these tables and nothing else.
grant select on dossier, dossier_event to motcua_lookup;
create policy dossier_lookup on dossier for select to motcua_lookup using (true);
create policy dossier_event_lookup on dossier_event for select to motcua_lookup using (true);

-- Circular 01/2018 article 16.2d: without signing in, only the code and the degree of completion.
create function lookup_dossier_stage(wanted_code text) returns table (code text, state text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.code, d.state from public.dossier d where d.code = wanted_code and d.state <> 'VOIDED';
end;

-- The secret printed on the receipt opens the fuller timeline of that one dossier.
create function lookup_dossier_by_secret(wanted_hash bytea) returns setof dossier
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.* from public.dossier d where d.secret_hash = wanted_hash;
end;

create function lookup_events_by_secret(wanted_hash bytea) returns setof dossier_event
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select e.* from public.dossier_event e
  where e.dossier_id = (select d.id from public.dossier d where d.secret_hash = wanted_hash)
  order by e.seq;
end;

-- Trigram operators are not leakproof and cannot use an index under row-level security, so the search names the
-- agencies of the context itself and hands back ids; the rows behind them are then read under the policy.
create function search_dossier_ids(wanted text, agencies int[], most int) returns setof bigint
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.id from public.dossier d
  where d.search_key like '%' || wanted || '%' and d.agency_id = any (agencies) and d.agency_id = any (public.app_agencies())
  order by d.received_at desc, d.id desc limit most;
end;

revoke all on function lookup_dossier_stage(text), lookup_dossier_by_secret(bytea), lookup_events_by_secret(bytea), search_dossier_ids(text, int[], int) from public;
grant execute on function lookup_dossier_stage(text), lookup_dossier_by_secret(bytea), lookup_events_by_secret(bytea), search_dossier_ids(text, int[], int) to motcua_app;
-- Last: the owner of the schema does not inherit the rights of this role, its rows least of all.
alter function lookup_dossier_stage(text) owner to motcua_lookup;
alter function lookup_dossier_by_secret(bytea) owner to motcua_lookup;
alter function lookup_events_by_secret(bytea) owner to motcua_lookup;
alter function search_dossier_ids(text, int[], int) owner to motcua_lookup;
