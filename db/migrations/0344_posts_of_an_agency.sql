-- The page of a dossier and each action on it ask who holds a post in its agency: all posts of the province were read for it.
create index post_agency on post (agency_id);
