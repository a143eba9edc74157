-- Whoever cannot scan the code of a receipt types its code and ten digits instead; they open what the scan opens.
create function tracking_number(secret_hash bytea) returns text language sql immutable parallel safe as $$
  select lpad(mod(('x' || encode(substring(secret_hash from 25 for 7), 'hex'))::bit(56)::bigint, 10000000000)::text, 10, '0')
$$;
comment on function tracking_number(bytea) is 'Ten digits of what is kept of the secret of a receipt, printed beside its code.';

create function lookup_secret_by_number(wanted_code text, wanted_number text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select d.tracking_secret from public.dossier d
  where d.code = wanted_code and public.tracking_number(d.secret_hash) = wanted_number and d.state not in ('VOIDED', 'DRAFT')
$$;
revoke all on function lookup_secret_by_number(text, text) from public;
grant execute on function lookup_secret_by_number(text, text) to motcua_app;
alter function lookup_secret_by_number(text, text) owner to motcua_lookup;
