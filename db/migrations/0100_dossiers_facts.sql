-- Beside the legal state: payment, custody, delivery of the result, synchronisation and apology, each the fold of its own
-- events. state_seq is the last event that is not one of them: only such an event is a conflict for who has the page open.
alter table dossier add column facts jsonb not null default '{}';
alter table dossier add column state_seq int;
update dossier set state_seq = last_seq;
alter table dossier alter column state_seq set not null, alter column state_seq set default 1;
comment on column dossier.facts is 'Fold of the orthogonal events (core/workflow/dossier-facts.ts); a part that is missing is none.';
comment on column dossier.state_seq is 'seq of the last event of the legal way, facts and notes left out.';

-- Bodies that are read anew when the table has more columns; the atomic ones had kept the columns of their day.
set local role motcua_lookup;
create or replace function lookup_dossier_by_secret(wanted_hash bytea) returns setof dossier
  language sql stable security definer set search_path = public, pg_temp
as $$ select d.* from public.dossier d where d.secret_hash = wanted_hash $$;
create or replace function lookup_events_by_secret(wanted_hash bytea) returns setof dossier_event
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.* from public.dossier_event e
  where e.dossier_id = (select d.id from public.dossier d where d.secret_hash = wanted_hash)
  order by e.seq
$$;
reset role;
