-- Where a version comes from decides whether a later import may replace it: what the office wrote or checked itself
-- is never overwritten by a catalogue, which then waits as a draft.
alter table procedure_version
  add column origin text not null default 'office' check (origin in ('starter', 'portal', 'office')),
  add column verified boolean not null default false,
  add column created_at timestamptz not null default now();
comment on column procedure_version.origin is 'starter: shipped with the product; portal: imported from the national catalogue; office: entered here.';
comment on column procedure_version.verified is 'Someone compared the version with the law or the announcing decision it names.';
create index procedure_version_commune on procedure_version (field, procedure_id) where commune_office and status = 'published';
