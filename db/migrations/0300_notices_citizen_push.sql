-- Browsers in which whoever holds a receipt asked to be told of that dossier (RFC 8030, 8291, 8292); forgotten when they say so,
-- or when their push service says that it is over.
create table citizen_push_subscription (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  endpoint text not null check (length(endpoint) <= 1000),
  p256dh text not null check (length(p256dh) <= 200),
  auth text not null check (length(auth) <= 100),
  created_at timestamptz not null,
  unique (dossier_id, endpoint)
);
comment on table citizen_push_subscription is 'At most ten for each dossier; the newest is tried first.';

grant select, insert, delete on citizen_push_subscription to motcua_app;
alter table citizen_push_subscription enable row level security;
alter table citizen_push_subscription force row level security;
create policy citizen_push_subscription_scope on citizen_push_subscription to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
