-- What is to be done for the outside: made from the outbox, leased by workers, fenced by the number of the attempt.
create table task (
  id bigint generated always as identity primary key,
  kind text not null,
  key text not null,
  lane text,
  position bigint not null,
  agency_id int,
  payload jsonb not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'leased', 'done', 'dead', 'discarded')),
  attempt int not null default 0,
  failures int not null default 0,
  run_at timestamptz not null,
  lease_until timestamptz,
  worker text,
  reason text,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_by bigint references account (id),
  unique (kind, key),
  check ((state = 'leased') = (lease_until is not null)),
  check (state not in ('dead', 'discarded') or reason is not null)
);
create index task_due on task (run_at, id) where state in ('waiting', 'leased');
create index task_lane on task (kind, lane, position) where lane is not null and state in ('waiting', 'leased', 'dead');
create index task_dead on task (agency_id, created_at) where state = 'dead';
create index task_ended on task (ended_at) where state = 'done';
comment on table task is 'Ids and codes only, never personal data. (kind, key) makes a repetition harmless; tasks of one lane run in order of position, and a dead one holds its lane back until somebody decides.';
comment on column task.attempt is 'Counts leases and never goes back: a worker that lost its lease cannot end the task.';
comment on column task.failures is 'Since the last decision of a person; chooses the pause before the next attempt.';

grant select, insert, update, delete on task to motcua_app;

-- What was written before anyone listened is not sent afterwards.
update outbox set relayed_at = clock_timestamp() where relayed_at is null;
