-- Dossiers that were taken at a home or on a day of mobile reception, counted by their own list.
create index dossier_visit on dossier (agency_id, received_at) where attributes ? 'visit';
