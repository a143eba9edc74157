-- Following dossiers by the telephone number that stands on them: a code goes to the number, and opens their progress for a short
-- while. A row is made for any number, known or not, so that nothing tells the two apart; it is forgotten within an hour.
create table phone_pass (
  id bigint generated always as identity primary key,
  handle text not null unique,
  phone text not null check (length(phone) between 8 and 20),
  client_hash bytea not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  code_hash bytea,
  tries int not null default 0,
  opened_at timestamptz,
  token_hash bytea unique,
  token_until timestamptz,
  check ((opened_at is null) = (token_hash is null) and (opened_at is null) = (token_until is null))
);
create index phone_pass_phone on phone_pass (phone, asked_at desc);
create index phone_pass_client on phone_pass (client_hash, asked_at desc);
create index phone_pass_asked on phone_pass (asked_at);
comment on column phone_pass.code_hash is 'Set by the worker when it sends the code; stays null for a number that no dossier carries.';
comment on column phone_pass.handle is 'In the address of the page that asks for the code. Opens nothing without it.';

grant select, insert, update, delete on phone_pass to motcua_app;
alter table phone_pass enable row level security;
alter table phone_pass force row level security;
-- Whoever asks has no account: what guards a row is the handle, the code and the token, of which only hashes are kept.
create policy phone_pass_public on phone_pass to motcua_app using (true) with check (true);

create index dossier_submitter_phone on dossier ((parties #>> '{submitter,phone}')) where parties #>> '{submitter,phone}' is not null;

-- What a number may follow: dossiers of the last two years whose owner or submitter it belongs to.
create function lookup_dossiers_by_phone(wanted text, since timestamptz) returns table (secret_hash bytea, code text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select d.secret_hash, d.code from public.dossier d
  where (d.owner_phone = wanted or d.parties #>> '{submitter,phone}' = wanted)
    and d.state not in ('DRAFT', 'VOIDED') and d.origin <> 'external' and d.received_at >= since
  order by d.received_at desc limit 30
$$;
revoke all on function lookup_dossiers_by_phone(text, timestamptz) from public;
grant execute on function lookup_dossiers_by_phone(text, timestamptz) to motcua_app;
alter function lookup_dossiers_by_phone(text, timestamptz) owner to motcua_lookup;
