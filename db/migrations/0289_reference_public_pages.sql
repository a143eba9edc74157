-- Public pages are kept between requests (kept-pages.ts) until a table that they read has changed: beside the tables that
-- are counted already these are the profile of a unit, the sheets of procedures, the edition of their catalogue, and the sites.
create trigger reference_change after insert or update or delete or truncate on unit_profile for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on component_file for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on procedure_catalogue_edition for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on site for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on site_article for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on site_revision for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on site_release for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on site_contact for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on site_image for each statement execute function count_reference_change();
create trigger reference_change after insert or update or delete or truncate on site_reception for each statement execute function count_reference_change();
comment on table reference_generation is 'How often anything changed that is remembered between requests: rights of people, desks, open procedures, processes, public pages.';
