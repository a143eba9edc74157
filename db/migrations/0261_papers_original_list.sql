-- The originals of an agency, the newest first; those that are still held are few among all that ever were.
create index original_paper_agency on original_paper (agency_id, id desc);
create index original_paper_held on original_paper (agency_id, id desc) where ended_at is null;
