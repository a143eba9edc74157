-- Who is away from when to when, for assignment alone: no due date follows from it (Decree 61/2018 binds the office, not a person).
create table person_leave (
  id int generated always as identity primary key,
  person_id bigint not null references person (id),
  during daterange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  kind text not null check (kind in ('annual', 'sick', 'training', 'duty', 'other')),
  substitute_id bigint references person (id) check (substitute_id <> person_id),
  recorded_by bigint not null references person (id),
  recorded_at timestamptz not null,
  revoked_at timestamptz,
  constraint person_leave_once exclude using gist (person_id with =, during with &&) where (revoked_at is null)
);
create index person_leave_substitute on person_leave (substitute_id) where revoked_at is null;
comment on table person_leave is 'For assignment alone. A leave that was recorded by mistake is revoked, never deleted.';
grant select, insert, update on person_leave to motcua_app;
