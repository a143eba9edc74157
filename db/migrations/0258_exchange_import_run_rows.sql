-- What was imported is seen by the agency into which it went and by whoever did it. The national catalogue belongs to nobody; a run
-- without agency and person is of the command line, which acts for no account. In PL/pgSQL, since account_id may come after this.
create function import_run_shown(run import_run) returns boolean
  language plpgsql stable set search_path = public, pg_temp
as $$
begin
  return run.kind in ('procedures', 'units')
    or run.agency_id = any (app_agencies())
    or run.account_id = app_account()
    or (run.agency_id is null and run.account_id is null and app_account() is null);
end
$$;

alter table import_run enable row level security;
alter table import_run force row level security;
create policy import_run_scope on import_run to motcua_app
  using (import_run_shown(import_run)) with check (import_run_shown(import_run));
