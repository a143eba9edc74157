-- Groups of interconnected procedures that a province writes itself, by version and period; those that ship stay in the package.
create table bundle_group_version (
  id int generated always as identity primary key,
  province_id int not null references unit (id),
  code text not null check (code ~ '^[a-z0-9-]{1,60}$'),
  version int not null check (version > 0),
  status text not null default 'draft' check (status in ('draft', 'published')),
  during daterange check (not isempty(during)),
  definition jsonb not null,
  revision int not null default 1 check (revision > 0),
  created_at timestamptz not null default now(),
  published_at timestamptz,
  published_by bigint references account (id),
  unique (province_id, code, version),
  exclude using gist (province_id with =, code with =, during with &&) where (status = 'published'),
  check ((status = 'draft') = (during is null)),
  check ((status = 'draft') = (published_at is null))
);
create unique index bundle_group_version_one_draft on bundle_group_version (province_id, code) where status = 'draft';
comment on table bundle_group_version is 'A published version never changes but for the day on which it ends; filings keep the version under which they were received. No personal data.';

create function keep_published_group() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if old.status = 'published' and (tg_op = 'DELETE' or
      (new.province_id, new.code, new.version, new.status, lower(new.during), new.definition, new.published_at, new.published_by)
      is distinct from
      (old.province_id, old.code, old.version, old.status, lower(old.during), old.definition, old.published_at, old.published_by)) then
    raise exception 'a published version of a group never changes' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger keep_published before update or delete on bundle_group_version for each row execute function keep_published_group();

grant select, insert, update, delete on bundle_group_version to motcua_app;
alter table bundle_group_version enable row level security;
alter table bundle_group_version force row level security;
create policy bundle_group_version_read on bundle_group_version for select to motcua_app using (true);
create policy bundle_group_version_add on bundle_group_version for insert to motcua_app with check ((select app_account()) is not null);
create policy bundle_group_version_change on bundle_group_version for update to motcua_app using ((select app_account()) is not null);
create policy bundle_group_version_drop on bundle_group_version for delete to motcua_app using ((select app_account()) is not null);

alter table bundle add column group_version_id int references bundle_group_version (id);
comment on column bundle.group_version_id is 'The province''s version under which it was filed; null for a group that ships with the product.';
