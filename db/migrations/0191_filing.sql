-- Electronic forms by version, where each procedure is filed, and what citizens file online until a dossier begins.
create table eform_version (
  id int generated always as identity primary key,
  procedure_code text not null,
  version int not null check (version > 0),
  status text not null check (status in ('draft', 'published', 'retired')),
  definition jsonb not null,
  source text not null,
  verified boolean not null default false,
  origin text not null check (origin in ('starter', 'office')),
  created_at timestamptz not null,
  published_at timestamptz,
  retired_at timestamptz,
  unique (procedure_code, version)
);
create unique index eform_version_published on eform_version (procedure_code) where status = 'published';
create unique index eform_version_draft on eform_version (procedure_code) where status = 'draft';
comment on table eform_version is 'What is asked for a procedure. A published version is never changed: a draft that was begun under it can be read for ever.';
comment on column eform_version.verified is 'Whether the questions were compared with the declaration in force; shown to applicants where not.';

create table filing_place (
  procedure_code text primary key,
  place text not null check (place in ('national', 'here')),
  url text check (url ~ '^https://'),
  reason text,
  changed_at timestamptz not null
);
comment on table filing_place is 'Decree 224/2026 article 15: the local system takes what no central system takes. A procedure without a row is filed on the national portal.';

create table filing (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  procedure_code text not null,
  procedure_version_id int not null references procedure_version (id),
  procedure_name text not null,
  case_code text not null default 'default',
  eform_version_id int not null references eform_version (id),
  mandate_id bigint references citizen_mandate (id),
  filer_name text not null,
  state text not null check (state in ('DRAFT', 'SUBMITTED', 'INTAKE_SUPPLEMENT', 'ACCEPTED', 'INTAKE_REFUSED', 'WITHDRAWN')),
  answers jsonb not null default '{}',
  filled jsonb not null default '{}',
  papers jsonb not null default '[]',
  delivery text not null default 'counter' check (delivery in ('counter', 'post', 'online')),
  revision int not null default 1,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  submitted_at timestamptz,
  respond_by timestamptz,
  responded_at timestamptz,
  dossier_id bigint references dossier (id),
  dossier_code text,
  tracking_secret text,
  check ((state = 'DRAFT') = (submitted_at is null)),
  check ((state = 'ACCEPTED') = (dossier_id is not null))
);
create index filing_account on filing (account_id, saved_at desc);
create index filing_intake on filing (agency_id, respond_by) where state = 'SUBMITTED';
create index filing_agency on filing (agency_id, submitted_at desc) where submitted_at is not null;
comment on column filing.answers is 'As typed, by path, right or wrong: nothing that was typed is lost.';
comment on column filing.filled is 'By path: where an answer came from that the system filled in.';
comment on column filing.respond_by is 'Eight working hours after the system received it (R-06).';

create table filing_event (
  id bigint generated always as identity primary key,
  filing_id bigint not null references filing (id),
  account_id bigint not null references account (id),
  agency_id int not null references unit (id),
  type text not null check (type in ('begun', 'submitted', 'moved_to_version', 'completion_asked', 'accepted', 'refused', 'withdrawn')),
  at timestamptz not null,
  actor_name text not null,
  actor_person_id bigint references person (id),
  reason text,
  items jsonb not null default '[]'
);
create index filing_event_filing on filing_event (filing_id, id);
comment on table filing_event is 'Append-only. items: for each component that lacks, what exactly and why.';

grant select, insert, update on eform_version, filing_place to motcua_app;
grant delete on eform_version to motcua_app;
grant select, insert, update, delete on filing to motcua_app;
grant select, insert, delete on filing_event to motcua_app;

alter table filing enable row level security;
alter table filing force row level security;
alter table filing_event enable row level security;
alter table filing_event force row level security;
-- A draft is its writer's alone; the agency sees what was sent to it. Only a draft can be thrown away.
create policy filing_own on filing to motcua_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));
create policy filing_agency_read on filing for select to motcua_app
  using (submitted_at is not null and agency_id = any ((select app_agencies())::int[]));
create policy filing_agency_write on filing for update to motcua_app
  using (submitted_at is not null and agency_id = any ((select app_agencies())::int[]))
  with check (submitted_at is not null and agency_id = any ((select app_agencies())::int[]));
create policy filing_kept on filing as restrictive for delete to motcua_app using (state = 'DRAFT');
create policy filing_event_own on filing_event to motcua_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));
create policy filing_event_agency_read on filing_event for select to motcua_app
  using (agency_id = any ((select app_agencies())::int[])
    and exists (select from filing f where f.id = filing_id and f.submitted_at is not null));
create policy filing_event_agency_write on filing_event for insert to motcua_app
  with check (agency_id = any ((select app_agencies())::int[]));
create policy filing_event_kept on filing_event as restrictive for delete to motcua_app
  using (exists (select from filing f where f.id = filing_id and f.state = 'DRAFT'));
