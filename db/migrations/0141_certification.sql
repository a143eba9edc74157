-- Certification books (Decree 23/2015 article 13): one number for each type of document, by year and book, kept for ever.
create table certification_book (
  agency_id int not null references unit (id),
  year int not null,
  kind text not null check (kind in ('BS', 'CK,ĐC', 'CKND', 'HĐ,GD')),
  volume int not null default 1 check (volume > 0),
  last_number int not null default 0 check (last_number >= 0),
  closed_at timestamptz,
  closed_by text,
  closed_hash text,
  primary key (agency_id, year, kind),
  check ((closed_at is null) = (closed_hash is null))
);

create table certification_entry (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  year int not null,
  kind text not null,
  volume int not null,
  number int not null check (number > 0),
  dossier_id bigint references dossier (id),
  entered_on date not null,
  requester text not null check (length(requester) between 1 and 200),
  id_number text,
  document_type text not null check (length(document_type) between 1 and 300),
  pages int check (pages between 1 and 5000),
  copies int not null check (copies between 1 and 500),
  fee_vnd bigint not null check (fee_vnd >= 0),
  certifier_name text not null,
  certifier_title text not null,
  note text,
  account_id bigint not null references account (id),
  entered_by text not null,
  entered_at timestamptz not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  unique (agency_id, year, kind, number),
  foreign key (agency_id, year, kind) references certification_book (agency_id, year, kind),
  check ((voided_at is null) = (void_reason is null))
);
create index certification_entry_month on certification_entry (agency_id, kind, entered_on, number);
create index certification_entry_dossier on certification_entry (dossier_id) where dossier_id is not null;
create index certification_entry_person on certification_entry (agency_id, id_number) where id_number is not null;

-- A year that was closed takes no entry and changes none.
create function keep_closed_certification() returns trigger language plpgsql as $$
begin
  if exists (select 1 from certification_book b where b.agency_id = new.agency_id and b.year = new.year and b.kind = new.kind and b.closed_at is not null) then
    raise exception 'the book of this year is closed' using errcode = 'check_violation', constraint = 'certification_book_closed';
  end if;
  return new;
end $$;
create trigger certification_entry_closed before insert or update on certification_entry for each row execute function keep_closed_certification();

-- Blank forms that are printed with serial numbers: each number is one row from its receipt to its end.
create table blank_form (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  kind text not null check (length(kind) between 1 and 200),
  series text not null check (length(series) between 1 and 20),
  serial int not null check (serial > 0),
  state text not null default 'stock' check (state in ('stock', 'used', 'spoiled', 'lost')),
  received_on date not null,
  received_by text not null,
  delivery_note text not null,
  dossier_id bigint references dossier (id),
  reason text,
  ended_by text,
  ended_at timestamptz,
  unique (agency_id, kind, series, serial),
  check ((state = 'stock') = (ended_at is null)),
  check ((state in ('spoiled', 'lost')) <= (reason is not null))
);
create index blank_form_stock on blank_form (agency_id, kind, series, state, serial);

grant select, insert, update on certification_book to motcua_app;
grant select, insert on certification_entry to motcua_app;
grant update (voided_at, voided_by, void_reason) on certification_entry to motcua_app;
grant select, insert on blank_form to motcua_app;
grant update (state, dossier_id, reason, ended_by, ended_at) on blank_form to motcua_app;
alter table certification_book enable row level security;
alter table certification_book force row level security;
alter table certification_entry enable row level security;
alter table certification_entry force row level security;
alter table blank_form enable row level security;
alter table blank_form force row level security;
create policy certification_book_scope on certification_book to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy certification_entry_scope on certification_entry to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy blank_form_scope on blank_form to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
