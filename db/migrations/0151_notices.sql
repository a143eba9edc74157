-- Notices to citizens and staff: what was to be said, over which channel, and what is known of its delivery.
create table notice (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint references dossier (id),
  key text not null unique,
  event text not null,
  audience text not null check (audience in ('citizen', 'staff')),
  account_id bigint references account (id),
  recipient_name text not null,
  locale text not null check (locale in ('vi', 'en')),
  urgent boolean not null,
  subject text not null,
  body text not null,
  short text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'delivered', 'failed')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  read_at timestamptz,
  digest_on date,
  check ((audience = 'staff') = (account_id is not null))
);
create index notice_dossier on notice (dossier_id, id) where dossier_id is not null;
create index notice_inbox on notice (account_id, id desc) where account_id is not null;
create index notice_agency on notice (agency_id, state, id desc);
comment on column notice.key is 'Outbox id and recipient, or what a warning is about: the same notice is never written twice.';
comment on column notice.digest_on is 'The day whose one digest carries it; null for what is sent by itself.';

create table notice_sending (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  notice_id bigint not null references notice (id),
  channel text not null check (channel in ('email', 'sms', 'zalo', 'push', 'in_app', 'call')),
  address text not null,
  state text not null check (state in ('queued', 'sent', 'delivered', 'failed')),
  provider_ref text,
  reason text,
  queued_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  failed_at timestamptz,
  unique (notice_id, channel),
  check (state <> 'sent' or sent_at is not null),
  check (state <> 'delivered' or delivered_at is not null),
  check (state <> 'failed' or reason is not null)
);
create index notice_sending_failed on notice_sending (agency_id, failed_at desc) where state = 'failed';
comment on table notice_sending is 'One row per channel that was tried. sent: the provider took it; delivered: the provider, signed, or the reader said so.';

create table notice_contact (
  dossier_id bigint primary key references dossier (id),
  agency_id int not null references unit (id),
  phone text,
  email text,
  locale text not null default 'vi' check (locale in ('vi', 'en')),
  channels text[] not null check (channels <@ array['email', 'sms', 'zalo']),
  changed_at timestamptz not null,
  account_id bigint references account (id)
);
comment on table notice_contact is 'How the applicant of one dossier wants to hear, in order of preference; without a row, the contact of the parties. An empty list: no notices wanted.';

create table notice_preference (
  account_id bigint primary key references account (id),
  email text,
  digest boolean not null default true,
  push boolean not null default true,
  quiet_from int not null check (quiet_from between 0 and 1439),
  quiet_to int not null check (quiet_to between 0 and 1439)
);

create table push_subscription (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null default clock_timestamp()
);
create index push_subscription_account on push_subscription (account_id);

create table notice_template (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  event text not null,
  locale text not null check (locale in ('vi', 'en')),
  valid_from date not null,
  subject text not null,
  body text not null,
  short text not null,
  account_id bigint not null references account (id),
  created_at timestamptz not null default clock_timestamp()
);
create index notice_template_newest on notice_template (agency_id, event, locale, valid_from desc, id desc);
comment on table notice_template is 'Wordings of an agency, from a day on; the newest row wins and no row is changed. Without one, the wording that ships.';

create table downtime (
  id int generated always as identity primary key,
  announced_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason_vi text not null,
  reason_en text not null,
  late_reason text,
  cancelled_at timestamptz,
  account_id bigint not null references account (id)
);
create index downtime_ends on downtime (ends_at);
comment on table downtime is 'Planned interruptions, announced at least seven working days before (Decree 224/2026 article 13) or with the reason why later.';

grant select, insert, update on notice, notice_sending, notice_contact, notice_preference to motcua_app;
grant select, insert, delete on push_subscription to motcua_app;
grant select, insert on notice_template to motcua_app;
grant select, insert on downtime to motcua_app;
grant update (cancelled_at) on downtime to motcua_app;

alter table notice enable row level security;
alter table notice force row level security;
alter table notice_sending enable row level security;
alter table notice_sending force row level security;
alter table notice_contact enable row level security;
alter table notice_contact force row level security;
alter table notice_preference enable row level security;
alter table notice_preference force row level security;
alter table push_subscription enable row level security;
alter table push_subscription force row level security;

create policy notice_scope on notice to motcua_app
  using (agency_id = any ((select app_agencies())::int[]) or account_id = app_account())
  with check (agency_id = any ((select app_agencies())::int[]) or account_id = app_account());
create policy notice_sending_scope on notice_sending to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy notice_contact_scope on notice_contact to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy notice_preference_own on notice_preference to motcua_app
  using (account_id = app_account()) with check (account_id = app_account());
create policy push_subscription_own on push_subscription to motcua_app
  using (account_id = app_account()) with check (account_id = app_account());
