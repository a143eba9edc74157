-- Written by scripts/generate-db-types.mjs from the migrated schema, to be read and compared; the migrations make the schema.

-- Extensions

extension btree_gist

extension pg_trgm

extension unaccent

-- Functions

CREATE OR REPLACE FUNCTION public.app_account()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.account'::text, true), ''::text))::bigint

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.app_agencies()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((NULLIF(current_setting('app.agencies'::text, true), ''::text))::integer[], '{}'::integer[])

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.count_access_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into access_generation (slot, changes) values (pg_backend_pid() % 16, 1)
  on conflict (slot) do update set changes = access_generation.changes + 1;
  return null;
end
$function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.find_citizen_by_subject(wanted_issuer text, wanted_subject text)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.account_id
    FROM citizen c
   WHERE ((c.issuer = find_citizen_by_subject.wanted_issuer) AND (c.subject = find_citizen_by_subject.wanted_subject));
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.find_unclaimed_citizen(wanted_kind text, wanted_number text)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT c.account_id
    FROM citizen c
   WHERE ((c.issuer IS NULL) AND (c.kind = find_unclaimed_citizen.wanted_kind) AND (c.id_number = find_unclaimed_citizen.wanted_number));
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.has_citizen_account(wanted_kind text, wanted_number text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM citizen c
           WHERE ((c.kind = has_citizen_account.wanted_kind) AND (c.id_number = has_citizen_account.wanted_number)))) AS "exists";
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_dossier_by_secret(wanted_hash bytea)
 RETURNS SETOF dossier
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select d.* from public.dossier d where d.secret_hash = wanted_hash $function$

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_dossier_stage(wanted_code text)
 RETURNS TABLE(code text, state text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT d.code,
     d.state
    FROM dossier d
   WHERE ((d.code = lookup_dossier_stage.wanted_code) AND (d.state <> 'VOIDED'::text));
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_events_by_secret(wanted_hash bytea)
 RETURNS SETOF dossier_event
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select e.* from public.dossier_event e
  where e.dossier_id = (select d.id from public.dossier d where d.secret_hash = wanted_hash)
  order by e.seq
$function$

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.search_dossier_ids(wanted text, agencies integer[], most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  mine constant int[] := array(select a from unnest(agencies) a where a = any (public.app_agencies()));
  single constant int := mine[1];
begin
  if cardinality(mine) = 1 then
    return query select d.id from public.dossier d
      where d.search_key like '%' || wanted || '%' and d.agency_id = single
      order by d.received_at desc, d.id desc limit most;
  else
    return query select d.id from public.dossier d
      where d.search_key like '%' || wanted || '%' and d.agency_id = any (mine)
      order by d.received_at desc, d.id desc limit most;
  end if;
end
$function$

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.search_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN btrim(regexp_replace(translate(lower(unaccent('unaccent'::regdictionary, NORMALIZE(value, NFC))), 'đ'::text, 'd'::text), '[^a-z0-9]+'::text, ' '::text, 'g'::text))

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.unit_subtree(root integer, on_day date)
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 WITH RECURSIVE tree(unit_id) AS (
          SELECT unit_subtree.root AS root
         UNION
          SELECT v.unit_id
            FROM (unit_version v
              JOIN tree t ON ((v.parent_id = t.unit_id)))
           WHERE (v.during @> unit_subtree.on_day)
         )
  SELECT tree.unit_id
    FROM tree;
END

-- owner motcua_owner

-- Tables

table access_generation (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- How often anything changed from which the rights of a person follow; read at every request.
  slot integer not null
  changes bigint not null
  constraint access_generation_slot_check CHECK (((slot >= 0) AND (slot <= 15)))
  constraint access_generation_pkey PRIMARY KEY (slot)

table account (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  person_id bigint not null
  username text not null
  password_hash text not null
  demo boolean not null default false
  must_change_password boolean not null default false
  disabled_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  kind text not null default 'staff'::text
  constraint account_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'citizen'::text])))
  constraint account_username_check CHECK (((username = lower(username)) AND ((length(username) >= 3) AND (length(username) <= 60))))
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint account_pkey PRIMARY KEY (id)
  constraint account_username_key UNIQUE (username)
  CREATE INDEX account_citizen ON public.account USING btree (id) WHERE (kind = 'citizen'::text)
  CREATE INDEX account_person ON public.account USING btree (person_id)

table assignment (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  person_id bigint not null
  post_id integer not null
  during daterange not null
  decision_no text
  constraint assignment_during_check CHECK ((NOT isempty(during)))
  constraint assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint assignment_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
  constraint assignment_pkey PRIMARY KEY (id)
  constraint assignment_person_id_post_id_during_excl EXCLUDE USING gist (person_id WITH =, post_id WITH =, during WITH &&)
  CREATE INDEX assignment_person ON public.assignment USING btree (person_id)
  CREATE INDEX assignment_post ON public.assignment USING btree (post_id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.assignment FOR EACH STATEMENT EXECUTE FUNCTION count_access_change()

table audit (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only: the application may insert and read, never change.
  id bigint not null generated always as identity
  at timestamp with time zone not null default clock_timestamp()
  account_id bigint
  agency_id integer
  action text not null
  outcome text not null
  subject text
  correlation_id text
  detail jsonb not null default '{}'::jsonb
  constraint audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'denied'::text, 'read'::text, 'failed'::text])))
  constraint audit_pkey PRIMARY KEY (id)
  CREATE INDEX audit_agency_at ON public.audit USING btree (agency_id, at DESC)
  CREATE INDEX audit_subject ON public.audit USING btree (subject, at DESC) WHERE (subject IS NOT NULL)
  policy audit_insert for insert to motcua_app with check true
  policy audit_select for select to motcua_app using ((agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) OR (account_id = ( SELECT app_account() AS app_account)))

table breach (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  cause text not null -- holder_left: who holds it has no post any more; unit_empty: nobody holds a post in the unit that has it; no_clock: it has a term and no due date.
  found_at timestamp with time zone not null
  mended_at timestamp with time zone
  constraint breach_cause_check CHECK ((cause = ANY (ARRAY['holder_left'::text, 'unit_empty'::text, 'no_clock'::text])))
  constraint breach_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint breach_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint breach_pkey PRIMARY KEY (id)
  CREATE INDEX breach_agency ON public.breach USING btree (agency_id, found_at) WHERE (mended_at IS NULL)
  CREATE UNIQUE INDEX breach_open ON public.breach USING btree (dossier_id, cause) WHERE (mended_at IS NULL)
  policy breach_scope for all to motcua_app using (agency_id = ANY (app_agencies())) with check (agency_id = ANY (app_agencies()))

table citizen (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  -- Who a citizen account belongs to, as its identity provider (issuer and subject together) says. Without them: opened with help, not yet signed in to.
  account_id bigint not null
  kind text not null
  issuer text
  subject text
  full_name text not null
  id_number text
  date_of_birth date
  gender text
  phone text
  email text
  address text
  assurance integer not null default 0 -- Level of assurance of the electronic identity at the last sign-in; 0: none yet.
  opened_by text not null
  opening_agency_id integer
  opened_by_person_id bigint
  opened_at timestamp with time zone not null
  consent_at timestamp with time zone
  consent_how text
  synthetic boolean not null default false
  first_signed_in_at timestamp with time zone
  last_signed_in_at timestamp with time zone
  constraint citizen_assurance_check CHECK (((assurance >= 0) AND (assurance <= 3)))
  constraint citizen_check CHECK (((issuer IS NULL) = (subject IS NULL)))
  constraint citizen_check1 CHECK (((opened_by = 'self'::text) OR ((opening_agency_id IS NOT NULL) AND (consent_at IS NOT NULL) AND (consent_how IS NOT NULL))))
  constraint citizen_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 200)))
  constraint citizen_gender_check CHECK ((gender = ANY (ARRAY['male'::text, 'female'::text, 'other'::text])))
  constraint citizen_id_number_check CHECK ((id_number ~ '^[0-9]{10,13}(-[0-9]{3})?$'::text))
  constraint citizen_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text])))
  constraint citizen_opened_by_check CHECK ((opened_by = ANY (ARRAY['self'::text, 'staff'::text, 'support_team'::text])))
  constraint citizen_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint citizen_opened_by_person_id_fkey FOREIGN KEY (opened_by_person_id) REFERENCES person(id)
  constraint citizen_opening_agency_id_fkey FOREIGN KEY (opening_agency_id) REFERENCES unit(id)
  constraint citizen_pkey PRIMARY KEY (account_id)
  CREATE INDEX citizen_number ON public.citizen USING btree (id_number) WHERE (id_number IS NOT NULL)
  CREATE INDEX citizen_opened ON public.citizen USING btree (opening_agency_id, opened_at DESC) WHERE (opening_agency_id IS NOT NULL)
  CREATE UNIQUE INDEX citizen_subject ON public.citizen USING btree (issuer, subject) WHERE (issuer IS NOT NULL)
  CREATE UNIQUE INDEX citizen_unclaimed ON public.citizen USING btree (kind, id_number) WHERE ((issuer IS NULL) AND (id_number IS NOT NULL))
  policy citizen_lookup for select to motcua_lookup using true
  policy citizen_opened_read for select to motcua_app using (opening_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))
  policy citizen_opened_write for insert to motcua_app with check ((opened_by <> 'self'::text) AND (opening_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])))
  policy citizen_own for all to motcua_app using (account_id = ( SELECT app_account() AS app_account)) with check (account_id = ( SELECT app_account() AS app_account))

table citizen_mandate (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- For whom else a citizen files, and on what basis; ended, never deleted, since filings name it.
  id bigint not null generated always as identity
  account_id bigint not null
  relation text not null
  name text not null
  id_number text
  date_of_birth date
  basis text not null
  valid_until date
  recorded_at timestamp with time zone not null
  ended_at timestamp with time zone
  constraint citizen_mandate_basis_check CHECK (((length(basis) >= 3) AND (length(basis) <= 500)))
  constraint citizen_mandate_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint citizen_mandate_relation_check CHECK ((relation = ANY (ARRAY['child'::text, 'ward'::text, 'relative'::text, 'organisation'::text, 'other'::text])))
  constraint citizen_mandate_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint citizen_mandate_pkey PRIMARY KEY (id)
  CREATE INDEX citizen_mandate_account ON public.citizen_mandate USING btree (account_id, id)
  policy citizen_mandate_filed for select to motcua_app using (EXISTS ( SELECT
   FROM filing f
  WHERE ((f.mandate_id = citizen_mandate.id) AND (f.submitted_at IS NOT NULL) AND (f.agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])))))
  policy citizen_mandate_own for all to motcua_app using (account_id = ( SELECT app_account() AS app_account)) with check (account_id = ( SELECT app_account() AS app_account))

table delegation (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Someone acts in a post for a period, by a decision with a number; actions taken so name both.
  id integer not null generated always as identity
  from_assignment_id integer not null
  to_person_id bigint not null
  during daterange not null
  decision_no text not null
  revoked_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  constraint delegation_decision_no_check CHECK (((length(decision_no) >= 1) AND (length(decision_no) <= 100)))
  constraint delegation_during_check CHECK (((NOT isempty(during)) AND (NOT upper_inf(during))))
  constraint delegation_from_assignment_id_fkey FOREIGN KEY (from_assignment_id) REFERENCES assignment(id)
  constraint delegation_to_person_id_fkey FOREIGN KEY (to_person_id) REFERENCES person(id)
  constraint delegation_pkey PRIMARY KEY (id)
  CREATE INDEX delegation_to ON public.delegation USING btree (to_person_id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.delegation FOR EACH STATEMENT EXECUTE FUNCTION count_access_change()

table dossier (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  unit_id integer not null
  code text not null
  procedure_version_id integer not null
  case_code text not null default 'default'::text
  procedure_code text not null
  procedure_name text not null
  field text not null
  origin text not null default 'local'::text
  source_id text
  channel text not null
  regime text not null
  time_zone text not null default 'Asia/Ho_Chi_Minh'::text
  term_value integer
  term_unit text not null
  state text not null
  outcome text
  proposal text
  received_at timestamp with time zone not null
  due_original_at timestamp with time zone
  due_unextended_at timestamp with time zone -- With pauses but without extensions: an apology letter moves due_at and cleans no lateness.
  due_at timestamp with time zone
  due_source text
  paused_at timestamp with time zone
  ended_at timestamp with time zone -- When the result was ready, or the dossier was refused, withdrawn, stopped or voided: the end that a report compares with the due date.
  returned_at timestamp with time zone
  holder_person_id bigint
  holder_unit_id integer
  owner_name text not null
  owner_id_number text
  owner_phone text
  subject text
  parties jsonb not null
  components jsonb not null default '[]'::jsonb
  attributes jsonb not null default '{}'::jsonb
  flags text[] not null default '{}'::text[]
  supplement_count integer not null default 0
  tracking_secret text not null -- Printed in the QR code of the receipt (base64url); kept so that a reprint carries the same code.
  secret_hash bytea not null generated always as (sha256(decode(tracking_secret, 'escape'::text))) stored
  last_seq integer not null
  last_event_at timestamp with time zone not null
  search_key text not null generated always as (search_key(((owner_name || ' '::text) || COALESCE(subject, ''::text)))) stored
  facts jsonb not null default '{}'::jsonb -- Fold of the orthogonal events (core/workflow/dossier-facts.ts); a part that is missing is none.
  state_seq integer not null default 1 -- seq of the last event of the legal way, facts and notes left out.
  constraint dossier_channel_check CHECK ((channel = ANY (ARRAY['counter'::text, 'online'::text, 'post'::text])))
  constraint dossier_origin_check CHECK ((origin = ANY (ARRAY['local'::text, 'imported'::text, 'synthetic'::text])))
  constraint dossier_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text])))
  constraint dossier_proposal_check CHECK ((proposal = ANY (ARRAY['approve'::text, 'refuse'::text])))
  constraint dossier_state_check CHECK ((state = ANY (ARRAY['INTAKE_SUPPLEMENT'::text, 'INTAKE_REFUSED'::text, 'ACCEPTED'::text, 'PROCESSING'::text, 'SUPPLEMENT_WAIT'::text, 'FINANCE_WAIT'::text, 'DECIDED'::text, 'RETURNED'::text, 'WITHDRAWN'::text, 'STOPPED'::text, 'VOIDED'::text])))
  constraint dossier_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_holder_person_id_fkey FOREIGN KEY (holder_person_id) REFERENCES person(id)
  constraint dossier_holder_unit_id_fkey FOREIGN KEY (holder_unit_id) REFERENCES unit(id)
  constraint dossier_procedure_version_id_fkey FOREIGN KEY (procedure_version_id) REFERENCES procedure_version(id)
  constraint dossier_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint dossier_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint dossier_pkey PRIMARY KEY (id)
  constraint dossier_agency_id_source_id_key UNIQUE (agency_id, source_id)
  constraint dossier_code_key UNIQUE (code)
  CREATE INDEX dossier_agency_channel ON public.dossier USING btree (agency_id, channel, received_at DESC, id DESC)
  CREATE INDEX dossier_agency_due ON public.dossier USING btree (agency_id, due_at, id) WHERE (ended_at IS NULL)
  CREATE INDEX dossier_agency_field ON public.dossier USING btree (agency_id, field, received_at DESC, id DESC)
  CREATE INDEX dossier_agency_received ON public.dossier USING btree (agency_id, received_at DESC, id DESC)
  CREATE INDEX dossier_agency_state_received ON public.dossier USING btree (agency_id, state, received_at DESC, id DESC)
  CREATE INDEX dossier_due ON public.dossier USING btree (due_at, id)
  CREATE INDEX dossier_ended ON public.dossier USING btree (agency_id, ended_at) WHERE (ended_at IS NOT NULL)
  CREATE INDEX dossier_holder ON public.dossier USING btree (holder_person_id, due_at, id) WHERE (holder_person_id IS NOT NULL)
  CREATE INDEX dossier_id_number ON public.dossier USING btree (owner_id_number) WHERE (owner_id_number IS NOT NULL)
  CREATE INDEX dossier_phone ON public.dossier USING btree (owner_phone) WHERE (owner_phone IS NOT NULL)
  CREATE INDEX dossier_received ON public.dossier USING btree (received_at DESC, id DESC)
  CREATE INDEX dossier_search ON public.dossier USING gin (search_key gin_trgm_ops)
  CREATE UNIQUE INDEX dossier_secret ON public.dossier USING btree (secret_hash)
  policy dossier_lookup for select to motcua_lookup using true
  policy dossier_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_counter (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Running number per agency and day (Decree 61/2018 article 26); a voided number stays consumed. guidance: slips to people whose dossier was not accepted.
  agency_id integer not null
  series text not null
  day date not null
  last_number integer not null
  constraint dossier_counter_last_number_check CHECK ((last_number > 0))
  constraint dossier_counter_series_check CHECK ((series = ANY (ARRAY['dossier'::text, 'guidance'::text])))
  constraint dossier_counter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_counter_pkey PRIMARY KEY (agency_id, series, day)
  policy dossier_counter_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_event (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner,motcua_lookup=r/motcua_owner})
  -- Append-only. The columns from state on are what the dossier had come to with this event, so that a figure as of any day is one look-up.
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  dossier_id bigint not null
  seq integer not null
  type text not null
  occurred_at timestamp with time zone not null
  recorded_at timestamp with time zone not null default clock_timestamp()
  account_id bigint
  person_id bigint
  actor_name text not null
  actor_role text
  actor_unit_id integer
  on_behalf_of_person_id bigint
  reason text
  payload jsonb not null default '{}'::jsonb
  state text not null
  outcome text
  due_unextended_at timestamp with time zone
  due_at timestamp with time zone
  paused_at timestamp with time zone
  ended_at timestamp with time zone
  supplement_count integer not null default 0
  constraint dossier_event_seq_check CHECK ((seq > 0))
  constraint dossier_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint dossier_event_actor_unit_id_fkey FOREIGN KEY (actor_unit_id) REFERENCES unit(id)
  constraint dossier_event_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_event_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint dossier_event_on_behalf_of_person_id_fkey FOREIGN KEY (on_behalf_of_person_id) REFERENCES person(id)
  constraint dossier_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint dossier_event_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint dossier_event_pkey PRIMARY KEY (id)
  constraint dossier_event_dossier_id_seq_key UNIQUE (dossier_id, seq)
  CREATE INDEX dossier_event_agency_occurred ON public.dossier_event USING btree (agency_id, occurred_at)
  policy dossier_event_lookup for select to motcua_lookup using true
  policy dossier_event_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table eform_version (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  -- What is asked for a procedure. A published version is never changed: a draft that was begun under it can be read for ever.
  id integer not null generated always as identity
  procedure_code text not null
  version integer not null
  status text not null
  definition jsonb not null
  source text not null
  verified boolean not null default false -- Whether the questions were compared with the declaration in force; shown to applicants where not.
  origin text not null
  created_at timestamp with time zone not null
  published_at timestamp with time zone
  retired_at timestamp with time zone
  constraint eform_version_origin_check CHECK ((origin = ANY (ARRAY['starter'::text, 'office'::text])))
  constraint eform_version_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text])))
  constraint eform_version_version_check CHECK ((version > 0))
  constraint eform_version_pkey PRIMARY KEY (id)
  constraint eform_version_procedure_code_version_key UNIQUE (procedure_code, version)
  CREATE UNIQUE INDEX eform_version_draft ON public.eform_version USING btree (procedure_code) WHERE (status = 'draft'::text)
  CREATE UNIQUE INDEX eform_version_published ON public.eform_version USING btree (procedure_code) WHERE (status = 'published'::text)

table filing (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  id bigint not null generated always as identity
  account_id bigint not null
  province_id integer not null
  agency_id integer not null
  unit_id integer not null
  procedure_code text not null
  procedure_version_id integer not null
  procedure_name text not null
  case_code text not null default 'default'::text
  eform_version_id integer not null
  mandate_id bigint
  filer_name text not null
  state text not null
  answers jsonb not null default '{}'::jsonb -- As typed, by path, right or wrong: nothing that was typed is lost.
  filled jsonb not null default '{}'::jsonb -- By path: where an answer came from that the system filled in.
  papers jsonb not null default '[]'::jsonb
  delivery text not null default 'counter'::text
  revision integer not null default 1
  created_at timestamp with time zone not null
  saved_at timestamp with time zone not null
  submitted_at timestamp with time zone
  respond_by timestamp with time zone -- Eight working hours after the system received it (R-06).
  responded_at timestamp with time zone
  dossier_id bigint
  dossier_code text
  tracking_secret text
  constraint filing_check CHECK (((state = 'DRAFT'::text) = (submitted_at IS NULL)))
  constraint filing_check1 CHECK (((state = 'ACCEPTED'::text) = (dossier_id IS NOT NULL)))
  constraint filing_delivery_check CHECK ((delivery = ANY (ARRAY['counter'::text, 'post'::text, 'online'::text])))
  constraint filing_state_check CHECK ((state = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text, 'INTAKE_SUPPLEMENT'::text, 'ACCEPTED'::text, 'INTAKE_REFUSED'::text, 'WITHDRAWN'::text])))
  constraint filing_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint filing_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint filing_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint filing_eform_version_id_fkey FOREIGN KEY (eform_version_id) REFERENCES eform_version(id)
  constraint filing_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES citizen_mandate(id)
  constraint filing_procedure_version_id_fkey FOREIGN KEY (procedure_version_id) REFERENCES procedure_version(id)
  constraint filing_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint filing_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint filing_pkey PRIMARY KEY (id)
  CREATE INDEX filing_account ON public.filing USING btree (account_id, saved_at DESC)
  CREATE INDEX filing_agency ON public.filing USING btree (agency_id, submitted_at DESC) WHERE (submitted_at IS NOT NULL)
  CREATE INDEX filing_intake ON public.filing USING btree (agency_id, respond_by) WHERE (state = 'SUBMITTED'::text)
  CREATE INDEX filing_mandate ON public.filing USING btree (mandate_id) WHERE (mandate_id IS NOT NULL)
  policy filing_agency_read for select to motcua_app using ((submitted_at IS NOT NULL) AND (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])))
  policy filing_agency_write for update to motcua_app using ((submitted_at IS NOT NULL) AND (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))) with check ((submitted_at IS NOT NULL) AND (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])))
  policy filing_kept for delete to motcua_app restrictive using (state = 'DRAFT'::text)
  policy filing_own for all to motcua_app using (account_id = ( SELECT app_account() AS app_account)) with check (account_id = ( SELECT app_account() AS app_account))

table filing_event (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  -- Append-only. items: for each component that lacks, what exactly and why.
  id bigint not null generated always as identity
  filing_id bigint not null
  account_id bigint not null
  agency_id integer not null
  type text not null
  at timestamp with time zone not null
  actor_name text not null
  actor_person_id bigint
  reason text
  items jsonb not null default '[]'::jsonb
  constraint filing_event_type_check CHECK ((type = ANY (ARRAY['begun'::text, 'submitted'::text, 'moved_to_version'::text, 'completion_asked'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text])))
  constraint filing_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint filing_event_actor_person_id_fkey FOREIGN KEY (actor_person_id) REFERENCES person(id)
  constraint filing_event_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint filing_event_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES filing(id)
  constraint filing_event_pkey PRIMARY KEY (id)
  CREATE INDEX filing_event_filing ON public.filing_event USING btree (filing_id, id)
  policy filing_event_agency_read for select to motcua_app using ((agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) AND (EXISTS ( SELECT
   FROM filing f
  WHERE ((f.id = filing_event.filing_id) AND (f.submitted_at IS NOT NULL)))))
  policy filing_event_agency_write for insert to motcua_app with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))
  policy filing_event_kept for delete to motcua_app restrictive using (EXISTS ( SELECT
   FROM filing f
  WHERE ((f.id = filing_event.filing_id) AND (f.state = 'DRAFT'::text))))
  policy filing_event_own for all to motcua_app using (account_id = ( SELECT app_account() AS app_account)) with check (account_id = ( SELECT app_account() AS app_account))

table filing_place (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Decree 224/2026 article 15: the local system takes what no central system takes. A procedure without a row is filed on the national portal.
  procedure_code text not null
  place text not null
  url text
  reason text
  changed_at timestamp with time zone not null
  constraint filing_place_place_check CHECK ((place = ANY (ARRAY['national'::text, 'here'::text])))
  constraint filing_place_url_check CHECK ((url ~ '^https://'::text))
  constraint filing_place_pkey PRIMARY KEY (procedure_code)

table idempotency (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- One row per write command: the same key answers the same, for as long as the rows it wrote live.
  actor text not null
  key text not null
  command text not null
  fingerprint text not null
  response jsonb
  created_at timestamp with time zone not null default now()
  constraint idempotency_key_check CHECK (((length(key) >= 8) AND (length(key) <= 100)))
  constraint idempotency_pkey PRIMARY KEY (actor, key)

table import_run (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  agency_id integer
  kind text not null
  source text not null
  source_hash text not null
  mapping text
  dry_run boolean not null default false
  started_at timestamp with time zone not null default now()
  finished_at timestamp with time zone
  report jsonb not null default '{}'::jsonb
  constraint import_run_kind_check CHECK ((kind = ANY (ARRAY['dossiers'::text, 'procedures'::text, 'units'::text])))
  constraint import_run_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint import_run_pkey PRIMARY KEY (id)
  CREATE INDEX import_run_started ON public.import_run USING btree (started_at DESC)

table look_up_miss (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  client_hash bytea not null
  at timestamp with time zone not null default clock_timestamp()
  CREATE INDEX look_up_miss_at ON public.look_up_miss USING btree (at)
  CREATE INDEX look_up_miss_client ON public.look_up_miss USING btree (client_hash, at DESC)

table oidc_request (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  -- Good once, for ten minutes, and only in the browser that began it.
  state_hash bytea not null
  visit_hash bytea not null
  nonce text not null
  code_verifier text not null
  next text not null
  created_at timestamp with time zone not null
  constraint oidc_request_pkey PRIMARY KEY (state_hash)
  CREATE INDEX oidc_request_age ON public.oidc_request USING btree (created_at)

table outbox (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  at timestamp with time zone not null default clock_timestamp()
  agency_id integer
  topic text not null
  subject text not null
  payload jsonb not null default '{}'::jsonb
  relayed_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint outbox_pkey PRIMARY KEY (id)
  CREATE INDEX outbox_pending ON public.outbox USING btree (id) WHERE (relayed_at IS NULL)

table person (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  full_name text not null
  search_key text not null generated always as (search_key(full_name)) stored
  created_at timestamp with time zone not null default now()
  constraint person_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 200)))
  constraint person_pkey PRIMARY KEY (id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.person FOR EACH STATEMENT EXECUTE FUNCTION count_access_change()

table post (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  unit_id integer not null
  agency_id integer not null
  title text not null
  role text not null
  during daterange not null default daterange(NULL::date, NULL::date)
  constraint post_role_check CHECK ((role = ANY (ARRAY['receiving_officer'::text, 'specialist'::text, 'division_head'::text, 'leader'::text, 'one_stop_head'::text, 'home_affairs_officer'::text, 'inspector'::text, 'administrator'::text])))
  constraint post_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  constraint post_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint post_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint post_pkey PRIMARY KEY (id)
  CREATE INDEX post_unit ON public.post USING btree (unit_id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.post FOR EACH STATEMENT EXECUTE FUNCTION count_access_change()

table procedure (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  id integer not null generated always as identity
  code text not null
  created_at timestamp with time zone not null default now()
  constraint procedure_code_check CHECK ((code ~ '^[0-9]\.[0-9]{6}(\.[0-9A-Z.]+)?$'::text))
  constraint procedure_pkey PRIMARY KEY (id)
  constraint procedure_code_key UNIQUE (code)

table procedure_version (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  id integer not null generated always as identity
  procedure_id integer not null
  version integer not null
  during daterange not null
  status text not null
  name text not null
  field text not null
  levels text[] not null
  commune_office boolean not null default false
  audiences text[] not null default '{}'::text[]
  term_value integer
  term_unit text not null -- unknown: the source gives no usable term; it is never guessed.
  has_detail boolean not null default false
  definition jsonb not null -- Cases, components, fees, results, legal bases, channels, announcing decision: the schema is in the procedures area.
  source text not null
  content_hash text not null
  search_key text not null generated always as (search_key(((name || ' '::text) || field))) stored
  origin text not null default 'office'::text -- starter: shipped with the product; portal: imported from the national catalogue; office: entered here.
  verified boolean not null default false -- Someone compared the version with the law or the announcing decision it names.
  created_at timestamp with time zone not null default now()
  name_key text not null generated always as (search_key(name)) stored
  constraint procedure_version_check CHECK (((term_value IS NULL) = (term_unit = ANY (ARRAY['same_day'::text, 'none'::text, 'unknown'::text]))))
  constraint procedure_version_during_check CHECK ((NOT isempty(during)))
  constraint procedure_version_levels_check CHECK ((levels <@ ARRAY['ministry'::text, 'province'::text, 'district'::text, 'commune'::text, 'other'::text]))
  constraint procedure_version_name_check CHECK (((length(name) >= 1) AND (length(name) <= 2000)))
  constraint procedure_version_origin_check CHECK ((origin = ANY (ARRAY['starter'::text, 'portal'::text, 'office'::text])))
  constraint procedure_version_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
  constraint procedure_version_term_unit_check CHECK ((term_unit = ANY (ARRAY['working_day'::text, 'working_hour'::text, 'day'::text, 'month'::text, 'same_day'::text, 'none'::text, 'unknown'::text])))
  constraint procedure_version_term_value_check CHECK ((term_value > 0))
  constraint procedure_version_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES procedure(id)
  constraint procedure_version_pkey PRIMARY KEY (id)
  constraint procedure_version_procedure_id_version_key UNIQUE (procedure_id, version)
  constraint procedure_version_procedure_id_during_excl EXCLUDE USING gist (procedure_id WITH =, during WITH &&) WHERE ((status = 'published'::text))
  CREATE INDEX procedure_version_commune ON public.procedure_version USING btree (field, procedure_id) WHERE (commune_office AND (status = 'published'::text))
  CREATE INDEX procedure_version_field ON public.procedure_version USING btree (field)
  CREATE INDEX procedure_version_search ON public.procedure_version USING gin (search_key gin_trgm_ops)

table saved_filter (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  account_id bigint not null
  name text not null
  query text not null
  created_at timestamp with time zone not null default now()
  constraint saved_filter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint saved_filter_query_check CHECK ((length(query) <= 2000))
  constraint saved_filter_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint saved_filter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint saved_filter_pkey PRIMARY KEY (id)
  constraint saved_filter_account_id_name_key UNIQUE (account_id, name)
  policy saved_filter_scope for all to motcua_app using ((account_id = app_account()) AND (agency_id = ANY (app_agencies()))) with check ((account_id = app_account()) AND (agency_id = ANY (app_agencies())))

table schema_migration (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=r/motcua_owner})
  version integer not null
  name text not null
  sha256 text not null
  applied_at timestamp with time zone not null default now()
  constraint schema_migration_pkey PRIMARY KEY (version)

table session (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  token_hash bytea not null
  account_id bigint not null
  csrf_token text not null
  locale text not null default 'vi'::text
  created_at timestamp with time zone not null default now()
  last_seen_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  user_agent text
  constraint session_locale_check CHECK ((locale = ANY (ARRAY['vi'::text, 'en'::text])))
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint session_pkey PRIMARY KEY (token_hash)
  CREATE INDEX session_account ON public.session USING btree (account_id)
  CREATE INDEX session_expiry ON public.session USING btree (expires_at)

table setting (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Facts about this installation, such as whether it was set up as a demonstration.
  name text not null
  value jsonb not null
  changed_at timestamp with time zone not null default now()
  constraint setting_pkey PRIMARY KEY (name)

table sign_in_attempt (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  id bigint not null generated always as identity
  username_hash bytea not null
  client_hash bytea not null
  at timestamp with time zone not null default clock_timestamp()
  succeeded boolean not null
  constraint sign_in_attempt_pkey PRIMARY KEY (id)
  CREATE INDEX sign_in_attempt_client ON public.sign_in_attempt USING btree (client_hash, at DESC)
  CREATE INDEX sign_in_attempt_username ON public.sign_in_attempt USING btree (username_hash, at DESC)

table slip_print (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. The slip of one event; opening it again within minutes by the same person is the same print.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  kind text not null
  event_seq integer not null
  account_id bigint not null
  printed_at timestamp with time zone not null
  constraint slip_print_event_seq_check CHECK ((event_seq > 0))
  constraint slip_print_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'supplement_request'::text, 'refusal'::text, 'control'::text])))
  constraint slip_print_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint slip_print_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint slip_print_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint slip_print_pkey PRIMARY KEY (id)
  CREATE INDEX slip_print_slip ON public.slip_print USING btree (dossier_id, kind, event_seq, printed_at DESC)
  policy slip_print_scope for all to motcua_app using (agency_id = ANY (app_agencies())) with check (agency_id = ANY (app_agencies()))

table task (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  -- Ids and codes only, never personal data. (kind, key) makes a repetition harmless; tasks of one lane run in order of position, and a dead one holds its lane back until somebody decides.
  id bigint not null generated always as identity
  kind text not null
  key text not null
  lane text
  position bigint not null
  agency_id integer
  payload jsonb not null default '{}'::jsonb
  state text not null default 'waiting'::text
  attempt integer not null default 0 -- Counts leases and never goes back: a worker that lost its lease cannot end the task.
  failures integer not null default 0 -- Since the last decision of a person; chooses the pause before the next attempt.
  run_at timestamp with time zone not null
  lease_until timestamp with time zone
  worker text
  reason text
  created_at timestamp with time zone not null default clock_timestamp()
  ended_at timestamp with time zone
  ended_by bigint
  constraint task_check CHECK (((state = 'leased'::text) = (lease_until IS NOT NULL)))
  constraint task_check1 CHECK (((state <> ALL (ARRAY['dead'::text, 'discarded'::text])) OR (reason IS NOT NULL)))
  constraint task_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'leased'::text, 'done'::text, 'dead'::text, 'discarded'::text])))
  constraint task_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id)
  constraint task_pkey PRIMARY KEY (id)
  constraint task_kind_key_key UNIQUE (kind, key)
  CREATE INDEX task_dead ON public.task USING btree (agency_id, created_at) WHERE (state = 'dead'::text)
  CREATE INDEX task_due ON public.task USING btree (run_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'leased'::text]))
  CREATE INDEX task_ended ON public.task USING btree (ended_at) WHERE (state = 'done'::text)
  CREATE INDEX task_lane ON public.task USING btree (kind, lane, "position") WHERE ((lane IS NOT NULL) AND (state = ANY (ARRAY['waiting'::text, 'leased'::text, 'dead'::text])))

table unit (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  id integer not null generated always as identity
  province_id integer -- The province at the root of the tree; null for the country and for provinces themselves.
  agency_id integer -- The agency that a one-stop shop, reception point or division belongs to; an agency refers to itself.
  source text not null
  created_at timestamp with time zone not null default now()
  constraint unit_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint unit_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint unit_pkey PRIMARY KEY (id)
  CREATE INDEX unit_agency ON public.unit USING btree (agency_id)
  CREATE INDEX unit_province ON public.unit USING btree (province_id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.unit FOR EACH STATEMENT EXECUTE FUNCTION count_access_change()

table unit_calendar (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Working days and hours of an agency, for due dates; reception hours are another matter.
  unit_id integer not null
  during daterange not null
  calendar text not null default 'vn'::text
  time_zone text not null default 'Asia/Ho_Chi_Minh'::text
  week text[] not null default '{mon,tue,wed,thu,fri}'::text[]
  hours jsonb not null default '[["07:30", "11:30"], ["13:00", "17:00"]]'::jsonb
  basis text
  constraint unit_calendar_week_check CHECK ((cardinality(week) > 0))
  constraint unit_calendar_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint unit_calendar_unit_id_during_excl EXCLUDE USING gist (unit_id WITH =, during WITH &&)

table unit_code (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  unit_id integer not null
  scheme text not null -- gso: statistics code; qd20: Hxx.n.m (Decision 20/2020); qcvn102: 000.00.00.Hxx; source: the code of an imported system.
  code text not null
  during daterange not null
  constraint unit_code_code_check CHECK (((length(code) >= 1) AND (length(code) <= 60)))
  constraint unit_code_scheme_check CHECK ((scheme = ANY (ARRAY['gso'::text, 'qd20'::text, 'qcvn102'::text, 'source'::text])))
  constraint unit_code_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint unit_code_scheme_code_during_excl EXCLUDE USING gist (scheme WITH =, code WITH =, during WITH &&)
  CREATE INDEX unit_code_lower ON public.unit_code USING btree (lower(code))
  CREATE INDEX unit_code_unit ON public.unit_code USING btree (unit_id)

table unit_profile (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  unit_id integer not null
  during daterange not null
  area_hectares numeric
  households integer
  people integer
  hamlets integer
  source text not null
  constraint unit_profile_area_hectares_check CHECK ((area_hectares > (0)::numeric))
  constraint unit_profile_hamlets_check CHECK ((hamlets >= 0))
  constraint unit_profile_households_check CHECK ((households >= 0))
  constraint unit_profile_people_check CHECK ((people >= 0))
  constraint unit_profile_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint unit_profile_unit_id_during_excl EXCLUDE USING gist (unit_id WITH =, during WITH &&)

table unit_rollout (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  unit_id integer not null
  system text not null default 'one_stop_software'::text
  during daterange not null
  state text not null
  source text not null
  constraint unit_rollout_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'live'::text, 'retired'::text])))
  constraint unit_rollout_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint unit_rollout_unit_id_system_during_excl EXCLUDE USING gist (unit_id WITH =, system WITH =, during WITH &&)

table unit_succession (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  from_unit_id integer not null
  to_unit_id integer not null
  happened_on date not null
  kind text not null
  basis text
  constraint unit_succession_kind_check CHECK ((kind = ANY (ARRAY['merged'::text, 'split'::text, 'renamed'::text, 'dissolved'::text, 'continued'::text])))
  constraint unit_succession_from_unit_id_fkey FOREIGN KEY (from_unit_id) REFERENCES unit(id)
  constraint unit_succession_to_unit_id_fkey FOREIGN KEY (to_unit_id) REFERENCES unit(id)
  constraint unit_succession_pkey PRIMARY KEY (from_unit_id, to_unit_id, happened_on)
  CREATE INDEX unit_succession_to ON public.unit_succession USING btree (to_unit_id)

table unit_version (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  id integer not null generated always as identity
  unit_id integer not null
  during daterange not null
  start_known boolean not null default true -- False where the source only shows that the unit existed, not since when.
  kind text not null
  name text not null
  full_name text not null
  parent_id integer
  basis text
  search_key text not null generated always as (search_key(full_name)) stored
  constraint unit_version_during_check CHECK ((NOT isempty(during)))
  constraint unit_version_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 300)))
  constraint unit_version_kind_check CHECK ((kind = ANY (ARRAY['country'::text, 'province'::text, 'district'::text, 'commune'::text, 'department'::text, 'agency'::text, 'one_stop_shop'::text, 'reception_point'::text, 'division'::text])))
  constraint unit_version_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)))
  constraint unit_version_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES unit(id)
  constraint unit_version_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint unit_version_pkey PRIMARY KEY (id)
  constraint unit_version_unit_id_during_excl EXCLUDE USING gist (unit_id WITH =, during WITH &&)
  CREATE INDEX unit_version_parent ON public.unit_version USING btree (parent_id)
  CREATE INDEX unit_version_search ON public.unit_version USING gin (search_key gin_trgm_ops)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.unit_version FOR EACH STATEMENT EXECUTE FUNCTION count_access_change()
