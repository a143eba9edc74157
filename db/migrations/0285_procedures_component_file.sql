-- Blank forms and filled samples of a component, as files that the office attaches; they outlive a version of the procedure.
create table component_file (
  id int generated always as identity primary key,
  procedure_code text not null references procedure (code),
  component_code text not null check (length(component_code) between 1 and 80),
  kind text not null check (kind in ('blank', 'sample')),
  sha256 text not null references stored_file (sha256),
  file_name text not null check (length(file_name) between 1 and 300),
  added_at timestamptz not null,
  added_by bigint not null references account (id),
  removed_at timestamptz
);
create index component_file_procedure on component_file (procedure_code, id) where removed_at is null;
comment on table component_file is 'Public: anybody may download what stands here. One that was shown is not deleted, only marked as removed.';

grant select, insert on component_file to motcua_app;
grant update (removed_at) on component_file to motcua_app;
alter table component_file enable row level security;
alter table component_file force row level security;
create policy component_file_read on component_file for select to motcua_app using (true);
create policy component_file_add on component_file for insert to motcua_app with check (added_by = (select app_account()));
create policy component_file_remove on component_file for update to motcua_app using ((select app_account()) is not null);
