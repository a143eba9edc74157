-- The waiting hall of a reception point: what is served where, who waits, who was called, who opened which counter.
create table queue_point (
  unit_id int primary key references unit (id),
  agency_id int not null references unit (id),
  grace_minutes int not null default 15 check (grace_minutes between 0 and 240),
  limit_per_identity int not null default 2 check (limit_per_identity between 1 and 50),
  slot_minutes int not null default 30 check (slot_minutes between 5 and 240),
  appointment_share numeric not null default 0.4 check (appointment_share between 0 and 1),
  voice text not null default 'bac',
  printer text check (printer ~ '^[A-Za-z0-9.:_-]{1,200}$'),
  paused_note text,
  identity_key uuid not null default gen_random_uuid()
);
comment on column queue_point.identity_key is 'Keys the hash of identities, which is kept for the day alone and never leaves the database readable.';

create table queue_service (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  prefix text not null check (prefix ~ '^[A-ZĐ]{1,2}$'),
  name text not null check (length(name) between 1 and 200),
  name_en text check (length(name_en) between 1 and 200),
  fields text[] not null default '{}',
  minutes int not null default 10 check (minutes between 1 and 480),
  daily_limit int not null default 300 check (daily_limit between 1 and 9999),
  paused boolean not null default false,
  unique (unit_id, prefix)
);

create table queue_counter (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  number int not null check (number between 1 and 999),
  name text not null check (length(name) between 1 and 200),
  services int[] not null default '{}',
  active boolean not null default true,
  unique (unit_id, number)
);
comment on column queue_counter.services is 'Which services the counter may call: its skills.';

create table queue_opening (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  weekday text not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
  opens time not null,
  closes time not null check (closes > opens),
  counters int not null default 1 check (counters between 1 and 999),
  unique (unit_id, weekday, opens)
);

create table queue_priority_reason (
  code text primary key check (code ~ '^[a-z_]{2,40}$'),
  during daterange not null default daterange('2018-06-21', null),
  rank int not null check (rank between 1 and 99),
  name text not null,
  name_en text not null,
  source text not null,
  verified boolean not null default false
);
comment on table queue_priority_reason is 'Who is called before others: an explicit list by date; anything else is no reason.';
insert into queue_priority_reason (code, rank, name, name_en, source) values
  ('severe_disability', 1, 'Người khuyết tật nặng, đặc biệt nặng', 'Person with a severe disability', 'Luật Người khuyết tật 2010; chưa đối chiếu'),
  ('pregnant', 2, 'Phụ nữ có thai', 'Pregnant woman', 'Nội quy nơi tiếp nhận; chưa đối chiếu'),
  ('small_child', 2, 'Người đi cùng trẻ dưới 36 tháng tuổi', 'Adult with a child under 36 months', 'Nội quy nơi tiếp nhận; chưa đối chiếu'),
  ('elderly', 3, 'Người cao tuổi', 'Elderly person', 'Luật Người cao tuổi 2009; chưa đối chiếu'),
  ('merit', 3, 'Người có công với cách mạng', 'Person with merit to the revolution', 'Pháp lệnh 02/2020/UBTVQH14; chưa đối chiếu'),
  ('illness', 4, 'Người đang ốm nặng', 'Seriously ill person', 'Nội quy nơi tiếp nhận; chưa đối chiếu');

create table queue_shift (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  counter_id int not null references queue_counter (id),
  person_id bigint not null references person (id),
  account_id bigint not null references account (id),
  covers_shift_id bigint references queue_shift (id),
  opened_at timestamptz not null,
  opening_cash bigint check (opening_cash >= 0),
  break_since timestamptz,
  closed_at timestamptz check (closed_at >= opened_at),
  closing_cash bigint check (closing_cash >= 0),
  closed_by_job boolean not null default false
);
create unique index queue_shift_counter on queue_shift (counter_id) where closed_at is null and break_since is null;
create unique index queue_shift_person on queue_shift (person_id) where closed_at is null and break_since is null;
create index queue_shift_open on queue_shift (unit_id) where closed_at is null;

create table queue_number (
  service_id int not null references queue_service (id),
  agency_id int not null references unit (id),
  day date not null,
  last_number int not null check (last_number > 0),
  primary key (service_id, day)
);
comment on table queue_number is 'Running number per service and day; a number is never given twice.';

create table queue_ticket (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  service_id int not null references queue_service (id),
  day date not null,
  prefix text not null,
  number int not null,
  source text not null check (source in ('kiosk', 'desk', 'phone', 'appointment')),
  class text not null default 'ordinary' check (class in ('returned', 'appointment', 'priority', 'ordinary')),
  priority_code text references queue_priority_reason (code),
  rank int not null default 99,
  state text not null default 'waiting' check (state in ('waiting', 'called', 'serving', 'held', 'done', 'no_show', 'cancelled', 'expired')),
  issued_at timestamptz not null,
  waiting_since timestamptz not null,
  called_at timestamptz,
  calls int not null default 0,
  serving_at timestamptz,
  ended_at timestamptz,
  strikes int not null default 0,
  counter_id int references queue_counter (id),
  shift_id bigint references queue_shift (id),
  only_counter_id int references queue_counter (id),
  identity_hash bytea,
  secret_hash bytea not null,
  last_seq int not null default 1,
  unique (unit_id, day, prefix, number)
);
create index queue_ticket_open on queue_ticket (unit_id, day, state) where state in ('waiting', 'called', 'serving', 'held');
create index queue_ticket_day on queue_ticket (unit_id, day, service_id);
create index queue_ticket_secret on queue_ticket (secret_hash);
create index queue_ticket_identity on queue_ticket (unit_id, day, identity_hash) where identity_hash is not null;

create table queue_event (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  ticket_id bigint not null references queue_ticket (id),
  seq int not null check (seq > 0),
  type text not null,
  at timestamptz not null,
  account_id bigint,
  counter_id int references queue_counter (id),
  before jsonb,
  unique (ticket_id, seq)
);
create index queue_event_calls on queue_event (unit_id, at desc) where type in ('called', 'recall');
comment on table queue_event is 'Append-only. before is the ticket as it stood, for taking the last action back within five seconds.';

create table queue_dossier (
  dossier_id bigint primary key references dossier (id),
  agency_id int not null references unit (id),
  ticket_id bigint not null references queue_ticket (id),
  counter_id int not null references queue_counter (id),
  account_id bigint not null references account (id),
  linked_at timestamptz not null
);
create index queue_dossier_ticket on queue_dossier (ticket_id);
comment on table queue_dossier is 'Which ticket was served at which counter by whom when the dossier was made.';

create table queue_appointment (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  service_id int not null references queue_service (id),
  day date not null,
  slot_from int not null check (slot_from between 0 and 1439),
  name text not null check (length(name) between 1 and 120),
  phone text not null,
  state text not null default 'booked' check (state in ('booked', 'arrived', 'cancelled', 'missed')),
  secret_hash bytea not null,
  ticket_id bigint references queue_ticket (id),
  reminded_at timestamptz,
  booked_at timestamptz not null
);
create index queue_appointment_slot on queue_appointment (unit_id, service_id, day, slot_from);
create unique index queue_appointment_phone on queue_appointment (unit_id, day, phone) where state = 'booked';

create table queue_device (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  kind text not null check (kind in ('queue', 'gate', 'hall', 'kiosk')),
  name text not null check (length(name) between 1 and 100),
  token_hash bytea not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create unique index queue_device_token on queue_device (token_hash);

create table board_notice (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  board text not null check (board in ('gate', 'hall')),
  title text not null check (length(title) between 1 and 200),
  body text not null default '' check (length(body) <= 1000),
  starts_at timestamptz,
  during daterange not null
);
create index board_notice_unit on board_notice (unit_id, board);

grant select, insert, update on queue_point, queue_service, queue_counter, queue_shift, queue_number, queue_ticket, queue_appointment, queue_device to motcua_app;
grant select, insert, update, delete on queue_opening, board_notice to motcua_app;
grant select, insert on queue_event, queue_dossier to motcua_app;
grant select, insert, update on queue_priority_reason to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['queue_point', 'queue_service', 'queue_counter', 'queue_opening', 'queue_shift', 'queue_number', 'queue_ticket', 'queue_event', 'queue_dossier', 'queue_appointment', 'queue_device', 'board_notice'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
