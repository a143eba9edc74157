-- Results by post as a list, and what the carrier collects at the door: expected day, the carrier's own charge, what was
-- collected and what of it was handed over; statements of the carrier, line by line.
alter table shipment
  add column postage_vnd bigint not null default 0 check (postage_vnd between 0 and 1000000000),
  add column expected_on date,
  add column collected_vnd bigint check (collected_vnd between 0 and 1000000000),
  add column collected_movement_id bigint references fee_movement (id),
  add column remitted_vnd bigint not null default 0 check (remitted_vnd between 0 and 1000000000),
  add check ((collected_vnd is not null) <= (state = 'delivered')),
  add check ((coalesce(collected_vnd, 0) > 0) = (collected_movement_id is not null)),
  add check (remitted_vnd <= coalesce(collected_vnd, 0));
comment on column shipment.cod_vnd is 'What of the dossier''s fees the carrier collects at the door for the office; paid when it is delivered, handed over later.';
comment on column shipment.postage_vnd is 'The carrier''s own charge, collected by it for itself: not the office''s money, in none of its books.';
grant update (collected_vnd, collected_movement_id, remitted_vnd) on shipment to motcua_app;
create index shipment_list on shipment (agency_id, handed_at desc, id desc);
create index shipment_owed on shipment (agency_id, carrier) where collected_vnd > remitted_vnd;

-- The carrier is one more place where the office's money lies, and one more way in which it is paid.
alter table fee_movement drop constraint fee_movement_kind_check, drop constraint fee_movement_method_check;
alter table fee_movement
  add constraint fee_movement_kind_check check (kind in ('assess', 'discount', 'exempt', 'cancel', 'pay', 'reverse', 'refund',
    'refund_pay', 'unmatched', 'match', 'deposit', 'difference', 'remit')),
  add constraint fee_movement_method_check check (method in ('cash', 'transfer', 'qr', 'cod'));
alter table fee_entry drop constraint fee_entry_account_check;
alter table fee_entry add constraint fee_entry_account_check check (account in ('receivable', 'cash', 'bank', 'carrier', 'income',
  'waived', 'refunded', 'refund_payable', 'unmatched', 'difference'));
alter table fee_receipt drop constraint fee_receipt_method_check;
alter table fee_receipt add constraint fee_receipt_method_check check (method in ('cash', 'transfer', 'qr', 'cod'));

create table carrier_statement (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  carrier text not null check (length(carrier) between 1 and 200),
  statement_no text not null check (length(statement_no) between 1 and 60),
  file_sha256 text not null references stored_file (sha256),
  file_name text not null,
  account_id bigint not null references account (id),
  imported_by text not null,
  imported_at timestamptz not null,
  unique (agency_id, carrier, statement_no)
);

create table carrier_statement_line (
  statement_id int not null references carrier_statement (id),
  line int not null check (line > 0),
  agency_id int not null references unit (id),
  slip_no text check (length(slip_no) between 1 and 60),
  amount_vnd bigint check (amount_vnd between 0 and 1000000000),
  outcome text not null check (outcome in ('matched', 'differs', 'unknown_slip', 'not_delivered', 'settled_before', 'accepted', 'rejected')),
  problem text check (length(problem) <= 500),
  expected_vnd bigint,
  shipment_id int references shipment (id),
  movement_id bigint references fee_movement (id),
  note text check (length(note) between 1 and 500),
  settled_by text,
  settled_at timestamptz,
  primary key (statement_id, line),
  check ((outcome = 'rejected') = (problem is not null)),
  check (outcome = 'rejected' or (slip_no is not null and amount_vnd is not null)),
  check ((outcome = 'accepted') = (note is not null))
);
create index carrier_statement_line_open on carrier_statement_line (agency_id)
  where outcome in ('differs', 'unknown_slip', 'not_delivered');

grant select, insert on carrier_statement, carrier_statement_line to motcua_app;
grant update (outcome, expected_vnd, shipment_id, movement_id, note, settled_by, settled_at) on carrier_statement_line to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['carrier_statement', 'carrier_statement_line']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end $rls$;

alter table stored_file drop constraint stored_file_kind_check;
alter table stored_file add constraint stored_file_kind_check check (kind in ('pdf', 'jpg', 'png', 'docx', 'xlsx', 'csv'));
