-- A training installation has a database of its own, and the database itself knows that it is one (docs/adr/0041).
create function is_training() returns boolean language sql stable
  return exists (select from setting where name = 'training');

-- The mark is set before the first dossier has a number, and stays: no database changes sides.
create function guard_training_mark() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'the mark of a training database is never changed' using errcode = 'check_violation';
  end if;
  if pg_sequence_last_value(pg_get_serial_sequence('public.dossier', 'id')::regclass) is not null then
    raise exception 'this database has dossiers already' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger training_mark_set before insert on setting for each row when (new.name = 'training') execute function guard_training_mark();
create trigger training_mark_kept before update on setting for each row
  when (old.name = 'training' or new.name = 'training') execute function guard_training_mark();
create trigger training_mark_not_deleted before delete on setting for each row when (old.name = 'training')
  execute function guard_training_mark();
revoke all on function guard_training_mark() from public;
grant usage, select on sequence dossier_id_seq to motcua_lookup;
alter function guard_training_mark() owner to motcua_lookup;

-- A code of training never gets into a real database, by whichever way; the condition costs a real code nothing.
create function refuse_training_code() returns trigger language plpgsql as $$
begin
  if not is_training() then
    raise exception 'a code of training in a database that is not for training' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger dossier_training_code before insert or update of code on dossier for each row when (new.code like 'TH-%')
  execute function refuse_training_code();
