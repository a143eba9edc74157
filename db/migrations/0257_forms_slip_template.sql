-- Templates of slips that an office has made its own (DOCX), by version and day. Without one the layout of the product holds.
create table slip_template (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  kind text not null check (kind in ('receipt', 'supplement_request', 'refusal', 'apology', 'stop', 'control')),
  version int not null check (version > 0),
  valid_from date not null,
  file_sha256 text references stored_file (sha256),
  file_name text,
  note text check (length(note) <= 500),
  account_id bigint not null references account (id),
  made_by text not null,
  made_at timestamptz not null,
  unique (agency_id, kind, version),
  check ((file_sha256 is null) = (file_name is null))
);
comment on table slip_template is 'Append-only. On a day holds the row with the latest valid_from that is not after it, of those the highest version; without a file the product''s own layout is taken up again.';

grant select, insert on slip_template to motcua_app;
alter table slip_template enable row level security;
alter table slip_template force row level security;
create policy slip_template_scope on slip_template to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
