-- A refund that was paid out says to whom, under a number of the agency's year that is never given twice.
alter table fee_proposal
  add column paid_to text check (length(paid_to) between 1 and 200),
  add column slip_year int,
  add column slip_number int check (slip_number > 0),
  add check ((slip_number is null) = (slip_year is null)),
  add check (slip_number is null or paid_movement_id is not null),
  add unique (agency_id, slip_year, slip_number);
grant update (paid_to, slip_year, slip_number) on fee_proposal to motcua_app;

create table fee_refund_counter (
  agency_id int not null references unit (id),
  year int not null,
  last_number int not null check (last_number > 0),
  primary key (agency_id, year)
);
grant select, insert, update on fee_refund_counter to motcua_app;
alter table fee_refund_counter enable row level security;
alter table fee_refund_counter force row level security;
create policy fee_refund_counter_scope on fee_refund_counter to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));

-- Money may still come to an account that an office has left: its bank's word is taken, by the key that it had.
set local role motcua_lookup;
create or replace function lookup_fee_account(wanted_bin text, wanted_number text) returns setof fee_account
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.* from public.fee_account a where a.bank_bin = wanted_bin and a.account_no = wanted_number
  order by a.active_until desc nulls first, a.id desc limit 1;
end;
reset role;
