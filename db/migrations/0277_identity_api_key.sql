-- Keys of programs: each acts as one account in one agency, within its scopes, until its last day. Only the hash is kept.
create table api_key (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  account_id bigint not null references account (id),
  name text not null check (length(name) between 1 and 100),
  prefix text not null unique check (prefix ~ '^mck_[a-z0-9]{8}$'),
  token_hash bytea not null unique check (length(token_hash) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  rate text not null check (rate in ('slow', 'normal', 'fast')),
  created_at timestamptz not null,
  created_by bigint not null references account (id),
  expires_on date not null,
  last_used_on date,
  revoked_at timestamptz,
  check (expires_on >= (created_at at time zone 'Asia/Ho_Chi_Minh')::date)
);
create index api_key_agency on api_key (agency_id);
comment on column api_key.prefix is 'The part of the key that is shown and audited; it opens nothing.';
comment on column api_key.expires_on is 'The last day (in Việt Nam) on which it opens anything.';

grant select, insert on api_key to motcua_app;
grant update (last_used_on, revoked_at) on api_key to motcua_app;
alter table api_key enable row level security;
alter table api_key force row level security;
create policy api_key_scope on api_key to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));

-- Asked before there is an agency to ask for: whose key has this hash?
grant select on api_key to motcua_lookup;
create policy api_key_lookup on api_key for select to motcua_lookup using (true);
create function lookup_api_key(wanted_hash bytea) returns setof api_key
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select k.* from public.api_key k where k.token_hash = wanted_hash and k.revoked_at is null;
end;
revoke all on function lookup_api_key(bytea) from public;
grant execute on function lookup_api_key(bytea) to motcua_app;
alter function lookup_api_key(bytea) owner to motcua_lookup;
