-- Where dossiers are received, by what hours and under which version of a procedure changes far less often than dossiers
-- come in. The count of changes that rights of people already hang on counts these tables too.
alter table access_generation rename to reference_generation;
alter table reference_generation rename constraint access_generation_pkey to reference_generation_pkey;
comment on table reference_generation is 'How often anything changed that is remembered between transactions: rights of people, desks, open procedures.';

create or replace function count_access_change() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  insert into reference_generation (slot, changes) values (pg_backend_pid() % 16, 1)
  on conflict (slot) do update set changes = reference_generation.changes + 1;
  return null;
end
$$;
alter function count_access_change() rename to count_reference_change;

create trigger reference_change after insert or update or delete or truncate on unit_code for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on unit_calendar for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on procedure for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on procedure_version for each statement execute function count_reference_change();
