-- What stands in a one-stop shop: counters and equipment with their condition, and the faults that were reported.
create table facility_item (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  kind text not null check (kind in ('counter', 'computer', 'printer', 'scanner', 'camera', 'ticket_machine', 'kiosk', 'display', 'writing_desk', 'waiting_seats')),
  name text not null check (length(name) between 1 and 120),
  quantity int not null default 1 check (quantity between 1 and 999),
  asset_code text check (length(asset_code) between 1 and 60),
  condition text not null default 'good' check (condition in ('good', 'worn', 'broken')),
  since date not null,
  removed_on date check (removed_on >= since),
  removed_why text,
  check ((removed_on is null) = (removed_why is null))
);
create index facility_item_unit on facility_item (unit_id, kind);
create unique index facility_item_asset on facility_item (agency_id, asset_code) where asset_code is not null and removed_on is null;
comment on table facility_item is 'Inventory of a one-stop shop. Nothing is deleted: what is taken away keeps the day and the reason.';

create table facility_fault (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  item_id bigint not null references facility_item (id),
  what text not null check (length(what) between 1 and 500),
  reported_at timestamptz not null,
  reported_by bigint references account (id),
  fixed_at timestamptz check (fixed_at >= reported_at),
  fixed_how text check (length(fixed_how) between 1 and 500),
  check ((fixed_at is null) = (fixed_how is null))
);
create index facility_fault_item on facility_fault (item_id, reported_at desc);
create unique index facility_fault_open on facility_fault (item_id) where fixed_at is null;

grant select, insert, update on facility_item, facility_fault to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['facility_item', 'facility_fault'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
