-- An office moves here from another system: its officers, its procedures and its open dossiers come with it.
alter table import_run drop constraint import_run_kind_check;
alter table import_run add constraint import_run_kind_check
  check (kind in ('dossiers', 'procedures', 'units', 'officers', 'procedure_sheet'));
-- Who uploaded the file on a page, and its hash: what was tried there can be done without a second upload, by the same person.
alter table import_run add column account_id bigint references account (id);
alter table import_run add column upload jsonb;
create index import_run_account on import_run (account_id, started_at desc) where account_id is not null;

alter table procedure_version drop constraint procedure_version_origin_check;
alter table procedure_version add constraint procedure_version_origin_check
  check (origin in ('starter', 'portal', 'office', 'import'));

-- Open dossiers of a system that the office has left: handled here from then on, with the due date that came with them.
alter table dossier drop constraint dossier_origin_check;
alter table dossier add constraint dossier_origin_check
  check (origin in ('local', 'imported', 'synthetic', 'external', 'taken_over'));

-- By which number another system knows an officer; no personal data. Like account itself it belongs to no agency.
create table officer_source (
  system text not null check (system ~ '^[a-z0-9-]{2,40}$'),
  source_id text not null check (length(source_id) between 1 and 100),
  account_id bigint not null references account (id),
  primary key (system, source_id)
);
create index officer_source_account on officer_source (account_id);
grant select, insert on officer_source to motcua_app;
