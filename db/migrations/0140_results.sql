-- Result documents: a code for the public, versions with their numbers and files, and everything that was done with them.
create table result_counter (
  agency_id int not null references unit (id),
  year int not null,
  last_number int not null check (last_number > 0),
  primary key (agency_id, year)
);

create table result_document (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  kind text not null check (kind in ('result', 'refusal')),
  title text not null check (length(title) between 1 and 300),
  code text not null unique check (code ~ '^KQ[0-9A-HJKMNP-TV-Z]{12}$'),
  agency_name text not null,
  created_at timestamptz not null
);
create index result_document_dossier on result_document (dossier_id, id);
create index result_document_agency on result_document (agency_id, id desc);

create table result_version (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  document_id bigint not null references result_document (id),
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'review', 'signed', 'issued', 'replaced', 'voided')),
  origin text not null check (origin in ('template', 'uploaded')),
  body text,
  source_sha256 text references stored_file (sha256),
  sha256 text references stored_file (sha256),
  year int,
  number int,
  reason text,
  valid_until date,
  signer_name text,
  signer_title text,
  signed_at timestamptz,
  certificate_serial text,
  certificate_issuer text,
  stand_in boolean not null default false,
  issued_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  written_by text not null,
  written_at timestamptz not null,
  unique (document_id, version),
  unique (agency_id, year, number),
  check ((year is null) = (number is null)),
  check ((origin = 'template') = (body is not null)),
  check ((origin = 'uploaded') = (source_sha256 is not null)),
  check ((state in ('signed', 'issued', 'replaced')) <= (sha256 is not null and number is not null and signed_at is not null)),
  check ((state = 'voided') <= (end_reason is not null)),
  check ((version > 1) <= (reason is not null))
);
create unique index result_version_open on result_version (document_id) where state in ('draft', 'review', 'signed');
comment on column result_version.number is 'In the book of its year; a version that is voided keeps its number.';

create table result_event (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  document_id bigint not null references result_document (id),
  version int not null,
  type text not null check (type in ('drafted', 'edited', 'sent_to_review', 'sent_back', 'numbered', 'signed', 'issued', 'copy_issued', 'corrected', 'replaced', 'voided')),
  reason text,
  receiver text,
  account_id bigint references account (id),
  by_name text not null,
  at timestamptz not null
);
create index result_event_document on result_event (document_id, id);

create table result_rule (
  agency_id int primary key references unit (id),
  required boolean not null,
  decision_no text not null,
  decided_at timestamptz not null
);
comment on table result_rule is 'Whether an agency returns a dossier only with a signed result or refusal that is registered here. Without a row: it is only said on the page.';

-- What was signed is never changed: a correction is another version.
create function keep_signed_result() returns trigger language plpgsql as $$
begin
  if old.number is not null and (new.number is distinct from old.number or new.year is distinct from old.year) then
    raise exception 'a number that was given stays' using errcode = 'check_violation';
  end if;
  if old.sha256 is not null and (new.sha256 is distinct from old.sha256 or new.body is distinct from old.body or new.signed_at is distinct from old.signed_at) then
    raise exception 'a signed result stays as it was signed' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger result_version_signed before update on result_version for each row execute function keep_signed_result();

grant select, insert, update on result_counter, result_rule to motcua_app;
grant select, insert on result_document, result_event to motcua_app;
grant select, insert on result_version to motcua_app;
grant update (state, body, source_sha256, sha256, year, number, valid_until, signer_name, signer_title, signed_at, certificate_serial, certificate_issuer, stand_in, issued_at, ended_at, end_reason) on result_version to motcua_app;

alter table result_counter enable row level security;
alter table result_counter force row level security;
alter table result_document enable row level security;
alter table result_document force row level security;
alter table result_version enable row level security;
alter table result_version force row level security;
alter table result_event enable row level security;
alter table result_event force row level security;
alter table result_rule enable row level security;
alter table result_rule force row level security;
create policy result_counter_scope on result_counter to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy result_document_scope on result_document to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy result_version_scope on result_version to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy result_event_scope on result_event to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy result_rule_scope on result_rule to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));

-- What anyone with the code of a paper may read of it: nothing that the paper does not show, no name of a citizen at all.
grant select on result_document, result_version to motcua_lookup;
create policy result_document_lookup on result_document for select to motcua_lookup using (true);
create policy result_version_lookup on result_version for select to motcua_lookup using (true);
create function check_result(wanted text)
  returns table (kind text, title text, agency_name text, version int, state text, year int, number int, sha256 text, signer_name text,
    signer_title text, signed_at timestamptz, issued_at timestamptz, valid_until date, ended_at timestamptz, stand_in boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.kind, d.title, d.agency_name, v.version, v.state, v.year, v.number, v.sha256, v.signer_name, v.signer_title, v.signed_at,
    v.issued_at, v.valid_until, v.ended_at, v.stand_in
  from public.result_document d join public.result_version v on v.document_id = d.id
  where d.code = wanted and v.issued_at is not null order by v.version;
end;

-- The holder of the receipt fetches what was issued on that dossier.
create function lookup_results_by_secret(wanted_hash bytea)
  returns table (code text, title text, version int, sha256 text, issued_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.code, d.title, v.version, v.sha256, v.issued_at
  from public.result_document d join public.result_version v on v.document_id = d.id
  where d.dossier_id = (select o.id from public.dossier o where o.secret_hash = wanted_hash) and v.state = 'issued'
  order by d.id;
end;
revoke all on function check_result(text), lookup_results_by_secret(bytea) from public;
grant execute on function check_result(text), lookup_results_by_secret(bytea) to motcua_app;
alter function check_result(text) owner to motcua_lookup;
alter function lookup_results_by_secret(bytea) owner to motcua_lookup;
