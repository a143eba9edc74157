-- What becomes of a dossier after its end: reminders of a result that nobody fetches, lost receipts, the archive.
create table result_reminder (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  way text not null check (way in ('phone', 'message', 'letter', 'village')),
  note text,
  account_id bigint not null references account (id),
  reminded_by text not null,
  reminded_at timestamptz not null
);
create index result_reminder_dossier on result_reminder (dossier_id, reminded_at desc);

create table receipt_loss (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  declared_by text not null,
  id_number text not null,
  identity_result text not null check (identity_result in ('owner', 'submitter', 'authorised')),
  paper text,
  account_id bigint not null references account (id),
  recorded_by text not null,
  recorded_at timestamptz not null,
  check ((identity_result = 'authorised') <= (paper is not null))
);
create index receipt_loss_dossier on receipt_loss (dossier_id, id);

create table archive_entry (
  dossier_id bigint primary key references dossier (id),
  agency_id int not null references unit (id),
  retention_code text not null,
  keep_until date,
  metadata text not null,
  manifest_sha256 text not null check (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  account_id bigint not null references account (id),
  archived_by text not null,
  archived_at timestamptz not null
);
create index archive_entry_agency on archive_entry (agency_id, archived_at desc);
comment on table archive_entry is 'Append-only. The hand-over package is a function of this row and the files that it names; keep_until null: kept for ever.';

grant select, insert on result_reminder, receipt_loss, archive_entry to motcua_app;
alter table result_reminder enable row level security;
alter table result_reminder force row level security;
alter table receipt_loss enable row level security;
alter table receipt_loss force row level security;
alter table archive_entry enable row level security;
alter table archive_entry force row level security;
create policy result_reminder_scope on result_reminder to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy receipt_loss_scope on receipt_loss to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy archive_entry_scope on archive_entry to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
