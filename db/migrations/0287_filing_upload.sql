-- A file that comes in parts, so that a lost connection loses one part: what is announced, and how much of it has come.
create table filing_upload (
  id uuid primary key,
  filing_id bigint not null references filing (id) on delete cascade,
  account_id bigint not null references account (id),
  component_code text not null check (length(component_code) between 1 and 80),
  file_name text not null check (length(file_name) between 1 and 300),
  bytes bigint not null check (bytes > 0),
  received bigint not null default 0 check (received between 0 and bytes),
  begun_at timestamptz not null,
  finished_at timestamptz
);
create index filing_upload_account on filing_upload (account_id, begun_at desc);
create index filing_upload_filing on filing_upload (filing_id);
comment on table filing_upload is 'The bytes lie among what is coming in and are swept after a day, as is the row with the next one of its account.';

grant select, insert, update, delete on filing_upload to motcua_app;
alter table filing_upload enable row level security;
alter table filing_upload force row level security;
create policy filing_upload_own on filing_upload to motcua_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));
