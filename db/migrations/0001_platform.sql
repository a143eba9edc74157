-- The mechanisms that every area uses: row-level security context, idempotency, audit, outbox, files of law.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

grant usage on schema public to motcua_app, motcua_lookup;

-- The agencies whose rows the current command may touch. No context means none: fail closed.
create function app_agencies() returns int[]
  language sql stable parallel safe
  return coalesce(nullif(current_setting('app.agencies', true), '')::int[], '{}'::int[]);

create function app_account() returns bigint
  language sql stable parallel safe
  return nullif(current_setting('app.account', true), '')::bigint;

-- What a search compares: lower case, without diacritics, so that tone placement (hòa = hoà) and đ never matter.
create function search_key(value text) returns text
  language sql immutable parallel safe
  return btrim(regexp_replace(
    translate(lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, nfc))), 'đ', 'd'),
    '[^a-z0-9]+', ' ', 'g'));

create table idempotency (
  actor text not null,
  key text not null check (length(key) between 8 and 100),
  command text not null,
  fingerprint text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
comment on table idempotency is 'One row per write command: the same key answers the same, for as long as the rows it wrote live.';

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account_id bigint,
  agency_id int,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused', 'denied', 'read', 'failed')),
  subject text,
  correlation_id text,
  detail jsonb not null default '{}'
);
create index audit_agency_at on audit (agency_id, at desc);
create index audit_subject on audit (subject, at desc) where subject is not null;
comment on table audit is 'Append-only: the application may insert and read, never change.';

create table outbox (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  agency_id int,
  topic text not null,
  subject text not null,
  payload jsonb not null default '{}',
  relayed_at timestamptz
);
create index outbox_pending on outbox (id) where relayed_at is null;

create table setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now()
);
comment on table setting is 'Facts about this installation, such as whether it was set up as a demonstration.';

grant select, insert, update on idempotency to motcua_app;
grant select, insert on audit to motcua_app;
grant select, insert on outbox to motcua_app;
grant update (relayed_at) on outbox to motcua_app;
grant select, insert, update on setting to motcua_app;

alter table audit enable row level security;
alter table audit force row level security;
create policy audit_insert on audit for insert to motcua_app with check (true);
create policy audit_select on audit for select to motcua_app
  using (agency_id = any (app_agencies()) or account_id = app_account());
