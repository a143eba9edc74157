-- A version that has not begun may be withdrawn: nothing was filed under it, and what it would have ended goes on.
alter table bundle_group_version
  drop constraint bundle_group_version_status_check,
  add constraint bundle_group_version_status_check check (status in ('draft', 'published', 'withdrawn')),
  add cut_version_id int references bundle_group_version (id),
  add cut_until date;
comment on column bundle_group_version.cut_version_id is 'The version that this one ended when it was published, and in cut_until when that would have ended without it.';

create or replace function keep_published_group() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or
      (new.province_id, new.code, new.version, lower(new.during), new.definition, new.published_at, new.published_by)
      is distinct from
      (old.province_id, old.code, old.version, lower(old.during), old.definition, old.published_at, old.published_by)) then
    raise exception 'a published version of a group never changes' using errcode = 'restrict_violation';
  end if;
  if old.status <> 'draft' and new.status <> old.status and (old.status, new.status) <> ('published', 'withdrawn') then
    raise exception 'a published version of a group is withdrawn or stays' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
