-- Accounts of citizens and organisations. They sign in by electronic identity alone: their account has no password, no
-- post and so no right of staff; row-level security shows each its own rows.
alter table account add column kind text not null default 'staff' check (kind in ('staff', 'citizen'));
create index account_citizen on account (id) where kind = 'citizen';

create table citizen (
  account_id bigint primary key references account (id),
  kind text not null check (kind in ('person', 'organisation')),
  issuer text,
  subject text,
  full_name text not null check (length(full_name) between 1 and 200),
  id_number text check (id_number ~ '^[0-9]{10,13}(-[0-9]{3})?$'),
  date_of_birth date,
  gender text check (gender in ('male', 'female', 'other')),
  phone text,
  email text,
  address text,
  assurance int not null default 0 check (assurance between 0 and 3),
  opened_by text not null check (opened_by in ('self', 'staff', 'support_team')),
  opening_agency_id int references unit (id),
  opened_by_person_id bigint references person (id),
  opened_at timestamptz not null,
  consent_at timestamptz,
  consent_how text,
  synthetic boolean not null default false,
  first_signed_in_at timestamptz,
  last_signed_in_at timestamptz,
  check ((issuer is null) = (subject is null)),
  check (opened_by = 'self' or (opening_agency_id is not null and consent_at is not null and consent_how is not null))
);
create unique index citizen_subject on citizen (issuer, subject) where issuer is not null;
create unique index citizen_unclaimed on citizen (kind, id_number) where issuer is null and id_number is not null;
create index citizen_opened on citizen (opening_agency_id, opened_at desc) where opening_agency_id is not null;
comment on table citizen is 'Who a citizen account belongs to, as its identity provider (issuer and subject together) says. Without them: opened with help, not yet signed in to.';
comment on column citizen.assurance is 'Level of assurance of the electronic identity at the last sign-in; 0: none yet.';

create table citizen_mandate (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  relation text not null check (relation in ('child', 'ward', 'relative', 'organisation', 'other')),
  name text not null check (length(name) between 1 and 200),
  id_number text,
  date_of_birth date,
  basis text not null check (length(basis) between 3 and 500),
  valid_until date,
  recorded_at timestamptz not null,
  ended_at timestamptz
);
create index citizen_mandate_account on citizen_mandate (account_id, id);
comment on table citizen_mandate is 'For whom else a citizen files, and on what basis; ended, never deleted, since filings name it.';

-- One row for each sign-in that is under way at the identity provider.
create table oidc_request (
  state_hash bytea primary key,
  visit_hash bytea not null,
  nonce text not null,
  code_verifier text not null,
  next text not null,
  created_at timestamptz not null
);
create index oidc_request_age on oidc_request (created_at);
comment on table oidc_request is 'Good once, for ten minutes, and only in the browser that began it.';

grant select, insert, update on citizen, citizen_mandate to motcua_app;
grant select, insert, delete on oidc_request to motcua_app;

alter table citizen enable row level security;
alter table citizen force row level security;
alter table citizen_mandate enable row level security;
alter table citizen_mandate force row level security;
create policy citizen_own on citizen to motcua_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));
-- Staff see and open the accounts that their agency helped to open; what the person makes of it later is their own.
create policy citizen_opened_read on citizen for select to motcua_app
  using (opening_agency_id = any ((select app_agencies())::int[]));
create policy citizen_opened_write on citizen for insert to motcua_app
  with check (opened_by <> 'self' and opening_agency_id = any ((select app_agencies())::int[]));
create policy citizen_mandate_own on citizen_mandate to motcua_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));

-- A sign-in knows no account yet: these functions answer whose account it is, and nothing else of the row.
grant select on citizen to motcua_lookup;
create policy citizen_lookup on citizen for select to motcua_lookup using (true);

create function find_citizen_by_subject(wanted_issuer text, wanted_subject text) returns bigint
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.account_id from public.citizen c where c.issuer = wanted_issuer and c.subject = wanted_subject;
end;

create function find_unclaimed_citizen(wanted_kind text, wanted_number text) returns bigint
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.account_id from public.citizen c where c.issuer is null and c.kind = wanted_kind and c.id_number = wanted_number;
end;

revoke all on function find_citizen_by_subject(text, text), find_unclaimed_citizen(text, text) from public;
grant execute on function find_citizen_by_subject(text, text), find_unclaimed_citizen(text, text) to motcua_app;
alter function find_citizen_by_subject(text, text) owner to motcua_lookup;
alter function find_unclaimed_citizen(text, text) owner to motcua_lookup;
