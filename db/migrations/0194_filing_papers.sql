-- What the applicant uploads for each component, and what the one-stop shop found of it (R-01).
create table filing_file (
  id bigint generated always as identity primary key,
  filing_id bigint not null references filing (id),
  account_id bigint not null references account (id),
  agency_id int not null references unit (id),
  component_code text not null check (length(component_code) between 1 and 80),
  sha256 text not null references stored_file (sha256),
  sent_sha256 text not null,
  file_name text not null check (length(file_name) between 1 and 300),
  pages int,
  added_at timestamptz not null,
  removed_at timestamptz
);
create index filing_file_filing on filing_file (filing_id, id);
comment on table filing_file is 'Copies that the applicant uploads, by component. One that was once sent is not deleted: it is marked as removed.';

alter table filing add column found jsonb not null default '[]';
comment on column filing.found is 'By component: what the officer found there at the last answer.';

-- What the applicant sends on their own after the acceptance: an answer to a supplement, or a word to the officer.
create table filing_reply (
  id bigint generated always as identity primary key,
  filing_id bigint not null references filing (id),
  account_id bigint not null references account (id),
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  at timestamptz not null,
  message text not null check (length(message) between 1 and 2000),
  files jsonb not null default '[]'
);
create index filing_reply_dossier on filing_reply (dossier_id, id);
comment on table filing_reply is 'Append-only. files: name and hash of what came with it; the copies themselves are the papers of the dossier.';

grant select, insert, delete on filing_file to motcua_app;
grant update (removed_at) on filing_file to motcua_app;
grant select, insert on filing_reply to motcua_app;

alter table filing_file enable row level security;
alter table filing_file force row level security;
alter table filing_reply enable row level security;
alter table filing_reply force row level security;
create policy filing_file_own on filing_file to motcua_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));
create policy filing_file_agency on filing_file for select to motcua_app
  using (agency_id = any ((select app_agencies())::int[])
    and exists (select from filing f where f.id = filing_id and f.submitted_at is not null));
create policy filing_file_kept on filing_file as restrictive for delete to motcua_app
  using (exists (select from filing f where f.id = filing_id and f.state = 'DRAFT'));
create policy filing_reply_own on filing_reply to motcua_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));
create policy filing_reply_agency on filing_reply for select to motcua_app
  using (agency_id = any ((select app_agencies())::int[]));
