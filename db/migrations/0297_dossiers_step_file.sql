-- Files that an officer hands in with an action of the process: what the step asked for (one-stop.md §6.3).
create table dossier_step_file (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  seq int not null check (seq > 0),
  step_code text not null check (length(step_code) between 1 and 60),
  sha256 text not null references stored_file (sha256),
  file_name text not null check (length(file_name) between 1 and 300),
  added_at timestamptz not null,
  added_by text not null check (length(added_by) between 1 and 200)
);
create index dossier_step_file_dossier on dossier_step_file (dossier_id, seq);
comment on table dossier_step_file is 'Append-only. seq is the event of the action with which the files came; step_code is the step that they were handed in at.';

grant select, insert on dossier_step_file to motcua_app;
alter table dossier_step_file enable row level security;
alter table dossier_step_file force row level security;
create policy dossier_step_file_scope on dossier_step_file to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
