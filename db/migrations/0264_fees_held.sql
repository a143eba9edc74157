-- Money that the post collected at the door beyond what was still owed: the office's debt to whoever paid it, until it is given back.
create table fee_held (
  movement_id bigint primary key references fee_movement (id),
  agency_id int not null references unit (id),
  amount_vnd bigint not null check (amount_vnd > 0),
  returned_movement_id bigint references fee_movement (id),
  paid_to text check (length(paid_to) between 1 and 200),
  slip_year int,
  slip_number int check (slip_number > 0),
  check (num_nulls(returned_movement_id, paid_to, slip_year, slip_number) in (0, 4)),
  unique (agency_id, slip_year, slip_number)
);
comment on table fee_held is 'Whose it is stands in the booking by which it came in; its slips are numbered with those of refunds.';
create index fee_held_open on fee_held (agency_id, movement_id) where returned_movement_id is null;

grant select, insert on fee_held to motcua_app;
grant update (returned_movement_id, paid_to, slip_year, slip_number) on fee_held to motcua_app;
alter table fee_held enable row level security;
alter table fee_held force row level security;
create policy fee_held_scope on fee_held to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
