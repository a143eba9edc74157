-- The notice board says since when each version is posted, and whether that was in time: the moment of publication is
-- kept by the database, whichever door publishes. What stood before this migration was posted when it was written.
alter table procedure_version add column published_at timestamptz;
update procedure_version set published_at = created_at where status <> 'draft';
comment on column procedure_version.published_at is 'When the version was first shown to the public; null for a draft.';

create function note_publication() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  new.published_at := coalesce(new.published_at, now());
  return new;
end
$$;
create trigger note_publication before insert or update of status on procedure_version
  for each row when (new.status = 'published') execute function note_publication();
