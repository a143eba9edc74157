-- The page of a procedure says where it is filed: kept pages are made anew when that changes.
create trigger reference_change after insert or update or delete or truncate on filing_place
  for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on eform_version
  for each statement execute function count_reference_change();
