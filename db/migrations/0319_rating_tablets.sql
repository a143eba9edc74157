-- A tablet at a counter that asks whoever was just served; the photograph of its officer.
alter table queue_device drop constraint queue_device_kind_check;
alter table queue_device
  add constraint queue_device_kind_check check (kind in ('queue', 'gate', 'hall', 'kiosk', 'rating')),
  add column counter_id int references queue_counter (id),
  add constraint queue_device_counter check ((kind = 'rating') = (counter_id is not null));

alter table rating drop constraint rating_channel_check;
alter table rating add constraint rating_channel_check check (channel in ('link', 'kiosk', 'tablet'));

create table officer_photo (
  agency_id int not null references unit (id),
  person_id bigint not null references person (id),
  sha256 text not null references stored_file (sha256),
  kind text not null check (kind in ('jpg', 'png')),
  kept_at timestamptz not null,
  primary key (agency_id, person_id)
);
grant select, insert, update, delete on officer_photo to motcua_app;
alter table officer_photo enable row level security;
alter table officer_photo force row level security;
create policy officer_photo_scope on officer_photo to motcua_app using (agency_id = any ((select app_agencies())::int[]))
  with check (agency_id = any ((select app_agencies())::int[]));
