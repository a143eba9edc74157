-- How a procedure runs in an agency, or in every agency of a province: steps, actions, approved versions.
create table process (
  id int generated always as identity primary key,
  owner_unit_id int not null references unit (id),
  procedure_id int not null references procedure (id),
  case_code text not null default '*' check (length(case_code) between 1 and 100),
  created_at timestamptz not null default now(),
  unique (owner_unit_id, procedure_id, case_code)
);
create index process_procedure on process (procedure_id);
comment on column process.owner_unit_id is 'An agency, or a province for all of its agencies; the agency''s own process goes before the province''s.';
comment on column process.case_code is '* stands for every case that has no process of its own.';

create table process_version (
  id int generated always as identity primary key,
  process_id int not null references process (id),
  version int not null check (version > 0),
  status text not null default 'draft' check (status in ('draft', 'published')),
  during daterange check (not isempty(during)),
  decision_no text check (length(decision_no) between 1 and 100),
  decision_date date,
  override_reason text check (length(override_reason) between 1 and 2000),
  definition jsonb not null,
  revision int not null default 1,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  published_by bigint references account (id),
  unique (process_id, version),
  exclude using gist (process_id with =, during with &&) where (status = 'published'),
  check ((status = 'draft') = (during is null)),
  check ((status = 'draft') = (published_at is null)),
  check (status = 'draft' or decision_no is not null or override_reason is not null)
);
create unique index process_version_one_draft on process_version (process_id) where status = 'draft';
comment on table process_version is 'A published version never changes but for the day on which it ends; dossiers keep the version under which they were received.';
comment on column process_version.override_reason is 'Why it was published without an approving decision (Circular 01/2018/TT-VPCP article 8 asks for one).';

create function keep_published_process() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if old.status = 'published' and (tg_op = 'DELETE' or
      (new.process_id, new.version, new.status, lower(new.during), new.decision_no, new.decision_date, new.override_reason, new.definition, new.published_at, new.published_by)
      is distinct from
      (old.process_id, old.version, old.status, lower(old.during), old.decision_no, old.decision_date, old.override_reason, old.definition, old.published_at, old.published_by)) then
    raise exception 'a published version of a process never changes' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger keep_published before update or delete on process_version for each row execute function keep_published_process();

grant select, insert on process to motcua_app;
grant select, insert, update, delete on process_version to motcua_app;
