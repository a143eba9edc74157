-- What the head of a hall changed of a counter during the day, with what it was before: for taking it back.
create table queue_rebalance (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  counter_id int not null references queue_counter (id),
  account_id bigint not null references account (id),
  at timestamptz not null,
  services_before int[] not null,
  services_after int[] not null,
  active_before boolean not null,
  active_after boolean not null,
  undone_at timestamptz,
  undone_by bigint references account (id),
  check ((undone_at is null) = (undone_by is null))
);
create index queue_rebalance_unit on queue_rebalance (unit_id, id desc);
grant select, insert, update on queue_rebalance to motcua_app;
alter table queue_rebalance enable row level security;
alter table queue_rebalance force row level security;
create policy queue_rebalance_scope on queue_rebalance to motcua_app using (agency_id = any ((select app_agencies())::int[]))
  with check (agency_id = any ((select app_agencies())::int[]));
