-- A site that closes says why, and where its office's site is now: its address stays and leads there, or answers that it is gone.
alter table site
  add column closed_why text check (length(closed_why) between 1 and 500),
  add column moved_to int references unit (id),
  add constraint site_moved_elsewhere check (moved_to <> agency_id),
  add constraint site_closed_says_why check (closed_at is not null or (closed_why is null and moved_to is null));
comment on column site.moved_to is 'The agency on whose site the visitors of this one are led, as after a merger.';
