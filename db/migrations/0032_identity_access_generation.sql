-- What a person may do follows from posts, delegations and units. Working that out at every request costs more than
-- anything else a request does; so every change of these tables counts here, in its own transaction, and what was worked
-- out before holds exactly as long as the count is the same. Sixteen rows, so that two changes seldom wait for each other.
create table access_generation (
  slot int primary key check (slot between 0 and 15),
  changes bigint not null
);
comment on table access_generation is 'How often anything changed from which the rights of a person follow; read at every request.';
grant select, insert, update on access_generation to motcua_app;

create function count_access_change() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  insert into access_generation (slot, changes) values (pg_backend_pid() % 16, 1)
  on conflict (slot) do update set changes = access_generation.changes + 1;
  return null;
end
$$;

create trigger access_change after insert or update or delete or truncate on person for each statement execute function count_access_change();
create trigger access_change after insert or update or delete or truncate on post for each statement execute function count_access_change();
create trigger access_change after insert or update or delete or truncate on assignment for each statement execute function count_access_change();
create trigger access_change after insert or update or delete or truncate on delegation for each statement execute function count_access_change();
create trigger access_change after insert or update or delete or truncate on unit for each statement execute function count_access_change();
create trigger access_change after insert or update or delete or truncate on unit_version for each statement execute function count_access_change();
