-- Whether someone has an account already, before staff open one for them: a yes or no, and nothing of the row.
create function has_citizen_account(wanted_kind text, wanted_number text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select from public.citizen c where c.kind = wanted_kind and c.id_number = wanted_number);
end;
create index citizen_number on citizen (id_number) where id_number is not null;
revoke all on function has_citizen_account(text, text) from public;
grant execute on function has_citizen_account(text, text) to motcua_app;
alter function has_citizen_account(text, text) owner to motcua_lookup;
