-- A version of a process that has not begun may be withdrawn: nothing runs by it, and what it would have ended goes on.
alter table process_version
  drop constraint process_version_status_check,
  add constraint process_version_status_check check (status in ('draft', 'published', 'withdrawn')),
  add ended_standing boolean not null default false;
comment on column process_version.ended_standing is 'Publishing it ended the version that stood on its first day; withdrawn, it gives its days back to that one.';

create or replace function keep_published_process() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or
      (new.process_id, new.version, lower(new.during), new.decision_no, new.decision_date, new.override_reason, new.definition, new.published_at, new.published_by)
      is distinct from
      (old.process_id, old.version, lower(old.during), old.decision_no, old.decision_date, old.override_reason, old.definition, old.published_at, old.published_by)) then
    raise exception 'a published version of a process never changes' using errcode = 'restrict_violation';
  end if;
  if old.status <> 'draft' and new.status <> old.status and (old.status, new.status) <> ('published', 'withdrawn') then
    raise exception 'a published version of a process is withdrawn or stays' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
