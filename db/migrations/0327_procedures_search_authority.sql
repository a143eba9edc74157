-- Whose decision a procedure is: of the whole country, of one province alone, of the missions abroad, or of the army. The others stand
-- behind the national one of the same words, unless the question speaks of them. Filled by the index, which the changed analyser
-- makes anew at the next start.
alter table procedure_search_document add column authority text not null default 'national'
  check (authority in ('national', 'local', 'abroad', 'army'));
