-- Two policies that are either-or made the planner read every dossier of an agency and sort them, for the first page of a list:
-- it took either condition for one that leaves few rows. Within coalesce it takes neither for a way to the rows: the query's own
-- condition on the agency is.
alter policy dossier_scope on dossier using (coalesce(agency_id = any ((select app_agencies())::int[]), false));
alter policy dossier_received_elsewhere on dossier using (coalesce(id = any ((select app_received_elsewhere())::bigint[]), false));

-- Open dossiers by due date: of an agency in a state, and of all in a state.
create index dossier_agency_open_due on dossier (agency_id, state, due_at, id)
  where state in ('SUBMITTED', 'INTAKE_SUPPLEMENT', 'ACCEPTED', 'PROCESSING', 'SUPPLEMENT_WAIT', 'FINANCE_WAIT');
create index dossier_open_due on dossier (state, due_at, id)
  where state in ('SUBMITTED', 'INTAKE_SUPPLEMENT', 'ACCEPTED', 'PROCESSING', 'SUPPLEMENT_WAIT', 'FINANCE_WAIT');
-- Whatever an agency has, open or ended.
create index dossier_agency_all_due on dossier (agency_id, due_at, id);
