-- Who received a dossier for another agency hands its result over, and with it the originals that the other one still holds.
create policy original_paper_received_elsewhere on original_paper for select to motcua_app
  using (dossier_id = any ((select app_received_elsewhere())::bigint[]));
