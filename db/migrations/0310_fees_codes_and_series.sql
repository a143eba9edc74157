-- What the pages keep instead of shipped files: codes of budget contents of the installation, and an agency's own series of receipts.

create table fee_content_code (
  id int generated always as identity primary key,
  code text not null check (code ~ '^\d{4}$'),
  name text not null check (length(name) between 1 and 300),
  -- What the fees of a field are booked under where the procedure does not say.
  field text check (length(field) between 1 and 300),
  kind text check (kind in ('fee', 'charge', 'other')),
  valid_from date not null,
  valid_to date,
  source text not null check (length(source) between 1 and 500),
  verified boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  account_id bigint not null references account (id),
  ended_at timestamptz,
  ended_by text,
  check (valid_to is null or valid_to >= valid_from),
  check ((field is null) = (kind is null)),
  check ((ended_at is null) = (ended_by is null)),
  constraint fee_content_code_overlap exclude using gist (code with =, coalesce(field, '') with =, coalesce(kind, '') with =,
    daterange(valid_from, valid_to, '[]') with &&)
);
comment on table fee_content_code is 'Reference data of the installation, no personal data: a row is ended by its last day and followed by another, never changed.';
grant select, insert on fee_content_code to motcua_app;
grant update (valid_to, ended_at, ended_by) on fee_content_code to motcua_app;
alter table fee_content_code enable row level security;
alter table fee_content_code force row level security;
create policy fee_content_code_scope on fee_content_code to motcua_app using (true) with check (true);
create trigger reference_change after insert or update or delete or truncate on fee_content_code
  for each statement execute function count_reference_change();

create table fee_receipt_series (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  form text not null check (form ~ '^[A-Za-z0-9/.-]{1,20}$'),
  serial text not null check (serial ~ '^[A-Za-z0-9/.-]{1,20}$'),
  first_number int not null check (first_number > 0),
  last_number int not null check (last_number <= 9999999),
  warn_below int not null check (warn_below >= 0),
  valid_from date not null,
  valid_to date,
  basis text not null check (length(basis) between 1 and 300),
  created_at timestamptz not null,
  created_by text not null,
  account_id bigint not null references account (id),
  ended_at timestamptz,
  ended_by text,
  check (last_number >= first_number),
  check (valid_to is null or valid_to >= valid_from),
  check ((ended_at is null) = (ended_by is null)),
  constraint fee_receipt_series_overlap exclude using gist (agency_id with =, form with =, serial with =,
    int4range(first_number, last_number, '[]') with &&)
);
comment on table fee_receipt_series is 'Numbers that an agency may issue, in the order of their days. Without a row the shipped series goes on without an end.';
grant select, insert on fee_receipt_series to motcua_app;
grant update (valid_to, ended_at, ended_by) on fee_receipt_series to motcua_app;
alter table fee_receipt_series enable row level security;
alter table fee_receipt_series force row level security;
create policy fee_receipt_series_scope on fee_receipt_series to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));

-- A bank's confirmation is taken also where no receipt can be issued: its money waits for a person.
alter table fee_confirmation drop constraint fee_confirmation_problem_check;
alter table fee_confirmation add constraint fee_confirmation_problem_check
  check (problem in ('no_reference', 'unknown_reference', 'wrong_amount', 'already_paid', 'cancelled', 'no_receipt'));
