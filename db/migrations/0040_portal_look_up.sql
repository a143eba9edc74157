-- Look-ups that found nothing, so that nobody can count through a day of codes; rows live for an hour.
create table look_up_miss (
  client_hash bytea not null,
  at timestamptz not null default clock_timestamp()
);
create index look_up_miss_client on look_up_miss (client_hash, at desc);
create index look_up_miss_at on look_up_miss (at);
grant select, insert, delete on look_up_miss to motcua_app;
