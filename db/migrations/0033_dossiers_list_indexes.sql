-- What the list of dossiers asks for over a million of them: newest first for those who see many agencies, by due date
-- for everyone, one field or one channel of one agency.
create index dossier_received on dossier (received_at desc, id desc);
create index dossier_due on dossier (due_at, id);
create index dossier_agency_field on dossier (agency_id, field, received_at desc, id desc);
create index dossier_agency_channel on dossier (agency_id, channel, received_at desc, id desc);

-- As a subquery the context is read once for a statement; as a plain call it was parsed anew for every row.
alter policy dossier_scope on dossier
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
alter policy dossier_event_scope on dossier_event
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
alter policy dossier_counter_scope on dossier_counter
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
alter policy audit_select on audit
  using (agency_id = any ((select app_agencies())::int[]) or account_id = (select app_account()));

-- A common name is found fastest by walking back from the newest dossier, a rare one by its trigrams, a small agency by
-- its own rows: the planner can tell only when it knows the word and the agencies, so each call is planned for itself.
set local role motcua_lookup;
create or replace function search_dossier_ids(wanted text, agencies int[], most int) returns setof bigint
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  mine constant int[] := array(select a from unnest(agencies) a where a = any (public.app_agencies()));
  single constant int := mine[1];
begin
  if cardinality(mine) = 1 then
    return query select d.id from public.dossier d
      where d.search_key like '%' || wanted || '%' and d.agency_id = single
      order by d.received_at desc, d.id desc limit most;
  else
    return query select d.id from public.dossier d
      where d.search_key like '%' || wanted || '%' and d.agency_id = any (mine)
      order by d.received_at desc, d.id desc limit most;
  end if;
end
$$;
reset role;
