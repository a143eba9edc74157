-- A hall's own reasons for priority beside those of the law, which no hall takes away.
alter table queue_priority_reason
  add column agency_id int references unit (id),
  add column unit_id int references queue_point (unit_id),
  add constraint queue_priority_reason_owner check ((agency_id is null) = (unit_id is null)),
  drop constraint queue_priority_reason_code_check,
  add constraint queue_priority_reason_code_check check (code ~ '^[a-z0-9_]{2,60}$');
comment on column queue_priority_reason.unit_id is 'The hall whose own reason it is; none: everywhere.';
-- That it is not verified stands in its own column.
update queue_priority_reason set source = replace(source, '; chưa đối chiếu', '');
create index queue_priority_reason_unit on queue_priority_reason (unit_id) where unit_id is not null;

alter table queue_priority_reason enable row level security;
alter table queue_priority_reason force row level security;
create policy queue_priority_reason_read on queue_priority_reason for select to motcua_app
  using (agency_id is null or agency_id = any ((select app_agencies())::int[]));
create policy queue_priority_reason_add on queue_priority_reason for insert to motcua_app
  with check (agency_id = any ((select app_agencies())::int[]));
create policy queue_priority_reason_end on queue_priority_reason for update to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
