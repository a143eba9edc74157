-- Whether a procedure was announced by one province for itself: such a one stands behind the national one of the same words.
-- Filled by the index, which the changed analyser makes anew at the next start.
alter table procedure_search_document add column is_local boolean not null default false;
