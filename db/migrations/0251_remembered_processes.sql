-- By which process a dossier runs is asked at every receipt and changes with a decision: remembered between transactions too.
create trigger reference_change after insert or update or delete or truncate on process for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on process_version for each statement execute function count_reference_change();
comment on table reference_generation is 'How often anything changed that is remembered between transactions: rights of people, desks, open procedures, processes.';
