-- What a kiosk says in the hall's second language, message by message; what is not there is said in Vietnamese.
create table kiosk_text (
  unit_id int not null references queue_point (unit_id),
  agency_id int not null references unit (id),
  key text not null check (key ~ '^[a-z0-9_.]{3,60}$'),
  words text not null check (length(words) between 1 and 300),
  reviewed_by text check (length(reviewed_by) between 1 and 120),
  reviewed_on date,
  primary key (unit_id, key),
  check ((reviewed_by is null) = (reviewed_on is null))
);
comment on table kiosk_text is 'key is that of the Vietnamese message which it stands for.';
comment on column kiosk_text.reviewed_by is 'Who reads the language and has checked these words; the kiosk says that they are unreviewed until then.';

grant select, insert, update, delete on kiosk_text to motcua_app;
alter table kiosk_text enable row level security;
alter table kiosk_text force row level security;
create policy kiosk_text_scope on kiosk_text to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
