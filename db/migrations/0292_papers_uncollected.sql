-- Results that nobody fetches: after how many days an office reminds, how often, and from when it puts a result away.
create table uncollected_policy (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  from_on date not null,
  remind_after_days int not null check (remind_after_days between 1 and 3650),
  remind_every_days int not null check (remind_every_days between 1 and 3650),
  most_reminders int not null check (most_reminders between 0 and 50),
  store_after_days int not null check (store_after_days between 1 and 36500),
  source text not null check (length(source) between 1 and 500),
  verified boolean not null,
  account_id bigint not null references account (id),
  recorded_by text not null,
  recorded_at timestamptz not null,
  unique (agency_id, from_on, recorded_at)
);
comment on table uncollected_policy is 'Append-only; of several for one day the one recorded last holds. Without a row the data that ship hold.';

-- A reminder by notice is written by the job, once for each period of waiting.
alter table result_reminder drop constraint result_reminder_way_check;
alter table result_reminder add constraint result_reminder_way_check check (way in ('phone', 'message', 'letter', 'village', 'notice'));
alter table result_reminder alter column account_id drop not null;
alter table result_reminder add column period int check (period > 0);
alter table result_reminder add constraint result_reminder_by_notice check ((way = 'notice') = (account_id is null) and (way = 'notice') = (period is not null));
create unique index result_reminder_period on result_reminder (dossier_id, period) where period is not null;

create table result_storage (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  reason text not null check (length(reason) between 1 and 1000),
  place text not null check (length(place) between 1 and 200),
  account_id bigint not null references account (id),
  stored_by text not null,
  stored_at timestamptz not null,
  taken_account_id bigint references account (id),
  taken_by text,
  taken_at timestamptz,
  taken_for text,
  check ((taken_at is null) = (taken_by is null) and (taken_at is null) = (taken_for is null) and (taken_at is null) = (taken_account_id is null))
);
create unique index result_storage_now on result_storage (dossier_id) where taken_at is null;
create index result_storage_dossier on result_storage (dossier_id, id);
comment on table result_storage is 'A result that nobody fetched, put away; taken out again when somebody comes for it. Nothing is deleted.';

grant select, insert on uncollected_policy, result_storage to motcua_app;
grant update (taken_account_id, taken_by, taken_at, taken_for) on result_storage to motcua_app;
alter table uncollected_policy enable row level security;
alter table uncollected_policy force row level security;
alter table result_storage enable row level security;
alter table result_storage force row level security;
create policy uncollected_policy_scope on uncollected_policy to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy result_storage_scope on result_storage to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
