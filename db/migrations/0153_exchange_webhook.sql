-- Where other systems want to hear of what happens to an agency's dossiers.
create table webhook_endpoint (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  name text not null check (length(name) between 1 and 100),
  url text not null check (length(url) <= 500),
  secret text not null,
  topics text[] not null check (cardinality(topics) > 0),
  account_id bigint not null references account (id),
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create index webhook_endpoint_agency on webhook_endpoint (agency_id) where ended_at is null;
comment on table webhook_endpoint is 'Addresses and keys of an agency, no personal data. The key signs each message (Standard Webhooks), so it must be readable; it is shown once.';
grant select, insert on webhook_endpoint to motcua_app;
grant update (ended_at) on webhook_endpoint to motcua_app;
