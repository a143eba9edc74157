-- Fees of dossiers and the book they are kept in: lines, movements, entries, receipts, closings. Money is whole đồng.

-- Where an agency takes transfers. The number is printed in every payment code; the key signs what its bank confirms.
create table fee_account (
  id int generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  bank_bin text not null check (bank_bin ~ '^\d{6}$'),
  bank_name text not null,
  account_no text not null check (account_no ~ '^[A-Za-z0-9]{4,19}$'),
  holder text not null,
  confirmation_key text not null check (length(confirmation_key) >= 32),
  active_from date not null,
  active_until date,
  check (active_until is null or active_until > active_from)
);
create unique index fee_account_number on fee_account (bank_bin, account_no) where active_until is null;
create unique index fee_account_current on fee_account (agency_id) where active_until is null;

create table fee_line (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  kind text not null check (kind in ('fee', 'charge', 'other')),
  name text check (length(name) between 1 and 500),
  amount_vnd bigint not null check (amount_vnd > 0 and amount_vnd <= 1000000000000),
  timing text not null check (timing in ('before', 'after')),
  basis text,
  budget_code text,
  origin text not null check (origin in ('procedure', 'officer')),
  created_at timestamptz not null,
  created_by text not null
);
create index fee_line_dossier on fee_line (dossier_id, id);
comment on table fee_line is 'Append-only. What became of a line is in fee_entry: a line is never changed and never deleted.';

create table fee_movement (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  dossier_id bigint references dossier (id),
  kind text not null check (kind in ('assess', 'discount', 'exempt', 'cancel', 'pay', 'reverse', 'refund', 'refund_pay', 'unmatched', 'match', 'deposit', 'difference')),
  method text check (method in ('cash', 'transfer', 'qr')),
  day date not null,
  occurred_at timestamptz not null,
  cashier_id bigint references person (id),
  actor_name text not null,
  account_id bigint references account (id),
  reason text,
  basis text,
  reference text,
  reverses bigint unique references fee_movement (id),
  check ((kind in ('pay', 'reverse', 'refund_pay')) = (method is not null)),
  check (kind not in ('exempt', 'cancel', 'reverse', 'refund', 'difference') or reason is not null),
  check ((kind = 'reverse') = (reverses is not null))
);
create index fee_movement_dossier on fee_movement (dossier_id, id);
create index fee_movement_day on fee_movement (agency_id, day, id);
comment on table fee_movement is 'Append-only. One booking: its entries add up to nothing.';

create table fee_entry (
  movement_id bigint not null references fee_movement (id),
  position int not null,
  agency_id int not null references unit (id),
  account text not null check (account in ('receivable', 'cash', 'bank', 'income', 'waived', 'refunded', 'refund_payable', 'unmatched', 'difference')),
  line_id bigint references fee_line (id),
  cashier_id bigint references person (id),
  budget_code text,
  amount_vnd bigint not null check (amount_vnd <> 0),
  primary key (movement_id, position),
  check ((account = 'cash') = (cashier_id is not null)),
  check (account not in ('receivable', 'income', 'waived', 'refunded', 'refund_payable') or line_id is not null)
);
create index fee_entry_line on fee_entry (line_id) where line_id is not null;
create index fee_entry_cash on fee_entry (cashier_id, movement_id) where account = 'cash';
comment on column fee_entry.amount_vnd is 'Debit above zero, credit below.';

-- The entries of one statement are judged together, at once: whoever writes half a booking learns it where it is written.
create function assert_booking_balances() returns trigger
  language plpgsql as $$
begin
  if exists (select from added group by movement_id having sum(amount_vnd) <> 0) then
    raise exception 'a booking of the fee ledger does not balance' using errcode = 'check_violation', constraint = 'fee_entry_balances';
  end if;
  return null;
end $$;
create trigger fee_entry_balances after insert on fee_entry
  referencing new table as added for each statement execute function assert_booking_balances();

create function assert_movement_booked() returns trigger
  language plpgsql as $$
begin
  if (select count(*) from fee_entry where movement_id = new.id) < 2 then
    raise exception 'a movement of the fee ledger has no entries' using errcode = 'check_violation', constraint = 'fee_movement_booked';
  end if;
  return null;
end $$;
create constraint trigger fee_movement_booked after insert on fee_movement
  deferrable initially deferred for each row execute function assert_movement_booked();

create table fee_closing (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  cashier_id bigint not null references person (id),
  cashier_name text not null,
  day date not null,
  notes jsonb not null,
  expected_vnd bigint not null,
  counted_vnd bigint not null check (counted_vnd >= 0),
  transfers_vnd bigint not null,
  receipts int not null,
  explanation text,
  closed_at timestamptz not null,
  closed_by text not null,
  unique (agency_id, cashier_id, day),
  check (counted_vnd = expected_vnd or explanation is not null)
);
comment on table fee_closing is 'Append-only: a closed day of a cashier takes no more cash.';

-- Whoever closes a cashier's day waits for those who are taking cash, and they for whoever is closing.
create function fee_day_lock(agency int, cashier bigint) returns bigint
  language sql immutable parallel safe
  return hashtextextended(format('fee day %s %s', agency, cashier), 0);

-- A closed day is closed for every door, whoever asks: its cash has been counted and signed for.
create function assert_day_open() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(fee_day_lock(a.agency_id, a.cashier_id))
    from (select distinct agency_id, cashier_id from added where account = 'cash') a;
  if exists (
    select from added a
    join fee_movement m on m.id = a.movement_id
    join fee_closing c on c.agency_id = a.agency_id and c.cashier_id = a.cashier_id and c.day = m.day
    where a.account = 'cash' and m.kind not in ('deposit', 'difference')
  ) then
    raise exception 'the day of this cashier is closed' using errcode = 'check_violation', constraint = 'fee_day_open';
  end if;
  return null;
end $$;
create trigger fee_day_open after insert on fee_entry
  referencing new table as added for each statement execute function assert_day_open();

create table fee_receipt_book (
  agency_id int not null references unit (id),
  form text not null,
  serial text not null,
  last_number int not null check (last_number > 0),
  primary key (agency_id, form, serial)
);

create table fee_receipt (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  movement_id bigint not null unique references fee_movement (id),
  form text not null,
  serial text not null,
  number int not null check (number > 0),
  amount_vnd bigint not null check (amount_vnd > 0),
  payer jsonb not null,
  lines jsonb not null,
  method text not null check (method in ('cash', 'transfer', 'qr')),
  issued_at timestamptz not null,
  issued_by text not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  unique (agency_id, form, serial, number),
  check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by is null))
);
create index fee_receipt_dossier on fee_receipt (dossier_id);
comment on table fee_receipt is 'Numbers without gaps: a voided receipt keeps its number and says why.';

create table fee_request (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  account_id int not null references fee_account (id),
  reference text unique,
  amount_vnd bigint not null check (amount_vnd > 0),
  created_at timestamptz not null,
  created_by text not null,
  cashier_id bigint references person (id),
  paid_movement_id bigint unique references fee_movement (id),
  cancelled_at timestamptz
);
create unique index fee_request_open on fee_request (dossier_id) where paid_movement_id is null and cancelled_at is null;

create table fee_confirmation (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  account_id int not null references fee_account (id),
  transaction_id text not null check (length(transaction_id) between 1 and 100),
  amount_vnd bigint not null check (amount_vnd > 0),
  content text not null check (length(content) <= 500),
  paid_at timestamptz not null,
  received_at timestamptz not null,
  outcome text not null check (outcome in ('matched', 'unmatched')),
  problem text check (problem in ('no_reference', 'unknown_reference', 'wrong_amount', 'already_paid', 'cancelled')),
  movement_id bigint not null references fee_movement (id),
  matched_movement_id bigint references fee_movement (id),
  unique (account_id, transaction_id),
  check ((outcome = 'matched') = (problem is null))
);
create index fee_confirmation_open on fee_confirmation (agency_id, id) where outcome = 'unmatched' and matched_movement_id is null;

create table fee_proposal (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  kind text not null check (kind in ('exempt', 'discount', 'refund')),
  line_id bigint references fee_line (id),
  amount_vnd bigint not null check (amount_vnd > 0),
  reason text not null,
  basis text,
  proposed_at timestamptz not null,
  proposed_by text not null,
  proposer_id bigint references person (id),
  decided_at timestamptz,
  decided_by text,
  decision text check (decision in ('approved', 'refused')),
  decision_reason text,
  movement_id bigint references fee_movement (id),
  paid_movement_id bigint references fee_movement (id),
  check ((kind = 'refund') = (line_id is null)),
  check (kind = 'refund' or basis is not null),
  check ((decided_at is null) = (decision is null)),
  check (decision is distinct from 'refused' or decision_reason is not null),
  check ((movement_id is not null) = (decision is not distinct from 'approved')),
  check (paid_movement_id is null or (kind = 'refund' and decision = 'approved'))
);
create unique index fee_proposal_open on fee_proposal (dossier_id, kind, coalesce(line_id, 0)) where decision is null;
create unique index fee_proposal_unpaid on fee_proposal (dossier_id) where kind = 'refund' and decision = 'approved' and paid_movement_id is null;
create index fee_proposal_agency on fee_proposal (agency_id, id);
comment on table fee_proposal is 'What takes money off a dossier or gives it back is proposed by one person and decided by another.';

grant select, insert on fee_account, fee_line, fee_movement, fee_entry, fee_closing, fee_receipt, fee_request, fee_confirmation, fee_proposal to motcua_app;
grant update (active_until) on fee_account to motcua_app;
grant select, insert, update on fee_receipt_book to motcua_app;
grant update (voided_at, voided_by, void_reason) on fee_receipt to motcua_app;
grant update (reference, paid_movement_id, cancelled_at) on fee_request to motcua_app;
grant update (matched_movement_id) on fee_confirmation to motcua_app;
grant update (decided_at, decided_by, decision, decision_reason, movement_id, paid_movement_id) on fee_proposal to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['fee_account', 'fee_line', 'fee_movement', 'fee_entry', 'fee_closing', 'fee_receipt_book', 'fee_receipt', 'fee_request', 'fee_confirmation', 'fee_proposal']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end $rls$;

-- A bank confirms to an account number, not to an agency: whose it is, and the key that proves the message.
grant select on fee_account to motcua_lookup;
create policy fee_account_lookup on fee_account for select to motcua_lookup using (true);
create function lookup_fee_account(wanted_bin text, wanted_number text) returns setof fee_account
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.* from public.fee_account a where a.bank_bin = wanted_bin and a.account_no = wanted_number and a.active_until is null;
end;
revoke all on function lookup_fee_account(text, text) from public;
grant execute on function lookup_fee_account(text, text) to motcua_app;
alter function lookup_fee_account(text, text) owner to motcua_lookup;

-- Few dossiers owe anything at a time; a list of them reads those alone.
create index dossier_owing on dossier (agency_id, received_at, id) where facts -> 'payment' ->> 'state' in ('due', 'partly');
