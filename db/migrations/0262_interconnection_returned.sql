-- A result that the deciding agency hands over itself ends the reception as well.
create policy dossier_reception_close on dossier_reception for update to motcua_app
  using (deciding_agency_id = any ((select app_agencies())::int[]))
  with check (deciding_agency_id = any ((select app_agencies())::int[]));
