-- Where a dossier stands in the process that it was received under; the last row is the step it is in.
create table dossier_step (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  process_version_id int not null references process_version (id),
  seq int not null check (seq > 0),
  step_code text not null check (length(step_code) between 1 and 60),
  action_code text check (length(action_code) between 1 and 120),
  entered_at timestamptz not null,
  unique (dossier_id, seq)
);
comment on table dossier_step is 'Append-only. seq is the event with which the dossier came into the step; "end" when the process is done.';

grant select, insert on dossier_step to motcua_app;
alter table dossier_step enable row level security;
alter table dossier_step force row level security;
create policy dossier_step_scope on dossier_step to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));

-- What the citizen reads of it: the line that the process has for each step that the dossier came into.
grant select on dossier_step, process_version to motcua_lookup;
create policy dossier_step_lookup on dossier_step for select to motcua_lookup using (true);
create function lookup_steps_by_secret(wanted_hash bytea) returns table (seq int, vi text, en text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select s.seq, e.value -> 'status' ->> 'vi', e.value -> 'status' ->> 'en'
  from public.dossier_step s join public.process_version v on v.id = s.process_version_id
  cross join lateral jsonb_array_elements(v.definition -> 'steps') e
  where s.dossier_id = (select d.id from public.dossier d where d.secret_hash = wanted_hash)
    and e.value ->> 'code' = s.step_code and e.value -> 'status' ->> 'vi' <> ''
  order by s.seq
$$;
revoke all on function lookup_steps_by_secret(bytea) from public;
grant execute on function lookup_steps_by_secret(bytea) to motcua_app;
alter function lookup_steps_by_secret(bytea) owner to motcua_lookup;
