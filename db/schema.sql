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

CREATE OR REPLACE FUNCTION public.app_received_elsewhere()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT COALESCE(array_agg(r.dossier_id), '{}'::bigint[]) AS "coalesce"
    FROM dossier_reception r
   WHERE ((r.receiving_agency_id = ANY (app_agencies())) AND (r.handed_back_at IS NULL));
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.assert_booking_balances()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from added group by movement_id having sum(amount_vnd) <> 0) then
    raise exception 'a booking of the fee ledger does not balance' using errcode = 'check_violation', constraint = 'fee_entry_balances';
  end if;
  return null;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.assert_day_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock_shared(fee_day_lock(a.agency_id, a.cashier_id))
    from (select distinct agency_id, cashier_id from added where account = 'cash') a;
  if exists (
    select from added a
    join fee_movement m on m.id = a.movement_id
    join fee_closing c on c.agency_id = a.agency_id and c.cashier_id = a.cashier_id and c.day = m.day
    where a.account = 'cash' and m.kind not in ('deposit', 'difference')
  ) then
    raise exception 'the day of this cashier is closed' using errcode = 'check_violation', constraint = 'fee_day_open';
  end if;
  return null;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.assert_movement_booked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select count(*) from fee_entry where movement_id = new.id) < 2 then
    raise exception 'a movement of the fee ledger has no entries' using errcode = 'check_violation', constraint = 'fee_movement_booked';
  end if;
  return null;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.check_result(wanted text)
 RETURNS TABLE(kind text, title text, agency_name text, version integer, state text, year integer, number integer, sha256 text, signer_name text, signer_title text, signed_at timestamp with time zone, issued_at timestamp with time zone, valid_until date, ended_at timestamp with time zone, stand_in boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT d.kind,
     d.title,
     d.agency_name,
     v.version,
     v.state,
     v.year,
     v.number,
     v.sha256,
     v.signer_name,
     v.signer_title,
     v.signed_at,
     v.issued_at,
     v.valid_until,
     v.ended_at,
     v.stand_in
    FROM (result_document d
      JOIN result_version v ON ((v.document_id = d.id)))
   WHERE ((d.code = check_result.wanted) AND (v.issued_at IS NOT NULL))
   ORDER BY v.version;
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.count_reference_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into reference_generation (slot, changes) values (pg_backend_pid() % 16, 1)
  on conflict (slot) do update set changes = reference_generation.changes + 1;
  return null;
end
$function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.dossier_words(agency integer, key text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN array_to_tsvector(ARRAY(SELECT ((dossier_words.agency || ':'::text) || "left"(w.w, 60)) FROM unnest(string_to_array(dossier_words.key, ' '::text)) w(w) WHERE (w.w <> ''::text)))

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.fee_day_lock(agency integer, cashier bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(format('fee day %s %s'::text, agency, cashier), (0)::bigint)

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

CREATE OR REPLACE FUNCTION public.guard_training_mark()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'INSERT' then
    raise exception 'the mark of a training database is never changed' using errcode = 'check_violation';
  end if;
  if pg_sequence_last_value(pg_get_serial_sequence('public.dossier', 'id')::regclass) is not null then
    raise exception 'this database has dossiers already' using errcode = 'check_violation';
  end if;
  return new;
end $function$

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup}

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

CREATE OR REPLACE FUNCTION public.import_run_shown(run import_run)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return run.kind in ('procedures', 'units')
    or run.agency_id = any (app_agencies())
    or run.account_id = app_account()
    or (run.agency_id is null and run.account_id is null and app_account() is null);
end
$function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.is_training()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM setting WHERE (setting.name = 'training'::text)))

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.keep_closed_certification()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from certification_book b where b.agency_id = new.agency_id and b.year = new.year and b.kind = new.kind and b.closed_at is not null) then
    raise exception 'the book of this year is closed' using errcode = 'check_violation', constraint = 'certification_book_closed';
  end if;
  return new;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.keep_published_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or
      (new.province_id, new.code, new.version, lower(new.during), new.definition, new.published_at, new.published_by)
      is distinct from
      (old.province_id, old.code, old.version, lower(old.during), old.definition, old.published_at, old.published_by)) then
    raise exception 'a published version of a group never changes' using errcode = 'restrict_violation';
  end if;
  if old.status <> 'draft' and new.status <> old.status and (old.status, new.status) <> ('published', 'withdrawn') then
    raise exception 'a published version of a group is withdrawn or stays' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.keep_published_process()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or
      (new.process_id, new.version, lower(new.during), new.decision_no, new.decision_date, new.override_reason, new.definition, new.published_at, new.published_by)
      is distinct from
      (old.process_id, old.version, lower(old.during), old.decision_no, old.decision_date, old.override_reason, old.definition, old.published_at, old.published_by)) then
    raise exception 'a published version of a process never changes' using errcode = 'restrict_violation';
  end if;
  if old.status <> 'draft' and new.status <> old.status and (old.status, new.status) <> ('published', 'withdrawn') then
    raise exception 'a published version of a process is withdrawn or stays' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.keep_signed_result()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.number is not null and (new.number is distinct from old.number or new.year is distinct from old.year) then
    raise exception 'a number that was given stays' using errcode = 'check_violation';
  end if;
  if old.sha256 is not null and (new.sha256 is distinct from old.sha256 or new.body is distinct from old.body or new.signed_at is distinct from old.signed_at) then
    raise exception 'a signed result stays as it was signed' using errcode = 'check_violation';
  end if;
  return new;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.leave_push_endpoint(asked text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 DELETE FROM push_subscription s
   WHERE ((s.endpoint = leave_push_endpoint.asked) AND (s.account_id <> app_account()));
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_api_key(wanted_hash bytea)
 RETURNS SETOF api_key
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT k.id,
     k.agency_id,
     k.account_id,
     k.name,
     k.prefix,
     k.token_hash,
     k.scopes,
     k.rate,
     k.created_at,
     k.created_by,
     k.expires_on,
     k.last_used_on,
     k.revoked_at
    FROM api_key k
   WHERE ((k.token_hash = lookup_api_key.wanted_hash) AND (k.revoked_at IS NULL));
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
   WHERE ((d.code = lookup_dossier_stage.wanted_code) AND (d.state <> ALL (ARRAY['VOIDED'::text, 'DRAFT'::text])));
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_dossiers_by_phone(wanted text, since timestamp with time zone)
 RETURNS TABLE(secret_hash bytea, code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select d.secret_hash, d.code from public.dossier d
  where (d.owner_phone = wanted or d.parties #>> '{submitter,phone}' = wanted)
    and d.state not in ('DRAFT', 'VOIDED') and d.origin <> 'external' and d.received_at >= since
  order by d.received_at desc limit 30
$function$

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

CREATE OR REPLACE FUNCTION public.lookup_fee_account(wanted_bin text, wanted_number text)
 RETURNS SETOF fee_account
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.id,
     a.province_id,
     a.agency_id,
     a.bank_bin,
     a.bank_name,
     a.account_no,
     a.holder,
     a.confirmation_key,
     a.active_from,
     a.active_until
    FROM fee_account a
   WHERE ((a.bank_bin = lookup_fee_account.wanted_bin) AND (a.account_no = lookup_fee_account.wanted_number))
   ORDER BY a.active_until DESC, a.id DESC
  LIMIT 1;
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_results_by_secret(wanted_hash bytea)
 RETURNS TABLE(code text, title text, version integer, sha256 text, issued_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT d.code,
     d.title,
     v.version,
     v.sha256,
     v.issued_at
    FROM (result_document d
      JOIN result_version v ON ((v.document_id = d.id)))
   WHERE ((d.dossier_id = ( SELECT o.id
            FROM dossier o
           WHERE (o.secret_hash = lookup_results_by_secret.wanted_hash))) AND (v.state = 'issued'::text))
   ORDER BY d.id;
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_secret_by_number(wanted_code text, wanted_number text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select d.tracking_secret from public.dossier d
  where d.code = wanted_code and public.tracking_number(d.secret_hash) = wanted_number and d.state not in ('VOIDED', 'DRAFT')
$function$

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.lookup_steps_by_secret(wanted_hash bytea)
 RETURNS TABLE(seq integer, vi text, en text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.seq, e.value -> 'status' ->> 'vi', e.value -> 'status' ->> 'en'
  from public.dossier_step s join public.process_version v on v.id = s.process_version_id
  cross join lateral jsonb_array_elements(v.definition -> 'steps') e
  where s.dossier_id = (select d.id from public.dossier d where d.secret_hash = wanted_hash)
    and e.value ->> 'code' = s.step_code and e.value -> 'status' ->> 'vi' <> ''
  order by s.seq
$function$

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.note_publication()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.published_at := coalesce(new.published_at, now());
  return new;
end
$function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.rate_code(secret_hash bytea)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select lpad(((get_byte(secret_hash, 0) * 65536 + get_byte(secret_hash, 1) * 256 + get_byte(secret_hash, 2)) % 10000)::text, 4, '0')
$function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.refuse_beside_elsewhere()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from dossier d where d.id = new.dossier_id and d.origin = 'external') then
    raise exception 'the dossier is handled in another system' using errcode = 'MQ001';
  end if;
  return new;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.refuse_handled_elsewhere()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if coalesce(current_setting('app.mirrors', true), '') <> 'on' then
    raise exception 'the dossier is handled in another system' using errcode = 'MQ001';
  end if;
  return new;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.refuse_training_code()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not is_training() then
    raise exception 'a code of training in a database that is not for training' using errcode = 'check_violation';
  end if;
  return new;
end $function$

-- owner motcua_owner

CREATE OR REPLACE FUNCTION public.search_dossier_ids(wanted text, agencies integer[], most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  mine constant int[] := array(select a from unnest(agencies) a where a = any (public.app_agencies()));
  words constant text[] := array(select w from unnest(string_to_array(wanted, ' ')) w where w <> '');
  last constant int := cardinality(words);
  patterns constant text[] := array(
    select '% ' || regexp_replace(w, '([\\%_])', '\\\1', 'g') || case when n = last then '%' else ' %' end
    from unnest(words) with ordinality x (w, n));
  -- What costs least: of a word that every twentieth has (of many agencies' dossiers every seventieth) the newest are soon met.
  common constant int := most / case when cardinality(mine) > 8 then 14 else 4 end;
  newest bigint[] := public.walk_dossier_ids(patterns, mine, 1500, most);
begin
  if cardinality(newest) between common and most - 1 then
    newest := public.walk_dossier_ids(patterns, mine, 20000, most);
  end if;
  if last = 0 or cardinality(newest) = most then
    return query select unnest(newest);
  else
    return query
      select found.id from unnest(mine) a (agency_id), lateral (
        select d.id, d.received_at from public.dossier d
        where public.dossier_words(d.agency_id, d.search_key) @@ (
            select string_agg(
              '''' || replace(replace(a.agency_id || ':' || left(w, 60), '\', '\\'), '''', '''''') || '''' || case when n = last then ':*' else '' end,
              ' & ')
            from unnest(words) with ordinality x (w, n))::tsquery
          and ' ' || d.search_key || ' ' like all (patterns)
        order by d.received_at desc, d.id desc limit most) found
      order by found.received_at desc, found.id desc limit most;
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

CREATE OR REPLACE FUNCTION public.taken_dossier_codes(wanted text[])
 RETURNS TABLE(code text, agency_id integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT d.code,
     d.agency_id
    FROM dossier d
   WHERE (d.code = ANY (taken_dossier_codes.wanted));
END

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup,motcua_app=X/motcua_lookup}

CREATE OR REPLACE FUNCTION public.tracking_number(secret_hash bytea)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select lpad(mod(('x' || encode(substring(secret_hash from 25 for 7), 'hex'))::bit(56)::bigint, 10000000000)::text, 10, '0')
$function$

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

CREATE OR REPLACE FUNCTION public.walk_dossier_ids(patterns text[], agencies integer[], depth integer, most integer)
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  single constant int := agencies[1];
begin
  if cardinality(agencies) = 1 then
    return array(select n.id from (
        select d.id, d.search_key, d.received_at from public.dossier d where d.agency_id = single
        order by d.received_at desc, d.id desc limit depth) n
      where ' ' || n.search_key || ' ' like all (patterns) order by n.received_at desc, n.id desc limit most);
  end if;
  if cardinality(agencies) <= 8 then
    return array(select n.id from unnest(agencies) a (agency_id), lateral (
        select d.id, d.search_key, d.received_at from public.dossier d where d.agency_id = a.agency_id
        order by d.received_at desc, d.id desc limit depth) n
      where ' ' || n.search_key || ' ' like all (patterns) order by n.received_at desc, n.id desc limit most);
  end if;
  return array(select n.id from (
      select d.id, d.search_key, d.received_at from public.dossier d where d.agency_id = any (agencies)
      order by d.received_at desc, d.id desc limit depth) n
    where ' ' || n.search_key || ' ' like all (patterns) order by n.received_at desc, n.id desc limit most);
end
$function$

-- owner motcua_lookup, rights {motcua_lookup=X/motcua_lookup}

-- Tables

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

table api_key (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner,motcua_lookup=r/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  account_id bigint not null
  name text not null
  prefix text not null -- The part of the key that is shown and audited; it opens nothing.
  token_hash bytea not null
  scopes text[] not null
  rate text not null
  created_at timestamp with time zone not null
  created_by bigint not null
  expires_on date not null -- The last day (in Việt Nam) on which it opens anything.
  last_used_on date [rights {motcua_app=w/motcua_owner}]
  revoked_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint api_key_check CHECK ((expires_on >= ((created_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date))
  constraint api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint api_key_prefix_check CHECK ((prefix ~ '^mck_[a-z0-9]{8}$'::text))
  constraint api_key_rate_check CHECK ((rate = ANY (ARRAY['slow'::text, 'normal'::text, 'fast'::text])))
  constraint api_key_scopes_check CHECK ((cardinality(scopes) > 0))
  constraint api_key_token_hash_check CHECK ((length(token_hash) = 32))
  constraint api_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint api_key_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id)
  constraint api_key_pkey PRIMARY KEY (id)
  constraint api_key_prefix_key UNIQUE (prefix)
  constraint api_key_token_hash_key UNIQUE (token_hash)
  CREATE INDEX api_key_agency ON public.api_key USING btree (agency_id)
  policy api_key_lookup for select to motcua_lookup using true
  policy api_key_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table archive_entry (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. The hand-over package is a function of this row and the files that it names; keep_until null: kept for ever.
  dossier_id bigint not null
  agency_id integer not null
  retention_code text not null
  keep_until date
  metadata text not null
  manifest_sha256 text not null
  account_id bigint not null
  archived_by text not null
  archived_at timestamp with time zone not null
  constraint archive_entry_manifest_sha256_check CHECK ((manifest_sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint archive_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint archive_entry_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint archive_entry_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint archive_entry_pkey PRIMARY KEY (dossier_id)
  CREATE INDEX archive_entry_agency ON public.archive_entry USING btree (agency_id, archived_at DESC)
  CREATE TRIGGER archive_entry_elsewhere BEFORE INSERT ON public.archive_entry FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy archive_entry_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.assignment FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

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

table blank_form (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  kind text not null
  series text not null
  serial integer not null
  state text not null default 'stock'::text [rights {motcua_app=w/motcua_owner}]
  received_on date not null
  received_by text not null
  delivery_note text not null
  dossier_id bigint [rights {motcua_app=w/motcua_owner}]
  reason text [rights {motcua_app=w/motcua_owner}]
  ended_by text [rights {motcua_app=w/motcua_owner}]
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint blank_form_check CHECK (((state = 'stock'::text) = (ended_at IS NULL)))
  constraint blank_form_check1 CHECK (((state = ANY (ARRAY['spoiled'::text, 'lost'::text])) <= (reason IS NOT NULL)))
  constraint blank_form_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 200)))
  constraint blank_form_serial_check CHECK ((serial > 0))
  constraint blank_form_series_check CHECK (((length(series) >= 1) AND (length(series) <= 20)))
  constraint blank_form_state_check CHECK ((state = ANY (ARRAY['stock'::text, 'used'::text, 'spoiled'::text, 'lost'::text])))
  constraint blank_form_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint blank_form_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint blank_form_pkey PRIMARY KEY (id)
  constraint blank_form_agency_id_kind_series_serial_key UNIQUE (agency_id, kind, series, serial)
  CREATE INDEX blank_form_stock ON public.blank_form USING btree (agency_id, kind, series, state, serial)
  CREATE TRIGGER blank_form_elsewhere BEFORE INSERT OR UPDATE ON public.blank_form FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy blank_form_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table board_notice (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  board text not null
  title text not null
  body text not null default ''::text
  starts_at timestamp with time zone
  during daterange not null
  starts time without time zone -- When it begins: an item of the agenda of each of its days.
  constraint board_notice_board_check CHECK ((board = ANY (ARRAY['gate'::text, 'hall'::text])))
  constraint board_notice_body_check CHECK ((length(body) <= 1000))
  constraint board_notice_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  constraint board_notice_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint board_notice_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint board_notice_pkey PRIMARY KEY (id)
  CREATE INDEX board_notice_unit ON public.board_notice USING btree (unit_id, board)
  policy board_notice_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table breach (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null -- Whose board it stands on: the dossier's agency, or the one whose turn it is to bring its papers back.
  dossier_id bigint not null
  cause text not null -- holder_left: who holds it has no post any more; unit_empty: nobody holds a post in the unit that has it; unit_merged: the unit that has it was merged or ended; no_clock: it has a term and no due date; notice_failed: no channel reached the applicant and nobody has called; signature_refused: the signing service refused and nobody has tried again; not_handed_over: received, and still at the counter after the day on which it is to be handed over; papers_not_returned: ended early, and its papers are not on their way back to the agency that received them.
  found_at timestamp with time zone not null
  mended_at timestamp with time zone
  constraint breach_cause_check CHECK ((cause = ANY (ARRAY['holder_left'::text, 'unit_empty'::text, 'unit_merged'::text, 'no_clock'::text, 'notice_failed'::text, 'signature_refused'::text, 'not_handed_over'::text, 'papers_not_returned'::text])))
  constraint breach_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint breach_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint breach_pkey PRIMARY KEY (id)
  CREATE INDEX breach_agency ON public.breach USING btree (agency_id, found_at) WHERE (mended_at IS NULL)
  CREATE UNIQUE INDEX breach_open ON public.breach USING btree (dossier_id, cause) WHERE (mended_at IS NULL)
  policy breach_scope for all to motcua_app using (agency_id = ANY (app_agencies())) with check (agency_id = ANY (app_agencies()))

table bundle (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- What the citizen handed in once. Counted as one for the citizen; its members are counted by the agencies, each once.
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  unit_id integer not null
  agencies integer[] not null -- The agency that received it and those that decide a member: who sees it. Without one of them nobody does.
  code text not null [rights {motcua_app=w/motcua_owner}]
  group_code text not null
  group_name text not null
  total_days integer not null
  separate_days integer not null
  way text not null
  channel text not null
  origin text not null default 'local'::text
  owner_name text not null
  data jsonb not null
  filed_at timestamp with time zone not null
  due_at timestamp with time zone not null
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  group_version_id integer -- The province's version under which it was filed; null for a group that ships with the product.
  constraint bundle_channel_check CHECK ((channel = ANY (ARRAY['counter'::text, 'online'::text, 'post'::text])))
  constraint bundle_check CHECK ((agency_id = ANY (agencies)))
  constraint bundle_code_check CHECK (((length(code) >= 1) AND (length(code) <= 60)))
  constraint bundle_group_code_check CHECK (((length(group_code) >= 1) AND (length(group_code) <= 60)))
  constraint bundle_origin_check CHECK ((origin = ANY (ARRAY['local'::text, 'synthetic'::text])))
  constraint bundle_separate_days_check CHECK (((separate_days >= 1) AND (separate_days <= 400)))
  constraint bundle_total_days_check CHECK (((total_days >= 1) AND (total_days <= 400)))
  constraint bundle_way_check CHECK ((way = ANY (ARRAY['parallel'::text, 'sequence'::text])))
  constraint bundle_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint bundle_group_version_id_fkey FOREIGN KEY (group_version_id) REFERENCES bundle_group_version(id)
  constraint bundle_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint bundle_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint bundle_pkey PRIMARY KEY (id)
  constraint bundle_code_key UNIQUE (code)
  CREATE INDEX bundle_agencies ON public.bundle USING gin (agencies)
  CREATE INDEX bundle_agency ON public.bundle USING btree (agency_id, filed_at DESC, id DESC)
  policy bundle_scope for all to motcua_app using (agencies && ( SELECT app_agencies() AS app_agencies)) with check (agencies && ( SELECT app_agencies() AS app_agencies))

table bundle_group_version (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  -- A published version never changes but for the day on which it ends; filings keep the version under which they were received. No personal data.
  id integer not null generated always as identity
  province_id integer not null
  code text not null
  version integer not null
  status text not null default 'draft'::text
  during daterange
  definition jsonb not null
  revision integer not null default 1
  created_at timestamp with time zone not null default now()
  published_at timestamp with time zone
  published_by bigint
  cut_version_id integer -- The version that this one ended when it was published, and in cut_until when that would have ended without it.
  cut_until date
  constraint bundle_group_version_check CHECK (((status = 'draft'::text) = (during IS NULL)))
  constraint bundle_group_version_check1 CHECK (((status = 'draft'::text) = (published_at IS NULL)))
  constraint bundle_group_version_code_check CHECK ((code ~ '^[a-z0-9-]{1,60}$'::text))
  constraint bundle_group_version_during_check CHECK ((NOT isempty(during)))
  constraint bundle_group_version_revision_check CHECK ((revision > 0))
  constraint bundle_group_version_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
  constraint bundle_group_version_version_check CHECK ((version > 0))
  constraint bundle_group_version_cut_version_id_fkey FOREIGN KEY (cut_version_id) REFERENCES bundle_group_version(id)
  constraint bundle_group_version_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint bundle_group_version_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id)
  constraint bundle_group_version_pkey PRIMARY KEY (id)
  constraint bundle_group_version_province_id_code_version_key UNIQUE (province_id, code, version)
  constraint bundle_group_version_province_id_code_during_excl EXCLUDE USING gist (province_id WITH =, code WITH =, during WITH &&) WHERE ((status = 'published'::text))
  CREATE UNIQUE INDEX bundle_group_version_one_draft ON public.bundle_group_version USING btree (province_id, code) WHERE (status = 'draft'::text)
  CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON public.bundle_group_version FOR EACH ROW EXECUTE FUNCTION keep_published_group()
  policy bundle_group_version_add for insert to motcua_app with check (( SELECT app_account() AS app_account) IS NOT NULL)
  policy bundle_group_version_change for update to motcua_app using (( SELECT app_account() AS app_account) IS NOT NULL)
  policy bundle_group_version_drop for delete to motcua_app using (( SELECT app_account() AS app_account) IS NOT NULL)
  policy bundle_group_version_read for select to motcua_app using true

table bundle_member (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  bundle_id bigint not null
  position integer not null
  agencies integer[] not null
  agency_id integer not null
  desk_unit_id integer not null
  procedure_code text not null
  procedure_name text not null
  duty text not null
  is_lead boolean not null
  depends_on integer[] not null default '{}'::integer[]
  term_days integer not null
  dossier_id bigint [rights {motcua_app=w/motcua_owner}] -- Null until its dossier is opened: in sequence only when what it depends on is decided.
  code text [rights {motcua_app=w/motcua_owner}]
  state text [rights {motcua_app=w/motcua_owner}]
  outcome text [rights {motcua_app=w/motcua_owner}]
  opened_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  due_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint bundle_member_position_check CHECK ((("position" >= 1) AND ("position" <= 30)))
  constraint bundle_member_term_days_check CHECK (((term_days >= 0) AND (term_days <= 400)))
  constraint bundle_member_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint bundle_member_bundle_id_fkey FOREIGN KEY (bundle_id) REFERENCES bundle(id)
  constraint bundle_member_desk_unit_id_fkey FOREIGN KEY (desk_unit_id) REFERENCES unit(id)
  constraint bundle_member_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint bundle_member_pkey PRIMARY KEY (bundle_id, "position")
  constraint bundle_member_dossier_id_key UNIQUE (dossier_id)
  CREATE INDEX bundle_member_agencies ON public.bundle_member USING gin (agencies)
  CREATE TRIGGER bundle_member_elsewhere BEFORE INSERT ON public.bundle_member FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy bundle_member_scope for all to motcua_app using (agencies && ( SELECT app_agencies() AS app_agencies)) with check (agencies && ( SELECT app_agencies() AS app_agencies))

table carrier_statement (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  carrier text not null
  statement_no text not null
  file_sha256 text not null
  file_name text not null
  account_id bigint not null
  imported_by text not null
  imported_at timestamp with time zone not null
  constraint carrier_statement_carrier_check CHECK (((length(carrier) >= 1) AND (length(carrier) <= 200)))
  constraint carrier_statement_statement_no_check CHECK (((length(statement_no) >= 1) AND (length(statement_no) <= 60)))
  constraint carrier_statement_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint carrier_statement_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint carrier_statement_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256)
  constraint carrier_statement_pkey PRIMARY KEY (id)
  constraint carrier_statement_agency_id_carrier_statement_no_key UNIQUE (agency_id, carrier, statement_no)
  policy carrier_statement_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table carrier_statement_line (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  statement_id integer not null
  line integer not null
  agency_id integer not null
  slip_no text
  amount_vnd bigint
  outcome text not null [rights {motcua_app=w/motcua_owner}]
  problem text
  expected_vnd bigint [rights {motcua_app=w/motcua_owner}]
  shipment_id integer [rights {motcua_app=w/motcua_owner}]
  movement_id bigint [rights {motcua_app=w/motcua_owner}]
  note text [rights {motcua_app=w/motcua_owner}]
  settled_by text [rights {motcua_app=w/motcua_owner}]
  settled_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint carrier_statement_line_amount_vnd_check CHECK (((amount_vnd >= 0) AND (amount_vnd <= 1000000000)))
  constraint carrier_statement_line_check CHECK (((outcome = 'rejected'::text) = (problem IS NOT NULL)))
  constraint carrier_statement_line_check1 CHECK (((outcome = 'rejected'::text) OR ((slip_no IS NOT NULL) AND (amount_vnd IS NOT NULL))))
  constraint carrier_statement_line_check2 CHECK (((outcome = 'accepted'::text) = (note IS NOT NULL)))
  constraint carrier_statement_line_line_check CHECK ((line > 0))
  constraint carrier_statement_line_note_check CHECK (((length(note) >= 1) AND (length(note) <= 500)))
  constraint carrier_statement_line_outcome_check CHECK ((outcome = ANY (ARRAY['matched'::text, 'differs'::text, 'unknown_slip'::text, 'not_delivered'::text, 'settled_before'::text, 'accepted'::text, 'rejected'::text])))
  constraint carrier_statement_line_problem_check CHECK ((length(problem) <= 500))
  constraint carrier_statement_line_slip_no_check CHECK (((length(slip_no) >= 1) AND (length(slip_no) <= 60)))
  constraint carrier_statement_line_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint carrier_statement_line_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES fee_movement(id)
  constraint carrier_statement_line_shipment_id_fkey FOREIGN KEY (shipment_id) REFERENCES shipment(id)
  constraint carrier_statement_line_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES carrier_statement(id)
  constraint carrier_statement_line_pkey PRIMARY KEY (statement_id, line)
  CREATE INDEX carrier_statement_line_open ON public.carrier_statement_line USING btree (agency_id) WHERE (outcome = ANY (ARRAY['differs'::text, 'unknown_slip'::text, 'not_delivered'::text]))
  policy carrier_statement_line_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table certification_book (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  year integer not null
  kind text not null
  volume integer not null default 1
  last_number integer not null default 0
  closed_at timestamp with time zone
  closed_by text
  closed_hash text
  constraint certification_book_check CHECK (((closed_at IS NULL) = (closed_hash IS NULL)))
  constraint certification_book_kind_check CHECK ((kind = ANY (ARRAY['BS'::text, 'CK,ĐC'::text, 'CKND'::text, 'HĐ,GD'::text])))
  constraint certification_book_last_number_check CHECK ((last_number >= 0))
  constraint certification_book_volume_check CHECK ((volume > 0))
  constraint certification_book_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint certification_book_pkey PRIMARY KEY (agency_id, year, kind)
  policy certification_book_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table certification_entry (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  year integer not null
  kind text not null
  volume integer not null
  number integer not null
  dossier_id bigint
  entered_on date not null
  requester text not null
  id_number text
  document_type text not null
  pages integer
  copies integer not null
  fee_vnd bigint not null
  certifier_name text not null
  certifier_title text not null
  note text
  account_id bigint not null
  entered_by text not null
  entered_at timestamp with time zone not null
  voided_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  voided_by text [rights {motcua_app=w/motcua_owner}]
  void_reason text [rights {motcua_app=w/motcua_owner}]
  constraint certification_entry_check CHECK (((voided_at IS NULL) = (void_reason IS NULL)))
  constraint certification_entry_copies_check CHECK (((copies >= 1) AND (copies <= 500)))
  constraint certification_entry_document_type_check CHECK (((length(document_type) >= 1) AND (length(document_type) <= 300)))
  constraint certification_entry_fee_vnd_check CHECK ((fee_vnd >= 0))
  constraint certification_entry_number_check CHECK ((number > 0))
  constraint certification_entry_pages_check CHECK (((pages >= 1) AND (pages <= 5000)))
  constraint certification_entry_requester_check CHECK (((length(requester) >= 1) AND (length(requester) <= 200)))
  constraint certification_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint certification_entry_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint certification_entry_agency_id_year_kind_fkey FOREIGN KEY (agency_id, year, kind) REFERENCES certification_book(agency_id, year, kind)
  constraint certification_entry_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint certification_entry_pkey PRIMARY KEY (id)
  constraint certification_entry_agency_id_year_kind_number_key UNIQUE (agency_id, year, kind, number)
  CREATE INDEX certification_entry_dossier ON public.certification_entry USING btree (dossier_id) WHERE (dossier_id IS NOT NULL)
  CREATE INDEX certification_entry_month ON public.certification_entry USING btree (agency_id, kind, entered_on, number)
  CREATE INDEX certification_entry_person ON public.certification_entry USING btree (agency_id, id_number) WHERE (id_number IS NOT NULL)
  CREATE TRIGGER certification_entry_closed BEFORE INSERT OR UPDATE ON public.certification_entry FOR EACH ROW EXECUTE FUNCTION keep_closed_certification()
  CREATE TRIGGER certification_entry_elsewhere BEFORE INSERT ON public.certification_entry FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy certification_entry_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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

table citizen_push_subscription (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  -- At most ten for each dossier; the newest is tried first.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  endpoint text not null
  p256dh text not null
  auth text not null
  created_at timestamp with time zone not null
  constraint citizen_push_subscription_auth_check CHECK ((length(auth) <= 100))
  constraint citizen_push_subscription_endpoint_check CHECK ((length(endpoint) <= 1000))
  constraint citizen_push_subscription_p256dh_check CHECK ((length(p256dh) <= 200))
  constraint citizen_push_subscription_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint citizen_push_subscription_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint citizen_push_subscription_pkey PRIMARY KEY (id)
  constraint citizen_push_subscription_dossier_id_endpoint_key UNIQUE (dossier_id, endpoint)
  CREATE TRIGGER push_subscription_elsewhere BEFORE INSERT ON public.citizen_push_subscription FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy citizen_push_subscription_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table complaint (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- The number under which it is kept where it came, and its days: who complained, and of whom, is not written here.
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  source text not null
  number text not null
  about text not null
  received_on date not null
  due_on date not null
  answered_on date [rights {motcua_app=w/motcua_owner}]
  answer_no text [rights {motcua_app=w/motcua_owner}]
  void_why text [rights {motcua_app=w/motcua_owner}]
  recorded_by bigint
  recorded_at timestamp with time zone not null
  constraint complaint_about_check CHECK ((about = ANY (ARRAY['conduct'::text, 'regulation'::text])))
  constraint complaint_answer_no_check CHECK (((length(answer_no) >= 1) AND (length(answer_no) <= 60)))
  constraint complaint_check CHECK ((due_on >= received_on))
  constraint complaint_check1 CHECK ((answered_on >= received_on))
  constraint complaint_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)))
  constraint complaint_source_check CHECK ((source = ANY (ARRAY['portal'::text, 'hotline'::text, 'mailbox'::text, 'counter'::text, 'post'::text])))
  constraint complaint_void_why_check CHECK (((length(void_why) >= 1) AND (length(void_why) <= 500)))
  constraint complaint_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint complaint_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(id)
  constraint complaint_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES complaint_register(unit_id)
  constraint complaint_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX complaint_number ON public.complaint USING btree (agency_id, source, number) WHERE (void_why IS NULL)
  CREATE INDEX complaint_unit ON public.complaint USING btree (unit_id, due_on) WHERE (void_why IS NULL)
  policy complaint_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table complaint_register (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- From this day on every complaint about the place is entered: only then does an empty list mean that there was none.
  unit_id integer not null
  agency_id integer not null
  kept_from date not null
  recorded_by bigint
  recorded_at timestamp with time zone not null
  constraint complaint_register_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint complaint_register_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(id)
  constraint complaint_register_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint complaint_register_pkey PRIMARY KEY (unit_id)
  policy complaint_register_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table component_file (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Public: anybody may download what stands here. One that was shown is not deleted, only marked as removed.
  id integer not null generated always as identity
  procedure_code text not null
  component_code text not null
  kind text not null
  sha256 text not null
  file_name text not null
  added_at timestamp with time zone not null
  added_by bigint not null
  removed_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint component_file_component_code_check CHECK (((length(component_code) >= 1) AND (length(component_code) <= 80)))
  constraint component_file_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 300)))
  constraint component_file_kind_check CHECK ((kind = ANY (ARRAY['blank'::text, 'sample'::text])))
  constraint component_file_added_by_fkey FOREIGN KEY (added_by) REFERENCES account(id)
  constraint component_file_procedure_code_fkey FOREIGN KEY (procedure_code) REFERENCES procedure(code)
  constraint component_file_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint component_file_pkey PRIMARY KEY (id)
  CREATE INDEX component_file_procedure ON public.component_file USING btree (procedure_code, id) WHERE (removed_at IS NULL)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.component_file FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy component_file_add for insert to motcua_app with check (added_by = ( SELECT app_account() AS app_account))
  policy component_file_read for select to motcua_app using true
  policy component_file_remove for update to motcua_app using (( SELECT app_account() AS app_account) IS NOT NULL)

table conduct_notice (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- What a unit was told of the people whom it sent, month by month; the annex is as it was on the day of sending.
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  sender_unit_id integer not null
  month date not null
  annex jsonb not null
  remark text
  sent_on date not null
  recorded_by bigint
  recorded_at timestamp with time zone not null
  constraint conduct_notice_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint conduct_notice_remark_check CHECK (((length(remark) >= 1) AND (length(remark) <= 2000)))
  constraint conduct_notice_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint conduct_notice_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(id)
  constraint conduct_notice_sender_unit_id_fkey FOREIGN KEY (sender_unit_id) REFERENCES unit(id)
  constraint conduct_notice_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint conduct_notice_pkey PRIMARY KEY (id)
  constraint conduct_notice_unit_id_sender_unit_id_month_key UNIQUE (unit_id, sender_unit_id, month)
  policy conduct_notice_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  CREATE INDEX delegation_from ON public.delegation USING btree (from_assignment_id) WHERE (revoked_at IS NULL)
  CREATE INDEX delegation_to ON public.delegation USING btree (to_person_id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.delegation FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table digital_copy (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Rows stay; a copy that was rejected is followed by another. DuocSoHoa, DuocTaiSuDung and DuocLayTuKhoDMQG of the national payload follow from way.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  component_code text not null
  way text not null
  sha256 text
  sent_sha256 text
  file_name text
  pages integer
  document_no text
  issued_on date
  issuer text
  result_code text
  source text
  reason text
  account_id bigint not null
  recorded_by text not null
  recorded_at timestamp with time zone not null
  review text not null default 'waiting'::text [rights {motcua_app=w/motcua_owner}]
  reviewed_account_id bigint [rights {motcua_app=w/motcua_owner}]
  reviewed_by text [rights {motcua_app=w/motcua_owner}]
  reviewed_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  review_reason text [rights {motcua_app=w/motcua_owner}]
  constraint digital_copy_check CHECK (((way = ANY (ARRAY['scanned'::text, 'uploaded'::text])) <= (sha256 IS NOT NULL)))
  constraint digital_copy_check1 CHECK (((way = 'excused'::text) <= (reason IS NOT NULL)))
  constraint digital_copy_check2 CHECK (((way = 'from_database'::text) <= (source IS NOT NULL)))
  constraint digital_copy_check3 CHECK (((way = 'reused'::text) <= (result_code IS NOT NULL)))
  constraint digital_copy_check4 CHECK (((review = 'rejected'::text) <= (review_reason IS NOT NULL)))
  constraint digital_copy_component_code_check CHECK (((length(component_code) >= 1) AND (length(component_code) <= 80)))
  constraint digital_copy_review_check CHECK ((review = ANY (ARRAY['waiting'::text, 'approved'::text, 'rejected'::text])))
  constraint digital_copy_way_check CHECK ((way = ANY (ARRAY['scanned'::text, 'uploaded'::text, 'reused'::text, 'from_database'::text, 'excused'::text])))
  constraint digital_copy_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint digital_copy_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint digital_copy_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint digital_copy_reviewed_account_id_fkey FOREIGN KEY (reviewed_account_id) REFERENCES account(id)
  constraint digital_copy_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint digital_copy_pkey PRIMARY KEY (id)
  CREATE INDEX digital_copy_document ON public.digital_copy USING btree (agency_id, document_no) WHERE (document_no IS NOT NULL)
  CREATE INDEX digital_copy_dossier ON public.digital_copy USING btree (dossier_id, id)
  CREATE INDEX digital_copy_result ON public.digital_copy USING btree (agency_id, result_code) WHERE (result_code IS NOT NULL)
  CREATE TRIGGER digital_copy_elsewhere BEFORE INSERT ON public.digital_copy FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy digital_copy_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  way jsonb not null default '{}'::jsonb -- What of the way so far decides what may still be done (core/workflow/dossier-state.ts, Way).
  intake_due_at timestamp with time zone -- Until when a dossier that was filed online is to be answered (R-06); null when it is not waiting for that.
  respond_by date -- Until when the applicant is to supplement it; afterwards it is stopped (T10).
  constraint dossier_channel_check CHECK ((channel = ANY (ARRAY['counter'::text, 'online'::text, 'post'::text])))
  constraint dossier_origin_check CHECK ((origin = ANY (ARRAY['local'::text, 'imported'::text, 'synthetic'::text, 'external'::text, 'taken_over'::text])))
  constraint dossier_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text])))
  constraint dossier_proposal_check CHECK ((proposal = ANY (ARRAY['approve'::text, 'refuse'::text])))
  constraint dossier_state_check CHECK ((state = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text, 'INTAKE_SUPPLEMENT'::text, 'INTAKE_REFUSED'::text, 'ACCEPTED'::text, 'PROCESSING'::text, 'SUPPLEMENT_WAIT'::text, 'FINANCE_WAIT'::text, 'DECIDED'::text, 'RETURNED'::text, 'WITHDRAWN'::text, 'STOPPED'::text, 'VOIDED'::text])))
  constraint dossier_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_holder_person_id_fkey FOREIGN KEY (holder_person_id) REFERENCES person(id)
  constraint dossier_holder_unit_id_fkey FOREIGN KEY (holder_unit_id) REFERENCES unit(id)
  constraint dossier_procedure_version_id_fkey FOREIGN KEY (procedure_version_id) REFERENCES procedure_version(id)
  constraint dossier_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint dossier_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint dossier_pkey PRIMARY KEY (id)
  constraint dossier_agency_id_source_id_key UNIQUE (agency_id, source_id)
  constraint dossier_code_key UNIQUE (code)
  CREATE INDEX dossier_agency_all_due ON public.dossier USING btree (agency_id, due_at, id)
  CREATE INDEX dossier_agency_channel ON public.dossier USING btree (agency_id, channel, received_at DESC, id DESC)
  CREATE INDEX dossier_agency_due ON public.dossier USING btree (agency_id, due_at, id) WHERE (ended_at IS NULL)
  CREATE INDEX dossier_agency_field ON public.dossier USING btree (agency_id, field, received_at DESC, id DESC)
  CREATE INDEX dossier_agency_open_due ON public.dossier USING btree (agency_id, state, due_at, id) WHERE (state = ANY (ARRAY['SUBMITTED'::text, 'INTAKE_SUPPLEMENT'::text, 'ACCEPTED'::text, 'PROCESSING'::text, 'SUPPLEMENT_WAIT'::text, 'FINANCE_WAIT'::text]))
  CREATE INDEX dossier_agency_received ON public.dossier USING btree (agency_id, received_at DESC, id DESC)
  CREATE INDEX dossier_agency_state_received ON public.dossier USING btree (agency_id, state, received_at DESC, id DESC)
  CREATE INDEX dossier_due ON public.dossier USING btree (due_at, id)
  CREATE INDEX dossier_ended ON public.dossier USING btree (agency_id, ended_at) WHERE (ended_at IS NOT NULL)
  CREATE INDEX dossier_external ON public.dossier USING btree (agency_id, ((attributes #>> '{external,system}'::text[])), code) WHERE (origin = 'external'::text)
  CREATE INDEX dossier_holder ON public.dossier USING btree (holder_person_id, due_at, id) WHERE (holder_person_id IS NOT NULL)
  CREATE INDEX dossier_id_number ON public.dossier USING btree (owner_id_number) WHERE (owner_id_number IS NOT NULL)
  CREATE INDEX dossier_intake_due ON public.dossier USING btree (agency_id, intake_due_at) WHERE (state = 'SUBMITTED'::text)
  CREATE INDEX dossier_open_due ON public.dossier USING btree (state, due_at, id) WHERE (state = ANY (ARRAY['SUBMITTED'::text, 'INTAKE_SUPPLEMENT'::text, 'ACCEPTED'::text, 'PROCESSING'::text, 'SUPPLEMENT_WAIT'::text, 'FINANCE_WAIT'::text]))
  CREATE INDEX dossier_owing ON public.dossier USING btree (agency_id, received_at, id) WHERE (((facts -> 'payment'::text) ->> 'state'::text) = ANY (ARRAY['due'::text, 'partly'::text]))
  CREATE INDEX dossier_phone ON public.dossier USING btree (owner_phone) WHERE (owner_phone IS NOT NULL)
  CREATE INDEX dossier_received ON public.dossier USING btree (received_at DESC, id DESC)
  CREATE INDEX dossier_respond_by ON public.dossier USING btree (respond_by, agency_id) WHERE (state = 'SUPPLEMENT_WAIT'::text)
  CREATE UNIQUE INDEX dossier_secret ON public.dossier USING btree (secret_hash)
  CREATE INDEX dossier_submitter_phone ON public.dossier USING btree (((parties #>> '{submitter,phone}'::text[]))) WHERE ((parties #>> '{submitter,phone}'::text[]) IS NOT NULL)
  CREATE INDEX dossier_visit ON public.dossier USING btree (agency_id, received_at) WHERE (attributes ? 'visit'::text)
  CREATE INDEX dossier_words ON public.dossier USING gin (dossier_words(agency_id, search_key))
  CREATE TRIGGER dossier_elsewhere BEFORE UPDATE ON public.dossier FOR EACH ROW WHEN ((old.origin = 'external'::text)) EXECUTE FUNCTION refuse_handled_elsewhere()
  CREATE TRIGGER dossier_training_code BEFORE INSERT OR UPDATE OF code ON public.dossier FOR EACH ROW WHEN ((new.code ~~ 'TH-%'::text)) EXECUTE FUNCTION refuse_training_code()
  policy dossier_lookup for select to motcua_lookup using true
  policy dossier_received_elsewhere for select to motcua_app using COALESCE((id = ANY (( SELECT app_received_elsewhere() AS app_received_elsewhere)::bigint[])), false)
  policy dossier_scope for all to motcua_app using COALESCE((agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])), false) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_counter (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Running number per agency and day (Decree 61/2018 article 26); a voided number stays consumed. guidance: slips to people whose dossier was not accepted. filing: what was filed online, until it is accepted.
  agency_id integer not null
  series text not null
  day date not null
  last_number integer not null
  constraint dossier_counter_last_number_check CHECK ((last_number > 0))
  constraint dossier_counter_series_check CHECK ((series = ANY (ARRAY['dossier'::text, 'guidance'::text, 'filing'::text])))
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
  policy dossier_event_received_elsewhere for select to motcua_app using (dossier_id = ANY (( SELECT app_received_elsewhere() AS app_received_elsewhere)::bigint[]))
  policy dossier_event_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_inquiry (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- A record beside the way of the dossier: it never stops the clock. Answered once, never changed after.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  kind text not null
  asked_of text not null
  question text not null
  due_at timestamp with time zone not null
  asked_at timestamp with time zone not null
  asked_by_person_id bigint
  asked_by_name text not null
  answered_at timestamp with time zone
  answered_by_name text
  place text
  participants text
  finding text
  constraint dossier_inquiry_check CHECK (((answered_at IS NULL) = (finding IS NULL)))
  constraint dossier_inquiry_check1 CHECK (((kind = 'consultation'::text) OR (answered_at IS NULL) OR ((place IS NOT NULL) AND (participants IS NOT NULL))))
  constraint dossier_inquiry_kind_check CHECK ((kind = ANY (ARRAY['consultation'::text, 'verification'::text])))
  constraint dossier_inquiry_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_inquiry_asked_by_person_id_fkey FOREIGN KEY (asked_by_person_id) REFERENCES person(id)
  constraint dossier_inquiry_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint dossier_inquiry_pkey PRIMARY KEY (id)
  CREATE INDEX dossier_inquiry_dossier ON public.dossier_inquiry USING btree (dossier_id, id)
  CREATE INDEX dossier_inquiry_open ON public.dossier_inquiry USING btree (agency_id, due_at) WHERE (answered_at IS NULL)
  CREATE TRIGGER inquiry_elsewhere BEFORE INSERT ON public.dossier_inquiry FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy dossier_inquiry_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_reception (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner,motcua_lookup=r/motcua_owner})
  dossier_id bigint not null
  province_id integer not null
  receiving_agency_id integer not null
  receiving_unit_id integer not null
  deciding_agency_id integer not null
  code text not null
  owner_name text not null
  procedure_name text not null
  received_at timestamp with time zone not null
  handed_back_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  handed_back_by text [rights {motcua_app=w/motcua_owner}]
  constraint dossier_reception_check CHECK ((deciding_agency_id <> receiving_agency_id))
  constraint dossier_reception_deciding_agency_id_fkey FOREIGN KEY (deciding_agency_id) REFERENCES unit(id)
  constraint dossier_reception_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint dossier_reception_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint dossier_reception_receiving_agency_id_fkey FOREIGN KEY (receiving_agency_id) REFERENCES unit(id)
  constraint dossier_reception_receiving_unit_id_fkey FOREIGN KEY (receiving_unit_id) REFERENCES unit(id)
  constraint dossier_reception_pkey PRIMARY KEY (dossier_id)
  CREATE INDEX dossier_reception_deciding ON public.dossier_reception USING btree (deciding_agency_id, received_at DESC)
  CREATE INDEX dossier_reception_open ON public.dossier_reception USING btree (receiving_agency_id, dossier_id) WHERE (handed_back_at IS NULL)
  CREATE INDEX dossier_reception_receiving ON public.dossier_reception USING btree (receiving_agency_id, received_at DESC)
  CREATE TRIGGER dossier_reception_elsewhere BEFORE INSERT ON public.dossier_reception FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy dossier_reception_close for update to motcua_app using (deciding_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (deciding_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))
  policy dossier_reception_lookup for select to motcua_lookup using true
  policy dossier_reception_scope for all to motcua_app using ((receiving_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) OR (deciding_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))) with check (receiving_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_register (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. The register of a year as it was closed; whether the dossiers still agree is asked by writing it again as of closed_at.
  agency_id integer not null
  year integer not null
  closed_at timestamp with time zone not null
  closed_by text not null
  account_id bigint not null
  entries integer not null
  content text not null -- A line of JSON for each entry in order of receipt; its SHA-256 is printed under the register.
  sha256 text not null
  constraint dossier_register_check CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text)))
  constraint dossier_register_entries_check CHECK ((entries > 0))
  constraint dossier_register_year_check CHECK (((year >= 2000) AND (year <= 2200)))
  constraint dossier_register_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint dossier_register_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_register_pkey PRIMARY KEY (agency_id, year)
  policy dossier_register_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_step (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner,motcua_lookup=r/motcua_owner})
  -- Append-only. seq is the event with which the dossier came into the step; "end" when the process is done.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  process_version_id integer not null
  seq integer not null
  step_code text not null
  action_code text
  entered_at timestamp with time zone not null
  constraint dossier_step_action_code_check CHECK (((length(action_code) >= 1) AND (length(action_code) <= 120)))
  constraint dossier_step_seq_check CHECK ((seq > 0))
  constraint dossier_step_step_code_check CHECK (((length(step_code) >= 1) AND (length(step_code) <= 60)))
  constraint dossier_step_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_step_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint dossier_step_process_version_id_fkey FOREIGN KEY (process_version_id) REFERENCES process_version(id)
  constraint dossier_step_pkey PRIMARY KEY (id)
  constraint dossier_step_dossier_id_seq_key UNIQUE (dossier_id, seq)
  CREATE TRIGGER step_elsewhere BEFORE INSERT ON public.dossier_step FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy dossier_step_lookup for select to motcua_lookup using true
  policy dossier_step_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_step_file (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. seq is the event of the action with which the files came; step_code is the step that they were handed in at.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  seq integer not null
  step_code text not null
  sha256 text not null
  file_name text not null
  added_at timestamp with time zone not null
  added_by text not null
  constraint dossier_step_file_added_by_check CHECK (((length(added_by) >= 1) AND (length(added_by) <= 200)))
  constraint dossier_step_file_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 300)))
  constraint dossier_step_file_seq_check CHECK ((seq > 0))
  constraint dossier_step_file_step_code_check CHECK (((length(step_code) >= 1) AND (length(step_code) <= 60)))
  constraint dossier_step_file_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_step_file_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint dossier_step_file_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint dossier_step_file_pkey PRIMARY KEY (id)
  CREATE INDEX dossier_step_file_dossier ON public.dossier_step_file USING btree (dossier_id, seq)
  CREATE TRIGGER step_file_elsewhere BEFORE INSERT ON public.dossier_step_file FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy dossier_step_file_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table dossier_version (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. The content that a correction replaced, with who did it and why; the row of the dossier is the newest.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  version integer not null
  parties jsonb not null
  subject text
  components jsonb not null
  replaced_at timestamp with time zone not null
  replaced_by text not null
  reason text not null
  constraint dossier_version_version_check CHECK ((version > 0))
  constraint dossier_version_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint dossier_version_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint dossier_version_pkey PRIMARY KEY (id)
  constraint dossier_version_dossier_id_version_key UNIQUE (dossier_id, version)
  CREATE TRIGGER version_elsewhere BEFORE INSERT ON public.dossier_version FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy dossier_version_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table downtime (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Planned interruptions, announced at least seven working days before (Decree 224/2026 article 13) or with the reason why later.
  id integer not null generated always as identity
  announced_at timestamp with time zone not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  reason_vi text not null
  reason_en text not null
  late_reason text
  cancelled_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  account_id bigint not null
  constraint downtime_check CHECK ((ends_at > starts_at))
  constraint downtime_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint downtime_pkey PRIMARY KEY (id)
  CREATE INDEX downtime_ends ON public.downtime USING btree (ends_at)

table edxml_document (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  direction text not null
  document_id text not null
  from_code text not null
  from_name text not null
  to_code text not null
  to_name text not null
  code_number text not null
  code_notation text not null
  subject text not null
  promulgated_on date not null
  attachments integer not null
  envelope bytea not null
  sha256 text not null
  state text not null [rights {motcua_app=w/motcua_owner}]
  reason text [rights {motcua_app=w/motcua_owner}]
  account_id bigint
  at timestamp with time zone not null
  changed_at timestamp with time zone not null [rights {motcua_app=w/motcua_owner}]
  constraint edxml_document_check CHECK ((((direction = 'in'::text) AND (state = 'received'::text)) OR ((direction = 'out'::text) AND (state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])))))
  constraint edxml_document_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text])))
  constraint edxml_document_document_id_check CHECK (((length(document_id) >= 1) AND (length(document_id) <= 100)))
  constraint edxml_document_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint edxml_document_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint edxml_document_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint edxml_document_pkey PRIMARY KEY (id)
  constraint edxml_document_agency_id_direction_from_code_document_id_key UNIQUE (agency_id, direction, from_code, document_id)
  CREATE INDEX edxml_document_newest ON public.edxml_document USING btree (agency_id, id DESC)
  policy edxml_document_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.eform_version FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table external_comparison (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  system text not null
  day date not null
  at timestamp with time zone not null
  here integer not null
  there integer not null
  constraint external_comparison_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint external_comparison_pkey PRIMARY KEY (agency_id, system, day)
  policy external_comparison_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table external_difference (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  -- Codes, states and dates alone; no personal data.
  id bigint not null generated always as identity
  agency_id integer not null
  system text not null
  day date not null
  code text not null
  kind text not null
  here text
  there text
  resolved_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  resolved_by bigint [rights {motcua_app=w/motcua_owner}]
  reason text [rights {motcua_app=w/motcua_owner}]
  constraint external_difference_check CHECK (((resolved_at IS NULL) = (reason IS NULL)))
  constraint external_difference_kind_check CHECK ((kind = ANY (ARRAY['only_here'::text, 'only_there'::text, 'status'::text, 'received'::text, 'due'::text, 'ended'::text])))
  constraint external_difference_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
  constraint external_difference_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint external_difference_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES account(id)
  constraint external_difference_pkey PRIMARY KEY (id)
  constraint external_difference_agency_id_system_day_code_kind_key UNIQUE (agency_id, system, day, code, kind)
  policy external_difference_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table external_row (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  system text not null
  code text not null
  seen_on date not null
  state text not null
  received_at timestamp with time zone not null
  due_at timestamp with time zone
  ended_at timestamp with time zone
  constraint external_row_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint external_row_pkey PRIMARY KEY (agency_id, system, code)
  policy external_row_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table facility_fault (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  item_id bigint not null
  what text not null
  reported_at timestamp with time zone not null
  reported_by bigint
  fixed_at timestamp with time zone
  fixed_how text
  constraint facility_fault_check CHECK ((fixed_at >= reported_at))
  constraint facility_fault_check1 CHECK (((fixed_at IS NULL) = (fixed_how IS NULL)))
  constraint facility_fault_fixed_how_check CHECK (((length(fixed_how) >= 1) AND (length(fixed_how) <= 500)))
  constraint facility_fault_what_check CHECK (((length(what) >= 1) AND (length(what) <= 500)))
  constraint facility_fault_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint facility_fault_item_id_fkey FOREIGN KEY (item_id) REFERENCES facility_item(id)
  constraint facility_fault_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES account(id)
  constraint facility_fault_pkey PRIMARY KEY (id)
  CREATE INDEX facility_fault_item ON public.facility_fault USING btree (item_id, reported_at DESC)
  CREATE UNIQUE INDEX facility_fault_open ON public.facility_fault USING btree (item_id) WHERE (fixed_at IS NULL)
  policy facility_fault_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table facility_item (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Inventory of a one-stop shop. Nothing is deleted: what is taken away keeps the day and the reason.
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  kind text not null
  name text not null
  quantity integer not null default 1
  asset_code text
  condition text not null default 'good'::text
  since date not null
  removed_on date
  removed_why text
  constraint facility_item_asset_code_check CHECK (((length(asset_code) >= 1) AND (length(asset_code) <= 60)))
  constraint facility_item_check CHECK ((removed_on >= since))
  constraint facility_item_check1 CHECK (((removed_on IS NULL) = (removed_why IS NULL)))
  constraint facility_item_condition_check CHECK ((condition = ANY (ARRAY['good'::text, 'worn'::text, 'broken'::text])))
  constraint facility_item_kind_check CHECK ((kind = ANY (ARRAY['counter'::text, 'computer'::text, 'printer'::text, 'scanner'::text, 'camera'::text, 'ticket_machine'::text, 'kiosk'::text, 'display'::text, 'writing_desk'::text, 'waiting_seats'::text])))
  constraint facility_item_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint facility_item_quantity_check CHECK (((quantity >= 1) AND (quantity <= 999)))
  constraint facility_item_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint facility_item_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint facility_item_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX facility_item_asset ON public.facility_item USING btree (agency_id, asset_code) WHERE ((asset_code IS NOT NULL) AND (removed_on IS NULL))
  CREATE INDEX facility_item_unit ON public.facility_item USING btree (unit_id, kind)
  policy facility_item_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_account (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner,motcua_lookup=r/motcua_owner})
  id integer not null generated always as identity
  province_id integer not null
  agency_id integer not null
  bank_bin text not null
  bank_name text not null
  account_no text not null
  holder text not null
  confirmation_key text not null [rights {motcua_app=w/motcua_owner}] -- Sealed as webhook_endpoint.secret is.
  active_from date not null
  active_until date [rights {motcua_app=w/motcua_owner}]
  constraint fee_account_account_no_check CHECK ((account_no ~ '^[A-Za-z0-9]{4,19}$'::text))
  constraint fee_account_bank_bin_check CHECK ((bank_bin ~ '^\d{6}$'::text))
  constraint fee_account_check CHECK (((active_until IS NULL) OR (active_until > active_from)))
  constraint fee_account_confirmation_key_check CHECK ((length(confirmation_key) >= 32))
  constraint fee_account_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_account_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_account_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX fee_account_current ON public.fee_account USING btree (agency_id) WHERE (active_until IS NULL)
  CREATE UNIQUE INDEX fee_account_number ON public.fee_account USING btree (bank_bin, account_no) WHERE (active_until IS NULL)
  policy fee_account_lookup for select to motcua_lookup using true
  policy fee_account_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_bank_statement (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only, with its lines: what the bank said of a day.
  id integer not null generated always as identity
  agency_id integer not null
  account_id integer not null
  day date not null
  source text not null
  taken_at timestamp with time zone not null
  taken_by text not null
  taken_account_id bigint not null
  constraint fee_bank_statement_source_check CHECK ((source = ANY (ARRAY['file'::text, 'platform'::text])))
  constraint fee_bank_statement_account_id_fkey FOREIGN KEY (account_id) REFERENCES fee_account(id)
  constraint fee_bank_statement_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_bank_statement_taken_account_id_fkey FOREIGN KEY (taken_account_id) REFERENCES account(id)
  constraint fee_bank_statement_pkey PRIMARY KEY (id)
  CREATE INDEX fee_bank_statement_day ON public.fee_bank_statement USING btree (account_id, day, id DESC)
  policy fee_bank_statement_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_bank_statement_line (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  statement_id integer not null
  line integer not null
  agency_id integer not null
  transaction_id text
  amount_vnd bigint
  content text
  paid_at timestamp with time zone
  problem text
  constraint fee_bank_statement_line_amount_vnd_check CHECK ((amount_vnd > 0))
  constraint fee_bank_statement_line_check CHECK (((problem IS NOT NULL) OR ((transaction_id IS NOT NULL) AND (amount_vnd IS NOT NULL) AND (content IS NOT NULL) AND (paid_at IS NOT NULL))))
  constraint fee_bank_statement_line_content_check CHECK ((length(content) <= 500))
  constraint fee_bank_statement_line_line_check CHECK ((line > 0))
  constraint fee_bank_statement_line_problem_check CHECK ((problem = ANY (ARRAY['columns'::text, 'transaction'::text, 'amount'::text, 'paid_at'::text, 'other_day'::text, 'twice'::text])))
  constraint fee_bank_statement_line_transaction_id_check CHECK (((length(transaction_id) >= 1) AND (length(transaction_id) <= 100)))
  constraint fee_bank_statement_line_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_bank_statement_line_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES fee_bank_statement(id)
  constraint fee_bank_statement_line_pkey PRIMARY KEY (statement_id, line)
  policy fee_bank_statement_line_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_closing (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only: a closed day of a cashier takes no more cash.
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  cashier_id bigint not null
  cashier_name text not null
  day date not null
  notes jsonb not null
  expected_vnd bigint not null
  counted_vnd bigint not null
  transfers_vnd bigint not null
  receipts integer not null
  explanation text
  closed_at timestamp with time zone not null
  closed_by text not null
  constraint fee_closing_check CHECK (((counted_vnd = expected_vnd) OR (explanation IS NOT NULL)))
  constraint fee_closing_counted_vnd_check CHECK ((counted_vnd >= 0))
  constraint fee_closing_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_closing_cashier_id_fkey FOREIGN KEY (cashier_id) REFERENCES person(id)
  constraint fee_closing_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_closing_pkey PRIMARY KEY (id)
  constraint fee_closing_agency_id_cashier_id_day_key UNIQUE (agency_id, cashier_id, day)
  policy fee_closing_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_confirmation (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  account_id integer not null
  transaction_id text not null
  amount_vnd bigint not null
  content text not null
  paid_at timestamp with time zone not null
  received_at timestamp with time zone not null
  outcome text not null
  problem text
  movement_id bigint not null
  matched_movement_id bigint [rights {motcua_app=w/motcua_owner}]
  constraint fee_confirmation_amount_vnd_check CHECK ((amount_vnd > 0))
  constraint fee_confirmation_check CHECK (((outcome = 'matched'::text) = (problem IS NULL)))
  constraint fee_confirmation_content_check CHECK ((length(content) <= 500))
  constraint fee_confirmation_outcome_check CHECK ((outcome = ANY (ARRAY['matched'::text, 'unmatched'::text])))
  constraint fee_confirmation_problem_check CHECK ((problem = ANY (ARRAY['no_reference'::text, 'unknown_reference'::text, 'wrong_amount'::text, 'already_paid'::text, 'cancelled'::text, 'no_receipt'::text])))
  constraint fee_confirmation_transaction_id_check CHECK (((length(transaction_id) >= 1) AND (length(transaction_id) <= 100)))
  constraint fee_confirmation_account_id_fkey FOREIGN KEY (account_id) REFERENCES fee_account(id)
  constraint fee_confirmation_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_confirmation_matched_movement_id_fkey FOREIGN KEY (matched_movement_id) REFERENCES fee_movement(id)
  constraint fee_confirmation_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES fee_movement(id)
  constraint fee_confirmation_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_confirmation_pkey PRIMARY KEY (id)
  constraint fee_confirmation_account_id_transaction_id_key UNIQUE (account_id, transaction_id)
  CREATE INDEX fee_confirmation_day ON public.fee_confirmation USING btree (account_id, paid_at)
  CREATE INDEX fee_confirmation_open ON public.fee_confirmation USING btree (agency_id, id) WHERE ((outcome = 'unmatched'::text) AND (matched_movement_id IS NULL))
  policy fee_confirmation_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_content_code (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Reference data of the installation, no personal data: a row is ended by its last day and followed by another, never changed.
  id integer not null generated always as identity
  code text not null
  name text not null
  field text
  kind text
  valid_from date not null
  valid_to date [rights {motcua_app=w/motcua_owner}]
  source text not null
  verified boolean not null default false
  created_at timestamp with time zone not null
  created_by text not null
  account_id bigint not null
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  ended_by text [rights {motcua_app=w/motcua_owner}]
  constraint fee_content_code_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
  constraint fee_content_code_check1 CHECK (((field IS NULL) = (kind IS NULL)))
  constraint fee_content_code_check2 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
  constraint fee_content_code_code_check CHECK ((code ~ '^\d{4}$'::text))
  constraint fee_content_code_field_check CHECK (((length(field) >= 1) AND (length(field) <= 300)))
  constraint fee_content_code_kind_check CHECK ((kind = ANY (ARRAY['fee'::text, 'charge'::text, 'other'::text])))
  constraint fee_content_code_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)))
  constraint fee_content_code_source_check CHECK (((length(source) >= 1) AND (length(source) <= 500)))
  constraint fee_content_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint fee_content_code_pkey PRIMARY KEY (id)
  constraint fee_content_code_overlap EXCLUDE USING gist (code WITH =, COALESCE(field, ''::text) WITH =, COALESCE(kind, ''::text) WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.fee_content_code FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy fee_content_code_scope for all to motcua_app using true with check true

table fee_entry (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  movement_id bigint not null
  position integer not null
  agency_id integer not null
  account text not null
  line_id bigint
  cashier_id bigint
  budget_code text
  amount_vnd bigint not null -- Debit above zero, credit below.
  constraint fee_entry_account_check CHECK ((account = ANY (ARRAY['receivable'::text, 'cash'::text, 'bank'::text, 'carrier'::text, 'income'::text, 'waived'::text, 'refunded'::text, 'refund_payable'::text, 'unmatched'::text, 'difference'::text])))
  constraint fee_entry_amount_vnd_check CHECK ((amount_vnd <> 0))
  constraint fee_entry_check CHECK (((account = 'cash'::text) = (cashier_id IS NOT NULL)))
  constraint fee_entry_check1 CHECK (((account <> ALL (ARRAY['receivable'::text, 'income'::text, 'waived'::text, 'refunded'::text, 'refund_payable'::text])) OR (line_id IS NOT NULL)))
  constraint fee_entry_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_entry_cashier_id_fkey FOREIGN KEY (cashier_id) REFERENCES person(id)
  constraint fee_entry_line_id_fkey FOREIGN KEY (line_id) REFERENCES fee_line(id)
  constraint fee_entry_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES fee_movement(id)
  constraint fee_entry_pkey PRIMARY KEY (movement_id, "position")
  CREATE INDEX fee_entry_cash ON public.fee_entry USING btree (cashier_id, movement_id) WHERE (account = 'cash'::text)
  CREATE INDEX fee_entry_line ON public.fee_entry USING btree (line_id) WHERE (line_id IS NOT NULL)
  CREATE TRIGGER fee_day_open AFTER INSERT ON public.fee_entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION assert_day_open()
  CREATE TRIGGER fee_entry_balances AFTER INSERT ON public.fee_entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION assert_booking_balances()
  policy fee_entry_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_held (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Whose it is stands in the booking by which it came in; its slips are numbered with those of refunds.
  movement_id bigint not null
  agency_id integer not null
  amount_vnd bigint not null
  returned_movement_id bigint [rights {motcua_app=w/motcua_owner}]
  paid_to text [rights {motcua_app=w/motcua_owner}]
  slip_year integer [rights {motcua_app=w/motcua_owner}]
  slip_number integer [rights {motcua_app=w/motcua_owner}]
  constraint fee_held_amount_vnd_check CHECK ((amount_vnd > 0))
  constraint fee_held_check CHECK ((num_nulls(returned_movement_id, paid_to, slip_year, slip_number) = ANY (ARRAY[0, 4])))
  constraint fee_held_paid_to_check CHECK (((length(paid_to) >= 1) AND (length(paid_to) <= 200)))
  constraint fee_held_slip_number_check CHECK ((slip_number > 0))
  constraint fee_held_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_held_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES fee_movement(id)
  constraint fee_held_returned_movement_id_fkey FOREIGN KEY (returned_movement_id) REFERENCES fee_movement(id)
  constraint fee_held_pkey PRIMARY KEY (movement_id)
  constraint fee_held_agency_id_slip_year_slip_number_key UNIQUE (agency_id, slip_year, slip_number)
  CREATE INDEX fee_held_open ON public.fee_held USING btree (agency_id, movement_id) WHERE (returned_movement_id IS NULL)
  policy fee_held_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_line (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. What became of a line is in fee_entry: a line is never changed and never deleted.
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  dossier_id bigint not null
  kind text not null
  name text
  amount_vnd bigint not null
  timing text not null
  basis text
  budget_code text
  origin text not null
  created_at timestamp with time zone not null
  created_by text not null
  constraint fee_line_amount_vnd_check CHECK (((amount_vnd > 0) AND (amount_vnd <= '1000000000000'::bigint)))
  constraint fee_line_kind_check CHECK ((kind = ANY (ARRAY['fee'::text, 'charge'::text, 'other'::text])))
  constraint fee_line_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500)))
  constraint fee_line_origin_check CHECK ((origin = ANY (ARRAY['procedure'::text, 'officer'::text])))
  constraint fee_line_timing_check CHECK ((timing = ANY (ARRAY['before'::text, 'after'::text])))
  constraint fee_line_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_line_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint fee_line_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_line_pkey PRIMARY KEY (id)
  CREATE INDEX fee_line_dossier ON public.fee_line USING btree (dossier_id, id)
  CREATE TRIGGER fee_line_elsewhere BEFORE INSERT ON public.fee_line FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy fee_line_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_movement (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. One booking: its entries add up to nothing.
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  dossier_id bigint
  kind text not null
  method text
  day date not null
  occurred_at timestamp with time zone not null
  cashier_id bigint
  actor_name text not null
  account_id bigint
  reason text
  basis text
  reference text
  reverses bigint
  constraint fee_movement_check CHECK (((kind = ANY (ARRAY['pay'::text, 'reverse'::text, 'refund_pay'::text])) = (method IS NOT NULL)))
  constraint fee_movement_check1 CHECK (((kind <> ALL (ARRAY['exempt'::text, 'cancel'::text, 'reverse'::text, 'refund'::text, 'difference'::text])) OR (reason IS NOT NULL)))
  constraint fee_movement_check2 CHECK (((kind = 'reverse'::text) = (reverses IS NOT NULL)))
  constraint fee_movement_kind_check CHECK ((kind = ANY (ARRAY['assess'::text, 'discount'::text, 'exempt'::text, 'cancel'::text, 'pay'::text, 'reverse'::text, 'refund'::text, 'refund_pay'::text, 'unmatched'::text, 'match'::text, 'deposit'::text, 'difference'::text, 'remit'::text])))
  constraint fee_movement_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'transfer'::text, 'qr'::text, 'cod'::text])))
  constraint fee_movement_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint fee_movement_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_movement_cashier_id_fkey FOREIGN KEY (cashier_id) REFERENCES person(id)
  constraint fee_movement_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint fee_movement_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_movement_reverses_fkey FOREIGN KEY (reverses) REFERENCES fee_movement(id)
  constraint fee_movement_pkey PRIMARY KEY (id)
  constraint fee_movement_booked TRIGGER DEFERRABLE INITIALLY DEFERRED
  constraint fee_movement_reverses_key UNIQUE (reverses)
  CREATE INDEX fee_movement_day ON public.fee_movement USING btree (agency_id, day, id)
  CREATE INDEX fee_movement_dossier ON public.fee_movement USING btree (dossier_id, id)
  CREATE CONSTRAINT TRIGGER fee_movement_booked AFTER INSERT ON public.fee_movement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION assert_movement_booked()
  CREATE TRIGGER fee_movement_elsewhere BEFORE INSERT ON public.fee_movement FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy fee_movement_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_proposal (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- What takes money off a dossier or gives it back is proposed by one person and decided by another.
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  dossier_id bigint not null
  kind text not null
  line_id bigint
  amount_vnd bigint not null
  reason text not null
  basis text
  proposed_at timestamp with time zone not null
  proposed_by text not null
  proposer_id bigint
  decided_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  decided_by text [rights {motcua_app=w/motcua_owner}]
  decision text [rights {motcua_app=w/motcua_owner}]
  decision_reason text [rights {motcua_app=w/motcua_owner}]
  movement_id bigint [rights {motcua_app=w/motcua_owner}]
  paid_movement_id bigint [rights {motcua_app=w/motcua_owner}]
  paid_to text [rights {motcua_app=w/motcua_owner}]
  slip_year integer [rights {motcua_app=w/motcua_owner}]
  slip_number integer [rights {motcua_app=w/motcua_owner}]
  constraint fee_proposal_amount_vnd_check CHECK ((amount_vnd > 0))
  constraint fee_proposal_check CHECK (((kind = 'refund'::text) = (line_id IS NULL)))
  constraint fee_proposal_check1 CHECK (((kind = 'refund'::text) OR (basis IS NOT NULL)))
  constraint fee_proposal_check2 CHECK (((decided_at IS NULL) = (decision IS NULL)))
  constraint fee_proposal_check3 CHECK (((decision IS DISTINCT FROM 'refused'::text) OR (decision_reason IS NOT NULL)))
  constraint fee_proposal_check4 CHECK (((movement_id IS NOT NULL) = (NOT (decision IS DISTINCT FROM 'approved'::text))))
  constraint fee_proposal_check5 CHECK (((paid_movement_id IS NULL) OR ((kind = 'refund'::text) AND (decision = 'approved'::text))))
  constraint fee_proposal_check6 CHECK (((slip_number IS NULL) = (slip_year IS NULL)))
  constraint fee_proposal_check7 CHECK (((slip_number IS NULL) OR (paid_movement_id IS NOT NULL)))
  constraint fee_proposal_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'refused'::text])))
  constraint fee_proposal_kind_check CHECK ((kind = ANY (ARRAY['exempt'::text, 'discount'::text, 'refund'::text])))
  constraint fee_proposal_paid_to_check CHECK (((length(paid_to) >= 1) AND (length(paid_to) <= 200)))
  constraint fee_proposal_slip_number_check CHECK ((slip_number > 0))
  constraint fee_proposal_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_proposal_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint fee_proposal_line_id_fkey FOREIGN KEY (line_id) REFERENCES fee_line(id)
  constraint fee_proposal_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES fee_movement(id)
  constraint fee_proposal_paid_movement_id_fkey FOREIGN KEY (paid_movement_id) REFERENCES fee_movement(id)
  constraint fee_proposal_proposer_id_fkey FOREIGN KEY (proposer_id) REFERENCES person(id)
  constraint fee_proposal_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_proposal_pkey PRIMARY KEY (id)
  constraint fee_proposal_agency_id_slip_year_slip_number_key UNIQUE (agency_id, slip_year, slip_number)
  CREATE INDEX fee_proposal_agency ON public.fee_proposal USING btree (agency_id, id)
  CREATE UNIQUE INDEX fee_proposal_open ON public.fee_proposal USING btree (dossier_id, kind, COALESCE(line_id, (0)::bigint)) WHERE (decision IS NULL)
  CREATE UNIQUE INDEX fee_proposal_unpaid ON public.fee_proposal USING btree (dossier_id) WHERE ((kind = 'refund'::text) AND (decision = 'approved'::text) AND (paid_movement_id IS NULL))
  CREATE TRIGGER fee_proposal_elsewhere BEFORE INSERT ON public.fee_proposal FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy fee_proposal_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_receipt (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Numbers without gaps: a voided receipt keeps its number and says why.
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  dossier_id bigint not null
  movement_id bigint not null
  form text not null
  serial text not null
  number integer not null
  amount_vnd bigint not null
  payer jsonb not null
  lines jsonb not null
  method text not null
  issued_at timestamp with time zone not null
  issued_by text not null
  voided_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  voided_by text [rights {motcua_app=w/motcua_owner}]
  void_reason text [rights {motcua_app=w/motcua_owner}]
  constraint fee_receipt_amount_vnd_check CHECK ((amount_vnd > 0))
  constraint fee_receipt_check CHECK ((((voided_at IS NULL) = (void_reason IS NULL)) AND ((voided_at IS NULL) = (voided_by IS NULL))))
  constraint fee_receipt_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'transfer'::text, 'qr'::text, 'cod'::text])))
  constraint fee_receipt_number_check CHECK ((number > 0))
  constraint fee_receipt_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_receipt_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint fee_receipt_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES fee_movement(id)
  constraint fee_receipt_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_receipt_pkey PRIMARY KEY (id)
  constraint fee_receipt_agency_id_form_serial_number_key UNIQUE (agency_id, form, serial, number)
  constraint fee_receipt_movement_id_key UNIQUE (movement_id)
  CREATE INDEX fee_receipt_dossier ON public.fee_receipt USING btree (dossier_id)
  CREATE TRIGGER fee_receipt_elsewhere BEFORE INSERT ON public.fee_receipt FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy fee_receipt_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_receipt_book (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  form text not null
  serial text not null
  last_number integer not null
  constraint fee_receipt_book_last_number_check CHECK ((last_number > 0))
  constraint fee_receipt_book_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_receipt_book_pkey PRIMARY KEY (agency_id, form, serial)
  policy fee_receipt_book_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_receipt_series (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Numbers that an agency may issue, in the order of their days. Without a row the shipped series goes on without an end.
  id integer not null generated always as identity
  agency_id integer not null
  form text not null
  serial text not null
  first_number integer not null
  last_number integer not null
  warn_below integer not null
  valid_from date not null
  valid_to date [rights {motcua_app=w/motcua_owner}]
  basis text not null
  created_at timestamp with time zone not null
  created_by text not null
  account_id bigint not null
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  ended_by text [rights {motcua_app=w/motcua_owner}]
  constraint fee_receipt_series_basis_check CHECK (((length(basis) >= 1) AND (length(basis) <= 300)))
  constraint fee_receipt_series_check CHECK ((last_number >= first_number))
  constraint fee_receipt_series_check1 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
  constraint fee_receipt_series_check2 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
  constraint fee_receipt_series_first_number_check CHECK ((first_number > 0))
  constraint fee_receipt_series_form_check CHECK ((form ~ '^[A-Za-z0-9/.-]{1,20}$'::text))
  constraint fee_receipt_series_last_number_check CHECK ((last_number <= 9999999))
  constraint fee_receipt_series_serial_check CHECK ((serial ~ '^[A-Za-z0-9/.-]{1,20}$'::text))
  constraint fee_receipt_series_warn_below_check CHECK ((warn_below >= 0))
  constraint fee_receipt_series_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint fee_receipt_series_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_receipt_series_pkey PRIMARY KEY (id)
  constraint fee_receipt_series_overlap EXCLUDE USING gist (agency_id WITH =, form WITH =, serial WITH =, int4range(first_number, last_number, '[]'::text) WITH &&)
  policy fee_receipt_series_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_refund_counter (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  year integer not null
  last_number integer not null
  constraint fee_refund_counter_last_number_check CHECK ((last_number > 0))
  constraint fee_refund_counter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_refund_counter_pkey PRIMARY KEY (agency_id, year)
  policy fee_refund_counter_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table fee_request (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  province_id integer not null
  agency_id integer not null
  dossier_id bigint not null
  account_id integer not null
  reference text [rights {motcua_app=w/motcua_owner}]
  amount_vnd bigint not null
  created_at timestamp with time zone not null
  created_by text not null
  cashier_id bigint
  paid_movement_id bigint [rights {motcua_app=w/motcua_owner}]
  cancelled_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint fee_request_amount_vnd_check CHECK ((amount_vnd > 0))
  constraint fee_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES fee_account(id)
  constraint fee_request_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint fee_request_cashier_id_fkey FOREIGN KEY (cashier_id) REFERENCES person(id)
  constraint fee_request_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint fee_request_paid_movement_id_fkey FOREIGN KEY (paid_movement_id) REFERENCES fee_movement(id)
  constraint fee_request_province_id_fkey FOREIGN KEY (province_id) REFERENCES unit(id)
  constraint fee_request_pkey PRIMARY KEY (id)
  constraint fee_request_paid_movement_id_key UNIQUE (paid_movement_id)
  constraint fee_request_reference_key UNIQUE (reference)
  CREATE UNIQUE INDEX fee_request_open ON public.fee_request USING btree (dossier_id) WHERE ((paid_movement_id IS NULL) AND (cancelled_at IS NULL))
  CREATE TRIGGER fee_request_elsewhere BEFORE INSERT ON public.fee_request FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy fee_request_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  found jsonb not null default '[]'::jsonb -- By component: what the officer found there at the last answer.
  contact jsonb -- Telephone, e-mail, language and order of channels, as chosen or as the form and the account say it at sending.
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
  CREATE INDEX filing_dossier ON public.filing USING btree (dossier_id) WHERE (dossier_id IS NOT NULL)
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

table filing_file (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  -- Copies that the applicant uploads, by component. One that was once sent is not deleted: it is marked as removed.
  id bigint not null generated always as identity
  filing_id bigint not null
  account_id bigint not null
  agency_id integer not null
  component_code text not null
  sha256 text not null
  sent_sha256 text not null
  file_name text not null
  pages integer
  added_at timestamp with time zone not null
  removed_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint filing_file_component_code_check CHECK (((length(component_code) >= 1) AND (length(component_code) <= 80)))
  constraint filing_file_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 300)))
  constraint filing_file_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint filing_file_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint filing_file_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES filing(id)
  constraint filing_file_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint filing_file_pkey PRIMARY KEY (id)
  CREATE INDEX filing_file_filing ON public.filing_file USING btree (filing_id, id)
  policy filing_file_agency for select to motcua_app using ((agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) AND (EXISTS ( SELECT
   FROM filing f
  WHERE ((f.id = filing_file.filing_id) AND (f.submitted_at IS NOT NULL)))))
  policy filing_file_kept for delete to motcua_app restrictive using (EXISTS ( SELECT
   FROM filing f
  WHERE ((f.id = filing_file.filing_id) AND (f.state = 'DRAFT'::text))))
  policy filing_file_own for all to motcua_app using (account_id = ( SELECT app_account() AS app_account)) with check (account_id = ( SELECT app_account() AS app_account))

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
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.filing_place FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table filing_reply (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. files: name and hash of what came with it; the copies themselves are the papers of the dossier.
  id bigint not null generated always as identity
  filing_id bigint not null
  account_id bigint not null
  agency_id integer not null
  dossier_id bigint not null
  at timestamp with time zone not null
  message text not null
  files jsonb not null default '[]'::jsonb
  constraint filing_reply_message_check CHECK (((length(message) >= 1) AND (length(message) <= 2000)))
  constraint filing_reply_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint filing_reply_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint filing_reply_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint filing_reply_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES filing(id)
  constraint filing_reply_pkey PRIMARY KEY (id)
  CREATE INDEX filing_reply_dossier ON public.filing_reply USING btree (dossier_id, id)
  CREATE TRIGGER filing_reply_elsewhere BEFORE INSERT ON public.filing_reply FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy filing_reply_agency for select to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))
  policy filing_reply_own for all to motcua_app using (account_id = ( SELECT app_account() AS app_account)) with check (account_id = ( SELECT app_account() AS app_account))

table filing_upload (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  -- The bytes lie among what is coming in and are swept after a day, as is the row with the next one of its account.
  id uuid not null
  filing_id bigint not null
  account_id bigint not null
  component_code text not null
  file_name text not null
  bytes bigint not null
  received bigint not null default 0
  begun_at timestamp with time zone not null
  finished_at timestamp with time zone
  constraint filing_upload_bytes_check CHECK ((bytes > 0))
  constraint filing_upload_check CHECK (((received >= 0) AND (received <= bytes)))
  constraint filing_upload_component_code_check CHECK (((length(component_code) >= 1) AND (length(component_code) <= 80)))
  constraint filing_upload_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 300)))
  constraint filing_upload_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint filing_upload_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES filing(id) ON DELETE CASCADE
  constraint filing_upload_pkey PRIMARY KEY (id)
  CREATE INDEX filing_upload_account ON public.filing_upload USING btree (account_id, begun_at DESC)
  CREATE INDEX filing_upload_filing ON public.filing_upload USING btree (filing_id)
  policy filing_upload_own for all to motcua_app using (account_id = ( SELECT app_account() AS app_account)) with check (account_id = ( SELECT app_account() AS app_account))

table hand_over_counter (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  year integer not null
  last_number integer not null
  constraint hand_over_counter_last_number_check CHECK ((last_number > 0))
  constraint hand_over_counter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint hand_over_counter_pkey PRIMARY KEY (agency_id, year)
  policy hand_over_counter_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table hand_over_item (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  sheet_id bigint not null
  agency_id integer not null
  position integer not null
  dossier_id bigint not null
  papers text
  arrived boolean [rights {motcua_app=w/motcua_owner}]
  remark text [rights {motcua_app=w/motcua_owner}]
  outcome text [rights {motcua_app=w/motcua_owner}]
  reached_unit_id integer [rights {motcua_app=w/motcua_owner}]
  received_by text [rights {motcua_app=w/motcua_owner}]
  ended_account_id bigint [rights {motcua_app=w/motcua_owner}]
  ended_by text [rights {motcua_app=w/motcua_owner}]
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint hand_over_item_check CHECK (((outcome IS NULL) = (ended_at IS NULL)))
  constraint hand_over_item_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
  constraint hand_over_item_check2 CHECK (((COALESCE(outcome, ''::text) = 'office'::text) = (reached_unit_id IS NOT NULL)))
  constraint hand_over_item_check3 CHECK (((COALESCE(outcome, 'came_back'::text) = 'came_back'::text) OR (received_by IS NOT NULL)))
  constraint hand_over_item_check4 CHECK (((COALESCE(outcome, ''::text) <> 'came_back'::text) OR (remark IS NOT NULL)))
  constraint hand_over_item_outcome_check CHECK ((outcome = ANY (ARRAY['applicant'::text, 'office'::text, 'came_back'::text])))
  constraint hand_over_item_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint hand_over_item_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint hand_over_item_ended_account_id_fkey FOREIGN KEY (ended_account_id) REFERENCES account(id)
  constraint hand_over_item_reached_unit_id_fkey FOREIGN KEY (reached_unit_id) REFERENCES unit(id)
  constraint hand_over_item_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES hand_over_sheet(id)
  constraint hand_over_item_pkey PRIMARY KEY (sheet_id, "position")
  constraint hand_over_item_sheet_id_dossier_id_key UNIQUE (sheet_id, dossier_id)
  CREATE INDEX hand_over_item_dossier ON public.hand_over_item USING btree (dossier_id, sheet_id)
  CREATE TRIGGER hand_over_item_elsewhere BEFORE INSERT ON public.hand_over_item FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy hand_over_item_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table hand_over_sheet (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  year integer not null
  number integer not null
  from_unit_id integer not null
  to_unit_id integer
  carrier text
  note text
  giver_account_id bigint not null
  giver_name text not null
  given_at timestamp with time zone not null
  receiver_account_id bigint [rights {motcua_app=w/motcua_owner}]
  receiver_name text [rights {motcua_app=w/motcua_owner}]
  received_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint hand_over_sheet_check CHECK (((to_unit_id IS NULL) = (carrier IS NOT NULL)))
  constraint hand_over_sheet_check1 CHECK (((received_at IS NULL) = (receiver_name IS NULL)))
  constraint hand_over_sheet_number_check CHECK ((number > 0))
  constraint hand_over_sheet_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint hand_over_sheet_from_unit_id_fkey FOREIGN KEY (from_unit_id) REFERENCES unit(id)
  constraint hand_over_sheet_giver_account_id_fkey FOREIGN KEY (giver_account_id) REFERENCES account(id)
  constraint hand_over_sheet_receiver_account_id_fkey FOREIGN KEY (receiver_account_id) REFERENCES account(id)
  constraint hand_over_sheet_to_unit_id_fkey FOREIGN KEY (to_unit_id) REFERENCES unit(id)
  constraint hand_over_sheet_pkey PRIMARY KEY (id)
  constraint hand_over_sheet_agency_id_year_number_key UNIQUE (agency_id, year, number)
  CREATE INDEX hand_over_sheet_agency ON public.hand_over_sheet USING btree (agency_id, given_at DESC, id DESC)
  policy hand_over_sheet_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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

table import_run (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
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
  account_id bigint
  upload jsonb
  constraint import_run_kind_check CHECK ((kind = ANY (ARRAY['dossiers'::text, 'procedures'::text, 'units'::text, 'officers'::text, 'procedure_sheet'::text])))
  constraint import_run_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint import_run_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint import_run_pkey PRIMARY KEY (id)
  CREATE INDEX import_run_account ON public.import_run USING btree (account_id, started_at DESC) WHERE (account_id IS NOT NULL)
  CREATE INDEX import_run_started ON public.import_run USING btree (started_at DESC)
  policy import_run_scope for all to motcua_app using import_run_shown(import_run.*) with check import_run_shown(import_run.*)

table kiosk_text (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  -- key is that of the Vietnamese message which it stands for.
  unit_id integer not null
  agency_id integer not null
  key text not null
  words text not null
  reviewed_by text -- Who reads the language and has checked these words; the kiosk says that they are unreviewed until then.
  reviewed_on date
  constraint kiosk_text_check CHECK (((reviewed_by IS NULL) = (reviewed_on IS NULL)))
  constraint kiosk_text_key_check CHECK ((key ~ '^[a-z0-9_.]{3,60}$'::text))
  constraint kiosk_text_reviewed_by_check CHECK (((length(reviewed_by) >= 1) AND (length(reviewed_by) <= 120)))
  constraint kiosk_text_words_check CHECK (((length(words) >= 1) AND (length(words) <= 300)))
  constraint kiosk_text_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint kiosk_text_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint kiosk_text_pkey PRIMARY KEY (unit_id, key)
  policy kiosk_text_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table look_up_miss (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  client_hash bytea not null
  at timestamp with time zone not null default clock_timestamp()
  CREATE INDEX look_up_miss_at ON public.look_up_miss USING btree (at)
  CREATE INDEX look_up_miss_client ON public.look_up_miss USING btree (client_hash, at DESC)

table notice (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint
  key text not null -- Outbox id and recipient, or what a warning is about: the same notice is never written twice.
  event text not null
  audience text not null
  account_id bigint
  recipient_name text not null
  locale text not null
  urgent boolean not null
  subject text not null
  body text not null
  short text not null
  state text not null default 'queued'::text
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  read_at timestamp with time zone
  digest_on date -- The day whose one digest carries it; null for what is sent by itself.
  phone text -- Where a citizen is told of something that has no dossier; with a dossier the address stands there.
  email text
  valid_until timestamp with time zone -- Not sent after it: a reminder of what is over only confuses.
  constraint notice_audience_check CHECK ((audience = ANY (ARRAY['citizen'::text, 'staff'::text])))
  constraint notice_check CHECK (((audience = 'staff'::text) = (account_id IS NOT NULL)))
  constraint notice_locale_check CHECK ((locale = ANY (ARRAY['vi'::text, 'en'::text])))
  constraint notice_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'withdrawn'::text])))
  constraint notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint notice_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint notice_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint notice_pkey PRIMARY KEY (id)
  constraint notice_key_key UNIQUE (key)
  CREATE INDEX notice_agency ON public.notice USING btree (agency_id, state, id DESC)
  CREATE INDEX notice_dossier ON public.notice USING btree (dossier_id, id) WHERE (dossier_id IS NOT NULL)
  CREATE INDEX notice_inbox ON public.notice USING btree (account_id, id DESC) WHERE (account_id IS NOT NULL)
  CREATE INDEX notice_unsent_reminder ON public.notice USING btree (event) WHERE ((dossier_id IS NULL) AND (phone IS NOT NULL))
  policy notice_scope for all to motcua_app using ((agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) OR (account_id = app_account())) with check ((agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) OR (account_id = app_account()))

table notice_contact (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- How the applicant of one dossier wants to hear, in order of preference; without a row, the contact of the parties. An empty list: no notices wanted.
  dossier_id bigint not null
  agency_id integer not null
  phone text
  email text
  locale text not null default 'vi'::text
  channels text[] not null
  changed_at timestamp with time zone not null
  account_id bigint
  constraint notice_contact_channels_check CHECK ((channels <@ ARRAY['email'::text, 'sms'::text, 'zalo'::text]))
  constraint notice_contact_locale_check CHECK ((locale = ANY (ARRAY['vi'::text, 'en'::text])))
  constraint notice_contact_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint notice_contact_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint notice_contact_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint notice_contact_pkey PRIMARY KEY (dossier_id)
  CREATE TRIGGER notice_contact_elsewhere BEFORE INSERT ON public.notice_contact FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy notice_contact_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table notice_preference (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  account_id bigint not null
  email text
  digest boolean not null default true
  push boolean not null default true
  quiet_from integer not null
  quiet_to integer not null
  constraint notice_preference_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)))
  constraint notice_preference_quiet_to_check CHECK (((quiet_to >= 0) AND (quiet_to <= 1439)))
  constraint notice_preference_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint notice_preference_pkey PRIMARY KEY (account_id)
  policy notice_preference_own for all to motcua_app using (account_id = app_account()) with check (account_id = app_account())

table notice_sending (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- One row per channel that was tried. sent: the provider took it; delivered: the provider, signed, or the reader said so.
  id bigint not null generated always as identity
  agency_id integer not null
  notice_id bigint not null
  channel text not null
  address text not null
  state text not null
  provider_ref text
  reason text
  queued_at timestamp with time zone not null
  sent_at timestamp with time zone
  delivered_at timestamp with time zone
  failed_at timestamp with time zone
  constraint notice_sending_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'zalo'::text, 'push'::text, 'in_app'::text, 'call'::text])))
  constraint notice_sending_check CHECK (((state <> 'sent'::text) OR (sent_at IS NOT NULL)))
  constraint notice_sending_check1 CHECK (((state <> 'delivered'::text) OR (delivered_at IS NOT NULL)))
  constraint notice_sending_check2 CHECK (((state <> 'failed'::text) OR (reason IS NOT NULL)))
  constraint notice_sending_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'failed'::text])))
  constraint notice_sending_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint notice_sending_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id)
  constraint notice_sending_pkey PRIMARY KEY (id)
  constraint notice_sending_notice_id_channel_key UNIQUE (notice_id, channel)
  CREATE INDEX notice_sending_failed ON public.notice_sending USING btree (agency_id, failed_at DESC) WHERE (state = 'failed'::text)
  policy notice_sending_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table notice_template (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Wordings of an agency, from a day on; the newest row wins and no row is changed. Without one, the wording that ships.
  id integer not null generated always as identity
  agency_id integer not null
  event text not null
  locale text not null
  valid_from date not null
  subject text not null
  body text not null
  short text not null
  account_id bigint not null
  created_at timestamp with time zone not null default clock_timestamp()
  constraint notice_template_locale_check CHECK ((locale = ANY (ARRAY['vi'::text, 'en'::text])))
  constraint notice_template_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint notice_template_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint notice_template_pkey PRIMARY KEY (id)
  CREATE INDEX notice_template_newest ON public.notice_template USING btree (agency_id, event, locale, valid_from DESC, id DESC)

table officer_photo (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  agency_id integer not null
  person_id bigint not null
  sha256 text not null
  kind text not null
  kept_at timestamp with time zone not null
  constraint officer_photo_kind_check CHECK ((kind = ANY (ARRAY['jpg'::text, 'png'::text])))
  constraint officer_photo_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint officer_photo_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint officer_photo_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint officer_photo_pkey PRIMARY KEY (agency_id, person_id)
  policy officer_photo_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table officer_source (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  system text not null
  source_id text not null
  account_id bigint not null
  constraint officer_source_source_id_check CHECK (((length(source_id) >= 1) AND (length(source_id) <= 100)))
  constraint officer_source_system_check CHECK ((system ~ '^[a-z0-9-]{2,40}$'::text))
  constraint officer_source_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint officer_source_pkey PRIMARY KEY (system, source_id)
  CREATE INDEX officer_source_account ON public.officer_source USING btree (account_id)

table oidc_request (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  -- Good once, for ten minutes, and only in the browser that began it.
  state_hash bytea not null
  visit_hash bytea not null
  nonce text not null
  code_verifier text not null
  next text not null
  created_at timestamp with time zone not null
  fresh boolean not null default false -- The provider is asked to authenticate anew, and the sign-in is refused where it did not.
  constraint oidc_request_pkey PRIMARY KEY (state_hash)
  CREATE INDEX oidc_request_age ON public.oidc_request USING btree (created_at)

table original_paper (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  name text not null
  quantity integer not null
  note text
  taken_account_id bigint not null
  taken_by text not null
  taken_at timestamp with time zone not null
  ended_account_id bigint [rights {motcua_app=w/motcua_owner}]
  ended_by text [rights {motcua_app=w/motcua_owner}]
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  given_to text [rights {motcua_app=w/motcua_owner}]
  kept_reason text [rights {motcua_app=w/motcua_owner}] -- Why it is not given back, such as an original that the law replaces by the result.
  constraint original_paper_check CHECK (((ended_at IS NULL) = ((given_to IS NULL) AND (kept_reason IS NULL))))
  constraint original_paper_check1 CHECK (((given_to IS NULL) OR (kept_reason IS NULL)))
  constraint original_paper_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)))
  constraint original_paper_quantity_check CHECK (((quantity >= 1) AND (quantity <= 99)))
  constraint original_paper_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint original_paper_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint original_paper_ended_account_id_fkey FOREIGN KEY (ended_account_id) REFERENCES account(id)
  constraint original_paper_taken_account_id_fkey FOREIGN KEY (taken_account_id) REFERENCES account(id)
  constraint original_paper_pkey PRIMARY KEY (id)
  CREATE INDEX original_paper_agency ON public.original_paper USING btree (agency_id, id DESC)
  CREATE INDEX original_paper_dossier ON public.original_paper USING btree (dossier_id, id)
  CREATE INDEX original_paper_held ON public.original_paper USING btree (agency_id, id DESC) WHERE (ended_at IS NULL)
  CREATE TRIGGER original_paper_elsewhere BEFORE INSERT ON public.original_paper FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy original_paper_received_elsewhere for select to motcua_app using (dossier_id = ANY (( SELECT app_received_elsewhere() AS app_received_elsewhere)::bigint[]))
  policy original_paper_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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

table paper_posting (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- On that day the printed list of procedures was put up as it stood then: it shows what was in force, and nothing that came later.
  unit_id integer not null
  agency_id integer not null
  posted_on date not null
  recorded_by bigint
  recorded_at timestamp with time zone not null
  constraint paper_posting_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint paper_posting_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(id)
  constraint paper_posting_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint paper_posting_pkey PRIMARY KEY (unit_id, posted_on)
  policy paper_posting_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table person (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  full_name text not null
  search_key text not null generated always as (search_key(full_name)) stored
  created_at timestamp with time zone not null default now()
  constraint person_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 200)))
  constraint person_pkey PRIMARY KEY (id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.person FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table person_leave (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- For assignment alone. A leave that was recorded by mistake is revoked, never deleted.
  id integer not null generated always as identity
  person_id bigint not null
  during daterange not null
  kind text not null
  substitute_id bigint
  recorded_by bigint not null
  recorded_at timestamp with time zone not null
  revoked_at timestamp with time zone
  constraint person_leave_check CHECK ((substitute_id <> person_id))
  constraint person_leave_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during))))
  constraint person_leave_kind_check CHECK ((kind = ANY (ARRAY['annual'::text, 'sick'::text, 'training'::text, 'duty'::text, 'other'::text])))
  constraint person_leave_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint person_leave_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id)
  constraint person_leave_substitute_id_fkey FOREIGN KEY (substitute_id) REFERENCES person(id)
  constraint person_leave_pkey PRIMARY KEY (id)
  constraint person_leave_once EXCLUDE USING gist (person_id WITH =, during WITH &&) WHERE ((revoked_at IS NULL))
  CREATE INDEX person_leave_substitute ON public.person_leave USING btree (substitute_id) WHERE (revoked_at IS NULL)

table phone_pass (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  id bigint not null generated always as identity
  handle text not null -- In the address of the page that asks for the code. Opens nothing without it.
  phone text not null
  client_hash bytea not null
  asked_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  code_hash bytea -- Set by the worker when it sends the code; stays null for a number that no dossier carries.
  tries integer not null default 0
  opened_at timestamp with time zone
  token_hash bytea
  token_until timestamp with time zone
  errand jsonb -- What the number is proved for; null: to follow the dossiers that carry it. The code of an errand goes to any number.
  constraint phone_pass_check CHECK ((((opened_at IS NULL) = (token_hash IS NULL)) AND ((opened_at IS NULL) = (token_until IS NULL))))
  constraint phone_pass_phone_check CHECK (((length(phone) >= 8) AND (length(phone) <= 20)))
  constraint phone_pass_pkey PRIMARY KEY (id)
  constraint phone_pass_handle_key UNIQUE (handle)
  constraint phone_pass_token_hash_key UNIQUE (token_hash)
  CREATE INDEX phone_pass_asked ON public.phone_pass USING btree (asked_at)
  CREATE INDEX phone_pass_client ON public.phone_pass USING btree (client_hash, asked_at DESC)
  CREATE INDEX phone_pass_phone ON public.phone_pass USING btree (phone, asked_at DESC)
  policy phone_pass_public for all to motcua_app using true with check true

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
  CREATE INDEX post_agency ON public.post USING btree (agency_id)
  CREATE INDEX post_unit ON public.post USING btree (unit_id)
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.post FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table printer (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  device_id integer -- The kiosk that it stands in; none: the desk, and every kiosk without a printer of its own.
  name text not null
  address inet not null
  port integer not null default 9100
  width_mm integer not null
  model text not null -- silent: answers no question about its state.
  state text not null default 'unknown'::text
  state_at timestamp with time zone
  removed_at timestamp with time zone
  constraint printer_model_check CHECK ((model = ANY (ARRAY['standard'::text, 'no_cutter'::text, 'silent'::text])))
  constraint printer_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint printer_port_check CHECK (((port >= 9100) AND (port <= 9199)))
  constraint printer_state_check CHECK ((state = ANY (ARRAY['unknown'::text, 'ready'::text, 'low_paper'::text, 'no_paper'::text, 'cover_open'::text, 'cutter_stuck'::text, 'fault'::text, 'offline'::text, 'unreachable'::text, 'silent'::text])))
  constraint printer_width_mm_check CHECK ((width_mm = ANY (ARRAY[58, 80])))
  constraint printer_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint printer_device_id_fkey FOREIGN KEY (device_id) REFERENCES queue_device(id)
  constraint printer_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint printer_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX printer_place ON public.printer USING btree (unit_id, COALESCE(device_id, 0)) WHERE (removed_at IS NULL)
  policy printer_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table procedure (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner,motcua_lookup=r/motcua_owner})
  id integer not null generated always as identity
  code text not null
  created_at timestamp with time zone not null default now()
  constraint procedure_code_check CHECK ((code ~ '^[0-9]\.[0-9]{6}(\.[0-9A-Z.]+)?$'::text))
  constraint procedure_pkey PRIMARY KEY (id)
  constraint procedure_code_key UNIQUE (code)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.procedure FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table procedure_catalogue_edition (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=rw/motcua_owner})
  only_row boolean not null default true
  edition bigint not null -- Public pages carry it in their ETag: a page kept by a browser or proxy is asked for again and found changed.
  documents integer not null
  analyser text not null
  changed_at timestamp with time zone not null
  constraint procedure_catalogue_edition_only_row_check CHECK (only_row)
  constraint procedure_catalogue_edition_pkey PRIMARY KEY (only_row)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.procedure_catalogue_edition FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table procedure_search_document (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  version_id integer not null
  online text not null
  agencies text not null
  authority text not null default 'national'::text
  constraint procedure_search_document_authority_check CHECK ((authority = ANY (ARRAY['national'::text, 'local'::text, 'abroad'::text, 'army'::text])))
  constraint procedure_search_document_version_id_fkey FOREIGN KEY (version_id) REFERENCES procedure_version(id)
  constraint procedure_search_document_pkey PRIMARY KEY (version_id)

table procedure_search_term (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  term text not null
  versions integer[] not null
  impacts real[] not null
  constraint procedure_search_term_check CHECK ((cardinality(versions) = cardinality(impacts)))
  constraint procedure_search_term_term_check CHECK ((term <> ''::text))
  constraint procedure_search_term_pkey PRIMARY KEY (term)

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
  published_at timestamp with time zone -- When the version was first shown to the public; null for a draft.
  constraint procedure_version_check CHECK (((term_value IS NULL) = (term_unit = ANY (ARRAY['same_day'::text, 'none'::text, 'unknown'::text]))))
  constraint procedure_version_during_check CHECK ((NOT isempty(during)))
  constraint procedure_version_levels_check CHECK ((levels <@ ARRAY['ministry'::text, 'province'::text, 'district'::text, 'commune'::text, 'other'::text]))
  constraint procedure_version_name_check CHECK (((length(name) >= 1) AND (length(name) <= 2000)))
  constraint procedure_version_origin_check CHECK ((origin = ANY (ARRAY['starter'::text, 'portal'::text, 'office'::text, 'import'::text])))
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
  CREATE TRIGGER note_publication BEFORE INSERT OR UPDATE OF status ON public.procedure_version FOR EACH ROW WHEN ((new.status = 'published'::text)) EXECUTE FUNCTION note_publication()
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.procedure_version FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table process (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id integer not null generated always as identity
  owner_unit_id integer not null -- An agency, or a province for all of its agencies; the agency's own process goes before the province's.
  procedure_id integer not null
  case_code text not null default '*'::text -- * stands for every case that has no process of its own.
  created_at timestamp with time zone not null default now()
  constraint process_case_code_check CHECK (((length(case_code) >= 1) AND (length(case_code) <= 100)))
  constraint process_owner_unit_id_fkey FOREIGN KEY (owner_unit_id) REFERENCES unit(id)
  constraint process_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES procedure(id)
  constraint process_pkey PRIMARY KEY (id)
  constraint process_owner_unit_id_procedure_id_case_code_key UNIQUE (owner_unit_id, procedure_id, case_code)
  CREATE INDEX process_procedure ON public.process USING btree (procedure_id)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.process FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table process_version (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner,motcua_lookup=r/motcua_owner})
  -- A published version never changes but for the day on which it ends; dossiers keep the version under which they were received.
  id integer not null generated always as identity
  process_id integer not null
  version integer not null
  status text not null default 'draft'::text
  during daterange
  decision_no text
  decision_date date
  override_reason text -- Why it was published without an approving decision (Circular 01/2018/TT-VPCP article 8 asks for one).
  definition jsonb not null
  revision integer not null default 1
  created_at timestamp with time zone not null default now()
  published_at timestamp with time zone
  published_by bigint
  ended_standing boolean not null default false -- Publishing it ended the version that stood on its first day; withdrawn, it gives its days back to that one.
  constraint process_version_check CHECK (((status = 'draft'::text) = (during IS NULL)))
  constraint process_version_check1 CHECK (((status = 'draft'::text) = (published_at IS NULL)))
  constraint process_version_check2 CHECK (((status = 'draft'::text) OR (decision_no IS NOT NULL) OR (override_reason IS NOT NULL)))
  constraint process_version_decision_no_check CHECK (((length(decision_no) >= 1) AND (length(decision_no) <= 100)))
  constraint process_version_during_check CHECK ((NOT isempty(during)))
  constraint process_version_override_reason_check CHECK (((length(override_reason) >= 1) AND (length(override_reason) <= 2000)))
  constraint process_version_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
  constraint process_version_version_check CHECK ((version > 0))
  constraint process_version_process_id_fkey FOREIGN KEY (process_id) REFERENCES process(id)
  constraint process_version_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id)
  constraint process_version_pkey PRIMARY KEY (id)
  constraint process_version_process_id_version_key UNIQUE (process_id, version)
  constraint process_version_process_id_during_excl EXCLUDE USING gist (process_id WITH =, during WITH &&) WHERE ((status = 'published'::text))
  CREATE UNIQUE INDEX process_version_one_draft ON public.process_version USING btree (process_id) WHERE (status = 'draft'::text)
  CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON public.process_version FOR EACH ROW EXECUTE FUNCTION keep_published_process()
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.process_version FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table push_subscription (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner,motcua_lookup=d/motcua_owner})
  id bigint not null generated always as identity
  account_id bigint not null [rights {motcua_lookup=r/motcua_owner}]
  endpoint text not null [rights {motcua_lookup=r/motcua_owner}]
  p256dh text not null
  auth text not null
  created_at timestamp with time zone not null default clock_timestamp()
  constraint push_subscription_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint push_subscription_pkey PRIMARY KEY (id)
  constraint push_subscription_endpoint_key UNIQUE (endpoint)
  CREATE INDEX push_subscription_account ON public.push_subscription USING btree (account_id)
  policy push_subscription_lookup for all to motcua_lookup using true
  policy push_subscription_own for all to motcua_app using (account_id = app_account()) with check (account_id = app_account())

table queue_appointment (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  service_id integer not null
  day date not null
  slot_from integer not null
  name text not null
  phone text not null
  state text not null default 'booked'::text
  secret_hash bytea not null
  ticket_id bigint
  booked_at timestamp with time zone not null
  locale text not null default 'vi'::text
  constraint queue_appointment_locale_check CHECK ((locale = ANY (ARRAY['vi'::text, 'en'::text])))
  constraint queue_appointment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint queue_appointment_slot_from_check CHECK (((slot_from >= 0) AND (slot_from <= 1439)))
  constraint queue_appointment_state_check CHECK ((state = ANY (ARRAY['booked'::text, 'arrived'::text, 'cancelled'::text, 'missed'::text])))
  constraint queue_appointment_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_appointment_service_id_fkey FOREIGN KEY (service_id) REFERENCES queue_service(id)
  constraint queue_appointment_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES queue_ticket(id)
  constraint queue_appointment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_appointment_pkey PRIMARY KEY (id)
  CREATE INDEX queue_appointment_booked ON public.queue_appointment USING btree (day) WHERE (state = 'booked'::text)
  CREATE UNIQUE INDEX queue_appointment_phone ON public.queue_appointment USING btree (unit_id, day, phone) WHERE (state = 'booked'::text)
  CREATE INDEX queue_appointment_secret ON public.queue_appointment USING btree (secret_hash)
  CREATE INDEX queue_appointment_slot ON public.queue_appointment USING btree (unit_id, service_id, day, slot_from)
  policy queue_appointment_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_clip (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  unit_id integer not null
  agency_id integer not null
  word text not null
  sha256 text not null
  kept_at timestamp with time zone not null
  constraint queue_clip_word_check CHECK ((word ~ '^(moi-so|den-quay|chu-[a-z]{1,2}|[0-9]{1,4})$'::text))
  constraint queue_clip_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_clip_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint queue_clip_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_language(unit_id) ON DELETE CASCADE
  constraint queue_clip_pkey PRIMARY KEY (unit_id, word)
  policy queue_clip_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_counter (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  number integer not null
  name text not null
  services integer[] not null default '{}'::integer[] -- Which services the counter may call: its skills.
  active boolean not null default true
  name_en text
  constraint queue_counter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint queue_counter_name_en_check CHECK (((length(name_en) >= 1) AND (length(name_en) <= 200)))
  constraint queue_counter_number_check CHECK (((number >= 1) AND (number <= 999)))
  constraint queue_counter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_counter_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_counter_pkey PRIMARY KEY (id)
  constraint queue_counter_unit_id_number_key UNIQUE (unit_id, number)
  policy queue_counter_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_device (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  kind text not null
  name text not null
  token_hash bytea not null
  created_at timestamp with time zone not null
  revoked_at timestamp with time zone
  counter_id integer
  constraint queue_device_counter CHECK (((kind = 'rating'::text) = (counter_id IS NOT NULL)))
  constraint queue_device_kind_check CHECK ((kind = ANY (ARRAY['queue'::text, 'gate'::text, 'hall'::text, 'kiosk'::text, 'rating'::text])))
  constraint queue_device_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint queue_device_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_device_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES queue_counter(id)
  constraint queue_device_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_device_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX queue_device_token ON public.queue_device USING btree (token_hash)
  policy queue_device_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_dossier (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Which ticket was served at which counter by whom when the dossier was made.
  dossier_id bigint not null
  agency_id integer not null
  ticket_id bigint not null
  counter_id integer not null
  account_id bigint not null
  linked_at timestamp with time zone not null
  constraint queue_dossier_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint queue_dossier_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_dossier_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES queue_counter(id)
  constraint queue_dossier_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint queue_dossier_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES queue_ticket(id)
  constraint queue_dossier_pkey PRIMARY KEY (dossier_id)
  CREATE INDEX queue_dossier_ticket ON public.queue_dossier USING btree (ticket_id)
  policy queue_dossier_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_event (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. before is the ticket as it stood, for taking the last action back within five seconds.
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  ticket_id bigint not null
  seq integer not null
  type text not null
  at timestamp with time zone not null
  account_id bigint
  counter_id integer
  before jsonb
  constraint queue_event_seq_check CHECK ((seq > 0))
  constraint queue_event_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_event_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES queue_counter(id)
  constraint queue_event_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES queue_ticket(id)
  constraint queue_event_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_event_pkey PRIMARY KEY (id)
  constraint queue_event_ticket_id_seq_key UNIQUE (ticket_id, seq)
  CREATE INDEX queue_event_calls ON public.queue_event USING btree (unit_id, at DESC) WHERE (type = ANY (ARRAY['called'::text, 'recall'::text]))
  policy queue_event_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_language (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  unit_id integer not null
  agency_id integer not null
  tag text not null
  name text not null
  call_text text not null
  reviewed_by text -- Who reads the language and has checked the words; shown as unreviewed until then.
  reviewed_on date
  constraint queue_language_call_text_check CHECK ((((length(call_text) >= 1) AND (length(call_text) <= 200)) AND (call_text ~~ '%{so}%'::text) AND (call_text ~~ '%{quay}%'::text)))
  constraint queue_language_check CHECK (((reviewed_by IS NULL) = (reviewed_on IS NULL)))
  constraint queue_language_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint queue_language_reviewed_by_check CHECK (((length(reviewed_by) >= 1) AND (length(reviewed_by) <= 120)))
  constraint queue_language_tag_check CHECK ((tag ~ '^[a-z]{2,3}$'::text))
  constraint queue_language_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_language_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_language_pkey PRIMARY KEY (unit_id)
  policy queue_language_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_number (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Running number per service and day; a number is never given twice.
  service_id integer not null
  agency_id integer not null
  day date not null
  last_number integer not null
  constraint queue_number_last_number_check CHECK ((last_number > 0))
  constraint queue_number_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_number_service_id_fkey FOREIGN KEY (service_id) REFERENCES queue_service(id)
  constraint queue_number_pkey PRIMARY KEY (service_id, day)
  policy queue_number_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_opening (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  weekday text not null
  opens time without time zone not null
  closes time without time zone not null
  counters integer not null default 1
  constraint queue_opening_check CHECK ((closes > opens))
  constraint queue_opening_counters_check CHECK (((counters >= 1) AND (counters <= 999)))
  constraint queue_opening_weekday_check CHECK ((weekday = ANY (ARRAY['mon'::text, 'tue'::text, 'wed'::text, 'thu'::text, 'fri'::text, 'sat'::text, 'sun'::text])))
  constraint queue_opening_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_opening_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_opening_pkey PRIMARY KEY (id)
  constraint queue_opening_unit_id_weekday_opens_key UNIQUE (unit_id, weekday, opens)
  policy queue_opening_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_point (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  unit_id integer not null
  agency_id integer not null
  grace_minutes integer not null default 15
  limit_per_identity integer not null default 2
  slot_minutes integer not null default 30
  appointment_share numeric not null default 0.4
  voice text not null default 'bac'::text
  paused_note text
  identity_key uuid not null default gen_random_uuid() -- Keys the hash of identities, which is kept for the day alone and never leaves the database readable.
  card_needed boolean not null default false -- Kiosks give a number only to whoever holds up an identity card or types its number; the reception desk helps those without.
  phone_proved boolean not null default false -- Numbers and appointments by telephone are given once a code sent to that telephone was entered.
  card_scanned boolean not null default false -- Kiosks take a scanned card alone: a number that was typed is refused.
  constraint queue_point_appointment_share_check CHECK (((appointment_share >= (0)::numeric) AND (appointment_share <= (1)::numeric)))
  constraint queue_point_card_scanned CHECK (((NOT card_scanned) OR (card_needed AND phone_proved)))
  constraint queue_point_grace_minutes_check CHECK (((grace_minutes >= 0) AND (grace_minutes <= 240)))
  constraint queue_point_limit_per_identity_check CHECK (((limit_per_identity >= 1) AND (limit_per_identity <= 50)))
  constraint queue_point_slot_minutes_check CHECK (((slot_minutes >= 5) AND (slot_minutes <= 240)))
  constraint queue_point_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_point_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint queue_point_pkey PRIMARY KEY (unit_id)
  policy queue_point_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_priority_reason (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Who is called before others: an explicit list by date; anything else is no reason.
  code text not null
  during daterange not null default daterange('2018-06-21'::date, NULL::date)
  rank integer not null
  name text not null
  name_en text not null
  source text not null
  verified boolean not null default false
  agency_id integer
  unit_id integer -- The hall whose own reason it is; none: everywhere.
  constraint queue_priority_reason_code_check CHECK ((code ~ '^[a-z0-9_]{2,60}$'::text))
  constraint queue_priority_reason_owner CHECK (((agency_id IS NULL) = (unit_id IS NULL)))
  constraint queue_priority_reason_rank_check CHECK (((rank >= 1) AND (rank <= 99)))
  constraint queue_priority_reason_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_priority_reason_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_priority_reason_pkey PRIMARY KEY (code)
  CREATE INDEX queue_priority_reason_unit ON public.queue_priority_reason USING btree (unit_id) WHERE (unit_id IS NOT NULL)
  policy queue_priority_reason_add for insert to motcua_app with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))
  policy queue_priority_reason_end for update to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))
  policy queue_priority_reason_read for select to motcua_app using ((agency_id IS NULL) OR (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])))

table queue_rebalance (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  counter_id integer not null
  account_id bigint not null
  at timestamp with time zone not null
  services_before integer[] not null
  services_after integer[] not null
  active_before boolean not null
  active_after boolean not null
  undone_at timestamp with time zone
  undone_by bigint
  constraint queue_rebalance_check CHECK (((undone_at IS NULL) = (undone_by IS NULL)))
  constraint queue_rebalance_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint queue_rebalance_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_rebalance_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES queue_counter(id)
  constraint queue_rebalance_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES account(id)
  constraint queue_rebalance_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_rebalance_pkey PRIMARY KEY (id)
  CREATE INDEX queue_rebalance_unit ON public.queue_rebalance USING btree (unit_id, id DESC)
  policy queue_rebalance_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_service (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  prefix text not null
  name text not null
  name_en text
  fields text[] not null default '{}'::text[]
  minutes integer not null default 10
  daily_limit integer not null default 300
  paused boolean not null default false
  constraint queue_service_daily_limit_check CHECK (((daily_limit >= 1) AND (daily_limit <= 9999)))
  constraint queue_service_minutes_check CHECK (((minutes >= 1) AND (minutes <= 480)))
  constraint queue_service_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint queue_service_name_en_check CHECK (((length(name_en) >= 1) AND (length(name_en) <= 200)))
  constraint queue_service_prefix_check CHECK ((prefix ~ '^[A-ZĐ]{1,2}$'::text))
  constraint queue_service_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_service_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_service_pkey PRIMARY KEY (id)
  constraint queue_service_unit_id_prefix_key UNIQUE (unit_id, prefix)
  policy queue_service_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_shift (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  counter_id integer not null
  person_id bigint not null
  account_id bigint not null
  covers_shift_id bigint
  opened_at timestamp with time zone not null
  opening_cash bigint
  break_since timestamp with time zone
  closed_at timestamp with time zone
  closing_cash bigint
  closed_by_job boolean not null default false
  constraint queue_shift_check CHECK ((closed_at >= opened_at))
  constraint queue_shift_closing_cash_check CHECK ((closing_cash >= 0))
  constraint queue_shift_opening_cash_check CHECK ((opening_cash >= 0))
  constraint queue_shift_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint queue_shift_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_shift_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES queue_counter(id)
  constraint queue_shift_covers_shift_id_fkey FOREIGN KEY (covers_shift_id) REFERENCES queue_shift(id)
  constraint queue_shift_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint queue_shift_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_shift_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX queue_shift_counter ON public.queue_shift USING btree (counter_id) WHERE ((closed_at IS NULL) AND (break_since IS NULL))
  CREATE INDEX queue_shift_open ON public.queue_shift USING btree (unit_id) WHERE (closed_at IS NULL)
  CREATE UNIQUE INDEX queue_shift_person ON public.queue_shift USING btree (person_id) WHERE ((closed_at IS NULL) AND (break_since IS NULL))
  policy queue_shift_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table queue_ticket (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  service_id integer not null
  day date not null
  prefix text not null
  number integer not null
  source text not null
  class text not null default 'ordinary'::text
  priority_code text
  rank integer not null default 99
  state text not null default 'waiting'::text
  issued_at timestamp with time zone not null
  waiting_since timestamp with time zone not null
  called_at timestamp with time zone
  calls integer not null default 0
  serving_at timestamp with time zone
  ended_at timestamp with time zone
  strikes integer not null default 0
  counter_id integer
  shift_id bigint
  only_counter_id integer
  identity_hash bytea
  secret_hash bytea not null
  last_seq integer not null default 1
  constraint queue_ticket_class_check CHECK ((class = ANY (ARRAY['returned'::text, 'appointment'::text, 'priority'::text, 'ordinary'::text])))
  constraint queue_ticket_source_check CHECK ((source = ANY (ARRAY['kiosk'::text, 'desk'::text, 'phone'::text, 'appointment'::text])))
  constraint queue_ticket_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'called'::text, 'serving'::text, 'held'::text, 'done'::text, 'no_show'::text, 'cancelled'::text, 'expired'::text])))
  constraint queue_ticket_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint queue_ticket_counter_id_fkey FOREIGN KEY (counter_id) REFERENCES queue_counter(id)
  constraint queue_ticket_only_counter_id_fkey FOREIGN KEY (only_counter_id) REFERENCES queue_counter(id)
  constraint queue_ticket_priority_code_fkey FOREIGN KEY (priority_code) REFERENCES queue_priority_reason(code)
  constraint queue_ticket_service_id_fkey FOREIGN KEY (service_id) REFERENCES queue_service(id)
  constraint queue_ticket_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES queue_shift(id)
  constraint queue_ticket_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint queue_ticket_pkey PRIMARY KEY (id)
  constraint queue_ticket_unit_id_day_prefix_number_key UNIQUE (unit_id, day, prefix, number)
  CREATE INDEX queue_ticket_day ON public.queue_ticket USING btree (unit_id, day, service_id)
  CREATE INDEX queue_ticket_identity ON public.queue_ticket USING btree (unit_id, day, identity_hash) WHERE (identity_hash IS NOT NULL)
  CREATE INDEX queue_ticket_open ON public.queue_ticket USING btree (unit_id, day, state) WHERE (state = ANY (ARRAY['waiting'::text, 'called'::text, 'serving'::text, 'held'::text]))
  CREATE INDEX queue_ticket_secret ON public.queue_ticket USING btree (secret_hash)
  policy queue_ticket_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table rating (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- No rater is named: who filed a dossier is never joined to what was said of it. level: 2 very satisfied, 1 satisfied, 0 not.
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  dossier_id bigint
  ticket_id bigint
  phase text not null
  level integer not null
  comment text
  channel text not null
  person_id bigint
  procedure_code text
  procedure_name text
  field text
  day date not null
  rated_at timestamp with time zone not null
  device_hash bytea -- Finds bursts from one device; forgotten in the night.
  suspect boolean not null default false
  unfounded_why text
  constraint rating_channel_check CHECK ((channel = ANY (ARRAY['link'::text, 'kiosk'::text, 'tablet'::text])))
  constraint rating_check CHECK (((dossier_id IS NULL) <> (ticket_id IS NULL)))
  constraint rating_check1 CHECK (((phase = 'served'::text) = (ticket_id IS NOT NULL)))
  constraint rating_comment_check CHECK (((length(comment) >= 1) AND (length(comment) <= 1000)))
  constraint rating_level_check CHECK (((level >= 0) AND (level <= 2)))
  constraint rating_phase_check CHECK ((phase = ANY (ARRAY['received'::text, 'returned'::text, 'served'::text])))
  constraint rating_unfounded_why_check CHECK (((length(unfounded_why) >= 1) AND (length(unfounded_why) <= 500)))
  constraint rating_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint rating_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint rating_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint rating_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES queue_ticket(id)
  constraint rating_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint rating_pkey PRIMARY KEY (id)
  CREATE INDEX rating_agency ON public.rating USING btree (agency_id, day)
  CREATE INDEX rating_device ON public.rating USING btree (agency_id, device_hash, rated_at) WHERE (device_hash IS NOT NULL)
  CREATE UNIQUE INDEX rating_dossier ON public.rating USING btree (dossier_id, phase) WHERE (dossier_id IS NOT NULL)
  CREATE UNIQUE INDEX rating_ticket ON public.rating USING btree (ticket_id) WHERE (ticket_id IS NOT NULL)
  policy rating_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table receipt_loss (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  declared_by text not null
  id_number text not null
  identity_result text not null
  paper text
  account_id bigint not null
  recorded_by text not null
  recorded_at timestamp with time zone not null
  constraint receipt_loss_check CHECK (((identity_result = 'authorised'::text) <= (paper IS NOT NULL)))
  constraint receipt_loss_identity_result_check CHECK ((identity_result = ANY (ARRAY['owner'::text, 'submitter'::text, 'authorised'::text])))
  constraint receipt_loss_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint receipt_loss_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint receipt_loss_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint receipt_loss_pkey PRIMARY KEY (id)
  CREATE INDEX receipt_loss_dossier ON public.receipt_loss USING btree (dossier_id, id)
  CREATE TRIGGER receipt_loss_elsewhere BEFORE INSERT ON public.receipt_loss FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy receipt_loss_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table reception_leg (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. Who gave papers or result on, and who confirmed that they came.
  dossier_id bigint not null
  receiving_agency_id integer not null
  deciding_agency_id integer not null
  leg text not null
  at timestamp with time zone not null
  account_id bigint
  actor_name text not null
  note text
  constraint reception_leg_leg_check CHECK ((leg = ANY (ARRAY['papers_sent'::text, 'papers_arrived'::text, 'result_sent'::text, 'result_arrived'::text, 'handed_back'::text, 'papers_returned'::text, 'papers_back'::text, 'given_back'::text])))
  constraint reception_leg_note_check CHECK ((length(note) <= 500))
  constraint reception_leg_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint reception_leg_deciding_agency_id_fkey FOREIGN KEY (deciding_agency_id) REFERENCES unit(id)
  constraint reception_leg_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier_reception(dossier_id)
  constraint reception_leg_receiving_agency_id_fkey FOREIGN KEY (receiving_agency_id) REFERENCES unit(id)
  constraint reception_leg_pkey PRIMARY KEY (dossier_id, leg)
  CREATE TRIGGER reception_leg_elsewhere BEFORE INSERT ON public.reception_leg FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy reception_leg_scope for all to motcua_app using ((receiving_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) OR (deciding_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))) with check ((receiving_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) OR (deciding_agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])))

table reconciliation (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  key text not null
  at timestamp with time zone not null
  here integer not null
  there integer not null
  differing jsonb not null default '[]'::jsonb -- Codes whose status differs, with both; missing there, or unknown here. Codes alone, no personal data.
  constraint reconciliation_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint reconciliation_pkey PRIMARY KEY (id)
  constraint reconciliation_key_key UNIQUE (key)
  CREATE INDEX reconciliation_agency ON public.reconciliation USING btree (agency_id, at DESC)
  policy reconciliation_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table reference_generation (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- How often anything changed that is remembered between requests: rights of people, desks, open procedures, processes, public pages.
  slot integer not null
  changes bigint not null
  constraint access_generation_slot_check CHECK (((slot >= 0) AND (slot <= 15)))
  constraint reference_generation_pkey PRIMARY KEY (slot)

table result_counter (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  year integer not null
  last_number integer not null
  constraint result_counter_last_number_check CHECK ((last_number > 0))
  constraint result_counter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_counter_pkey PRIMARY KEY (agency_id, year)
  policy result_counter_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table result_document (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner,motcua_lookup=r/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  kind text not null
  title text not null
  code text not null
  agency_name text not null
  created_at timestamp with time zone not null
  constraint result_document_code_check CHECK ((code ~ '^KQ[0-9A-HJKMNP-TV-Z]{12}$'::text))
  constraint result_document_kind_check CHECK ((kind = ANY (ARRAY['result'::text, 'refusal'::text])))
  constraint result_document_title_check CHECK (((length(title) >= 1) AND (length(title) <= 300)))
  constraint result_document_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_document_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint result_document_pkey PRIMARY KEY (id)
  constraint result_document_code_key UNIQUE (code)
  CREATE INDEX result_document_agency ON public.result_document USING btree (agency_id, id DESC)
  CREATE INDEX result_document_dossier ON public.result_document USING btree (dossier_id, id)
  CREATE TRIGGER result_document_elsewhere BEFORE INSERT ON public.result_document FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy result_document_lookup for select to motcua_lookup using true
  policy result_document_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table result_event (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  document_id bigint not null
  version integer not null
  type text not null
  reason text
  receiver text
  account_id bigint
  by_name text not null
  at timestamp with time zone not null
  constraint result_event_type_check CHECK ((type = ANY (ARRAY['drafted'::text, 'edited'::text, 'sent_to_review'::text, 'sent_back'::text, 'numbered'::text, 'signing_refused'::text, 'signed'::text, 'issued'::text, 'copy_issued'::text, 'corrected'::text, 'replaced'::text, 'voided'::text])))
  constraint result_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint result_event_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_event_document_id_fkey FOREIGN KEY (document_id) REFERENCES result_document(id)
  constraint result_event_pkey PRIMARY KEY (id)
  CREATE INDEX result_event_document ON public.result_event USING btree (document_id, id)
  CREATE INDEX result_event_refused ON public.result_event USING btree (agency_id, document_id, id) WHERE (type = 'signing_refused'::text)
  policy result_event_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table result_handing (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  proof text not null
  relation text not null
  receiver_name text not null
  authorisation text
  authorisation_sha256 text
  authorisation_name text
  given text[] not null
  account_id bigint not null
  handed_by text not null
  handed_at timestamp with time zone not null
  constraint result_handing_check CHECK ((((relation = 'authorised'::text) = (authorisation IS NOT NULL)) AND ((relation = 'authorised'::text) = (authorisation_sha256 IS NOT NULL))))
  constraint result_handing_check1 CHECK (((authorisation_sha256 IS NULL) = (authorisation_name IS NULL)))
  constraint result_handing_given_check CHECK (((cardinality(given) >= 1) AND (cardinality(given) <= 60)))
  constraint result_handing_proof_check CHECK ((proof = ANY (ARRAY['receipt'::text, 'identity'::text])))
  constraint result_handing_relation_check CHECK ((relation = ANY (ARRAY['owner'::text, 'submitter'::text, 'authorised'::text])))
  constraint result_handing_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint result_handing_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_handing_authorisation_sha256_fkey FOREIGN KEY (authorisation_sha256) REFERENCES stored_file(sha256)
  constraint result_handing_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint result_handing_pkey PRIMARY KEY (id)
  CREATE INDEX result_handing_dossier ON public.result_handing USING btree (dossier_id, id)
  CREATE TRIGGER result_handing_elsewhere BEFORE INSERT ON public.result_handing FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy result_handing_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table result_reminder (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  way text not null
  note text
  account_id bigint
  reminded_by text not null
  reminded_at timestamp with time zone not null
  period integer
  constraint result_reminder_by_notice CHECK ((((way = 'notice'::text) = (account_id IS NULL)) AND ((way = 'notice'::text) = (period IS NOT NULL))))
  constraint result_reminder_period_check CHECK ((period > 0))
  constraint result_reminder_way_check CHECK ((way = ANY (ARRAY['phone'::text, 'message'::text, 'letter'::text, 'village'::text, 'notice'::text])))
  constraint result_reminder_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint result_reminder_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_reminder_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint result_reminder_pkey PRIMARY KEY (id)
  CREATE INDEX result_reminder_dossier ON public.result_reminder USING btree (dossier_id, reminded_at DESC)
  CREATE UNIQUE INDEX result_reminder_period ON public.result_reminder USING btree (dossier_id, period) WHERE (period IS NOT NULL)
  CREATE TRIGGER result_reminder_elsewhere BEFORE INSERT ON public.result_reminder FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy result_reminder_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table result_rule (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Whether an agency returns a dossier only with a signed result or refusal that is registered here. Without a row: it is only said on the page.
  agency_id integer not null
  required boolean not null
  decision_no text not null
  decided_at timestamp with time zone not null
  constraint result_rule_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_rule_pkey PRIMARY KEY (agency_id)
  policy result_rule_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table result_storage (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- A result that nobody fetched, put away; taken out again when somebody comes for it. Nothing is deleted.
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  reason text not null
  place text not null
  account_id bigint not null
  stored_by text not null
  stored_at timestamp with time zone not null
  taken_account_id bigint [rights {motcua_app=w/motcua_owner}]
  taken_by text [rights {motcua_app=w/motcua_owner}]
  taken_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  taken_for text [rights {motcua_app=w/motcua_owner}]
  constraint result_storage_check CHECK ((((taken_at IS NULL) = (taken_by IS NULL)) AND ((taken_at IS NULL) = (taken_for IS NULL)) AND ((taken_at IS NULL) = (taken_account_id IS NULL))))
  constraint result_storage_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200)))
  constraint result_storage_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)))
  constraint result_storage_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint result_storage_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_storage_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint result_storage_taken_account_id_fkey FOREIGN KEY (taken_account_id) REFERENCES account(id)
  constraint result_storage_pkey PRIMARY KEY (id)
  CREATE INDEX result_storage_dossier ON public.result_storage USING btree (dossier_id, id)
  CREATE UNIQUE INDEX result_storage_now ON public.result_storage USING btree (dossier_id) WHERE (taken_at IS NULL)
  CREATE TRIGGER result_storage_elsewhere BEFORE INSERT ON public.result_storage FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy result_storage_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table result_version (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner,motcua_lookup=r/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  document_id bigint not null
  version integer not null
  state text not null [rights {motcua_app=w/motcua_owner}]
  origin text not null
  body text [rights {motcua_app=w/motcua_owner}]
  source_sha256 text [rights {motcua_app=w/motcua_owner}]
  sha256 text [rights {motcua_app=w/motcua_owner}]
  year integer [rights {motcua_app=w/motcua_owner}]
  number integer [rights {motcua_app=w/motcua_owner}] -- In the book of its year; a version that is voided keeps its number.
  reason text
  valid_until date [rights {motcua_app=w/motcua_owner}]
  signer_name text [rights {motcua_app=w/motcua_owner}]
  signer_title text [rights {motcua_app=w/motcua_owner}]
  signed_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  certificate_serial text [rights {motcua_app=w/motcua_owner}]
  certificate_issuer text [rights {motcua_app=w/motcua_owner}]
  stand_in boolean not null default false [rights {motcua_app=w/motcua_owner}]
  issued_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  end_reason text [rights {motcua_app=w/motcua_owner}]
  written_by text not null
  written_at timestamp with time zone not null
  constraint result_version_check CHECK (((year IS NULL) = (number IS NULL)))
  constraint result_version_check1 CHECK (((origin = 'template'::text) = (body IS NOT NULL)))
  constraint result_version_check2 CHECK (((origin = 'uploaded'::text) = (source_sha256 IS NOT NULL)))
  constraint result_version_check3 CHECK (((state = ANY (ARRAY['signed'::text, 'issued'::text, 'replaced'::text])) <= ((sha256 IS NOT NULL) AND (number IS NOT NULL) AND (signed_at IS NOT NULL))))
  constraint result_version_check4 CHECK (((state = 'voided'::text) <= (end_reason IS NOT NULL)))
  constraint result_version_check5 CHECK (((version > 1) <= (reason IS NOT NULL)))
  constraint result_version_origin_check CHECK ((origin = ANY (ARRAY['template'::text, 'uploaded'::text])))
  constraint result_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'review'::text, 'signed'::text, 'issued'::text, 'replaced'::text, 'voided'::text])))
  constraint result_version_version_check CHECK ((version > 0))
  constraint result_version_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint result_version_document_id_fkey FOREIGN KEY (document_id) REFERENCES result_document(id)
  constraint result_version_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint result_version_source_sha256_fkey FOREIGN KEY (source_sha256) REFERENCES stored_file(sha256)
  constraint result_version_pkey PRIMARY KEY (id)
  constraint result_version_agency_id_year_number_key UNIQUE (agency_id, year, number)
  constraint result_version_document_id_version_key UNIQUE (document_id, version)
  CREATE UNIQUE INDEX result_version_open ON public.result_version USING btree (document_id) WHERE (state = ANY (ARRAY['draft'::text, 'review'::text, 'signed'::text]))
  CREATE TRIGGER result_version_signed BEFORE UPDATE ON public.result_version FOR EACH ROW EXECUTE FUNCTION keep_signed_result()
  policy result_version_lookup for select to motcua_lookup using true
  policy result_version_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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

table scanning_rule (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- Whether an agency hands a dossier over only when the components that the procedure names are digitised or excused (R-01).
  agency_id integer not null
  required boolean not null
  decision_no text not null
  account_id bigint not null
  decided_at timestamp with time zone not null
  constraint scanning_rule_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint scanning_rule_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint scanning_rule_pkey PRIMARY KEY (agency_id)
  policy scanning_rule_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table schema_migration (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=r/motcua_owner})
  version integer not null
  name text not null
  sha256 text not null
  applied_at timestamp with time zone not null default now()
  constraint schema_migration_pkey PRIMARY KEY (version)

table secondment (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- A person whom a unit sends to a one-stop shop, or holds in reserve for it, for a period. One that ends early keeps the reason.
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  person_id bigint not null
  sender_unit_id integer not null
  kind text not null
  rank text not null
  in_service_from date not null
  during daterange not null [rights {motcua_app=w/motcua_owner}]
  decision_no text not null
  ended_why text [rights {motcua_app=w/motcua_owner}]
  recorded_by bigint
  recorded_at timestamp with time zone not null
  constraint secondment_check CHECK ((in_service_from <= lower(during)))
  constraint secondment_decision_no_check CHECK (((length(decision_no) >= 1) AND (length(decision_no) <= 60)))
  constraint secondment_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during))))
  constraint secondment_ended_why_check CHECK (((length(ended_why) >= 1) AND (length(ended_why) <= 500)))
  constraint secondment_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'reserve'::text])))
  constraint secondment_rank_check CHECK ((rank = ANY (ARRAY['below_specialist'::text, 'specialist'::text, 'above_specialist'::text])))
  constraint secondment_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint secondment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint secondment_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(id)
  constraint secondment_sender_unit_id_fkey FOREIGN KEY (sender_unit_id) REFERENCES unit(id)
  constraint secondment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint secondment_pkey PRIMARY KEY (id)
  constraint secondment_unit_id_person_id_during_excl EXCLUDE USING gist (unit_id WITH =, person_id WITH =, during WITH &&)
  CREATE INDEX secondment_sender ON public.secondment USING btree (unit_id, sender_unit_id)
  policy secondment_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  CREATE TRIGGER training_mark_kept BEFORE UPDATE ON public.setting FOR EACH ROW WHEN (((old.name = 'training'::text) OR (new.name = 'training'::text))) EXECUTE FUNCTION guard_training_mark()
  CREATE TRIGGER training_mark_not_deleted BEFORE DELETE ON public.setting FOR EACH ROW WHEN ((old.name = 'training'::text)) EXECUTE FUNCTION guard_training_mark()
  CREATE TRIGGER training_mark_set BEFORE INSERT ON public.setting FOR EACH ROW WHEN ((new.name = 'training'::text)) EXECUTE FUNCTION guard_training_mark()

table shipment (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  dossier_id bigint not null
  slip_no text not null
  carrier text not null
  address text not null
  cod_vnd bigint not null default 0 -- What of the dossier's fees the carrier collects at the door for the office; paid when it is delivered, handed over later.
  account_id bigint not null
  handed_by text not null
  handed_at timestamp with time zone not null
  state text not null default 'handed'::text [rights {motcua_app=w/motcua_owner}]
  ended_account_id bigint [rights {motcua_app=w/motcua_owner}]
  ended_by text [rights {motcua_app=w/motcua_owner}]
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  received_by text [rights {motcua_app=w/motcua_owner}]
  remark text [rights {motcua_app=w/motcua_owner}]
  proof_sha256 text [rights {motcua_app=w/motcua_owner}]
  proof_name text [rights {motcua_app=w/motcua_owner}]
  postage_vnd bigint not null default 0 -- The carrier's own charge, collected by it for itself: not the office's money, in none of its books.
  expected_on date
  collected_vnd bigint [rights {motcua_app=w/motcua_owner}]
  collected_movement_id bigint [rights {motcua_app=w/motcua_owner}]
  remitted_vnd bigint not null default 0 [rights {motcua_app=w/motcua_owner}]
  constraint shipment_address_check CHECK (((length(address) >= 1) AND (length(address) <= 500)))
  constraint shipment_carrier_check CHECK (((length(carrier) >= 1) AND (length(carrier) <= 200)))
  constraint shipment_check CHECK (((state = 'handed'::text) = (ended_at IS NULL)))
  constraint shipment_check1 CHECK (((state = 'delivered'::text) <= (received_by IS NOT NULL)))
  constraint shipment_check2 CHECK (((state = 'came_back'::text) <= (remark IS NOT NULL)))
  constraint shipment_check3 CHECK (((collected_vnd IS NOT NULL) <= (state = 'delivered'::text)))
  constraint shipment_check4 CHECK (((COALESCE(collected_vnd, (0)::bigint) > 0) = (collected_movement_id IS NOT NULL)))
  constraint shipment_check5 CHECK ((remitted_vnd <= COALESCE(collected_vnd, (0)::bigint)))
  constraint shipment_cod_vnd_check CHECK (((cod_vnd >= 0) AND (cod_vnd <= 1000000000)))
  constraint shipment_collected_vnd_check CHECK (((collected_vnd >= 0) AND (collected_vnd <= 1000000000)))
  constraint shipment_postage_vnd_check CHECK (((postage_vnd >= 0) AND (postage_vnd <= 1000000000)))
  constraint shipment_remitted_vnd_check CHECK (((remitted_vnd >= 0) AND (remitted_vnd <= 1000000000)))
  constraint shipment_slip_no_check CHECK (((length(slip_no) >= 1) AND (length(slip_no) <= 60)))
  constraint shipment_state_check CHECK ((state = ANY (ARRAY['handed'::text, 'delivered'::text, 'came_back'::text])))
  constraint shipment_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint shipment_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint shipment_collected_movement_id_fkey FOREIGN KEY (collected_movement_id) REFERENCES fee_movement(id)
  constraint shipment_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint shipment_ended_account_id_fkey FOREIGN KEY (ended_account_id) REFERENCES account(id)
  constraint shipment_proof_sha256_fkey FOREIGN KEY (proof_sha256) REFERENCES stored_file(sha256)
  constraint shipment_pkey PRIMARY KEY (id)
  constraint shipment_agency_id_carrier_slip_no_key UNIQUE (agency_id, carrier, slip_no)
  CREATE INDEX shipment_dossier ON public.shipment USING btree (dossier_id, id)
  CREATE INDEX shipment_list ON public.shipment USING btree (agency_id, handed_at DESC, id DESC)
  CREATE INDEX shipment_owed ON public.shipment USING btree (agency_id, carrier) WHERE (collected_vnd > remitted_vnd)
  CREATE UNIQUE INDEX shipment_under_way ON public.shipment USING btree (dossier_id) WHERE (state = 'handed'::text)
  CREATE TRIGGER shipment_elsewhere BEFORE INSERT ON public.shipment FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy shipment_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table shop_meeting (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  held_on date not null
  attended text not null
  said text not null
  recorded_by bigint
  recorded_at timestamp with time zone not null
  constraint shop_meeting_attended_check CHECK (((length(attended) >= 1) AND (length(attended) <= 500)))
  constraint shop_meeting_said_check CHECK (((length(said) >= 1) AND (length(said) <= 4000)))
  constraint shop_meeting_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint shop_meeting_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(id)
  constraint shop_meeting_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
  constraint shop_meeting_pkey PRIMARY KEY (id)
  constraint shop_meeting_unit_id_held_on_key UNIQUE (unit_id, held_on)
  policy shop_meeting_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table sign_in_attempt (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  id bigint not null generated always as identity
  username_hash bytea not null
  client_hash bytea not null
  at timestamp with time zone not null default clock_timestamp()
  succeeded boolean not null
  constraint sign_in_attempt_pkey PRIMARY KEY (id)
  CREATE INDEX sign_in_attempt_client ON public.sign_in_attempt USING btree (client_hash, at DESC)
  CREATE INDEX sign_in_attempt_username ON public.sign_in_attempt USING btree (username_hash, at DESC)

table site (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  agency_id integer not null
  slug text not null
  domain text -- A host name of its own under which the same pages are served; the slug works as well.
  slogan text
  address text
  phone text
  email text
  opened_at timestamp with time zone not null
  closed_at timestamp with time zone
  closed_why text
  moved_to integer -- The agency on whose site the visitors of this one are led, as after a merger.
  constraint site_address_check CHECK (((length(address) >= 1) AND (length(address) <= 300)))
  constraint site_check CHECK ((closed_at >= opened_at))
  constraint site_closed_says_why CHECK (((closed_at IS NOT NULL) OR ((closed_why IS NULL) AND (moved_to IS NULL))))
  constraint site_closed_why_check CHECK (((length(closed_why) >= 1) AND (length(closed_why) <= 500)))
  constraint site_domain_check CHECK (((domain ~ '^([a-z0-9]+(-+[a-z0-9]+)*\.)+[a-z]{2,}$'::text) AND (length(domain) <= 253)))
  constraint site_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254)))
  constraint site_moved_elsewhere CHECK ((moved_to <> agency_id))
  constraint site_phone_check CHECK (((length(phone) >= 1) AND (length(phone) <= 20)))
  constraint site_slogan_check CHECK (((length(slogan) >= 1) AND (length(slogan) <= 200)))
  constraint site_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND ((length(slug) >= 3) AND (length(slug) <= 60))))
  constraint site_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint site_moved_to_fkey FOREIGN KEY (moved_to) REFERENCES unit(id)
  constraint site_pkey PRIMARY KEY (agency_id)
  constraint site_domain_key UNIQUE (domain)
  constraint site_slug_key UNIQUE (slug)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_public for select to motcua_app using true
  policy site_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table site_article (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  kind text not null
  latest integer not null default 1 [rights {motcua_app=w/motcua_owner}] -- The newest version that was saved.
  account_id bigint
  created_at timestamp with time zone not null
  constraint site_article_kind_check CHECK ((kind = ANY (ARRAY['news'::text, 'notice'::text, 'story'::text, 'page'::text])))
  constraint site_article_latest_check CHECK ((latest >= 1))
  constraint site_article_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint site_article_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint site_article_pkey PRIMARY KEY (id)
  CREATE INDEX site_article_agency ON public.site_article USING btree (agency_id, kind)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_article FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_article_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table site_contact (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arwd/motcua_owner})
  -- How the holder of a post is reached in office: of the post, so that it outlives who holds it.
  post_id integer not null
  agency_id integer not null
  phone text
  email text
  constraint site_contact_check CHECK (((phone IS NOT NULL) OR (email IS NOT NULL)))
  constraint site_contact_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254)))
  constraint site_contact_phone_check CHECK (((length(phone) >= 1) AND (length(phone) <= 20)))
  constraint site_contact_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint site_contact_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
  constraint site_contact_pkey PRIMARY KEY (post_id)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_contact FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_contact_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table site_former_address (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- The last part of an address is given to no other agency; a host name may be, and is then that one's.
  kind text not null
  address text not null
  agency_id integer not null
  left_at timestamp with time zone not null [rights {motcua_app=w/motcua_owner}]
  constraint site_former_address_kind_check CHECK ((kind = ANY (ARRAY['slug'::text, 'domain'::text])))
  constraint site_former_address_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES site(agency_id)
  constraint site_former_address_pkey PRIMARY KEY (kind, address, agency_id)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_former_address FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_former_address_public for select to motcua_app using true
  policy site_former_address_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table site_image (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  sha256 text not null
  kind text not null
  width integer not null
  height integer not null
  alt text not null
  account_id bigint
  added_at timestamp with time zone not null
  constraint site_image_alt_check CHECK (((length(alt) >= 1) AND (length(alt) <= 300)))
  constraint site_image_kind_check CHECK ((kind = ANY (ARRAY['jpg'::text, 'png'::text])))
  constraint site_image_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint site_image_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint site_image_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
  constraint site_image_pkey PRIMARY KEY (id)
  constraint site_image_agency_id_sha256_key UNIQUE (agency_id, sha256)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_image FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_image_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table site_reception (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- When who receives citizens. A day that falls out stays, with the reason, for those who had meant to come.
  id bigint not null generated always as identity
  agency_id integer not null
  on_date date not null
  starts time without time zone not null
  ends time without time zone not null
  place text not null
  host_name text not null
  host_title text not null
  cancelled_why text
  constraint site_reception_cancelled_why_check CHECK (((length(cancelled_why) >= 1) AND (length(cancelled_why) <= 300)))
  constraint site_reception_check CHECK ((ends > starts))
  constraint site_reception_host_name_check CHECK (((length(host_name) >= 1) AND (length(host_name) <= 120)))
  constraint site_reception_host_title_check CHECK (((length(host_title) >= 1) AND (length(host_title) <= 200)))
  constraint site_reception_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200)))
  constraint site_reception_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint site_reception_pkey PRIMARY KEY (id)
  constraint site_reception_agency_id_on_date_starts_host_name_key UNIQUE (agency_id, on_date, starts, host_name)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_reception FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_reception_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table site_release (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- From this instant this version stands on the site; without a version the article is off it. What lies ahead may be cancelled, what has been may not.
  id bigint not null generated always as identity
  agency_id integer not null
  article_id bigint not null
  revision integer
  from_at timestamp with time zone not null
  reason text
  account_id bigint
  decided_by text not null
  decided_at timestamp with time zone not null
  cancelled_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint site_release_check CHECK ((decided_at <= from_at))
  constraint site_release_check1 CHECK ((cancelled_at < from_at))
  constraint site_release_check2 CHECK (((revision IS NOT NULL) OR (reason IS NOT NULL)))
  constraint site_release_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
  constraint site_release_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint site_release_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint site_release_article_id_fkey FOREIGN KEY (article_id) REFERENCES site_article(id)
  constraint site_release_article_id_revision_fkey FOREIGN KEY (article_id, revision) REFERENCES site_revision(article_id, number)
  constraint site_release_pkey PRIMARY KEY (id)
  CREATE INDEX site_release_article ON public.site_release USING btree (article_id, from_at DESC, id DESC) WHERE (cancelled_at IS NULL)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_release FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_release_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table site_revision (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Markdown as it was written. A saved version never changes; what stands on the site is said by site_release.
  article_id bigint not null
  number integer not null
  agency_id integer not null
  title text not null
  summary text not null
  body text not null
  image_id bigint
  restored_from integer
  account_id bigint
  saved_by text not null
  saved_at timestamp with time zone not null
  constraint site_revision_body_check CHECK (((length(body) >= 1) AND (length(body) <= 60000)))
  constraint site_revision_check CHECK ((restored_from < number))
  constraint site_revision_number_check CHECK ((number >= 1))
  constraint site_revision_summary_check CHECK ((length(summary) <= 500))
  constraint site_revision_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  constraint site_revision_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint site_revision_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint site_revision_article_id_fkey FOREIGN KEY (article_id) REFERENCES site_article(id)
  constraint site_revision_image_id_fkey FOREIGN KEY (image_id) REFERENCES site_image(id)
  constraint site_revision_pkey PRIMARY KEY (article_id, number)
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.site_revision FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()
  policy site_revision_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  constraint slip_print_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'supplement_request'::text, 'refusal'::text, 'apology'::text, 'stop'::text, 'control'::text])))
  constraint slip_print_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint slip_print_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint slip_print_dossier_id_fkey FOREIGN KEY (dossier_id) REFERENCES dossier(id)
  constraint slip_print_pkey PRIMARY KEY (id)
  CREATE INDEX slip_print_slip ON public.slip_print USING btree (dossier_id, kind, event_seq, printed_at DESC)
  CREATE TRIGGER slip_print_elsewhere BEFORE INSERT ON public.slip_print FOR EACH ROW EXECUTE FUNCTION refuse_beside_elsewhere()
  policy slip_print_scope for all to motcua_app using (agency_id = ANY (app_agencies())) with check (agency_id = ANY (app_agencies()))

table slip_template (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only. On a day holds the row with the latest valid_from that is not after it, of those the highest version; without a file the product's own layout is taken up again.
  id bigint not null generated always as identity
  agency_id integer not null
  kind text not null
  version integer not null
  valid_from date not null
  file_sha256 text
  file_name text
  note text
  account_id bigint not null
  made_by text not null
  made_at timestamp with time zone not null
  constraint slip_template_check CHECK (((file_sha256 IS NULL) = (file_name IS NULL)))
  constraint slip_template_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'supplement_request'::text, 'refusal'::text, 'apology'::text, 'stop'::text, 'control'::text])))
  constraint slip_template_note_check CHECK ((length(note) <= 500))
  constraint slip_template_version_check CHECK ((version > 0))
  constraint slip_template_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint slip_template_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint slip_template_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256)
  constraint slip_template_pkey PRIMARY KEY (id)
  constraint slip_template_agency_id_kind_version_key UNIQUE (agency_id, kind, version)
  policy slip_template_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table stored_file (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  sha256 text not null
  kind text not null
  bytes bigint not null
  pages integer
  width integer
  height integer
  scan text not null [rights {motcua_app=w/motcua_owner}] -- not_scanned is a state that people see, never taken for clean.
  stored_at timestamp with time zone not null
  checked_at timestamp with time zone [rights {motcua_app=w/motcua_owner}] -- When the file was last compared with its hash.
  problem text [rights {motcua_app=w/motcua_owner}]
  signatures jsonb [rights {motcua_app=w/motcua_owner}] -- Judged by the roots that the office trusted that day; null: none, or no PDF.
  constraint stored_file_bytes_check CHECK ((bytes > 0))
  constraint stored_file_kind_check CHECK ((kind = ANY (ARRAY['pdf'::text, 'jpg'::text, 'png'::text, 'docx'::text, 'xlsx'::text, 'csv'::text, 'wav'::text])))
  constraint stored_file_pages_check CHECK ((pages > 0))
  constraint stored_file_problem_check CHECK ((problem = ANY (ARRAY['missing'::text, 'damaged'::text])))
  constraint stored_file_scan_check CHECK ((scan = ANY (ARRAY['not_scanned'::text, 'clean'::text])))
  constraint stored_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint stored_file_signatures_check CHECK ((jsonb_typeof(signatures) = 'array'::text))
  constraint stored_file_pkey PRIMARY KEY (sha256)
  CREATE INDEX stored_file_problem ON public.stored_file USING btree (sha256) WHERE (problem IS NOT NULL)

table support_duty (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ard/motcua_owner})
  agency_id integer not null
  team_id integer not null
  member_id integer not null
  on_date date not null
  constraint support_duty_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint support_duty_member_id_fkey FOREIGN KEY (member_id) REFERENCES support_member(id)
  constraint support_duty_team_id_fkey FOREIGN KEY (team_id) REFERENCES support_team(id)
  constraint support_duty_pkey PRIMARY KEY (team_id, on_date, member_id)
  policy support_duty_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table support_member (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- By name, since a team also has people who hold no post: the youth union, heads of hamlets, volunteers.
  id integer not null generated always as identity
  agency_id integer not null
  team_id integer not null
  name text not null
  part text not null
  title text
  during daterange not null
  constraint support_member_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during))))
  constraint support_member_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint support_member_part_check CHECK ((part = ANY (ARRAY['lead'::text, 'member'::text])))
  constraint support_member_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  constraint support_member_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint support_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES support_team(id)
  constraint support_member_pkey PRIMARY KEY (id)
  constraint support_member_once EXCLUDE USING gist (team_id WITH =, name WITH =, during WITH &&)
  policy support_member_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table support_team (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  id integer not null generated always as identity
  agency_id integer not null
  name text not null
  decision_no text
  phone text
  place text
  formed_on date not null
  dissolved_on date
  constraint support_team_check CHECK ((dissolved_on > formed_on))
  constraint support_team_decision_no_check CHECK (((length(decision_no) >= 1) AND (length(decision_no) <= 60)))
  constraint support_team_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint support_team_phone_check CHECK (((length(phone) >= 1) AND (length(phone) <= 20)))
  constraint support_team_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200)))
  constraint support_team_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint support_team_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX support_team_name ON public.support_team USING btree (agency_id, name) WHERE (dissolved_on IS NULL)
  policy support_team_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table support_visit (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  team_id integer not null
  member_id integer not null
  on_date date not null
  hamlet text not null
  helped integer not null -- How many times somebody was helped, not how many different persons.
  what text not null
  account_id bigint
  recorded_at timestamp with time zone not null
  withdrawn_why text [rights {motcua_app=w/motcua_owner}]
  constraint support_visit_hamlet_check CHECK (((length(hamlet) >= 1) AND (length(hamlet) <= 120)))
  constraint support_visit_helped_check CHECK (((helped >= 0) AND (helped <= 10000)))
  constraint support_visit_what_check CHECK (((length(what) >= 1) AND (length(what) <= 500)))
  constraint support_visit_withdrawn_why_check CHECK (((length(withdrawn_why) >= 1) AND (length(withdrawn_why) <= 300)))
  constraint support_visit_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint support_visit_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint support_visit_member_id_fkey FOREIGN KEY (member_id) REFERENCES support_member(id)
  constraint support_visit_team_id_fkey FOREIGN KEY (team_id) REFERENCES support_team(id)
  constraint support_visit_pkey PRIMARY KEY (id)
  CREATE INDEX support_visit_team ON public.support_visit USING btree (team_id, on_date DESC)
  policy support_visit_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  CREATE INDEX task_webhook ON public.task USING btree ((((payload ->> 'endpointId'::text))::integer), id DESC) WHERE (kind = 'exchange.webhook'::text)

table ticket_print (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=arw/motcua_owner})
  -- One row a paper: two taps begin one print, and a paper that did not come is seen by the staff.
  id bigint not null generated always as identity
  agency_id integer not null
  unit_id integer not null
  ticket_id bigint not null
  nth integer not null
  printer_id integer not null
  state text not null
  reason text
  begun_at timestamp with time zone not null
  ended_at timestamp with time zone
  constraint ticket_print_nth_check CHECK (((nth >= 1) AND (nth <= 20)))
  constraint ticket_print_reason_check CHECK ((length(reason) <= 40))
  constraint ticket_print_state_check CHECK ((state = ANY (ARRAY['printing'::text, 'printed'::text, 'sent'::text, 'unconfirmed'::text, 'failed'::text])))
  constraint ticket_print_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint ticket_print_printer_id_fkey FOREIGN KEY (printer_id) REFERENCES printer(id)
  constraint ticket_print_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES queue_ticket(id)
  constraint ticket_print_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES queue_point(unit_id)
  constraint ticket_print_pkey PRIMARY KEY (id)
  constraint ticket_print_ticket_id_nth_key UNIQUE (ticket_id, nth)
  CREATE INDEX ticket_print_unit ON public.ticket_print USING btree (unit_id, begun_at)
  policy ticket_print_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

table uncollected_policy (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Append-only; of several for one day the one recorded last holds. Without a row the data that ship hold.
  id integer not null generated always as identity
  agency_id integer not null
  from_on date not null
  remind_after_days integer not null
  remind_every_days integer not null
  most_reminders integer not null
  store_after_days integer not null
  source text not null
  verified boolean not null
  account_id bigint not null
  recorded_by text not null
  recorded_at timestamp with time zone not null
  constraint uncollected_policy_most_reminders_check CHECK (((most_reminders >= 0) AND (most_reminders <= 50)))
  constraint uncollected_policy_remind_after_days_check CHECK (((remind_after_days >= 1) AND (remind_after_days <= 3650)))
  constraint uncollected_policy_remind_every_days_check CHECK (((remind_every_days >= 1) AND (remind_every_days <= 3650)))
  constraint uncollected_policy_source_check CHECK (((length(source) >= 1) AND (length(source) <= 500)))
  constraint uncollected_policy_store_after_days_check CHECK (((store_after_days >= 1) AND (store_after_days <= 36500)))
  constraint uncollected_policy_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint uncollected_policy_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint uncollected_policy_pkey PRIMARY KEY (id)
  constraint uncollected_policy_agency_id_from_on_recorded_at_key UNIQUE (agency_id, from_on, recorded_at)
  policy uncollected_policy_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))

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
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.unit FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

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
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.unit_calendar FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

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
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.unit_code FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

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
  CREATE TRIGGER reference_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.unit_profile FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

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
  CREATE TRIGGER access_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.unit_version FOR EACH STATEMENT EXECUTE FUNCTION count_reference_change()

table webhook_endpoint (no row level security; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  -- Addresses and keys of an agency, no personal data.
  id integer not null generated always as identity
  agency_id integer not null
  name text not null
  url text not null
  secret text not null [rights {motcua_app=w/motcua_owner}] -- Signs each message (Standard Webhooks), so it must be readable: sealed by AES-256-GCM under a key that is not in the database.
  topics text[] not null
  account_id bigint not null
  created_at timestamp with time zone not null default clock_timestamp()
  ended_at timestamp with time zone [rights {motcua_app=w/motcua_owner}]
  constraint webhook_endpoint_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint webhook_endpoint_topics_check CHECK ((cardinality(topics) > 0))
  constraint webhook_endpoint_url_check CHECK ((length(url) <= 500))
  constraint webhook_endpoint_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint webhook_endpoint_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint webhook_endpoint_pkey PRIMARY KEY (id)
  CREATE INDEX webhook_endpoint_agency ON public.webhook_endpoint USING btree (agency_id) WHERE (ended_at IS NULL)

table webhook_replay (row level security, forced; rights {motcua_owner=arwdDxtm/motcua_owner,motcua_app=ar/motcua_owner})
  id bigint not null generated always as identity
  agency_id integer not null
  endpoint_id integer not null
  account_id bigint not null
  at timestamp with time zone not null
  since timestamp with time zone -- All that had failed since then; null where one delivery was chosen.
  tasks bigint[] not null -- Without a reference: done tasks are deleted after a month.
  constraint webhook_replay_tasks_check CHECK ((cardinality(tasks) > 0))
  constraint webhook_replay_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint webhook_replay_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES unit(id)
  constraint webhook_replay_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(id)
  constraint webhook_replay_pkey PRIMARY KEY (id)
  CREATE INDEX webhook_replay_endpoint ON public.webhook_replay USING btree (endpoint_id, id DESC)
  policy webhook_replay_scope for all to motcua_app using (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[])) with check (agency_id = ANY (( SELECT app_agencies() AS app_agencies)::integer[]))
