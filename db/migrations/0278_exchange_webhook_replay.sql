-- Deliveries of an endpoint, the newest first, and who had which of them sent again.
create index task_webhook on task (((payload ->> 'endpointId')::int), id desc) where kind = 'exchange.webhook';

create table webhook_replay (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  endpoint_id int not null references webhook_endpoint (id),
  account_id bigint not null references account (id),
  at timestamptz not null,
  since timestamptz,
  tasks bigint[] not null check (cardinality(tasks) > 0)
);
create index webhook_replay_endpoint on webhook_replay (endpoint_id, id desc);
comment on column webhook_replay.since is 'All that had failed since then; null where one delivery was chosen.';
comment on column webhook_replay.tasks is 'Without a reference: done tasks are deleted after a month.';
grant select, insert on webhook_replay to motcua_app;
alter table webhook_replay enable row level security;
alter table webhook_replay force row level security;
create policy webhook_replay_scope on webhook_replay to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
