-- Ratings of the service (Circular 01/2018 article 12; R-39): each belongs to a real dossier or queue ticket, once per phase.
create table rating (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  dossier_id bigint references dossier (id),
  ticket_id bigint references queue_ticket (id),
  phase text not null check (phase in ('received', 'returned', 'served')),
  level int not null check (level between 0 and 2),
  comment text check (length(comment) between 1 and 1000),
  channel text not null check (channel in ('link', 'kiosk')),
  person_id bigint references person (id),
  procedure_code text,
  procedure_name text,
  field text,
  day date not null,
  rated_at timestamptz not null,
  device_hash bytea,
  suspect boolean not null default false,
  unfounded_why text check (length(unfounded_why) between 1 and 500),
  check ((dossier_id is null) <> (ticket_id is null)),
  check ((phase = 'served') = (ticket_id is not null))
);
comment on table rating is 'No rater is named: who filed a dossier is never joined to what was said of it. level: 2 very satisfied, 1 satisfied, 0 not.';
comment on column rating.device_hash is 'Finds bursts from one device; forgotten in the night.';
create unique index rating_dossier on rating (dossier_id, phase) where dossier_id is not null;
create unique index rating_ticket on rating (ticket_id) where ticket_id is not null;
create index rating_agency on rating (agency_id, day);
create index rating_device on rating (agency_id, device_hash, rated_at) where device_hash is not null;

grant select, insert, update on rating to motcua_app;
alter table rating enable row level security;
alter table rating force row level security;
create policy rating_scope on rating to motcua_app using (agency_id = any ((select app_agencies())::int[]))
  with check (agency_id = any ((select app_agencies())::int[]));
