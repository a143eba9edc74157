-- The whole life of a dossier: filed before it is accepted, and what of its way decides what may still be done.
alter table dossier drop constraint dossier_state_check;
alter table dossier add constraint dossier_state_check check (state in ('DRAFT', 'SUBMITTED', 'INTAKE_SUPPLEMENT', 'INTAKE_REFUSED', 'ACCEPTED',
  'PROCESSING', 'SUPPLEMENT_WAIT', 'FINANCE_WAIT', 'DECIDED', 'RETURNED', 'WITHDRAWN', 'STOPPED', 'VOIDED'));
alter table dossier add column way jsonb not null default '{}';
alter table dossier add column intake_due_at timestamptz;
alter table dossier add column respond_by date;
update dossier d set way = jsonb_build_object('accepted',
  d.state not in ('INTAKE_SUPPLEMENT', 'INTAKE_REFUSED') and exists (select from dossier_event e where e.dossier_id = d.id and e.type = 'received'));
create index dossier_respond_by on dossier (respond_by, agency_id) where state = 'SUPPLEMENT_WAIT';
create index dossier_intake_due on dossier (agency_id, intake_due_at) where state = 'SUBMITTED';
comment on column dossier.way is 'What of the way so far decides what may still be done (core/workflow/dossier-state.ts, Way).';
comment on column dossier.intake_due_at is 'Until when a dossier that was filed online is to be answered (R-06); null when it is not waiting for that.';
comment on column dossier.respond_by is 'Until when the applicant is to supplement it; afterwards it is stopped (T10).';

alter table dossier_counter drop constraint dossier_counter_series_check;
alter table dossier_counter add constraint dossier_counter_series_check check (series in ('dossier', 'guidance', 'filing'));
comment on table dossier_counter is 'Running number per agency and day (Decree 61/2018 article 26); a voided number stays consumed. guidance: slips to people whose dossier was not accepted. filing: what was filed online, until it is accepted.';

-- What a dossier said before it was corrected. Nothing is ever deleted.
create table dossier_version (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  version int not null check (version > 0),
  parties jsonb not null,
  subject text,
  components jsonb not null,
  replaced_at timestamptz not null,
  replaced_by text not null,
  reason text not null,
  unique (dossier_id, version)
);
comment on table dossier_version is 'Append-only. The content that a correction replaced, with who did it and why; the row of the dossier is the newest.';
grant select, insert on dossier_version to motcua_app;
alter table dossier_version enable row level security;
alter table dossier_version force row level security;
create policy dossier_version_scope on dossier_version to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));

-- Opinions asked of others and verifications on the spot, each with a due date of its own inside the term (R-12, R-15).
create table dossier_inquiry (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  kind text not null check (kind in ('consultation', 'verification')),
  asked_of text not null,
  question text not null,
  due_at timestamptz not null,
  asked_at timestamptz not null,
  asked_by_person_id bigint references person (id),
  asked_by_name text not null,
  answered_at timestamptz,
  answered_by_name text,
  place text,
  participants text,
  finding text,
  check ((answered_at is null) = (finding is null)),
  check (kind = 'consultation' or answered_at is null or (place is not null and participants is not null))
);
create index dossier_inquiry_dossier on dossier_inquiry (dossier_id, id);
create index dossier_inquiry_open on dossier_inquiry (agency_id, due_at) where answered_at is null;
comment on table dossier_inquiry is 'A record beside the way of the dossier: it never stops the clock. Answered once, never changed after.';
grant select, insert, update on dossier_inquiry to motcua_app;
alter table dossier_inquiry enable row level security;
alter table dossier_inquiry force row level security;
create policy dossier_inquiry_scope on dossier_inquiry to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));

alter table slip_print drop constraint slip_print_kind_check;
alter table slip_print add constraint slip_print_kind_check check (kind in ('receipt', 'supplement_request', 'refusal', 'apology', 'stop', 'control'));

-- A draft is its filer's alone.
set local role motcua_lookup;
create or replace function lookup_dossier_stage(wanted_code text) returns table (code text, state text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.code, d.state from public.dossier d where d.code = wanted_code and d.state not in ('VOIDED', 'DRAFT');
end;
reset role;
